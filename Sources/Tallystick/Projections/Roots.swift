/// Where the voices behind a claim begin: how many of them are independent, and who repeats whom
/// (TheRules.md).
///
/// Voices are one root where a link makes them one utterance or one derived from the other, where
/// one source copies another, and where one speaker speaks twice: repetition adds nothing.
public struct Roots: Sendable {
  /// Somebody who speaks of what the claim is about.
  public struct Voice: Hashable, Sendable {
    /// Its event.
    public let seq: Int
    /// Who speaks.
    public let speaker: String
    /// The side for which it speaks.
    public let side: String?
    /// Who stands behind it.
    public let attribution: Attribution
    /// When it was said.
    public let stated: Stated
    /// The chain from the speaker to the page read.
    public let via: [String]
    /// What it says.
    public let claim: String
    /// Whether its number may be the claim's; nil where one of them gives none.
    public let agrees: Bool?
    /// Whether it is the act that was asked about.
    public let isAsked: Bool
    /// Why it is no root of its own; nil for the voice in which the root begins.
    public let repeats: Repetition?
  }

  /// Why a voice is the repetition of another.
  public struct Repetition: Hashable, Sendable {
    /// The voice that it repeats.
    public let seq: Int
    /// Why, as a clause.
    public let why: String
    /// The links and registrations that say so, in order.
    public let seqs: [Int]
  }

  /// Voices that begin in one place.
  public struct Root: Hashable, Sendable {
    /// The voice in which it begins, then those that repeat it.
    public let voices: [Voice]

    /// Whether one of its voices speaks for the claim and not against it.
    public var isBehind: Bool { voices.contains { $0.agrees != false } }
  }

  /// The act that was asked about.
  public let seq: Int

  /// The roots: those behind the claim first, each by its first voice.
  public let roots: [Root]

  /// How many independent roots stand behind the claim.
  public var independent: Int { roots.count(where: \.isBehind) }

  /// Finds the roots behind an act; nil where no claim of it stands at the cut.
  ///
  /// - Complexity: O(*n*) in the number of claims at the cut, but for its own voices.
  package init?(of id: EventID, _ standing: Standing, _ handovers: Handovers) {
    guard let act = standing.act(id) else { return nil }
    let own = standing.isLive(id) ? standing.claims(of: act) : []
    guard !own.isEmpty else { return nil }
    seq = act.seq
    let voices = Roots.voices(about: id, own, standing, handovers).compactMap { claim in
      standing.act(claim.id).map {
        Spoken(act: $0, claim: claim, agrees: claim.id == id ? true : claim.agrees(with: own))
      }
    }
    roots = Roots.gather(voices, asked: id, standing)
  }

  /// The roots among the claims that some acts make.
  package static func among(_ ids: [EventID], _ standing: Standing) -> [Root] {
    let voices = ids.compactMap { id -> Spoken? in
      guard let act = standing.act(id), standing.isLive(id),
        let claim = standing.claims(of: act).first
      else { return nil }
      return Spoken(act: act, claim: claim, agrees: nil)
    }
    return gather(voices, asked: nil, standing)
  }

  /// The claims on the same handovers; of a claim on none, those of the same proposition.
  private static func voices(
    about id: EventID, _ own: [LiveClaim], _ standing: Standing, _ handovers: Handovers
  ) -> [LiveClaim] {
    let on = handovers.all.filter { $0.claims.contains { $0.ids.contains(id) } }
      .flatMap(\.claims).flatMap(\.voices)
    let all =
      on.isEmpty
      ? standing.liveClaims().flatMap(\.voices).filter { $0.isAboutTheSame(as: own) } : on
    var seen: Set<EventID> = [id]
    return own.prefix(1) + all.filter { seen.insert($0.id).inserted }
  }
}

/// A voice before it is placed.
private struct Spoken {
  let act: Standing.Act
  let claim: LiveClaim
  let agrees: Bool?

  /// The better attributed first, then the earlier, in an order that recording does not change.
  func precedes(_ other: Spoken) -> Bool {
    claim.rank == other.claim.rank ? claim.precedes(other.claim) : claim.rank < other.claim.rank
  }
}

