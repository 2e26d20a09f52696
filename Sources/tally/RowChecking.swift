internal import Dispatch
internal import Tallystick

/// Looks at rows by themselves, on all cores.
enum RowChecking {
  static func check(_ rows: [AuditRow]) -> [CheckedRow] {
    share(rows.count) { part in rows[part].map { CheckedRow($0) } }
  }

  /// Looks at rows in parts, which are shared out.
  private static func share(
    _ rows: Int, _ check: @Sendable (Range<Int>) -> [CheckedRow]
  ) -> [CheckedRow] {
    guard rows >= 256 else { return check(0..<rows) }
    let chunk = 128
    let count = (rows + chunk - 1) / chunk
    let results = Results(count: count)
    DispatchQueue.concurrentPerform(iterations: count) { place in
      results.set(check(place * chunk..<min(rows, (place + 1) * chunk)), at: place)
    }
    return results.all
  }

  /// Begins to look at rows on other cores, and gives what waits for the end of it.
  static func begin(_ rows: AuditRows) -> () -> [CheckedRow] {
    guard rows.count >= 256 else { return { rows.checked(rows.indices) } }
    let results = Results(count: 1)
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) {
      results.set(share(rows.count) { rows.checked($0) }, at: 0)
    }
    return {
      group.wait()
      return results.all
    }
  }
}
