internal import TransparencyLog

/// What stands at a cut: the acts that had been said, which of them are live, and what each says
/// after amendments and corrections (TheRules.md).
public struct Standing: Sendable {
  /// One act of a speaker, as amended.
  ///
  /// It never changes, and is handed round by the hundred thousand: as a class it costs one
  /// reference count to hand on, and not one for each of its fields.
  package final class Act: Sendable {
    package let seq: Int
    package let id: EventID
    package let stated: Stated
    package let speech: Speech
    package let deed: Deed
    /// The side for which it speaks; nil: neither.
    package let side: String?

    init(
      seq: Int, id: EventID, stated: Stated, _ speech: Speech, _ deed: Deed,
      side: String?
    ) {
      self.seq = seq
      self.id = id
      self.stated = stated
      self.speech = speech
      self.deed = deed
      self.side = side
    }

    /// The last day by which it may have been said and, where it appeared later, had appeared.
    package var latestDay: Day? { stated.latestDay(publishedOn: speech.published) }
  }

  /// An event inside the cut that no figure takes into account.
  public struct Aside: Hashable, Sendable {
    /// Its place in the log.
    public let seq: Int
    /// Why, as a clause.
    public let why: String
  }

  /// The cut.
  public let cut: Cut

  /// Who the sources are.
  public let sources: SourceBook

  /// What short names stand for.
  public let terms: TermBook

  /// The events set aside, in order.
  public private(set) var aside: [Aside] = []

  /// How many acts may have been said inside or outside ``cut``.
  public private(set) var straddling = 0

  /// The events of the cut that no projection reads.
  public private(set) var unread: [History.Unread] = []

  /// The seq of the last event in the cut.
  public private(set) var lastSeq = 0

  package let history: History
  package let amended: Amended

  /// The acts, each after those that it is about: nearly always in order.
  package private(set) var acts: [Act] = []
  private(set) var byID: [EventID: Int] = [:]
  package private(set) var judgements = Judgements()

  /// The acts that wait for what they are about, while acts are taken.
  private var waiting = WaitingActs()

  /// The acts that are set aside, but for void ones.
  private var left: Set<EventID> = []

  /// The retractions that name an act, each with its place in `acts`.
  private var retractions: [EventID: [Int]] = [:]

  /// The acts that a live retraction names.
  private var retracted: Set<EventID> = []

  /// The corrections of an act and of its corrections, each with its place in `acts`.
  private var corrections: [EventID: [Int]] = [:]

  /// What each correction corrects in the end.
  private var roots: [EventID: EventID] = [:]

  /// Works out what stands in `history` at `cut`.
  ///
  /// - Complexity: O(*n*) in the number of events, but for what corrects one act.
  public init(_ history: History, at cut: Cut) {
    self.init(history, at: cut, sources: nil, terms: nil)
  }

  /// Works out what stands in a part of a record, whose sources and terms books of all of it know.
  init(_ history: History, at cut: Cut, sources book: SourceBook?, terms: TermBook?) {
    self.cut = cut
    self.history = history
    amended = Amended(history)
    sources = book ?? SourceBook(history, amended)
    self.terms = terms ?? TermBook(history, amended)
    judgements = Judgements(history, amended, cut)
    unread = Standing.unread(history, cut)
    lastSeq = max(Standing.lastSeq(history), judgements.lastSeq, unread.last?.seq ?? 0)
    acts.reserveCapacity(history.acts.count)
    byID.reserveCapacity(history.acts.count)
    var phrases = Phrases()
    for place in history.acts { take(history.items[place], &phrases) }
    closeWaiting()
    retract()
  }

  /// What would stand if no explanation took any event out of the sums; nil where none does.
  var unexplained: Standing? {
    guard let judgements = judgements.withoutExclusions else { return nil }
    var copy = self
    copy.judgements = judgements
    return copy
  }

  /// Finds out which acts a live retraction names: from the last to the first, as a retraction is taken
  /// after what it retracts.
  private mutating func retract() {
    guard !retractions.isEmpty else { return }
    for act in acts.reversed() where !retracted.contains(act.id) {
      if case .retraction(let target) = act.deed { retracted.insert(target) }
    }
  }

  /// The seq of the last event that says how to read the record.
  private static func lastSeq(_ history: History) -> Int {
    (history.amendments + history.sources + history.terms + history.links + history.redactions)
      .map { history.items[$0].seq }.max() ?? 0
  }

  private static func unread(_ history: History, _ cut: Cut) -> [History.Unread] {
    history.unread.filter { event in
      cut.asOf.map { asOf in event.stated.latestDay.map { $0 <= asOf } ?? false } ?? true
    }
  }

