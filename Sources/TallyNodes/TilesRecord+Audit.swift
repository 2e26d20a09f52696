package import Tallystick
internal import TransparencyLog

/// The files of a log as a record that is audited: its bundles are the rows, and its tiles the tiles.
extension TilesRecord: AuditableRecord {
  /// None: files have no tables.
  package func schemaFindings() throws -> [Finding] { [] }

  /// What is wrong with single files, those apart of which the rest of an audit tells: partial tiles,
  /// and files that are of no log.
  package func fileFindings() throws -> [Finding] {
    var findings: [Finding] = []
    let size = head.checkpoint.size
    let paths = Set(try folder.files(limit: TilesRecord.mostFiles))
    if paths.count >= TilesRecord.mostFiles {
      findings.append(Finding(.fileUnexpected, "the folder holds too many files"))
    }
    for path in paths.sorted() {
      if let finding = try finding(on: path, size: size) { findings.append(finding) }
    }
    // Of full ones the rest of an audit tells.
    let edge =
      TileID.tiles(ofSize: size).filter { !$0.isFull }.map(\.path)
      + EntryBundleID.bundles(ofSize: size).map(\.path)
    for path in edge where !paths.contains(path) {
      findings.append(Finding(.fileMissing, in: path, "it is not there"))
    }
    return findings
  }

  /// The most files that are looked at.
  private static let mostFiles = 10_000_000

  /// What is wrong with one file.
  private func finding(on path: String, size: Int) throws -> Finding? {
    if let id = try? EntryBundleID(path: path) { return try finding(on: id, size) }
    guard let id = try? TileID(path: path) else {
      // What lies beside the log is for nobody here to judge: a site has its pages there.
      return path.hasPrefix("tile/")
        ? Finding(.fileUnexpected, in: path, "no log has such a file") : nil
    }
    // What lies beyond the checkpoint was left by a run that was broken off, and is not believed.
    guard !id.isFull, TileID.width(level: id.level, index: id.index, size: size) >= id.width else {
      return nil
    }
    let bytes = try folder.read(id.path, limit: TileID.fullWidth * Hash.byteCount)
    return bytes == (try? tile(fromBelow: id))?.bytes
      ? nil : Finding(.tileAltered, in: path, "it is not what its entries give")
  }

  /// A tile made of what lies below it: the entries, or the full tiles of the level under it.
  private func tile(fromBelow id: TileID) throws -> Tile? {
    let first = id.index * TileID.fullWidth
    let places = first..<first + id.width
    let hashes =
      id.level == 0
      ? try bytes(first + 1...first + id.width).map { Hash.leaf(of: $0.bytes) }
      : try places.compactMap { try tile(level: id.level - 1, index: $0)?.root }
    return hashes.count == id.width ? Tile(hashes: hashes) : nil
  }

  /// What is wrong with a bundle, whose entries are for the rest of an audit.
  private func finding(on id: EntryBundleID, _ size: Int) throws -> Finding? {
    let width = TileID.width(level: 0, index: id.index, size: size)
    guard width >= id.width else { return nil }
    guard let bytes = try folder.read(id.path, limit: TilesRecord.longestBundle),
      let bundle = try? EntryBundle(bytes: bytes, width: id.width)
    else { return Finding(.fileAltered, in: id.path, "it is no bundle of \(id.width) entries") }
    guard id.width < width else { return nil }
    let first = id.index * TileID.fullWidth + 1
    let held = try? self.bytes(first...first + id.width - 1).map(\.bytes)
    return held == bundle.entries
      ? nil : Finding(.fileAltered, in: id.path, "it is not the beginning of the bundle after it")
  }

  /// At most `limit` entries after a seq, or rather those up to the end of a bundle; those of a bundle
  /// that cannot be read are left out.
  package func rows(after seq: Int?, limit: Int) throws -> AuditRows {
    let size = head.checkpoint.size
    var next = max((seq ?? 0) + 1, 1)
    while next <= size {
      let last = min((next + TileID.fullWidth - 1) / TileID.fullWidth * TileID.fullWidth, size)
      do {
        let found = try bytes(next...min(last, next + max(limit, 1) - 1))
        return AuditRows(found.map { AuditRow(seq: $0.seq, bytes: $0.bytes) })
      } catch {
        guard case .damaged = error else { throw error }
        next = last + 1
      }
    }
    return AuditRows()
  }

  /// The tile in a file, as it is.
  package func rawTile(level: Int, index: Int) throws -> AuditTile? {
    let id = TileID(level: level, index: index)
    guard let bytes = try folder.read(id.path, limit: TileID.fullWidth * Hash.byteCount) else {
      return nil
    }
    let root = (try? Tile(bytes: bytes, width: TileID.fullWidth))?.root
    return AuditTile(root: root?.bytes, hashes: bytes)
  }

  /// None: a tile too many was left by a run that was broken off, and one too few is missed anyway.
  package func tilePlaces() throws -> [AuditTile.Place] { [] }

  /// None: files have no indexes.
  package func forEachKey(
    of index: AuditIndex, _ body: (AuditIndex.Key?) throws -> Bool
  ) throws {}
}
