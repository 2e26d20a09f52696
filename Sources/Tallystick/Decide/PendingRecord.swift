/// The record that an append decides upon: what is stored, and the earlier events of the append.
///
/// It looks up only what a decision asks for.
struct PendingRecord {
  let reader: any EventReader & DisclosureReader

  /// The number of entries stored, fixed when the decision began.
  private(set) var size: Int

  /// When the decision is made.
  private(set) var now: Instant

  private(set) var pending: [(saying: Saying, id: EventID)] = []
  private var pendingByID: [EventID: Int] = [:]
  private var byLabel: [String: EventID] = [:]

  /// What the stored record holds of the ids and labels that were asked for in one go; seq 0 where
  /// it holds none.
  private var foreseenIDs: [EventID: Int] = [:]
  private var foreseenLabels: [String: Int] = [:]

  private var disclosures: [String: Disclosure] = [:]
  private var pendingByType: [EventType: [Int]] = [:]

  /// Who the sources are, once asked for; then with the registrations that say so, and the ids of
  /// all events that bear on them: registrations, amendments of them, amendments of those.
  private var book: SourceBook?
  private var registrations: [String: [SourceBook.Registration]] = [:]
  private var bearingOnSources: Set<EventID> = []

  private var amendments: [EventID: [Event]]?
  private var names: [EventType: Set<String>] = [:]

  init(_ reader: any EventReader & DisclosureReader, size: Int, now: Instant) {
    self.reader = reader
    self.size = size
    self.now = now
  }

  /// The same record once all that was pending is stored, for the next decision; nil where the
  /// record does not end there, because others appended to it or the append failed.
  ///
  /// It keeps what it knows of names, sources and amendments, so that an append after another need
  /// not look for them again.
  func stored(upTo end: Int, now: Instant) -> PendingRecord? {
    guard end == size + pending.count else { return nil }
    var record = self
    record.size = end
    record.now = now
    record.pending = []
    record.pendingByID = [:]
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
    add(.read(content), content.knownType, id, label)
    switch content.knownType {
    case .source: register(content, id)
    case .some(let type) where type == .agreement || type == .medium:
      if let name = content.body[type.rawValue]?.string { names[type]?.insert(name) }
    case .amendment:
      if let of = content.body.ids("of").first {
        if bearingOnSources.contains(of) { book = nil }
        let amendment = event(size + pending.count, id, content)
        amendments?[of, default: []].append(amendment)
      }
    default: break
    }
  }

  /// Makes a plain line that was decided on known to the ones after it.
  mutating func add(plain line: PlainLine) {
    add(.plain(line), line.type, line.id, line.label)
    if let name = line.traits.medium { names[.medium]?.insert(name) }
  }

  private mutating func add(
    _ saying: Saying, _ type: EventType?, _ id: EventID, _ label: String?
  ) {
    pendingByID[id] = pending.count
    if let type, PendingRecord.isRegister(type) {
      pendingByType[type, default: []].append(pending.count)
    }
    pending.append((saying, id))
    if let label { byLabel[label] = id }
  }

  /// Whether all events of a type may be asked for.
  private static func isRegister(_ type: EventType) -> Bool {
    switch type {
    case .source, .agreement, .medium, .amendment, .redaction: true
    default: false
    }
  }

  /// Adds a registration to the book, where there is one.
  private mutating func register(_ content: Content, _ id: EventID) {
    guard book != nil, let name = content.body["source"]?.string else { return }
    registrations[name, default: []].append((size + pending.count, content.stated, content.body))
    bearingOnSources.insert(id)
    book?.put(name, registrations[name] ?? [])
  }

  /// Lets `label` mean an event in the rest of this append.
  mutating func alias(_ label: String, for id: EventID) { byLabel[label] = id }

