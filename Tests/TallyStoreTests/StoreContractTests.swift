import Tallystick
import Testing

@testable import TallyPostgres
@testable import TallySQLite

/// The stores, each of which must pass this suite.
enum StoreKind: CaseIterable {
  case memory
  case sqlite
  case postgres

  /// PostgreSQL behind a pool that hands each transaction to any of three sessions.
  case pooled

  /// The stores that there can be on this machine.
  static let allCases: [StoreKind] =
    [.memory, .sqlite] + (Cluster.isThere ? [.postgres] : []) + (Cluster.hasPool ? [.pooled] : [])

  /// Runs `body` with a new store of `size` sample entries.
  func withStore<Result>(
    holding size: Int = 0, testClock: Instant? = nil,
    _ body: (any EventStore & Sendable) throws -> Result
  ) throws -> Result {
    switch self {
    case .memory:
      let store = MemoryStore(origin: "sample.test/record", testClock: testClock)
      if size > 0 { try store.append(try StoredEntry.samples(1...size), onto: 0) }
      return try body(store)
    case .sqlite:
      return try withFolder { folder in
        let store = try SQLiteStore.create(
          at: folder + "/sample.tally", origin: "sample.test/record", testClock: testClock)
        if size > 0 { try store.append(try StoredEntry.samples(1...size), onto: 0) }
        return try body(store)
      }
    case .postgres, .pooled:
      return try withFolder { folder in
        var store = try Cluster.record(testClock: testClock, isPooled: self == .pooled)
        store.disclosures = try DisclosureFile(
          at: folder + "/sealed.tally", of: store.origin, isWriting: true)
        if size > 0 { try store.append(try StoredEntry.samples(1...size), onto: 0) }
        return try body(store)
      }
    }
  }
}

/// An entry that no store takes as the fourth and fifth of a record of three.
enum Flaw: CaseIterable {
  case gap, repeatedSeq, seqZero, earlier, sameTime, oldID, idTwice, oldLabel, labelTwice
  case noBytes, tooManyBytes, emptyLabel, longLabel, noType

  func entries() throws -> [StoredEntry] {
    let fourth = try StoredEntry.sample(4, label: "four")
    return switch self {
    case .gap: [fourth, try .sample(6)]
    case .repeatedSeq: [fourth, try .sample(4, id: .sampleID(5), at: 5)]
    case .seqZero: [try .sample(0, at: 9)]
    case .earlier: [fourth, try .sample(5, at: 3)]
    case .sameTime: [fourth, try .sample(5, at: 4)]
    case .oldID: [fourth, try .sample(5, id: .sampleID(2))]
    case .idTwice: [fourth, try .sample(5, id: .sampleID(4))]
    case .oldLabel: [fourth, try .sample(5, label: "three")]
    case .labelTwice: [fourth, try .sample(5, label: "four")]
    case .noBytes: [fourth, try .sample(5, bytes: [])]
    case .tooManyBytes: [fourth, try .sample(5, bytes: [UInt8](repeating: 1, count: 65_536))]
    case .emptyLabel: [fourth, try .sample(5, label: "")]
    case .longLabel: [fourth, try .sample(5, label: String(repeating: "a", count: 65))]
    case .noType: [fourth, try .sample(5, type: "")]
    }
  }
}

extension EventID {
  static func sampleID(_ seq: Int) throws -> EventID { try StoredEntry.sampleID(seq) }
}