  private mutating func take(_ original: History.Item, _ phrases: inout Phrases) {
    let item = amended.item(original)
    let act: Act
    do {
      guard let read = try read(item, &phrases) else { return }
      act = read
    } catch {
      if item.isStated(by: cut.asOf) {
        aside.append(Aside(seq: item.seq, why: "not read: \(error)"))
        left.insert(item.id)
      }
      return
    }
    guard isInside(act) else { return }
    lastSeq = max(lastSeq, act.seq)
    if let voided = amended.void[act.id] {
      aside.append(Aside(seq: act.seq, why: "void by amendment #\(voided)"))
      return
    }
    insert(act)
  }

  /// Takes an act, and those that waited for it; one about an act that is yet to come waits.
  private mutating func insert(_ act: Act) {
    guard !waiting.isEmpty || !act.deed.references.allSatisfy(isPresent) else { return append(act) }
    var open = [act]
    while let act = open.popLast() {
      guard let missing = act.deed.references.first(where: { !isPresent($0) }) else {
        append(act)
        open += waiting.removeAll(for: act.id)
        continue
      }
      if waiting.contains(missing) || isYetToCome(missing, after: act) {
        waiting.insert(act, for: missing)
      } else {
        setAside(act, about: missing)
      }
    }
  }

  private func isYetToCome(_ id: EventID, after act: Act) -> Bool {
    history.item(id).map { $0.type.isAct && $0.seq >= act.seq } ?? false
  }

  private mutating func append(_ act: Act) {
    let place = acts.count
    acts.append(act)
    byID[act.id] = place
    switch act.deed {
    case .retraction(let target): retractions[target, default: []].append(place)
    case .correction(let target, _, _):
      let root = roots[target] ?? target
      roots[act.id] = root
      corrections[root, default: []].append(place)
    default: break
    }
  }

  private mutating func setAside(_ act: Act, about missing: EventID, isOfCircle: Bool = false) {
    left.insert(act.id)
    let name = history.item(missing).map { "#\($0.seq)" } ?? missing.short
    let why =
      if amended.void[missing] != nil {
        "is void"
      } else if isOfCircle {
        "is about itself in the end, by an amendment"
      } else if left.contains(missing) {
        "is set aside too"
      } else {
        "is not in the cut"
      }
    aside.append(Aside(seq: act.seq, why: "it is about \(name), which \(why)"))
  }

  /// Sets aside what waited in vain.
  private mutating func closeWaiting() {
    defer { aside.sort { $0.seq < $1.seq } }
    guard !waiting.isEmpty else { return }
    let others = waiting.left
    left.formUnion(others.map(\.act.id))
    for one in others {
      setAside(one.act, about: one.missing, isOfCircle: one.isOfCircle)
    }
    waiting = WaitingActs()
  }

  private func read(
    _ item: History.Item, _ phrases: inout Phrases
  ) throws(FormatError) -> Act? {
    guard let (speech, deed) = try item.reading(&phrases) else { return nil }
    return Act(
      seq: item.seq, id: item.id, stated: item.stated, speech, deed,
      side: speech.side ?? sources.side(of: speech.speaker))
  }

  private mutating func isInside(_ act: Act) -> Bool {
    let containment = cut.containment(of: act.stated, publishedOn: act.speech.published)
    if containment == .straddling { straddling += 1 }
    return containment == .inside
  }

  /// Whether an event that an act is about can be looked at: an act of the cut, or no act at all.
  private func isPresent(_ id: EventID) -> Bool {
    if byID[id] != nil { return true }
    guard let item = history.item(id) else { return false }
    return !item.type.isAct && amended.void[id] == nil
  }
}

extension Standing {
  /// The act of this id, where it stands in the cut.
  package func act(_ id: EventID) -> Act? { byID[id].map { acts[$0] } }

  /// The live retractions of an act said by the end of `day` (nil: of the cut).
  ///
  /// Retractions are taken after what they retract, so that the walk ends.
  package func liveRetractions(of id: EventID, by day: Day? = nil) -> [Act] {
    guard let places = retractions[id] else { return [] }
    return places.map { acts[$0] }.filter { $0.isSaid(by: day) && isLive($0.id, by: day) }
  }

  /// Whether no live retraction names an act.
  package func isLive(_ id: EventID, by day: Day? = nil) -> Bool {
    guard day != nil else { return !retracted.contains(id) }
    guard retractions[id] != nil else { return true }
    // Retractions of retractions are few; but a chain of any length must not exhaust the stack.
    var chain: [EventID] = [id]
    var next = 0
    while next < chain.count {
      for place in retractions[chain[next]] ?? [] where acts[place].isSaid(by: day) {
        chain.append(acts[place].id)
      }
      next += 1
    }
    var live: Set<EventID> = []
    for id in chain.reversed() {
      let retracted = (retractions[id] ?? []).contains {
        acts[$0].isSaid(by: day) && live.contains(acts[$0].id)
      }
      if !retracted { live.insert(id) }
    }
    return live.contains(id)
  }

