public import Tallystick

/// The handovers as a report: each with both sides' numbers and how far it is borne out.
public struct HandoversReport: ListReport {
  /// One handover and its status.
  public typealias Line = HandoverLine

  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The claims that make no handover, and why.
  public let excluded: [Handovers.Listed]

  /// The zeros that are of no handover: who says that nothing was handed over.
  public let zeros: [Handovers.Listed]

  private let made: @Sendable () -> AnySequence<Line>

  /// Makes the report of a view.
  public init(_ view: View) {
    cut = view.cut
    excluded = view.handovers.excluded
    zeros = view.handovers.zeros
    let (all, lines) = (view.handovers.all, HandoverLines(view.standing, view.handovers))
    made = { AnySequence(all.lazy.map { lines.line(of: $0) }) }
  }

  /// Makes the report of what a record comes to.
  public init(_ outcome: Outcome) {
    cut = outcome.cut
    excluded = outcome.excluded
    zeros = outcome.zeros
    let handovers = outcome.handovers
    made = { AnySequence(handovers.lines) }
  }

  private init(
    cut: ResolvedCut, excluded: [Handovers.Listed], zeros: [Handovers.Listed],
    made: @escaping @Sendable () -> AnySequence<Line>
  ) {
    self.cut = cut
    self.excluded = excluded
    self.zeros = zeros
    self.made = made
  }

  /// The handovers on the rows that are wanted.
  public func only(_ filter: RowFilter) -> Self {
    guard !filter.isOpen else { return self }
    return Self(
      cut: cut, excluded: excluded.filter { filter.takes($0.row) },
      zeros: zeros.filter { filter.takes($0.row) }
    ) { [made] in
      AnySequence(made().lazy.filter { filter.takes($0.handover.row) })
    }
  }

  /// The handovers, by row, then by when.
  ///
  /// - Complexity: O(*n*) in their number, each time.
  public var lines: [Line] { Array(made()) }

  /// The rows, and what is kept out.
  public var fields: JSONObject { rows.fields }

  /// The rules on claims, handovers.
  public var rules: [Rule] { Rules.on(.claims, .handovers) }

  /// One row for each handover.
  public var table: Table { rows.table }

  var rows: ReportRows { HandoversReport.rows(made(), excluded, zeros) }

  /// The rows of some handovers, and of the claims that make none.
  static func rows(
    _ lines: some Sequence<Line>, _ excluded: [Handovers.Listed], _ zeros: [Handovers.Listed]
  ) -> ReportRows {
    ReportRows(
      [
        "when", "what", "from", "to", "whose", "sender_min", "sender_max", "receiver_min",
        "receiver_max", "others_min", "others_max", "outlets_min", "outlets_max", "confirmed",
        "gap",
        "about", "status", "facets", "flags", "denials", "identified", "counted", "events",
      ], lines,
      beside: JSONObject.with(zeros, ["excluded": .array(excluded.map { .object($0.json) })]),
      row: { $0.handover.row }, json: { $0.json }, cells: { $0.cells })
  }
}

extension Handovers.Listed {
  fileprivate var json: JSONObject {
    var object = row.json
    object["event"] = .integer(Int64(seq))
    object["why"] = .string(why)
    object["count"] = count.map { .object(Count($0.kind).json) } ?? .null
    return object
  }
}

extension JSONObject {
  /// What stands beside rows, with the zeros that are of no handover, and what is denied of none, where
  /// there are any.
  static func with(_ zeros: [Handovers.Listed], _ beside: JSONObject = [:]) -> JSONObject {
    var object = beside
    for (name, isDenial) in [("zeros", false), ("denied", true)] {
      let listed = zeros.filter { $0.isDenial == isDenial }
      if !listed.isEmpty { object[name] = .array(listed.map { .object($0.json) }) }
    }
    return object
  }
}

