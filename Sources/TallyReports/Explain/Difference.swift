public import Tallystick

/// The figures of totals and obligations in which two views of one record differ, each with the
/// events that made the difference (TheRules.md).
///
/// Between the views lies a way of single steps: the day, then each event that only one of them
/// takes into account, those first that only say how to read the others. The way is gone step by
/// step on a live reckoning, and each event named moved the figure when it came.
public struct Difference: Sendable {
  /// One step that moved a figure.
  public struct Step: Hashable, Sendable {
    /// The event that came in; nil where the day went on, or where it went out.
    public let event: Int?
    /// Whether the event came in; else it went out.
    public let comesIn: Bool
    /// The figure before; nil where there was none.
    public let before: JSONValue?
    /// The figure after; nil where there is none.
    public let after: JSONValue?
    /// The events that the figure names since then, and did not name before, in order.
    public let gained: [Int]
    /// The events that it named before, and does not name since then, in order.
    public let lost: [Int]
  }

  /// One figure that differs.
  public struct Change: Hashable, Sendable {
    /// Its address.
    public let address: String
    /// The figure at the first cut, without its events; nil where there was none.
    public let before: JSONValue?
    /// The figure at the second cut, without its events; nil where there is none.
    public let after: JSONValue?
    /// What moved it, in the order of the way.
    public fileprivate(set) var steps: [Step]
  }

  /// The figures that differ, in the order of their reports.
  public let changes: [Change]

  /// The reports whose figures are compared.
  static let sources: [Figure.Source] = [.totals, .obligations]

  /// Compares two views of `events`.
  ///
  /// - Complexity: O(*n*) in the number of events, and for each step what its event touches.
  public init(from before: View, to after: View, events: [Event]) {
    let (first, last) = (FigureValues(before), FigureValues(after))
    var walk = FigureWalk(Way(from: before, to: after, events: events), from: first)
    walk.goOn(to: last)
    changes = last.order(with: first).compactMap { address in
      let (was, now) = (first.values[address], last.values[address])
      guard was != now else { return nil }
      return Change(
        address: address, before: was, after: now, steps: walk.steps[address] ?? [])
    }
  }
}

/// The way from one view to another, in single steps: the day, what goes out, what comes in.
struct Way {
  private let events: [Event]
  private let start: Set<Int>
  private let leaving: [Int]
  private let coming: [Int]
  private let cut: Cut

  init(from before: View, to after: View, events: [Event]) {
    self.events = events
    var cut = after.standing.cut
    cut.asOf = nil
    cut.withHindsight = false
    self.cut = cut
    let (one, two) = (before.inside(events), after.inside(events))
    start = one
    let isByRecording = before.standing.cut.asOf == after.standing.cut.asOf
    let amended = View.larger(before, after).standing.amended
    let bySeq = Dictionary(events.map { ($0.seq, $0.amended(by: amended)) }) { first, _ in first }
    func ordered(_ seqs: Set<Int>) -> [Int] {
      guard !isByRecording else { return seqs.sorted() }
      return seqs.sorted {
        let (first, second) = (bySeq[$0]?.turn ?? [], bySeq[$1]?.turn ?? [])
        return first == second ? $0 < $1 : first.lexicographicallyPrecedes(second)
      }
    }
    leaving = ordered(one.subtracting(two)).reversed()
    coming = ordered(two.subtracting(one))
  }

  /// The events that go out, then those that come in.
  var steps: [(event: Int, comesIn: Bool)] {
    leaving.map { ($0, false) } + coming.map { ($0, true) }
  }

  /// The reckoning after the first step, the day, with all events at hand.
  var reckoning: Reckoning {
    var reckoning = Reckoning(at: cut)
    reckoning.take(History(folding: events))
    for event in events where !start.contains(event.seq) {
      reckoning.set(event.seq, isIn: false)
    }
    return reckoning
  }
}

extension View {
  /// That of two views that holds more of the record, and so all amendments of both.
  static func larger(_ one: View, _ other: View) -> View {
    one.history.size > other.history.size ? one : other
  }

  /// The places of those of `events` that the view takes into account, or sets aside.
  func inside(_ events: [Event]) -> Set<Int> {
    let aside = Set(standing.aside.map(\.seq))
    return Set(
      events.filter { event in
        guard event.seq <= history.size, let type = event.content.knownType else { return false }
        if type.isAct { return standing.act(event.id) != nil || aside.contains(event.seq) }
        guard type == .assessment, let asOf = standing.cut.asOf, !standing.cut.withHindsight,
          event.content.body["scale"]?.string != SecondVocabulary.placement
        else { return true }
        let stated = standing.amended.items[event.id]?.stated ?? event.content.stated
        return stated.latestDay.map { $0 <= asOf } ?? false
      }.map(\.seq))
  }
}

extension Event {
  /// When its turn comes: what says how to read others first, then by the last day on which it may
  /// have been stated.
  fileprivate var turn: [Int] {
    let isReading =
      switch content.knownType {
      case .source, .term, .link, .amendment, .redaction: true
      default: false
      }
    return [isReading ? 0 : 1, content.stated.latestDay?.number ?? .max]
  }
}
