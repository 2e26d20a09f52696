/// How a report is written for other programs.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// The stable JSON form: one line of canonical JSON, with its line feed.
  case json
  /// RFC 4180 CSV, with a first line of names.
  case csv
}

extension Report {
  /// The bytes of the report, the same wherever it is given out: by the program and by a site.
  ///
  /// With `withRules` the JSON form has the rules too by which it was worked out; CSV holds one table
  /// and never does.
  public func bytes(as format: ReportFormat, withRules: Bool = false) -> [UInt8] {
    switch format {
    case .json:
      var object = json
      if withRules { object["rules"] = .object(Rules.json(rules)) }
      return object.line
    case .csv: return Array(table.csv.utf8)
    }
  }
}
