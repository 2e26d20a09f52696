internal import Tallystick

/// Which events of a record name which: what a figure needs is found along these threads.
struct EventWeb {
  private var bySeq: [Int: Event] = [:]
  private var byID: [EventID: Int] = [:]
  /// The acts, amendments and assessments that are about an event.
  private var about: [EventID: [Int]] = [:]
  private var links: [EventID: [Int]] = [:]
  private var registrations: [String: [Int]] = [:]
  private var assessments: [String: [Int]] = [:]

  /// The seqs of all events, in order.
  let all: [Int]

  init(_ events: [Event]) {
    all = events.map(\.seq)
    for event in events {
      bySeq[event.seq] = event
      byID[event.id] = event.seq
      let body = event.content.body
      switch event.content.knownType {
      case .link:
        for id in body.ids("a") + body.ids("b") { links[id, default: []].append(event.seq) }
      case .source: registrations[body["source"]?.string ?? "", default: []].append(event.seq)
      case .assessment:
        for id in body.ids("of") { about[id, default: []].append(event.seq) }
        for name in body.texts("source") + body.texts("medium") {
          assessments[name, default: []].append(event.seq)
        }
      default: for id in body.ids("of") { about[id, default: []].append(event.seq) }
      }
    }
  }

  /// The event at a place.
  subscript(seq: Int) -> Event? { bySeq[seq] }

  /// Whether the event at a place is an act of a speaker.
  func isAct(_ seq: Int) -> Bool { bySeq[seq]?.content.knownType?.isAct ?? false }

  /// Some events and the acts that they are about, and what those are about; with `touching` also
  /// the acts that correct, withdraw, deny or confirm one of them.
  func acts(from seqs: some Sequence<Int>, touching: Bool) -> Set<Int> {
    var found: Set<Int> = []
    var open = Array(seqs)
    while let seq = open.popLast() {
      guard let event = bySeq[seq], found.insert(seq).inserted else { continue }
      open += event.content.body.cited.compactMap { byID[$0] }
      open += (about[event.id] ?? []).filter { bySeq[$0]?.content.knownType == .amendment }
        .flatMap { bySeq[$0]?.content.body.cited.compactMap { byID[$0] } ?? [] }
      if touching { open += (about[event.id] ?? []).filter(isAct) }
    }
    return found
  }

  /// The judgements that may bear on some events: who their speakers are, what they are assessed
  /// and linked as, and what amends any of these.
  func judgements(on seqs: Set<Int>) -> Set<Int> {
    var found: Set<Int> = []
    var names: Set<String> = []
    var open = Array(seqs)
    while let seq = open.popLast() {
      guard let event = bySeq[seq] else { continue }
      var next = about[event.id]?.filter { !isAct($0) } ?? []
      for name in event.content.body.named where names.insert(name).inserted {
        next += (registrations[name] ?? []) + (assessments[name] ?? [])
      }
      next += links[event.id] ?? []
      if event.content.knownType == .link { next += joined(to: event) }
      open += next.filter { found.insert($0).inserted }
    }
    return found
  }

  /// The links that go on from the ends of one that makes two events one root.
  private func joined(to link: Event) -> [Int] {
    let body = link.content.body
    guard Rules.rootRelations.contains(body["relation"]?.string ?? "") else { return [] }
    return (body.ids("a") + body.ids("b")).flatMap { links[$0] ?? [] }
  }
}

extension JSONObject {
  /// The events that an act's body is about, as written and as an amendment sets it.
  fileprivate var cited: [EventID] {
    let parts = [self, self["set"]?.object, self["claim"]?.object].compactMap { $0 }
    return parts.flatMap { $0.ids("of") + $0.ids("about") + $0.ids("shows") }
      + (self["set"]?.object?["claim"]?.object?.ids("about") ?? [])
  }

  /// The sources and media that a body names.
  fileprivate var named: [String] {
    let parts = [self, self["set"]?.object].compactMap { $0 }
    return parts.flatMap { part in
      ["speaker", "silent", "source", "member_of", "derived_from", "medium"]
        .flatMap { part.texts($0) }
    }
  }
}
