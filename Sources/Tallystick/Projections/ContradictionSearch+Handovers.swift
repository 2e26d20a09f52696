extension ContradictionSearch {
  /// Looks for what claims on one handover, and identifications of those handed over, differ in.
  mutating func search(
    _ handover: Handover, _ identifications: [Identification], _ sources: SourceBook
  ) {
    compareNumbers(handover)
    compareObservers(handover, sources)
    compareParts(handover)
    compareLabels(handover)
    compareAgreements(handover)
    for claim in handover.claims where claim.isPremature {
      add(
        .implausible, [claim.seq], [], of: [claim.act], facet: "date",
        at: "said on \(claim.stated.text), before it happened", isBlocking: false)
    }
    for one in identifications { compareLabels(handover, one) }
    tellBlocking(handover)
  }

  /// What acts that name one another contradict, of claims on a handover that counts.
  private mutating func tellBlocking(_ handover: Handover) {
    guard !blocking.isEmpty, handover.place == .counted else { return }
    for id in Set(handover.claims.flatMap(\.ids)) {
      for one in blocking[id] ?? [] { add(one) }
    }
  }

  /// The acts of a side's number.
  private func acts(_ handover: Handover, _ number: SideNumber?) -> [Standing.Act] {
    let givers = number?.givers ?? []
    return handover.claims.map(\.act).filter { givers.contains($0.seq) }
  }

  private mutating func compareNumbers(_ handover: Handover) {
    let place = "\(handover.when?.text ?? "no day"), \(handover.row)"
    let isCounted = handover.place == .counted
    if let gap = handover.gap, gap.number != 0 {
      add(
        .number, handover.sender?.seqs ?? [], handover.receiver?.seqs ?? [],
        of: acts(handover, handover.sender) + acts(handover, handover.receiver), at: place,
        difference: gap.magnitude, isBlocking: isCounted)
    }
    compareOtherUnits(handover, at: place)
    let saying = handover.claims.filter { $0.side != nil && $0.givesNumber(to: handover.row) }
    let sides = Dictionary(grouping: saying) { $0.side ?? "" }
    for (side, claims) in sides.sorted(by: { $0.key < $1.key }) {
      let numbered = claims.filter { $0.claim.count?.bounds != nil }
      let best = numbered.filter { $0.rank == numbered.map(\.rank).min() }
      for alike in best.byUnit {
        guard let low = alike.min(by: { $0.upper < $1.upper }),
          let high = alike.max(by: { $0.lower < $1.lower }), high.lower > low.upper
        else { continue }
        add(
          .number, low.seqs, high.seqs, of: [low.act, high.act], at: "\(side) itself, \(place)",
          difference: high.bounds.gap(from: low.bounds), isBlocking: isCounted)
      }
    }
  }

  /// What the two sides say in units of which one side has no number in the sums.
  private mutating func compareOtherUnits(_ handover: Handover, at place: String) {
    guard let sent = handover.sender?.byUnit, let received = handover.receiver?.byUnit,
      sent.count > 1 || received.count > 1 || sent.keys != received.keys
    else { return }
    for unit in Set(sent.keys).intersection(received.keys).sorted() {
      guard let mine = sent[unit], let theirs = received[unit],
        unit != handover.sender?.unit || unit != handover.receiver?.unit,
        !mine.bounds.overlaps(theirs.bounds)
      else { continue }
      let givers = mine.seqs + theirs.seqs
      add(
        .number, mine.seqs, theirs.seqs,
        of: handover.claims.map(\.act).filter { givers.contains($0.seq) },
        at: "counted in \(unit), \(place)",
        difference: mine.bounds.gap(from: theirs.bounds).magnitude,
        isBlocking: handover.place == .counted)
    }
  }

  /// The numbers of those who saw it, beside each side's.
  private mutating func compareObservers(_ handover: Handover, _ sources: SourceBook) {
    for claim in handover.claims
    where sources.isObserver(claim, of: handover) && claim.givesNumber(to: handover.row) {
      for number in [handover.sender, handover.receiver] {
        guard let number, let seen = claim.claim.count?.bounds, let said = number.bounds,
          claim.unit == nil || number.unit == nil || claim.unit == number.unit,
          !seen.overlaps(said)
        else { continue }
        add(
          .number, number.seqs, claim.seqs, of: acts(handover, number) + [claim.act],
          facet: "observed",
          at: "\(claim.speaker) saw it, \(handover.when?.text ?? "no day"), \(handover.row)",
          difference: said.gap(from: seen).magnitude, isBlocking: handover.place == .counted)
      }
    }
  }

  /// Which way it went and what was handed over, as the sides say it on a handover that a link made one,
  /// or a correction of what confirms it.
  private mutating func compareParts(_ handover: Handover) {
    let row = handover.row
    let said = handover.claims.filter { [.sender, .receiver].contains($0.voice(on: row)) }
    let parts: [(Contradiction.Kind, Facet, (Row) -> String?)] = [
      (.direction, .direction, \.direction), (.what, .what, \.what),
    ]
    for (kind, facet, part) in parts {
      guard let shown = part(row) else { continue }
      let saying = said.filter { $0.placement.says(facet) && part($0.row) != nil }
      let others = saying.filter { part($0.row) != shown }
      guard !others.isEmpty else { continue }
      let alike = saying.filter { part($0.row) == shown }
      let words = Set(others.compactMap { part($0.row) }).sorted().joined(separator: " or ")
      add(
        kind, alike.flatMap(\.seqs).distinct, others.flatMap(\.seqs).distinct,
        of: saying.map(\.act), at: "\(words), \(handover.when?.text ?? "no day"), \(row)",
        isBlocking: handover.place == .counted)
    }
  }

  /// What the sender calls them, beside what the receiver takes them for.
  private mutating func compareLabels(_ handover: Handover) {
    guard let label = handover.row.whose else { return }
    let received = handover.claims.filter {
      $0.voice(on: handover.row) == .receiver && $0.claim.receivedAs != nil
    }
    for claim in received where claim.claim.receivedAs != label {
      let labelled = handover.claims.filter { $0.claim.whose != nil }
      let sent = labelled.filter { $0.voice(on: handover.row) == .sender }
      let these = sent.isEmpty ? labelled.filter { $0 !== claim } : sent
      add(
        .whose, these.isEmpty ? claim.seqs : these.flatMap(\.seqs), these.isEmpty ? [] : claim.seqs,
        of: these.map(\.act) + [claim.act],
        at: "received as \(claim.claim.receivedAs ?? "?"), \(handover.when?.text ?? "no day"), "
          + "\(handover.row)", isBlocking: handover.place == .counted)
    }
  }

  /// Under which agreement each of the two sides puts it.
  private mutating func compareAgreements(_ handover: Handover) {
    func placed(_ voice: Voice) -> [LiveClaim] {
      handover.claims.filter { $0.voice(on: handover.row) == voice && $0.claim.under != nil }
    }
    let (sent, received) = (placed(.sender), placed(.receiver))
    let (one, other) = (Set(sent.map(\.claim.under)), Set(received.map(\.claim.under)))
    guard !one.isEmpty, !other.isEmpty, one.isDisjoint(with: other) else { return }
    let names = [one, other].map { $0.compactMap { $0 }.sorted().joined(separator: ", ") }
    add(
      .agreement, sent.flatMap(\.seqs), received.flatMap(\.seqs), of: (sent + received).map(\.act),
      at: "\(names.joined(separator: " or ")), \(handover.when?.text ?? "no day"), \(handover.row)",
      isBlocking: false)
  }

  /// Whose remains they turned out to be, beside what others call them.
  private mutating func compareLabels(_ handover: Handover, _ one: Identification) {
    let others = one.said.contradicted(in: handover)
    guard let label = others.first?.label else { return }
    add(
      .identity, others.flatMap(\.seqs), [one.said.seq], of: others.map(\.act) + [one.act],
      facet: "label", at: "\(label) or \(one.said.identifiedAs), \(handover.row)",
      isBlocking: false)
  }
}

