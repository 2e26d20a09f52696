/// Finds, for events that are appended a second time, what has made each no longer hold.
///
/// The same statement twice is one event; but when it was retracted, replaced or assessed anew in
/// between, swallowing the second would lose that it was said again (design §3).
struct Repeats {
  /// The repeated events, by id.
  private let repeated: [EventID: Content]

  /// The events of the same append: what they did to one another they do again.
  private let batch: Set<EventID>

  /// The event that ended each, by the id of what it ended.
  private(set) var ended: [EventID: (seq: Int, how: String)] = [:]

  private var retracted: Set<EventID> = []

  init(_ repeated: [EventID: Content], batch: Set<EventID>) {
    self.repeated = repeated
    self.batch = batch
  }

  /// Looks through the events of a record from its end to its beginning.
  mutating func look(at event: Event) {
    let body = event.content.body
    guard let type = event.content.knownType, !retracted.contains(event.id) else { return }
    switch type {
    case .retraction:
      retracted.formUnion(body.ids("of"))
      end(body.ids("of"), by: event, "retracted")
    case .correction: end(body.ids("of"), by: event, "corrected")
    case .amendment where body["void"] != nil:
      retracted.formUnion(body.ids("of"))
      end(body.ids("of"), by: event, "made void")
    case .assessment, .source:
      let rivals = repeated.filter { $0.value.isReplaced(by: event.content) }
      end(rivals.keys.filter { $0 != event.id }, by: event, "replaced")
    default: break
    }
  }

  private mutating func end(_ ids: [EventID], by event: Event, _ how: String) {
    for id in ids where repeated[id] != nil && !batch.contains(event.id) {
      ended[id] = (event.seq, how)
    }
  }
}

extension Content {
  /// Whether a later judgement answers the same question in another way.
  fileprivate func isReplaced(by later: Content) -> Bool {
    guard type == later.type else { return false }
    switch knownType {
    case .assessment:
      return ["of", "source", "medium", "scale", "against"].allSatisfy {
        body[$0] == later.body[$0]
      } && body["value"] != later.body["value"]
    case .source:
      guard body["source"] == later.body["source"] else { return false }
      return ["kind", "name", "side", "member_of", "derived_from"].contains { field in
        body[field] != nil && later.body[field] != nil && body[field] != later.body[field]
      }
    default: return false
    }
  }
}
