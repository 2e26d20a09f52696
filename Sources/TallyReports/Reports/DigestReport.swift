public import Tallystick

/// What came in between two cuts, on one page: what was said, by side; figures that moved;
/// contradictions that opened and were settled; obligations; media.
public struct DigestReport: Report {
  /// What was said for one side.
  public struct Voice: Sendable {
    /// The side; nil: for neither.
    public let side: String?
    /// The acts, by when they were stated.
    public let events: [Event]
  }

  /// A contradiction that is not open any more.
  public struct Settled: Sendable {
    /// The contradiction, as it was.
    public let contradiction: Contradiction
    /// The explanation that closes it; nil where what it lay between is no longer said so.
    public let explanation: Contradiction.Explanation?
  }

  /// An obligation that is another than it was, or that falls due soon, or is past that.
  public struct Owed: Sendable {
    /// The obligation as it is; as it was, where nobody reads it so any more.
    public let line: Obligations.Line
    /// The obligation as it was; nil where there was none.
    public let before: Obligations.Line?
    /// Whether nobody reads it so any more.
    public let isGone: Bool
    /// How what is owed is printed.
    let terms: TermBook
    /// Whether its state is another than before, or what is owed or when it falls due.
    public var hasMoved: Bool {
      isGone || before?.state != line.state || before?.terms != line.terms
    }
  }

  /// A medium that is new, or stands on another rung.
  public struct Medium: Sendable {
    /// The medium as it is.
    public let line: MediaBoard.Line
    /// Its rung before; nil where there was none.
    public let before: String?
  }

  /// Within how many days of the report's day an obligation falls due soon.
  public static let soon = 7

  /// The first cut.
  public let before: ResolvedCut
  /// The second cut.
  public let cut: ResolvedCut
  /// What was said, by side; those for neither last.
  public let said: [Voice]
  /// What the recorder judged, by when it was recorded.
  public let judged: [Event]
  /// The figures that moved: what each column says, and what is confirmed.
  public let moved: [Difference.Change]
  /// The contradictions that are open, and were not.
  public let opened: [Contradiction]
  /// The contradictions that were open, and are not.
  public let settled: [Settled]
  /// The obligations that moved, or of which the day is near or past.
  public let owed: [Owed]
  /// The media that are new or moved.
  public let media: [Medium]

  /// How sides are printed.
  let terms: TermBook

  /// Compares two views of `events`, the later one second, on the rows that are wanted.
  ///
  /// - Complexity: that of ``Difference``.
  public init(
    from before: View, to after: View, events: [Event], only filter: RowFilter = RowFilter()
  ) {
    self.before = before.cut
    cut = after.cut
    terms = after.standing.terms
    let came = after.inside(events).subtracting(before.inside(events))
    let isWanted = after.wanting(filter, among: events)
    let new = events.filter { came.contains($0.seq) && isWanted($0) }
      .map { $0.amended(by: after.standing.amended) }
    let isAct: (Event) -> Bool = { $0.content.knownType?.isAct ?? false }
    said = DigestReport.bySide(new.filter(isAct), after.standing)
    // What says how to read the record is in both cuts by date: what is new is told by its seq.
    let size = before.history.size
    judged = events.filter { event in
      event.seq <= after.history.size && !isAct(event) && isWanted(event)
        && (event.seq > size || came.contains(event.seq))
    }
    .map { $0.amended(by: after.standing.amended) }
    let columns = ["sender", "receiver", "others", "outlets", "confirmed"]
    let isBeside = { (address: String) in
      address.contains(":zero:") || address.contains(":denied:")
    }
    let difference = DifferenceReport(from: before, to: after, events: events, only: filter)
    moved = difference.changes.filter { change in
      change.address.hasPrefix("totals:")
        && (isBeside(change.address) || columns.contains { change.address.hasSuffix(":\($0)") })
    }
    let (one, two) = (
      ContradictionsReport(before).only(filter, in: before).contradictions,
      ContradictionsReport(after).only(filter, in: after).contradictions
    )
    let followed = Followed.all(one, two, key: \.key) { Set($0.these + $0.those) }
    opened = followed.compactMap { one in
      one.before?.isOpen ?? false ? nil : one.after.flatMap { $0.isOpen ? $0 : nil }
    }
    settled = followed.compactMap { one -> Settled? in
      guard let was = one.before, was.isOpen, !(one.after?.isOpen ?? false) else { return nil }
      return Settled(contradiction: was, explanation: one.after?.explanation)
    }.sorted { $0.contradiction.precedes($1.contradiction) }
    let isOwed = { (line: Obligations.Line) in filter.takes(line.obligation) }
    owed = Followed.all(
      before.obligations.lines.filter(isOwed), after.obligations.lines.filter(isOwed),
      key: \.partiesKey
    ) { Set($0.readers + $0.terms) }
    .compactMap { one in
      (one.after ?? one.before).map {
        Owed(
          line: $0, before: one.before, isGone: one.after == nil, terms: after.standing.terms)
      }
    }
    .filter { $0.hasMoved || $0.line.isDueSoonOrPast }
    let rungs = Dictionary(before.media.lines.map { ($0.medium, $0.rung) }) { first, _ in first }
    media = MediaReport(after).only(filter, in: after).media
      .filter { rungs[$0.medium] != $0.rung }
      .map { Medium(line: $0, before: rungs[$0.medium]) }
  }

