/// What one speaker said over time, and where it changed (TheRules.md).
public struct Statements: Sendable {
  /// One act of the speaker.
  public struct Line: Hashable, Sendable {
    /// Its event.
    public let seq: Int
    /// When it was said.
    public let stated: Stated
    /// `live`, or by which retractions it is withdrawn.
    public let state: String
    /// What it claims, as it said it, whatever was corrected later; nil of an act that claims nothing.
    public let claim: String?
    /// In what it differs from what the speaker said before.
    public let changes: [Change]
  }

  /// A part that the speaker said otherwise before.
  public struct Change: Hashable, Sendable {
    /// The part, such as `count`; `withdrawn` where the act takes back an earlier one.
    public let part: String
    /// What it was; nil where that takes more than a word.
    public let before: String?
    /// What it is; nil where it is withdrawn, or that takes more than a word.
    public let after: String?
    /// The act that said it otherwise.
    public let since: Int
  }

  /// The acts, by when they were said.
  public let lines: [Line]

  /// Goes through what `speaker` said.
  ///
  /// A change is of one handover or one period. Each act is compared with what the speaker had said until
  /// then, and not with what a later correction made of that. Renderings of one utterance change nothing
  /// of one another, what an assessment explains is compared with nothing, and a `?` or `~` alone is no
  /// change.
  ///
  /// - Complexity: O(*k*²) in the number of its acts.
  package init(of speaker: String, _ standing: Standing) {
    let acts = standing.acts.filter { $0.speech.speaker == speaker }.sorted { $0.precedes($1) }
    let utterances = Utterances(standing)
    var said: [Said] = []
    var lines: [Line] = []
    for act in acts {
      let claims = standing.said(by: act)
      var changes = standing.changes(by: act)
      if let corrected = standing.correctedWords(by: act) {
        changes = corrected.flatMap {
          Statements.changes(from: $0.before, to: $0.after, since: $0.since)
        }
        said += corrected.map { Said(act: act, claim: $0.after) }
      }
      if !claims.isEmpty, !standing.isExplained(act) {
        let words = claims.flatMap { $0 }
        if !said.contains(where: { utterances.areOne($0.act.id, act.id) }) {
          for claim in words {
            guard let before = said.last(where: { $0.claim.isOfTheSubject(of: claim) }) else {
              continue
            }
            changes += Statements.changes(from: before.claim, to: claim, since: before.act.seq)
          }
        }
        said += words.map { Said(act: act, claim: $0) }
      }
      var seen: Set<Change> = []
      let retractions = standing.liveRetractions(of: act.id).map { "#\($0.seq)" }
      lines.append(
        Line(
          seq: act.seq, stated: act.stated,
          state: retractions.isEmpty
            ? "live" : "retracted by \(retractions.joined(separator: ", "))",
          claim: claims.isEmpty
            ? nil
            : claims.map { $0.map(\.notation).joined(separator: " or ") }.joined(separator: "; "),
          changes: changes.filter { seen.insert($0).inserted }))
    }
    self.lines = lines
  }

  /// What the speaker said by an act, of what it or a corrected one before it claims.
  private struct Said {
    let act: Standing.Act
    let claim: Claim
  }

  /// The parts that both claims say, and say otherwise.
  static func changes(from before: Claim, to after: Claim, since seq: Int) -> [Change] {
    let (old, new) = (before.partsInWords, after.partsInWords)
    return old.indices.compactMap { place in
      guard let was = old[place].words, let now = new[place].words, was != now else { return nil }
      let name = old[place].name
      if name == "when", DaysKey(before.when) == DaysKey(after.when) { return nil }
      if name == "count", let mine = before.count?.bounds, let theirs = after.count?.bounds,
        mine.low.number == theirs.low.number, mine.high?.number == theirs.high?.number
      {
        return nil
      }
      return Change(part: name, before: was, after: now, since: seq)
    }
  }

  /// Which acts render one utterance, as links say.
  private struct Utterances {
    private let roots: [EventID: Int]

    init(_ standing: Standing) {
      var places: [EventID: Int] = [:]
      var sets = DisjointSet()
      for link in standing.judgements.links where link.relation == "same_utterance" {
        for id in [link.a, link.b] where places[id] == nil {
          places[id] = sets.count
          sets.append()
        }
        if let one = places[link.a], let other = places[link.b] { sets.join(one, other) }
      }
      roots = places.mapValues { sets.root(of: $0) }
    }

    func areOne(_ one: EventID, _ other: EventID) -> Bool {
      guard let root = roots[one] else { return false }
      return root == roots[other]
    }
  }
}

