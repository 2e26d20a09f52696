/// What stands at a cut: the acts that had been said, which of them are live, and what each says
/// after amendments and corrections (design §4.1).
public struct Standing: Sendable {
  /// One act of a speaker, as amended.
  struct Act: Sendable {
    let seq: Int
    let id: EventID
    let label: String?
    let stated: Stated
    let speech: Speech
    let deed: Deed
    /// The side for which it speaks; nil: neither.
    let side: String?

    /// The last day by which it may have been said and, where it appeared later, had appeared.
    var latestDay: Day? {
      guard let stated = stated.latestDay, let published = speech.published else {
        return stated.latestDay
      }
      return published.latestDay.map { max($0, stated) }
    }

    /// The first day on which it may have appeared.
    var earliestDay: Day? {
      guard let published = speech.published?.earliestDay else { return stated.earliestDay }
      return stated.earliestDay.map { max($0, published) } ?? published
    }
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

  /// The events set aside, in order.
  public private(set) var aside: [Aside] = []

  /// How many acts may have been said inside or outside ``cut``.
  public private(set) var straddling = 0

  /// The seq of the last event in the cut.
  public private(set) var lastSeq = 0

  let history: History
  let amended: Amended
  private(set) var acts: [Act] = []
  private(set) var byID: [EventID: Int] = [:]
  private(set) var judgements = Judgements()

  /// The retractions that name an act, each with its place in `acts`.
  private var retractions: [EventID: [Int]] = [:]

  /// The corrections of an act and of its corrections, each with its place in `acts`.
  private var corrections: [EventID: [Int]] = [:]

  /// Works out what stands in `history` at `cut`.
  ///
  /// - Complexity: O(*n*) in the number of events, but for what corrects one act.
  public init(_ history: History, at cut: Cut) {
    self.history = history
    self.cut = cut
    amended = Amended(history)
    sources = SourceBook(history, amended)
    judgements = Judgements(history, amended, cut)
    lastSeq =
      (history.amendments + history.sources + history.links + history.redactions)
      .map { history.items[$0].seq }.max() ?? 0
    lastSeq = max(lastSeq, judgements.lastSeq)
    for place in history.acts { take(history.items[place]) }
  }

  private mutating func take(_ original: History.Item) {
    if let voided = amended.void[original.id] {
      aside.append(Aside(seq: original.seq, why: "void by amendment #\(voided)"))
      return
    }
    let item = amended.item(original)
    let act: Act
    do {
      let speech = try Speech(body: item.body)
      guard let deed = try Deed(item.type, body: item.body) else { return }
      act = Act(
        seq: item.seq, id: item.id, label: item.label, stated: item.stated, speech: speech,
        deed: deed, side: speech.side ?? sources.side(of: speech.speaker))
    } catch {
      aside.append(Aside(seq: item.seq, why: "not read: \(error)"))
      return
    }
    guard isInside(act) else { return }
    lastSeq = max(lastSeq, act.seq)
    if let missing = act.deed.references.first(where: { !isPresent($0) }) {
      let name = history.item(missing).map { "#\($0.seq)" } ?? missing.short
      aside.append(Aside(seq: act.seq, why: "it is about \(name), which is not in the cut"))
      return
    }
    let place = acts.count
    acts.append(act)
    byID[act.id] = place
    switch act.deed {
    case .retraction(let target): retractions[target, default: []].append(place)
    case .correction(let target, _, _): corrections[root(of: target), default: []].append(place)
    default: break
    }
  }

  private mutating func isInside(_ act: Act) -> Bool {
    guard let asOf = cut.asOf else { return true }
    if let latest = act.latestDay, latest <= asOf { return true }
    if act.earliestDay.map({ $0 <= asOf }) ?? true { straddling += 1 }
    return false
  }

  /// Whether an event that an act is about can be looked at: an act of the cut, or no act at all.
  private func isPresent(_ id: EventID) -> Bool {
    if byID[id] != nil { return true }
    guard let item = history.item(id) else { return false }
    return !item.type.isAct && amended.void[id] == nil
  }

  /// The act that an event corrects in the end; the event itself where it is no correction.
  private func root(of id: EventID) -> EventID {
    var id = id
    while let place = byID[id], case .correction(let target, _, _) = acts[place].deed {
      id = target
    }
    return id
  }
}

extension Standing {
  /// The act of this id, where it stands in the cut.
  func act(_ id: EventID) -> Act? { byID[id].map { acts[$0] } }

  /// The live retractions of an act said by the end of `day` (nil: of the cut).
  ///
  /// Retractions come after what they retract, so that the walk ends.
  func liveRetractions(of id: EventID, by day: Day? = nil) -> [Act] {
    guard let places = retractions[id] else { return [] }
    return places.map { acts[$0] }.filter { $0.isSaid(by: day) && isLive($0.id, by: day) }
  }

  /// Whether no live retraction names an act.
  func isLive(_ id: EventID, by day: Day? = nil) -> Bool {
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

  /// The act that `id` speaks of in the end: through corrections, and through confirmations of
  /// confirmations to what they confirm.
  func origin(of id: EventID) -> (act: Act, count: Count?)? {
    var count: Count?
    var id = id
    while let act = act(id) {
      switch act.deed {
      case .correction(let target, _, _): id = target
      case .confirmation(let targets, _, let own):
        count = count ?? own
        guard let target = targets.first else { return nil }
        id = target
      default: return (act, count)
      }
    }
    return nil
  }
}

extension Standing.Act {
  fileprivate func isSaid(by day: Day?) -> Bool {
    guard let day else { return true }
    return latestDay.map { $0 <= day } ?? false
  }
}
