import Testing

@testable import Tallystick

/// What is scanned straight from bytes is what the slow, obvious readers make of them.
struct ScannedEntryTests {
  /// Entries of all types, the real ones and made-up ones.
  static func entries() throws -> [[UInt8]] {
    var entries: [[UInt8]] = []
    for place in RandomRecords.range {
      entries += try RandomRecords.events(place).map(\.bytes)
    }
    for file in ["article", "public-record"] {
      let text = try ProjectFile.text("events/istanbul-2025/\(file).jsonl")
      for (place, line) in text.utf8.split(separator: UInt8(ascii: "\n")).enumerated() {
        let draft = try Draft(line: Array(line))
        entries.append(entry(draft.content, label: draft.label, seq: place + 1))
      }
    }
    for text in ["\u{1}\u{1f}\u{8}\t\n\u{c}\r\"\\ тіла \u{10FFFF}\u{7f}", ""] {
      let body: JSONObject = ["speaker": "ru", "attribution": "named", "quote": .string(text)]
      let content = Content(
        type: "silence", stated: try Stated(parsing: "2025-06"), body: body)
      entries.append(entry(content, label: nil, seq: 7))
    }
    return entries
  }

  private static func entry(_ content: Content, label: String?, seq: Int) -> [UInt8] {
    Event(
      seq: seq, id: content.id, label: label, recorded: Instant.minimum.next, recorder: "r",
      content: content
    ).bytes
  }

