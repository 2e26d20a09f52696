internal import TransparencyLog

/// The record that an append decides upon: what is stored, and the earlier events of the append.
///
/// It looks up only what a decision asks for.
struct PendingRecord {
  let reader: any EventReader & DisclosureReader

  /// The number of entries stored, fixed when the decision began.
  private(set) var size: Int

  /// When the decision is made.
  private(set) var now: Instant

  /// The last day on which something can have been stated: where a day ends last, it is a day later
  /// than in UTC.
  private(set) var lastDay: Day

  /// The drafts that are decided on.
  var drafts = Drafts()

  /// The events of the append so far, in order.
  var pendingIDs = PendingIDs()

  /// For each of them the place of its plain line among the drafts; for one that was read −1 less
  /// its place in `contents`.
  var sayings: [Int32] = []
  private var contents: [Content] = []
  var byLabel: [String: EventID] = [:]

  /// Whether plain lines are presumed to be new: whoever stores the entries finds out.
  var presumesNew = false

  /// What the stored record holds of the ids and labels that were asked for in one go; seq 0 where
  /// it holds none.
  var foreseenIDs: [EventID: Int] = [:]
  var foreseenLabels: [String: Int] = [:]

  /// Which names that plain lines mention are known to be registered, by their codes.
  var knownSources: [Bool] = []
  var knownAgreements: [Bool] = []

  /// Which words for what is handed over need no look, by their codes.
  var knownWhats: [Bool] = []

  /// The words that were looked at, each once in an append.
  var seenWhats: Set<String> = []

  /// What short names stand for, once asked for.
  var termBook: TermBook?

  private var disclosures: [String: Disclosure] = [:]
  private var pendingByType: [EventType: [Int]] = [:]

  /// Who the sources are, once asked for.
  private var register: SourceRegister?

  private var amendments: [EventID: [Event]]?

  /// The retractions that name each act, as they were recorded: those of the appends so far, and once
  /// they were asked for those of the record too.
  var retractions: [EventID: [EventID]] = [:]
  var knowsStoredRetractions = false

  /// The links that say whether two events are of one handover, by these as they were recorded; those of
  /// the record as with ``retractions``.
  var linksOfHandovers: [LinkEnds: [EventID]] = [:]
  var knowsStoredLinks = false
  var names: [EventType: Set<String>] = [:]

  init(_ reader: any EventReader & DisclosureReader, size: Int, now: Instant) {
    self.reader = reader
    self.size = size
    self.now = now
    lastDay = now.day.next
  }

  /// The same record once all that was pending is stored, for the next decision; nil where the
  /// record does not end there, because others appended to it or the append failed.
  ///
  /// It keeps what it knows of names, sources and amendments, so that an append after another need
  /// not look for them again.
  func stored(upTo end: Int, now: Instant) -> PendingRecord? {
    guard end == size + pendingIDs.count else { return nil }
    var record = self
    record.size = end
    record.now = now
    record.lastDay = now.day.next
    record.drafts = Drafts()
    record.pendingIDs = PendingIDs()
    record.sayings = []
    record.contents = []
    record.knownSources = []
    record.knownAgreements = []
    record.knownWhats = []
    record.pendingByType = [:]
    record.byLabel = [:]
    record.foreseenIDs = [:]
    record.foreseenLabels = [:]
    record.disclosures = [:]  // what is destroyed meanwhile must not be known any more
    return record
  }

  /// Makes a decided event known to the ones after it.
  mutating func add(
    _ content: Content, id: EventID, label: String?, _ sealed: [Disclosure] = []
  ) {
    for disclosure in sealed { disclosures[disclosure.digest] = disclosure }
    contents.append(content)
    add(-Int32(contents.count), content.knownType, id, label)
    switch content.knownType {
    case .source:
      let registration = event(size + pendingIDs.count, id, content)
      register?.take(registration)
    case .term: termBook = nil
    case .retraction:
      for of in content.body.ids("of") { retractions[of, default: []].append(id) }
    case .link:
      if let ends = LinkEnds(ofHandovers: content) {
        linksOfHandovers[ends, default: []].append(id)
      }
    case .some(let type) where type == .agreement || type == .medium:
      if let name = content.body[type.rawValue]?.string { names[type]?.insert(name) }
    case .amendment:
      if let of = content.body.ids("of").first {
        let amendment = event(size + pendingIDs.count, id, content)
        let isOfSource = register?.take(amendment) ?? false
        if isOfSource { knownSources = [] }
        amendments?[of, default: []].append(amendment)
        if termBook?.all.isEmpty == false, mayBearOnTerm(of) { termBook = nil }
      }
    default: break
    }
  }

  /// Whether an amendment of an event may change what a short name stands for.
  private func mayBearOnTerm(_ of: EventID) -> Bool {
    guard let type = (try? event(of))?.content.knownType else { return true }
    return type == .term || type == .amendment
  }

  mutating func add(_ saying: Int32, _ type: EventType?, _ id: EventID, _ label: String?) {
    if let type, PendingRecord.isRegister(type) {
      pendingByType[type, default: []].append(pendingIDs.count)
    }
    pendingIDs.append(id)
    sayings.append(saying)
    if let label { byLabel[label] = id }
  }

  /// Whether all events of a type may be asked for.
  private static func isRegister(_ type: EventType) -> Bool {
    switch type {
    case .source, .term, .agreement, .medium, .amendment, .redaction: true
    default: false
    }
  }

