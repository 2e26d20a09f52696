import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

/// What Decide refuses of agreements, placements and words, and of what it warns.
struct DealRefusalTests {
  private static func owed(_ sentences: String...) throws -> [JSONValue] {
    try sentences.map { .object(try ObligationNotation.fields($0)) }
  }

  static let obligations: [([String], String)] = [
    (["IL owes GAZA 15 remains of GAZA for each of remains of IL from GAZA to IL"], ""),
    (["NORTH owes SOUTH 600/day lorries"], ""), (["NORTH owes SOUTH 5 doses"], ""),
    (["RU owes UA 5 remains"], "body.obligations[0].whose: say whose they are"),
    (["RU owes UA 5 lorries,prisoners"], "body.obligations[0].whose: say whose they are"),
    (
      ["IL owes GAZA 15 lorries for each of remains from GAZA to IL"],
      "body.obligations[0].count.of.whose: say whose they are."
    ),
    (
      ["IL owes GAZA 15 remains of GAZA for each of remains of GAZA from IL to GAZA"],
      "body.obligations[0].count.of: this is the row that it makes one owe"
    ),
    (
      ["IL owes GAZA 15 lorries for each of lorries from IL to GAZA"],
      "body.obligations[0].count.of: this is the row that it makes one owe"
    ),
    (
      [
        "IL owes GAZA 15 lorries for each of doses from GAZA to IL",
        "GAZA owes IL 2 doses for each of lorries from IL to GAZA",
      ], "body.obligations[0].count.of: how many are owed on this row is itself for each of another"
    ),
    (
      [
        "IL owes GAZA 15 lorries for each of doses from GAZA to IL", "GAZA owes IL 2 doses",
      ], ""
    ),
  ]

  @Test(arguments: obligations)
  func `obligations that mean nothing are refused`(sentences: [String], reason: String) throws {
    let all = try sentences.map { JSONValue.object(try ObligationNotation.fields($0)) }
    let refusal = try Ledger().refusal(of: .agree("D", "ru", "2025-06-13", all))
    #expect(reason.isEmpty ? refusal.isEmpty : refusal.contains(reason), "\(refusal)")
  }

