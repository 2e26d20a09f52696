/// The record that an append decides upon: what is stored, and the earlier events of the append.
///
/// It looks up only what a decision asks for.
struct PendingRecord {
  let reader: any EventReader

  /// The number of entries stored, fixed when the decision began.
  let size: Int

  /// When the decision is made.
  let now: Instant

  private(set) var pending: [(content: Content, id: EventID, label: String?)] = []
  private var pendingByID: [EventID: Int] = [:]
  private var byLabel: [String: EventID] = [:]
  private var registrations: [(seq: Int, stated: Stated, body: JSONObject)]?
  private var book: SourceBook?
  private var amendments: [EventID: [JSONObject]]?
  private var names: [EventType: Set<String>] = [:]

  init(_ reader: any EventReader, size: Int, now: Instant) {
    self.reader = reader
    self.size = size
    self.now = now
  }

  /// Makes a decided event known to the ones after it.
  mutating func add(_ content: Content, id: EventID, label: String?) {
    pendingByID[id] = pending.count
    pending.append((content, id, label))
    if let label { byLabel[label] = id }
    switch content.knownType {
    case .source:
      let seq = size + pending.count
      registrations?.append((seq, content.stated, content.body))
      book = nil
    case .amendment:
      if let of = (content.body["of"]?.string).flatMap({ EventID($0) }) {
        amendments?[of, default: []].append(content.body)
      }
    case .agreement, .medium:
      if let type = content.knownType, let name = content.body[type.rawValue]?.string {
        names[type]?.insert(name)
      }
    default: break
    }
  }

  /// Lets `label` mean an event in the rest of this append.
  mutating func alias(_ label: String, for id: EventID) { byLabel[label] = id }

  /// The seq and content of the event of this id, stored or pending, as it was recorded.
  func event(_ id: EventID) throws(StoreError) -> (seq: Int, content: Content)? {
    if let place = pendingByID[id] { return (size + place + 1, pending[place].content) }
    guard let stored = try reader.entry(id: id), stored.seq <= size else { return nil }
    return (stored.seq, try stored.event().content)
  }

  /// The content of an event as amendments leave it.
  mutating func amended(_ id: EventID) throws(StoreError) -> Content? {
    guard var content = try event(id)?.content else { return nil }
    for body in try amendments(of: id) {
      if let changed = try? Amendment.apply(body, to: content) { content = changed }
    }
    return content
  }

  /// The id of the event with this label.
  func id(ofLabel label: String) throws(StoreError) -> EventID? {
    if let id = byLabel[label] { return id }
    guard let stored = try reader.entry(label: label), stored.seq <= size else { return nil }
    return stored.id
  }

  /// Who the sources are.
  mutating func sources() throws(StoreError) -> SourceBook {
    if let book { return book }
    if registrations == nil {
      var found: [(seq: Int, stated: Stated, body: JSONObject)] = []
      for entry in try stored(.source) {
        let original = try entry.event().content
        let content = try amended(entry.id) ?? original
        found.append((entry.seq, content.stated, content.body))
      }
      registrations =
        found
        + pending.enumerated().compactMap { place, event in
          event.content.knownType == .source
            ? (size + place + 1, event.content.stated, event.content.body) : nil
        }
    }
    let made = SourceBook(registrations ?? [])
    book = made
    return made
  }

  /// Whether an agreement or a medium of this short id is registered.
  mutating func isRegistered(_ name: String, as type: EventType) throws(StoreError) -> Bool {
    if names[type] == nil {
      var found: Set<String> = []
      for entry in try stored(type) {
        if let name = try entry.event().content.body[type.rawValue]?.string { found.insert(name) }
      }
      for event in pending where event.content.knownType == type {
        if let name = event.content.body[type.rawValue]?.string { found.insert(name) }
      }
      names[type] = found
    }
    return names[type]?.contains(name) ?? false
  }

  private mutating func amendments(of id: EventID) throws(StoreError) -> [JSONObject] {
    if amendments == nil {
      var found: [EventID: [JSONObject]] = [:]
      for entry in try stored(.amendment) {
        let body = try entry.event().content.body
        guard let of = (body["of"]?.string).flatMap({ EventID($0) }) else { continue }
        found[of, default: []].append(body)
      }
      for event in pending where event.content.knownType == .amendment {
        guard let of = (event.content.body["of"]?.string).flatMap({ EventID($0) }) else { continue }
        found[of, default: []].append(event.content.body)
      }
      amendments = found
    }
    return amendments?[id] ?? []
  }

  private func stored(_ type: EventType) throws(StoreError) -> [StoredEntry] {
    try reader.entries(ofType: type).filter { $0.seq <= size }
  }
}
