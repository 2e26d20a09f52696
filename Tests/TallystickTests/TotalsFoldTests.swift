import Testing

@testable import Tallystick

/// The fold that keeps no events, held to the one that keeps them all.
struct TotalsFoldTests {
  private static let today = Day(year: 2025, month: 6, day: 9) ?? .maximum

  /// All of a record, what had been said by some day, what happened on some days.
  private static var cuts: [Cut] {
    let days = (1...10).compactMap { Day(year: 2025, month: 6, day: $0) }
    return [Cut(today: today)]
      + days.flatMap { day in
        [
          Cut(asOf: day, today: today), Cut(asOf: day, withHindsight: true, today: today),
          Cut(occurredFrom: day, occurredTo: day.next.next, today: today),
          Cut(asOf: day, occurredTo: day, today: today),
        ]
      }
  }

  private static func fold(_ store: MemoryStore, _ size: Int, at cut: Cut) throws -> TotalsFold {
    var fold = TotalsFold(at: cut, expecting: 0)
    try store.forEachBatch(upTo: size) { batch throws(StoreError) in try fold.take(batch) }
    return fold
  }

  private static func folding(_ store: MemoryStore, _ size: Int) throws -> Folding {
    var folding = Folding()
    try store.forEach(upTo: size) { try folding.take($0) }
    return folding
  }

  /// Where the two folds differ, in words; nil where they agree.
  private static func difference(
    _ store: MemoryStore, _ folding: Folding, at cut: Cut
  ) throws -> String? {
    let size = folding.history.size
    let view = View(folding.history, root: folding.root, at: cut, asRecorded: "x")
    let result = try fold(store, size, at: cut).result(reading: store, asRecorded: "x")
    if result.cut != view.cut { return "\(cut): \(result.cut) for \(view.cut)" }
    let (mine, theirs) = (
      TotalsReport(cut: result.cut, result.totals), TotalsReport(view)
    )
    if mine.json != theirs.json {
      return "\(cut): \(mine.json.text) for \(theirs.json.text)"
    }
    return mine.totals.lines.map(\.seqs) == theirs.totals.lines.map(\.seqs) ? nil : "seqs"
  }

  @Test(arguments: 0..<6, [false, true])
  func `gives the totals of the fold that keeps all events`(seed: Int, isWhole: Bool) throws {
    let record = try RandomRecord(seed: UInt64(1000 + seed), size: 60, isWhole: isWhole)
    let folding = try TotalsFoldTests.folding(record.store, record.said.count)
    for cut in TotalsFoldTests.cuts {
      let difference = try TotalsFoldTests.difference(record.store, folding, at: cut)
      #expect(difference == nil)
    }
    for size in 1..<record.said.count {
      let cut = TotalsFoldTests.cuts[size % TotalsFoldTests.cuts.count]
      let folding = try TotalsFoldTests.folding(record.store, size)
      let difference = try TotalsFoldTests.difference(record.store, folding, at: cut)
      #expect(difference == nil)
    }
  }

  @Test(arguments: 0..<40)
  func `gives the totals of plain claims, and of what plainly bears on them`(seed: Int) throws {
    let record = try PlainRecord(seed: UInt64(seed), size: 10 + seed * 2)
    let folding = try TotalsFoldTests.folding(record.store, record.size)
    // The whole record, and a third of the other cuts: each record has another third.
    for (place, cut) in TotalsFoldTests.cuts.enumerated() where place == 0 || place % 3 == seed % 3
    {
      let difference = try TotalsFoldTests.difference(record.store, folding, at: cut)
      #expect(difference == nil)
    }
  }

  @Test func `gives the totals of a longer record`() throws {
    let record = try RandomRecord(seed: 7, size: 800, isWhole: true)
    let folding = try TotalsFoldTests.folding(record.store, record.said.count)
    let difference = try TotalsFoldTests.difference(
      record.store, folding, at: Cut(today: TotalsFoldTests.today))
    #expect(difference == nil)
  }

  @Test func `keeps plain announcements alone and asks for no view of most records`() throws {
    var (withoutView, plain) = (0, 0)
    for seed in 0..<20 {
      let record = try RandomRecord(seed: UInt64(1000 + seed), size: 60, isWhole: true)
      let fold = try TotalsFoldTests.fold(
        record.store, record.said.count, at: Cut(today: TotalsFoldTests.today))
      withoutView += fold.needsView ? 0 : 1
      plain += fold.claims.all.count
    }
    #expect(withoutView >= 15)
    #expect(plain > 100)
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
  func `an amendment of any field asks for no view, and gives its totals`(place: Int) throws {
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
    let amendment = TotalsFoldTests.amendments[place]
    let target = try ledger.events().first {
      $0.label == amendment.of || $0.content.body["source"]?.string == amendment.of
    }
    var body = amendment.change
    body["of"] = .string(try #require(target).id.description)
    body["reason"] = "as it was on the page"
    try ledger.add(.line("amendment", "Z", "2025-12-01", body))
    let size = try ledger.store.end().size
    let folding = try TotalsFoldTests.folding(ledger.store, size)
    for cut in TotalsFoldTests.cuts {
      let fold = try TotalsFoldTests.fold(ledger.store, size, at: cut)
      let needsView = fold.needsView
      #expect(!needsView)
      let difference = try TotalsFoldTests.difference(ledger.store, folding, at: cut)
      #expect(difference == nil)
    }
  }

  @Test func `corrects and explains plain claims without reading them again`() throws {
    var (corrected, explained, amended) = (0, 0, 0)
    for seed in 0..<40 {
      let record = try PlainRecord(seed: UInt64(seed), size: 10 + seed * 2)
      let fold = try TotalsFoldTests.fold(
        record.store, record.size, at: Cut(today: TotalsFoldTests.today))
      let needsView = fold.needsView
      #expect(!needsView)
      var components = fold.components
      func isPlain(_ seq: UInt32) -> Bool {
        !components.shared(Int(seq) - 1).contains(.slow)
      }
      let changes = fold.claims.changes
      corrected += changes.corrections.keys.count { isPlain($0) }
      explained += changes.explanations.keys.count { isPlain($0) }
      let entries = try record.store.entries(1...record.size)
      amended += entries.count { $0.type == "amendment" && isPlain(UInt32($0.seq)) }
    }
    #expect(corrected > 20)
    #expect(explained > 20)
    #expect(amended > 10)
  }
}

extension JSONObject {
  fileprivate var text: String {
    String(decoding: CanonicalJSON.bytes(.object(self)), as: UTF8.self)
  }
}