extension Standing {
  /// What an act claims, as it said it, with what is unsaid taken from what it is about: a claim for
  /// each act that it is about, each as often as corrections leave open how that goes; none of one that
  /// claims nothing.
  fileprivate func said(by act: Act) -> [[Claim]] {
    // The second half of an each-way claim says the same the other way round.
    let all = claims(of: act, correctedBy: .minimum).filter { $0.half == 0 }
    return Dictionary(grouping: all, by: \.anchor).values.map { versions in
      let claims = versions.map { one in
        var claim = one.placement
        claim.count = one.claim.count.map { Count($0.kind) }
        return claim
      }
      let byWords = Dictionary(
        claims.map { ($0.notation, $0) }, uniquingKeysWith: { one, _ in one })
      return byWords.sorted { $0.key < $1.key }.map(\.value)
    }.sorted { ($0.first?.notation ?? "") < ($1.first?.notation ?? "") }
  }

  /// A speaker's own words before a correction, who said them last, and what the correction makes of them.
  fileprivate typealias Corrected = (before: Claim, since: Int, after: Claim)

  /// What a correction makes of what its speaker had said until then; nil of any other act.
  ///
  /// Of two corrections that nothing orders each is compared with what was said before both.
  fileprivate func correctedWords(by act: Act) -> [Corrected]? {
    guard case .correction(_, .some(let change), _) = act.deed, isLive(act.id) else { return nil }
    let named = Set(corrected(by: act))
    let own = named.lazy.compactMap { self.act($0) }.first {
      if case .correction = $0.deed { false } else { true }
    }
    guard let own, own.speech.speaker == act.speech.speaker, !isExplained(own) else { return nil }
    let earlier = liveCorrections(of: own.id).filter { one in
      named.contains(one.id)
        || act.stated.isCertainlyAfter(one.stated) && !corrected(by: one).contains(act.id)
    }.sorted { $0.precedes($1) }
    return said(by: own).flatMap { $0 }.flatMap { versions(of: $0, correctedBy: earlier) }
      .compactMap { before in
        let last = earlier.last { before.seqs.contains($0.seq) } ?? own
        return before.claim.changed(by: change).map { (before.claim, last.seq, $0) }
      }
  }

  /// Whether an assessment that holds explains what is wrong with an act.
  fileprivate func isExplained(_ act: Act) -> Bool {
    (judgements.assessments[act.id.description] ?? []).contains { $0.scale == "explanation" }
  }

  /// What an act claims, in words: of a confirmation of several what it claims of each; nil where that is
  /// nothing.
  private func words(of act: Act) -> String? {
    let claims = claims(of: act).filter { $0.half == 0 }.map(\.claim.notation)
    return claims.isEmpty ? nil : Set(claims).sorted().joined(separator: "; ")
  }

  /// What an act changes of the speaker's own earlier words, or of another's, by itself.
  fileprivate func changes(by act: Act) -> [Statements.Change] {
    switch act.deed {
    case .retraction(let target):
      guard let withdrawn = self.act(target) else { return [] }
      return [
        Statements.Change(
          part: "withdrawn", before: words(of: withdrawn), after: nil, since: withdrawn.seq)
      ]
    case .correction(let target, .some(let change), _):
      return origins(of: target).flatMap { origin -> [Statements.Change] in
        guard let before = origin.act.claim, let after = before.changed(by: change) else {
          return []
        }
        return Statements.changes(from: before, to: after, since: origin.act.seq)
      }
    case .correction(let target, _, .some(let terms)):
      guard let origin = origins(of: target).first?.act else { return [] }
      return terms.members.map {
        Statements.Change(part: $0.name, before: nil, after: nil, since: origin.seq)
      }
    default: return []
    }
  }
}

extension Claim {
  /// Whether two claims of one speaker are about one thing, so that the later may change the
  /// earlier: acts alike, on one row; of days that may be one, or both of a day unsaid; totals of one
  /// period.
  fileprivate func isOfTheSubject(of other: Claim) -> Bool {
    guard act == other.act, act != .statement, act != .talks, scope == other.scope,
      Row(self).agrees(with: Row(other)), handover == other.handover || handover == nil
    else { return false }
    if scope == .cumulative { return DaysKey(when) == DaysKey(other.when) }
    guard let when, let others = other.when else { return act != .handover || when == other.when }
    return when.compare(to: others) == .possibly
  }

  fileprivate func changed(by change: JSONObject) -> Claim? {
    var copy = self
    return (try? copy.change(by: change)) == nil ? nil : copy
  }

  /// The parts of the claim in words, always the same ones in the same order.
  fileprivate var partsInWords: [(name: String, words: String?)] {
    [
      ("what", what), ("from", from), ("to", to), ("whose", whose),
      ("received_as", receivedAs), ("identified_as", identifiedAs),
      ("count", count.map { Count($0.kind).description }), ("when", when?.text),
      ("scope", scope.rawValue), ("unit", unit), ("under", under), ("place", place),
    ]
  }
}
