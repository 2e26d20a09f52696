public import TransparencyLog

/// Compares what is read of a record, from its first entry on, with what its tiles hold and its last
/// checkpoint signs.
///
/// A file can be made so that one way through it gives other entries than another. So a report does
/// not rely on what an audit read: what it is made from is compared itself, as it comes.
struct ReadingCheck<Reader: EventReader> {
  private let reader: Reader

  /// The last checkpoint of the record; nil where it has none.
  private let checkpoint: Checkpoint?

  /// The tiles that are full, and the leaf hashes after them.
  private var range = CompactRange()
  private var leaves: [Hash] = []

  /// Roots of stored tiles that come next, read some at a time.
  private var roots: ArraySlice<Hash> = []

  /// The number of entries taken.
  var size: Int { range.size + leaves.count }

  /// The root over the entries taken.
  var root: Hash {
    var range = range
    for leaf in leaves { range.append(leafHash: leaf) }
    return range.root
  }

  /// Begins to read `reader`.
  ///
  /// - Throws: ``StoreError/corrupt(reason:)`` when its last checkpoint is none.
  init(_ reader: Reader) throws(StoreError) {
    self.reader = reader
    checkpoint = try reader.lastCheckpoint()
  }

  /// Takes the leaf hash of the next entry.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when it is not that of the tile over it, and
  ///   ``StoreError/corrupt(reason:)`` when the entries so far do not lead to the checkpoint's root.
  mutating func take(_ leaf: Hash) throws(StoreError) {
    leaves.append(leaf)
    if leaves.count == TileID.fullWidth { try close() }
    if let checkpoint, checkpoint.size == size, checkpoint.root != root {
      throw .corrupt(
        reason: "The first \(size) events, as they are read, do not lead to the root that the "
          + "record's last checkpoint signs: one of them was changed, or the checkpoint is another "
          + "record's.")
    }
  }

  /// Reads on to the end of the last checkpoint, if that covers more than was taken.
  ///
  /// - Throws: As ``take(_:)``, and when the record ends before.
  mutating func finish() throws(StoreError) {
    guard let checkpoint else { return }
    while size < checkpoint.size {
      let next = size + 1
      let batch = try reader.bytes(next...min(checkpoint.size, next + Reader.foldedAtOnce - 1))
      guard !batch.isEmpty else {
        throw .corrupt(
          reason: "The record's last checkpoint covers \(checkpoint.size) events, and the record "
            + "holds \(size).")
      }
      for entry in batch {
        guard entry.seq == size + 1 else { throw .damaged(seq: size + 1, reason: "it is missing") }
        try take(Hash.leaf(of: entry.bytes))
      }
    }
  }

  /// Compares the tile that was filled with the one that is stored.
  private mutating func close() throws(StoreError) {
    let root = MerkleTree.root(ofLeafHashes: leaves)
    let index = range.size / TileID.fullWidth
    if roots.isEmpty { roots = try reader.tileRoots(level: 0, index..<index + 64)[...] }
    guard let stored = roots.popFirst() else {
      throw .damaged(seq: range.size + 1, reason: "the tile over it is missing")
    }
    guard stored == root else { throw try difference(in: index) }
    range.append(subtreeRoot: root, level: TileID.height)
    leaves.removeAll(keepingCapacity: true)
  }

  private func difference(in index: Int) throws(StoreError) -> StoreError {
    let stored = try reader.tile(level: 0, index: index)?.hashes ?? []
    let place = zip(leaves, stored).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    return .damaged(
      seq: range.size + (place ?? 0) + 1, reason: "it is not the one that the tile over it holds")
  }
}

extension EventReader {
  /// The last checkpoint that the record holds, opened with its own key; nil where it holds none.
  ///
  /// - Throws: ``StoreError/corrupt(reason:)`` when it is no checkpoint of this record.
  func lastCheckpoint() throws(StoreError) -> Checkpoint? {
    guard let stored = try checkpoints().last else { return nil }
    guard let text = try verifierKey() else {
      throw .corrupt(reason: "The record holds a checkpoint, and no verifier key to check it with.")
    }
    let reason: String
    do {
      let key = try VerifierKey(parsing: text)
      let checkpoint = try SignedCheckpoint(opening: stored.note, with: key).checkpoint
      if checkpoint.size == stored.size, checkpoint.origin.text == origin { return checkpoint }
      reason = "It is of \(checkpoint.size) events of \(checkpoint.origin)."
    } catch {
      reason = "\(error)"
    }
    throw .corrupt(
      reason: "The last checkpoint of the record, of \(stored.size) events, is none of it. "
        + escaped(reason))
  }

  /// Hands the entries of a record to `body` with their leaf hashes, from the first to number
  /// `size`, in order, and returns the root over them.
  ///
  /// What is read is compared with the tiles and with the last checkpoint of the record. No
  /// transaction is open while `body` runs.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` or ``StoreError/corrupt(reason:)`` where they
  ///   differ; what `body` throws.
  @discardableResult
  public func forEachLeaf(
    upTo size: Int, _ body: (EntryBytes, Hash) throws -> Void
  ) throws -> Hash {
    var check = try ReadingCheck(self)
    while check.size < size {
      let next = check.size + 1
      let batch = try bytes(next...min(size, next + Self.foldedAtOnce - 1))
      guard !batch.isEmpty else { throw StoreError.damaged(seq: next, reason: "it is missing") }
      for entry in batch {
        guard entry.seq == check.size + 1 else {
          throw StoreError.damaged(seq: check.size + 1, reason: "it is missing")
        }
        let leaf = Hash.leaf(of: entry.bytes)
        try check.take(leaf)
        try body(entry, leaf)
      }
    }
    let root = check.root
    try check.finish()
    return root
  }

  /// Hands the bytes of a record's entries to `body`, from the first to number `size`, in order, as
  /// ``forEachLeaf(upTo:_:)`` does.
  public func forEach(upTo size: Int, _ body: (EntryBytes) throws -> Void) throws {
    try forEachLeaf(upTo: size) { entry, _ in try body(entry) }
  }

  /// Reads the entries from the first to number `size`, to see that a report can be made from them.
  ///
  /// - Throws: As ``forEachLeaf(upTo:_:)``.
  public func check(upTo size: Int) throws { try forEachLeaf(upTo: size) { _, _ in } }

  /// Hands the entries of a record to `body`, some at a time, from the first to number `size`, as
  /// ``forEachLeaf(upTo:_:)`` does.
  ///
  /// - Returns: A reader of the same entries, which gives none that is another one when it is read
  ///   again.
  @discardableResult
  public func forEachBatch(
    upTo size: Int, _ body: (LeafBatch) throws(StoreError) -> Void
  ) throws(StoreError) -> ReadAgain {
    var batch = LeafBatch()
    var check = try ReadingCheck(self)
    var marks: [Int] = []
    while batch.next <= size {
      let first = batch.next
      try read(first...min(size, first + Self.foldedAtOnce - 1), into: &batch)
      guard batch.count > 0 else { throw .damaged(seq: first, reason: "it is missing") }
      batch.hash()
      for leaf in batch.hashes {
        marks.append(leaf.hashValue)
        try check.take(leaf)
      }
      try body(batch)
    }
    let root = check.root
    try check.finish()
    return ReadAgain(reader: self, marks: marks, root: root)
  }
}