struct StoreContractTests {
  @Test(arguments: StoreKind.allCases)
  func `an empty record ends at 0 and holds nothing`(kind: StoreKind) throws {
    try kind.withStore { store throws in
      #expect(try store.end() == LogEnd(size: 0, recorded: nil))
      #expect(try store.entries(1...10) == [])
      #expect(try store.entries(idPrefix: "", limit: 10) == [])
      #expect(try store.entries(ofType: .source) == [])
      #expect(store.origin == "sample.test/record")
      #expect(store.testClock == nil)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a test clock is kept`(kind: StoreKind) throws {
    let clock = try #require(Instant(microseconds: 1_749_600_000_123_456))
    try kind.withStore(testClock: clock) { #expect($0.testClock == clock) }
  }

  @Test(arguments: StoreKind.allCases)
  func `what is appended is read back as it was`(kind: StoreKind) throws {
    let entries = [
      try StoredEntry.sample(1, label: "PR-046", at: -5, type: "source", bytes: [0, 255, 10]),
      try StoredEntry.sample(2, bytes: [UInt8](repeating: 7, count: Event.longest)),
      try StoredEntry.sample(3, label: String(repeating: "z", count: 64), type: "not_known_yet"),
    ]
    try kind.withStore { store throws in
      try store.append(entries, onto: 0)
      #expect(try store.entries(1...3) == entries)
      #expect(try store.end() == LogEnd(size: 3, recorded: entries[2].recorded))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `bytes are found by their seqs, and a missing one is named`(kind: StoreKind) throws {
    try kind.withStore(holding: 9) { store throws in
      let all = try store.entries(1...9).map { EntryBytes(seq: $0.seq, bytes: $0.bytes) }
      #expect(try store.bytes(at: [2, 3, 7, 9]) == [all[1], all[2], all[6], all[8]])
      #expect(try store.bytes(at: []) == [])
      #expect(try store.bytes(-2...5) == Array(all[..<5]))
      #expect(try store.bytes(8...Int.max) == Array(all[7...]))
      #expect(try store.bytes(10...12) == [])
      for seqs in [[3, 10], [0, 3], [11, 12]] {
        let missing = try #require(seqs.first { !(1...9).contains($0) })
        #expect(throws: StoreError.damaged(seq: missing, reason: "it is missing")) {
          try store.bytes(at: seqs)
        }
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a batch is filled anew with the entries of a range`(kind: StoreKind) throws {
    try kind.withStore(holding: 9) { store throws in
      let all = try store.entries(1...9)
      var batch = LeafBatch()
      for range in [4...6, 1...9, -2...2, 8...Int.max, 10...12] {
        try store.read(range, into: &batch)
        let expected = all.filter { range.contains($0.seq) }
        #expect(batch.count == expected.count)
        #expect(batch.next == max(range.lowerBound, 1) + expected.count)
        var leaves: [EntryBytes] = []
        try batch.handOut { seq, leaf throws(StoreError) in
          leaves.append(EntryBytes(seq: seq, bytes: leaf.withUnsafeBytes { Array($0) }))
        }
        #expect(leaves == expected.map { EntryBytes(seq: $0.seq, bytes: [0] + $0.bytes) })
      }
      var sizes: [Int] = []
      try store.forEachBatch(upTo: 7) { batch throws(StoreError) in sizes.append(batch.count) }
      #expect(sizes == [7])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `appending onto another head changes nothing`(kind: StoreKind) throws {
    try kind.withStore(holding: 2) { store throws in
      for (size, seq) in [(0, 1), (1, 2), (3, 4)] {
        #expect(throws: StoreError.headMoved(expected: size, actual: 2)) {
          try store.append([try .sample(seq, id: .sampleID(9))], onto: size)
        }
        #expect(throws: StoreError.headMoved(expected: size, actual: 2)) {
          try store.append([], onto: size)
        }
      }
      try store.append([], onto: 2)
      #expect(try store.end().size == 2)
    }
  }

  @Test(arguments: StoreKind.allCases, Flaw.allCases)
  func `one refused entry refuses them all`(kind: StoreKind, flaw: Flaw) throws {
    try kind.withStore(holding: 2) { store throws in
      try store.append([try .sample(3, label: "three")], onto: 2)
      let before = try store.entries(1...10)
      let error = try #require(throws: StoreError.self) {
        try store.append(try flaw.entries(), onto: 3)
      }
      guard case .refused = error else {
        Issue.record("\(error)")
        return
      }
      #expect(try store.entries(1...10) == before)
      try store.append([try .sample(4, label: "four"), try .sample(5)], onto: 3)
      #expect(try store.end().size == 5)
      #expect(try store.entry(label: "four")?.seq == 4)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a call returns at most 10,000 entries`(kind: StoreKind) throws {
    try kind.withStore(holding: 10_003) { store throws in
      let all = try store.entries(1...Int.max)
      #expect(all.map(\.seq) == Array(1...10_000))
      #expect(try store.entries(Int.min...20_000).count == 10_000)
      #expect(try store.entries(10_000...10_003).map(\.seq) == Array(10_000...10_003))
      #expect(try store.entries(10_001...Int.max).map(\.seq) == [10_001, 10_002, 10_003])
      #expect(try store.entries(10_004...10_004) == [])
      #expect(try store.entries(-3...0) == [])
      #expect(try store.entries(Int.max...Int.max) == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `an entry is found by its id and by its label`(kind: StoreKind) throws {
    try kind.withStore(holding: 5) { store throws in
      let labelled = try StoredEntry.sample(6, label: "PR-6")
      try store.append([labelled], onto: 5)
      #expect(try store.entry(label: "PR-6") == labelled)
      #expect(try store.entry(label: "pr-6") == nil)
      #expect(try store.entry(label: "") == nil)
      #expect(try store.entry(id: labelled.id) == labelled)
      #expect(try store.entry(id: .sampleID(3))?.seq == 3)
      #expect(try store.entry(id: .sampleID(7)) == nil)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `many ids and labels are looked up at once`(kind: StoreKind) throws {
    try kind.withStore(holding: 10_003) { store throws in
      try store.append([try StoredEntry.sample(10_004, label: "PR-6")], onto: 10_003)
      let ids = try StoredEntry.samples(1...10_003).map(\.id)
      let last = try EventID.sampleID(10_004)
      let held = try store.seqs(
        ofIDs: ids + [last, .sampleID(10_005)], labels: ["pr-6", "PR-6", ""])
      #expect(held.ids.count == 10_004)
      #expect(ids.enumerated().allSatisfy { held.ids[$1] == $0 + 1 })
      #expect(held.ids[last] == 10_004)
      #expect(held.labels == ["PR-6": 10_004])
      #expect(try store.seqs(ofIDs: [], labels: []) == HeldSeqs())
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a prefix finds the ids that begin with it, in their order`(kind: StoreKind) throws {
    var entries = try StoredEntry.samples(1...400)
    for (place, edge) in [UInt8.min, .max].enumerated() {
      let id = EventID(bytes: [UInt8](repeating: edge, count: 16))
      entries.append(try .sample(401 + place, id: id))
    }
    let ids = entries.map(\.id).sorted()
    try kind.withStore { store throws in
      try store.append(entries, onto: 0)
      for id in [ids[0], ids[1], ids[200], ids[401]] {
        for length in [0, 1, 2, 3, 6, 31, 32] {
          let prefix = String(id.description.prefix(length))
          let expected = ids.filter { $0.description.hasPrefix(prefix) }
          #expect(try store.entries(idPrefix: prefix, limit: 1_000).map(\.id) == expected)
          let two = try store.entries(idPrefix: prefix, limit: 2).map(\.id)
          #expect(two == Array(expected.prefix(2)))
        }
      }
    }
  }

  @Test(
    arguments: StoreKind.allCases,
    ["FF", "xyz", "0x", "é", " 0", "000000000000000000000000000000000", "%", "0\0"])
  func `what is no prefix of an id finds nothing`(kind: StoreKind, prefix: String) throws {
    try kind.withStore(holding: 300) { store throws in
      #expect(try store.entries(idPrefix: prefix, limit: 10) == [])
      #expect(try store.entries(idPrefix: "", limit: 0) == [])
      #expect(try store.entries(idPrefix: "", limit: -1) == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `the entries of a type come in order`(kind: StoreKind) throws {
    let types = ["source", "announcement", "amendment", "source", "medium", "agreement", "source"]
    let entries = try types.enumerated().map { try StoredEntry.sample($0 + 1, type: $1) }
    try kind.withStore { store throws in
      try store.append(entries, onto: 0)
      for type in EventType.allCases {
        let expected = entries.filter { $0.type == type.rawValue }
        #expect(try store.entries(ofType: type) == expected)
      }
    }
  }
}
