import Foundation
import Tallystick
import Testing

@testable import TallySQLite

/// What every store does with sealed values, and what a file keeps of one that was destroyed.
struct DisclosureStoreTests {
  private static func disclosures(_ count: Int) throws -> [StoredDisclosure] {
    try (0..<count).map { number in
      let salt = (0..<16).map { UInt8(truncatingIfNeeded: number + $0 * 7) }
      return StoredDisclosure(
        try Disclosure(sealing: .string("value \(number)"), as: "quote", salt: salt))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `disclosures are kept and destroyed with entries`(kind: StoreKind) throws {
    try kind.withStore(holding: 1) { store in
      let all = try DisclosureStoreTests.disclosures(5)
      try store.append(
        [try .sample(2)], sealed: SealedChanges(kept: Array(all[..<3])), onto: 1)
      try store.append(
        [try .sample(3)],
        sealed: SealedChanges(kept: [all[3]], destroyed: [all[1].digest, all[4].digest]), onto: 2)
      let left = [all[0], all[2], all[3]].sorted { $0.digest < $1.digest }
      #expect(try store.disclosures() == left)
      #expect(try store.disclosure(digest: all[1].digest) == nil)
      #expect(try store.disclosure(digest: all[2].digest) == all[2])
      #expect(try store.disclosures(after: left[0].digest, limit: 1) == [left[1]])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `what cannot be appended keeps and destroys nothing`(kind: StoreKind) throws {
    try kind.withStore(holding: 1) { store in
      let all = try DisclosureStoreTests.disclosures(2)
      try store.append([try .sample(2)], sealed: SealedChanges(kept: [all[0]]), onto: 1)
      #expect(throws: StoreError.headMoved(expected: 1, actual: 2)) {
        try store.append(
          [try .sample(2)],
          sealed: SealedChanges(kept: [all[1]], destroyed: [all[0].digest]), onto: 1)
      }
      #expect(throws: StoreError.self) {
        try store.append(
          [try .sample(3)], sealed: SealedChanges(kept: [all[1], all[0]]), onto: 2)
      }
      #expect(throws: StoreError.self) {
        try store.append(
          [try .sample(9)],
          sealed: SealedChanges(kept: [all[1]], destroyed: [all[0].digest]), onto: 2)
      }
      #expect(try store.end().size == 2)
      #expect(try store.disclosures() == [all[0]])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `an audience gets the disclosures that were named for it`(kind: StoreKind) throws {
    try kind.withStore { store in
      let all = try DisclosureStoreTests.disclosures(4)
      try store.append([try .sample(1)], sealed: SealedChanges(kept: all), onto: 0)
      for (place, audience) in [
        (0, "press"), (2, "court"), (3, "press"), (3, "court"), (3, "court"),
      ] {
        try store.disclose(all[place].digest, to: audience)
      }
      let sorted = all.sorted { $0.digest < $1.digest }
      #expect(
        try store.disclosures(to: ["press"]) == sorted.filter { [all[0], all[3]].contains($0) })
      #expect(
        try store.disclosures(to: ["press", "court"])
          == sorted.filter { [all[0], all[2], all[3]].contains($0) })
      #expect(try store.disclosures(to: ["nobody"]) == [])
      #expect(throws: StoreError.self) {
        try store.disclose(String(repeating: "a", count: 43), to: "press")
      }
      // Who has one that was destroyed is still known, and it goes to nobody any more.
      try store.append(
        [try .sample(2)], sealed: SealedChanges(destroyed: [all[3].digest]), onto: 1)
      #expect(try store.audiences().count == 4)
      #expect(try store.disclosures(to: ["court"]) == [all[2]])
    }
  }

  /// Values of many sizes, so that pages of the table are split, merged and moved: there
  /// `secure_delete` alone leaves pieces behind.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `no piece of a destroyed value is left in the file`(seed: UInt64) throws {
    try withRecord { store, path throws in
      var random = SeededGenerator(state: seed)
      var live: [StoredDisclosure] = []
      var seq = 0
      var destroyed = 0
      _ = try store.setting("synchronous=OFF")
      for number in 0..<110 {
        let size = [40, 200, 300, 900, 1500, 9000].randomElement(using: &random) ?? 40
        let text = String(
          decoding: (0..<size).map { _ in UInt8.random(in: 97...122, using: &random) },
          as: UTF8.self)
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        let one = StoredDisclosure(
          try Disclosure(sealing: .string("\(number) \(text)"), as: "quote", salt: salt))
        seq += 1
        try store.append([try .sample(seq)], sealed: SealedChanges(kept: [one]), onto: seq - 1)
        live.append(one)
        guard Bool.random(using: &random) else { continue }
        let gone = live.remove(at: Int.random(in: live.indices, using: &random))
        #expect(try DisclosureStoreTests.pieces(of: gone, in: path) > 0)
        seq += 1
        try store.append(
          [try .sample(seq)], sealed: SealedChanges(destroyed: [gone.digest]), onto: seq - 1)
        destroyed += 1
        #expect(try DisclosureStoreTests.pieces(of: gone, in: path) == 0)
        #expect(try store.leftovers(of: gone) == [])
        #expect(!FileManager.default.fileExists(atPath: path + "-journal"))
      }
      #expect(destroyed > 30)
      #expect(try store.disclosures() == live.sorted { $0.digest < $1.digest })
    }
  }

  /// The least steps after which `secure_delete` alone leaves pieces of a value that is destroyed, in
  /// SQLite 3.40.1: it was moved to another page before.
  @Test func `a value that was moved between pages leaves no piece`() throws {
    try withRecord { store, path throws in
      var random = SeededGenerator(state: 9)
      let rows = [1400, 800, 800, 300, 2000, 2000].map { size in
        let letters = (0..<size).map { _ in UInt8.random(in: 97...122, using: &random) }
        let digest = (0..<43).map { _ in UInt8.random(in: 97...122, using: &random) }
        return StoredDisclosure(digest: String(decoding: digest, as: UTF8.self), bytes: letters)
      }
      let steps: [SealedChanges] =
        rows[..<4].map { SealedChanges(kept: [$0]) }
        + [SealedChanges(destroyed: [rows[0].digest])]
        + rows[4...].map { SealedChanges(kept: [$0]) }
        + [2, 3].map { SealedChanges(destroyed: [rows[$0].digest]) }
      for (place, step) in steps.enumerated() {
        try store.append([try .sample(place + 1)], sealed: step, onto: place)
      }
      for gone in [rows[0], rows[2], rows[3]] {
        #expect(try DisclosureStoreTests.pieces(of: gone, in: path) == 0)
      }
      #expect(try store.heldDigests() == [rows[1].digest, rows[4].digest, rows[5].digest])
    }
  }

  /// A page that somebody else wrote back, a journal that was left: any part of a value is found.
  @Test func `a piece of a destroyed value in a file is found`() throws {
    try withRecord { store, path throws in
      let text = (0..<400).map { "word \($0) of a witness; " }.joined()
      let one = StoredDisclosure(
        try Disclosure(sealing: .string(text), as: "quote", salt: [UInt8](0..<16)))
      let pieces = SQLiteStore.pieces(of: one.bytes)
      for place in [0, 3_900, one.bytes.count - 40] {
        var bytes = Data(repeating: 7, count: (1 << 20) - 17)  // across the buffer's end
        bytes += one.bytes[place..<min(one.bytes.count, place + 500)]
        try bytes.write(to: URL(filePath: path + "-copy"))
        #expect(try store.file.holds(pieces, in: "-copy"), "\(place)")
      }
      try Data(repeating: 7, count: 3 << 20).write(to: URL(filePath: path + "-copy"))
      #expect(try !store.file.holds(pieces, in: "-copy"))
      #expect(try !store.file.holds(pieces, in: "-none"))
    }
  }

  @Test func `the same words in another event are no leftover, and the salt is one`() throws {
    try withRecord { store, path throws in
      let sealed = try (0..<2).map { number in
        StoredDisclosure(
          try Disclosure(
            sealing: "the same words, longer than a piece of what is searched for", as: "quote",
            salt: (0..<16).map { UInt8(number * 16 + $0) }))
      }
      try store.append([try .sample(1)], sealed: SealedChanges(kept: [sealed[1]]), onto: 0)
      #expect(try store.leftovers(of: sealed[0]) == [])
      let salted = Array(sealed[0].bytes.prefix(40))
      try store.append([try .sample(2, bytes: salted)], onto: 1)
      #expect(try store.leftovers(of: sealed[0]) == [path])
    }
  }

  /// How many pieces of 24 bytes of a disclosure stand in a file.
  private static func pieces(of disclosure: StoredDisclosure, in path: String) throws -> Int {
    let file = try Data(contentsOf: URL(filePath: path))
    let bytes = disclosure.bytes
    return stride(from: 0, through: bytes.count - 24, by: 24).count { start in
      file.holds(Array(bytes[start..<start + 24]))
    }
  }
}
