import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

/// What a record comes to part by part, held to the view that has all of it at once.
struct OutcomeTests {
  private static let today = Day(year: 2025, month: 6, day: 9) ?? .maximum

  private static var cuts: [Cut] {
    let days = [3, 7].compactMap { Day(year: 2025, month: 6, day: $0) }
    return [Cut(today: today)]
      + days.flatMap { day in
        [
          Cut(asOf: day, today: today), Cut(asOf: day, withHindsight: true, today: today),
          Cut(occurredFrom: day, occurredTo: day.next.next, today: today),
        ]
      }
  }

  /// The reports that the two differ in, and the page.
  static func differences(
    _ store: MemoryStore, _ size: Int, at cut: Cut, chunk: Int = 1, on workers: Workers = .here
  ) throws -> [String] {
    var folding = Folding()
    try store.forEach(upTo: size) { try folding.take($0) }
    let view = View(folding.history, root: folding.root, at: cut, asRecorded: "x")
    let outcome = try Outcome.inParts(
      store, size, at: cut, asRecorded: "x", chunk: chunk, on: workers)
    var differences = outcome.cut == view.cut ? [] : ["cut"]
    let reports = Dictionary(
      uniqueKeysWithValues: SnapshotReports.allCases.flatMap { name -> [(String, [UInt8])] in
        let report = name.report(of: view)
        return [(name.csvPath, Array(report.table.csv.utf8)), (name.jsonPath, report.json.line)]
      })
    func compare(_ path: String, _ bytes: SnapshotReports.Bytes) throws {
      var all: [UInt8] = []
      try bytes { all += $0 }
      if reports[path] != all { differences.append(path) }
    }
    try SnapshotReports.forEach(of: outcome, { _, _, _ in }, compare)
    let key = try SnapshotSample.key.verifier
    let entries = try store.entries(1...size)
    let mine = ReportPage(
      PageMain(outcome, key: key), entries: entries, proofs: [:], isWhole: true)
    let theirs = ReportPage(view, key: key, entries: entries)
    return mine.html(checkpoint: [], reportsNote: [])
      == theirs.html(checkpoint: [], reportsNote: [])
      ? differences : differences + ["page"]
  }

  @Test(arguments: 0..<4, [false, true])
  func `gives the reports of the view of all events`(seed: Int, isWhole: Bool) throws {
    let record = try RandomRecord(seed: UInt64(500 + seed), size: 60, isWhole: isWhole)
    for cut in OutcomeTests.cuts {
      let found = try OutcomeTests.differences(record.store, record.said.count, at: cut)
      #expect(found == [])
    }
  }

  @Test(arguments: 0..<6)
  func `gives the reports of claims of many parties`(seed: Int) throws {
    let record = try RandomRecord(
      seed: UInt64(700 + seed), size: 20 + seed * 10, isOfManyParties: true)
    for cut in OutcomeTests.cuts {
      let found = try OutcomeTests.differences(
        record.store, record.said.count, at: cut, on: OutcomeTests.later)
      #expect(found == [])
    }
  }

  /// Amendments may name any event and say anything: what they join is looked at together.
  @Test(arguments: 0..<8)
  func `gives the reports of claims of many parties of which any field is amended`(seed: Int)
    throws
  {
    let record = try RandomRecord(
      seed: UInt64(1400 + seed), size: 20 + seed * 10, isOfManyParties: true, isRich: true)
    for cut in OutcomeTests.cuts {
      let found = try OutcomeTests.differences(
        record.store, record.said.count, at: cut, on: OutcomeTests.later)
      #expect(found == [])
    }
  }

  /// Judges a part when its end is waited for, three at a time.
  private static let later = Workers(atOnce: 3) { work in { work() } }

  /// A claim from one party to another; nil of one that it leaves unsaid.
  private static func claim(_ label: String, _ from: String?, _ to: String?) -> Draft {
    var claim: JSONObject = [
      "act": "handover", "what": "remains", "when": "2025-06-03", "count": ["exact": 3],
    ]
    claim["from"] = from.map(JSONValue.string)
    claim["to"] = to.map(JSONValue.string)
    return .line(
      "announcement", label, "2025-06-03",
      ["speaker": "ru", "attribution": "named", "claim": .object(claim)])
  }

