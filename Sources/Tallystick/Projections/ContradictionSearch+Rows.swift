internal import TransparencyLog

extension ContradictionSearch {
  /// Looks for what contradicts on a row, of whose stated totals some are off; and what would beside that
  /// if no explanation took anything out.
  mutating func search(
    _ row: Row, _ off: [StatedTotal], _ stated: [LiveClaim], _ identifications: [Identification],
    _ more: UnexplainedRow?, _ handovers: @autoclosure () -> [Handover]
  ) {
    compareTotals(off, stated, on: row)
    findFalls(stated, on: row)
    compareSides(stated, on: row)
    compareIdentities(identifications, on: row, handovers())
    guard let more else { return }
    searchUnexplained(on: row, more, beside: stated, identifications, handovers())
  }

  /// Compares totals that sides state, with the events that they were compared with, with the sums.
  mutating func compareTotals(_ totals: [StatedTotal], _ stated: [LiveClaim], on row: Row) {
    for total in totals {
      guard case .off(let difference) = total.verdict else { continue }
      add(
        .totalMismatch, [total.seq], total.comparedSeqs,
        of: stated.filter { $0.seq == total.seq }.map(\.act), at: "\(row)",
        difference: difference, isBlocking: false)
    }
  }

  /// Totals of the two sides for the same days that cannot both be right: of each side the best attributed
  /// that it stated last.
  mutating func compareSides(_ totals: [LiveClaim], on row: Row) {
    let periods = Dictionary(grouping: totals.filter { $0.total != nil && $0.hasEnd }) {
      Period(days: DaysKey($0.placement.when), unit: $0.claim.unit, under: $0.claim.under)
    }
    for all in periods.values {
      let (sent, received) = (
        all.stated(by: .sender, on: row), all.stated(by: .receiver, on: row)
      )
      guard let one = sent.tied, let other = received.tied, !one.overlaps(other) else { continue }
      add(
        .number, sent.flatMap(\.seqs).distinct, received.flatMap(\.seqs).distinct,
        of: (sent + received).map(\.act), facet: "total",
        at: "in total, \(sent.first?.placement.when?.text ?? "no day"), \(row)",
        difference: one.gap(from: other).magnitude, isBlocking: false)
    }
  }

  /// What totals have in common that are compared with one another.
  private struct Period: Hashable {
    let days: DaysKey
    let unit: String?
    let under: String?
  }

  /// Totals of one voice that are smaller than an earlier one which their period holds.
  mutating func findFalls(_ totals: [LiveClaim], on row: Row) {
    let groups = Dictionary(grouping: totals.filter { $0.total != nil }) { claim in
      let voice = claim.voice(on: row)
      let isSide = voice == .sender || voice == .receiver
      return [isSide ? claim.side : claim.speaker, claim.unit, claim.claim.under]
    }
    for all in groups.values {
      let best = all.map(\.rank).min()
      let ordered = all.filter { $0.rank == best }.sorted {
        let (mine, theirs) = ($0.stated.latestDay ?? .maximum, $1.stated.latestDay ?? .maximum)
        if mine != theirs { return mine < theirs }
        return $0.totalEnd == $1.totalEnd ? $0.id < $1.id : $0.totalEnd < $1.totalEnd
      }
      for (place, later) in ordered.enumerated() {
        guard
          let earlier = ordered[..<place].last(where: {
            later.periodHolds($0)
              && (later.stated.isCertainlyAfter($0.stated) || later.totalEnd > $0.totalEnd)
          }),
          let most = later.total?.max, let (had, has) = earlier.totals(with: later), had.min > most
        else { continue }
        add(
          .totalFalls, [earlier.seq], [later.seq], of: [earlier.act, later.act], at: "\(row)",
          difference: had.gap(from: has), isBlocking: false)
      }
    }
  }

  /// What speakers say otherwise of whose remains those of one handover turned out to be.
  mutating func compareIdentities(_ all: [Identification]) {
    for (about, all) in Dictionary(grouping: all, by: \.said.about) where about != nil {
      comparePairs(all)
    }
  }