  @Test(arguments: obligations.filter { !$0.1.isEmpty })
  func `a correction of the terms is judged like them`(sentences: [String], reason: String) throws {
    let ledger = try Ledger(.agree("D", "ru", "2025-06-13", [.owed("RU", "UA", "6000")]))
    let all = try sentences.map { JSONValue.object(try ObligationNotation.fields($0)) }
    let correction = Draft.line(
      "correction", nil, "2025-06-14",
      [
        "speaker": "ru", "attribution": "institution", "of": "@D",
        "terms": ["obligations": .array(all)],
      ])
    #expect(
      try ledger.refusal(of: correction).contains(reason.replacing("body.", with: "body.terms.")))
  }

  @Test func `a term takes whose out of what must be said`() throws {
    let ledger = try Ledger(
      .line(
        "term", nil, "2025-06-01",
        ["kind": "what", "term": "miners", "of": "people", "reason": "x"]))
    let deal = Draft.agree("D", "ru", "2025-06-13", try Self.owed("RU owes UA 5 miners"))
    #expect(try ledger.refusal(of: deal).contains("say whose they are"))
    let other = Draft.agree("D", "ru", "2025-06-13", try Self.owed("RU owes UA 5 lorries"))
    #expect(try ledger.refusal(of: other).isEmpty)
  }

  static let days: [(JSONObject, String)] = [
    (["until": "2025-12"], "body.until: give the day on which it ends"),
    (["until": "2025-12-31"], ""), (["until": "../2025-12-31"], "body.until"),
    (["agreement": "none"], "none stands for no agreement"), (["renews": "Old"], "body.renews"),
  ]

  @Test(arguments: days)
  func `the day on which a deal ends is one day`(fields: JSONObject, reason: String) throws {
    let refusal = try Ledger().refusal(
      of: .agree("D", "ru", "2025-06-13", [.owed("RU", "UA", "6000")], fields))
    #expect(reason.isEmpty ? refusal.isEmpty : refusal.contains(reason), "\(refusal)")
  }

  @Test(arguments: [
    ("deal", "", "not itself"), ("other", "", "No agreement other is registered"),
    ("later", "2025-07-01", "was made after it"), ("earlier", "2025-05-01", nil),
  ])
  func `a deal renews an earlier one, and a word on any other has no effect`(
    renews: String, made: String, warning: String?
  ) throws {
    let ledger = try Ledger()
    if !made.isEmpty {
      let fields: JSONObject = ["agreement": .string(renews), "when": .string(made)]
      try ledger.add(.agree("E", "ru", "2025-07-02", [.owed("RU", "UA", "6000")], fields))
    }
    let outcomes = try ledger.add(
      .agree("D", "ru", "2025-07-03", [.owed("RU", "UA", "9")], ["renews": .string(renews)]))
    let warnings = outcomes.flatMap(\.warnings)
    #expect(warnings.count == (warning == nil ? 0 : 1))
    if let warning { #expect(warnings[0].contains(warning) && warnings[0].contains("no effect")) }
  }

  @Test func `a placement is of an act that says of a handover`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("5")), .publish("M", "ru", "2025-06-13", "film"),
      .agree("D", "ru", "2025-06-13", [.owed("RU", "UA", "6000")]))
    #expect(
      try ledger.refusal(of: .assess(nil, "2025-06-14", "placement", "deal", ["of": "@A"])).isEmpty)
    #expect(
      try ledger.refusal(of: .assess(nil, "2025-06-14", "placement", "none", ["of": "@A"])).isEmpty)
    for label in ["M", "D"] {
      let refusal = try ledger.refusal(
        of: .assess(nil, "2025-06-14", "placement", "deal", ["of": .string("@\(label)")]))
      #expect(refusal.contains("says of no handover and of no total"))
    }
    let value = try ledger.refusal(of: .assess(nil, "2025-06-14", "placement", "A", ["of": "@A"]))
    #expect(value.contains("body.value: give the short id of an agreement, or none."))
    let subject = try ledger.refusal(
      of: .assess(nil, "2025-06-14", "placement", "deal", ["source": "ru"]))
    #expect(subject.contains("placement is said of an event, by of"))
    let unknown = try ledger.add(.assess("P", "2025-06-14", "placement", "nowhere", ["of": "@A"]))
    #expect(unknown.flatMap(\.warnings) == ["No agreement nowhere is registered."])
  }

  @Test func `a word that looks like a known one is warned of once`() throws {
    let ledger = try Ledger()
    func warnings(_ label: String, _ what: String) throws -> [String] {
      try ledger.add(.announce(label, "ru", "2025-06-13", "handover of 5 \(what) from RU to UA"))
        .flatMap(\.warnings)
    }
    let first = try warnings("A", "prisonners")
    #expect(first.count == 1 && first[0].contains("looks like prisoners"))
    let second = Draft.announce("C", "ru", "2025-06-14", "handover of 6 prisonners")
    #expect(try ledger.add(second).flatMap(\.warnings).isEmpty)
    #expect(try warnings("D", "lorries").isEmpty && warnings("E", "prisoners").isEmpty)
  }

  @Test func `of many lines with one slip the first is warned of, plain or not`() throws {
    let ledger = try Ledger()
    var drafts = Drafts()
    for day in 10...14 {
      let draft = Draft.announce(
        "L\(day)", "ru", "2025-06-\(day)", "handover of 5 prisonners from RU")
      var json = draft.content.json
      json["label"] = .string("L\(day)")
      try drafts.append(line: CanonicalJSON.bytes(.object(json)))
    }
    let outcomes = try Appender(
      to: ledger.store, recorder: "r",
      clock: { Instant(day: (try? Day(parsing: "2026-01-01")) ?? .minimum) }
    ).append(drafts)
    let warnings = Array(outcomes).flatMap(\.warnings)
    #expect(warnings.filter { $0.contains("looks like prisoners") }.count == 1)
  }

  @Test func `who hands over its own is odd for people and remains, not for goods`() throws {
    func warnings(_ what: String) throws -> [String] {
      try Ledger().add(
        .announce("A", "ru", "2025-06-13", "handover of 5 \(what) of RU from RU to UA")
      )
      .flatMap(\.warnings)
    }
    #expect(try warnings("remains").contains { $0.contains("hand over its own") })
    #expect(try warnings("doses").isEmpty)
  }

  @Test(arguments: [
    "IL owes GAZA 15 remains of GAZA for each of remains of IL from GAZA to IL",
    "RU owes UA 6000 remains of UA by 2025-12-31", "NORTH owes SOUTH 600/day lorries by 2025-12-31",
    "RU owes UA 5..6 prisoners,civilians of UA",
    "A owes B 2 doses for each of lorries from B to A by 2025-12-31",
  ])
  func `an obligation reads back as it was written`(sentence: String) throws {
    #expect(ObligationNotation.sentence(try ObligationNotation.fields(sentence)) == sentence)
  }

  @Test(arguments: [
    ("A owes B 15 doses for each", "'of' is expected"),
    ("A owes B 15 doses for of lorries from B to A", "'each' is expected"),
    ("A owes B 15 doses for each of lorries", "'from' is expected"),
    ("A owes B 15 doses for each of lorries from B", "'to' is expected"),
    ("A owes B 15 doses for each of lorries,doses from B to A", "is of one thing"),
    ("A owes B about 15 doses for each of lorries from B to A", "write one number"),
    ("A owes B 15/day doses for each of lorries from B to A", "write one number"),
    ("A owes B 0 doses for each of lorries from B to A", "from 1 to 1000000000"),
    ("A owes B 1000000001 doses for each of lorries from B to A", "from 1 to 1000000000"),
    ("A owes B 15 doses each", "'by' is expected"),
    ("A owes B 15 doses for each of 2 lorries from B to A", "what, such as"),
  ])
  func `an obligation for each that is not whole is refused`(sentence: String, reason: String) {
    let error = #expect(throws: FormatError.self) { try ObligationNotation.fields(sentence) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func `check lists words that stand in one event, and claims that are unclear`() throws {
    let ledger = try Ledger(
      .announce(
        "A", "ru", "2025-06-13", "handover of 5 prisonners from RU to UA unclear direction"),
      .announce("B", "ru", "2025-06-14", "handover of 6 lorries from RU to UA"),
      .announce("C", "ru", "2025-06-15", "handover of 7 lorries from RU to UA"),
      .announce("E", "ru", "2025-06-15", "handover of 7 remains of UA from RU to UA"))
    let report = CheckReport(
      try ledger.view(), events: try ledger.events(), checks: [.wordsUsedOnce, .unclearClaims],
      now: try Instant(parsing: "2026-01-01T00:00:00Z"))
    #expect(report.found.map(\.check) == [.wordsUsedOnce, .unclearClaims])
    #expect(report.found.map(\.seqs) == [try ledger.seqs("A"), try ledger.seqs("A")])
    #expect(report.found.first?.sentence.contains("was prisoners meant?") == true)
  }
}