  /// A few bytes changed, left out, put in, or exchanged for what JSON is made of.
  static func damaged(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let byte = random.pick(Array("\"\\{}[],:0129aZ-+. u\n\u{0}é".utf8), or: 0)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[place] = byte
      case 2: bytes.insert(byte, at: place)
      default: bytes.remove(at: place)
      }
    }
    return bytes
  }

  /// Compares a scan with what the readers say; true where the bytes were scanned.
  private static func check(_ bytes: [UInt8]) throws -> Bool {
    guard let scanned = ScannedEntry(scanning: bytes.span) else { return false }
    let event = try Event(decoding: bytes)
    #expect(event.bytes == bytes)
    #expect(scanned.seq == event.seq)
    #expect(scanned.id == event.id)
    #expect(scanned.label == event.label)
    #expect(scanned.recorded == event.recorded)
    #expect(scanned.type == event.content.type)
    #expect(scanned.version == event.content.version)
    #expect(scanned.stated == event.content.stated)
    #expect(scanned.contentID(in: bytes) == event.content.id)
    let body = try JSONValue(parsing: bytes.span.extracting(scanned.body))
    #expect(body.object == event.content.body)
    return true
  }

  @Test func `every canonical entry is scanned, to what is read`() throws {
    for bytes in try ScannedEntryTests.entries() {
      #expect(try ScannedEntryTests.check(bytes), "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test func `of damaged bytes none is scanned that the readers refuse or write otherwise`() throws
  {
    var random = SplitMix64(1)
    var scanned = 0
    for bytes in try ScannedEntryTests.entries() {
      for _ in 0..<5 {
        if try ScannedEntryTests.check(ScannedEntryTests.damaged(bytes, &random)) { scanned += 1 }
      }
    }
    #expect(scanned > 100)
  }

  /// Bytes at the bounds of UTF-8 (RFC 3629 §4), one form after the other among letters.
  @Test func `a text is scanned only if it is UTF-8`() throws {
    let forms: [[UInt8]] = [
      [0xC1, 0xBF], [0xC2, 0x80], [0xD0, 0x80], [0xD3, 0xBF], [0xDF, 0xBF], [0xD0, 0xC0], [0xD0],
      [0x80], [0xBF, 0xBF], [0xE0, 0x9F, 0xBF], [0xE0, 0xA0, 0x80], [0xED, 0x9F, 0xBF],
      [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBF], [0xE1, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF0, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0xF1, 0x80, 0x80], [0xFF],
    ]
    let body: JSONObject = ["speaker": "ru", "attribution": "named", "quote": "тіла***тіла"]
    let content = Content(
      type: "silence", stated: try Stated(parsing: "2025-06"), body: body)
    let bytes = ScannedEntryTests.entry(content, label: nil, seq: 7)
    let place = try #require(bytes.firstIndex(of: UInt8(ascii: "*")))
    for form in forms {
      for before in 0..<8 {
        var changed = bytes
        changed.replaceSubrange(
          place..<place + 3, with: Array(repeating: UInt8(ascii: "a"), count: before) + form)
        let isUTF8 = String(validating: form, as: UTF8.self) != nil
        #expect((ScannedEntry(scanning: changed.span) != nil) == isUTF8, "\(form)")
      }
    }
  }

  /// Entries of which one byte is any other: between two words of a text, and in the names beside
  /// the content.
  @Test func `any byte among letters and in names is scanned only as it is read`() throws {
    let body: JSONObject = ["speaker": "ru", "attribution": "named", "quote": "тіла*тіла"]
    let content = Content(
      type: "silence", stated: try Stated(parsing: "2025-06"), body: body)
    let bytes = ScannedEntryTests.entry(content, label: "PR-046", seq: 7)
    var places = [try #require(bytes.firstIndex(of: UInt8(ascii: "*")))]
    for (word, part) in [
      ("\"type\":\"", 0..<2), ("\"recorder\":\"", 0..<1), ("\"label\":\"", 0..<2),
    ] {
      let start = try #require(bytes.firstRange(of: Array(word.utf8))).upperBound
      places += part.map { start + $0 }
    }
    for place in places {
      for byte in UInt8.min...UInt8.max {
        var changed = bytes
        changed[place] = byte
        let isRead = (try? Event(decoding: changed))?.bytes == changed
        #expect((ScannedEntry(scanning: changed.span) != nil) == isRead, "\(place) \(byte)")
      }
    }
  }

  @Test func `nesting is scanned as deep as it is read`() throws {
    for depth in JSONLimits.depth - 3...JSONLimits.depth + 1 {
      let nested = (0..<depth).reduce(JSONValue.array([])) { value, _ in [value] }
      let content = Content(
        type: "silence", stated: try Stated(parsing: "2025-06"), body: ["deep": nested])
      let bytes = ScannedEntryTests.entry(content, label: nil, seq: 1)
      let isRead = (try? Event(decoding: bytes)) != nil
      #expect((ScannedEntry(scanning: bytes.span) != nil) == isRead)
    }
  }

  @Test func `a row is whole by the scan only if it is whole by the readers`() throws {
    var random = SplitMix64(2)
    var kinds: Set<Bool> = []
    for bytes in try ScannedEntryTests.entries() {
      let event = try Event(decoding: bytes)
      let row = AuditRow(StoredEntry(event))
      #expect(CheckedRow(scanning: row) != nil)
      #expect(CheckedRow(reading: row).finding == nil)
      for bytes in [bytes, ScannedEntryTests.damaged(bytes, &random)] {
        for row in ScannedEntryTests.variants(of: row, bytes) {
          let read = CheckedRow(reading: row)
          let scanned = CheckedRow(scanning: row)
          kinds.insert(scanned != nil)
          #expect(CheckedRow(row).finding == read.finding)
          let held = AuditRows([row])
          let checked = held.checked(held.indices)[0]
          #expect(checked.finding == read.finding)
          #expect(checked.leaf == read.leaf)
          #expect(Array(held) == [row])
          for index in AuditIndex.allCases {
            #expect(held.addend(index, of: 0) == index.key(of: row)?.addend)
          }
          guard let scanned else { continue }
          #expect(read.finding == nil)
          #expect(scanned.leaf == read.leaf)
          #expect(scanned.recorded == read.recorded)
        }
      }
    }
    #expect(kinds == [true, false])
  }

  /// A row with these bytes, and the same with one column changed.
  private static func variants(of row: AuditRow, _ bytes: [UInt8]) -> [AuditRow] {
    func variant(
      seq: Int? = nil, id: [UInt8]?? = nil, label: String?? = nil, recorded: Int64?? = nil,
      type: String?? = nil, bytes: [UInt8]?
    ) -> AuditRow {
      AuditRow(
        seq: seq ?? row.seq, id: id ?? row.id, label: label ?? row.label,
        recorded: recorded ?? row.recorded, type: type ?? row.type, bytes: bytes)
    }
    return [
      variant(bytes: bytes), variant(seq: row.seq + 1, bytes: bytes), variant(bytes: nil),
      variant(id: .some(nil), bytes: bytes), variant(id: (row.id ?? []) + [0], bytes: bytes),
      variant(id: Array(repeating: 1, count: 16), bytes: bytes), variant(label: "", bytes: bytes),
      variant(recorded: 5, bytes: bytes), variant(recorded: .some(nil), bytes: bytes),
      variant(type: "silences", bytes: bytes), variant(type: .some(nil), bytes: bytes),
    ]
  }
}
