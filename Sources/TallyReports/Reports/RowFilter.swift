public import Tallystick

/// Which rows of a report are wanted.
///
/// Each part that is given must be that of the row; a row that leaves it unsaid is not wanted.
public struct RowFilter: Hashable, Sendable {
  /// What is handed over or owed.
  public var what: String?

  /// The party that hands over or owes.
  public var from: String?

  /// The party that receives or is owed.
  public var to: String?

  /// Creates a filter of these parts; of none, one that takes every row.
  public init(what: String? = nil, from: String? = nil, to: String? = nil) {
    self.what = what
    self.from = from
    self.to = to
  }

  /// Whether it takes every row.
  public var isOpen: Bool { self == RowFilter() }

  /// Whether a row is wanted.
  public func takes(_ row: Row) -> Bool {
    (what == nil || what == row.what) && (from == nil || from == row.from)
      && (to == nil || to == row.to)
  }

  /// Whether what is owed may be performed on a row that is wanted.
  func takes(_ obligation: Obligation) -> Bool {
    (what.map(obligation.what.contains) ?? true) && (from == nil || from == obligation.debtor)
      && (to == nil || to == obligation.creditor)
  }
}

extension View {
  /// The acts of which a claim, or an obligation, is on a row that is wanted, and those about them: what
  /// denies, corrects or withdraws one, a medium that is said to show it, a silence or a statement on it.
  func seqs(fitting filter: RowFilter) -> Set<Int> {
    var fitting: Set<EventID> = []
    var seqs: Set<Int> = []
    for act in standing.acts
    where standing.isOnRow(act, filter) || act.subjects.contains(where: fitting.contains) {
      fitting.insert(act.id)
      seqs.insert(act.seq)
    }
    return seqs
  }
}

extension Standing {
  fileprivate func isOnRow(_ act: Act, _ filter: RowFilter) -> Bool {
    if case .agreement(let deal) = act.deed {
      return deal.obligations.contains(where: filter.takes)
    }
    return claims(of: act).contains { filter.takes(Row($0.placement)) }
  }
}

extension Standing.Act {
  /// The events that it is about, or says of a medium that it shows.
  fileprivate var subjects: [EventID] {
    switch deed {
    case .announcement(let claim): claim.about.flatMap { EventID($0) }.map { [$0] } ?? []
    case .silence(let silence): silence.about.map { [$0] } ?? []
    case .medium(let medium): medium.shows
    default: deed.references
    }
  }
}

extension Totals {
  /// The totals of the rows that are wanted.
  public func only(_ filter: RowFilter) -> Totals {
    guard !filter.isOpen else { return self }
    return Totals(
      lines: lines.filter { filter.takes($0.row) },
      together: together.filter {
        filter.takes(Row(what: $0.what, from: nil, to: nil, whose: nil))
      }, unplaced: unplaced.filter { filter.takes($0.row) })
  }
}

extension Figure {
  /// The addresses of the figures of totals and obligations on the rows that are wanted.
  static func addresses(fitting filter: RowFilter, in view: View) -> Set<String> {
    var (totals, obligations) = (FigureList(.totals), FigureList(.obligations))
    totals.add(
      view.totals.only(filter), zeros: view.handovers.zeros.filter { filter.takes($0.row) })
    obligations.add(view.obligations.lines.filter { filter.takes($0.obligation) })
    return Set((totals.figures + obligations.figures).map(\.address))
  }
}
