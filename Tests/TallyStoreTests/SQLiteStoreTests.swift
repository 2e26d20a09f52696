import Foundation
import Tallystick
import Testing

@testable import TallySQLite

/// A failure that tests make.
private struct Mishap: Error {}

struct SQLiteStoreTests {
  private static let pragmas = [
    "application_id": "1413565529", "user_version": "1", "journal_mode": "delete",
    "synchronous": "3", "busy_timeout": "10000", "trusted_schema": "0", "secure_delete": "1",
    "recursive_triggers": "1", "foreign_keys": "1", "cell_size_check": "1",
    "encoding": "UTF-8", "writable_schema": "0", "locking_mode": "normal",
  ]

  @Test(arguments: pragmas)
  func `every pragma is as it should be`(name: String, value: String) throws {
    try withRecord { created, path throws in
      let writing = try SQLiteStore.open(at: path, mode: .writing)
      let reading = try SQLiteStore.open(at: path, mode: .reading)
      for store in [created, writing, reading] { #expect(try store.setting(name) == value) }
    }
  }

  /// Numbers of `sqlite3_db_config`, as `sqlite3.h` gives them.
  private static let settings: [String: (number: Int32, isOn: Bool)] = [
    "defensive": (1010, true), "trusted schema": (1017, false), "writable schema": (1011, false),
    "triggers": (1003, true), "foreign keys": (1002, true), "views": (1015, false),
    "extensions": (1005, false), "tokenizers by pointer": (1004, false),
    "texts in double quotes": (1013, false), "and in the schema": (1014, false),
  ]

  @Test(arguments: settings.keys.sorted())
  func `every setting of the connection is as it should be`(name: String) throws {
    let (number, isOn) = try #require(Self.settings[name])
    try withRecord { created, path throws in
      let writing = try SQLiteStore.open(at: path, mode: .writing)
      let reading = try SQLiteStore.open(at: path, mode: .reading)
      for store in [created, writing, reading] { #expect(try store.isSet(number) == isOn) }
    }
  }

  @Test func `no other file is attached, and no long value read`() throws {
    try withRecord { store, path throws in
      for store in [store, try SQLiteStore.open(at: path, mode: .reading)] {
        for sql in ["ATTACH ':memory:' AS other", "SELECT length(zeroblob(1048577))"] {
          #expect(throws: StoreError.self) { try store.access { try $0.execute(sql) } }
        }
        #expect(throws: Never.self) {
          try store.access { try $0.execute("SELECT length(zeroblob(1048576))") }
        }
      }
    }
  }

  @Test func `a connection is defensive`() throws {
    try withRecord { store, path throws in
      for store in [store, try SQLiteStore.open(at: path, mode: .reading)] {
        #expect(try store.setting("journal_mode = OFF") == "delete")
      }
    }
  }

  @Test func `the record and its journal are for their owner alone`() throws {
    try withRecord { store, path throws in
      var store = store
      store.beforeCommit = { () throws in #expect(try mode(of: path + "-journal") == 0o600) }
      try store.append([try .sample(1)], onto: 0)
      #expect(try mode(of: path) == 0o600)
      #expect(!FileManager.default.fileExists(atPath: path + "-journal"))
    }
  }

  @Test func `a transaction that fails leaves nothing`() throws {
    try withRecord(holding: 2) { store, path throws in
      var failing = store
      failing.beforeCommit = { throw Mishap() }
      #expect(throws: StoreError.self) { try failing.append([try .sample(3)], onto: 2) }
      #expect(try store.end().size == 2)
      try store.append([try .sample(3)], onto: 2)
      #expect(try SQLiteStore.open(at: path, mode: .reading).end().size == 3)
    }
  }

  @Test func `a commit that reports a failure but was made counts as made`() throws {
    try withRecord(holding: 2) { store, path throws in
      var failing = store
      failing.afterCommit = { throw Mishap() }
      try failing.append([try .sample(3), try .sample(4)], onto: 2)
      #expect(try SQLiteStore.open(at: path, mode: .reading).end().size == 4)
    }
  }

  @Test(.tags(.process))
  func `a commit that is kept back by a reader fails, and leaves nothing`() throws {
    try withRecord(holding: 2) { store, path throws in
      let reader = try Shell.hold(path, "BEGIN; SELECT seq FROM entry")
      defer { reader.kill() }
      let hasty = try SQLiteStore.open(at: path, mode: .writing, patience: .milliseconds(100))
      #expect(throws: StoreError.busy(seconds: 1)) {
        try hasty.append([try .sample(3)], onto: 2)
      }
      #expect(try store.end().size == 2)
    }
  }

  @Test func `a store opened for reading appends nothing`() throws {
    try withRecord(holding: 1) { _, path throws in
      let store = try SQLiteStore.open(at: path, mode: .reading)
      let error = try #require(throws: StoreError.self) {
        try store.append([try .sample(2)], onto: 1)
      }
      #expect(error.description.hasSuffix("or its folder may not be written (SQLite code 8)."))
      #expect(try store.end().size == 1)
    }
  }

