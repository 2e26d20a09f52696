/// The figures of totals and obligations in which two views of one record differ, each with the
/// events that made the difference (design §4.8).
///
/// Between the views lies a way of single steps: the day, then each event that only one of them
/// takes into account, those first that only say how to read the others. A figure that differs is
/// followed along the way by halving it, so that each event named moved the figure when it came.
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
  /// - Complexity: O(*m* log *k*) foldings for *m* events that move a figure, of *k* that only one
  ///   of the views takes into account.
  public init(from before: View, to after: View, events: [Event]) {
    let way = Way(from: before, to: after, events: events)
    var walk = Walk(way: way)
    let (first, last) = (State(before), State(after))
    walk.follow(0, first, way.count, last)
    changes = last.order(with: first).compactMap { address in
      let (was, now) = (first.values[address], last.values[address])
      guard was != now else { return nil }
      return Change(
        address: address, before: was, after: now, steps: walk.steps[address] ?? [])
    }
  }

  /// The figures of a view, without their events.
  private struct State {
    let values: [String: JSONValue]
    private let seqs: [String: Set<Int>]
    private let addresses: [String]

    init(_ view: View) {
      let figures = sources.flatMap { Figure.all($0, in: view) }
      addresses = figures.map(\.address)
      values = Dictionary(figures.map { ($0.address, $0.value.withoutEvents) }) { first, _ in
        first
      }
      seqs = Dictionary(figures.map { ($0.address, Set($0.seqs)) }) { first, _ in first }
    }

    /// The events that a figure names here and not in another state, in order.
    func seqs(of address: String, besides other: State) -> [Int] {
      (seqs[address] ?? []).subtracting(other.seqs[address] ?? []).sorted()
    }

    /// The addresses of both, those of this one first.
    func order(with other: State) -> [String] {
      addresses + other.addresses.filter { values[$0] == nil }
    }

    func differs(from other: State) -> [String] {
      order(with: other).filter { values[$0] != other.values[$0] }
    }
  }

  /// The walk along the way, which notes each step that moves a figure.
  private struct Walk {
    let way: Way
    var steps: [String: [Step]] = [:]

    mutating func follow(_ low: Int, _ first: State, _ high: Int, _ last: State) {
      let moved = last.differs(from: first)
      guard !moved.isEmpty, high > low else { return }
      if high == low + 1 {
        let (event, comesIn) = way.step(low)
        for address in moved {
          steps[address, default: []].append(
            Step(
              event: event, comesIn: comesIn, before: first.values[address],
              after: last.values[address], gained: last.seqs(of: address, besides: first),
              lost: first.seqs(of: address, besides: last)))
        }
        return
      }
      let middle = (low + high) / 2
      let state = State(way.view(after: middle))
      follow(low, first, middle, state)
      follow(middle, state, high, last)
    }
  }
}

/// The way from one view to another, in single steps: the day, what goes out, what comes in.
private struct Way {
  private let events: [Event]
  private let start: Set<Int>
  private let leaving: [Int]
  private let coming: [Int]
  private let cut: Cut
  private let root: Hash

  /// The number of steps.
  var count: Int { 1 + leaving.count + coming.count }

  init(from before: View, to after: View, events: [Event]) {
    self.events = events
    root = after.root
    var cut = after.standing.cut
    cut.asOf = nil
    cut.withHindsight = false
    self.cut = cut
    let (one, two) = (before.inside(events), after.inside(events))
    start = one
    let isByRecording = before.standing.cut.asOf == after.standing.cut.asOf
    let bySeq = Dictionary(events.map { ($0.seq, $0) }) { first, _ in first }
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

  /// What a step is: the event, and whether it comes in.
  func step(_ place: Int) -> (event: Int?, comesIn: Bool) {
    guard place > 0 else { return (nil, true) }
    let place = place - 1
    return place < leaving.count
      ? (leaving[place], false) : (coming[place - leaving.count], true)
  }

  /// The view after so many steps, of which the first is the day.
  func view(after steps: Int) -> View {
    let taken = max(0, steps - 1)
    let held = start.subtracting(leaving.prefix(taken))
      .union(coming.prefix(max(0, taken - leaving.count)))
    return View(
      History(folding: events.filter { held.contains($0.seq) }), root: root, at: cut)
  }
}

extension View {
  /// The places of those of `events` that the view takes into account, or sets aside.
  fileprivate func inside(_ events: [Event]) -> Set<Int> {
    let aside = Set(standing.aside.map(\.seq))
    return Set(
      events.filter { event in
        guard event.seq <= history.size, let type = event.content.knownType else { return false }
        if type.isAct { return standing.act(event.id) != nil || aside.contains(event.seq) }
        guard type == .assessment, let asOf = standing.cut.asOf, !standing.cut.withHindsight else {
          return true
        }
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
      case .source, .link, .amendment, .redaction: true
      default: false
      }
    return [isReading ? 0 : 1, content.stated.latestDay?.number ?? .max]
  }
}

extension JSONValue {
  /// The value without the lists of events that it carries.
  fileprivate var withoutEvents: JSONValue {
    guard var object else { return self }
    for name in ["events", "event_count"] { object[name] = nil }
    return .object(object)
  }
}
