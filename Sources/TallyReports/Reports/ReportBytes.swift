internal import Tallystick

/// How a report is written for other programs.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// The stable JSON form: one line of canonical JSON, with its line feed.
  case json
  /// RFC 4180 CSV, with a first line of names.
  case csv
}

extension Report {
  /// Hands the bytes of the report to `take`, the same wherever it is given out: by the program and by a
  /// site.
  ///
  /// A list is handed on line by line, some at a time, and never held as a whole. With `withRules` the
  /// JSON form has the rules too by which it was worked out; CSV holds one table and never does.
  ///
  /// - Throws: What `take` throws.
  public func write(
    as format: ReportFormat, withRules: Bool = false, to take: ([UInt8]) throws -> Void
  ) rethrows {
    let rules: JSONObject? = withRules ? Rules.json(rules) : nil
    let rows = (self as? any ListReport)?.rows
    switch (format, rows) {
    case (.json, let rows?): try rows.writeJSON(cut: cut, rules: rules, take)
    case (.csv, let rows?): try rows.writeCSV(take)
    case (.json, nil):
      var object = json
      if let rules { object["rules"] = .object(rules) }
      try take(object.line)
    case (.csv, nil): try take(Array(table.csv.utf8))
    }
  }

  /// The bytes of the report as a whole.
  public func bytes(as format: ReportFormat, withRules: Bool = false) -> [UInt8] {
    var bytes: [UInt8] = []
    write(as: format, withRules: withRules) { bytes += $0 }
    return bytes
  }
}
