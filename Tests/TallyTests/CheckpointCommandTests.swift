import Foundation
import Tallystick
import Testing
import TransparencyLog

struct CheckpointCommandTests {
  @Test func `a checkpoint is signed, printed and kept in both places`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      let ending = try folder.tally("checkpoint")
      #expect(ending.status == 0)
      #expect(ending.errors.hasPrefix("Give this note to others: it proves the 3 events "))
      let signed = try SignedCheckpoint(
        opening: Array(ending.output.utf8), with: try folder.verifierKey())
      #expect(signed.checkpoint.size == 3 && signed.checkpoint.origin.text == "signed.test/r")
      let report = try Verified(try folder.tally("verify", "--format", "json"))
      #expect(report.whole && report.covered == 3)
      #expect(signed.checkpoint.root.base64 == report.root)

      let stored = try folder.query("SELECT size, note FROM checkpoint")
      #expect(stored.joined(separator: "\n") == "3|" + ending.output)
      let beside = try String(contentsOfFile: folder.keys + "/last-checkpoint", encoding: .utf8)
      #expect(beside == ending.output)
    }
  }

  @Test func `at one size there is one checkpoint`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(2)
      let first = try folder.tally("checkpoint")
      #expect(try folder.tally("checkpoint").output == first.output)
      #expect(try folder.query("SELECT size FROM checkpoint") == ["2"])
      try folder.append(1, by: "second")
      #expect(try folder.sign().checkpoint.size == 3)
      #expect(try folder.tally("checkpoint").status == 0)
      #expect(try folder.query("SELECT size FROM checkpoint") == ["2", "3"])
      #expect(try folder.tally("verify").status == 0)
    }
  }

  @Test func `a report can be cut at what a checkpoint covers`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      let signed = try folder.tally("checkpoint")
      try folder.write(Data(signed.output.utf8), to: "kept.txt")
      try folder.append(2, by: "second")
      let cut = try folder.tally("log", "--as-recorded", "kept.txt", "--format", "csv")
      #expect(cut.status == 0)
      #expect(cut.output.utf8.count { $0 == UInt8(ascii: "\n") } == 4)
      try folder.write(
        Data(signed.output.replacing("\n3\n", with: "\n2\n").utf8), to: "forged.txt")
      let forged = try folder.tally("log", "--as-recorded", "forged.txt")
      #expect(forged.status == 1 && forged.errors.contains("is no checkpoint of this record"))
    }
  }

  @Test func `an empty record is not signed`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(0)
      let ending = try folder.tally("checkpoint")
      #expect(ending.status == 1 && ending.output == "")
      #expect(ending.errors.contains("The record is empty"))
    }
  }

  /// Refused, with nothing printed, nothing stored, and the checkpoint beside the key unchanged.
  private func refuse(
    _ arguments: String..., saying words: String, status: Int32 = 2, in folder: TemporaryFolder
  ) throws {
    let last = folder.keys + "/last-checkpoint"
    let before = FileManager.default.contents(atPath: last)
    let record = arguments.last ?? ""
    let sizes = try folder.query("SELECT size FROM checkpoint", on: record)
    let program = try folder.start(["checkpoint"] + arguments.dropLast() + ["--record", record])
    let ending = try program.ending()
    #expect(ending.status == status && ending.output == "")
    #expect(ending.errors.contains(words), "\(ending.errors)")
    #expect(FileManager.default.contents(atPath: last) == before)
    #expect(try folder.query("SELECT size FROM checkpoint", on: record) == sizes)
  }

  @Test func `of two copies one goes on, and the other signs no second history`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      _ = try folder.sign()
      try folder.copy("record.tally", to: "copy.tally")
      try folder.append(1, by: "one")
      try folder.append(1, by: "other", to: "copy.tally")
      _ = try folder.sign()
      try refuse("copy.tally", saying: "does not extend the last checkpoint signed", in: folder)
      try folder.append(5, by: "more", to: "copy.tally")
      try refuse("copy.tally", saying: "does not extend the last checkpoint signed", in: folder)
      try folder.append(1, by: "again")
      #expect(try folder.sign().checkpoint.size == 5)
      #expect(try folder.tally("verify", "copy.tally").status == 2)
    }
  }

  /// The machine to which a key was carried knows nothing of what it signed; the record does.
  @Test func `an altered record signs no second history under a key that was carried`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      _ = try folder.sign()
      try folder.tally(
        "init", "other.tally", "--origin", "signed.test/r", "--test-clock", "2025-07-01T00:00:00Z",
        with: ["XDG_CONFIG_HOME": folder.path + "/made"])
      try folder.append(4, by: "other", to: "other.tally")
      let carried = try folder.shell(
        """
        tally key export 2> /dev/null | XDG_CONFIG_HOME=$PWD/elsewhere tally key import
        cp record.tally altered.tally
        sqlite3 altered.tally "ATTACH 'other.tally' AS o; DROP TRIGGER entry_unchanged;
          UPDATE entry SET (id, bytes) = (SELECT id, bytes FROM o.entry WHERE seq = 2) WHERE seq = 2;" \
          "$(sqlite3 record.tally "SELECT sql || ';' FROM sqlite_schema WHERE name = 'entry_unchanged'")"
        export XDG_CONFIG_HOME=$PWD/elsewhere
        tally checkpoint --record altered.tally; echo "status $?"
        """)
      #expect(carried.output.contains("does not extend the last checkpoint in the record"))
      #expect(carried.lines.last == "status 2", "\(carried.output)")
      #expect(!carried.output.contains("\n— signed.test/r "))
    }
  }

  @Test func `an append to a restored copy warns, and check lists it`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(2)
      try folder.copy("record.tally", to: "backup.tally")
      try folder.append(2, by: "second")
      _ = try folder.sign()
      #expect(try folder.tally("check", "--only", "rolled-back").output == "")
      let words = "The record holds 2 events, and the last checkpoint signed with its key covers 4"
      let found = try folder.tally(
        "check", "--only", "rolled-back", "--strict", "--record", "backup.tally")
      #expect(found.status == 2 && found.output.contains(words), "\(found.output)")
      for flags in [["--dry-run"], []] {
        let warned = try folder.start(
          ["append", "-", "--record", "backup.tally"] + flags, input: Events.lines(1, by: "third")
        ).ending()
        #expect(warned.status == 0 && warned.errors.contains("Warning: \(words)"))
        #expect(warned.errors.contains("restored or an older copy"))
      }
      try folder.append(3, by: "fourth", to: "backup.tally")
      let other = try folder.tally("check", "--only", "rolled-back", "--record", "backup.tally")
      #expect(other.output.contains("does not extend the last checkpoint signed with its key"))
      let well = try folder.tally("append", "-", input: Events.lines(1, by: "fifth"))
      #expect(well.status == 0 && !well.errors.contains("The record holds"), "\(well.errors)")
    }
  }

  @Test func `a restored backup is not signed before it holds all that was`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      try folder.copy("record.tally", to: "backup.tally")
      try folder.append(2, by: "second")
      _ = try folder.sign()
      try refuse("backup.tally", saying: "a restored or an older copy", in: folder)
      try folder.append(2, by: "second", to: "backup.tally")
      let signed = try folder.sign("backup.tally")
      #expect(signed == (try folder.sign()))
    }
  }

  @Test func `a checkpoint that is shown must be extended`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      try folder.copy("record.tally", to: "backup.tally")
      try folder.append(2, by: "second")
      let note = try folder.sign().note.bytes
      try folder.write(note, to: "kept.txt")
      #expect(try folder.tally("checkpoint", "--against", "kept.txt").status == 0)
      // On a machine that lost what lay beside the key.
      try FileManager.default.removeItem(atPath: folder.keys + "/last-checkpoint")
      try refuse(
        "--against", "kept.txt", "backup.tally", saying: "kept.txt covers 5", in: folder)
      try folder.append(2, by: "other", to: "backup.tally")
      try refuse(
        "--against", "kept.txt", "backup.tally", saying: "does not extend kept.txt", in: folder)
      try folder.write(Data("no note".utf8), to: "junk.txt")
      try refuse(
        "--against", "junk.txt", "backup.tally", saying: "junk.txt cannot be used", status: 1,
        in: folder)
      try refuse(
        "--against", "gone.txt", "backup.tally", saying: "gone.txt", status: 1, in: folder)
    }
  }

  @Test func `an origin that was signed for is given to no second record`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let key = try folder.verifierKey()
      let again = try folder.tally("init", "again.tally", "--origin", "signed.test/r")
      #expect(again.status == 0 && again.output.contains("\(key)"))
      _ = try folder.sign()
      let third = try folder.tally("init", "third.tally", "--origin", "signed.test/r")
      #expect(third.status == 1 && third.errors.contains("choose another origin"))
      #expect(!FileManager.default.fileExists(atPath: folder.work + "/third.tally"))
    }
  }

  @Test(arguments: [true, false])
  func `a record made without a key gets it at its first checkpoint`(hasKey: Bool) throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(2)
      let triggers = "FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'meta'"
      let again = try folder.query("SELECT sql || ';' \(triggers)").joined(separator: "\n")
      let drop = try folder.query("SELECT 'DROP TRIGGER ' || name || ';' \(triggers)")
      try folder.write(
        Data("\(drop.joined()) DELETE FROM meta WHERE name = 'vkey';\n\(again)".utf8),
        to: "old.sql")
      #expect(try folder.shell("sqlite3 -bail record.tally < old.sql").status == 0)
      if !hasKey { try FileManager.default.removeItem(atPath: folder.keys) }

      #expect(try folder.tally("verify").status == (hasKey ? 0 : 3))
      #expect(try folder.sign().checkpoint.size == 2)
      let key = try folder.verifierKey()
      #expect(try folder.query("SELECT value FROM meta WHERE name = 'vkey'") == ["\(key)"])
      #expect(try folder.tally("verify").status == 0)
    }
  }

  @Test(arguments: 1...4)
  func `two programs that sign at once leave one history`(round: Int) throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      if round % 2 == 0 { _ = try folder.sign() }
      let records = ["record.tally", "copy.tally"]
      try folder.copy(records[0], to: records[1])
      for name in records { try folder.append(round, by: name, to: name) }
      let programs = try (0..<6).map {
        try folder.start(["checkpoint", "--record", records[$0 % 2]])
      }
      let endings = try programs.map { try $0.ending() }
      let signed = Set(endings.filter { $0.status == 0 }.map(\.output))
      #expect(signed.count == 1)
      #expect(endings.filter { $0.status == 0 }.count == 3)
      #expect(endings.filter { $0.status == 2 }.count == 3)
      let notes = try records.map {
        try folder.query("SELECT note FROM checkpoint WHERE size > 3", on: $0)
      }
      #expect(notes.filter { !$0.isEmpty }.count == 1)
    }
  }

  @Test func `who signs waits for whoever signs already`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let ending = try folder.shell(
        """
        exec 9>'\(folder.keys)/lock'; flock 9
        tally checkpoint >note.txt 2>&1 9>&- &
        sleep 1; cat note.txt; kill -0 $! && echo waiting
        exec 9>&-; wait $! && echo done
        """)
      #expect(ending.lines == ["waiting", "done"])
      #expect(try folder.query("SELECT size FROM checkpoint") == ["1"])
    }
  }
}