  /// The seq and content of the event of this id, stored or pending, as it was recorded.
  func event(_ id: EventID) throws(StoreError) -> (seq: Int, content: Content)? {
    if let place = pendingByID[id] { return (size + place + 1, pending[place].saying.content) }
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
    return Content(type: type.rawValue, stated: held.stated, body: held.body)
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
    if let book { return book }
    var events = try stored(.source) + pendingEvents(.source)
    for amendment in try allAmendments() { events.append(amendment) }
    var history = History()
    bearingOnSources = []
    for event in events.sorted(by: { $0.seq < $1.seq }) {
      history.apply(event)
      let bears = event.content.body.ids("of").first.map(bearingOnSources.contains)
      if bears ?? (event.content.knownType == .source) { bearingOnSources.insert(event.id) }
    }
    let inForce = SourceBook.registrations(history, Amended(history))
    registrations = Dictionary(grouping: inForce) { $0.body["source"]?.string ?? "" }
    let made = SourceBook(inForce)
    book = made
    return made
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

  private mutating func allAmendments() throws(StoreError) -> [Event] {
    try amendmentsByTarget().values.flatMap { $0 }
  }

  fileprivate mutating func amendmentsByTarget() throws(StoreError) -> [EventID: [Event]] {
    if let amendments { return amendments }
    var found: [EventID: [Event]] = [:]
    for event in try stored(.amendment) + pendingEvents(.amendment) {
      guard let of = event.content.body.ids("of").first else { continue }
      found[of, default: []].append(event)
    }
    amendments = found
    return found
  }

  private func stored(_ type: EventType) throws(StoreError) -> [Event] {
    var events: [Event] = []
    for entry in try reader.entries(ofType: type) where (1...max(size, 1)).contains(entry.seq) {
      events.append(try entry.event())
    }
    return events
  }

  private func pendingEvents(_ type: EventType) -> [Event] {
    (pendingByType[type] ?? []).map { place in
      event(size + place + 1, pending[place].id, pending[place].saying.content)
    }
  }

  private func event(_ seq: Int, _ id: EventID, _ content: Content) -> Event {
    Event(seq: seq, id: id, label: nil, recorded: now, recorder: "pending", content: content)
  }
}

extension PendingRecord {
  /// Looks up in one go what the decisions on some drafts will ask for.
  ///
  /// Where the drafts are presumed to be new, the ids and labels of plain lines are not looked for:
  /// the record is taken to hold none, and whoever stores the entries finds out.
  mutating func foresee(_ drafts: [Draft], presumingNew: Bool = false) throws(StoreError) {
    pending.reserveCapacity(drafts.count)
    pendingByID.reserveCapacity(drafts.count)
    guard size > 0 else { return }
    var ids: [EventID] = []
    var labels: [String] = []
    for draft in drafts {
      guard case .plain(let line) = draft.saying else { continue }
      ids += line.traits.references
      if presumingNew {
        foreseenIDs[line.id] = 0
        if let label = line.label { foreseenLabels[label] = 0 }
      } else {
        ids.append(line.id)
        if let label = line.label { labels.append(label) }
      }
    }
    if ids.isEmpty, labels.isEmpty { return }
    let held = try reader.seqs(ofIDs: ids, labels: labels)
    // What others appended since the decision began does not count.
    for id in ids { foreseenIDs[id] = held.ids[id].flatMap { $0 <= size ? $0 : nil } ?? 0 }
    for label in labels {
      foreseenLabels[label] = held.labels[label].flatMap { $0 <= size ? $0 : nil } ?? 0
    }
  }

  /// The seq of the event of this id, stored or pending; nil where there is none.
  func seq(of id: EventID) throws(StoreError) -> Int? {
    if let place = pendingByID[id] { return size + place + 1 }
    if size == 0 { return nil }
    if let seq = foreseenIDs[id] { return seq == 0 ? nil : seq }
    return try event(id)?.seq
  }

  /// Whether an event has this label, or it stands for one in this append.
  func isTaken(_ label: String) throws(StoreError) -> Bool {
    if byLabel[label] != nil { return true }
    if size == 0 { return false }
    if let seq = foreseenLabels[label] { return seq != 0 }
    return try id(ofLabel: label) != nil
  }

  /// The pending plain line of this id; nil also where an amendment bears on it.
  mutating func plainLine(_ id: EventID) throws(StoreError) -> PlainLine? {
    guard let place = pendingByID[id], case .plain(let line) = pending[place].saying,
      try amendmentsByTarget()[id] == nil
    else { return nil }
    return line
  }
}
