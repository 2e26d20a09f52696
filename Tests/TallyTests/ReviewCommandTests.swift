import Foundation
import Testing

/// From an article to events: nothing gets there without a person's key, and nothing twice.
struct ReviewCommandTests {
  /// A record with two parties, and the drafts of an article of three statements.
  private static let drafted = Result {
    try KeptFolder { folder in
      let made = try folder.shell(
        """
        set -e
        tally init --origin review.test/r --test-clock 2024-05-20T09:00:00Z
        tally source --source ardenia --kind party --name Ardenia --side AR --reason r
        tally source --source veloria --kind party --name Veloria --side VE --reason r
        tally source --source harbour-wire --kind outlet --name 'Harbour Wire' --reason r
        cat > article.txt <<'END'
        Ardenia handed over 12 bodies to Veloria. Veloria gave back 3 bodies to Ardenia.
        The exchange was discussed. Ardenia received 4 bodies from Veloria on May 14.
        END
        tally draft article.txt --outlet harbour-wire --published 2024-05-17 --output d.jsonl
        """)
      try #require(made.status == 0, "\(made.output)")
    }
  }

  private static func size(_ folder: TemporaryFolder) throws -> Int {
    try folder.tally("export").lines.count
  }

  @Test func `append refuses drafts and gaps, and says what to do`() throws {
    try ReviewCommandTests.drafted.get().use { folder in
      let before = try ReviewCommandTests.size(folder)
      let whole = try folder.tally("append", "d.jsonl")
      #expect(whole.status == 1 && whole.errors.contains("tally review"))
      for line in try folder.shell("cat d.jsonl").lines {
        let one = try folder.tally("append", "-", input: Data((line + "\n").utf8))
        #expect(one.status == 1, "\(line)")
        #expect(try folder.tally("append", "--each", "-", input: Data(line.utf8)).status == 1)
      }
      #expect(try ReviewCommandTests.size(folder) == before)
    }
  }

  @Test func `an article in a script that is not read is named as a gap, and as in no language`()
    throws
  {
    try TemporaryFolder.use { folder in
      let made = try folder.shell(
        """
        tally init --origin review.test/r >/dev/null 2>&1
        echo 'سلمت أردينيا ١٢١٢ جثة، قال طارن.' \
          | tally draft - --outlet harbour-wire --published 2024-05-17
        """)
      #expect(made.status == 0 && !made.output.contains(#""lang":"#))
      #expect(made.output.contains(#""why":["in a language that is not read""#))
      #expect(made.errors.contains("1 sentence with a number, a word of the trade or a language"))
      #expect(!made.errors.contains("No other sentence"))
    }
  }

  /// What somebody might try to make of a line of `draft` so that `append` takes it.
  private static let disguises = [
    #"s/"draft":{/"draft":{"accepted":true,/"#, #"s/"draft":/"draft" :/"#,
    #"s/,"label":/,"id":"00000000000000000000000000000000","label":/"#,
    #"s/^{/{"v":1,/"#, #"s/^{/{"seq":1,"recorded":"2024-05-20T09:00:00Z","recorder":"r",/"#,
    #"s/^/  /"#, #"1s/^/\xef\xbb\xbf/"#, #"s/$/\r/"#, #"s/"draft":{/"accepted":"x","draft":{/"#,
    #"s/"draft":{.*},"label"/"draft":true,"label"/"#,
    #"s/"draft":{.*},"label"/"draft":false,"label"/"#,
    #"s/"draft":{.*},"label"/"draft":{},"label"/"#, #"s/"draft":/"dr\u0061ft":/"#,
  ]

  @Test(arguments: disguises)
  func `a draft in disguise reaches no record`(disguise: String) throws {
    try ReviewCommandTests.drafted.get().use { folder in
      let before = try ReviewCommandTests.size(folder)
      let made = try folder.shell(
        "sed -e '\(disguise)' d.jsonl > other.jsonl; cmp d.jsonl other.jsonl")
      #expect(made.status == 1, "the disguise changes nothing")
      for way in ["append other.jsonl", "append - < other.jsonl"] {
        #expect(try folder.shell("tally \(way)").status == 1, "\(way)")
      }
      let lines = try folder.shell(
        "while read -r line; do printf '%s\n' \"$line\" | tally append --each -; done < other.jsonl"
      )
      #expect(!lines.output.contains("recorded (id"))
      #expect(try ReviewCommandTests.size(folder) == before)
    }
  }

  @Test func `no key but the one that accepts appends anything, at a terminal or line by line`()
    throws
  {
    try ReviewCommandTests.drafted.get().use { folder in
      let before = try ReviewCommandTests.size(folder)
      let keys = (0x21...0x7E).map { String(UnicodeScalar(UInt8($0))) }.filter {
        !["a", "q", "#", "!", "="].contains($0)
      }
      // A question that a line answers is answered with nothing, or with a change.
      let answers = keys.flatMap { key in
        switch key {
        case "s", "0": [key, "="]
        case "e": ["e", "=count=5", "="]
        default: [key]
        }
      }
      let seen = try Terminal("review d.jsonl", in: folder, answers + ["q"])
      #expect(seen.account.left == 0 && seen.account.status == 0, "\(seen.shown.suffix(400))")
      #expect(seen.shown.contains("0 accepted"))
      let input =
        (answers.map { $0.hasPrefix("=") ? String($0.dropFirst()) : $0 } + ["#", "!", "="])
        .joined(separator: "\n")
      let plain = try folder.tally("review", "d.jsonl", "--plain", input: Data(input.utf8))
      #expect(plain.output.contains("0 accepted"))
      #expect(try ReviewCommandTests.size(folder) == before)
    }
  }

