extension Obligations {
  /// What is said of acts, and judged of them, that tells which deal they perform and how far.
  package struct Marks: Sendable {
    /// That a side denies an act.
    struct Denial: Hashable, Sendable {
      let side: String
      let seq: Int

      /// Whether it denies that it was done under an agreement, and the deals that the words name which it
      /// denies.
      let isOfAgreement: Bool
      let deals: Set<String>

      /// Whether it denies all of it, or a part without which nothing was performed, and says nothing
      /// instead.
      let isOfNumber: Bool
    }

    /// The parts without which nothing was performed.
    private static let facetsOfNumber: Set<Facet> = [.count, .direction, .what, .whose, .agreement]

    /// That the recorder reads an act as done under a deal, or under none.
    struct Placement: Hashable, Sendable {
      /// The deal's short id; nil: none.
      let deal: String?
      let stated: Stated
      let seq: Int
    }

    /// That a speaker says of some of those handed over whose they turned out to be.
    struct Identification: Hashable, Sendable {
      let speaker: String
      let side: String?
      let isOutlet: Bool
      let identifiedAs: String
      let count: Count?

      /// Whether it is of one handover, of some of a number beside it, or a sum of its speaker's.
      let scope: Scope

      /// The deal that it names.
      let deal: String?
      let stated: Stated
      let seq: Int

      /// Its event and those that correct it.
      let seqs: [Int]

      /// What is said of the row.
      let row: Row
    }

    /// What there is on one act.
    struct OfAct: Hashable, Sendable {
      var denials: Set<Denial> = []
      var placements: Set<Placement> = []
      var identifications: Set<Identification> = []

      /// When its number was corrected.
      var corrections: Set<Stated> = []
    }

    private(set) var acts: [EventID: OfAct] = [:]

    /// The identifications that name no handover, by their acts.
    private(set) var ofRows: [EventID: [Identification]] = [:]

    package init() {}

    /// Takes what is said and judged of the acts of a part of a record.
    package init(_ standing: Standing) {
      for act in standing.acts where standing.isLive(act.id) { take(act, standing) }
      for (id, placements) in standing.judgements.placements {
        let found = placements.map {
          Placement(deal: $0.agreement, stated: $0.stated, seq: $0.seq)
        }
        for target in standing.named(by: id) {
          acts[target, default: OfAct()].placements.formUnion(found)
        }
      }
    }

    private mutating func take(_ act: Standing.Act, _ standing: Standing) {
      switch act.deed {
      case .denial(_, _, _, let instead):
        guard let side = act.side else { return }
        for denied in standing.deniedParts(by: act) {
          // Who says what was so instead says a number of its own; a place or a day makes no other.
          let isOfNumber =
            instead == nil
            && (denied.isWhole || !denied.facets.isDisjoint(with: Marks.facetsOfNumber))
          let isOfAgreement = denied.facets.contains(.agreement)
          guard isOfAgreement || isOfNumber else { continue }
          let deals = isOfAgreement ? standing.claims(of: denied.claiming).compactMap(\.deal) : []
          acts[denied.claiming.id, default: OfAct()].denials.insert(
            Denial(
              side: side, seq: act.seq, isOfAgreement: isOfAgreement, deals: Set(deals),
              isOfNumber: isOfNumber))
        }
      case .correction(let target, let claim?, _) where claim["count"] != nil:
        acts[standing.corrected(target), default: OfAct()].corrections.insert(act.stated)
      case .announcement(let claim) where claim.act == .identification:
        for claim in standing.claims(of: act) where claim.half == 0 {
          guard claim.exclusion == nil, let identified = claim.claim.identifiedAs else {
            continue
          }
          let identification = Identification(
            speaker: claim.speaker, side: claim.side,
            isOutlet: Rules.isOutlet(
              act.speech.attribution, kind: standing.sources[claim.speaker]?.kind),
            identifiedAs: identified, count: claim.claim.count, scope: claim.claim.scope,
            deal: claim.deal,
            stated: claim.stated, seq: claim.seq, seqs: claim.seqs, row: claim.row)
          guard let about = claim.claim.about.flatMap({ EventID($0) }) else {
            ofRows[act.id, default: []].append(identification)
            continue
          }
          for target in standing.named(by: about) {
            acts[target, default: OfAct()].identifications.insert(identification)
          }
        }
      default: break
      }
    }

    /// Takes the marks of a part on whose acts no other part has any.
    mutating func insert(_ other: Marks) {
      acts.merge(other.acts) { first, _ in first }
      ofRows.merge(other.ofRows) { first, _ in first }
    }

    /// Takes the marks of a part out again.
    mutating func remove(_ other: Marks) {
      for id in other.acts.keys { acts[id] = nil }
      for id in other.ofRows.keys { ofRows[id] = nil }
    }
  }
}

extension Standing {
  /// The acts of which one speaks that names an act: itself, and what it confirms or corrects.
  fileprivate func named(by id: EventID) -> Set<EventID> {
    Set([id] + origins(of: id).map(\.act.id))
  }

  /// The act that a correction changes in the end.
  fileprivate func corrected(_ id: EventID) -> EventID {
    var id = id
    while let act = act(id), case .correction(let target, _, _) = act.deed { id = target }
    return id
  }
}
