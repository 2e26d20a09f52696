public import Tallystick

/// What is owed, performed and pending, as a report.
public struct ObligationsReport: ListReport {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The obligations.
  public let obligations: [Obligations.Line]

  /// The events that say of a deal that it renews another, and that have no effect.
  public let withoutEffect: [Int]

  /// Makes the report of a view, of all obligations or of those of which something may be owed.
  public init(_ view: View, onlyPending: Bool = false) {
    let found = view.obligations
    cut = view.cut
    obligations = found.lines.filter { !onlyPending || $0.isPending }
    withoutEffect = found.withoutEffect
  }

  /// Makes the report of what a record comes to, of all obligations or of those of which something may
  /// be owed.
  public init(_ outcome: Outcome, onlyPending: Bool = false) {
    cut = outcome.cut
    obligations = outcome.obligations.filter { !onlyPending || $0.isPending }
    withoutEffect = outcome.withoutEffect
  }

  /// Makes the report of obligations at a cut.
  public init(cut: ResolvedCut, _ obligations: Obligations) {
    self.cut = cut
    self.obligations = obligations.lines
    withoutEffect = obligations.withoutEffect
  }

  private init(cut: ResolvedCut, _ obligations: [Obligations.Line]) {
    self.cut = cut
    self.obligations = obligations
    withoutEffect = []
  }

  /// The obligations on the rows that are wanted.
  public func only(_ filter: RowFilter) -> Self {
    guard !filter.isOpen else { return self }
    return Self(cut: cut, obligations.filter { filter.takes($0.obligation) })
  }

  /// The rows, and the events that have no effect.
  public var fields: JSONObject { rows.fields }

  /// The rules on claims, handovers, obligations.
  public var rules: [Rule] { Rules.on(.claims, .handovers, .obligations) }

  /// One row for each obligation in each reading.
  public var table: Table { rows.table }

  var rows: ReportRows { ObligationsReport.rows(obligations, withoutEffect) }

  /// The rows of some obligations, and beside them the events that have no effect.
  static func rows(_ obligations: [Obligations.Line], _ withoutEffect: [Int]) -> ReportRows {
    ReportRows(
      [
        "agreement", "as_read_by", "debtor", "creditor", "what", "whose", "owed", "owed_min",
        "owed_max", "creditor_says_min", "creditor_says_max", "debtor_says_min",
        "debtor_says_max", "others_say_min", "others_say_max", "outlets_say_min",
        "outlets_say_max", "remaining_creditor_min", "remaining_creditor_max",
        "remaining_debtor_min", "remaining_debtor_max", "remaining_others_min",
        "remaining_others_max", "open", "open_min", "open_max", "about", "due", "due_in", "until",
        "renewed_by", "state", "since", "days_late", "assumed", "not_counted", "others_stated",
        "outlets_stated", "events",
      ], obligations,
      beside: withoutEffect.isEmpty ? [:] : ["without_effect": .seqs(withoutEffect)],
      json: { $0.json }, cells: { $0.cells })
  }
}

extension Obligations.Line {
  /// Whether something may still be owed.
  public var isPending: Bool {
    switch state {
    case .performed, .performedLate, .inExcess, .renewed, .ended: false
    default: true
    }
  }

  /// How many days it is from the day of the report to the last one on which it falls due; negative
  /// when that is past.
  public var dueIn: Int? { obligation.due?.latest.map { $0.number - day.number } }

  /// The JSON form (Exporting.md).
  package var json: JSONObject {
    var object: JSONObject = [
      "agreement": .string(agreement), "names": .array(names.map(JSONValue.string)),
      "when": .string(when.text), "until": .orNull(until?.text), "renews": .orNull(renews),
      "renewed_by": .orNull(renewedBy), "as_read_by": .array(readers.map(JSONValue.string)),
      "debtor": .string(obligation.debtor), "creditor": .string(obligation.creditor),
      "what": .array(obligation.what.map(JSONValue.string)), "whose": .orNull(obligation.whose),
      "owed": .object(obligation.count.json), "owed_number": owed.jsonOrNull,
      "due": .orNull(obligation.due?.text), "due_in": .orNull(dueIn),
      "creditor_says": .column(creditorSays), "debtor_says": .column(debtorSays),
      "others_say": .column(othersSay, listing: true),
      "outlets_say": .column(outletsSay, listing: true),
      "remaining": .object(remaining.json { .object($0.json) }),
      "open": open.map { .object($0.json) } ?? .null,
      "identified": .array(identified.map { .object($0.json) }), "state": .string(state.rawValue),
      "since": .orNull(since?.description), "days_late": .orNull(daysLate),
      "reading": .seqs(reading), "events": .seqs(seqs),
    ]
    object["owed_by"] = owedBy.map { .object($0.json { .object($0.json) }) }
    if !readingDenials.isEmpty {
      object["denials"] = .array(readingDenials.map { .object($0.json) })
    }
    object["assumed"] = .integer(Int64(assumed))
    object["not_counted"] = .array(
      notCounted.map { one in
        [
          "event": .integer(Int64(one.seq)), "side": .orNull(one.side), "why": .string(one.why),
          "count": one.count.map { .object($0.json) } ?? .null,
        ]
      })
    if !againstDates.isEmpty { object["against_dates"] = .seqs(againstDates) }
    return object
  }

