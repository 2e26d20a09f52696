import Foundation
import Testing

/// What `export` writes for other programs, read by programs of others.
///
/// `tools/test` makes the environment in which they run, from `tools/standards.txt` and packages of
/// Debian.
struct StandardsTests {
  fileprivate static let python = "\(Project.root)/.build/standards/bin/python"

  /// Runs a script of `Standards` on a file.
  private static func check(
    _ script: String, _ file: String, in folder: TemporaryFolder
  ) throws -> Ending {
    try folder.shell("'\(python)' -B '\(Project.tests)/Standards/\(script).py' '\(file)'")
  }

  /// A record with every type of event: the article, the public record, and a few more.
  private static let record = Result {
    try KeptFolder { folder in
      try folder.link(Project.root + "/events")
      let made = try folder.shell(
        """
        set -e
        tally init --origin standards.test/record --test-clock 2026-11-24T09:00:00Z
        tally append events/istanbul-2025/article.jsonl
        tally append events/istanbul-2025/public-record.jsonl
        tally assess --of @PR-046 --scale credibility --value 2 --reason 'as TASS has it'
        tally assess --of @S07 --scale credibility --value 6 --reason 'one page alone'
        tally retract --of @S07 --speaker medinsky --stated 2025-06-20
        """)
      try #require(made.status == 0, "\(made.output)")
    }
  }

  private static func withRecord(_ body: (TemporaryFolder) throws -> Void) throws {
    try record.get().use(body)
  }

  private static let forms = [
    (form: "claimreview", script: "claimreview"), ("prov", "prov"), ("hxl", "hxl_csv"),
  ]

  @Test(.standards, arguments: forms)
  func `an outside program reads the whole record in each form`(
    form: String, script: String
  ) throws {
    try Self.withRecord { folder in
      for cut in [
        "", "--as-of 2025-06-13", "--occurred 2025-06-11..2025-06-16", "--as-of 1999-01-01",
      ] {
        let written = try folder.shell("tally export --as \(form) \(cut) > out")
        #expect(written.status == 0 && written.output.isEmpty, "\(written.output)")
        let read = try Self.check(script, "out", in: folder)
        #expect(read.status == 0, "\(cut): \(read.output)")
      }
    }
  }

