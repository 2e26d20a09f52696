import Synchronization
package import Tallystick
package import TransparencyLog

/// A record that is read from the files of its log (C2SP tlog-tiles): a mirror, a published site, or
/// a snapshot.
///
/// It holds what its checkpoint covers, and looks at the checkpoint anew whenever it is asked where it
/// ends. What it gives is compared with the checkpoint by whoever reads it through, as of every record.
/// It has no index: the first look-up by an id, a label or a type reads all entries once, and keeps
/// some 100 bytes for each.
package final class TilesRecord: RecordReader {
  /// The name of the record, as its checkpoint signs it.
  package let origin: String

  /// None: no file of a log tells of one.
  package let testClock: Instant? = nil

  /// The key that signs its checkpoints.
  package let key: VerifierKey

  let folder: LogFolder
  private let state: Mutex<State>

  private struct State {
    var head: Head
    var bundle: (id: EntryBundleID, entries: [[UInt8]])?
    var index = TilesIndex()
  }

  /// A checkpoint that was opened.
  struct Head {
    let checkpoint: Checkpoint
    let note: [UInt8]
  }

  /// Opens a folder that holds a checkpoint, and the key that signed it in `log.vkey`.
  ///
  /// Nothing says that the key is the right one.
  ///
  /// - Throws: `StoreError.unusable` where there is no such folder, `StoreError.corrupt` where the
  ///   checkpoint is none, or not of that key.
  package init(_ path: String) throws(StoreError) {
    let folder = try LogFolder(path)
    guard let line = try folder.read(MirrorFile.verifierKey.rawValue, limit: 4096),
      let key = VerifierKey(line: line)
    else {
      throw .unusable(
        reason: "\(escaped(path)) holds no verifier key of a log (log.vkey).",
        advice: "Name the folder of a mirror, a site or a snapshot, or a record.")
    }
    let head = try TilesRecord.head(in: folder, key)
    self.folder = folder
    self.key = key
    origin = head.checkpoint.origin.text
    state = Mutex(State(head: head))
  }

  /// Whether a path is that of a folder that holds a checkpoint.
  package static func isLog(_ path: String) -> Bool {
    guard let folder = try? LogFolder(path) else { return false }
    return (try? folder.read(MirrorFile.checkpoint.rawValue, limit: SignedCheckpoint.maxByteCount))
      != nil
  }

  private static func head(in folder: LogFolder, _ key: VerifierKey) throws(StoreError) -> Head {
    guard
      let note = try folder.read(
        MirrorFile.checkpoint.rawValue, limit: SignedCheckpoint.maxByteCount)
    else {
      throw .unusable(
        reason: "\(escaped(folder.path)) holds no checkpoint.",
        advice: "Name the folder of a mirror, a site or a snapshot, or a record.")
    }
    do {
      return Head(checkpoint: try SignedCheckpoint(opening: note, with: key).checkpoint, note: note)
    } catch {
      throw .corrupt(
        reason: "The checkpoint of \(escaped(folder.path)) is not good. "
          + escaped(error.description))
    }
  }
}

extension VerifierKey {
  /// Reads a file of one line; nil where that is no key.
  package init?(line: [UInt8]) {
    let text = line.last == UInt8(ascii: "\n") ? line.dropLast() : line[...]
    guard let key = try? VerifierKey(parsing: String(decoding: text, as: UTF8.self)) else {
      return nil
    }
    self = key
  }
}

extension TilesRecord {
  /// The number of entries that the checkpoint covers now, and the time of the last.
  package func end() throws(StoreError) -> LogEnd {
    let head = try TilesRecord.head(in: folder, key)
    let size = head.checkpoint.size
    state.withLock { $0.head = head }
    guard size > 0 else { return LogEnd(size: 0, recorded: nil) }
    return LogEnd(size: size, recorded: try entries(size...size).first?.recorded)
  }

  /// The checkpoint that the record was opened with, or that was seen last.
  var head: Head { state.withLock { $0.head } }

  /// The entries with seqs in `range`, in order.
  package func entries(_ range: ClosedRange<Int>) throws(StoreError) -> [StoredEntry] {
    try bytes(range).map { entry throws(StoreError) in
      try StoredEntry(seq: entry.seq, bytes: entry.bytes)
    }
  }

