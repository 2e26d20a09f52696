/// The fold of a record: its events by kind, before any cut is made.
///
/// Folding a prefix and then the rest gives the same history as folding all. What an event means
/// at some cut is worked out by ``Standing``.
public struct History: Sendable {
  /// What the projections keep of one event.
  struct Item: Sendable {
    let seq: Int
    let id: EventID
    let label: String?
    let recorded: Instant
    let type: EventType
    let stated: Stated
    let body: JSONObject
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
  private(set) var links: [Int] = []
  private(set) var assessments: [Int] = []
  private(set) var redactions: [Int] = []
  private(set) var acts: [Int] = []

  /// Creates the history of an empty record.
  public init() {}

  /// Takes one more event into account.
  ///
  /// - Complexity: O(1) but for the growth of the tables.
  public mutating func apply(_ event: Event) {
    size = event.seq
    let content = event.content
    guard let type = content.knownType else {
      let written = "\(content.type) v\(content.version)"
      unread.append(
        Unread(
          seq: event.seq, stated: content.stated, type: written,
          reason: "this program does not know the type or version"))
      return
    }
    let place = items.count
    items.append(
      Item(
        seq: event.seq, id: event.id, label: event.label, recorded: event.recorded, type: type,
        stated: content.stated, body: content.body))
    places[event.id] = place
    switch type {
    case .amendment: amendments.append(place)
    case .source: sources.append(place)
    case .link: links.append(place)
    case .assessment: assessments.append(place)
    case .redaction: redactions.append(place)
    default: acts.append(place)
    }
  }

  /// The event of this id, if it is known and of a known type.
  func item(_ id: EventID) -> Item? { places[id].map { items[$0] } }
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