extension Roots {
  private static func gather(
    _ voices: [Spoken], asked: EventID?, _ standing: Standing
  ) -> [Root] {
    let ordered = voices.sorted { $0.precedes($1) }
    var groups: [[Int]] = []
    for place in ordered.indices {
      let touched = groups.indices.filter { group in
        groups[group].contains { Roots.reason(ordered[place], ordered[$0], standing) != nil }
      }
      let merged = touched.flatMap { groups[$0] } + [place]
      for group in touched.reversed() { groups.remove(at: group) }
      groups.append(merged.sorted())
    }
    let roots = groups.sorted { ($0.first ?? 0) < ($1.first ?? 0) }.map { places in
      Root(
        voices: places.enumerated().map { order, place in
          let before = places.prefix(order).map { ordered[$0] }
          return Voice(ordered[place], after: before, asked: asked, standing)
        })
    }
    return roots.filter(\.isBehind) + roots.filter { !$0.isBehind }
  }

  /// Why two voices are one root; nil where they are not.
  fileprivate static func reason(
    _ one: Spoken, _ other: Spoken, _ standing: Standing
  ) -> (why: String, seqs: [Int])? {
    let (a, b) = (one.claim, other.claim)
    let judgements = standing.judgements
    if judgements.root(of: a.id) == judgements.root(of: b.id) {
      let links = judgements.rootLinks(between: a.id, and: b.id)
      return ("one utterance by link", links)
    }
    if a.speaker == b.speaker { return ("the same speaker", []) }
    let book = standing.sources
    guard book.root(of: a.speaker) == book.root(of: b.speaker) else { return nil }
    let copies = [a.speaker, b.speaker].filter { book.root(of: $0) != $0 }
    let seqs = copies.flatMap { name in [name] + book.copied(by: name) }
      .flatMap { book[$0]?.seqs ?? [] }
    let from = book.root(of: a.speaker)
    return ("\(copies.joined(separator: " and ")) copies \(from)", Set(seqs).sorted())
  }
}

extension Roots.Voice {
  fileprivate init(
    _ spoken: Spoken, after before: [Spoken], asked: EventID?, _ standing: Standing
  ) {
    let claim = spoken.claim
    seq = claim.seq
    speaker = claim.speaker
    side = claim.side
    attribution = spoken.act.speech.attribution
    stated = claim.stated
    via = spoken.act.speech.via
    self.claim = claim.claim.notation
    agrees = spoken.agrees
    isAsked = claim.id == asked
    let found = before.lazy.compactMap { other in
      Roots.reason(spoken, other, standing).map {
        Roots.Repetition(seq: other.claim.seq, why: $0.why, seqs: $0.seqs)
      }
    }.first
    let through = before.first.map {
      Roots.Repetition(seq: $0.claim.seq, why: "one root through others", seqs: [])
    }
    repeats = found ?? through
  }
}

extension Judgements {
  /// The links that make the utterances of two events one, directly or through others.
  fileprivate func rootLinks(between one: EventID, and other: EventID) -> [Int] {
    let joining = links.filter { Rules.rootRelations.contains($0.relation) }
    let direct = joining.filter { [$0.a, $0.b] == [one, other] || [$0.a, $0.b] == [other, one] }
    let root = root(of: one)
    let used = direct.isEmpty ? joining.filter { self.root(of: $0.a) == root } : direct
    return used.map(\.seq)
  }
}

extension LiveClaim {
  /// Whether its number may be that of a claim; nil where either gives none.
  fileprivate func agrees(with own: [LiveClaim]) -> Bool? {
    let halves = own.filter { Row($0.placement).agrees(with: Row(placement)) }
    let numbers = (halves.isEmpty ? own : halves).compactMap(\.claim.count?.bounds)
    guard let mine = claim.count?.bounds, !numbers.isEmpty else { return nil }
    return numbers.contains { $0.overlaps(mine) }
  }

  /// Whether it is of the same proposition as one of some claims.
  fileprivate func isAboutTheSame(as own: [LiveClaim]) -> Bool {
    own.contains { other in
      placement.act == other.placement.act && placement.scope == other.placement.scope
        && Row(placement).agrees(with: Row(other.placement))
        && DaysKey(placement.when) == DaysKey(other.placement.when)
        && placement.about == other.placement.about
    }
  }
}