  /// Changes after which a file is no longer what the standard says.
  @Test(
    .standards,
    arguments: [
      ("claimreview", "claimreview", #"s/"Claim"/"Clam"/"#),
      ("claimreview", "claimreview", #"s/"claimReviewed"/"claimReview"/"#),
      ("claimreview", "claimreview", #"s/"author": {"@id": "[^"]*"}/"author": 5/"#),
      ("claimreview", "claimreview", #"s/#source-medinsky"}/#source-nobody"}/"#),
      ("claimreview", "claimreview", #"s/"datePublished": "[^"]*"/"datePublished": "June 13"/"#),
      (
        "prov", "prov",
        #"s/"prov:usedEntity": "record:event-[^"]*"/"prov:usedEntity": "record:no"/"#
      ),
      ("prov", "prov", #"s/"wasAttributedTo"/"wasAttributed"/"#),
      ("prov", "prov", #"s/"prov:time": "[^"]*"/"prov:time": "June 13"/"#),
      ("hxl", "hxl_csv", "s/,2025-06-11,/,some day,/"), ("hxl", "hxl_csv", "s/,1212,/,many,/"),
      ("hxl", "hxl_csv", "s/^#meta/meta/; s/,#/,/g"),
    ])
  func `the outside program refuses a file with a mistake`(
    form: String, script: String, change: String
  ) throws {
    try Self.withRecord { folder in
      let made = try folder.shell(
        "tally export --as \(form) > out; sed -e '\(change)' out > changed; ! cmp -s out changed")
      #expect(made.status == 0, "nothing was changed")
      #expect(try Self.check(script, "changed", in: folder).status != 0)
    }
  }

  @Test(.standards) func `as many claims and reviews are read as were said and assessed`() throws {
    try Self.withRecord { folder in
      _ = try folder.shell("tally export --as claimreview > out")
      let acts = try folder.tally("export").lines.count { line in
        [
          "announcement", "confirmation", "denial", "correction", "retraction", "silence",
          "agreement", "medium",
        ].contains { line.contains("\"type\":\"\($0)\"") }
      }
      #expect(acts > 100)
      #expect(try Self.check("claimreview", "out", in: folder).output == "\(acts) 2\n")
    }
  }

  @Test(.standards) func `HXL has the tags that the documentation names`() throws {
    try Self.withRecord { folder in
      _ = try folder.shell("tally export --as hxl > out")
      let read = try Self.check("hxl_csv", "out", in: folder).output
      let tags = read.split(separator: " ").dropFirst().map { $0.trimmingCharacters(in: .newlines) }
      let page = try String(
        contentsOfFile: Project.root + "/Sources/Tallystick/Documentation.docc/Exporting.md",
        encoding: .utf8)
      #expect(tags.count >= 14)
      for tag in tags where !tag.hasPrefix("#affected") {
        #expect(page.contains("`\(tag)`"), "\(tag)")
      }
      #expect(tags.contains("#affected+remains+reported+max"))
    }
  }

  @Test func `what a spreadsheet saves of the events can be appended again`() throws {
    try Self.withRecord { folder in
      let map = """
        {"map":1,"ignore":[{"column":"type","is":["confirmation","denial","correction","retraction","silence",
          "agreement","medium","assessment","link","amendment","source","redaction"]}],
         "events":[{"type":"announcement","stated":{"column":"stated"},"label":{"column":"label"},"body":{
          "speaker":{"column":"speaker"},"attribution":{"column":"attribution"},"side":{"column":"side"},
          "via":{"column":"via"},"published":{"column":"published"},"quote":{"column":"quote"},
          "lang":{"column":"lang"},"rendering":{"column":"rendering"},
          "capture":{"url":{"column":"capture.url"},"archive":{"column":"capture.archive"},
            "sha256":{"column":"capture.sha256"}},
          "claim":{"act":{"column":"claim.act"},"what":{"column":"claim.what"},"unit":{"column":"claim.unit"},
            "from":{"column":"claim.from"},"to":{"column":"claim.to"},"whose":{"column":"claim.whose"},
            "received_as":{"column":"claim.received_as"},"identified_as":{"column":"claim.identified_as"},
            "when":{"column":"claim.when"},"scope":{"column":"claim.scope"},
            "under":{"column":"claim.under"},"place":{"column":"claim.place"},
            "about":{"column":"claim.about"},"handover":{"column":"claim.handover"},
            "count":{"column":"claim.count"}}}}]}
        """
      try folder.write(Data(map.utf8), to: "map.json")
      let again = try folder.shell(
        "tally export --as csv > all.csv; tally append --csv all.csv --map map.json --dry-run --format json"
      )
      // Counts with words are other events without them; all the others are the same events.
      let found = again.lines.filter { $0.contains("\"would\":\"find\"") }
      #expect(found.count >= 10, "\(again.output.prefix(2000))")
      let same = try folder.shell(
        "tally export | grep '\"type\":\"announcement\"' | grep -v '\"words\"' | wc -l")
      #expect(found.count == Int(same.output.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
  }

  @Test func `only the stored form keeps to the entries, up to what the record held`() throws {
    try Self.withRecord { folder in
      let all = try folder.tally("export")
      #expect(try folder.tally("export", "--as", "jsonl").output == all.output)
      let some = try folder.tally("export", "--as-recorded", "#45")
      #expect(some.lines == Array(all.lines.prefix(45)))
      let refused = try folder.tally("export", "--as-of", "2025-06-13")
      #expect(refused.status == 64)
      #expect(
        refused.errors.hasPrefix(
          "Error: As jsonl the entries are printed as they are stored; of the cuts only "
            + "--as-recorded applies to them.\n"))
    }
  }
}

extension Trait where Self == ConditionTrait {
  /// The test needs programs of PyPI, which are not there where PyPI could not be reached.
  fileprivate static var standards: Self {
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: StandardsTests.python),
      "The readers of other standards are not there: tools/test gets them from PyPI.")
  }
}