  /// The bytes of the entries with seqs in `range`, in order.
  package func bytes(_ range: ClosedRange<Int>) throws(StoreError) -> [EntryBytes] {
    try state.withLock { state throws(StoreError) in
      let size = state.head.checkpoint.size
      let first = max(range.lowerBound, 1)
      guard first <= size else { return [] }
      let last = min(range.upperBound, size, first + Self.batchSize - 1)
      var found: [EntryBytes] = []
      var seq = first
      while seq <= last {
        let index = (seq - 1) / TileID.fullWidth
        let entries = try bundle(index, &state)
        let start = index * TileID.fullWidth + 1
        guard seq - start < entries.count else {
          throw .damaged(seq: seq, reason: "the bundle of entries over it is too short")
        }
        for place in seq - start..<min(entries.count, last - start + 1) {
          found.append(EntryBytes(seq: start + place, bytes: entries[place]))
        }
        seq = start + entries.count
      }
      return found
    }
  }

  /// The entries of a bundle: the one of this size of the log, or one that holds more.
  private func bundle(_ index: Int, _ state: inout State) throws(StoreError) -> [[UInt8]] {
    let width = TileID.width(level: 0, index: index, size: state.head.checkpoint.size)
    if let held = state.bundle, held.id.index == index, held.id.width >= width {
      return held.entries
    }
    let widths = width == TileID.fullWidth ? [width] : [width, TileID.fullWidth]
    for width in widths {
      let id = EntryBundleID(index: index, width: width)
      guard let bytes = try folder.read(id.path, limit: TilesRecord.longestBundle) else { continue }
      do {
        let entries = try EntryBundle(bytes: bytes, width: width).entries
        state.bundle = (id, entries)
        return entries
      } catch {
        throw .damaged(
          seq: index * TileID.fullWidth + 1, reason: "\(id.path) is no bundle of entries: \(error)")
      }
    }
    // A mirror may have gone on meanwhile, and taken away what only its older checkpoint needed.
    let head = try TilesRecord.head(in: folder, key)
    guard head.checkpoint.size > state.head.checkpoint.size else {
      throw .damaged(
        seq: index * TileID.fullWidth + 1,
        reason: "\(EntryBundleID(index: index, width: width).path) is missing")
    }
    state.head = head
    return try bundle(index, &state)
  }

  /// The most bytes of a bundle.
  static let longestBundle = TileID.fullWidth * (EntryBundle.maxEntryByteCount + 2)
}

extension TilesRecord {
  /// The verifier key of the record's checkpoints.
  package func verifierKey() throws(StoreError) -> String? { key.description }

  /// The checkpoint, the only one that the files of a log hold.
  package func checkpoints() throws(StoreError) -> [StoredCheckpoint] {
    let head = head
    return [StoredCheckpoint(size: head.checkpoint.size, note: head.note)]
  }

  /// The full tile at this place.
  package func tile(level: Int, index: Int) throws(StoreError) -> StoredTile? {
    guard (0...7).contains(level), (0..<1 << 54).contains(index) else { return nil }
    let size = head.checkpoint.size
    guard TileID.width(level: level, index: index, size: size) == TileID.fullWidth,
      let tile = try tile(TileID(level: level, index: index))
    else { return nil }
    return StoredTile(level: level, index: index, root: tile.root, hashes: tile.hashes)
  }

  /// The roots of the full tiles of one level with these indexes: they stand in the tiles above.
  package func tileRoots(level: Int, _ indexes: Range<Int>) throws(StoreError) -> [Hash] {
    guard (0...6).contains(level) else { return [] }
    let size = head.checkpoint.size
    let indexes = indexes.clamped(to: 0..<size >> (TileID.height * (level + 1)))
    var roots: [Hash] = []
    while roots.count < indexes.count {
      let next = indexes.lowerBound + roots.count
      let above = next / TileID.fullWidth
      let width = TileID.width(level: level + 1, index: above, size: size)
      guard let tile = try tile(TileID(level: level + 1, index: above, width: width)) else {
        return roots
      }
      let first = above * TileID.fullWidth
      roots += tile.hashes[(next - first)..<min(width, indexes.upperBound - first)]
    }
    return roots
  }

  /// A tile as it stands in its file, or the beginning of the full one; nil where neither is there.
  private func tile(_ id: TileID) throws(StoreError) -> Tile? {
    let limit = TileID.fullWidth * Hash.byteCount
    let full = TileID(level: id.level, index: id.index)
    for one in id.isFull ? [id] : [id, full] {
      guard let bytes = try folder.read(one.path, limit: limit) else { continue }
      do {
        return Tile(hashes: Array(try Tile(bytes: bytes, width: one.width).hashes.prefix(id.width)))
      } catch {
        let leaves = TileID.fullWidth << (TileID.height * id.level)
        throw .damaged(
          seq: id.index * leaves + 1, reason: "\(one.path) over it is no tile: \(error)")
      }
    }
    return nil
  }
}

