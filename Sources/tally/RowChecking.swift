internal import Dispatch
internal import Tallystick

/// Looks at rows by themselves, on all cores.
enum RowChecking {
  static func check(_ rows: [AuditRow]) -> [CheckedRow] {
    guard rows.count >= 256 else { return rows.map { CheckedRow($0) } }
    let chunk = 128
    let count = (rows.count + chunk - 1) / chunk
    let results = Results(count: count)
    DispatchQueue.concurrentPerform(iterations: count) { place in
      let part = rows[place * chunk..<min(rows.count, (place + 1) * chunk)]
      results.set(part.map { CheckedRow($0) }, at: place)
    }
    return results.all
  }

  /// Begins to look at rows on other cores, and gives what waits for the end of it.
  static func begin(_ rows: [AuditRow]) -> () -> [CheckedRow] {
    guard rows.count >= 256 else { return { rows.map { CheckedRow($0) } } }
    let results = Results(count: 1)
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) { results.set(check(rows), at: 0) }
    return {
      group.wait()
      return results.all
    }
  }
}