  @Test(
    arguments: [
      (nil, [["A", "C"], ["B", "D"], ["E"]]),
      (("AA", nil), [["A", "C", "F"], ["B", "D"], ["E"]]),
      ((nil, "CC"), [["A", "C"], ["B", "D", "F"], ["E"]]),
      ((nil, nil), [["A", "B", "C", "D", "E", "F"]]),
    ] as [((String?, String?)?, [[String]])])
  func `claims of the same two parties are together, and one that leaves a party unsaid joins them`(
    last: (String?, String?)?, expected: [[String]]
  ) throws {
    let ledger = try Ledger(
      OutcomeTests.claim("A", "AA", "BB"), OutcomeTests.claim("B", "CC", "DD"),
      OutcomeTests.claim("C", "BB", "AA"), OutcomeTests.claim("D", "DD", "CC"),
      OutcomeTests.claim("E", "EE", "FF"))
    if let last { try ledger.add(OutcomeTests.claim("F", last.0, last.1)) }
    let size = try ledger.store.end().size
    var parts = try RecordParts.of(ledger.store, size)
    let areApart = parts.close()
    #expect(areApart)
    let labels = try ledger.events().map(\.label)
    let chunks = parts.chunks(of: 1).map { $0.compactMap { labels[Int($0) - 1] } }
    #expect(chunks.filter { !$0.isEmpty } == expected)
  }

  @Test(arguments: 0..<5)
  func `gives the reports of plain claims on many rows`(seed: Int) throws {
    let record = try PlainRecord(seed: UInt64(seed), size: 30 + seed * 10)
    for cut in OutcomeTests.cuts {
      let found = try OutcomeTests.differences(record.store, record.size, at: cut)
      #expect(found == [])
    }
  }

  @Test(arguments: [1, 10, 1_000])
  func `gives the reports of a longer record, whatever is looked at at a time`(
    chunk: Int
  ) throws {
    let record = try RandomRecord(seed: 11, size: 300, isWhole: true)
    let found = try OutcomeTests.differences(
      record.store, record.said.count, at: Cut(today: OutcomeTests.today), chunk: chunk)
    #expect(found == [])
  }

  /// The parts of entries with these ids, each of which names another id.
  private static func parts(naming ids: [(id: String, of: String)]) throws -> RecordParts {
    var parts = RecordParts()
    for (place, (id, of)) in ids.enumerated() {
      let ids = [id, of].map { String(repeating: $0, count: 16) }
      let text =
        #"{"body":{"attribution":"named","of":["\#(ids[1])"],"speaker":"ru"},"id":"\#(ids[0])","#
        + #""recorded":"2026-01-01T00:00:0\#(place)Z","recorder":"r","seq":\#(place + 1),"#
        + #""stated":"2025-06-01","type":"retraction","v":1}"#
      let bytes = Array(text.utf8)
      try parts.take(bytes, seq: place + 1, leafHash: Hash.leaf(of: bytes))
    }
    return parts
  }

  @Test func `events that name one another are never apart`() throws {
    var parts = try OutcomeTests.parts(naming: [
      ("aa", "00"), ("bb", "00"), ("cc", "aa"), ("dd", "00"), ("ee", "cc"),
    ])
    let areApart = parts.close()
    #expect(areApart)
    let chunks = [1, 2, 5].map { parts.chunks(of: $0).map(Array.init) }
    #expect(chunks == [[[1, 3, 5], [2], [4]], [[1, 3, 5], [2, 4]], [[1, 2, 3, 4, 5]]])
  }

  @Test(arguments: [[("aa", "bb"), ("bb", "00")], [("aa", "00"), ("aa", "00")]])
  func `events cannot be told apart where one names a later one, or two are alike`(
    ids: [(String, String)]
  ) throws {
    var parts = try OutcomeTests.parts(naming: ids.map { ($0.0, $0.1) })
    let areApart = parts.close()
    #expect(!areApart)
  }

