/// What is owed, performed and pending, as a report.
public struct ObligationsReport: ListReport {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The obligations.
  public let obligations: [Obligations.Line]

  /// Makes the report of a view, of all obligations or of those of which something may be owed.
  public init(_ view: View, onlyPending: Bool = false) {
    cut = view.cut
    obligations = view.obligations.lines.filter { !onlyPending || $0.isPending }
  }

  /// The rows.
  public var fields: JSONObject { rows.fields }

  /// The rules on claims, handovers, obligations.
  public var rules: [Rule] { Rules.on(.claims, .handovers, .obligations) }

  /// One row for each obligation in each reading.
  public var table: Table { rows.table }

  var rows: ReportRows { ObligationsReport.rows(obligations) }

  /// The rows of some obligations.
  static func rows(_ obligations: [Obligations.Line]) -> ReportRows {
    ReportRows(
      [
        "agreement", "as_read_by", "debtor", "creditor", "what", "whose", "owed_min", "owed_max",
        "debtor_says_min", "debtor_says_max", "creditor_says_min", "creditor_says_max",
        "remaining_min", "remaining_max", "due", "state", "assumed", "events",
      ], obligations, json: { $0.json }, cells: { $0.cells })
  }
}

extension Obligations.Line {
  /// Whether something may still be owed.
  public var isPending: Bool { state != .performed && state != .inExcess }

  /// How many handovers count although nobody placed them under any agreement.
  public var assumed: Int { max(debtorSays?.assumed ?? 0, creditorSays?.assumed ?? 0) }

  var json: JSONObject {
    [
      "agreement": .string(agreement), "names": .array(names.map(JSONValue.string)),
      "when": .string(when.text), "as_read_by": .array(readers.map(JSONValue.string)),
      "debtor": .string(obligation.debtor), "creditor": .string(obligation.creditor),
      "what": .array(obligation.what.map(JSONValue.string)), "whose": .string(obligation.whose),
      "owed": .object(obligation.count.json), "due": .orNull(obligation.due?.text),
      "debtor_says": debtorSays.map { .object($0.json) } ?? .null,
      "creditor_says": creditorSays.map { .object($0.json) } ?? .null,
      "remaining": remaining.map { .object($0.json) } ?? .null,
      "state": .string(state.rawValue), "events": .seqs(seqs),
    ]
  }

  var cells: [Table.Cell] {
    let owed = obligation.count.bounds
    return [
      .text(agreement), .text(readers.joined(separator: " ")), .text(obligation.debtor),
      .text(obligation.creditor), .text(obligation.what.joined(separator: " ")),
      .text(obligation.whose), .orNone(owed?.min), .orNone(owed?.max),
      .orNone(debtorSays?.bounds?.min), .orNone(debtorSays?.bounds?.max),
      .orNone(creditorSays?.bounds?.min), .orNone(creditorSays?.bounds?.max),
      .orNone(remaining?.min), .orNone(remaining?.max), .orNone(obligation.due?.text),
      .text(state.rawValue), .number(assumed), .seqs(seqs),
    ]
  }
}

extension Obligations.Column {
  fileprivate var json: JSONObject {
    var object = bounds?.json ?? [:]
    object["handovers"] = .integer(Int64(handovers))
    object["assumed"] = .integer(Int64(assumed))
    object["events"] = .seqs(seqs)
    return object
  }
}
