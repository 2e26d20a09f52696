import Foundation
import Tallystick
import Testing

@testable import TallySQLite

/// What lies beside a record after an append was killed, and what people do with the file then.
@Suite(.tags(.process))
struct JournalTests {
  /// A record of two entries, and the file and journal of an append to it that was broken off when
  /// pages had reached the file.
  private struct Broken {
    let path: String
    let before: Data
    let during: Data
    let journal: Data

    func put(_ file: Data, _ journal: Data?) throws {
      try file.write(to: URL(filePath: path))
      try? FileManager.default.removeItem(atPath: path + "-journal")
      try journal?.write(to: URL(filePath: path + "-journal"))
    }

    /// Expects the record to be refused in both modes with these words, and nothing to be touched.
    func expectRefusal(_ words: String) throws {
      let files = try [bytes(of: path), bytes(of: path + "-journal")]
      for mode in [SQLiteStore.Mode.reading, .writing] {
        let error = try #require(throws: StoreError.self) {
          try SQLiteStore.open(at: path, mode: mode)
        }
        #expect(error.description.contains(words), "\(error)")
        #expect(throws: StoreError.self) { try SQLiteStore.openForAudit(at: path) }
        #expect(try [bytes(of: path), bytes(of: path + "-journal")] == files)
      }
    }
  }

  private struct Mishap: Error {}

  /// What is seen of a record in the middle of an append.
  private final class Sight: @unchecked Sendable {
    var file: Data?
    var journal: Data?

    func look(at path: String) throws {
      file = try Data(contentsOf: URL(filePath: path))
      journal = try Data(contentsOf: URL(filePath: path + "-journal"))
    }
  }

  /// Breaks off an append that SQLite's page cache does not hold.
  private func withBroken(_ body: (Broken) throws -> Void) throws {
    try withClosedRecord(holding: 2) { path throws in
      let before = try Data(contentsOf: URL(filePath: path))
      let sight = Sight()
      try append(60, to: path) {
        try sight.look(at: path)
        throw Mishap()
      }
      let (during, journal) = (try #require(sight.file), try #require(sight.journal))
      try #require(journal.first == 0xD9 && during != before)
      try body(Broken(path: path, before: before, during: during, journal: journal))
    }
  }

  /// Appends long entries, and does `meanwhile` before they are committed.
  private func append(
    _ count: Int, to path: String, from first: Int = 3, label: String? = nil,
    _ meanwhile: @escaping @Sendable () throws -> Void = {}
  ) throws {
    var store = try SQLiteStore.open(at: path, mode: .writing)
    store.beforeCommit = meanwhile
    let entries = try (first..<first + count).map { seq in
      try StoredEntry.sample(seq, label: label, bytes: [UInt8](repeating: 7, count: 60_000))
    }
    do {
      try store.append(entries, onto: first - 1)
    } catch {
      guard case .refused(_, "Mishap()") = error else { throw error }
    }
  }

  @Test func `a journal that another append takes away meanwhile is no link`() throws {
    try withClosedRecord(holding: 2) { path throws in
      let file = try RecordFile(path)
      let journal = path + "-journal"
      let others = Thread {
        while !Thread.current.isCancelled {
          close(open(journal, O_CREAT | O_WRONLY, 0o600))
          unlink(journal)
        }
      }
      others.start()
      defer {
        others.cancel()
        while !others.isFinished { usleep(100) }
      }
      // A file that is being removed is seen without a name once in some hundred or thousand looks.
      for _ in 0..<20_000 { try file.checkBeside(isWAL: false) }
    }
  }

  @Test(arguments: [SQLiteStore.Mode.reading, .writing])
  func `an append that was broken off is undone`(mode: SQLiteStore.Mode) throws {
    try withBroken { broken in
      try broken.put(broken.during, broken.journal)
      #expect(try SQLiteStore.open(at: broken.path, mode: mode).end().size == 2)
      #expect(!FileManager.default.fileExists(atPath: broken.path + "-journal"))
      #expect(try Shell.run(broken.path, "PRAGMA integrity_check").output == "ok\n")
    }
  }

  @Test func `the state before the append may be put back beside its journal`() throws {
    try withBroken { broken in
      try broken.put(broken.before, broken.journal)
      #expect(try SQLiteStore.open(at: broken.path, mode: .reading).end().size == 2)
      #expect(try Shell.run(broken.path, "PRAGMA integrity_check").output == "ok\n")
    }
  }

  @Test func `a file that was moved, appended to and moved back is not mixed with the journal`()
    throws
  {
    try withBroken { broken in
      for appended in [1, 60] {
        try broken.put(broken.before, nil)
        try append(appended, to: broken.path, label: nil)
        let moved = try Data(contentsOf: URL(filePath: broken.path))
        try broken.put(moved, broken.journal)
        try broken.expectRefusal(
          "-journal was left by an append that was broken off, and \(broken.path) was appended to, "
            + "moved or restored since")
        try broken.put(moved, nil)
        #expect(try SQLiteStore.open(at: broken.path, mode: .reading).end().size == 2 + appended)
      }
    }
  }

  @Test func `an older or a later state of the file is not mixed with the journal`() throws {
    try withBroken { broken in
      try broken.put(broken.before, nil)
      for seq in 3...5 { try append(1, to: broken.path, from: seq) }
      let later = try Data(contentsOf: URL(filePath: broken.path))
      try broken.put(later, broken.journal)
      try broken.expectRefusal("it would mix two states of the record")
    }
    try withRecord { store, path throws in
      try store.append([try .sample(1), try .sample(2)], onto: 0)
      let older = try Data(contentsOf: URL(filePath: path))
      try store.append([try .sample(3)], onto: 2)
      let sight = Sight()
      try append(60, to: path, from: 4) {
        try sight.look(at: path)
        throw Mishap()
      }
      try older.write(to: URL(filePath: path))
      try #require(sight.journal).write(to: URL(filePath: path + "-journal"))
      let error = try #require(throws: StoreError.self) {
        try SQLiteStore.open(at: path, mode: .reading)
      }
      #expect(error.description.contains("it would mix two states of the record"))
    }
  }

  @Test func `a journal that names another file is refused, and deletes nothing`() throws {
    try withBroken { broken in
      let victim = broken.path + ".kept"
      try Data("the only copy".utf8).write(to: URL(filePath: victim))
      let name = Array(victim.utf8)
      var end: [UInt8] = [0, 4, 0, 1] + name
      let sum = name.reduce(UInt32(0)) { $0 &+ UInt32(bitPattern: Int32(Int8(bitPattern: $1))) }
      for number in [UInt32(name.count), sum] {
        end += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
      }
      let named = broken.journal + Data(end) + broken.journal.prefix(8)
      try broken.put(broken.during, named)
      try broken.expectRefusal("-journal names another file, \(victim), which SQLite would delete")
      #expect(try bytes(of: victim) == Array("the only copy".utf8))
    }
  }

  @Test func `what is no journal of this record is left as it is`() throws {
    try withBroken { broken in
      func changed(_ place: Int, _ bytes: [UInt8]) -> Data {
        var journal = broken.journal
        journal.replaceSubrange(place..<place + bytes.count, with: bytes)
        return journal
      }
      let cases: [(Data, String)] = [
        (Data("a list that somebody keeps here".utf8), "-journal is no journal of SQLite"),
        (changed(24, [0, 0, 4, 0]), "-journal is of a file with pages of another size"),
        (changed(20, [0, 0, 0, 3]), "-journal is damaged"),
        (changed(512 + 300, [9, 9, 9, 9, 9]), "-journal is damaged"),
        (changed(16, [0, 0, 0, 1]), "-journal is damaged"),
        (changed(8, [0, 0, 0, 0]), "-journal does not keep the first page"),
      ]
      for (journal, words) in cases {
        try broken.put(broken.during, journal)
        try broken.expectRefusal(words)
      }
    }
  }

  @Test func `the journal of a making that was broken off undoes that, and nothing later`() throws {
    try withFolder { folder in
      let path = folder + "/new.tally"
      let store = try SQLiteStore.create(at: path, origin: "new.test/a")
      let made = try Data(contentsOf: URL(filePath: path))
      var journal: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
      journal += [0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 16, 0]
      journal += [UInt8](repeating: 0, count: 512 - journal.count)
      try store.append([try .sample(1)], onto: 0)
      try Data(journal).write(to: URL(filePath: path + "-journal"))
      let error = try #require(throws: StoreError.self) {
        try SQLiteStore.open(at: path, mode: .reading)
      }
      #expect(error.description.contains("it would mix two states of the record"))
      try made.write(to: URL(filePath: path))
      #expect(throws: StoreError.self) { try SQLiteStore.open(at: path, mode: .reading) }
      let empty = try #require(throws: StoreError.self) {
        try SQLiteStore.open(at: path, mode: .reading)
      }
      #expect(empty.description == "\(path) is empty, so it is no record.")
      #expect(!FileManager.default.fileExists(atPath: path + "-journal"))
    }
  }

  @Test(arguments: ["-journal", "-wal"])
  func `a link beside the record is not followed`(suffix: String) throws {
    try withClosedRecord(holding: 2) { path throws in
      let victim = path + ".victim"
      for isSymbolic in [true, false] {
        try Data().write(to: URL(filePath: victim))
        if isSymbolic { symlink(victim, path + suffix) } else { link(victim, path + suffix) }
        for mode in [SQLiteStore.Mode.reading, .writing] {
          let error = try #require(throws: StoreError.self) {
            try SQLiteStore.open(at: path, mode: mode)
          }
          #expect(error.description.hasPrefix("\(path)\(suffix) is a link, or no regular file."))
        }
        #expect(try bytes(of: victim) == [])
        unlink(path + suffix)
      }
    }
  }

  @Test func `a write-ahead log is not played into a record that has none`() throws {
    try withFolder { folder in
      let (path, other) = (folder + "/sample.tally", folder + "/other.tally")
      for name in [path, other] {
        let store = try SQLiteStore.create(at: name, origin: "sample.test/record")
        try store.append(try StoredEntry.samples(1...2), onto: 0)
      }
      let keeper = try Shell.hold(
        other,
        "PRAGMA journal_mode = WAL; INSERT INTO disclosure VALUES (printf('%043d', 1), x'00')")
      defer { keeper.kill() }
      try FileManager.default.copyItem(atPath: other + "-wal", toPath: path + "-wal")
      let before = try [bytes(of: path), bytes(of: path + "-wal")]
      for mode in [SQLiteStore.Mode.reading, .writing] {
        let error = try #require(throws: StoreError.self) {
          try SQLiteStore.open(at: path, mode: mode)
        }
        #expect(
          error.description.hasPrefix(
            "\(path)-wal lies beside a record that is not in WAL mode."))
        #expect(try [bytes(of: path), bytes(of: path + "-wal")] == before)
      }
    }
  }

  @Test func `a record with two names is refused`() throws {
    try withClosedRecord(holding: 2) { path throws in
      link(path, path + ".other")
      for name in [path, path + ".other"] {
        let error = try #require(throws: StoreError.self) {
          try SQLiteStore.open(at: name, mode: .reading)
        }
        #expect(error.description.hasPrefix("\(name) is one file under 2 names (hard links)"))
      }
      unlink(path + ".other")
      #expect(try SQLiteStore.open(at: path, mode: .reading).end().size == 2)
    }
  }

  /// The mark is made of the journal's random number, so it is compared with that, not with others.
  @Test func `every transaction marks the file by its journal`() throws {
    try withRecord { store, path throws in
      let sealed = try StoredDisclosure(
        Disclosure(sealing: "value", as: "quote", salt: [UInt8](0..<16)))
      let steps: [(SQLiteStore) throws -> Void] = [
        { try $0.append([try .sample(1)], sealed: SealedChanges(kept: [sealed]), onto: 0) },
        { try $0.disclose(sealed.digest, to: "press") },
        { try $0.add(StoredCheckpoint(size: 1, note: Array("note".utf8))) },
        { try $0.adopt(verifierKey: "key") },
      ]
      for step in steps {
        var watched = store
        let sight = Sight()
        watched.beforeCommit = { () throws in try sight.look(at: path) }
        try step(watched)
        let nonce = try #require(sight.journal)[12..<16].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let mark = try bytes(of: path)[48..<52].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        #expect(mark == 1 + nonce % 65_535)
        #expect(try store.setting("cache_size") == "-2000")
      }
    }
  }
}
