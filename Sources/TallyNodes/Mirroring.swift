internal import Tallystick
package import TransparencyLog

/// Brings a mirror up to the checkpoint that its log shows: fetches what it lacks, checks the signature,
/// that the log extends what the mirror holds, and every hash, and replaces the checkpoint last.
///
/// Each file is checked before it is written, from the top of the tree down, so that what lies in the
/// mirror is right wherever a run was broken off; the next one goes on with it.
package struct Mirroring {
  private let source: any LogSource
  private let mirror: MirrorFolder
  private let key: VerifierKey

  /// Creates the mirroring of a log that a key signs.
  package init(_ source: any LogSource, to mirror: MirrorFolder, key: VerifierKey) {
    self.source = source
    self.mirror = mirror
    self.key = key
  }

  /// What came of it.
  package enum Outcome: Hashable, Sendable {
    /// The mirror reaches as far as the log: it had so many entries before, and has so many now.
    case current(before: Int, size: Int)

    /// The log shows an older state of the same history, such as a cache does.
    case older(served: Int, held: Int)
  }

  /// The checkpoint that a log shows, as the key signed it.
  ///
  /// - Throws: ``MirrorError``, and what fetching it throws.
  package static func served(
    by source: any LogSource, _ key: VerifierKey
  ) throws -> SignedCheckpoint {
    let name = MirrorFile.checkpoint.rawValue
    guard let note = try source.file(name, limit: SignedCheckpoint.maxByteCount) else {
      throw MirrorError.missing(name)
    }
    do {
      return try SignedCheckpoint(opening: note, with: key)
    } catch {
      throw MirrorError.badCheckpoint(escaped(error.description))
    }
  }

  /// Brings the mirror up to date.
  ///
  /// - Parameter progress: Is told how many entries are there, of how many.
  /// - Returns: How far the mirror and the log reach.
  /// - Throws: ``MirrorError``; what fetching and reading throws.
  package func run(progress: (Int, Int) -> Void = { _, _ in }) throws -> Outcome {
    let served = try Mirroring.served(by: source, key)
    let head = served.checkpoint
    let held = try held()
    if let held { try checkOwn(held.checkpoint) }
    if let held, head.size <= held.checkpoint.size {
      guard try root(ofHeld: head.size, held.checkpoint) == head.root else {
        throw try fork(held, served)
      }
      guard head.size == held.checkpoint.size else {
        return .older(served: head.size, held: held.checkpoint.size)
      }
    }
    let before = held?.checkpoint.size ?? 0
    if before < head.size {
      let edge = try edge(of: head, extending: held, served)
      try fill(head, after: before, edge, progress)
      try mirror.sync()
    }
    // Of two notes of one checkpoint that which more witnesses have signed is kept.
    let lines = held.map { before == head.size ? $0.note.signatures.count : 0 } ?? 0
    if served.note.signatures.count >= lines {
      try mirror.put(served.note.bytes, to: MirrorFile.checkpoint.rawValue)
      try mirror.sync()
    }
    tidy(before: before, size: head.size)
    return .current(before: before, size: head.size)
  }
}

extension Mirroring {
  /// The checkpoint that the mirror holds; nil in a new one.
  private func held() throws -> SignedCheckpoint? {
    let name = MirrorFile.checkpoint.rawValue
    guard let note = try mirror.folder.read(name, limit: SignedCheckpoint.maxByteCount) else {
      return nil
    }
    do {
      return try SignedCheckpoint(opening: note, with: key)
    } catch {
      throw MirrorError.ownDamage("its checkpoint is not good. \(escaped(error.description))")
    }
  }

  /// Sees that the tiles of the mirror lead to its own checkpoint.
  private func checkOwn(_ held: Checkpoint) throws {
    guard try root(ofHeld: held.size, held) == held.root else {
      throw MirrorError.ownDamage("its tiles do not lead to its checkpoint.")
    }
  }

