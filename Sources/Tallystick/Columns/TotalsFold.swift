/// The totals of a record at a cut, from a fold that keeps no events.
///
/// Plain announcements, and plain confirmations of them, become 24 bytes each. Every other event that
/// may move a sum is marked, with all that refers to it or it refers to, and read again when its row
/// is summed, so that one row's events are in memory at a time. The sums themselves are those of
/// ``Handovers`` and ``Totals``, and the result is that of ``View``.
///
/// - Complexity: O(1) for each event, and O(*n* log *n*) in those of a row.
public struct TotalsFold: ~Copyable {
  let cut: Cut

  /// Whether the record has what this fold does not know to tell apart, so that ``View`` is asked.
  private(set) var needsView = false

  var claims: PlainClaims
  var components: Components
  private(set) var places: EventPlaces

  /// The registrations of sources and what amends them, and the events of unknown types.
  private(set) var context = History()

  /// The events with sealed fields, and those that destroy them.
  private(set) var sealed = History()

  /// The links that make claims one handover.
  private(set) var links: [SameHandover] = []

  private(set) var range = CompactRange()

  /// A link that makes claims one handover, and the places of their events.
  struct SameHandover {
    let seq: UInt32
    let a: UInt32
    let b: UInt32

    var places: [UInt32] { [a, b] }
  }

  /// The fields of the entry that is being taken.
  var form = EntryForm()

  /// Creates the fold of no events, with room for `size`.
  public init(at cut: Cut, expecting size: Int) {
    self.cut = cut
    claims = PlainClaims(expecting: size)
    components = Components(expecting: size)
    places = EventPlaces(expecting: size)
  }

  /// Gives back what only the next entry needs; whether ids are too much alike to tell events apart.
  mutating func close() -> Bool {
    defer { places.close() }
    return places.areAmbiguous()
  }

  /// The number of events so far.
  var size: Int { components.count }

  /// Takes the next entries.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when the bytes of one are no entry.
  public mutating func take(_ batch: LeafBatch) throws(StoreError) {
    try batch.handOut { seq, leaf throws(StoreError) in
      range.append(leafHash: batch.leafHash(seq, leaf))
      try take(leaf.extracting(droppingFirst: 1), seq: seq)
    }
  }

  private mutating func take(_ bytes: Span<UInt8>, seq: Int) throws(StoreError) {
    guard let parts = EntryParts(scanning: bytes, &form), parts.seq == size + 1,
      parts.seq < UInt32.max
    else {
      try takeUnscanned(EntryBytes(seq: seq, bytes))
      return
    }
    places.append(parts.id)
    if parts.version != 1 || !takePlain(parts, in: bytes) {
      let entry = EntryBytes(seq: seq, bytes)
      guard let scanned = ScannedEntry(parts, in: bytes) else {
        needsView = true
        components.append([])
        _ = try entry.event()
        return
      }
      try take(scanned, entry)
    }
    if form.hasDigests { try sealed.apply(EntryBytes(seq: seq, bytes).bytes, seq: seq) }
  }

  /// Takes an entry that is not plain.
  private mutating func take(
    _ scanned: ScannedEntry, _ entry: EntryBytes
  ) throws(StoreError) {
    guard scanned.version == 1, let type = EventType(rawValue: scanned.type) else {
      components.append([])
      try context.apply(entry.bytes, seq: entry.seq)
      return
    }
    switch type {
    case .announcement, .confirmation, .denial, .correction, .retraction, .silence, .agreement,
      .medium:
      takeAct(History.Item(scanned, type, in: entry.bytes))
    case .source:
      components.append([.inside, .source])
      try context.apply(entry.bytes, seq: entry.seq)
    case .assessment, .link, .amendment, .redaction:
      takeJudgement(History.Item(scanned, type, in: entry.bytes))
      if type == .amendment, components.shared(size - 1).contains(.source) {
        try context.apply(entry.bytes, seq: entry.seq)
      }
    }
    if type == .redaction { try sealed.apply(entry.bytes, seq: entry.seq) }
  }

  /// An entry that the scan leaves to ``View``; it must be one.
  private mutating func takeUnscanned(_ entry: EntryBytes) throws(StoreError) {
    let event = try entry.event()
    needsView = true
    components.append([])
    places.append(event.id)
  }

  /// What a cut makes of an act.
  private func marks(_ stated: Stated, publishedOn published: Stated?) -> Components.Marks {
    switch cut.containment(of: stated, publishedOn: published) {
    case .inside: .inside
    case .straddling: .straddling
    case .outside: []
    }
  }

