internal import TallyReports
package import Tallystick
package import TransparencyLog

/// A record as a site shows it: folded once, and what is new is folded on top of it.
///
/// It is handed a reader and nothing else, so nothing that a site does can change a record. It keeps
/// what each thread of events, each day and each row comes to, and reads an event's words when they are
/// shown.
package final class SiteRecord {
  /// Where it is read.
  package let reader: any EventReader

  /// The most events that are shown; nil for all.
  private var limit: Int?

  /// The fold of the events so far.
  private(set) var folding = Folding()

  /// What they come to, at the cuts that were asked for last.
  private(set) var reckonings: Reckonings

  /// What stated totals came to by the end of their days, at the cuts that were asked for.
  var pastTotals = Assertions.Past()

  /// What a site keeps of each event, in order.
  private(set) var index = EventIndex()

  /// The days on which something was said.
  private(set) var changes = SaidDays()

  /// The checkpoints that cover no more than the events so far, in order.
  private(set) var checkpoints: [StoredCheckpoint] = []

  /// The last of them.
  var checkpoint: StoredCheckpoint? { checkpoints.last }

  /// The last views that were worked out, the last asked for at the end.
  private var editions: [Edition] = []

  /// The most views that are kept: two, of a day and of the day before it, where each is large.
  private var mostEditions: Int { max(2, min(6, SiteRecord.eventsInViews / max(size, 1))) }

  /// Of how many events together the views that are kept may be; one takes some 3 kB for each.
  private static let eventsInViews = 100_000

  /// For whom the next answers are, and what was disclosed to them; nil: for everybody.
  var audience: (name: String, disclosures: [String: Disclosure])?

  /// What differs between the two days that were compared last.
  var lastDifference: DifferenceReport?

  /// Opens a record, up to the event `limit` or to its end.
  ///
  /// - Throws: What reading it throws.
  package convenience init(_ reader: any EventReader, limit: Int? = nil) throws {
    try self.init(reader, limit: limit, apart: Reckonings.leastApart)
  }

  /// Opens a record; what stands at a day that is at least `apart` events from all that are kept is kept
  /// beside them.
  init(_ reader: any EventReader, limit: Int? = nil, apart: Int) throws {
    self.reader = reader
    self.limit = limit
    reckonings = Reckonings(leastApart: apart)
    try catchUp()
  }

  /// The number of events that are shown.
  package var size: Int { folding.history.size }

  /// The root over them.
  package var root: Hash { folding.root }

  /// How many events the last checkpoint covers.
  package var covered: Int { checkpoint?.size ?? 0 }

  /// The name of the record.
  package var origin: String { reader.origin }

  /// Folds the events that were recorded since, and says whether there were any or a new checkpoint.
  ///
  /// - Throws: What reading the record throws; ``StoreError/damaged(seq:reason:)`` where it holds
  ///   fewer events than it did, or other ones.
  @discardableResult
  package func catchUp() throws -> Bool {
    let end = min(try reader.end().size, limit ?? .max)
    guard end >= size else {
      throw StoreError.damaged(
        seq: size, reason: "the record held it before, and holds \(end) events now")
    }
    if size > 0 { try checkLast() }
    let isNew = end > size
    if isNew { reckonings.keepLatest(said: changes.count) }
    while size < end {
      for entry in try reader.bytes(size + 1...min(end, size + SiteRecord.atOnce)) {
        index.take(try entry.event())
        try folding.take(entry)
      }
    }
    let covering = try reader.checkpoints().filter { $0.size <= end }
    let isSigned = covering.last != checkpoint
    checkpoints = covering
    if isNew {
      editions = []
      pastTotals = Assertions.Past()
      lastDifference = nil
      rows = nil
      changes = SaidDays(folding.history, index)
    }
    return isNew || isSigned
  }

  /// Folds the events up to `end`, and shows no others from now on.
  ///
  /// - Throws: As ``catchUp()``.
  func catchUp(to end: Int) throws {
    limit = end
    try catchUp()
  }

  /// How many events are read at once.
  private static let atOnce = 1000

  /// Sees that the last event is still the one that was folded.
  private func checkLast() throws {
    guard let last = try reader.entries(size...size).first, last.id == index.ids[size - 1] else {
      throw StoreError.damaged(
        seq: size, reason: "it is another one than before: the record was replaced")
    }
  }

  /// Asks what stands at a cut.
  ///
  /// - Complexity: that of what may be otherwise than at the nearest of the last cuts.
  func reckoned<Result>(
    at cut: Cut, _ ask: (inout Reckoning) throws -> Result
  ) rethrows -> Result {
    try reckonings.ask(at: cut, folding, said: changes.count, ask)
  }

  /// Who the sources are, which is the same at every cut.
  var sources: SourceBook { reckoned(at: reckonings.lastCut) { $0.book } }

  /// What short names stand for, which is the same at every cut.
  var terms: TermBook { reckoned(at: reckonings.lastCut) { $0.terms } }

  /// What stands at a cut.
  func edition(at cut: Cut) -> Edition {
    if let place = editions.firstIndex(where: { $0.cut == cut }) {
      let found = editions.remove(at: place)
      editions.append(found)
      return found
    }
    let edition = Edition(self, at: cut)
    if editions.count >= mostEditions { editions.removeFirst() }
    editions.append(edition)
    return edition
  }

  /// The rows of the totals of now.
  var rowsNow: Set<Row> {
    if let rows { return rows }
    let now = editions.first { $0.cut.asOf == nil }?.totals
    let totals = now ?? reckoned(at: Cut(today: .minimum)) { $0.totals() }
    let found = Set(totals.lines.map(\.row))
    rows = found
    return found
  }

  private var rows: Set<Row>?

  /// Some events, in the order asked for.
  ///
  /// - Throws: What reading them throws.
  func events(_ seqs: some Sequence<Int>) throws -> [Event] {
    let wanted = Array(seqs)
    let sorted = Set(wanted).sorted()
    guard !sorted.isEmpty else { return [] }
    let opening = audience?.disclosures ?? [:]
    let found = try reader.bytes(at: sorted).map { try $0.event().opened(by: opening) }
    let bySeq = Dictionary(found.map { ($0.seq, $0) }, uniquingKeysWith: { first, _ in first })
    return wanted.compactMap { bySeq[$0] }
  }
}

