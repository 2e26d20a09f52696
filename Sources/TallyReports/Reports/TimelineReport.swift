public import Tallystick

/// The handovers by when they happened, with running totals, as a report.
public struct TimelineReport: ListReport {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The handovers that count.
  public var timeline: Timeline { Timeline(lines: Array(made())) }

  /// The zeros that are of no handover: who says that nothing was handed over.
  public let zeros: [Handovers.Listed]

  private let made: @Sendable () -> AnySequence<Timeline.Line>

  /// Makes the report of a view.
  public init(_ view: View) {
    cut = view.cut
    zeros = view.handovers.zeros
    let timeline = Timeline(view.handovers)
    made = { AnySequence(timeline.lines) }
  }

  /// Makes the report of what a record comes to.
  public init(_ outcome: Outcome) {
    cut = outcome.cut
    zeros = outcome.zeros
    let handovers = outcome.handovers
    made = { AnySequence(handovers.timeline) }
  }

  private init(
    cut: ResolvedCut, zeros: [Handovers.Listed],
    made: @escaping @Sendable () -> AnySequence<Timeline.Line>
  ) {
    self.cut = cut
    self.zeros = zeros
    self.made = made
  }

  /// The handovers on the rows that are wanted.
  public func only(_ filter: RowFilter) -> Self {
    guard !filter.isOpen else { return self }
    return Self(cut: cut, zeros: zeros.filter { filter.takes($0.row) }) { [made] in
      AnySequence(made().lazy.filter { filter.takes($0.handover.row) })
    }
  }

  /// The rows.
  public var fields: JSONObject { rows.fields }

  /// The rules on claims, handovers, totals.
  public var rules: [Rule] { Rules.on(.claims, .handovers, .totals) }

  /// One row for each handover.
  public var table: Table { rows.table }

  var rows: ReportRows { TimelineReport.rows(made(), zeros) }

  /// The rows of some handovers with their sums.
  static func rows(
    _ lines: some Sequence<Timeline.Line>, _ zeros: [Handovers.Listed]
  ) -> ReportRows {
    ReportRows(
      [
        "when", "what", "from", "to", "whose", "sender_min", "sender_max", "receiver_min",
        "receiver_max", "others_min", "others_max", "outlets_min", "outlets_max", "sender_sum_min",
        "sender_sum_max",
        "receiver_sum_min", "receiver_sum_max", "others_sum_min", "others_sum_max", "about",
        "events",
      ], lines, beside: JSONObject.with(zeros), row: { $0.handover.row }, json: { $0.json },
      cells: { $0.cells })
  }
}

extension Timeline.Line {
  var json: JSONObject {
    var object = handover.row.json
    object["when"] = .orNull(handover.when?.text)
    object["sender"] = .said(handover.sender)
    object["receiver"] = .said(handover.receiver)
    object["others"] = .said(handover.others)
    object["outlets"] = .said(handover.outlets)
    object["others_sum"] = others.map { .object($0.json) } ?? .null
    object["sender_sum"] = sender.map { .object($0.json) } ?? .null
    object["receiver_sum"] = receiver.map { .object($0.json) } ?? .null
    object["events"] = .seqs(handover.seqs)
    return object
  }

  var cells: [Table.Cell] {
    let row = handover.row
    let numbers = [
      ("sender", handover.sender?.bounds), ("receiver", handover.receiver?.bounds),
      ("others", handover.others?.bounds), ("outlets", handover.outlets?.bounds),
      ("sender_sum", sender), ("receiver_sum", receiver), ("others_sum", others),
    ]
    return [
      .orNone(handover.when?.text), .orNone(row.what), .orNone(row.from), .orNone(row.to),
      .orNone(row.whose),
    ] + numbers.flatMap { Table.Cell.ends($0.1) } + [.about(numbers), .seqs(handover.seqs)]
  }
}

extension JSONValue {
  /// A number; an object without one of a side that spoke and gave none, and null of one that is silent.
  fileprivate static func said(_ side: SideNumber?) -> JSONValue {
    side.map { .object($0.bounds?.json ?? [:]) } ?? .null
  }
}