  /// The live corrections of an act, of its corrections too, said by the end of `day`.
  func liveCorrections(of id: EventID, by day: Day? = nil) -> [Act] {
    (corrections[id] ?? []).map { acts[$0] }
      .filter { $0.isSaid(by: day) && isLive($0.id, by: day) }
  }

  /// What an act speaks of in the end.
  struct Origin {
    /// The act that made the claim.
    let act: Act
    /// The day by whose end the claim is taken as it stood: that of the last confirmation on the way.
    let day: Day?
    /// The confirmations on the way that say something otherwise than what they confirm, the nearest
    /// first.
    let otherwise: [Otherwise]
    /// The seqs of all acts on the way, the last one too.
    let seqs: [Int]
    /// The first act on the way whose claim stands: a confirmation of one act, or ``act``.
    let nearest: EventID
  }

  /// A confirmation with a count of its own, or with corrections.
  struct Otherwise {
    /// The confirmation.
    let act: Act
    /// Its own count.
    let count: Count?
    /// The day by whose end it is taken as it stood.
    let day: Day?
  }

  /// A way to what an act speaks of.
  private struct Way {
    let id: EventID
    var day: Day?
    var otherwise: [Otherwise] = []
    var seqs: [Int] = []
    var nearest: EventID?

    func on(to target: EventID) -> Way {
      Way(id: target, day: day, otherwise: otherwise, seqs: seqs, nearest: nearest)
    }
  }

  /// The acts that `id` speaks of in the end, through corrections, and through confirmations of
  /// confirmations to what they confirm, as they stood by the end of `day`.
  ///
  /// Who confirms a confirmation confirms what that said, on its day.
  func origins(of id: EventID, by day: Day? = nil) -> [Origin] {
    var found: [Origin] = []
    var open = [Way(id: id, day: day)]
    var seen: Set<EventID> = []
    while var way = open.popLast() {
      guard let act = act(way.id), seen.insert(way.id).inserted else { continue }
      way.seqs.append(act.seq)
      switch act.deed {
      case .correction(let target, _, _): open.append(way.on(to: target))
      case .confirmation(let targets, _, let own):
        if own != nil || corrections[act.id] != nil {
          way.otherwise.append(Otherwise(act: act, count: own, day: way.day))
        }
        way.day = act.stated.latestDay
        // A confirmation of several is a claim on each: each way on leads to its own.
        let stands =
          targets.count == 1 && isLive(act.id) && judgements.exclusion(of: act.id) == nil
        way.nearest = way.nearest ?? (stands ? act.id : nil)
        open += targets.reversed().map { way.on(to: $0) }
      default:
        found.append(
          Origin(
            act: act, day: way.day, otherwise: way.otherwise, seqs: way.seqs,
            nearest: way.nearest ?? act.id))
      }
    }
    return found
  }

  /// The seqs of a correction and of the corrections that it names, down to what they correct.
  func chain(of correction: Act) -> [Int] {
    var seqs = [correction.seq]
    var current = correction
    while case .correction(let target, _, _) = current.deed, let next = act(target),
      case .correction = next.deed
    {
      seqs.append(next.seq)
      current = next
    }
    return seqs
  }
}

extension History.Item {
  /// What an act of a speaker says; nil of a judgement.
  ///
  /// - Throws: `FormatError` when a field does not have its form.
  func reading(
    _ phrases: inout Phrases
  ) throws(FormatError) -> (speech: Speech, deed: Deed)? {
    if let act = act(&phrases) { return (act.speech, act.deed) }
    let body = body
    let speech = try Speech(body: body)
    return try Deed(type, body: body).map { (speech, $0) }
  }

  /// Whether it was stated by the end of `day`, as far as that is sure.
  fileprivate func isStated(by day: Day?) -> Bool {
    guard let day else { return true }
    return stated.latestDay.map { $0 <= day } ?? false
  }
}

extension Standing.Act {
  /// The order in which acts are looked at, the same however they were recorded.
  func precedes(_ other: Standing.Act) -> Bool {
    let (mine, theirs) = (stated.earliest, other.stated.earliest)
    guard mine != theirs else { return id < other.id }
    guard let mine else { return true }
    return theirs.map { mine < $0 } ?? false
  }

  fileprivate func isSaid(by day: Day?) -> Bool {
    guard let day else { return true }
    return latestDay.map { $0 <= day } ?? false
  }
}
