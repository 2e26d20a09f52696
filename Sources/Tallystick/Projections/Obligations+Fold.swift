extension Obligations {
  /// What is performed of the obligations, taken part by part.
  struct Fold {
    private var performances: [Performance]

    /// Creates the fold in which nothing was performed.
    init(_ readings: Readings) { performances = readings.all.map { Performance($0) } }

    /// Takes the handovers of a part of a record, and who denies their agreements.
    mutating func take(_ standing: Standing, _ handovers: Handovers) {
      guard !performances.isEmpty else { return }
      let denials = AgreementDenials(standing)
      for handover in handovers.all where handover.place == .counted {
        for place in performances.indices { performances[place].take(handover, denials) }
      }
    }

    /// The obligations, with how far each is performed on a day.
    func lines(day: Day) -> [Line] { performances.map { Line($0, day: day) } }
  }
}

extension Obligations {
  /// What is performed of one obligation.
  struct Performance {
    let reading: Reading
    var debtorSays: ColumnSum
    var creditorSays: ColumnSum

    /// The events on the handovers of which one of the two spoke.
    var seqs: [Int] = []

    init(_ reading: Reading) {
      self.reading = reading
      let (obligation, agreement) = (reading.obligation, reading.key.agreement)
      debtorSays = ColumnSum(side: obligation.debtor, agreement: agreement)
      creditorSays = ColumnSum(side: obligation.creditor, agreement: agreement)
    }

    mutating func take(_ handover: Handover, _ denials: AgreementDenials) {
      let obligation = reading.obligation
      guard handover.performs(obligation, since: reading.deal.when) else { return }
      if !denials.deny(handover, by: obligation.debtor) { debtorSays.take(handover) }
      if !denials.deny(handover, by: obligation.creditor) { creditorSays.take(handover) }
      let isSpokenOf = handover.claims.contains {
        $0.side == obligation.debtor || $0.side == obligation.creditor
      }
      if isSpokenOf { seqs += handover.seqs + denials.seqs(on: handover) }
    }
  }
}

/// The number of one side over the handovers of which it spoke under an agreement, or under none.
struct ColumnSum {
  let side: String
  let agreement: String
  private var bounds: Bounds?
  private var handovers = 0
  private var assumed = 0
  private var seqs: [Int] = []

  init(side: String, agreement: String) {
    self.side = side
    self.agreement = agreement
  }

  mutating func take(_ handover: Handover) {
    let spoken = handover.claims.filter {
      $0.side == side && ($0.claim.under == nil || $0.claim.under == agreement)
    }
    guard let number = SideNumber(spoken) else { return }
    if let more = number.bounds { bounds = bounds.map { $0 + more } ?? more }
    handovers += 1
    let isAssumed = spoken.allSatisfy {
      !number.givers.contains($0.seq) || $0.claim.under == nil
    }
    if isAssumed { assumed += 1 }
    seqs += number.seqs
  }

  /// The number; nil where it spoke of no handover.
  var column: Obligations.Column? {
    handovers == 0
      ? nil
      : Obligations.Column(
        bounds: bounds, handovers: handovers, assumed: assumed, seqs: seqs.distinct)
  }
}

/// Who denies, of which acts, that they were done under an agreement.
struct AgreementDenials {
  /// One of them.
  struct Denial: Hashable {
    let of: EventID
    let side: String
    let seq: Int
  }

  private var denials: [EventID: Set<Denial>] = [:]

  init() {}

  init(_ standing: Standing) {
    for denial in standing.agreementDenials { insert(denial) }
  }

  mutating func insert(_ denial: Denial) { denials[denial.of, default: []].insert(denial) }

  mutating func remove(_ denial: Denial) {
    denials[denial.of]?.remove(denial)
    if denials[denial.of]?.isEmpty ?? false { denials[denial.of] = nil }
  }

  /// The denials of what is said of a handover.
  func seqs(on handover: Handover) -> [Int] {
    denials.isEmpty
      ? [] : handover.claims.flatMap { (denials[$0.id] ?? []).map(\.seq).sorted() }
  }

  func deny(_ handover: Handover, by side: String) -> Bool {
    !denials.isEmpty
      && handover.claims.contains { claim in
        denials[claim.id]?.contains { $0.side == side } ?? false
      }
  }
}

extension Standing {
  /// The live denials that an act was done under an agreement, by those who speak for a side.
  var agreementDenials: [AgreementDenials.Denial] {
    acts.compactMap { act in
      guard case .denial(let target, _, let facets, _) = act.deed, facets.contains(.agreement),
        let side = act.side, let target, isLive(act.id), let origin = origins(of: target).first?.act
      else { return nil }
      return AgreementDenials.Denial(of: origin.id, side: side, seq: act.seq)
    }
  }
}

extension Handover {
  /// Whether it performs an obligation of a deal made on a day: on its row, and not over before.
  fileprivate func performs(_ obligation: Obligation, since deal: EDTFDate) -> Bool {
    guard row.performs(obligation) else { return false }
    guard let ended = when?.latest, let made = deal.earliest else { return true }
    return ended >= made
  }
}

extension Row {
  /// Whether handovers on it may perform an obligation.
  func performs(_ obligation: Obligation) -> Bool {
    guard let what else { return false }
    return obligation.what.contains(what) && from == obligation.debtor
      && to == obligation.creditor && (whose == obligation.whose || whose == nil)
  }
}
