import Tallystick
import Testing
import TransparencyLog

/// A record that gives other bytes for some entries, as a file can that was made for it.
private struct ForgedReader: EventReader {
  let store: MemoryStore

  /// The seqs that are forged where a reader goes through the record in order.
  var inOrder: Set<Int> = []

  /// The seqs that are forged where they are asked for by themselves.
  var asked: Set<Int> = []

  /// The seqs that are left out.
  var gone: Set<Int> = []

  var origin: String { store.origin }
  var testClock: Instant? { nil }
  var notes: [StoredCheckpoint]?
  var key: String??
  var roots: [Hash]?

  private func forged(_ entry: StoredEntry) -> StoredEntry {
    StoredEntry(
      seq: entry.seq, id: entry.id, label: entry.label, recorded: entry.recorded, type: entry.type,
      bytes: entry.bytes + [0])
  }

  func end() throws(StoreError) -> LogEnd { try store.end() }

  func entries(_ range: ClosedRange<Int>) throws(StoreError) -> [StoredEntry] {
    try store.entries(range).filter { !gone.contains($0.seq) }.map {
      inOrder.contains($0.seq) ? forged($0) : $0
    }
  }

  func bytes(at seqs: [Int]) throws(StoreError) -> [EntryBytes] {
    try seqs.map { seq throws(StoreError) in
      let entry = try store.entries(seq...seq)[0]
      return EntryBytes(seq: seq, bytes: asked.contains(seq) ? forged(entry).bytes : entry.bytes)
    }
  }

  func entry(id: EventID) throws(StoreError) -> StoredEntry? {
    try store.entry(id: id).map { asked.contains($0.seq) ? forged($0) : $0 }
  }

  func entry(label: String) throws(StoreError) -> StoredEntry? {
    try store.entry(label: label).map { asked.contains($0.seq) ? forged($0) : $0 }
  }

  func entries(idPrefix prefix: String, limit: Int) throws(StoreError) -> [StoredEntry] {
    try store.entries(idPrefix: prefix, limit: limit).map {
      asked.contains($0.seq) ? forged($0) : $0
    }
  }

  func entries(ofType type: EventType) throws(StoreError) -> [StoredEntry] {
    try store.entries(ofType: type).map { asked.contains($0.seq) ? forged($0) : $0 }
  }

  func verifierKey() throws(StoreError) -> String? {
    if let key { key } else { try store.verifierKey() }
  }

  func tile(level: Int, index: Int) throws(StoreError) -> StoredTile? {
    try store.tile(level: level, index: index)
  }

  func tileRoots(level: Int, _ indexes: Range<Int>) throws(StoreError) -> [Hash] {
    if let roots { return Array(roots.dropFirst(indexes.lowerBound)) }
    return try store.tileRoots(level: level, indexes)
  }

  func checkpoints() throws(StoreError) -> [StoredCheckpoint] {
    if let notes { notes } else { try store.checkpoints() }
  }
}

struct ReadingCheckTests {
  /// A record of 300 events with a checkpoint at 280.
  private func reader(signed size: Int? = 280) throws -> ForgedReader {
    let store = MemoryStore(origin: AuditSample.origin)
    try store.append(try (1...300).map { StoredEntry(try AuditSample.event($0)) }, onto: 0)
    try store.adopt(verifierKey: try AuditSample.signer.verifier.description)
    if let size {
      let note = try AuditSample.note(size, try store.root(ofSize: size), with: AuditSample.signer)
      try store.add(StoredCheckpoint(size: size, note: note))
    }
    return ForgedReader(store: store)
  }

  /// The refusal that each way of reading to `size` gives.
  private func refusals(_ reader: ForgedReader, upTo size: Int) -> [StoreError?] {
    [
      { try reader.forEach(upTo: size) { _ in } }, { try reader.check(upTo: size) },
      { try reader.forEachLeaf(upTo: size) { _, _ in } },
      { try reader.forEachBatch(upTo: size) { _ in } },
    ].map { (read: () throws -> Void) in
      do {
        try read()
        return nil
      } catch {
        return error as? StoreError
      }
    }
  }

  @Test(arguments: [0, 1, 255, 256, 257, 280, 281, 300])
  func `a whole record is read, with its root`(size: Int) throws {
    let reader = try reader()
    #expect(refusals(reader, upTo: size) == [nil, nil, nil, nil])
    var (seqs, batched) = ([Int](), 0)
    let root = try reader.forEachLeaf(upTo: size) { entry, leaf in
      seqs.append(entry.seq)
      #expect(leaf == Hash.leaf(of: entry.bytes))
    }
    try reader.forEachBatch(upTo: size) { batch in batched += batch.count }
    #expect(seqs == Array(1..<size + 1) && batched == size)
    #expect(try root == reader.store.root(ofSize: size))
  }

