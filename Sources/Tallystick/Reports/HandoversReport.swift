/// The handovers as a report: each with both sides' numbers and how far it is borne out.
public struct HandoversReport: ListReport {
  /// One handover and its status.
  public struct Line: Sendable {
    /// The handover.
    public let handover: Handover
    /// How far it is borne out.
    public let status: HandoverStatus
    /// The claims of a part of its number, by their events.
    public let parts: [(seq: Int, count: Count?)]
    /// What some of those handed over turned out to be.
    public let identified: [Handovers.Identified]
  }

  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The claims that make no handover, and why.
  public let excluded: [Handovers.Listed]

  private let handovers: Handovers
  private let made: Lines

  /// Makes the report of a view.
  public init(_ view: View) {
    cut = view.cut
    handovers = view.handovers
    excluded = view.handovers.excluded
    made = Lines(view.standing, view.handovers)
  }

  /// The handovers, by row, then by when.
  ///
  /// - Complexity: O(*n*) in their number, each time.
  public var lines: [Line] { handovers.all.map(made.line) }

  /// Makes lines of handovers.
  struct Lines: Sendable {
    private let standing: Standing
    private let notes: Notes

    /// The claims of a part of a number, by when.
    private let parts: [DaysKey: [LiveClaim]]
    private let identified: [Handovers.Identified]

    /// Takes what stands, and the handovers that are made of it.
    init(_ standing: Standing, _ handovers: Handovers) {
      self.standing = standing
      notes = Notes(standing)
      parts = Dictionary(grouping: handovers.parts) { DaysKey($0.placement.when) }
      identified = handovers.identified
    }

    /// The line of one of the handovers.
    func line(of handover: Handover) -> Line {
      let found = (parts[DaysKey(handover.when)] ?? []).filter {
        Row($0.placement).agrees(with: handover.row)
      }
      return Line(
        handover: handover, status: standing.status(of: handover, notes),
        parts: found.map { ($0.seq, $0.claim.count) },
        identified: identified.filter { $0.isAbout(handover) })
    }
  }

  /// The rows, and what is kept out.
  public var fields: JSONObject { rows.fields }

  /// The rules on claims, handovers.
  public var rules: [Rule] { Rules.on(.claims, .handovers) }

  /// One row for each handover.
  public var table: Table { rows.table }

  var rows: ReportRows {
    HandoversReport.rows(handovers.all.lazy.map { made.line(of: $0) }, excluded)
  }

  /// The rows of some handovers, and of the claims that make none.
  static func rows(
    _ lines: some Sequence<Line>, _ excluded: [Handovers.Listed]
  ) -> ReportRows {
    ReportRows(
      [
        "when", "what", "from", "to", "whose", "sender_min", "sender_max", "receiver_min",
        "receiver_max", "others_min", "others_max", "outlets_min", "outlets_max", "confirmed",
        "gap",
        "about", "status", "facets", "flags", "denials", "identified", "counted", "events",
      ], lines, beside: ["excluded": .array(excluded.map { .object($0.json) })],
      json: { $0.json }, cells: { $0.cells })
  }
}

extension Handovers.Listed {
  fileprivate var json: JSONObject {
    var object = row.json
    object["event"] = .integer(Int64(seq))
    object["why"] = .string(why)
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
    for number in numbers {
      cells += [.orNone(number?.bounds?.low.number), .orNone(number?.bounds?.high?.number)]
    }
    cells += [.orNone(handover.confirmed?.number), .orNone(handover.gap?.number)]
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
  fileprivate var json: JSONObject {
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
