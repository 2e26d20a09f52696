public import Tallystick

/// Finds the events whose folding alone gives a figure.
///
/// It begins with the events that the report names for the figure, adds what they are about and
/// the judgements that may bear on them, and folds those. Where that gives another figure it goes
/// further out: to the row, to what touches it, to the handovers beside it, and in the end to all.
/// Then it leaves out, as far as the figure stays, what it had to add.
public struct Explainer: Sendable {
  /// The events that give a figure.
  public struct Needed: Hashable, Sendable {
    /// The acts of speakers, in order.
    public let acts: [Int]
    /// The sources, links, assessments and amendments that are needed besides, in order.
    public let judgements: [Int]
  }

  /// At most so many events are looked through for ones that can be left out.
  static let mostShortened = 2000

  private let view: View
  private let web: EventWeb

  /// Creates the explainer of a view and of the events that it was made from.
  ///
  /// - Complexity: O(*n*) in their number.
  public init(_ view: View, events: [Event]) {
    self.view = view
    web = EventWeb(events)
  }

  /// The event at a place.
  public func event(_ seq: Int) -> Event? { web[seq] }

  /// A view of some events alone, at the same cut.
  public func folding(_ seqs: some Sequence<Int>) -> View {
    let events = Set(seqs).sorted().compactMap { web[$0] }
    return View(
      History(folding: events), root: view.root, at: view.standing.cut,
      asRecorded: view.asRecorded)
  }

  /// Whether folding some events alone gives a figure.
  public func gives(_ figure: Figure, _ seqs: some Sequence<Int>) -> Bool {
    Figure.at(figure.address, in: folding(seqs))?.value == figure.value
  }

  /// The events whose folding alone gives a figure.
  ///
  /// - Complexity: that of the report for each of some dozens of foldings of the events found.
  public func events(of figure: Figure) -> Needed {
    let named = Set(figure.seqs)
    var needed = Set(web.all)
    for stage in 0..<3 {
      let acts = reach(figure, stage)
      let candidate = acts.union(web.judgements(on: acts))
      if gives(figure, candidate) {
        needed = candidate
        break
      }
    }
    let extra = needed.subtracting(named.filter(web.isAct)).sorted()
    if needed.count <= Explainer.mostShortened {
      needed.subtract(unneeded(Array(extra.reversed()), in: needed, figure))
    }
    return Needed(
      acts: needed.filter(web.isAct).sorted(),
      judgements: needed.filter { !web.isAct($0) }.sorted())
  }

  private func reach(_ figure: Figure, _ stage: Int) -> Set<Int> {
    switch stage {
    case 0: return web.acts(from: figure.seqs, touching: false)
    case 1: return web.acts(from: figure.row, touching: true)
    default:
      let near = web.acts(from: figure.row, touching: true)
      let beside = view.handovers.all.filter { handover in
        handover.claims.contains { near.contains($0.seq) }
      }
      let around = beside.flatMap { handover -> [Int] in
        guard case .possibleOverlap(let events) = handover.place else { return handover.seqs }
        return handover.seqs + events
      }
      return web.acts(from: near.union(around), touching: true)
    }
  }

  /// Of some events those that can be left out one after the other: halves first, then parts.
  private func unneeded(_ seqs: [Int], in needed: Set<Int>, _ figure: Figure) -> Set<Int> {
    var gone: Set<Int> = []
    var open = seqs.isEmpty ? [] : [seqs]
    while let part = open.popLast() {
      if gives(figure, needed.subtracting(gone).subtracting(part)) {
        gone.formUnion(part)
      } else if part.count > 1 {
        open.append(Array(part.suffix(part.count / 2)))
        open.append(Array(part.prefix(part.count - part.count / 2)))
      }
    }
    return gone
  }
}
