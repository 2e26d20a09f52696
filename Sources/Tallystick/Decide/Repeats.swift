/// Finds, for events that are appended a second time, what has made each no longer hold.
///
/// The same statement twice is one event; but when it was retracted, replaced or assessed anew in
/// between, swallowing the second would lose that it was said again (events/README.md).
struct Repeats {
  /// One draft that the record holds already.
  struct Repeated {
    /// The place of the draft in its append.
    let place: Int
    /// The seq of the event that it repeats.
    let seq: Int
    /// What it says.
    let content: Content
  }

  /// The repeated drafts, by id.
  private var repeated: [EventID: [Repeated]] = [:]

  /// The first place at which each of them stands in the append.
  private var places: [EventID: Int] = [:]

  /// The event that ended each repeated draft, by the draft's place.
  private(set) var ended: [Int: (seq: Int, how: String)] = [:]

  private var retracted: Set<EventID> = []

  init(_ decisions: Decisions) {
    for read in decisions.read {
      guard case .success(let decided) = read.result,
        case .already(let seq, let id) = decided.decision
      else { continue }
      if places[id] == nil { places[id] = read.place }
      repeated[id, default: []].append(
        Repeated(place: read.place, seq: seq, content: decided.content))
    }
  }

  /// The seq of the first event that is repeated; nil where none is.
  var firstSeq: Int? { repeated.values.flatMap { $0 }.map(\.seq).min() }

  /// Looks at the events that an append adds to the first `size`, from the last to that with seq
  /// `first`.
  mutating func look(at decisions: Decisions, after size: Int, from first: Int) {
    var seq = size + decisions.countOfNew - decisions.countOfRefused
    for place in decisions.drafts.indices.reversed() where seq >= first {
      let read = decisions.read(at: place)
      if case .failure = read?.result { continue }
      if case .success(let decided) = read?.result, decided.isRepeat { continue }
      if read == nil, case .plain(let line) = decisions.drafts.rows[place] {
        if Repeats.endsOthers(line.type) {
          look(at: line.id, seq: seq, decisions.drafts[place].content, place: place)
        }
      } else if case .success(let decided) = read?.result,
        case .append(let id, _) = decided.decision
      {
        look(at: id, seq: seq, decided.content, place: place)
      }
      seq -= 1
    }
  }

  /// Whether events of a type end what others say.
  private static func endsOthers(_ type: EventType) -> Bool {
    switch type {
    case .retraction, .correction, .amendment, .assessment, .source, .term: true
    default: false
    }
  }

  /// Looks at the events after the first repeated one, from the last to the first.
  ///
  /// One that is at a place of the append too ends only what stands before it there: what a later
  /// line does is done again.
  mutating func look(at id: EventID, seq: Int, _ content: Content, place: Int? = nil) {
    guard let type = content.knownType, !retracted.contains(id) else { return }
    switch type {
    case .retraction:
      retracted.formUnion(content.body.ids("of"))
      for of in content.body.ids("of") { end(of, at: place ?? places[id], seq, "retracted") }
    case .correction:
      for of in content.body.ids("of") { end(of, at: place ?? places[id], seq, "corrected") }
    case .amendment where content.body["void"] != nil:
      retracted.formUnion(content.body.ids("of"))
      for of in content.body.ids("of") { end(of, at: place ?? places[id], seq, "made void") }
    case .assessment, .source, .term:
      for (of, drafts) in repeated where of != id {
        guard let first = drafts.first, first.content.isReplaced(by: content, at: seq, first.seq)
        else { continue }
        end(of, at: place ?? places[id], seq, "replaced")
      }
    default: break
    }
  }

  private mutating func end(_ of: EventID, at place: Int?, _ seq: Int, _ how: String) {
    for draft in repeated[of] ?? [] where seq > draft.seq {
      if let place, place > draft.place { continue }
      ended[draft.place] = (seq, how)
    }
  }
}

extension Content {
  /// Whether another judgement answers the same question in another way, and holds instead: it was
  /// stated later, or where that does not decide recorded later.
  fileprivate func isReplaced(by other: Content, at seq: Int, _ mine: Int) -> Bool {
    guard type == other.type, !stated.isCertainlyAfter(other.stated),
      other.stated.isCertainlyAfter(stated) || seq > mine
    else { return false }
    switch knownType {
    case .assessment:
      return ["of", "source", "medium", "scale", "against"].allSatisfy {
        body[$0] == other.body[$0]
      } && body["value"] != other.body["value"]
    case .source:
      guard body["source"] == other.body["source"] else { return false }
      return ["kind", "name", "side", "member_of", "derived_from"].contains { field in
        body[field] != nil && other.body[field] != nil && body[field] != other.body[field]
      }
    case .term:
      guard body["kind"] == other.body["kind"], body["term"] == other.body["term"] else {
        return false
      }
      return ["name", "of", "unit", "one", "many", "author", "lang"].contains { field in
        body[field] != nil && other.body[field] != nil && body[field] != other.body[field]
      }
    default: return false
    }
  }
}
