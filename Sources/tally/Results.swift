internal import Synchronization
internal import Tallystick

/// Rows that several threads looked at, put together in their order.
final class Results: Sendable {
  private let parts: Mutex<[[CheckedRow]]>

  init(count: Int) { parts = Mutex(Array(repeating: [], count: count)) }

  func set(_ rows: [CheckedRow], at place: Int) { parts.withLock { $0[place] = rows } }

  /// All rows, in order.
  var all: [CheckedRow] {
    let parts = parts.withLock { $0 }
    return parts.count == 1 ? parts[0] : parts.flatMap { $0 }
  }
}