  /// What speakers say otherwise of whose remains those of a row turned out to be, where they name no
  /// handover, beside its handovers.
  mutating func compareIdentities(
    _ all: [Identification], on row: Row, _ handovers: @autoclosure () -> [Handover]
  ) {
    comparePairs(all.filter { $0.said.about == nil })
    guard row.isWhole, all.contains(where: { !$0.isOfAHandover }) else { return }
    let handovers = handovers().sorted { $0.precedes($1) }
    for one in all where !one.isOfAHandover { compareLabels(one, on: row, handovers) }
  }

  private mutating func comparePairs(_ unordered: [Identification]) {
    let all = unordered.sorted { $0.said.precedes($1.said) }
    for (place, one) in all.enumerated() {
      for other in all[..<place] where one.said.isDenied(by: other.said) {
        add(
          .identity, [other.said.seq], [one.said.seq], of: [one.act, other.act],
          at: "\(other.said.identifiedAs) or \(one.said.identifiedAs), \(one.said.row)",
          isBlocking: false)
      }
    }
  }

  /// What others say whose those of a row are that had begun to be handed over by then.
  ///
  /// It is told by the identification alone, whatever comes to the row.
  private mutating func compareLabels(
    _ one: Identification, on row: Row, _ handovers: [Handover]
  ) {
    let day = one.act.stated.latestDay ?? .maximum
    let others = handovers.filter { handover in
      handover.when?.resolved?.earliest.map { $0 <= day } ?? true
    }.flatMap { one.said.others(on: $0) }
    guard let label = others.first?.label else { return }
    let seqs = others.flatMap(\.seqs).distinct
    let more = seqs.count - Contradiction.mostEvents
    add(
      .identity, Array(seqs.prefix(Contradiction.mostEvents)), [one.said.seq], of: [one.act],
      facet: "label",
      at: "\(label) or \(one.said.identifiedAs), \(row)"
        + (more > 0 ? ", and \(more) events more" : ""), isBlocking: false)
  }
}

extension ContradictionSearch {
  /// What a speaker says that some of those handed over turned out to be, with its act.
  struct Identification: Sendable {
    let said: Handovers.Identified
    let act: Standing.Act

    /// Whether it is about a claim of a handover.
    let isOfAHandover: Bool

    init?(_ said: Handovers.Identified, _ standing: Standing) {
      guard let act = standing.act(said.id) else { return nil }
      self.said = said
      self.act = act
      isOfAHandover =
        said.about.map { about in
          standing.origins(of: about).contains { $0.act.claim?.act == .handover }
        } ?? false
    }

    private init(_ said: Handovers.Identified, as other: Self) {
      self.said = said
      act = other.act
      isOfAHandover = other.isOfAHandover
    }

    func placed(by rows: RowsThere) -> Self { Self(said.placed(by: rows), as: self) }
  }
}

extension [LiveClaim] {
  /// The totals of a side that hold: the best attributed, and of these the last stated, in an order that
  /// recording does not change.
  fileprivate func stated(by voice: Voice, on row: Row) -> [LiveClaim] {
    let mine = filter { $0.voice(on: row) == voice }
    let best = mine.map(\.rank).min()
    return unsurpassed(mine.filter { $0.rank == best }) {
      $0.stated.isCertainlyAfter($1.stated)
    }.sorted { $0.precedes($1) }
  }

  /// The range of their numbers; nil of none.
  fileprivate var tied: Bounds? { SideNumber.range(of: compactMap(\.total)) }
}

extension LiveClaim {
  /// Whether its words give the day on which its period ends.
  fileprivate var hasEnd: Bool { placement.when?.resolved?.latest != nil }

  /// Both numbers, of totals that give them.
  fileprivate func totals(with other: LiveClaim) -> (Bounds, Bounds)? {
    guard let total, let others = other.total else { return nil }
    return (total, others)
  }

  /// Whether the period of a total holds that of another.
  fileprivate func periodHolds(_ other: LiveClaim) -> Bool {
    let (mine, theirs) = (placement.when?.earliest, other.placement.when?.earliest)
    let holdsBeginning = mine.map { mine in theirs.map { mine <= $0 } ?? false } ?? true
    return holdsBeginning && other.totalEnd <= totalEnd
  }
}

extension Handovers.Identified {
  /// Whether another says otherwise of the same handover, or of the same row where neither names one.
  fileprivate func isDenied(by other: Self) -> Bool {
    about == other.about && (about != nil || row == other.row)
      && identifiedAs != other.identifiedAs && side ?? speaker != other.side ?? other.speaker
  }
}
