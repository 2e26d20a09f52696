public import Tallystick

/// The contradictions as a report.
public struct ContradictionsReport: ListReport {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The contradictions.
  public let contradictions: [Contradiction]

  /// Makes the report of a view: of all, or of those only that are open, or that block a total.
  public init(_ view: View, onlyOpen: Bool = false, onlyBlocking: Bool = false) {
    let all = Contradictions(view.standing, view.handovers, view.totals).all
    self.init(cut: view.cut, all, onlyOpen, onlyBlocking)
  }

  /// Makes the report of contradictions at a cut, in order.
  public init(cut: ResolvedCut, _ all: [Contradiction]) { self.init(cut: cut, all, false, false) }

  /// Makes the report of what a record comes to: of all, or of those only that are open, or that block
  /// a total.
  public init(_ outcome: Outcome, onlyOpen: Bool = false, onlyBlocking: Bool = false) {
    self.init(cut: outcome.cut, outcome.contradictions, onlyOpen, onlyBlocking)
  }

  private init(cut: ResolvedCut, _ all: [Contradiction], _ onlyOpen: Bool, _ onlyBlocking: Bool) {
    self.cut = cut
    contradictions = all.filter {
      (!onlyOpen || $0.isOpen) && (!onlyBlocking || $0.isBlocking)
    }
  }

  /// The contradictions of which an act is on a row that is wanted.
  public func only(_ filter: RowFilter, in view: View) -> Self {
    guard !filter.isOpen else { return self }
    let fitting = view.seqs(fitting: filter)
    return Self(
      cut: cut, contradictions.filter { ($0.these + $0.those).contains(where: fitting.contains) },
      false, false)
  }

  /// The rows.
  public var fields: JSONObject { rows.fields }

  /// The rules on claims, handovers, totals, contradictions.
  public var rules: [Rule] { Rules.on(.claims, .handovers, .totals, .contradictions) }

  /// One row for each contradiction.
  public var table: Table { rows.table }

  var rows: ReportRows { ContradictionsReport.rows(contradictions) }

  /// The rows of some contradictions.
  static func rows(_ contradictions: [Contradiction]) -> ReportRows {
    ReportRows(
      [
        "kind", "open", "blocking", "these", "those", "difference", "explained_as", "explained_by",
        "settled_by", "place", "key",
      ], contradictions, json: { $0.json }, cells: { $0.cells })
  }
}

extension Contradiction {
  /// Its line in the report.
  package var json: JSONObject {
    var object: JSONObject = [
      "kind": .string(kind.rawValue), "key": .string(key), "open": .bool(isOpen),
      "blocking": .bool(isBlocking), "these": .seqs(these), "those": .seqs(those),
      "explanation": explanation.map {
        ["event": .integer(Int64($0.seq)), "value": .string($0.value)]
      } ?? .null,
      "settled_by": .string(settledBy), "place": .string(place),
    ]
    object.set("difference", difference)
    return object
  }

  var cells: [Table.Cell] {
    [
      .text(kind.rawValue), .text(isOpen ? "yes" : "no"), .text(isBlocking ? "yes" : "no"),
      .seqs(these), .seqs(those), .amount(difference), .orNone(explanation?.value),
      .orNone(explanation.map { Int64($0.seq) }), .text(settledBy), .text(place),
      .text(key),
    ]
  }
}