  private mutating func takeAct(_ item: History.Item) {
    guard let (speech, deed) = try? item.reading() else {
      components.append([.slow, .wild])
      return
    }
    components.append(marks(item.stated, publishedOn: speech.published))
    let place = size - 1
    for id in deed.references {
      guard join(act: place, to: id) != nil else { return }
    }
    if case .retraction(let id) = deed, retract(id, by: place) { return }
    components.mark(place, deed.effect)
  }

  /// Makes an act one component with the event that it is about; nil where the record does not hold
  /// that before it.
  mutating func join(act place: Int, to id: EventID) -> Int? {
    guard let target = join(place, to: id) else { return nil }
    if !components.own(target).contains(.inside) { components.mark(place, .slow) }
    return target
  }

  /// Takes a plain claim back; false where what is taken back is something else.
  mutating func retract(_ id: EventID, by place: Int) -> Bool {
    guard let target = places[id], claims.holds(seq: target + 1) else { return false }
    if components.own(place).contains(.inside) { components.note(target, .retracted) }
    return true
  }

  private mutating func takeJudgement(_ item: History.Item) {
    let body = item.body
    switch item.type {
    case .link:
      components.append(.inside)
      let names = ["a", "b"].compactMap { (body[$0]?.string).flatMap { EventID($0) } }
      for id in names { join(size - 1, to: id) }
      switch body["relation"]?.string {
      case "same_handover": takeSameHandover(names)
      case "distinct_handover": components.mark(size - 1, .slow)
      default: break
      }
    case .assessment:
      components.append(Judgements.isInside(item, cut) && item.isAssessment ? .inside : [])
      if let id = (body["of"]?.string).flatMap({ EventID($0) }) { join(size - 1, to: id) }
      if body["scale"] == "explanation" { components.mark(size - 1, .slow) }
    case .amendment:
      components.append(.inside)
      if let id = (body["of"]?.string).flatMap({ EventID($0) }) { join(size - 1, to: id) }
      guard let effect = Amendment.effect(body) else {
        needsView = true
        return
      }
      components.mark(size - 1, effect)
    default: components.append(.inside)
    }
  }

  /// Takes a link that makes claims one handover.
  mutating func takeSameHandover(_ names: [EventID]) {
    guard names.count == 2, let a = places[names[0]], let b = places[names[1]] else { return }
    if claims.areOnOneDay(a + 1, b + 1) { return }
    components.mark(size - 1, .linked)
    links.append(SameHandover(seq: UInt32(size), a: UInt32(a), b: UInt32(b)))
  }

  /// Makes two events one component; nil where the record does not hold the other one before this.
  @discardableResult
  mutating func join(_ place: Int, to id: EventID) -> Int? {
    guard let target = places[id], target != place else {
      needsView = true
      return nil
    }
    components.join(place, target)
    return target
  }
}

extension Deed {
  /// What the act makes of the component of its event.
  fileprivate var effect: Components.Marks {
    switch self {
    case .announcement(let claim): claim.act == .handover ? [.slow, .wild] : []
    case .confirmation, .retraction: .slow
    case .correction(_, let claim, _): claim?.movesRows == true ? [.slow, .wild] : .slow
    case .denial(_, _, _, let instead): instead == nil ? [] : [.slow, .wild]
    case .silence, .agreement, .medium: []
    }
  }
}

extension JSONObject {
  /// Whether a claim changed so may be on another row, or on none.
  fileprivate var movesRows: Bool { members.contains { !Amendment.steady.contains($0.name) } }
}

extension Amendment {
  /// The parts of a claim that say nothing of its row.
  fileprivate static let steady: Set = [
    "count", "when", "place", "unit", "under", "about", "received_as", "identified_as", "handover",
  ]

  /// The fields of which an event may make claims on any row.
  private static let wild: Set = ["claim", "instead"]

  /// The fields that say what an event is about, so that it may belong to others: those that name
  /// events whose claims bear on one another, and those of which an amendment is made.
  private static let binding: Set = ["of", "a", "b", "set", "drop"]

  /// What an amendment makes of the component of its event; nil where only ``View`` can tell.
  fileprivate static func effect(_ body: JSONObject) -> Components.Marks? {
    var effect = Components.Marks.slow
    for (path, _) in changes(body) {
      if binding.contains(path) { return nil }
      let isWild =
        path.hasPrefix("claim.")
        ? !steady.contains(String(path.dropFirst("claim.".count))) : wild.contains(path)
      if isWild { effect.insert(.wild) }
    }
    return effect
  }
}

extension History.Item {
  /// Whether it is an assessment that says what of what.
  fileprivate var isAssessment: Bool {
    let body = body
    return ["of", "source", "medium"].contains { body[$0]?.string != nil }
      && body["scale"]?.string != nil && body["value"]?.string != nil
  }
}
