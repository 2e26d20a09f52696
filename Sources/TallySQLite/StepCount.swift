import CTallySQLite
import Glibc

/// Counts the steps of SQLite's statements, and ends one that cannot come to an end.
///
/// A damaged file can lead a search in circles. What a record of its size needs is known well enough:
/// no statement of this program takes more than two steps for a byte of the file.
@safe final class StepCount {
  /// How many steps SQLite takes between two calls.
  private static let stride = 1_000_000

  /// How many a statement may take whatever the size of the file.
  private static let free = 20_000_000

  private let path: String
  private var count = 0

  init(path: String) { self.path = path }

  /// Counts from 0 again.
  func restart() { count = 0 }

  /// Has SQLite count on a connection, which must not outlive this object.
  func watch(_ connection: OpaquePointer?) {
    let this = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe sqlite3_progress_handler(
      connection, CInt(StepCount.stride),
      { this in
        guard let this = unsafe this else { return 0 }
        return unsafe Unmanaged<StepCount>.fromOpaque(this).takeUnretainedValue().isOver ? 1 : 0
      }, this)
  }

  private var isOver: Bool {
    count += StepCount.stride
    guard count > StepCount.free else { return false }
    var status = stat()
    let size = unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
    return count - StepCount.free > 2 * size
  }
}