  @Test(arguments: [1, 100, 256])
  func `an entry that is not that of its tile is named`(seq: Int) throws {
    for signed in [nil, 280] {
      var reader = try reader(signed: signed)
      reader.inOrder = [seq]
      let damage = StoreError.damaged(
        seq: seq, reason: "it is not the one that the tile over it holds")
      #expect(refusals(reader, upTo: 300) == [damage, damage, damage, damage])
    }
  }

  @Test(arguments: [257, 280])
  func `an entry that a checkpoint covers and no tile is found`(seq: Int) throws {
    var reader = try reader()
    reader.inOrder = [seq]
    for size in [1, 260, 300] {
      for refusal in refusals(reader, upTo: size) {
        #expect(
          refusal?.description.hasPrefix(
            "The first 280 events, as they are read, do not lead to the root") == true)
      }
    }
    reader.inOrder = [281]  // which nothing covers
    #expect(refusals(reader, upTo: 300) == [nil, nil, nil, nil])
  }

  @Test func `what is beyond the cut is read too, as far as the checkpoint covers it`() throws {
    var reader = try reader()
    reader.inOrder = [200]
    #expect(refusals(reader, upTo: 10).allSatisfy { $0 != nil })
    reader = try self.reader(signed: nil)
    reader.inOrder = [200]
    #expect(refusals(reader, upTo: 10) == [nil, nil, nil, nil])
  }

  @Test func `a missing entry or tile is named`() throws {
    var reader = try reader()
    reader.gone = [7]
    #expect(
      refusals(reader, upTo: 300).allSatisfy { $0 == .damaged(seq: 7, reason: "it is missing") })
    reader = try self.reader()
    reader.roots = []
    let damage = StoreError.damaged(seq: 1, reason: "the tile over it is missing")
    #expect(refusals(reader, upTo: 300) == [damage, damage, damage, damage])
  }

  @Test func `a checkpoint that is none is no ground to print a report`() throws {
    let whole = try reader()
    let stored = try #require(try whole.checkpoints().last)
    let other = try SignerKey(
      name: KeyName(AuditSample.origin), seed: Array(repeating: 7, count: 32))
    let foreign = try AuditSample.note(280, try whole.store.root(ofSize: 280), with: other)
    var cases: [ForgedReader] = []
    for note in [
      StoredCheckpoint(size: 280, note: Array("note".utf8)),
      StoredCheckpoint(size: 279, note: stored.note), StoredCheckpoint(size: 280, note: foreign),
    ] {
      var reader = whole
      reader.notes = [note]
      cases.append(reader)
    }
    var reader = whole
    reader.key = .some(nil)
    cases.append(reader)
    for reader in cases {
      for refusal in refusals(reader, upTo: 300) {
        guard case .corrupt(let reason) = refusal else {
          Issue.record("\(String(describing: refusal))")
          continue
        }
        #expect(reason.contains("checkpoint") && reason.hasSuffix("."))
      }
    }
  }

  @Test func `a record that ends before its last checkpoint is not whole`() throws {
    let note = try AuditSample.note(400, Hash.of([]), with: AuditSample.signer)
    var reader = try reader()
    reader.notes = [StoredCheckpoint(size: 400, note: note)]
    for refusal in refusals(reader, upTo: 300) {
      #expect(
        refusal
          == .corrupt(
            reason: "The record's last checkpoint covers 400 events, and the record holds 300."))
    }
  }

  @Test func `what is read again must be what was read`() throws {
    var reader = try reader()
    reader.asked = [30]
    let again = try reader.forEachBatch(upTo: 200) { _ in }
    let entry = try AuditSample.event(30)
    #expect(try again.bytes(at: [29, 31]).map(\.seq) == [29, 31])
    #expect(try again.entries(20...40).count == 21 && again.bytes(20...40).count == 21)
    let damage = StoreError.damaged(seq: 30, reason: "it is another one when it is read again")
    #expect(throws: damage) { try again.bytes(at: [29, 30]) }
    #expect(throws: damage) { try again.entry(id: entry.id) }
    #expect(throws: damage) { try again.entry(label: "E-30") }
    #expect(throws: damage) { try again.entries(idPrefix: entry.id.description, limit: 3) }
    #expect(throws: damage) {
      try again.entries(ofType: try #require(EventType(rawValue: entry.content.type)))
    }
    #expect(throws: StoreError.self) { try again.bytes(at: [201]) }  // never read
    #expect(try again.entry(id: try AuditSample.event(31).id)?.seq == 31)
  }

  @Test func `what a reference leads to must be what was read`() throws {
    let reader = try reader()
    var all: [Event] = []
    try reader.forEach(upTo: 300) { all.append(try $0.event()) }
    let reference = try Reference(parsing: "#30")
    #expect(try reader.event(reference, among: all) == all[29])
    all[29] = all[28]
    #expect(throws: StoreError.self) { try reader.event(reference, among: all) }
  }
}