  private static func bySide(_ events: [Event], _ standing: Standing) -> [Voice] {
    func side(_ event: Event) -> String? {
      standing.act(event.id)?.side
        ?? event.content.body["side"]?.string
        ?? event.content.body["speaker"]?.string.flatMap { standing.sources.side(of: $0) }
    }
    return Dictionary(grouping: events, by: side).map { side, events in
      Voice(side: side, events: events.sorted { $0.isStated(before: $1) })
    }.sorted { one, other in
      guard let mine = one.side else { return false }
      return other.side.map { mine < $0 } ?? true
    }
  }

  /// Whether there is nothing to tell.
  public var isEmpty: Bool {
    said.isEmpty && judged.isEmpty && moved.isEmpty && opened.isEmpty && settled.isEmpty
      && owed.isEmpty && media.isEmpty
  }
}

extension View {
  /// Whether an event is on a row that is wanted, or judges one that is.
  fileprivate func wanting(
    _ filter: RowFilter, among events: [Event]
  ) -> (Event) -> Bool {
    guard !filter.isOpen else { return { _ in true } }
    let fitting = seqs(fitting: filter)
    let ids = Set(events.lazy.filter { fitting.contains($0.seq) }.map(\.id))
    return { event in
      let body = event.content.body
      return ids.contains(event.id)
        || (body.ids("of") + body.ids("a") + body.ids("b")).contains(where: ids.contains)
    }
  }
}

extension Event {
  /// The order in which a digest tells of acts: by the first moment at which they may have been stated.
  fileprivate func isStated(before other: Event) -> Bool {
    let (mine, theirs) = (content.stated.earliest, other.content.stated.earliest)
    guard mine != theirs else { return seq < other.seq }
    guard let mine else { return true }
    return theirs.map { mine < $0 } ?? false
  }
}

extension Obligations.Line {
  /// Who owes whom what by which deal, whatever its terms and whoever reads it so.
  fileprivate var partiesKey: [String] {
    [
      agreement, obligation.debtor, obligation.creditor,
      obligation.what.joined(separator: " "), obligation.whose ?? "",
    ]
  }

  /// How many are owed, and when.
  fileprivate var terms: [String] {
    ["count \(obligation.count)", "due \(obligation.due?.text ?? "")"]
  }

  /// Whether something may be owed that falls due soon, or was to be performed by now.
  fileprivate var isDueSoonOrPast: Bool {
    guard isPending, let dueIn else { return false }
    return dueIn <= DigestReport.soon
  }
}
