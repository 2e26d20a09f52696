/// History event by event, with the rows of the totals that each event moves.
public struct Replay: Sendable {
  /// A row that an event moved.
  public struct Moved: Hashable, Sendable {
    /// The line before; nil where there was none.
    public let before: Totals.Line?
    /// The line after; nil where there is none any more.
    public let after: Totals.Line?

    /// What the line is about.
    public var row: Row? { (after ?? before)?.row }
  }

  /// The lines after the last event taken, by row.
  public private(set) var lines: [Totals.Line] = []

  private var history = History()
  private let cut: Cut

  /// Creates the replay of no events, at a cut.
  public init(at cut: Cut) { self.cut = cut }

  /// Takes the next event, and returns the rows that it moved, in order.
  ///
  /// - Complexity: that of the totals of all events so far, for an event that can move them.
  public mutating func take(_ event: Event) -> [Moved] {
    history.apply(event)
    guard event.content.canMoveTotals else { return [] }
    let standing = Standing(history, at: cut)
    let totals = Totals(Handovers(standing, standing.liveClaims()))
    let moved = Replay.moved(from: lines, to: totals.lines)
    lines = totals.lines
    return moved
  }

  /// The rows in which two totals differ.
  static func moved(from before: [Totals.Line], to after: [Totals.Line]) -> [Moved] {
    let old = Dictionary(before.map { ($0.row, $0) }) { first, _ in first }
    let new = Dictionary(after.map { ($0.row, $0) }) { first, _ in first }
    return Set(old.keys).union(new.keys).sorted().compactMap { row in
      old[row] == new[row] ? nil : Moved(before: old[row], after: new[row])
    }
  }
}

extension Content {
  /// Whether an event may change any figure of the totals.
  fileprivate var canMoveTotals: Bool {
    switch knownType {
    case .silence, .agreement, .medium, .redaction, .none: false
    case .announcement: body["claim"]?.object?["act"] == "handover"
    default: true
    }
  }
}