  @Test func `drafting, looking and a dry run append nothing`() throws {
    try ReviewCommandTests.drafted.get().use { folder in
      let before = try folder.shell("sha256sum record.tally").output
      let tried = try folder.shell(
        """
        tally draft article.txt --outlet harbour-wire --published 2024-05-17 > again.jsonl
        tally append d.jsonl --dry-run
        tally review d.jsonl --plain --second < /dev/null
        """)
      #expect(tried.output.contains("0 accepted"))
      #expect(try folder.shell("sha256sum record.tally").output == before)
    }
  }

  @Test func `a review without an answer appends nothing`() throws {
    try ReviewCommandTests.drafted.get().use { folder in
      let before = try ReviewCommandTests.size(folder)
      let ending = try folder.tally("review", "d.jsonl", "--plain")
      #expect(ending.status == 0 && ending.output.contains("0 accepted, 0 skipped, 3 left."))
      #expect(try ReviewCommandTests.size(folder) == before)
    }
  }

  @Test func `a review that ends in the middle goes on, and tells what was skipped`() throws {
    try ReviewCommandTests.drafted.get().use { folder in
      let before = try ReviewCommandTests.size(folder)
      let first = try folder.tally("review", "d.jsonl", "--plain", input: Data("a\nq\n".utf8))
      #expect(first.output.contains("handover of 12 remains from AR to VE"))
      #expect(first.output.contains("1 accepted, 0 skipped, 2 left."))
      let second = try folder.tally(
        "review", "d.jsonl", "--plain", input: Data("e\nwhose=AR\n\na\ns\nsaid before\n".utf8))
      #expect(second.output.contains("2 accepted, 1 skipped, 0 left."))
      #expect(second.output.contains("said before"))
      #expect(second.output.contains("The exchange was discussed."))
      #expect(try ReviewCommandTests.size(folder) == before + 2)
      let again = try folder.tally("review", "d.jsonl", "--plain", input: Data("a\na\n".utf8))
      #expect(again.output.contains("2 accepted, 1 skipped, 0 left."))
      let eyes = try folder.tally(
        "review", "d.jsonl", "--plain", "--second", input: Data("q\n".utf8))
      #expect(eyes.output.contains("skipped: said before"))
    }
  }

  @Test func `a review killed before it noted an answer appends nothing twice`() throws {
    try ReviewCommandTests.drafted.get().use { folder in
      let before = try ReviewCommandTests.size(folder)
      try folder.tally("review", "d.jsonl", "--plain", input: Data("a\na\nq\n".utf8))
      // As if the state had not been written since.
      _ = try folder.shell("rm d.jsonl.review")
      let ending = try folder.tally("review", "d.jsonl", "--plain", input: Data("a\na\na\n".utf8))
      #expect(ending.output.contains("3 accepted, 0 skipped, 0 left."))
      #expect(try ReviewCommandTests.size(folder) == before + 3)
      #expect(try folder.tally("verify").status != 2)
    }
  }

  @Test func `at a terminal one key answers`() throws {
    try ReviewCommandTests.drafted.get().use { folder in
      let before = try ReviewCommandTests.size(folder)
      let seen = try folder.shell(
        "(sleep 1; printf a; sleep 1; printf q; sleep 1) | "
          + "script -qec 'tally review d.jsonl' /dev/null")
      #expect(seen.output.contains("1 accepted, 0 skipped, 2 left."), "\(seen.output)")
      #expect(try ReviewCommandTests.size(folder) == before + 1)
    }
  }

  @Test func `drafts that were changed since are not mistaken for those under review`() throws {
    try ReviewCommandTests.drafted.get().use { folder in
      try folder.tally("review", "d.jsonl", "--plain", input: Data("q\n".utf8))
      let ending = try folder.shell("echo >> d.jsonl; tally review d.jsonl --plain < /dev/null")
      #expect(ending.status == 1 && ending.output.contains("it was changed"))
    }
  }

  @Test func `what another drafter writes is a draft, whether it says so or not`() throws {
    try ReviewCommandTests.drafted.get().use { folder in
      let ending = try folder.shell(
        #"""
        cat > other <<'END'
        #!/bin/sh
        cat > /dev/null
        echo '{"type":"announcement","stated":"2024-05-17","body":{"speaker":"harbour-wire","attribution":"outlet","claim":{"act":"handover"}}}'
        END
        chmod +x other
        tally draft article.txt --outlet harbour-wire --published 2024-05-17 --with ./other > o.jsonl
        tally append o.jsonl
        """#)
      #expect(ending.status == 1 && ending.output.contains("tally review"))
    }
  }
}
