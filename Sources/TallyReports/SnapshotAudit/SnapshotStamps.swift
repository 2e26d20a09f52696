internal import Tallystick
internal import TransparencyLog

/// The answers of time-stamping authorities in a snapshot: each must be of its checkpoint.
///
/// Whether an authority signed them is not looked at here: no authority is vouched for.
enum SnapshotStamps {
  /// Reads them where there are any, and notes what is wrong with them.
  static func check(_ head: Checkpoint, _ reading: inout SnapshotReading) throws {
    for path in reading.files.sorted() where SnapshotFile.isStamp(path) {
      guard let bytes = try reading.bytes(of: path, limit: Timestamp.maxByteCount) else { continue }
      do {
        _ = try Timestamp(bytes, over: head.text)
      } catch {
        reading.add(Finding(.fileAltered, in: path, "it is no stamp of this checkpoint: \(error)"))
      }
    }
  }
}
