/// What decisions ask of the record about what bears on an event.
extension PendingRecord {
  /// The retractions of an act that hold, but for one: none of them is void, about another act by an
  /// amendment, or taken back itself.
  ///
  /// - Complexity: O(*n*) in the number of retractions of the record the first time.
  mutating func liveRetractions(
    of id: EventID, but other: EventID?
  ) throws(StoreError) -> [(seq: Int, stated: Stated)] {
    try knowStoredRetractions()
    guard retractions[id] != nil else { return [] }
    // A chain of any length must not exhaust the stack. A retraction comes after what it names.
    var chain = [id]
    var next = 0
    while next < chain.count {
      chain += retractions[chain[next]] ?? []
      next += 1
    }
    var live: [EventID: [EventID]] = [:]
    for act in chain.reversed() where live[act] == nil {
      var holding: [EventID] = []
      for retraction in retractions[act] ?? [] where live[retraction]?.isEmpty ?? true {
        if try amended(retraction)?.body.ids("of").contains(act) ?? false {
          holding.append(retraction)
        }
      }
      live[act] = holding
    }
    var found: [(seq: Int, stated: Stated)] = []
    for retraction in live[id] ?? [] where retraction != other {
      guard let seq = try event(retraction)?.seq, let stated = try amended(retraction)?.stated
      else { continue }
      found.append((seq, stated))
    }
    return found
  }

  private mutating func knowStoredRetractions() throws(StoreError) {
    if knowsStoredRetractions { return }
    knowsStoredRetractions = true
    for event in try stored(.retraction) {
      for of in event.content.body.ids("of")
      where !(retractions[of] ?? []).contains(event.id) {
        retractions[of, default: []].append(event.id)
      }
    }
  }

  /// The links in force between two events, but for one, that say whether these are of one handover.
  ///
  /// - Complexity: O(*n*) in the number of links of the record the first time.
  mutating func handoverLinks(
    of a: EventID, _ b: EventID, but other: EventID?
  ) throws(StoreError) -> [(seq: Int, relation: String)] {
    try knowStoredLinks()
    let ends = LinkEnds(a, b)
    var found: [(seq: Int, relation: String)] = []
    for id in linksOfHandovers[ends] ?? [] where id != other {
      guard let seq = try event(id)?.seq, let content = try amended(id),
        LinkEnds(ofHandovers: content) == ends,
        let relation = content.body["relation"]?.string
      else { continue }
      found.append((seq, relation))
    }
    return found
  }

  private mutating func knowStoredLinks() throws(StoreError) {
    if knowsStoredLinks { return }
    knowsStoredLinks = true
    for event in try stored(.link) {
      guard let ends = LinkEnds(ofHandovers: event.content),
        !(linksOfHandovers[ends] ?? []).contains(event.id)
      else { continue }
      linksOfHandovers[ends, default: []].append(event.id)
    }
  }

  /// Whether a source speaks for a side of this name, or a term is of it.
  mutating func isSide(_ name: String) throws(StoreError) -> Bool {
    if try sources().hasSide(name) { return true }
    return try terms()[.side, name] != nil
  }

  /// The side that a name for a source differs from in case alone.
  mutating func side(like name: String) throws(StoreError) -> String? {
    let side = name.uppercased()
    if side == name { return nil }
    return try isSide(side) ? side : nil
  }
}

/// Two events that a link joins or tells apart, whichever it names first.
struct LinkEnds: Hashable {
  private let low, high: EventID

  init(_ a: EventID, _ b: EventID) { (low, high) = (min(a, b), max(a, b)) }

  /// The events of which a link says whether they are of one handover; nil where it says something else.
  init?(ofHandovers content: Content) {
    guard let relation = content.body["relation"]?.string,
      Vocabulary.handoverRelations.contains(relation), let a = content.body.ids("a").first,
      let b = content.body.ids("b").first
    else { return nil }
    self.init(a, b)
  }
}