  /// The root over the first entries that the mirror holds, by its tiles.
  private func root(ofHeld size: Int, _ held: Checkpoint) throws -> Hash {
    let tree = TileHashReader(size: held.size) { ids in
      try ids.map { id in
        guard let bytes = try mirror.folder.read(id.path, limit: Mirroring.longestTile) else {
          throw MirrorError.ownDamage("the file \(id.path) is missing.")
        }
        do {
          return try Tile(bytes: bytes, width: id.width)
        } catch {
          throw MirrorError.ownDamage("\(id.path) is no tile: \(error).")
        }
      }
    }
    return try MerkleTree.root(ofSize: size, from: tree)
  }

  /// Keeps two checkpoints that cannot both be of one history, and says so.
  private func fork(
    _ held: SignedCheckpoint, _ served: SignedCheckpoint
  ) throws -> MirrorError {
    let folder = MirrorFile.evidence
    for (name, note) in [("held", held), ("served", served)] {
      let mark = note.checkpoint.root.bytes.prefix(4).lowerHex
      try mirror.put(
        note.note.bytes, to: "\(folder)/\(name)-\(note.checkpoint.size)-\(mark).txt")
    }
    try mirror.sync()
    return .forked(
      held: held.checkpoint.size, served: served.checkpoint.size,
      evidence: "\(mirror.folder.path)/\(folder)")
  }

  /// The partial tiles at the right edge of the log, which lead to its root and to what is held.
  private func edge(
    of head: Checkpoint, extending held: SignedCheckpoint?, _ served: SignedCheckpoint
  ) throws -> [TileID: Tile] {
    let fetched = FetchedTiles(source)
    let tree = TileHashReader(size: head.size) { ids in try ids.map { try fetched.tile($0) } }
    guard try MerkleTree.root(ofSize: head.size, from: tree) == head.root else {
      throw MirrorError.wrong(
        file: MirrorFile.checkpoint.rawValue, reason: "the tiles do not lead to the root it signs")
    }
    if let old = held, old.checkpoint.size > 0 {
      let held = old.checkpoint
      let proof = try ConsistencyProof.prove(oldSize: held.size, size: head.size, from: tree)
      do {
        try proof.check(oldRoot: held.root, root: head.root)
      } catch {
        guard case .wrongRoot = error else { throw try fork(old, served) }
        throw MirrorError.wrong(
          file: MirrorFile.checkpoint.rawValue, reason: "the tiles prove no history of it")
      }
    }
    return fetched.tiles.filter { !$0.key.isFull }
  }

  /// The most bytes of a tile.
  static let longestTile = TileID.fullWidth * Hash.byteCount
}

/// Tiles that are fetched, each once.
private final class FetchedTiles {
  private let source: any LogSource
  private(set) var tiles: [TileID: Tile] = [:]

  init(_ source: any LogSource) { self.source = source }

  func tile(_ id: TileID) throws -> Tile {
    if let held = tiles[id] { return held }
    let tile = try Mirroring.fetch(id, from: source)
    tiles[id] = tile
    return tile
  }
}

extension Mirroring {
  /// Fetches a tile; of a partial one that is no longer there the beginning of the full one.
  fileprivate static func fetch(_ id: TileID, from source: any LogSource) throws -> Tile {
    let full = TileID(level: id.level, index: id.index)
    for one in id.isFull ? [id] : [id, full] {
      guard let bytes = try source.file(one.path, limit: longestTile) else { continue }
      do {
        return Tile(hashes: Array(try Tile(bytes: bytes, width: one.width).hashes.prefix(id.width)))
      } catch {
        throw MirrorError.wrong(file: one.path, reason: "\(error)")
      }
    }
    throw MirrorError.missing(id.path)
  }

  /// Fetches and writes what the mirror lacks, each level of the tree after the one above it.
  private func fill(
    _ head: Checkpoint, after before: Int, _ edge: [TileID: Tile], _ progress: (Int, Int) -> Void
  ) throws {
    var above: [Int: Tile] = [:]
    let top = TileID.tiles(ofSize: head.size).last?.level ?? 0
    for level in (0...top).reversed() {
      let first = (before >> (TileID.height * level)) / TileID.fullWidth
      let hashes = head.size >> (TileID.height * level)
      var row: [Int: Tile] = [:]
      for index in first..<(hashes + TileID.fullWidth - 1) / TileID.fullWidth {
        let id = TileID(
          level: level, index: index,
          width: TileID.width(level: level, index: index, size: head.size))
        let tile = try tile(id, edge, above)
        if level > 0 {
          row[index] = tile
        } else {
          try take(EntryBundleID(index: index, width: id.width), tile)
          progress(min((index + 1) * TileID.fullWidth, head.size), head.size)
        }
      }
      above = row
    }
  }

