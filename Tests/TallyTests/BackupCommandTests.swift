import Foundation
import Testing
import TransparencyLog

/// `tally backup`, `tally restore` and `tally copy`.
struct BackupCommandTests {
  /// A record of 300 events, two of them sealed, of which one is destroyed.
  private func makeSealed(in folder: TemporaryFolder) throws {
    try folder.makeRecord(297)
    let made = try folder.shell(
      """
      set -e
      for n in 1 2; do tally announce --speaker s --stated 2025-06-13 --claim statement \\
        --quote "secret $n" --seal quote --label S-$n --recorder r; done
      tally seal disclose S-1 quote --to court
      tally redact S-2 quote --reason r
      tally checkpoint > kept.txt
      """)
    try #require(made.status == 0, "\(made.output)")
  }

  private func verified(_ record: String, in folder: TemporaryFolder) throws -> Verified {
    try Verified(try folder.tally("verify", record, "--format", "json"))
  }

  @Test(.waiting) func `a backup under load is whole, and a beginning of the record`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try makeSealed(in: folder)
      let writers = try ["a", "b"].map { name in
        try folder.start(["append", "-", "--each"], input: Events.lines(300, by: name))
      }
      defer { for writer in writers { writer.end() } }
      var sizes: [Int] = []
      for number in 1...4 {
        let backup = try folder.tally("backup", "b-\(number).tally")
        #expect(backup.status == 0, "\(backup.errors)")
        let report = try verified("b-\(number).tally", in: folder)
        #expect(report.whole && report.covered == 300)
        sizes.append(try folder.tally("export", "--record", "b-\(number).tally").lines.count)
      }
      for writer in writers { #expect(try writer.ending().status == 0) }
      #expect(sizes == sizes.sorted() && sizes.allSatisfy { (300...900).contains($0) })
      let all = try folder.tally("export").lines
      #expect(
        try folder.tally("export", "--record", "b-4.tally").lines == Array(all.prefix(sizes[3])))
      let restored = try folder.tally("restore", "b-4.tally", "r.tally", "--against", "kept.txt")
      #expect(restored.status == 0 && restored.output.contains("Proven: its first 300 events"))
      #expect(
        try folder.shell("cmp <(tally export --record r.tally) <(tally export --record b-4.tally)")
          .status == 0)
      #expect(try folder.mode(of: "\(folder.work)/b-1.tally") == "600")
      #expect(try folder.shell("ls -d b-*.partial* *-journal").status != 0)
    }
  }

  @Test func `a restored record has the same entries, root and sealed values`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try makeSealed(in: folder)
      let ending = try folder.shell(
        """
        set -e
        tally backup b.tally
        tally backup bare.tally --without-sealed
        tally snapshot snap > /dev/null 2>&1; tally site public > /dev/null
        tally mirror public mirror > /dev/null
        for from in b.tally bare.tally snap public mirror; do
          tally restore $from from-$from --against kept.txt > said-$from
          cmp <(tally export) <(tally export --record from-$from)
          tally verify from-$from > /dev/null
          day='--as-of 2025-07-01 --format csv'
          tally totals $day | cmp - <(tally totals $day --record from-$from)
        done
        tally seal export --audience court | cmp - <(tally seal export --audience court --record from-b.tally)
        """)
      #expect(ending.status == 0, "\(ending.output)")
      #expect(
        ending.lines.prefix(3).dropFirst() == [
          "Not in it: the key of signed.test/r. Keep what `tally key export` prints elsewhere.",
          "1 sealed value is in it: keep it as you keep the record.",
        ])
      let destroyed = "Destroyed, and in no copy: the value of 1 sealed field: #299 (S-2) by #300."
      let lost =
        "Not in it: the value of 1 sealed field, which the copy does not have: #298 (S-1)."
      for from in ["b.tally", "bare.tally", "snap", "public", "mirror"] {
        let said = try String(contentsOfFile: "\(folder.work)/said-\(from)", encoding: .utf8)
        #expect(said.contains("Proven: its first 300 events are those that kept.txt covers.\n"))
        #expect(said.contains(destroyed))
        #expect(said.contains(lost) == (from != "b.tally"), "\(from)")
      }
    }
  }

  @Test func `a record restored behind a checkpoint says so until it has caught up`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.makeRecord(3)
      let ending = try folder.shell(
        """
        set -e
        tally backup early.tally > /dev/null
        tally append - > /dev/null <<< '{"type":"source","stated":"2025","body":{"source":"s","kind":"person","name":"S","reason":"r"}}'
        tally checkpoint > kept.txt 2> /dev/null
        tally backup late.tally > /dev/null
        rm record.tally ../config/tally/keys/*/last-checkpoint
        tally restore early.tally record.tally --against kept.txt | grep ^Behind
        tally append - 2>&1 <<< '' | grep ^Warning
        ! tally checkpoint 2>&1 || exit 9
        tally restore late.tally record.tally --catch-up --against kept.txt | grep ^Proven
        tally append - <<< '' 2>&1
        tally checkpoint 2> /dev/null | cmp - kept.txt
        """)
      #expect(
        ending.lines.prefix(3).map { $0.prefix(60) } == [
          "Behind: kept.txt covers 4 events, and #4 is missing. Catch u",
          "Warning: The record holds 3 events, and the last checkpoint ",
          "Error: The record holds 3 events, and the last checkpoint si",
        ])
      #expect(ending.status == 0, "\(ending.output)")
    }
  }

  @Test(arguments: [
    (
      "tally restore b.tally record.tally",
      "Error: record.tally exists already; a record is never made over another file.", Int32(1)
    ),
    (
      "tally restore b.tally new.tally --against other.txt",
      "Error: b.tally is not what other.txt covers: its first 2 events are other ones.", 2
    ),
    (
      "tally restore b.tally new.tally --against forged.txt",
      "Error: forged.txt is no checkpoint of signed.test/r: The signature of the key "
        + "signed.test/r+… does not fit the text.", 1
    ),
    (
      "tally restore b.tally other.tally --catch-up",
      "Error: other.tally holds 2 events, which are not the first of the 3 of b.tally.", 2
    ),
    (
      "tally restore other.tally b.tally --catch-up",
      "Error: b.tally holds 3 events, which are not the first of the 2 of other.tally.", 2
    ),
    ("tally restore none new.tally", "Error: There is no record at none.", 1),
    ("tally restore empty new.tally", "Error: empty is a folder, not a record.", 1),
    ("tally backup none/", "Error: There is no folder none/.", 1),
    (
      "tally copy record.tally b.tally",
      "Error: b.tally exists already; a record is never made over another file.", 1
    ),
  ])
  func `what cannot be restored is refused, and nothing is left`(
    command: String, words: String, status: Int32
  ) throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.makeRecord(3)
      // A second history under the same key.
      let made = try folder.shell(
        """
        set -e
        tally backup b.tally > /dev/null
        cp -r ../config keep
        rm record.tally; tally init --origin signed.test/r --test-clock 2025-07-01T00:00:00Z > /dev/null
        tally append - > /dev/null << 'END'
        {"type":"source","stated":"2025","body":{"source":"s","kind":"person","name":"S","reason":"r"}}
        {"type":"source","stated":"2025","body":{"source":"t","kind":"person","name":"T","reason":"r"}}
        END
        tally checkpoint > other.txt 2> /dev/null
        mv record.tally other.tally; rm -r ../config; mv keep ../config
        sed 's/^2$/1/' other.txt > forged.txt
        cp b.tally record.tally
        mkdir empty
        ls > before
        """)
      try #require(made.status == 0, "\(made.output)")
      let ending = try folder.shell(command)
      #expect(ending.status == status)
      #expect(Transcript.matches(words, ending.lines.first ?? ""), "\(ending.output)")
      #expect(try folder.shell("ls | diff before -").status == 0)
    }
  }

  @Test func `a key that nobody vouched for is said, and another one refused`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.makeRecord(3)
      let key = try folder.verifierKey()
      let ending = try folder.shell(
        """
        tally checkpoint > kept.txt 2> /dev/null
        mv ../config ../away
        tally restore record.tally one.tally --against kept.txt; echo $?
        tally restore record.tally two.tally --vkey '\(key)' > /dev/null; echo $?
        tally init z.tally --origin signed.test/r > /dev/null
        other=$(tally key show --record z.tally | head -1); rm -r ../config
        tally restore record.tally three.tally --vkey "$other" > /dev/null 2>&1; echo $?
        ls three.tally
        """)
      #expect(ending.lines.filter { $0.count == 1 } == ["3", "0", "2"])
      #expect(ending.lines.last?.contains("cannot access") == true)
    }
  }
}