  var cells: [Table.Cell] {
    let columns = [
      ("owed", owed), ("creditor_says", creditorSays?.bounds), ("debtor_says", debtorSays?.bounds),
      ("others_say", othersSay?.bounds), ("outlets_say", outletsSay?.bounds),
    ]
    let rests = [
      ("remaining_creditor", remaining.creditor), ("remaining_debtor", remaining.debtor),
      ("remaining_others", remaining.others),
    ]
    let about = columns + rests.map { ($0, $1?.bounds) } + [("open", open?.bounds)]
    let begin: [Table.Cell] = [
      .text(agreement), .text(readers.joined(separator: " ")), .text(obligation.debtor),
      .text(obligation.creditor), .text(obligation.what.joined(separator: " ")),
      .orNone(obligation.whose), .text(obligation.count.description),
    ]
    let numbers =
      columns.flatMap { Table.Cell.ends($1) } + rests.flatMap { $1?.ends ?? [.none, .none] }
      + [.orNone(open.map { Int64($0.handovers.count) })] + Table.Cell.ends(open?.bounds)
      + [.about(about)]
    let end: [Table.Cell] = [
      .orNone(obligation.due?.text), .orNone(dueIn.map { Int64($0) }), .orNone(until?.text),
      .orNone(renewedBy), .text(state.rawValue), .orNone(since?.description),
      .orNone(daysLate.map { Int64($0) }), .number(assumed),
      .seqs(notCounted.map(\.seq).distinct), .words((othersSay?.stated ?? []).map(\.words)),
      .words((outletsSay?.stated ?? []).map(\.words)), .seqs(seqs),
    ]
    return begin + numbers + end
  }
}

extension JSONValue {
  fileprivate static func orNull(_ number: Int?) -> JSONValue {
    number.map { .integer(Int64($0)) } ?? .null
  }

  /// What a column says; the totals of one that has many speakers are a list.
  fileprivate static func column(
    _ column: Obligations.Column?, listing: Bool = false
  ) -> JSONValue {
    column.map { .object($0.json(listing: listing)) } ?? .null
  }
}

extension Bounds? {
  fileprivate var jsonOrNull: JSONValue { map { .object($0.json) } ?? .null }
}

extension Obligations.ByParty {
  fileprivate func json(_ value: (Value) -> JSONValue) -> JSONObject {
    [
      "creditor": creditor.map(value) ?? .null, "debtor": debtor.map(value) ?? .null,
      "others": others.map(value) ?? .null,
    ]
  }
}

extension Obligations.Remaining {
  /// Its ends as they are printed; of a number that is only a part the upper one alone.
  fileprivate var ends: [Table.Cell] {
    isPartial ? [.none, .amount(bounds.high)] : Table.Cell.ends(bounds)
  }

  fileprivate var json: JSONObject {
    var object = bounds.json
    guard isPartial else { return object }
    object["min"] = nil
    if let ends = object["about"]?.object { object["about"] = ends["max"].map { ["max": $0] } }
    return object
  }
}

extension Obligations.Open {
  fileprivate var json: JSONObject {
    var object = bounds?.json ?? [:]
    object["handovers"] = .integer(Int64(handovers.count))
    object["events"] = .seqs(handovers.map(\.act).distinct)
    return object
  }
}

extension Obligations.Identification {
  fileprivate var json: JSONObject {
    [
      "event": .integer(Int64(seq)), "by": .orNull(by), "as": .string(identifiedAs),
      "count": count.map { .object($0.json) } ?? .null,
    ]
  }
}

extension Obligations.Column {
  fileprivate func json(listing: Bool) -> JSONObject {
    var object = bounds?.json ?? [:]
    object["sum"] = sum.jsonOrNull
    object["handovers"] = .integer(Int64(handovers))
    object["of"] = .integer(Int64(of))
    object["without_number"] = .integer(Int64(withoutNumber))
    object["assumed"] = .integer(Int64(assumed))
    object["events"] = .seqs(seqs)
    let totals = stated.map { JSONValue.object($0.json(listing: listing)) }
    if listing {
      object["stated"] = .array(totals)
    } else {
      object["stated"] = totals.first ?? .null
      if totals.count > 1 { object["stated_beside"] = .array(Array(totals.dropFirst())) }
    }
    if !missing.isEmpty { object["missing"] = .array(missing.map { .object($0.json) }) }
    return object
  }
}

extension Obligations.Column.Stated {
  fileprivate func json(listing: Bool) -> JSONObject {
    var object: JSONObject = [
      "event": .integer(Int64(seq)), "count": .object(count.json), "when": .orNull(when?.text),
    ]
    if listing { object["speaker"] = .string(speaker) }
    if !ties.isEmpty { object["ties"] = .seqs(ties) }
    if isAssumed { object["assumed"] = true }
    return object
  }
}

extension Obligations.Missing {
  fileprivate var json: JSONObject {
    var object = bounds.json
    object["from"] = .orNull(from?.description)
    object["to"] = .orNull(to?.description)
    object["entered"] = .object(entered.json)
    object["stated"] = .object(stated.json)
    object["events"] = .seqs(seqs)
    return object
  }
}