extension HandoversReport.Line {
  var json: JSONObject {
    var object = handover.row.json
    object["when"] = .orNull(handover.when?.text)
    object["handover"] = .orNull(handover.key)
    object["sender"] = handover.sender.map { .object($0.json) } ?? .null
    object["receiver"] = handover.receiver.map { .object($0.json) } ?? .null
    object["others"] = handover.others.map { .object($0.json) } ?? .null
    object["outlets"] = handover.outlets.map { .object($0.json) } ?? .null
    object.set("confirmed", handover.confirmed)
    object.set("gap", handover.gap)
    object["status"] = .string(status.word)
    object["facets"] = .object(status.json)
    object["flags"] = .array(status.flags.sorted().map { .string($0.rawValue) })
    object["flag_events"] = .seqs(status.flagSeqs)
    object["counted"] = .bool(handover.place == .counted)
    if case .possibleOverlap(let events) = handover.place {
      object["possible_overlap_with"] = .seqs(events)
    }
    object["parts"] = .array(
      parts.map { part in
        [
          "event": .integer(Int64(part.seq)),
          "count": part.count.map { .object(Count($0.kind).json) } ?? .null,
        ]
      })
    object["denials"] = .array(status.denials.map { .object($0.json) })
    object["identified"] = .array(identified.map { .object($0.json) })
    object["beside"] = .seqs(handover.beside)
    object["events"] = .seqs(seqs)
    return object
  }

  /// The events on the handover, and those that deny what is said of it, in order.
  public var seqs: [Int] {
    status.denials.isEmpty
      ? handover.seqs : (handover.seqs + status.denials.map(\.seq)).distinct
  }

  var cells: [Table.Cell] {
    let row = handover.row
    let facets = Facet.allCases.compactMap { facet in
      status.facets[facet].map { "\(facet.rawValue) \($0.word)" }
    }
    let flags = status.flags.sorted().map(\.rawValue)
    var cells: [Table.Cell] = [
      .orNone(handover.when?.text), .orNone(row.what), .orNone(row.from), .orNone(row.to),
      .orNone(row.whose),
    ]
    for number in numbers { cells += Table.Cell.ends(number?.bounds) }
    cells += [.amount(handover.confirmed), .amount(handover.gap)]
    cells += [.words(approximate), .text(status.word), .text(facets.joined(separator: "; "))]
    cells += [.orNone(flags.isEmpty ? nil : flags.joined(separator: " "))]
    cells += [.words(status.denials.map(\.words)), .words(identified.map(\.words))]
    return cells + [.text(handover.place.words), .seqs(seqs)]
  }

  private var numbers: [SideNumber?] {
    [handover.sender, handover.receiver, handover.others, handover.outlets]
  }

  /// The names of the numbers that are approximate.
  private var approximate: [String] {
    let names = ["sender", "receiver", "others", "outlets"]
    let amounts: [(String, Amount?)] = [("confirmed", handover.confirmed), ("gap", handover.gap)]
    return zip(names, numbers).filter { $0.1?.bounds?.about != nil }.map(\.0)
      + amounts.filter { $0.1?.isAbout ?? false }.map(\.0)
  }
}

extension Handover.Place {
  /// `yes`, or why not.
  public var words: String {
    switch self {
    case .counted: "yes"
    case .possibleOverlap(let events):
      "possible overlap with \(events.map { "#\($0)" }.joined(separator: " "))"
    }
  }
}

extension HandoverStatus.Denial {
  var json: JSONObject {
    [
      "event": .integer(Int64(seq)), "speaker": .string(speaker), "side": .orNull(side),
      "of": .integer(Int64(of)), "whole": .bool(isWhole),
    ]
  }

  /// `RU denies #14`.
  public var words: String { "\(side ?? speaker) denies #\(of)" }
}

extension SideNumber {
  /// The number, or several that do not admit one another as `1,968 or ~1,000`, each as `number`
  /// writes it; nil where none is given.
  public func words(_ number: (Int64) -> String) -> String? {
    guard apart.isEmpty else { return apart.map { $0.words(number) }.joined(separator: " or ") }
    return bounds?.words(number)
  }

  var json: JSONObject {
    var object = bounds?.json ?? [:]
    if !apart.isEmpty { object["numbers"] = .array(apart.map { .object($0.json) }) }
    object["events"] = .seqs(seqs)
    if let unit { object["unit"] = .string(unit) }
    if !others.isEmpty {
      object["other_units"] = .array(
        others.map { other in
          var number = other.bounds.json
          number["event"] = .integer(Int64(other.seq))
          number["unit"] = .string(other.unit)
          return .object(number)
        })
    }
    return object
  }
}
