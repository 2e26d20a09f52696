import TransparencyLog

@testable import Tallystick

/// The tables of a record, every value of which can be changed behind the guards.
struct OpenRecord: AuditableRecord {
  var origin = AuditSample.origin
  var verifier: String?
  var table: [AuditRow] = []
  var shelf: [AuditTile.Place: AuditTile] = [:]
  var notes: [StoredCheckpoint] = []
  var disclosures: [StoredDisclosure] = []
  var schema: [Finding] = []
  var file: [Finding] = []
  var clock: Instant?
  var hearers: [DisclosureAudience] = []
  var indexes: [AuditIndex: [AuditIndex.Key]] = [:]

  /// The most rows that one call returns.
  var page = Int.max

  var testClock: Instant? { clock }

  func schemaFindings() -> [Finding] { schema }

  func fileFindings() -> [Finding] { file }

  func rows(after seq: Int?, limit: Int) -> AuditRows {
    let rest = table.drop { row in seq.map { row.seq <= $0 } ?? false }
    return AuditRows(rest.prefix(min(limit, page)))
  }

  func rawTile(level: Int, index: Int) -> AuditTile? { shelf[.init(level: level, index: index)] }

  func tilePlaces() -> [AuditTile.Place] {
    shelf.keys.sorted { ($0.level, $0.index) < ($1.level, $1.index) }
  }

  func forEachKey(of index: AuditIndex, _ body: (AuditIndex.Key?) throws -> Bool) throws {
    for key in keys(of: index, after: nil, limit: .max) where try !body(key) { return }
  }

  /// The keys that an index of the rows holds, unless others are put in their place.
  func keys(of index: AuditIndex, after last: AuditIndex.Key?, limit: Int) -> [AuditIndex.Key] {
    let all =
      indexes[index] ?? table.compactMap { index.key(of: $0) }.sorted { $0.precedes($1) }
    return Array(all.drop { key in last.map { !$0.precedes(key) } ?? false }.prefix(limit))
  }

  func disclosures(after digest: String?, limit: Int) -> [StoredDisclosure] {
    let sorted = disclosures.sorted { $0.digest < $1.digest }
    let rest = sorted.drop { one in digest.map { one.digest <= $0 } ?? false }
    return Array(rest.prefix(min(limit, page)))
  }

  func verifierKey() -> String? { verifier }
  func checkpoints() -> [StoredCheckpoint] { notes }

  // An audit asks for nothing of what follows.
  func entries(labelPrefix prefix: String, limit: Int) -> [StoredEntry] { [] }
  func end() -> LogEnd { LogEnd(size: table.last?.seq ?? 0, recorded: nil) }
  func entries(_ range: ClosedRange<Int>) -> [StoredEntry] { [] }
  func entry(id: EventID) -> StoredEntry? { nil }
  func entry(label: String) -> StoredEntry? { nil }
  func entries(idPrefix prefix: String, limit: Int) -> [StoredEntry] { [] }
  func entries(ofType type: EventType) -> [StoredEntry] { [] }
  func tile(level: Int, index: Int) -> StoredTile? { nil }
  func tileRoots(level: Int, _ indexes: Range<Int>) -> [Hash] { [] }
  func disclosure(digest: String) -> StoredDisclosure? { nil }
  func heldDigests() -> Set<String> { [] }
  func audiences() -> [DisclosureAudience] { hearers }
}

extension OpenRecord {
  /// The row of an entry.
  subscript(seq: Int) -> AuditRow {
    get { table[seq - 1] }
    set { table[seq - 1] = newValue }
  }

  /// The leaf hashes of the rows.
  var leaves: [Hash] { table.compactMap { $0.bytes.map { Hash.leaf(of: $0) } } }

  /// The tile over the first 256 entries.
  var firstTile: AuditTile? {
    get { shelf[.init(level: 0, index: 0)] }
    set { shelf[.init(level: 0, index: 0)] = newValue }
  }