  /// The seq of the next event.
  var nextSeq: Int { size + pendingIDs.count + 1 }

  /// What the speakers of this record sign for.
  var statementNamespace: String {
    (try? Origin(reader.origin)).map { StatementSignature.namespace(of: $0) } ?? reader.origin
  }

  /// Lets `label` mean an event in the rest of this append.
  mutating func alias(_ label: String, for id: EventID) { byLabel[label] = id }

  /// The seq and content of the event of this id, stored or pending, as it was recorded.
  func event(_ id: EventID) throws(StoreError) -> (seq: Int, content: Content)? {
    if let place = pendingIDs.place(of: id) { return (size + place + 1, content(pending: place)) }
    if size == 0 || foreseenIDs[id] == 0 { return nil }
    guard let stored = try reader.entry(id: id), stored.seq <= size else { return nil }
    return (stored.seq, try stored.event().content)
  }

  /// The content of an event as amendments leave it; nil also where one makes it void.
  mutating func amended(_ id: EventID) throws(StoreError) -> Content? {
    guard let (seq, content) = try event(id) else { return nil }
    let bearing = try amendments(on: id)
    guard let type = content.knownType, !bearing.isEmpty else { return content }
    var history = History()
    history.apply(event(seq, id, content))
    for amendment in bearing { history.apply(amendment) }
    let amended = Amended(history)
    guard amended.void[id] == nil, let item = history.item(id) else { return nil }
    let held = amended.item(item)
    return Content(type: type.rawValue, stated: held.stated, body: held.body).inLowestVersion()
  }

  /// The id of the event with this label.
  func id(ofLabel label: String) throws(StoreError) -> EventID? {
    if let id = byLabel[label] { return id }
    if size == 0 || foreseenLabels[label] == 0 { return nil }
    guard let stored = try reader.entry(label: label), stored.seq <= size else { return nil }
    return stored.id
  }

  /// The disclosure of a sealed field, stored or pending.
  func disclosure(_ digest: String) throws(StoreError) -> Disclosure? {
    if let pending = disclosures[digest] { return pending }
    return try reader.disclosure(digest: digest).flatMap { try? $0.disclosure() }
  }

  /// The redactions of sealed fields of an event, each with the digest that it destroyed.
  func redactions(of id: EventID) throws(StoreError) -> [(seq: Int, digest: String)] {
    var found: [(seq: Int, digest: String)] = []
    for event in try stored(.redaction) + pendingEvents(.redaction)
    where event.content.body.ids("of") == [id] {
      found += event.content.body.texts("digest").map { (event.seq, $0) }
    }
    return found
  }

  /// Who the sources are.
  mutating func sources() throws(StoreError) -> SourceBook {
    if register == nil {
      let events = try stored(.source) + pendingEvents(.source) + allAmendments()
      var made = SourceRegister()
      for event in events.sorted(by: { $0.seq < $1.seq }) { made.take(event) }
      register = made
    }
    return register?.book() ?? SourceBook()
  }

  /// Whether a source, an agreement or a medium of this short id is registered.
  mutating func isRegistered(_ name: String, as type: EventType) throws(StoreError) -> Bool {
    if type == .source { return try sources()[name] != nil }
    if names[type] == nil {
      let events = try stored(type) + pendingEvents(type)
      names[type] = Set(events.compactMap { $0.content.body[type.rawValue]?.string })
    }
    return names[type]?.contains(name) ?? false
  }

  /// The amendments that bear on an event: of it, and of those amendments, in order.
  private mutating func amendments(on id: EventID) throws(StoreError) -> [Event] {
    let byTarget = try amendmentsByTarget()
    var found: [Event] = []
    var open = [id]
    while let target = open.popLast() {
      let direct = byTarget[target] ?? []
      found += direct
      open += direct.map(\.id)
    }
    return found.sorted { $0.seq < $1.seq }
  }

  mutating func allAmendments() throws(StoreError) -> [Event] {
    try amendmentsByTarget().values.flatMap { $0 }
  }

  /// Whether an amendment bears on an event.
  mutating func isAmended(_ id: EventID) throws(StoreError) -> Bool {
    if amendments == nil { _ = try amendmentsByTarget() }
    return amendments?[id] != nil
  }

  private mutating func amendmentsByTarget() throws(StoreError) -> [EventID: [Event]] {
    if let amendments { return amendments }
    var found: [EventID: [Event]] = [:]
    for event in try stored(.amendment) + pendingEvents(.amendment) {
      guard let of = event.content.body.ids("of").first else { continue }
      found[of, default: []].append(event)
    }
    amendments = found
    return found
  }

  func stored(_ type: EventType) throws(StoreError) -> [Event] {
    var events: [Event] = []
    for entry in try reader.entries(ofType: type) where (1...max(size, 1)).contains(entry.seq) {
      events.append(try entry.event())
    }
    return events
  }

  func pendingEvents(_ type: EventType) -> [Event] {
    (pendingByType[type] ?? []).map { place in
      event(size + place + 1, pendingIDs[place], content(pending: place))
    }
  }

  private func content(pending place: Int) -> Content {
    let saying = Int(sayings[place])
    return saying < 0 ? contents[-saying - 1] : drafts[saying].content
  }

  private func event(_ seq: Int, _ id: EventID, _ content: Content) -> Event {
    Event(seq: seq, id: id, label: nil, recorded: now, recorder: "pending", content: content)
  }
}
