import Testing
import TransparencyLog

@testable import Tallystick

/// What is decided from the bytes of a plain line is what is decided by reading it.
struct PlainLineTests {
  /// Canonical content lines of all types, the real ones and made-up ones.
  private static func lines() throws -> [[UInt8]] {
    var lines: [[UInt8]] = []
    for place in RandomRecords.range {
      lines += try RandomRecords.events(place).map { line($0.content, $0.label) }
    }
    for file in ["article", "public-record"] {
      let text = try ProjectFile.text("events/istanbul-2025/\(file).jsonl")
      for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
        let draft = try Draft(line: Array(line))
        lines.append(PlainLineTests.line(draft.content, draft.label))
      }
    }
    return lines
  }

  private static func line(_ content: Content, _ label: String?) -> [UInt8] {
    var json = content.json
    json["label"] = label.map(JSONValue.string)
    return CanonicalJSON.bytes(.object(json))
  }

  /// What is wrong with a line by the readers; nil where they take it.
  private static func problem(_ line: [UInt8]) -> String? {
    do throws(FormatError) {
      let content = try Draft(line: line).content
      guard content.knownType != nil else { return "unknown" }
      return content.problems().first?.description
    } catch {
      return error.description
    }
  }

  /// Compares a plain line with what the readers make of it; true where it is one.
  private static func check(_ bytes: [UInt8]) throws -> Bool {
    var lines = PlainLines()
    guard let plain = lines.line(bytes, number: nil) else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    let read = try Draft(line: bytes)
    #expect(problem(bytes) == nil, "\(text)")
    #expect(lines.content(of: plain) == read.content, "\(text)")
    #expect(lines.bytes(of: plain) == read.content.bytes, "\(text)")
    #expect(plain.id == read.content.id)
    #expect(plain.type == read.content.knownType)
    #expect(lines.label(of: plain) == read.label)
    #expect(plain.earliest == read.content.stated.earliestDay)
    #expect(!read.content.body.isSealed)
    #expect(read.id == nil)
    #expect(read.sealed.isEmpty)
    let event = Event(
      seq: 12, id: plain.id, label: read.label, recorded: Instant.minimum.next, recorder: "r",
      content: read.content)
    var batch = EntryBatch()
    batch.append(
      plain, of: lines, seq: event.seq, recorded: event.recorded,
      EntryBatch.Envelope(recorder: event.recorder))
    #expect(batch.entry(0) == StoredEntry(event), "\(text)")
    #expect(batch.leafHashes == [Hash.leaf(of: event.bytes)])
    return true
  }

  @Test func `most canonical lines of the types that are decided on are plain`() throws {
    var kinds: [EventType: Set<Bool>] = [:]
    for line in try PlainLineTests.lines() {
      let type = try #require(try Draft(line: line).content.knownType)
      kinds[type, default: []].insert(try PlainLineTests.check(line))
    }
    let plain: [EventType] = [
      .announcement, .confirmation, .denial, .correction, .retraction, .silence, .medium,
      .assessment, .link,
    ]
    for type in EventType.allCases {
      #expect(kinds[type]?.contains(true) == plain.contains(type), "\(type)")
    }
  }

  @Test func `of damaged lines none is plain that the readers refuse or find a problem in`() throws
  {
    var random = SplitMix64(3)
    var plain = 0
    for line in try PlainLineTests.lines() {
      for _ in 0..<12 {
        if try PlainLineTests.check(ScannedEntryTests.damaged(line, &random)) { plain += 1 }
      }
    }
    #expect(plain > 100)
  }

  /// Values, good and bad, that are put into the fields of a body.
  private static let values: [JSONValue] = [
    "", "@PR-1", "ru", "RU", "remains", "named", "2025-06-13", "2025-06-13?", "2025-06-31",
    "2025-06-13/2025-06-12", "../2025-06", "2025-06-13T10:00:00Z", "2025-06-13T10:00:00+03:00",
    "00112233445566778899aabbccddeeff", "uk", "zh-Hant", "zh-H", "a\nb\"c\\d\u{1}",
    .string(String(repeating: "\u{456}", count: 300)),
    .string(String(repeating: "\u{456}", count: 301)),
    .string(String(repeating: "\n", count: 299)), 0, 1, 2, 1_000_001, -1, true, false, [], ["ru"],
    ["ru", "ru"], ["count", "date"], ["count", "count"], ["count", "names"],
    ["00112233445566778899aabbccddeeff", "@PR-1"], [1], [:], ["exact": 1], ["exact": -1],
    ["about": 7, "words": "x"], ["min": 5, "max": 7], ["min": 7, "max": 5], ["max": 5],
    ["withheld": true], ["withheld": false], ["unspecified": true, "words": ""],
    ["exact": 1, "about": 2], ["words": "x"], ["act": "handover"], ["act": "talks"],
    ["act": "handover", "from": "RU", "whose": "RU"], ["act": "handing"], ["url": "x"],
    ["act": "handover", "when": "2025-06-14"], ["act": "statement", "about": "ru"], ["_sd": ["x"]],
    ["_sd": [.string(String(repeating: "a", count: 43))]], "credibility", "explanation", "3",
    "scope", "handover", "event", "body", "link",
  ]

  @Test func `of lines with odd values none is plain that has a problem of shape`() throws {
    var random = SplitMix64(4)
    var kinds: Set<Bool> = []
    for line in try PlainLineTests.lines() {
      let draft = try Draft(line: line)
      for _ in 0..<12 {
        var body = draft.content.body
        PlainLineTests.change(&body, draft.content.knownType?.fields, &random)
        let content = Content(
          type: draft.content.type, stated: draft.content.stated, body: body)
        kinds.insert(try PlainLineTests.check(PlainLineTests.line(content, draft.label)))
      }
    }
    #expect(kinds == [true, false])
  }

  /// Puts an odd value into a field of an object or of an object in it, or leaves a field out.
  private static func change(
    _ object: inout JSONObject, _ fields: Fields?, _ random: inout SplitMix64
  ) {
    let known = fields?.fields.map(\.name) ?? object.members.map(\.name)
    let name = random.chance(95) ? random.pick(known, or: "of") : "_sd"
    if random.chance(50), case .object(var inner) = object[name] {
      var part: Fields?
      if case .object(let fields) = fields?[name]?.shape { part = fields }
      change(&inner, part, &random)
      object[name] = .object(inner)
    } else {
      object[name] = random.chance(15) ? nil : random.pick(values, or: "")
    }
  }

  @Test func `a line of another version or with the fields of an entry is read`() throws {
    let body =
      #"{"body":{"of":"00112233445566778899aabbccddeeff","reason":"r","scale":"#
      + #""credibility","value":"3"},"#
    let end = #""stated":"2025-06-13","type":"assessment""#
    #expect(try PlainLineTests.check(Array("\(body)\(end)}".utf8)))
    #expect(try PlainLineTests.check(Array("\(body)\(end),\"v\":1}".utf8)))
    #expect(try PlainLineTests.check(Array("\(body)\"label\":\"PR-1\",\(end)}".utf8)))
    for line in [
      "\(body)\(end),\"v\":2}", "\(body)\(end),\"v\":1} ", " \(body)\(end)}",
      "\(body)\"label\":\"abcdef\",\(end)}", "\(body)\"sealed\":[],\(end)}",
      "\(body)\"id\":\"00112233445566778899aabbccddeeff\",\(end)}", "\(body)\(end)", "", "{}",
    ] {
      var lines = PlainLines()
      #expect(lines.line(Array(line.utf8), number: nil) == nil, "\(line)")
    }
  }

  @Test(arguments: 0..<24 as Range<UInt64>)
  func `deciding on plain lines is deciding by reading them`(seed: UInt64) throws {
    var random = SplitMix64(seed)
    let events = try RandomRecords.events(Int(seed) % RandomRecords.range.count)
    var lines = events.map { PlainLineTests.line($0.content, $0.label) }
    for _ in 0..<30 {
      lines.insert(try PlainLineTests.disturbed(events, &random), at: random.place(in: lines))
    }
    let (plain, read) = (MemoryStore(origin: "a.test/r"), MemoryStore(origin: "a.test/r"))
    let days = Double.random(in: 0...1, using: &random) < 0.2 ? "2025-06-10" : "2026-01-01"
    let now = Instant(day: try Day(parsing: days))
    let fast = Appender(to: plain, recorder: "r", clock: { now })
    let slow = Appender(to: read, recorder: "r", clock: { now })
    var left = lines[...]
    while !left.isEmpty {
      let batch = left.prefix(Int.random(in: 1...40, using: &random))
      left = left.dropFirst(batch.count)
      var drafts = Drafts()
      for (number, line) in batch.enumerated() { try? drafts.append(line: line, number: number) }
      let same = batch.enumerated().compactMap { try? Draft(line: $1, number: $0) }
      let rehearsed = try fast.rehearse(drafts)
      #expect(try PlainLineTests.words(rehearsed) == PlainLineTests.words(slow.rehearse(same)))
      let good = rehearsed.indices.filter { place in
        if case .refused = rehearsed[place] { false } else { true }
      }
      var taken = Drafts()
      let read = Array(batch.enumerated().filter { (try? Draft(line: $1)) != nil })
      for place in good { try taken.append(line: read[place].element, number: read[place].offset) }
      let outcomes = try PlainLineTests.outcomes(fast, taken)
      #expect(outcomes == (try PlainLineTests.outcomes(slow, Drafts(good.map { same[$0] }))))
    }
    let size = try plain.end().size
    #expect(size > 0)
    #expect(try plain.entries(1...size) == read.entries(1...size))
    #expect(try read.end().size == size)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `one by one, with lines said again, the same is decided`(seed: UInt64) throws {
    var random = SplitMix64(seed)
    let events = try RandomRecords.events(Int(seed) % RandomRecords.range.count).prefix(80)
    let (plain, read) = (MemoryStore(origin: "a.test/r"), MemoryStore(origin: "a.test/r"))
    let now = Instant(day: try Day(parsing: "2026-01-01"))
    let fast = Appender(to: plain, recorder: "r", clock: { now })
    let slow = Appender(to: read, recorder: "r", clock: { now })
    var kinds: Set<String> = []
    for (place, event) in events.enumerated() {
      let label = event.label ?? (place.isMultiple(of: 2) ? "E-\(place)" : nil)
      var lines = [PlainLineTests.line(event.content, label)]
      // Right after a new event it is presumed that the next one is new, too.
      let earlier = random.pick(Array(events.prefix(place + 1)), or: event)
      if random.chance(40) { lines.append(PlainLineTests.line(earlier.content, earlier.label)) }
      if let label {
        let other = Content(
          type: event.content.type, stated: try Stated(parsing: "2025-12-01"),
          body: event.content.body)
        lines.append(PlainLineTests.line(other, label))
      }
      if random.chance(20) { lines.append(PlainLineTests.line(earlier.content, "L-\(place)")) }
      if random.chance(20) { lines.append(try PlainLineTests.disturbed(Array(events), &random)) }
      for line in lines {
        let line = random.chance(50) ? line : [UInt8(ascii: " ")] + line
        var draft = Drafts()
        guard let same = try? Draft(line: line), (try? draft.append(line: line)) != nil else {
          continue
        }
        let outcomes = try PlainLineTests.outcomes(fast, draft)
        #expect(outcomes == (try PlainLineTests.outcomes(slow, Drafts([same]))))
        for word in [" true ", " false ", "belongs to"] where outcomes[0].contains(word) {
          kinds.insert(word)
        }
      }
    }
    #expect(kinds == [" true ", " false ", "belongs to"])
    let size = try plain.end().size
    #expect(try plain.entries(1...size) == read.entries(1...size))
    #expect(try read.end().size == size)
  }

  @Test func `a line that is plain once it is canonical is decided on as a plain one`() throws {
    var kinds: Set<Bool> = []
    for line in try PlainLineTests.lines() {
      let spaced = [UInt8(ascii: " ")] + line
      var drafts = Drafts()
      try drafts.append(line: spaced, number: 7)
      #expect(Array(drafts) == [try Draft(line: spaced, number: 7)])
      let isPlain = if case .plain = drafts.rows[0] { true } else { false }
      #expect(isPlain == (try PlainLineTests.check(line)))
      kinds.insert(isPlain)
    }
    #expect(kinds == [true, false])
  }

  @Test(arguments: [true, false])
  func `a plain line is refused where the same was taken back within the append`(
    isRetracted: Bool
  ) throws {
    let said = Draft.announce("A", "ru", "2025-06-13", .there("1200"))
    let other = Draft.announce("B", "ru", "2025-06-13", .there("1201"))
    var back = Draft.retract("R", "ru", "2025-06-14", of: "A").content.body
    back["of"] = .string((isRetracted ? said : other).content.id.description)
    let retraction = Content(
      type: "retraction", stated: try Stated(parsing: "2025-06-14"), body: back)
    var drafts = Drafts()
    for content in [said.content, other.content, retraction, said.content] {
      try drafts.append(line: PlainLineTests.line(content, nil))
    }
    #expect(drafts.rows.allSatisfy { if case .plain = $0 { true } else { false } })
    let store = try Ledger().store
    let now = Instant(day: try Day(parsing: "2026-01-01"))
    let appender = Appender(to: store, recorder: "r", clock: { now })
    let outcomes = try PlainLineTests.outcomes(appender, drafts)
    #expect(outcomes.first?.hasPrefix("The same was appended before and retracted") == isRetracted)
    #expect(outcomes.count == (isRetracted ? 1 : 4))
    let slow = Appender(to: try Ledger().store, recorder: "r", clock: { now })
    #expect(outcomes == (try PlainLineTests.outcomes(slow, Drafts(Array(drafts)))))
  }

  /// What becomes of drafts, or why they are refused together.
  private static func outcomes(_ appender: Appender, _ drafts: Drafts) throws -> [String] {
    do {
      return try appender.append(drafts).map {
        "\($0.seq) \($0.id) \($0.label ?? "") \($0.isNew) \($0.warnings)"
      }
    } catch let refusals as Refusals {
      return refusals.all.map(\.description)
    }
  }

  private static func words(_ rehearsed: [Appender.Rehearsed]) -> [String] {
    rehearsed.map { one in
      switch one {
      case .new(let content, let warnings): "new \(content.id) \(warnings)"
      case .already(let content, let seq): "already \(seq) \(content.id)"
      case .refused(let refusals): "refused \(refusals.map(\.description))"
      }
    }
  }

  /// An event again: under another label or day, of another event, by another, or just so.
  private static func disturbed(_ events: [Event], _ random: inout SplitMix64) throws -> [UInt8] {
    let event = random.pick(events, or: events[0])
    var body = event.content.body
    var stated = event.content.stated
    var label = event.label
    switch Int.random(in: 0..<7, using: &random) {
    case 0: label = random.pick(events, or: event).label ?? "L-1"
    case 1: stated = try Stated(parsing: random.pick(["2025-06-01", "2030-01-01"], or: ""))
    case 2:
      for name in ["of", "a", "about"] where body[name]?.string != nil {
        body[name] = .string(random.pick(events, or: event).id.description)
      }
    case 3:
      if body["speaker"] != nil { body["speaker"] = .string(random.pick(Ledger.names, or: "ru")) }
    case 4: body["of"] = .string(EventID(high: 1, low: random.next()).description)
    case 5: change(&body, event.content.knownType?.fields, &random)
    default: break
    }
    return line(Content(type: event.content.type, stated: stated, body: body), label)
  }
}

extension SplitMix64 {
  fileprivate mutating func place(in lines: [[UInt8]]) -> Int {
    Int.random(in: 0...lines.count, using: &self)
  }
}
