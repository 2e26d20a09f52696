import Testing
import TransparencyLog

@testable import Tallystick

/// Events with sealed fields, as append takes them (events/README.md, §7).
struct SealingTests {
  /// A record that draws its salts from a seed.
  struct Sealer {
    let ledger: Ledger
    private let salts: Salts
    private static let now = Instant(day: Day(year: 2026, month: 1, day: 1) ?? .minimum)

    init(_ drafts: Draft..., seed: UInt64 = 1) throws {
      ledger = try Ledger()
      salts = Salts(seed)
      for draft in drafts { try add(draft) }
    }

    var appender: Appender {
      Appender(to: ledger.store, recorder: "r", salt: salts.draw, clock: { Sealer.now })
    }

    @discardableResult
    func add(_ drafts: Draft...) throws -> [Appender.Outcome] { try appender.append(drafts) }

    func refusal(of drafts: Draft...) throws -> String {
      try appender.problems(of: drafts).map(\.description).joined(separator: "\n")
    }

    func fields() throws -> SealedFields {
      try SealedFields(
        of: ledger.events(), disclosures: ledger.store.disclosures().map { try $0.disclosure() })
    }
  }

  /// Salts from a seed.
  final class Salts {
    private var random: SplitMix64
    init(_ seed: UInt64) { random = SplitMix64(seed) }
    func draw() -> [UInt8] { (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) } }
  }

  private static let sealed = Draft.sealing(
    .announce(
      "S", "medinsky", "2025-06-13", .there("1200"),
      ["quote": "we sent them", "capture": ["url": "https://t.example/1"]]),
    ["quote", "capture"])

  @Test func `a sealed value stands in no entry, and its digest does`() throws {
    let sealer = try Sealer(SealingTests.sealed)
    let entry = try sealer.ledger.entry("S")
    let text = String(decoding: entry.bytes, as: UTF8.self)
    #expect(!text.contains("we sent them") && !text.contains("t.example"))
    let fields = try sealer.fields()[entry.id]
    #expect(fields.map(\.path).sorted() == ["capture", "quote"])
    #expect(fields.map(\.state) == [.present, .present])
    let digests = try entry.event().content.body.texts("_sd")
    #expect(digests == fields.map(\.digest) && digests == digests.sorted())
    let opened = Dictionary(
      uniqueKeysWithValues: fields.compactMap { $0.disclosure }.map { ($0.digest, $0) })
    #expect(try entry.event().content.opened(by: opened) == SealingTests.sealed.content)
    #expect(try entry.event().content.problems() == [])
  }

  @Test func `nested fields are sealed where they would stand`() throws {
    var claim = try Claim(notation: .there("1200")).json
    claim["place"] = "Nova Huta"
    claim["count"] = ["exact": 1200, "words": "twelve hundred"]
    let obligation = JSONValue.owed("RU", "UA", "6000").object.map { object in
      var object = object
      object["count"] = ["exact": 6000, "words": "six thousand"]
      return JSONValue.object(object)
    }
    let sealer = try Sealer(
      .sealing(
        .line(
          "announcement", "A", "2025-06-13",
          ["speaker": "ru", "attribution": "institution", "claim": .object(claim)]),
        ["claim.place", "claim.count.words"]),
      .sealing(
        .agree("G", "ru", "2025-06-02", [.owed("UA", "RU", "6000"), try #require(obligation)]),
        ["obligations[1].count.words"]),
      .sealing(
        .deny(
          "D", "ua", "2025-06-14", of: "A", ["count"], instead: nil,
          ["instead": ["place": "elsewhere"]]),
        ["instead.place"]))
    let fields = try sealer.fields()
    #expect(
      Set(fields.all.map(\.path)) == [
        "claim.place", "claim.count.words", "obligations[1].count.words", "instead.place",
      ])
    let body = try sealer.ledger.entry("A").event().content.body
    #expect(body["claim"]?.object?.texts("_sd").count == 1)
    #expect(body["claim"]?.object?["count"]?.object?.texts("_sd").count == 1)
    #expect(try sealer.ledger.view().sides().hasPrefix("1200 / "))
  }

  @Test(arguments: [
    (
      ["claim.count"],
      "sealed: claim.count cannot be sealed, as figures or refusals may read it. Of it can be: capture, quote."
    ),
    (
      ["speaker"],
      "sealed: speaker cannot be sealed, as figures or refusals may read it. Of it can be: capture, quote."
    ),
    (
      ["claim.when"],
      "sealed: claim.when cannot be sealed, as figures or refusals may read it. Of it can be: capture, quote."
    ),
    (
      ["claim.from"],
      "sealed: claim.from cannot be sealed, as figures or refusals may read it. Of it can be: capture, quote."
    ),
    (
      ["claim"],
      "sealed: claim cannot be sealed, as figures or refusals may read it. Of it can be: capture, quote."
    ),
    (
      ["capture.url"],
      "sealed: capture.url cannot be sealed, as figures or refusals may read it. Of it can be: capture, quote."
    ),
    (["claim.place"], "sealed: the event gives no \"claim.place\". Of it can be: capture, quote."),
    (["qoute", "quote"], "sealed: the event gives no \"qoute\". Of it can be: capture, quote."),
    (
      ["stated", "attribution"],
      "sealed: the event gives no \"stated\". Of it can be: capture, quote.\nsealed: attribution cannot "
        + "be sealed, as figures or refusals may read it. Of it can be: capture, quote."
    ),
  ])
  func `what figures and refusals read cannot be sealed`(fields: [String], words: String) throws {
    let sealer = try Sealer()
    let draft = Draft.sealing(SealingTests.sealed, fields)
    #expect(try sealer.refusal(of: draft) == words)
    #expect(throws: Refusals.self) { try sealer.add(draft) }
    #expect(try sealer.ledger.store.disclosures().isEmpty)
  }

  @Test func `every field that can be sealed is a text that no figure needs`() {
    var found: Set<String> = []
    for type in EventType.allCases {
      for field in type.fields.fields where field.isSealable { found.insert(field.name) }
    }
    for field in Vocabulary.claim.fields where field.isSealable { found.insert(field.name) }
    #expect(found == ["quote", "capture", "reason", "locator", "place"])
  }

  @Test func `an event with sealed fields needs a label and salts`() throws {
    let sealer = try Sealer()
    let bare = Draft(SealingTests.sealed.content, sealed: ["quote"])
    #expect(
      try sealer.refusal(of: bare) == "An event with sealed fields needs a label: add one.")
    #expect(
      try sealer.ledger.refusal(of: SealingTests.sealed)
        == "Nothing can be sealed here: a salt has at least 16 bytes, and this has 0.")
  }

  @Test func `the same label and opened content is the same event, whatever the salt`() throws {
    let sealer = try Sealer(SealingTests.sealed)
    let again = try #require(try sealer.add(SealingTests.sealed).first)
    #expect(!again.isNew)
    #expect(try again.seq == sealer.ledger.seq("S"))
    #expect(try sealer.ledger.store.disclosures().count == 2)
    // Also twice in one append, and where it is sealed in part only.
    let other = Draft.sealing(
      .announce("T", "ru", "2025-06-14", .there("5"), ["quote": "five"]), ["quote"])
    #expect(try sealer.add(other, other).map(\.isNew) == [true, false])
    let part = Draft.sealing(SealingTests.sealed, ["quote"])
    #expect(try sealer.add(part).map(\.isNew) == [false])
  }

  @Test func `another content under the label is refused`() throws {
    let sealer = try Sealer(SealingTests.sealed)
    let seq = try sealer.ledger.seq("S")
    let words = "The label S belongs to event #\(seq) with other content; choose another."
    let other = Draft.sealing(
      .announce("S", "medinsky", "2025-06-13", .there("1200"), ["quote": "we sent some"]),
      ["quote"])
    #expect(try sealer.refusal(of: other) == words)
    let plain = Draft(SealingTests.sealed.content, label: "S")
    #expect(try sealer.refusal(of: plain) == words)
  }

  @Test func `what stands in plain cannot be sealed afterwards`() throws {
    let sealer = try Sealer(Draft(SealingTests.sealed.content, label: "P"))
    let seq = try sealer.ledger.seq("P")
    #expect(
      try sealer.refusal(of: SealingTests.sealed)
        == "Event #\(seq) says this in plain: what is recorded cannot be sealed afterwards.")
  }

  @Test func `a redaction destroys the disclosure, and the event does not come back`() throws {
    let sealer = try Sealer(SealingTests.sealed)
    let entry = try sealer.ledger.entry("S")
    let quote = try #require(try sealer.fields()[entry.id].first { $0.path == "quote" })
    let outcome = try #require(try sealer.add(.redact(of: "S", quote.digest)).first)
    #expect(try sealer.ledger.store.disclosure(digest: quote.digest) == nil)
    #expect(try sealer.ledger.store.disclosures().count == 1)
    let fields = try sealer.fields()
    #expect(fields[entry.id].filter { $0.state == .erased }.map(\.digest) == [quote.digest])
    #expect(fields[entry.id].filter { $0.state == .erased }.map(\.path) == ["…"])
    #expect(fields.counts.words == "2 sealed fields: 1 present, 0 withheld, 1 erased")
    #expect(
      try sealer.refusal(of: SealingTests.sealed)
        == "Event #\(entry.seq) has the label S, and a sealed field of it was destroyed by "
        + "#\(outcome.seq): it is not recorded again, lest the value come back.")
  }

  @Test func `what was destroyed after a cut is not withheld at it`() throws {
    let sealer = try Sealer(SealingTests.sealed)
    let entry = try sealer.ledger.entry("S")
    let quote = try #require(try sealer.fields()[entry.id].first { $0.path == "quote" })
    try sealer.add(.redact(of: "S", quote.digest))
    for seq in [entry.seq, entry.seq + 1] {
      var view = try sealer.ledger.view(upTo: seq)
      view.holdings = try sealer.ledger.store.sealedHoldings()
      #expect(view.cut.sealed == "2 sealed fields: 1 present, 0 withheld, 1 erased")
    }
  }

  @Test func `one appender after another knows of no value that was destroyed`() throws {
    let sealer = try Sealer()
    let appender = sealer.appender
    try #require(try appender.append([SealingTests.sealed]).first?.isNew == true)
    let digest = try #require(try sealer.fields().all.first).digest
    #expect(try appender.append([SealingTests.sealed]).first?.isNew == false)
    _ = try appender.append([.redact(of: "S", digest)])
    #expect(throws: Refusals.self) { try appender.append([SealingTests.sealed]) }
  }

  @Test func `a record without the disclosures cannot compare, and says so`() throws {
    let sealer = try Sealer(SealingTests.sealed)
    let entry = try sealer.ledger.entry("S")
    let other = try Sealer(seed: 2)
    try other.add(try Draft(line: entry.bytes))
    let seq = try other.ledger.seq("S")
    #expect(
      try other.refusal(of: SealingTests.sealed)
        == "Event #\(seq) has the label S, and this record does not hold what its fields seal: "
        + "whether this is the same event cannot be told.")
    #expect(try other.fields().counts.words == "2 sealed fields: 0 present, 2 withheld, 0 erased")
    #expect(try other.fields()[entry.id].map(\.path) == ["…", "…"])
  }

  @Test func `an entry that is sealed already is not sealed anew`() throws {
    let sealer = try Sealer(SealingTests.sealed)
    let entry = try sealer.ledger.entry("S")
    let words =
      "sealed: the fields are given by their values, in an event without id and _sd; leave sealed "
      + "out of an event that is sealed already."
    let whole = try Draft(line: entry.bytes)
    #expect(
      try sealer.refusal(of: Draft(whole.content, label: "S", id: whole.id, sealed: ["quote"]))
        == words)
    #expect(
      try sealer.refusal(of: Draft(whole.content, label: "U", sealed: ["quote"])) == words)
  }

  @Test func `a place that is sealed was said, and may be confirmed`() throws {
    let claim = "\(String.there("5")) at 'the border'"
    let sealer = try Sealer(
      .sealing(.announce("P", "ru", "2025-06-13", claim), ["claim.place"]),
      .announce("N", "ru", "2025-06-13", .there("6")))
    #expect(try sealer.refusal(of: .confirm("X", "ua", "2025-06-14", of: ["P"], ["place"])) == "")
    #expect(
      try sealer.refusal(of: .confirm("X", "ua", "2025-06-14", of: ["N"], ["place"]))
        .contains("says nothing of place"))
  }

  @Test func `the words of talks may be sealed, and must be given`() throws {
    let sealer = try Sealer()
    let body: JSONObject = [
      "speaker": "ru", "attribution": "institution", "claim": ["act": "talks"],
      "capture": ["url": "https://t.example/2"],
    ]
    let mute = Draft.sealing(.line("announcement", "W", "2025-06-13", body), ["capture"])
    #expect(
      try sealer.refusal(of: mute)
        == "body.quote: an announcement of act talks needs the words that were said.")
    var worded = body
    worded["quote"] = "we talked"
    try sealer.add(.sealing(.line("announcement", "W", "2025-06-13", worded), ["quote"]))
    #expect(try sealer.fields().counts.present == 1)
  }

  @Test func `the reason of a judgement may be sealed, that of a redaction too`() throws {
    let sealer = try Sealer(SealingTests.sealed)
    let digest = try #require(try sealer.fields().all.first).digest
    try sealer.add(.sealing(.redact(of: "S", digest, label: "R"), ["reason"]))
    #expect(try sealer.fields().counts.words == "3 sealed fields: 2 present, 0 withheld, 1 erased")
    #expect(
      try sealer.refusal(
        of: .sealing(.amend("M", of: "S", ["set": ["quote": "x"]]), ["set.quote"]))
        == "sealed: set.quote cannot be sealed, as figures or refusals may read it. Of it can be: "
        + "reason.")
  }

  @Test func `disclosures that open nothing and redactions that destroyed nothing are told`() throws
  {
    let sealer = try Sealer(SealingTests.sealed)
    let entry = try sealer.ledger.entry("S")
    let held = try sealer.ledger.store.disclosures().map { try $0.disclosure() }
    let foreign = try Disclosure(sealing: "x", as: "quote", salt: [UInt8](0..<16))
    try sealer.add(.redact(of: "S", held[0].digest))
    let fields = SealedFields(of: try sealer.ledger.events(), disclosures: held + [foreign])
    #expect(fields.strays == [foreign.digest])
    #expect(fields.notDestroyed.map(\.digest) == [held[0].digest])
    let without = SealedFields(of: try sealer.ledger.events(), disclosures: [foreign])
    #expect(without.notDestroyed == [] && without.counts.erased == 1)
    #expect(fields[entry.id].count == 2)
    #expect(fields.counts.erased == 1 && fields.counts.present == 1)
  }

  @Test(arguments: [
    (#"[]"#, "sealed: this list is empty; leave the field out instead"),
    (#""quote""#, "sealed: this must be a list, each element text of 1 to 100 characters"),
    (#"["quote","quote"]"#, "sealed[1]: this stands in the list twice"),
    (#"[7]"#, "sealed[0]: this must be text of 1 to 100 characters"),
  ])
  func `sealed in a content line is a list of fields`(list: String, reason: String) throws {
    let line = #"{"type":"link","stated":"2025","body":{},"sealed":\#(list)}"#
    let error = try #require(throws: FormatError.self) { try Draft(line: Array(line.utf8)) }
    #expect(error.description == reason)
  }
}

extension Draft {
  /// The draft with fields to seal.
  static func sealing(_ draft: Draft, _ fields: [String]) -> Draft {
    Draft(draft.content, label: draft.label, sealed: fields)
  }

  static func redact(of: String, _ digest: String, label: String? = nil) -> Draft {
    .line(
      "redaction", label, "2025-12-02",
      ["of": .references([of]), "digest": .string(digest), "reason": "ordered"])
  }
}
