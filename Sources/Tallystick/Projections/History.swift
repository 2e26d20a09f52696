/// The fold of a record: its events by kind, before any cut is made.
///
/// Folding a prefix and then the rest gives the same history as folding all. What an event means
/// at some cut is worked out by ``Standing``.
public struct History: Sendable {
  /// What the projections keep of one event.
  package struct Item: Sendable {
    package let seq: Int
    let id: EventID
    let label: String?
    package let type: EventType
    package let stated: Stated
    private var content: Body

    /// What an event says: as it was read; or the bytes of its entry and where the body stands in
    /// them, which take a third of the room.
    private enum Body: Sendable {
      case read(JSONObject)
      case stored([UInt8], Range<Int>)
      /// An announcement that nothing amends, without what no figure asks for.
      case announced(Speech, Claim)
    }

    init(
      seq: Int, id: EventID, label: String?, type: EventType, stated: Stated, body: JSONObject
    ) {
      self.seq = seq
      self.id = id
      self.label = label
      self.type = type
      self.stated = stated
      content = .read(body)
    }

    /// An announcement that nothing amends, without what no figure asks for.
    init(seq: Int, id: EventID, stated: Stated, _ speech: Speech, announcing claim: Claim) {
      self.seq = seq
      self.id = id
      label = nil
      type = .announcement
      self.stated = stated
      content = .announced(speech, claim)
    }

    init(_ entry: ScannedEntry, _ type: EventType, in bytes: [UInt8]) {
      seq = entry.seq
      id = entry.id
      label = entry.label
      self.type = type
      stated = entry.stated
      // Judgements are looked at field by field, acts are scanned.
      content = .stored(bytes, entry.body)
      if !type.isAct { content = .read(body) }
    }

    /// The fields of the type.
    ///
    /// - Complexity: O(*n*) in the bytes of the entry, each time, where it was not read yet.
    package var body: JSONObject {
      switch content {
      case .read(let body): body
      case .stored(let bytes, let place):
        (try? JSONValue(parsing: bytes.span.extracting(place)))?.object ?? [:]
      case .announced: [:]
      }
    }

    /// The fields of the type, where some of them may be sealed; else nil.
    ///
    /// - Complexity: O(*n*) in the bytes of the entry.
    var sealedBody: JSONObject? {
      switch content {
      case .stored(let bytes, let place) where !bytes.span.extracting(place).mayHoldDigests: nil
      case .announced: nil
      default: body
      }
    }

    /// The ids of events in what it says, whatever the field.
    var namedEvents: [EventID] {
      var ids: [EventID] = []
      switch content {
      case .read(let body): body.forEachText { text in EventID(text).map { ids.append($0) } }
      case .stored(let bytes, let place):
        bytes.span.extracting(place).forEachID { ids.append($0) }
      case .announced: break
      }
      return ids
    }

    /// What an act of a speaker says, where that can be read without its body; else nil.
    func act(_ phrases: inout Phrases) -> ScannedAct? {
      switch content {
      case .read: nil
      case .stored(let bytes, let place):
        ScannedAct(type, body: place, in: bytes.span, &phrases)
      case .announced(let speech, let claim):
        ScannedAct(speech: speech, deed: .announcement(claim))
      }
    }
  }

  /// An event that the projections cannot read; it is kept and listed, never guessed at.
  public struct Unread: Hashable, Sendable {
    /// Its place in the log.
    public let seq: Int
    /// When it was stated.
    public let stated: Stated
    /// Its type and version as written, such as `ceasefire v1`.
    public let type: String
    /// Why it was not read.
    public let reason: String
  }

  /// The number of events folded; the seq of the last one.
  public private(set) var size = 0

  /// The events that are not read by any projection.
  public private(set) var unread: [Unread] = []

  private(set) var items: [Item] = []
  private(set) var places: [EventID: Int] = [:]
  private(set) var amendments: [Int] = []
  private(set) var sources: [Int] = []
  private(set) var terms: [Int] = []
  private(set) var links: [Int] = []
  private(set) var assessments: [Int] = []
  private(set) var redactions: [Int] = []
  private(set) var acts: [Int] = []

  /// Creates the history of an empty record.
  public init() {}

  /// Creates the history of an empty record, with room for `count` events.
  init(expecting count: Int) {
    items.reserveCapacity(count)
    places.reserveCapacity(count)
    acts.reserveCapacity(count)
  }

  /// Takes one more event into account.
  ///
  /// - Complexity: O(1) but for the growth of the tables.
  public mutating func apply(_ event: Event) {
    let content = event.content
    guard let type = content.knownType else {
      skip(event.seq, content.stated, "\(content.type) v\(content.version)")
      return
    }
    take(
      Item(
        seq: event.seq, id: event.id, label: event.label, type: type, stated: content.stated,
        body: content.body))
  }

  /// Takes one more entry into account, as the event that it holds.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when its bytes are no entry.
  /// - Complexity: O(*n*) in the number of bytes, but for the growth of the tables.
  mutating func apply(_ entry: StoredEntry) throws(StoreError) {
    try apply(entry.bytes, seq: entry.seq)
  }

  /// Takes one more entry into account, of which only the bytes are there.
  mutating func apply(_ bytes: [UInt8], seq: Int) throws(StoreError) {
    guard let scanned = ScannedEntry(scanning: bytes.span) else {
      apply(try Event(stored: bytes, seq: seq))
      return
    }
    guard let type = EventType(scanned.type, version: scanned.version) else {
      skip(scanned.seq, scanned.stated, "\(scanned.type) v\(scanned.version)")
      return
    }
    take(Item(scanned, type, in: bytes))
  }

  private mutating func skip(_ seq: Int, _ stated: Stated, _ type: String) {
    take(
      Unread(
        seq: seq, stated: stated, type: type,
        reason: "this program does not know the type or version"))
  }

  /// Takes one more event that no projection reads.
  mutating func take(_ event: Unread) {
    size = event.seq
    unread.append(event)
  }

  /// Takes one more event, as far as projections read it.
  mutating func take(_ item: Item) {
    size = item.seq
    let place = items.count
    items.append(item)
    places[item.id] = place
    switch item.type {
    case .amendment: amendments.append(place)
    case .source: sources.append(place)
    case .term: terms.append(place)
    case .link: links.append(place)
    case .assessment: assessments.append(place)
    case .redaction: redactions.append(place)
    default: acts.append(place)
    }
  }

  /// The event of this id, if it is known and of a known type.
  package func item(_ id: EventID) -> Item? { places[id].map { items[$0] } }
}

extension History {
  /// Creates the history of `events`.
  ///
  /// - Complexity: O(*n*) in their number.
  public init(folding events: some Sequence<Event>) {
    self.init()
    for event in events { apply(event) }
  }
}

extension JSONObject {
  /// Hands each text in it, however deep, to `body`.
  fileprivate func forEachText(_ body: (String) -> Void) {
    for member in members { member.value.forEachText(body) }
  }
}

extension JSONValue {
  fileprivate func forEachText(_ body: (String) -> Void) {
    switch self {
    case .string(let text): body(text)
    case .array(let values): for value in values { value.forEachText(body) }
    case .object(let object): object.forEachText(body)
    default: break
    }
  }
}