extension TilesRecord {
  /// What `body` finds in the index of all entries, which is made where it is not there yet.
  private func look<Found>(
    _ body: (TilesIndex) throws(StoreError) -> Found
  ) throws(StoreError) -> Found {
    var index = state.withLock { $0.index }
    let size = head.checkpoint.size
    while index.size < size {
      for entry in try entries(index.size + 1...min(size, index.size + 1_000)) { index.add(entry) }
    }
    state.withLock { [index] in $0.index = index }
    return try body(index)
  }

  private func entries(at seqs: some Sequence<Int>) throws(StoreError) -> [StoredEntry] {
    var found: [StoredEntry] = []
    for seq in seqs { found += try entries(seq...seq) }
    return found
  }

  /// The entry with this id.
  package func entry(id: EventID) throws(StoreError) -> StoredEntry? {
    try entries(at: [try look { $0.ids[id] }].compactMap { $0 }).first
  }

  /// The entry with this label.
  package func entry(label: String) throws(StoreError) -> StoredEntry? {
    try entries(at: [try look { $0.labels[label] }].compactMap { $0 }).first
  }

  /// At most `limit` entries whose id begins with `prefix`, in the order of ids.
  package func entries(idPrefix prefix: String, limit: Int) throws(StoreError) -> [StoredEntry] {
    let found = try look { index in
      index.ids.filter { $0.key.description.hasPrefix(prefix) }.sorted { $0.key < $1.key }
    }
    return try entries(at: found.prefix(max(limit, 0)).map(\.value))
  }

  /// At most `limit` entries whose label begins with `prefix`, in the order of labels.
  package func entries(labelPrefix prefix: String, limit: Int) throws(StoreError) -> [StoredEntry] {
    let found = try look { index in
      index.labels.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
    }
    return try entries(at: found.prefix(max(limit, 0)).map(\.value))
  }

  /// All entries of one type, in order.
  package func entries(ofType type: EventType) throws(StoreError) -> [StoredEntry] {
    try entries(at: try look { $0.types[type.rawValue] ?? [] })
  }
}

/// Where entries stand, by what they are looked up by.
struct TilesIndex {
  private(set) var size = 0
  private(set) var ids: [EventID: Int] = [:]
  private(set) var labels: [String: Int] = [:]
  private(set) var types: [String: [Int]] = [:]

  /// Adds the next entry; of two with one id or label the first is found.
  mutating func add(_ entry: StoredEntry) {
    size = entry.seq
    if ids[entry.id] == nil { ids[entry.id] = entry.seq }
    if let label = entry.label, labels[label] == nil { labels[label] = entry.seq }
    types[entry.type, default: []].append(entry.seq)
  }
}

extension TilesRecord {
  /// The disclosures that a snapshot brings for its audience, by digest; none where it brings none.
  private func opened() throws(StoreError) -> [String: StoredDisclosure] {
    guard let bytes = try folder.read("disclosures.jsonl", limit: 1 << 28) else { return [:] }
    var found: [String: StoredDisclosure] = [:]
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      do {
        let one = StoredDisclosure(try Disclosure(line: Array(line)))
        found[one.digest] = one
      } catch {
        throw .corrupt(
          reason: "A line of disclosures.jsonl of \(escaped(folder.path)) opens nothing: \(error).")
      }
    }
    return found
  }

  /// The disclosure of this digest, where a snapshot brings it.
  package func disclosure(digest: String) throws(StoreError) -> StoredDisclosure? {
    try opened()[digest]
  }

  /// At most `limit` disclosures whose digests come after one, in the order of digests.
  package func disclosures(
    after digest: String?, limit: Int
  ) throws(StoreError) -> [StoredDisclosure] {
    let sorted = try opened().values.sorted { $0.digest < $1.digest }
    return Array(sorted.drop { one in digest.map { one.digest <= $0 } ?? false }.prefix(limit))
  }

  /// The digests of all disclosures that a snapshot brings.
  package func heldDigests() throws(StoreError) -> Set<String> { Set(try opened().keys) }

  /// None: no file of a log tells to whom a disclosure goes.
  package func audiences() throws(StoreError) -> [DisclosureAudience] { [] }
}