/// What a site keeps of each event of a record: enough to find which to read.
struct EventIndex {
  /// One event that names another.
  struct Mention: Hashable {
    /// The place of the one that names.
    let seq: Int
    /// In which field.
    let how: String
  }

  /// The ids, in order.
  private(set) var ids: [EventID] = []

  /// The type of each event, in order.
  private(set) var types: [String] = []

  /// By whose end each had been said, as recorded; nil where the words leave it open.
  private(set) var days: [Day?] = []

  /// The assessments that say how to read the record, and so are in every cut: those that place what was
  /// said under a deal.
  private(set) var placements: Set<Int> = []

  /// When the first event was recorded.
  private(set) var began: Instant?

  private var speaking: [String?] = []

  private var seqs: [EventID: Int] = [:]
  private var mentions: [Int: [Mention]] = [:]

  /// The events that name an id which the record did not hold before them.
  private var awaiting: [EventID: [Int]] = [:]

  /// The events that later ones name, or that name later ones, each with the later one, in order.
  private var reaching: [(from: Int, seq: Int)] = []
  private var speakers: [String: [Int]] = [:]
  private var names: [String: [String: [Int]]] = [:]

  /// Takes the next event.
  mutating func take(_ event: Event) {
    if began == nil { began = event.recorded }
    ids.append(event.id)
    types.append(event.content.type)
    days.append(event.content.stated.latestDay)
    seqs[event.id] = event.seq
    reaching += (awaiting.removeValue(forKey: event.id) ?? []).map { (event.seq, $0) }
    let body = event.content.body
    if event.content.knownType == .assessment, body["scale"]?.string == "placement" {
      placements.insert(event.seq)
    }
    speaking.append(body["speaker"]?.string)
    if let speaker = body["speaker"]?.string { speakers[speaker, default: []].append(event.seq) }
    for name in ["source", "agreement", "medium"] {
      if let id = body[name]?.string {
        names[name, default: [:]][id, default: []].append(event.seq)
      }
    }
    for member in body.members {
      for id in member.value.eventIDs {
        guard let seq = seqs[id] else {
          awaiting[id, default: []].append(event.seq)
          continue
        }
        guard seq != event.seq else { continue }
        reaching.append((event.seq, seq))
        let mention = Mention(seq: event.seq, how: member.name)
        if mentions[seq]?.last != mention { mentions[seq, default: []].append(mention) }
      }
    }
  }

  /// The seq of an id.
  func seq(of id: EventID) -> Int? { seqs[id] }

  /// The events that those after the first `size` name, or that name those.
  func reached(since size: Int) -> Set<Int> {
    Set(reaching.reversed().prefix { $0.from > size }.map(\.seq))
  }

  /// The events that name one, in order.
  func mentions(of seq: Int) -> [Mention] { mentions[seq] ?? [] }

  /// Who speaks in an event; nil where it is a judgement.
  func speaker(of seq: Int) -> String? {
    speaking.indices.contains(seq - 1) ? speaking[seq - 1] : nil
  }

  /// What a source said, in order.
  func acts(of speaker: String) -> [Int] { speakers[speaker] ?? [] }

  /// The sources that speak.
  var voices: [String] { speakers.keys.sorted() }

  /// The events of a source, an agreement or a medium, in order.
  func events(of kind: String, _ id: String) -> [Int] { names[kind]?[id] ?? [] }

  /// The short ids of a kind.
  func ids(of kind: String) -> [String] { (names[kind] ?? [:]).keys.sorted() }
}

extension JSONValue {
  /// The ids of events that stand anywhere in the value.
  var eventIDs: [EventID] {
    switch self {
    case .string(let text): text.utf8.count == 32 ? EventID(text).map { [$0] } ?? [] : []
    case .object(let object): object.members.flatMap(\.value.eventIDs)
    case .array(let values): values.flatMap(\.eventIDs)
    default: []
    }
  }
}

extension SiteRecord {
  /// The first day of which a page may differ since the record held `size` events; nil where none may.
  ///
  /// The page of a day leads to the next day too, so the day before the first that moved is told.
  package func firstMoved(since size: Int) -> Day? {
    changes.firstMoved(since: size).map { changes.before($0) ?? $0 }
  }

  /// The days on which something was said, in order.
  package var days: [Day] { changes.days.map(\.day) }
}