extension SideNumber {
  /// Its numbers by what they count, as far as that is said.
  fileprivate var byUnit: [String: (bounds: Bounds, seqs: [Int])] {
    var found: [String: (bounds: Bounds, seqs: [Int])] = [:]
    if let unit, let bounds { found[unit] = (bounds, seqs) }
    for other in others {
      let had = found[other.unit]
      found[other.unit] = (
        had.map { $0.bounds.union(other.bounds) } ?? other.bounds, (had?.seqs ?? []) + [other.seq]
      )
    }
    return found
  }
}

extension [LiveClaim] {
  /// The claims by what they count: those that do not say it are with each that does.
  fileprivate var byUnit: [[LiveClaim]] {
    let units = Set(compactMap(\.unit))
    guard units.count > 1 else { return [self] }
    return units.sorted().map { unit in filter { $0.unit == nil || $0.unit == unit } }
  }
}

extension Row {
  /// From whom to whom, where both are said.
  fileprivate var direction: String? { from.flatMap { from in to.map { "\(from)→\($0)" } } }
}

extension LiveClaim {
  /// The number, of a claim that gives one.
  fileprivate var bounds: Bounds { claim.count?.bounds ?? Bounds(0) }

  fileprivate var lower: Int64 { claim.count?.bounds?.min ?? 0 }
  fileprivate var upper: Int64 { claim.count?.bounds?.max ?? .max }
}
