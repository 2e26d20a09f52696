import Tallystick
internal import TransparencyLog

extension SiteRecord {
  /// A file of the log: an entry, a proof, a tile or a bundle (C2SP tlog-tiles); nil where the log
  /// has none.
  ///
  /// - Throws: What reading the record throws.
  func logFile(_ path: SitePath) throws -> SiteAnswer? {
    switch path {
    case .entry(let seq):
      guard seq <= size, let entry = try reader.bytes(seq...seq).first else { return nil }
      return SiteAnswer(
        type: "application/json", bytes: entry.bytes, caching: .forever, isData: true)
    case .proof(let seq): return try proof(seq)
    case .tile(let id):
      guard holds(id.level, id.index, id.width) else { return nil }
      return log(try reader.tileBytes(id), isFull: id.isFull)
    case .bundle(let id):
      guard holds(0, id.index, id.width) else { return nil }
      let first = id.index * TileID.fullWidth
      let entries = try reader.bytes(first + 1...first + id.width).map(\.bytes)
      return log(try EntryBundle(entries: entries).bytes, isFull: id.width == TileID.fullWidth)
    default: return nil
    }
  }

  /// Whether a tree of this size has a tile at this place, of this width or a greater one.
  private func holds(_ level: Int, _ index: Int, _ width: Int) -> Bool {
    guard level < 8 else { return false }
    return TileID.width(level: level, index: index, size: size) >= width
  }

  private func log(_ bytes: [UInt8], isFull: Bool) -> SiteAnswer {
    SiteAnswer(
      type: "application/octet-stream", bytes: bytes, caching: isFull ? .forever : .partial,
      isData: true)
  }

  /// The proof of an entry by the first checkpoint that covers it, so that it stays as it is.
  private func proof(_ seq: Int) throws -> SiteAnswer? {
    guard seq > 0, let checkpoint = checkpoints.first(where: { $0.size >= seq }) else { return nil }
    let proof = try InclusionProof.prove(
      index: seq - 1, size: checkpoint.size, from: reader.tree(ofSize: checkpoint.size))
    let file = try TlogProof(
      index: proof.index, hashes: proof.hashes, checkpoint: SignedNote(parsing: checkpoint.note))
    return SiteAnswer(
      type: "text/plain; charset=utf-8", bytes: file.bytes, caching: .past, isData: true)
  }

  /// The entries, each by itself.
  package var entryPaths: [SitePath] { (0..<size).map { .entry($0 + 1) } }

  /// The tiles and bundles of the log of `size` entries.
  package static func logPaths(ofSize size: Int) -> [SitePath] {
    EntryBundleID.bundles(ofSize: size).map { .bundle($0) }
      + TileID.tiles(ofSize: size).map { .tile($0) }
  }
}
