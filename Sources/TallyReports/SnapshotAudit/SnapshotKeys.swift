internal import Tallystick
internal import TransparencyLog

/// The log's key and checkpoint in a snapshot.
struct SnapshotKeys {
  /// The key under which the snapshot is checked: the vouched one, else its own.
  let key: VerifierKey?

  /// The checkpoint; nil where its signature is not good.
  let head: SignedCheckpoint?

  /// Reads both, and notes what is wrong with them.
  init(_ reading: inout SnapshotReading, vouched: VerifierKey?) throws {
    let own = try SnapshotKeys.own(&reading)
    if let vouched, let own, own != vouched {
      reading.add(
        Finding(
          .foreignKey, in: SnapshotFile.verifierKey.path,
          "it is the key \(own.identity), not \(vouched.identity)"))
    }
    key = vouched ?? own
    head = try SnapshotKeys.head(&reading, key: key)
  }

  private static func own(_ reading: inout SnapshotReading) throws -> VerifierKey? {
    let path = SnapshotFile.verifierKey.path
    guard let bytes = try reading.bytes(of: path, limit: 4096) else { return nil }
    guard let text = String(validating: bytes.dropLast(), as: UTF8.self),
      let key = try? VerifierKey(parsing: text), bytes == Array("\(key)\n".utf8)
    else {
      reading.add(Finding(.foreignKey, in: path, "it holds no verifier key on one line"))
      return nil
    }
    return key
  }

  private static func head(
    _ reading: inout SnapshotReading, key: VerifierKey?
  ) throws -> SignedCheckpoint? {
    let path = SnapshotFile.checkpoint.path
    guard let bytes = try reading.bytes(of: path, limit: SignedCheckpoint.maxByteCount) else {
      return nil
    }
    guard let key else {
      reading.add(Finding(.foreignKey, in: path, "there is no verifier key to check it with"))
      return nil
    }
    do {
      return try SignedCheckpoint(opening: bytes, with: key)
    } catch {
      reading.add(Finding(error.damage, in: path, escaped(error.description)))
      return nil
    }
  }
}