  @Test func `an amendment of a source that a link joins with older events is one`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-01", "statement", ["quote": "q"]),
      .source("late", ["kind": "person", "name": "L", "side": "RU"], label: "S"),
      .link("A", "derived_from", "S", label: "L"), .amend("M", of: "S", ["set": ["side": "UA"]]))
    let parts = try RecordParts.of(ledger.store, try ledger.store.end().size)
    #expect(parts.sources(at: Cut(today: OutcomeTests.today)).side(of: "late") == "UA")
  }

  /// Amendments of fields that say nothing of what an event is about.
  private static let amendments: [(of: String, change: JSONObject)] = [
    ("ru", ["set": ["name": "The Federation", "kind": "institution", "aliases": ["RF"]]]),
    ("ru", ["set": ["side": "UA"]]), ("wire", ["set": ["derived_from": "paper"]]),
    ("medinsky", ["drop": ["member_of"]]), ("ru", ["set": ["source": "stranger"]]),
    ("D", ["set": ["when": "2025-06-05", "agreement": "pact", "names": ["the pact"]]]),
    (
      "D",
      [
        "set": [
          "parties": ["RU", "XX"],
          "obligations": [
            [
              "debtor": "UA", "creditor": "RU", "what": "remains", "whose": "RU",
              "count": ["exact": 5],
            ]
          ],
        ]
      ]
    ),
    ("M", ["set": ["kind": "photo", "publisher": "wire", "when": "2025", "locator": "x"]]),
    ("M", ["set": ["medium": "film", "shows": "a lorry"]]),
    ("S", ["set": ["silent": "ru", "about_words": "names", "until": "2025-07"]]),
    ("N", ["set": ["instead": ["from": "UA", "to": "RU", "whose": "RU"]]]),
    ("N", ["drop": ["instead"]]), ("X", ["set": ["value": "date", "method": "by hand"]]),
    ("L", ["set": ["relation": "distinct_handover"]]), ("A", ["set": ["speaker": "medinsky"]]),
  ]

  @Test(arguments: amendments.indices)
  func `an amendment of any field changes each fold alike`(place: Int) throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-03", .there("27", "2025-06-03")),
      .announce("B", "ua", "2025-06-03", .there("25", "2025-06-03")),
      .announce("C", "medinsky", "2025-06-04", .there("50", "2025-06-04")),
      .agree("D", "ru", "2025-06-02", [.owed("RU", "UA", "1000")]),
      .publish("M", "ua", "2025-06-05", "photo"),
      .line(
        "silence", "S", "2025-06-05",
        [
          "speaker": "ua", "attribution": "named", "silent": "kshpw", "about_words": "the number",
        ]),
      .deny("N", "ua", "2025-06-06", of: "C", instead: "of 40"),
      .assess("X", "2025-06-07", "explanation", "scope", ["of": "@B"]),
      .link("A", "same_handover", "B", label: "L"))
    let amendment = OutcomeTests.amendments[place]
    let target = try ledger.events().first {
      $0.label == amendment.of || $0.content.body["source"]?.string == amendment.of
    }
    var body = amendment.change
    body["of"] = .string(try #require(target).id.description)
    body["reason"] = "as it was on the page"
    try ledger.add(.line("amendment", "Z", "2025-12-01", body))
    let size = try ledger.store.end().size
    for cut in OutcomeTests.cuts {
      #expect(try OutcomeTests.differences(ledger.store, size, at: cut) == [])
    }
  }

  @Test func `takes records apart, and no event out of its part`() throws {
    let record = try PlainRecord(seed: 3, size: 200)
    var parts = try RecordParts.of(record.store, record.size)
    let areApart = parts.close()
    #expect(areApart)
    let chunks = parts.chunks(of: 1)
    #expect(chunks.allSatisfy { seqs in zip(seqs, seqs.dropFirst()).allSatisfy { $0 < $1 } })
    #expect(chunks.joined().sorted() == Array(1...UInt32(record.size)))
    #expect(chunks.count > 10)
  }
}

extension RecordParts {
  /// The parts of the first events of a record.
  fileprivate static func of(_ store: MemoryStore, _ size: Int) throws -> RecordParts {
    var parts = RecordParts()
    try store.forEach(upTo: size) {
      try parts.take($0.bytes, seq: $0.seq, leafHash: Hash.leaf(of: $0.bytes))
    }
    return parts
  }
}

extension Outcome {
  /// What a record comes to, of its first events where `size` is given, worked out part by part.
  static func inParts(
    _ store: MemoryStore, _ size: Int? = nil, at cut: Cut, asRecorded: String? = nil,
    chunk: Int = 1, on workers: Workers = .here
  ) throws -> Outcome {
    try Outcome(
      of: RecordParts.of(store, try size ?? store.end().size), at: cut, asRecorded: asRecorded,
      on: workers, chunk: chunk,
      reading: { seqs, take in
        try store.forEach(of: seqs) { entry throws(StoreError) in
          try take(entry.seq, entry.bytes)
        }
      }, progress: { _, _ in })
  }
}