  /// Adds a note that the log's key signed.
  mutating func sign(_ size: Int, _ root: Hash, with key: SignerKey) throws {
    notes.append(
      StoredCheckpoint(size: size, note: try AuditSample.note(size, root, with: key)))
  }

  /// Audits the record under its own key.
  func audit(against kept: [(String, [UInt8])] = []) throws -> AuditReport {
    let key = try AuditSample.signer.verifier
    let kept = try kept.map { name, note in
      try KeptCheckpoint(opening: note, name: name, of: AuditSample.origin, with: key)
    }
    return try RecordAudit(of: self, vouched: key, against: kept)
      .run(begin: { rows in { AuditSample.check(rows) } })
  }
}

extension AuditRow {
  /// The row with other values; `.some(nil)` takes one away.
  func with(
    seq: Int? = nil, id: [UInt8]?? = nil, label: String?? = nil, recorded: Int64?? = nil,
    type: String?? = nil, bytes: [UInt8]?? = nil
  ) -> AuditRow {
    AuditRow(
      seq: seq ?? self.seq, id: id ?? self.id, label: label ?? self.label,
      recorded: recorded ?? self.recorded, type: type ?? self.type, bytes: bytes ?? self.bytes)
  }

  /// The row with bits of one of its bytes turned over.
  func flipping(_ mask: UInt8, at place: Int) -> AuditRow {
    var bytes = bytes ?? []
    bytes[place] ^= mask
    return with(bytes: bytes)
  }
}

extension AuditReport {
  /// The classes of what was found, in the order of the report.
  var classes: [Damage] { findings.map(\.damage) }

  /// Whether a finding names the entry, alone or in a range.
  func names(_ seq: Int) -> Bool { findings.contains { $0.seqs?.contains(seq) ?? false } }
}

/// A record of 300 events, which are of each type in turn, with checkpoints at 100, 256 and 300.
enum AuditSample {
  static let origin = "sample.test/audit"
  static let size = 300

  /// One entry of each type, all over the first tile.
  static let oneOfEachType = EventType.allCases.indices.map { 1 + 19 * $0 }

  static var signer: SignerKey {
    get throws { try SignerKey(name: KeyName(origin), seed: Array(0..<32)) }
  }

  /// The whole record.
  static var whole: OpenRecord { get throws { try made.get().record } }

  /// The whole record with the keys of its indexes, which are not sorted anew for every audit: for
  /// tests that change none of the columns that are indexed.
  static var indexed: OpenRecord { get throws { try made.get().indexed } }

  /// The roots over the first 0, 1, … entries.
  static var roots: [Hash] { get throws { try made.get().roots } }

  /// A signed checkpoint of the record.
  static func note(_ size: Int, _ root: Hash, with key: SignerKey) throws -> [UInt8] {
    try Checkpoint(origin: Origin(key.name.text), size: size, root: root).sign(with: key).note
      .bytes
  }

  /// Looks at rows, those of the whole record but once.
  static func check(_ rows: AuditRows) -> [CheckedRow] {
    guard let made = try? made.get() else { return rows.checked(rows.indices) }
    return rows.enumerated().flatMap { place, row in
      (1...size).contains(row.seq) && made.record[row.seq] == row
        ? [made.checked[row.seq - 1]] : rows.checked(place..<place + 1)
    }
  }

  /// The event that stands at a place, said in other words where `words` are others.
  static func event(_ seq: Int, words: String = "said", recorder: String = "desk") throws -> Event {
    let type = EventType.allCases[(seq - 1) % EventType.allCases.count]
    let time = 1_750_000_000_000_000 + Int64(seq) * 1_000_003
    let stated = try Stated(parsing: "2025-06-13")
    let content = Content(
      type: type.rawValue, stated: stated, body: try body(type, "\(words) \(seq)"))
    return Event(
      seq: seq, id: content.id, label: seq % 3 == 0 ? "E-\(seq)" : nil,
      recorded: Instant(microseconds: time) ?? .maximum, recorder: recorder, content: content)
  }

