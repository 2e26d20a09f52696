/// The totals as a report.
public struct TotalsReport: ListReport {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The totals.
  public let totals: Totals

  /// Makes the report of a view; with `what` given, of these rows only.
  public init(_ view: View, what: String? = nil) {
    self.init(cut: view.cut, view.totals, what: what)
  }

  /// Makes the report of totals at a cut; with `what` given, of these rows only.
  public init(cut: ResolvedCut, _ totals: Totals, what: String? = nil) {
    self.cut = cut
    self.totals = totals.only(what)
  }

  /// The rows, and the numbers for both ways together.
  public var fields: JSONObject { rows.fields }

  /// The rules on claims, handovers, totals.
  public var rules: [Rule] { Rules.on(.claims, .handovers, .totals) }

  /// One row for each line.
  public var table: Table { rows.table }

  var rows: ReportRows { TotalsReport.rows(totals) }

  /// The rows of some totals.
  static func rows(_ totals: Totals) -> ReportRows {
    ReportRows(
      [
        "what", "from", "to", "whose", "sender_min", "sender_max", "sender_basis",
        "sender_handovers", "sender_without_number", "receiver_min", "receiver_max",
        "receiver_basis", "receiver_handovers", "receiver_without_number", "handovers",
        "both_spoke", "confirmed", "contested_min", "contested_max", "net_gap", "absolute_gap",
        "events", "excluded", "stated_totals",
      ], totals.lines, beside: ["both_ways": .array(totals.together.map { .object($0.json) })],
      json: { $0.json }, cells: { $0.cells })
  }
}

extension Totals.Line {
  /// The JSON form (design §5).
  public var json: JSONObject {
    var object = row.json
    object["sender"] = sender.map { .object($0.json) } ?? .null
    object["receiver"] = receiver.map { .object($0.json) } ?? .null
    object["handovers"] = .integer(Int64(handovers))
    object["both_spoke"] = .integer(Int64(bothSpoke))
    object["confirmed"] = .orNull(confirmed)
    object["contested"] = contested.map { .object($0.json) } ?? .null
    object["net_gap"] = .orNull(netGap)
    object["absolute_gap"] = .orNull(absoluteGap)
    object["events"] = .seqs(seqs)
    object["event_count"] = .integer(Int64(eventCount))
    object["excluded"] = .array(
      excluded.map { ["event": .integer(Int64($0.seq)), "why": .string($0.why)] })
    object["stated_totals"] = .array(statedTotals.map { .object($0.json) })
    return object
  }

  var cells: [Table.Cell] {
    [.orNone(row.what), .orNone(row.from), .orNone(row.to), .orNone(row.whose)]
      + Totals.cells(sender) + Totals.cells(receiver)
      + [
        .number(handovers), .number(bothSpoke), .orNone(confirmed), .orNone(contested?.min),
        .orNone(contested?.max), .orNone(netGap), .orNone(absoluteGap), .seqs(seqs),
        .orNone(excluded.isEmpty ? nil : excluded.map(\.words).joined(separator: "; ")),
        .orNone(statedTotals.isEmpty ? nil : statedTotals.map(\.words).joined(separator: "; ")),
      ]
  }
}

extension Totals.Excluded {
  /// `#7 implausible`.
  public var words: String { "#\(seq) \(why)" }
}

extension Totals {
  fileprivate static func cells(_ column: Column?) -> [Table.Cell] {
    guard let column else { return [.none, .none, .none, .none, .none] }
    return [
      .orNone(column.bounds?.min), .orNone(column.bounds?.max), .text(column.basis.rawValue),
      .number(column.handovers), .number(column.withoutNumber),
    ]
  }
}

extension Totals.Column {
  fileprivate var json: JSONObject {
    var object = bounds?.json ?? [:]
    object["basis"] = .string(basis.rawValue)
    object["handovers"] = .integer(Int64(handovers))
    object["without_number"] = .integer(Int64(withoutNumber))
    object["events"] = .seqs(seqs)
    return object
  }
}

extension Bounds {
  /// `{"min":…,"max":…}`; an end without bound is left out.
  var json: JSONObject {
    var object: JSONObject = ["min": .integer(min)]
    if let max { object["max"] = .integer(max) }
    return object
  }
}

extension StatedTotal {
  /// The JSON form (design §5).
  var json: JSONObject {
    var object: JSONObject = [
      "event": .integer(Int64(seq)), "speaker": .string(speaker), "side": .orNull(side),
      "count": .object(Count(count.kind).json), "when": .orNull(when?.text),
      "verdict": .string(verdict.word),
    ]
    if case .off(let difference) = verdict { object["by"] = .integer(difference) }
    return object
  }

  /// `#11 0 by medinsky (RU) for ../2025-06-13: off by 27`.
  public var words: String {
    let side = side.map { " (\($0))" } ?? ""
    let days = when.map { " for \($0.text)" } ?? ""
    let judged =
      if case .off(let difference) = verdict {
        "off by \(difference)"
      } else {
        verdict.word == "not_comparable" ? "not comparable" : verdict.word
      }
    return "#\(seq) \(count) by \(speaker)\(side)\(days): \(judged)"
  }
}

extension Handovers.Together {
  fileprivate var json: JSONObject {
    [
      "event": .integer(Int64(seq)), "what": .orNull(what), "side": .orNull(side),
      "count": count.map { .object(Count($0.kind).json) } ?? .null,
    ]
  }
}
