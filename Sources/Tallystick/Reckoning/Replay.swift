internal import TransparencyLog

/// History event by event, with the rows of the totals that each event moves.
///
/// It is kept live: an event costs what it touches, however long the record is.
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

  /// The most events that a line names: more are counted.
  static let mostEvents = 1000

  private var reckoning: Reckoning
  private var range = CompactRange()

  /// The events with sealed fields, and those that destroy them.
  private var sealed = History()

  /// The lines as the events so far left them.
  private var shown: [Row: Totals.Line] = [:]

  /// Creates the replay of no events, at a cut.
  public init(at cut: Cut) { reckoning = Reckoning(at: cut) }

  /// Takes the next event, and returns the rows that it moved, in order.
  ///
  /// A line names at most 1,000 events, and the number of all.
  public mutating func take(_ event: Event) -> [Moved] {
    reckoning.take(event)
    return moved()
  }

  /// Takes the next entry, and returns the rows that it moved, in order.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when its bytes are no entry.
  public mutating func take(_ entry: EntryBytes) throws(StoreError) -> [Moved] {
    try pass(entry)
    return moved()
  }

  /// Takes the next entry; what it moves is told with what the next ones move.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when its bytes are no entry.
  public mutating func pass(_ entry: EntryBytes) throws(StoreError) {
    try reckoning.take(entry.bytes, seq: entry.seq)
    range.append(leafHash: Hash.leaf(of: entry.bytes))
    if entry.bytes.span.mayHoldDigests || reckoning.isLastRedaction {
      try sealed.apply(entry.bytes, seq: entry.seq)
    }
  }

  /// What moved since it was asked last.
  public mutating func moved() -> [Moved] {
    reckoning.settle()
    return reckoning.changedRows().compactMap { row, hasOtherSeqs in
      let (before, after) = (shown[row], reckoning.line(of: row, most: Replay.mostEvents))
      shown[row] = after
      return before == after && !hasOtherSeqs ? nil : Moved(before: before, after: after)
    }
  }

  /// The totals after the last event taken.
  ///
  /// Stated totals do not name the events with which they were compared.
  public mutating func totals() -> Totals {
    reckoning.settle()
    return reckoning.totals()
  }

  /// The cut that the entries taken resolve to; `holdings` are what is at hand of sealed fields, where
  /// their state is to be told.
  public mutating func resolvedCut(
    asRecorded: String?, holdings: SealedHoldings?
  ) -> ResolvedCut {
    reckoning.settle()
    return reckoning.resolved(
      root: range.root, asRecorded: asRecorded,
      sealed: holdings.flatMap { SealedFields(of: sealed).counts(by: $0).words })
  }
}
