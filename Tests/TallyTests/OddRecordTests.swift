import Foundation
import Tallystick
import Testing
import TransparencyLog

/// Records that another hand changed where no checkpoint looks: nothing that is asked of them answers
/// as if all were well, and nothing is signed or handed on of them.
struct OddRecordTests {
  /// Changes the record by plain SQL, its guards taken away for as long.
  private func change(_ folder: TemporaryFolder, _ sql: String) throws {
    let triggers = "FROM sqlite_schema WHERE type = 'trigger'"
    let again = try folder.query("SELECT sql || ';' \(triggers)").joined(separator: "\n")
    let drop = try folder.query("SELECT 'DROP TRIGGER ' || name || ';' \(triggers)").joined()
    try folder.write(
      Data("PRAGMA ignore_check_constraints = ON;\n\(drop)\n\(sql);\n\(again)".utf8), to: "odd.sql")
    let ending = try folder.shell("sqlite3 -bail record.tally < odd.sql")
    try #require(ending.status == 0, "\(ending.output)")
  }

  @Test(arguments: [["totals"], ["log"], ["export"], ["checkpoint"], ["snapshot", "new"]])
  func `an event below the first one is not left out in silence`(command: [String]) throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      try change(folder, "UPDATE entry SET seq = -7 WHERE seq = 3")
      let ending = try folder.shell("tally \(command.joined(separator: " "))", joined: false)
      #expect(ending.status == 2, "\(ending.output)")
      #expect(ending.errors.contains("Event #-7 of the record is damaged"))
      let verdict = try folder.tally("verify")
      #expect(verdict.status == 2 && verdict.output.contains("no entry of a record has such a seq"))
    }
  }

  @Test func `nothing is appended to a record with an event below the first one`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      try change(folder, "UPDATE entry SET seq = -7 WHERE seq = 3")
      let ending = try folder.tally("append", "-", input: Events.lines(1, by: "late"))
      #expect(ending.status == 2, "\(ending.errors)")
      #expect(try folder.query("SELECT count(*) FROM entry") == ["3"])
    }
  }

  @Test func `a test clock that begins after the first event is found, and sets no time`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(2)
      try change(folder, "UPDATE meta SET value = '2031-01-01T00:00:00Z' WHERE name = 'clock'")
      let verdict = try folder.tally("verify")
      #expect(verdict.status == 2)
      #expect(
        verdict.output.contains(
          "foreign_clock: the record's clock begins at 2031-01-01T00:00:00.000000Z, after its first event was "
            + "recorded"), "\(verdict.output)")
      let ending = try folder.tally("append", "-", input: Events.lines(1, by: "late"))
      #expect(ending.status == 2, "\(ending.errors)")
      #expect(ending.errors.contains("begins after the first event was recorded"))
    }
  }

  /// The key of this machine bears the checkpoint out; reports have only the record's own.
  @Test func `a record that has lost the name of its key is not whole, whoever has the key`() throws
  {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(2)
      _ = try folder.sign()
      try change(folder, "DELETE FROM meta WHERE name = 'vkey'")
      #expect(try folder.tally("totals").status == 2)
      let verdict = try folder.tally("verify")
      #expect(verdict.status == 2)
      #expect(
        verdict.output.contains(
          "foreign_key: the record holds checkpoints, and names no key to check them with"))
    }
  }

  @Test func `the clock of a test record does not go back`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(0)
      for (clock, status) in [
        ("2025-06-30T23:59:59Z", 1), ("2025-07-01T00:00:00Z", 0),
      ] as [(String, Int32)] {
        let ending = try folder.tally(
          "append", "-", "--test-clock", clock, input: Events.lines(1, by: "first"))
        #expect(ending.status == status, "\(ending.errors)")
      }
      #expect(try folder.tally("verify").status == 0)
    }
  }

  @Test(arguments: [
    "bytes = CAST(replace(CAST(bytes AS TEXT), 'first 5\"', 'first 6\"') AS BLOB) WHERE seq = 5",
    "bytes = x'7b7d' WHERE seq = 299",
  ])
  func `no checkpoint is signed of events that are not those of their tiles or of the last one`(
    change: String
  ) throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(300)
      _ = try folder.sign()
      try folder.append(1, by: "second")
      try self.change(folder, "UPDATE entry SET \(change)")
      let ending = try folder.shell("tally checkpoint", joined: false)
      #expect(ending.status == 2 && ending.output == "", "\(ending.output)")
      #expect(ending.errors.contains("Nothing was signed"), "\(ending.errors)")
      #expect(try folder.query("SELECT max(size) FROM checkpoint") == ["300"])
    }
  }

  /// The pages of an index, which no report reads.
  @Test func `no checkpoint is signed of a file whose pages do not hold together`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(30)
      _ = try folder.sign()
      try folder.append(1, by: "second")
      let root = try folder.query(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_entry_2'")
      let page = try #require(root.first.flatMap { Int($0) })
      let path = "\(folder.work)/record.tally"
      var file = try Data(contentsOf: URL(filePath: path))
      file[(page - 1) * 4096 + 7] ^= 1  // how many bytes lie free between its cells
      try file.write(to: URL(filePath: path))
      #expect(try folder.tally("totals").status == 0)
      let ending = try folder.shell("tally checkpoint", joined: false)
      #expect(ending.status == 2 && ending.output == "", "\(ending.output)")
      #expect(ending.errors.contains("The file of the record is damaged: SQLite: "))
      #expect(ending.errors.contains("Nothing was signed"))
    }
  }

  @Test func `a proof that proves nothing is not written`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(4)
      let old = try folder.sign()
      try folder.append(2, by: "second")
      _ = try folder.sign()
      try folder.write(Data(old.note.bytes), to: "old.txt")
      try change(folder, "UPDATE entry SET bytes = x'7b7d' WHERE seq = 5")
      let last = "The record does not lead to its last checkpoint. "
      for (command, words) in [
        ("prove '#2' -o proof.tlog-proof", "The last checkpoint of the record does not prove #2. "),
        ("prove --consistency old.txt -o proof.txt", last),
        ("cosign request", last), ("cosign request --from 4", last),
      ] {
        let ending = try folder.shell("tally \(command)", joined: false)
        #expect(ending.status == 2 && ending.output == "", "\(ending.output)")
        #expect(ending.errors.contains(words), "\(ending.errors)")
        #expect(ending.errors.contains("Nothing was written"))
      }
      let made = try FileManager.default.contentsOfDirectory(atPath: folder.work)
      #expect(!made.contains { $0.hasPrefix("proof") })
    }
  }

  private static let sealed =
    #"{"type":"announcement","stated":"2025-06-13","label":"L-1","sealed":["quote"],"body":"#
    + #"{"speaker":"s","attribution":"named","quote":"said","claim":{"act":"statement"}}}"#

  /// A record whose second event has a sealed quote.
  private func makeSealed(_ folder: TemporaryFolder) throws {
    try folder.makeRecord(1)
    let ending = try folder.tally("append", "-", input: Data(OddRecordTests.sealed.utf8))
    try #require(ending.status == 0, "\(ending.errors)")
  }

  @Test(arguments: [["log"], ["seal", "list"], ["seal", "list", "L-1"], ["show", "L-1"]])
  func `a value that does not open its sealed field is not told as one that is withheld`(
    command: [String]
  ) throws {
    try TemporaryFolder.use { folder in
      try makeSealed(folder)
      try change(folder, "UPDATE disclosure SET bytes = CAST('WyJ' AS BLOB)")
      let ending = try folder.shell("tally \(command.joined(separator: " "))", joined: false)
      #expect(ending.status == 2, "\(ending.output)")
      #expect(ending.errors.contains("The disclosure of \""), "\(ending.errors)")
      #expect(try folder.tally("verify").output.contains("bad_disclosure: "))
    }
  }

  @Test func `a disclosure under another digest than its index has is found`() throws {
    try TemporaryFolder.use { folder in
      try makeSealed(folder)
      let path = URL(filePath: "\(folder.work)/record.tally")
      var file = try Data(contentsOf: path)
      let root = try folder.query("SELECT rootpage FROM sqlite_schema WHERE name = 'disclosure'")
      let page = (try #require(root.first.flatMap { Int($0) }) - 1) * 4096
      let digest = Data(try #require(folder.query("SELECT digest FROM disclosure").first).utf8)
      let place = try #require(file.range(of: digest, in: page..<page + 4096))
      file[place.lowerBound] = file[place.lowerBound] == 0x41 ? 0x42 : 0x41
      try file.write(to: path)
      let verdict = try folder.tally("verify")
      #expect(verdict.status == 2)
      #expect(verdict.output.contains("missing from index"), "\(verdict.output)")
    }
  }

  /// SQLite takes it in any case, and works with it.
  @Test func `an index of a key under another name is found`() throws {
    try TemporaryFolder.use { folder in
      try makeSealed(folder)
      let path = URL(filePath: "\(folder.work)/record.tally")
      var file = try Data(contentsOf: path)
      let place = try #require(file.range(of: Data("sqlite_autoindex_disclosure_1".utf8)))
      file[place.lowerBound + 18] = UInt8(ascii: "I")
      try file.write(to: path)
      for command in ["verify", "totals"] {
        let ending = try folder.tally(command)
        #expect(ending.status == 2, "\(ending.output)")
        #expect(ending.errors.contains("sqlite_autoindex_dIsclosure_1"), "\(ending.errors)")
      }
    }
  }

  @Test(.enabled(if: Strace.isThere, "\(Strace.missing)"))
  func `a redaction that cannot be looked at afterwards is said to be in`() throws {
    try TemporaryFolder.use { folder in
      try makeSealed(folder)
      // Only the search for pieces of the value opens this one.
      let ending = try folder.shell(
        "strace -qq -o /dev/null -P \"$PWD/record.tally-wal\" -e trace=openat "
          + "-e inject=openat:error=EIO tally redact L-1 quote --reason r --record \"$PWD/record.tally\"",
        joined: false)
      #expect(ending.status == 1, "\(ending.output)")
      #expect(ending.errors.contains("The redaction is recorded, as #3, but"), "\(ending.errors)")
      #expect(try folder.query("SELECT count(*) FROM disclosure") == ["0"])
    }
  }
}