  @Test func `a record that was removed while it was open takes no append`() throws {
    try withRecord(holding: 1) { store, path in
      try FileManager.default.moveItem(atPath: path, toPath: path + ".moved")
      let error = try #require(throws: StoreError.self) {
        try store.append([try .sample(2)], onto: 1)
      }
      #expect(
        error.description
          == "\(path) was moved or removed while it was open; nothing was appended.")
    }
  }

  @Test func `many writers leave dense seqs`() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/tally-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/sample.tally"
    _ = try SQLiteStore.create(at: path, origin: "sample.test/record")
    try await withThrowingTaskGroup { group in
      for writer in 1...4 {
        group.addTask { try SQLiteStoreTests.write(25, as: writer, to: path) }
      }
      try await group.waitForAll()
    }
    let rows = try SQLiteStore.open(at: path, mode: .reading).entries(1...1_000)
    #expect(rows.map(\.seq) == Array(1...100))
    #expect(Set(rows.compactMap(\.label)).count == 100)
  }

  private static func write(_ count: Int, as writer: Int, to path: String) throws {
    let store = try SQLiteStore.open(at: path, mode: .writing)
    for number in 1...count {
      let id = try StoredEntry.sampleID(writer * 1_000 + number)
      while true {
        let size = try store.end().size
        let entry = try StoredEntry.sample(size + 1, id: id, label: "w\(writer)-\(number)")
        do {
          try store.append([entry], onto: size)
          break
        } catch StoreError.headMoved {
          continue
        }
      }
    }
  }
}

/// What a store does while other programs hold the record.
@Suite(.tags(.process))
struct WaitingTests {
  @Test func `a record that stays locked is reported, and nothing is appended`() throws {
    try withRecord(holding: 1) { _, path throws in
      let store = try SQLiteStore.open(at: path, mode: .writing, patience: .milliseconds(200))
      let other = try Shell.hold(path, "BEGIN EXCLUSIVE")
      #expect(throws: StoreError.busy(seconds: 1)) { try store.end() }
      #expect(throws: StoreError.busy(seconds: 1)) { try store.append([try .sample(2)], onto: 1) }
      #expect(throws: StoreError.busy(seconds: 1)) {
        try SQLiteStore.open(at: path, mode: .reading, patience: .milliseconds(1_500))
      }
      other.kill()
      try store.append([try .sample(2)], onto: 1)
      #expect(try store.end().size == 2)
    }
  }

  @Test func `a store goes on waiting while the record changes`() throws {
    try withRecord(holding: 1) { _, path throws in
      // Forty times as long as the record stays as it is: a busy machine keeps no thread away so long.
      let store = try SQLiteStore.open(at: path, mode: .writing, patience: .seconds(1))
      let other = try Shell.hold(path, "BEGIN IMMEDIATE")
      let start = ContinuousClock.now
      Thread.detachNewThread {
        for _ in 0..<80 {
          utimes(path, nil)
          usleep(25_000)
        }
        other.kill()
      }
      try store.append([try .sample(2)], onto: 1)
      #expect(ContinuousClock.now - start >= .milliseconds(1_900))
      #expect(try store.end().size == 2)
    }
  }

  @Test func `an append that waited for another one learns that the head moved`() throws {
    try withRecord(holding: 1) { store, path throws in
      let other = try Shell.hold(
        path,
        """
        BEGIN IMMEDIATE; INSERT INTO entry
        VALUES (2, x'00112233445566778899aabbccddeeff', NULL, 9000, 't', x'00')
        """)
      Thread.detachNewThread {
        usleep(150_000)
        let input = other.standardInput as? Pipe
        try? input?.fileHandleForWriting.write(contentsOf: Data("COMMIT;\n".utf8))
      }
      #expect(throws: StoreError.headMoved(expected: 1, actual: 2)) {
        try store.append([try .sample(2)], onto: 1)
      }
      other.kill()
    }
  }
}

/// Rows that somebody changed behind the guards.
@Suite(.tags(.process))
struct DamageTests {
  @Test(arguments: [
    ("UPDATE entry SET id = x'00' WHERE seq = 2", "its id is not 16 bytes long"),
    ("UPDATE entry SET id = zeroblob(17) WHERE seq = 2", "its id is not 16 bytes long"),
    ("UPDATE entry SET label = CAST(x'ff' AS TEXT) WHERE seq = 2", "its label is no text"),
    ("UPDATE entry SET type = CAST(x'ff' AS TEXT) WHERE seq = 2", "its type is no text"),
    (
      "UPDATE entry SET recorded = 9223372036854775807 WHERE seq = 2",
      "its time of recording is no instant"
    ),
    ("DELETE FROM entry WHERE seq = 2", "it is missing"),
  ])
  func `a damaged row is named, and the others are read`(sql: String, reason: String) throws {
    try withRecord(holding: 3) { store, path throws in
      try Shell.must(
        path,
        """
        PRAGMA ignore_check_constraints = ON;
        DROP TRIGGER entry_unchanged; DROP TRIGGER entry_kept; \(sql)
        """)
      #expect(throws: StoreError.damaged(seq: 2, reason: reason)) { try store.entries(1...3) }
      #expect(throws: StoreError.damaged(seq: 2, reason: reason)) { try store.entries(2...2) }
      #expect(try store.entries(1...1).map(\.seq) == [1])
      #expect(try store.entries(3...9).map(\.seq) == [3])
    }
  }

  @Test func `a file with overwritten pages is reported, not trusted`() throws {
    try withClosedRecord(holding: 300) { path throws in
      var content = try bytes(of: path)
      for place in 4_096..<content.count { content[place] = 0xA5 }
      try Data(content).write(to: URL(fileURLWithPath: path))
      let error = try #require(throws: StoreError.self) {
        try SQLiteStore.open(at: path, mode: .reading).entries(1...300)
      }
      #expect(error.description == "The file \(path) is damaged (SQLite code 11).")
    }
  }
}