  /// A tile that leads to the one above it, or stands at the right edge: the one in the mirror where
  /// that does, else one that is fetched and written.
  private func tile(_ id: TileID, _ edge: [TileID: Tile], _ above: [Int: Tile]) throws -> Tile {
    if !id.isFull {
      guard let tile = edge[id] else { throw MirrorError.missing(id.path) }
      try mirror.put(tile.bytes, to: id.path)
      return tile
    }
    let parent = above[id.index / TileID.fullWidth]?.hashes ?? []
    let place = id.index % TileID.fullWidth
    guard parent.indices.contains(place) else { throw MirrorError.missing(id.path) }
    if let bytes = try? mirror.folder.read(id.path, limit: Mirroring.longestTile),
      let held = try? Tile(bytes: bytes, width: id.width), held.root == parent[place]
    {
      return held
    }
    let tile = try Mirroring.fetch(id, from: source)
    guard tile.root == parent[place] else {
      throw MirrorError.wrong(file: id.path, reason: "it does not lead to the tile above it")
    }
    try mirror.put(tile.bytes, to: id.path)
    return tile
  }

  /// Takes a bundle whose entries are those of a tile.
  private func take(_ id: EntryBundleID, _ tile: Tile) throws {
    let limit = TilesRecord.longestBundle
    if let bytes = try? mirror.folder.read(id.path, limit: limit),
      let held = try? EntryBundle(bytes: bytes, width: id.width), held.leafHashes == tile.hashes
    {
      return
    }
    let bundle = try bundle(id)
    let leaves = bundle.leafHashes
    guard leaves == tile.hashes else {
      let place = leaves.indices.first { leaves[$0] != tile.hashes[$0] } ?? 0
      throw MirrorError.wrong(
        file: id.path,
        reason:
          "#\(id.index * TileID.fullWidth + place + 1) in it is not the event that the tile holds")
    }
    try mirror.put(bundle.bytes, to: id.path)
  }

  private func bundle(_ id: EntryBundleID) throws -> EntryBundle {
    let full = EntryBundleID(index: id.index)
    for one in id == full ? [id] : [id, full] {
      guard let bytes = try source.file(one.path, limit: TilesRecord.longestBundle) else {
        continue
      }
      do {
        let bundle = try EntryBundle(bytes: bytes, width: one.width)
        return id == one ? bundle : try EntryBundle(entries: Array(bundle.entries.prefix(id.width)))
      } catch {
        throw MirrorError.wrong(file: one.path, reason: "\(error)")
      }
    }
    throw MirrorError.missing(id.path)
  }

  /// Removes the partial files that neither this checkpoint nor the one before it needs.
  private func tidy(before: Int, size: Int) {
    let kept = Set(Mirroring.partials(of: before) + Mirroring.partials(of: size))
    for path in Mirroring.partials(of: before) {
      let isFilled = Mirroring.isFull(path, in: size)
      mirror.removePartials(of: path, keeping: isFilled ? [] : kept)
    }
  }

  /// The paths of the partial files of a log.
  private static func partials(of size: Int) -> [String] {
    var paths: [String] = []
    var level = 0
    while size >> (TileID.height * level) > 0 {
      let hashes = size >> (TileID.height * level)
      let (index, width) = (hashes / TileID.fullWidth, hashes % TileID.fullWidth)
      if width > 0 {
        paths.append(TileID(level: level, index: index, width: width).path)
        if level == 0 { paths.append(EntryBundleID(index: index, width: width).path) }
      }
      level += 1
    }
    return paths
  }

  /// Whether the file of which this is a part is full in a log of this size.
  private static func isFull(_ path: String, in size: Int) -> Bool {
    if let id = try? TileID(path: path) {
      return TileID.width(level: id.level, index: id.index, size: size) == TileID.fullWidth
    }
    guard let id = try? EntryBundleID(path: path) else { return false }
    return TileID.width(level: 0, index: id.index, size: size) == TileID.fullWidth
  }
}
