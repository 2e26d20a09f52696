import Foundation
import Tallystick
import Testing

@testable import TallySQLite

struct CreatingTests {
  @Test func `a new record is empty, and whole on the disk`() throws {
    try withFolder { folder in
      let path = folder + "/new.tally"
      let clock = try #require(Instant(microseconds: 1_749_600_000_000_000))
      let store = try SQLiteStore.create(at: path, origin: "new.test/a", testClock: clock)
      #expect(try store.end() == LogEnd(size: 0, recorded: nil))
      let reader = try SQLiteStore.open(at: path, mode: .reading)
      #expect(reader.origin == "new.test/a")
      #expect(reader.testClock == clock)
      #expect(try mode(of: path) == 0o600)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["new.tally"])
      let header = try bytes(of: path).prefix(100)
      #expect(Array(header[68..<72]) == Array("TALY".utf8))
    }
  }

  @Test(.tags(.process))
  func `the record is for its owner alone whatever the umask`() async {
    await #expect(processExitsWith: .success) {
      try withFolder { folder in
        umask(0o777)
        let path = folder + "/new.tally"
        try SQLiteStore.create(at: path, origin: "new.test/a").append([try .sample(1)], onto: 0)
        #expect(try mode(of: path) == 0o600)
      }
    }
  }

  @Test(arguments: ["file", "empty", "folder", "link", "dangling"])
  func `a record is never made over anything`(name: String) throws {
    try withFolder { folder in
      let path = folder + "/" + name
      try Data("kept".utf8).write(to: URL(fileURLWithPath: folder + "/file"))
      try Data().write(to: URL(fileURLWithPath: folder + "/empty"))
      try FileManager.default.createDirectory(
        atPath: folder + "/folder", withIntermediateDirectories: false)
      symlink("file", folder + "/link")
      symlink("nowhere", folder + "/dangling")
      let error = try #require(throws: StoreError.self) {
        try SQLiteStore.create(at: path, origin: "new.test/a")
      }
      #expect(
        error.description == "\(path) exists already; a record is never made over another file.")
      #expect(try bytes(of: folder + "/file") == Array("kept".utf8))
      #expect(!FileManager.default.fileExists(atPath: folder + "/nowhere"))
    }
  }

  @Test func `a making that fails leaves no file`() throws {
    try withFolder { folder in
      #expect(throws: StoreError.self) {
        try SQLiteStore.create(at: folder + "/new.tally", origin: "")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
      let error = try #require(throws: StoreError.self) {
        try SQLiteStore.create(at: folder + "/none/new.tally", origin: "new.test/a")
      }
      #expect(
        error.description
          == "\(folder)/none/new.tally cannot be made: No such file or directory.")
    }
  }

  @Test(
    arguments: [":memory:", "file:x?mode=memory", "file::memory:", "a b%20?#.tally", "ѫ.tally"])
  func `names that mean something to SQLite are plain names here`(name: String) throws {
    #expect(
      try RecordFile(name).path == FileManager.default.currentDirectoryPath + "/" + name)
    try withFolder { folder in
      let path = folder + "/" + name
      try SQLiteStore.create(at: path, origin: "new.test/a").append([try .sample(1)], onto: 0)
      #expect(try SQLiteStore.open(at: path, mode: .reading).end().size == 1)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [name])
    }
  }
}

struct OpeningTests {
  @Test(arguments: [SQLiteStore.Mode.reading, .writing])
  func `what is no record is refused with a sentence, and not written to`(
    mode: SQLiteStore.Mode
  ) throws {
    try withFolder { folder in
      try Data().write(to: URL(fileURLWithPath: folder + "/empty"))
      try Data("PK, a letter".utf8).write(to: URL(fileURLWithPath: folder + "/letter"))
      try Data(repeating: 65, count: 9_000).write(to: URL(fileURLWithPath: folder + "/long"))
      symlink("nowhere", folder + "/dangling")
      mkfifo(folder + "/pipe", 0o600)
      let sentences = [
        "": "The name of the record is empty or has a zero byte.",
        "\(folder)/a\0b": "The name of the record is empty or has a zero byte.",
        "/\(String(repeating: "a", count: 500))":
          "The path of the record is longer than 500 bytes.",
        "\(folder)/none": "There is no record at \(folder)/none.",
        "\(folder)/letter/none": "There is no record at \(folder)/letter/none.",
        "\(folder)/dangling": "There is no record at \(folder)/dangling.",
        folder: "\(folder) is a folder, not a record.",
        "\(folder)/empty": "\(folder)/empty is empty, so it is no record.",
        "\(folder)/letter":
          "\(folder)/letter is no record of Tallystick; nothing was written to it.",
        "\(folder)/long": "\(folder)/long is no record of Tallystick; nothing was written to it.",
        "\(folder)/pipe": "\(folder)/pipe is no record of Tallystick; nothing was written to it.",
      ]
      for (path, sentence) in sentences {
        let error = try #require(throws: StoreError.self) {
          try SQLiteStore.open(at: path, mode: mode)
        }
        #expect(error.description == sentence)
        #expect(error.advice.hasSuffix("."))
      }
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
          == ["dangling", "empty", "letter", "long", "pipe"])
    }
  }

  @Test func `a missing record comes with the command that makes one`() throws {
    let error = try #require(throws: StoreError.self) {
      try SQLiteStore.open(at: "none\u{202E}.tally", mode: .reading)
    }
    #expect(error.description == #"There is no record at none\u{202e}.tally."#)
    #expect(error.advice.contains(#"`tally init none\u{202e}.tally --origin "#))
  }

  @Test func `a record is opened through a symbolic link, as the file that it is`() throws {
    try withClosedRecord(holding: 1) { path throws in
      let link = path + ".link"
      symlink(path, link)
      try SQLiteStore.open(at: link, mode: .writing).append([try .sample(2)], onto: 1)
      #expect(try SQLiteStore.open(at: path, mode: .reading).end().size == 2)
    }
  }
}

