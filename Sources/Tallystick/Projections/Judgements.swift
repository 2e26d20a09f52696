/// The recorder's links and assessments that hold at a cut.
package struct Judgements: Sendable {
  /// A link between two events.
  struct Link: Sendable {
    let seq: Int
    let a: EventID
    let b: EventID
    let relation: String
    let reason: String?
  }

  /// An assessment that holds.
  package struct Assessment: Sendable {
    package let seq: Int
    let stated: Stated
    let subject: String
    let scale: String
    package let value: String
    let against: [EventID]
    let reason: String?
  }

  /// The links in force, in order.
  private(set) var links: [Link] = []

  /// One event for all that links make one root: renderings of one utterance, and what derives from
  /// it.
  private(set) var roots: [EventID: EventID] = [:]

  /// The assessments that hold, by what they are about.
  package private(set) var assessments: [String: [Assessment]] = [:]

  /// The recorder's placements of an event under agreements, or under none, in the order of the log.
  ///
  /// They say how to read the record: they apply at every as-of, like links.
  private(set) var placements: [EventID: [Assessment]] = [:]

  /// The explanations that take an event out of sums and ranges, the first of each event.
  private var exclusions: [EventID: Assessment] = [:]

  /// The events that links make one root, others than the root itself, and those roots.
  private(set) var joined: Set<EventID> = []

  /// The seq of the last assessment in the cut.
  private(set) var lastSeq = 0

  init() {}

  init(_ history: History, _ amended: Amended, _ cut: Cut) {
    for place in history.links {
      let item = amended.item(history.items[place])
      guard amended.void[item.id] == nil, let a = (item.body["a"]?.string).flatMap({ EventID($0) }),
        let b = (item.body["b"]?.string).flatMap({ EventID($0) }),
        let relation = item.body["relation"]?.string
      else { continue }
      links.append(
        Link(seq: item.seq, a: a, b: b, relation: relation, reason: item.body["reason"]?.string))
    }
    joinRoots()
    take(
      history.assessments.map { amended.item(history.items[$0]) }
        .filter { amended.void[$0.id] == nil && Judgements.isInside($0, cut) })
  }

  /// The links of the very same two events of which one joins them to one handover and one tells them
  /// apart, with those events; in order.
  package var opposed: [(same: Int, distinct: Int, a: EventID, b: EventID)] {
    var apart: [Set<EventID>: [Int]] = [:]
    for link in links where link.relation == "distinct_handover" {
      apart[[link.a, link.b], default: []].append(link.seq)
    }
    if apart.isEmpty { return [] }
    return links.filter { $0.relation == "same_handover" }.flatMap { link in
      (apart[[link.a, link.b]] ?? []).map { (link.seq, $0, link.a, link.b) }
    }
  }

  private mutating func joinRoots() {
    for link in links where Rules.rootRelations.contains(link.relation) {
      let (a, b) = (root(of: link.a), root(of: link.b))
      if a != b { roots[max(a, b)] = min(a, b) }
    }
    joined = Set(roots.keys).union(roots.values)
  }

  /// The event in which links make an event begin; itself where there are none.
  package func root(of id: EventID) -> EventID {
    var id = id
    while let next = roots[id] { id = next }
    return id
  }

  /// Whether an assessment holds at a cut, whatever it says.
  static func isInside(_ item: History.Item, _ cut: Cut) -> Bool {
    guard let asOf = cut.asOf, !cut.withHindsight, !item.isPlacement else { return true }
    return item.stated.latestDay.map { $0 <= asOf } ?? false
  }

  private mutating func take(_ items: [History.Item]) {
    let all = items.compactMap { item -> Assessment? in
      let body = item.body
      guard let subject = ["of", "source", "medium"].lazy.compactMap({ body[$0]?.string }).first,
        let scale = body["scale"]?.string, let value = body["value"]?.string
      else { return nil }
      return Assessment(
        seq: item.seq, stated: item.stated, subject: subject, scale: scale, value: value,
        against: body.ids("against"), reason: body["reason"]?.string)
    }
    lastSeq = all.map(\.seq).max() ?? 0
    for placement in all where placement.scale == SecondVocabulary.placement {
      if let id = EventID(placement.subject) { placements[id, default: []].append(placement) }
    }
    for (_, rivals) in Dictionary(grouping: all, by: \.question) {
      guard let held = holding(rivals, \.stated, \.seq) else { continue }
      assessments[held.subject, default: []].append(held)
    }
    for (subject, held) in assessments {
      let excluding = held.filter {
        $0.scale == "explanation" && Rules.excludingExplanations.contains($0.value)
      }
      if let id = EventID(subject) { exclusions[id] = Judgements.toName(excluding) }
    }
  }

  /// The assessment of `subject` on `scale` that holds.
  package func held(_ subject: String, on scale: String) -> Assessment? {
    assessments[subject]?.first { $0.scale == scale }
  }

  /// The explanation that takes an event out of sums and ranges, if one holds (TheRules.md).
  func exclusion(of id: EventID) -> Assessment? { exclusions[id] }

  /// The same if no explanation took any event out; nil where none does.
  var withoutExclusions: Judgements? {
    guard !exclusions.isEmpty else { return nil }
    var copy = self
    copy.exclusions = [:]
    return copy
  }

  /// Of explanations that all hold the one to name: the later stated, else the one on the lowest
  /// id, else the one recorded later; recording in another order names the same.
  static func toName(_ explanations: [Assessment]) -> Assessment? {
    let latest = unsurpassed(explanations) { $0.stated.isCertainlyAfter($1.stated) }
    let subject = latest.map(\.subject).min()
    return latest.filter { $0.subject == subject }.max { $0.seq < $1.seq }
  }
}

extension Judgements.Assessment {
  /// What the assessment answers; of several on one question one holds.
  fileprivate var question: [String] {
    [subject, scale] + (scale == "explanation" ? against.sorted().map(\.description) : [])
  }
}

extension Judgements.Assessment {
  /// The agreement under which a placement puts its subject; nil: under none.
  var agreement: String? { value == SecondVocabulary.underNone ? nil : value }
}

extension History.Item {
  /// Whether it is a placement, which says how to read the record.
  fileprivate var isPlacement: Bool {
    type == .assessment && body["scale"]?.string == SecondVocabulary.placement
  }
}
