public import Tallystick
internal import TransparencyLog

extension KeptCheckpoint {
  /// Reads the leaf hashes from the tiles of the snapshot in which the checkpoint lies
  /// (``KeptCheckpoint/readLeaves(_:)``).
  ///
  /// - Throws: What reading the files throws.
  /// - Complexity: O(*n*) hashes.
  public mutating func readLeaves(from folder: any SnapshotFolder) throws {
    try readLeaves { id in
      let count = id.width * Hash.byteCount
      guard let file = try folder.open(id.path), file.count == count else { return nil }
      return try file.read(count, at: 0)
    }
  }
}