/// Files that another program made or changed.
@Suite(.tags(.process))
struct ForeignFileTests {
  @Test(arguments: [SQLiteStore.Mode.reading, .writing])
  func `another program's database is not touched`(mode: SQLiteStore.Mode) throws {
    try withFolder { folder in
      let path = folder + "/other.db"
      for sql in [
        "CREATE TABLE t (x)", "PRAGMA application_id = 7", "PRAGMA user_version = 1",
        "PRAGMA journal_mode = WAL",
      ] {
        try Shell.must(path, sql)
        let before = try bytes(of: path)
        let error = try #require(throws: StoreError.self) {
          try SQLiteStore.open(at: path, mode: mode)
        }
        #expect(error.description.hasPrefix("\(path) is no record of Tallystick"))
        #expect(try bytes(of: path) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["other.db"])
      }
    }
  }

  @Test(arguments: [SQLiteStore.Mode.reading, .writing])
  func `another program's journal is not rolled back`(mode: SQLiteStore.Mode) throws {
    try withFolder { folder in
      let path = folder + "/other.db"
      try Shell.must(path, "CREATE TABLE disclosure (digest, bytes)")
      try leaveJournal(on: path)
      let before = try [bytes(of: path), bytes(of: path + "-journal")]
      #expect(throws: StoreError.self) { try SQLiteStore.open(at: path, mode: mode) }
      #expect(try [bytes(of: path), bytes(of: path + "-journal")] == before)
    }
  }

  @Test(arguments: [SQLiteStore.Mode.reading, .writing])
  func `a record of a newer format is left to a newer program`(mode: SQLiteStore.Mode) throws {
    try withClosedRecord { path throws in
      try Shell.must(path, "PRAGMA user_version = 2")
      let before = try bytes(of: path)
      let error = try #require(throws: StoreError.self) {
        try SQLiteStore.open(at: path, mode: mode)
      }
      #expect(
        error
          == .unusable(
            reason: "\(path) was made by a newer tally: its format is 2, "
              + "and this program knows formats up to 1.",
            advice: "Use a newer tally; nothing was changed."))
      #expect(try bytes(of: path) == before)
    }
  }

  @Test(arguments: [SQLiteStore.Mode.reading, .writing])
  func `a record in WAL mode is put back`(mode: SQLiteStore.Mode) throws {
    try withClosedRecord(holding: 2) { path throws in
      try Shell.must(path, "PRAGMA journal_mode = WAL")
      let store = try SQLiteStore.open(at: path, mode: mode)
      #expect(try store.end().size == 2)
      #expect(try store.setting("journal_mode") == "delete")
      #expect(try Shell.run(path, "PRAGMA journal_mode").output == "delete\n")
    }
  }

  @Test(arguments: [SQLiteStore.Mode.reading, .writing])
  func `a record held in WAL mode is refused`(mode: SQLiteStore.Mode) throws {
    try withClosedRecord(holding: 2) { path throws in
      let other = try Shell.hold(path, "PRAGMA journal_mode = WAL; SELECT count(*) FROM entry")
      defer { other.kill() }
      let error = try #require(throws: StoreError.self) {
        try SQLiteStore.open(at: path, mode: mode, patience: .milliseconds(100))
      }
      #expect(error.description.hasPrefix("\(path) was put into WAL mode by another program"))
      #expect(error.advice.hasPrefix("End the programs that have it open"))
    }
  }

  @Test(arguments: [SQLiteStore.Mode.reading, .writing])
  func `an append that was killed is undone by the next opening`(mode: SQLiteStore.Mode) throws {
    try withClosedRecord(holding: 2) { path throws in
      try leaveJournal(on: path)
      let store = try SQLiteStore.open(at: path, mode: mode)
      #expect(try store.end().size == 2)
      #expect(!FileManager.default.fileExists(atPath: path + "-journal"))
      #expect(try Shell.run(path, "SELECT count(*) FROM disclosure").output == "0\n")
    }
  }

  @Test func `a file with our marks and no tables is called empty`() throws {
    try withFolder { folder throws in
      let path = folder + "/new.tally"
      try Shell.must(
        path, "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 1")
      let error = try #require(throws: StoreError.self) {
        try SQLiteStore.open(at: path, mode: .reading)
      }
      #expect(error.description == "\(path) is empty, so it is no record.")
    }
  }

  @Test(arguments: [SQLiteStore.Mode.reading, .writing])
  func `an append that is killed meanwhile is undone by the next call`(
    mode: SQLiteStore.Mode
  ) throws {
    try withClosedRecord(holding: 2) { path throws in
      let store = try SQLiteStore.open(at: path, mode: mode)
      #expect(try store.end().size == 2)
      try leaveJournal(on: path)
      #expect(try store.entries(1...10).count == 2)
      #expect(!FileManager.default.fileExists(atPath: path + "-journal"))
    }
  }
}