  /// A whole record of events, with checkpoints at some sizes.
  static func record(of events: [Event], signed sizes: [Int]) throws -> OpenRecord {
    try record(of: events.map { AuditRow(StoredEntry($0)) }, signed: sizes)
  }

  /// A record of rows whatever they hold, with the tile and the checkpoints that they give.
  static func record(of rows: [AuditRow], signed sizes: [Int]) throws -> OpenRecord {
    var record = OpenRecord()
    record.verifier = try signer.verifier.description
    record.table = rows
    let leaves = record.leaves
    if leaves.count >= 256 { record.firstTile = tile(over: Array(leaves.prefix(256))) }
    for size in sizes {
      try record.sign(size, MerkleTree.root(ofLeafHashes: leaves.prefix(size)), with: signer)
    }
    return record
  }

  /// The row of a tile of these hashes.
  static func tile(over hashes: [Hash]) -> AuditTile {
    AuditTile(
      root: MerkleTree.root(ofLeafHashes: hashes).bytes, hashes: hashes.flatMap(\.bytes))
  }

  private struct Made: Sendable {
    var record = OpenRecord()
    var indexed = OpenRecord()
    var checked: [CheckedRow] = []
    var roots: [Hash] = []
  }

  private static let made = Result { try make() }

  private static func make() throws -> Made {
    var made = Made()
    made.record = try record(of: try (1...size).map { try event($0) }, signed: [100, 256, size])
    made.indexed = made.record
    for index in AuditIndex.allCases {
      made.indexed.indexes[index] = made.record.keys(of: index, after: nil, limit: .max)
    }
    let rows = AuditRows(made.record.table)
    made.checked = rows.checked(rows.indices)
    let leaves = made.record.leaves
    made.roots = (0...size).map { MerkleTree.root(ofLeafHashes: leaves.prefix($0)) }
    return made
  }

  private static let speech = #""speaker":"s","attribution":"named""#
  private static let of = #""of":"00112233445566778899aabbccddeeff""#

  private static func body(_ type: EventType, _ words: String) throws -> JSONObject {
    let fields =
      switch type {
      case .announcement: #"\#(speech),"quote":"«\#(words)»","claim":{"act":"statement"}"#
      case .confirmation: #"\#(speech),"quote":"\#(words)",\#(of),"facets":["count"]"#
      case .denial: #"\#(speech),"quote":"\#(words)",\#(of),"instead":{"count":{"min":7}}"#
      case .correction: #"\#(speech),"quote":"\#(words)",\#(of),"claim":{"whose":"UA"}"#
      case .retraction: #"\#(speech),\#(of),"reason":"\#(words)""#
      case .silence: #"\#(speech),"silent":"s","about_words":"\#(words)""#
      case .agreement:
        #"\#(speech),"agreement":"a","names":["\#(words)"],"when":"2025-06-02","parties":["UA"]"#
      case .medium: #"\#(speech),"medium":"m","kind":"video","shows":"\#(words)""#
      case .source: #""source":"s","kind":"person","name":"Ім’я","reason":"\#(words)""#
      case .term: #""kind":"side","term":"UA","name":"Ім’я","reason":"\#(words)""#
      case .assessment: #"\#(of),"scale":"credibility","value":"2","reason":"\#(words)""#
      case .link:
        #""a":"00112233445566778899aabbccddeeff","b":"ffeeddccbbaa99887766554433221100","#
          + #""relation":"same_handover","reason":"\#(words)""#
      case .amendment: #"\#(of),"void":true,"reason":"\#(words)""#
      case .redaction:
        #"\#(of),"digest":"Meqt2Pwr_PunZe2slnpiFwpceU5LP6-t3bdbNgxZEUA","reason":"\#(words)""#
      }
    return try JSONValue(parsing: Array("{\(fields)}".utf8)).object ?? [:]
  }
}
