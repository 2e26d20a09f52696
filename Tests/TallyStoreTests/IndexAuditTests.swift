import Foundation
import Tallystick
import Testing

@testable import TallySQLite

/// Bytes changed in the file's own indexes, where no table holds them.
struct IndexAuditTests {
  /// A record with its file, and the places in the file at which an index holds the id of #7.
  private func withIndexed(_ body: (String, [Int]) throws -> Void) throws {
    try withClosedRecord(holding: 20) { path throws in
      let id = try StoredEntry.sampleID(7).bytes
      let file = try bytes(of: path)
      // A cell of an index: the size of its header, the types of id and seq, then the two.
      let cell: [UInt8] = [0x03, 0x2C, 0x01] + id + [7]
      let places = file.indices.dropLast(cell.count).filter { file[$0] == 0x03 }
        .filter { Array(file[$0..<$0 + cell.count]) == cell }
      try #require(places.count == 1)
      try body(path, Array(places[0] + 3..<places[0] + cell.count))
    }
  }

  private func classes(_ path: String) throws -> [Damage] {
    let store = try SQLiteStore.openForAudit(at: path)
    // The samples' bytes are no events, which is found too; here only the indexes are asked about.
    return try RecordAudit(of: store, vouched: nil).run().findings.map(\.damage)
      .filter { $0 == .indexAltered }
  }

  @Test func `a changed byte of an index is found, whichever it is`() throws {
    try withIndexed { path, places in
      #expect(try classes(path) == [])
      let whole = try bytes(of: path)
      for place in places {
        var damaged = whole
        damaged[place] ^= 0x01
        try Data(damaged).write(to: URL(fileURLWithPath: path))
        #expect(try classes(path) == [.indexAltered], "byte \(place)")
      }
      try Data(whole).write(to: URL(fileURLWithPath: path))
      #expect(try classes(path) == [])
    }
  }

  @Test(arguments: [
    "UPDATE entry SET label = 'other' WHERE seq = 3", "UPDATE entry SET type = 'source'",
    "DELETE FROM entry WHERE seq = 5",
  ])
  func `indexes that follow their table are left alone`(change: String) throws {
    try withClosedRecord(holding: 20) { path throws in
      try Shell.must(path, "DROP TRIGGER entry_unchanged; DROP TRIGGER entry_kept; \(change)")
      #expect(try classes(path) == [])
    }
  }

  @Test func `each index is read whole, in its order`() throws {
    try withRecord(holding: 0) { store, _ throws in
      let types = ["source", "announcement", "medium", "agreement", "amendment", "link"]
      let entries = try (1...60).map { seq in
        try StoredEntry.sample(seq, label: seq % 2 == 0 ? "l\(seq)" : nil, type: types[seq % 6])
      }
      try store.append(entries, onto: 0)
      for index in AuditIndex.allCases {
        var read: [AuditIndex.Key] = []
        try store.forEachKey(of: index) { key in
          if let key { read.append(key) }
          return true
        }
        let expected = entries.compactMap { entry -> AuditIndex.Key? in
          switch index {
          case .id: .init(value: entry.id.bytes, seq: entry.seq)
          case .label: entry.label.map { .init(value: Array($0.utf8), seq: entry.seq) }
          case .register:
            ["announcement", "link"].contains(entry.type)
              ? nil : .init(value: Array(entry.type.utf8), seq: entry.seq)
          }
        }
        #expect(Set(read) == Set(expected) && read.count == expected.count)
      }
    }
  }
}