/// Kills a program in the middle of a transaction that has reached the file.
private func leaveJournal(on path: String) throws {
  let other = try Shell.hold(
    path,
    """
    PRAGMA cache_size = 1; BEGIN;
    WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
    INSERT INTO disclosure SELECT i || '\(String(repeating: "d", count: 41))', zeroblob(9000) FROM n
    """)
  other.kill()
  try #require(try bytes(of: path + "-journal").prefix(8).first == 0xD9)
}

/// What a user without permissions is told; root runs these as another user.
@Suite(.tags(.process))
struct PermissionTests {
  @Test func `a file that may not be read is named`() async {
    await #expect(processExitsWith: .success) {
      try PermissionTests.asNobody(file: 0o000, folder: 0o755) { path throws in
        try refusal("\(path) cannot be read: Permission denied.") {
          _ = try SQLiteStore.open(at: path, mode: .reading)
        }
      }
    }
  }

  @Test func `a file that may only be read is read, and not opened for writing`() async {
    await #expect(processExitsWith: .success) {
      try PermissionTests.asNobody(file: 0o444, folder: 0o755) { path throws in
        #expect(try SQLiteStore.open(at: path, mode: .reading).end().size == 2)
        try refusal("\(path) may be read but not written.") {
          _ = try SQLiteStore.open(at: path, mode: .writing)
        }
      }
    }
  }

  @Test func `a folder in which no journal can be made is named`() async {
    await #expect(processExitsWith: .success) {
      try PermissionTests.asNobody(file: 0o666, folder: 0o555) { path throws in
        try refusal("The folder of \(path) may not be written; nothing was appended.") {
          let store = try SQLiteStore.open(at: path, mode: .writing)
          try store.append([try .sample(3)], onto: 2)
        }
        try refusal("\(path)2 cannot be made: Permission denied.") {
          _ = try SQLiteStore.create(at: path + "2", origin: "new.test/a")
        }
      }
    }
  }

  @Test func `who may not write is told that a killed append must be undone`() async {
    await #expect(processExitsWith: .success) {
      try PermissionTests.asNobody(
        file: 0o444, folder: 0o755,
        before: { try leaveJournal(on: $0) },
        { path throws in
          try refusal(
            "\(path) was left in the middle of an append, and only somebody who may write "
              + "it and its folder can undo that."
          ) { _ = try SQLiteStore.open(at: path, mode: .reading) }
        })
    }
  }

  @Test func `who may not write the folder is told that a killed append must be undone`() async {
    await #expect(processExitsWith: .success) {
      try PermissionTests.asNobody(
        file: 0o666, folder: 0o555,
        before: { path in
          try leaveJournal(on: path)
          chmod(path + "-journal", 0o666)
        },
        { path in
          try refusal(
            "\(path) was left in the middle of an append, and only somebody who may write "
              + "it and its folder can undo that."
          ) { _ = try SQLiteStore.open(at: path, mode: .reading) }
          try refusal(
            "\(path) was left in the middle of an append, and only somebody who may write "
              + "it and its folder can undo that."
          ) { _ = try SQLiteStore.open(at: path, mode: .writing) }
        })
    }
  }

  @Test func `who may not write is told that WAL mode must be undone`() async {
    await #expect(processExitsWith: .success) {
      try PermissionTests.asNobody(
        file: 0o444, folder: 0o755,
        before: { try Shell.must($0, "PRAGMA journal_mode = WAL") },
        { path throws in
          try refusal(
            "\(path) was put into WAL mode by another program, and only somebody who may write "
              + "it and its folder can undo that."
          ) { _ = try SQLiteStore.open(at: path, mode: .reading) }
        })
    }
  }

  /// Runs `body` on a record of two entries with these permissions, as a user who owns neither it
  /// nor its folder where this runs as root.
  private static func asNobody(
    file: mode_t, folder permissions: mode_t, before: (String) throws -> Void = { _ in },
    _ body: (String) throws -> Void
  ) throws {
    try withClosedRecord(holding: 2) { path throws in
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      try before(path)
      chmod(path, file)
      chmod(folder, permissions)
      defer { chmod(folder, 0o755) }
      let isRoot = geteuid() == 0
      if isRoot { seteuid(65_534) }
      defer { if isRoot { seteuid(0) } }
      try body(path)
    }
  }
}

/// Expects `body` to be refused with this sentence, and an advice.
private func refusal(_ sentence: String, _ body: () throws -> Void) throws {
  let error = try #require(throws: StoreError.self) { try body() }
  #expect(error.description == sentence)
  #expect(error.advice.hasSuffix("."))
}
