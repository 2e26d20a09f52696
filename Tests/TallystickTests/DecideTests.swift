import Testing
import TransparencyLog

@testable import Tallystick

/// What Decide refuses, each with its sentence (events/README.md, §8).
struct DecideTests {
  private static let base = [
    Draft.announce("A", "ru", "2025-06-13", .there("1200")),
    .announce("T", "paper", "2025-06-13", "statement", ["quote": "as was said"]),
    .agree("D", "paper", "2025-06-13", [.owed("RU", "UA", "6000")]),
    .publish("M", "paper", "2025-06-13", "film"),
    .link("A", "contradicts", "T", label: "L"),
    .retract("R", "ru", "2025-06-14", of: "A"),
    .silence("S"),
    .announce("P", "ru", "2025-06-13", "plan of 5 remains on 2025-07-13"),
  ]

  private static let missing = "00000000000000000000000000000000"

  /// What is refused, and the sentence; `{A}` stands for the first digits of an event's id, `<A>`
  /// for all of them, `#A` for its place.
  static let refusals: [(Draft, String)] = [
    (
      .announce("X", "ru", "2026-01-03", .there("1")),
      "stated: 2026-01-03 lies in the future (today is 2026-01-01); a plan is stated on the day it "
        + "is announced, and its own date goes into when."
    ),
    (
      .retract("X", "ru", "2025-06-14", of: missing),
      "There is no event \(missing) in the record; append it first, or check the id."
    ),
    (
      .announce("X", "ru", "2025-06-14", "statement about \(missing)", ["quote": "q"]),
      "There is no event \(missing) in the record; append it first, or check the id."
    ),
    (
      .publish("X", "ru", "2025-06-14", "film", ["shows": [.string(missing)]]),
      "There is no event \(missing) in the record; append it first, or check the id."
    ),
    (
      .announce("X", "ru", "2025-06-14", "statement", ["quote": " \u{A0}\t\u{200B}"]),
      "body.quote: this is white space alone; leave the field out instead."
    ),
    (
      .amend("X", of: "A", ["set": ["published": "yesterday"]]),
      "As amended, body.published: \"yesterday\" is no EDTF date: it holds a character that no date "
        + "has (write 2025-06-13, 2025-06, 2025-06-02/2025-06-16, ../2025-06-11 or 2025-06-11?)."
    ),
    (
      .announce("X", "ru", "2025-06-14", "talks on 2025-06-13"),
      "body.quote: an announcement of act talks needs the words that were said."
    ),
    (
      .deny("X", "ru", "2025-06-14", claim: "statement about 'it'"),
      "body.quote: an announcement of act statement needs the words that were said."
    ),
    (
      .confirm("X", "ua", "2025-06-14", of: ["L"], ["count"]),
      "of: <L> is no act of a speaker, so that nobody can confirm or deny it."
    ),
    (
      .confirm("X", "ua", "2025-06-14", of: ["A"], ["place", "count"]),
      "facets: the claim of #A says nothing of place; it says: count, direction, date, what, whose."
    ),
    (
      .confirm("X", "ua", "2025-06-14", of: ["S"], ["count"]),
      "facets: the claim of #S says nothing of count; it says: nothing that has facets."
    ),
    (
      .deny("X", "ua", "2025-06-14", of: "A", ["authenticity"]),
      "facets: the claim of #A says nothing of authenticity; it says: count, direction, date, what, "
        + "whose."
    ),
    (
      .deny("X", "ua", "2025-06-14", of: "M", ["count"]),
      "facets: the claim of #M says nothing of count; it says: authenticity."
    ),
    (
      .deny("X", "ua", "2025-06-14", claim: .there("5"), ["place"]),
      "facets: the claim that is denied says nothing of place."
    ),
    (
      .retract("X", "ru", "2025-06-14", of: "L"),
      "of: {L} is our own entry, which nobody retracts; use amend, with void if it was a mistake."
    ),
    (
      .retract("X", "ua", "2025-06-14", of: "A"),
      "speaker: ua cannot retract what ru said: only the speaker, its institution or a member of it, "
        + "or an outlet in via can. Use deny."
    ),
    (
      .correct("X", "ua", "2025-06-14", of: "A", "of 5"),
      "speaker: ua cannot correct what ru said: only the speaker, its institution or a member of it, "
        + "or an outlet in via can. Use deny, with what you say instead."
    ),
    (
      .correct("X", "ru", "2025-06-14", of: "R", "of 5"),
      "of: {R} makes no claim that could be corrected."
    ),
    (
      .correct("X", "paper", "2025-06-14", of: "D", "of 5"),
      "of: {D} makes no claim that could be corrected."
    ),
    (
      .terms("X", of: "A", by: "ru"),
      "terms: {A} is no agreement; give the changed parts of its claim."
    ),
    (.link("A", "contradicts", "A"), "A link joins two different events."),
    (
      .amend("X", of: "A", ["void": true, "drop": ["quote"]]),
      "void: an event that is void has no fields to set or drop; give void alone."
    ),
    (.amend("X", of: "A", ["set": [:]]), "body.set: name at least one field to change."),
    (
      .amend("X", of: "A", ["drop": ["claim.place"]]),
      "body.drop: the event has no field \"claim.place\"."
    ),
    (.amend("X", of: "A", ["set": ["stated": "2025-06-13"]]), "body.set: this changes nothing."),
    (
      .amend("X", of: "A", ["set": ["speaker": "Ivan Petrov"]]),
      "As amended, body.speaker: \"Ivan Petrov\" is not a short id of 1 to 40 of a-z, 0-9 and -, first "
        + "a letter or digit."
    ),
    (
      .amend("X", of: "R", ["set": ["of": .string(missing)]]),
      "There is no event \(missing) in the record; append it first, or check the id."
    ),
    (
      .assess("X", "2025-06-20", "credibility", "1", ["source": "ru"]),
      "body.scale: credibility is said of an event, by of."
    ),
    (
      .assess("X", "2025-06-20", "authenticity", "verified", ["of": "@M"]),
      "body.scale: authenticity is said of a medium, by medium."
    ),
    (
      .assess("X", "2025-06-20", "credibility", "1", ["of": "@A", "against": ["@T"]]),
      "body.against: only an explanation has other events that it is against."
    ),
    (
      .redact(of: "A"),
      "digest: event #A has no sealed field of that digest."
    ),
    (
      .source("new", ["side": "RU"]),
      "body.kind: the first entry on new gives its kind and its name.\n"
        + "body.name: the first entry on new gives its kind and its name."
    ),
    (
      .amend("X", of: "A", ["set": ["stated": "2035-01-01"]]),
      "stated: 2035-01-01 lies in the future (today is 2026-01-01); a plan is stated on the day it "
        + "is announced, and its own date goes into when."
    ),
    (
      .amend("X", of: "R", ["set": ["speaker": "ua"]]),
      "speaker: ua cannot retract what ru said: only the speaker, its institution or a member of it, "
        + "or an outlet in via can. Use deny."
    ),
    (
      .announce("X", "ru", "2025-06-14", .there("5"), ["published": "2025-06-01"]),
      "published: 2025-06-01 lies before stated, 2025-06-14: nothing appears before it is said; one "
        + "of the two is wrong."
    ),
    (
      .announce(
        "X", "ru", "2025-06-14T10:00:00Z", .there("5"), ["published": "2025-06-14T12:59:59+03:00"]),
      "published: 2025-06-14T12:59:59+03:00 lies before stated, 2025-06-14T10:00:00Z: nothing appears "
        + "before it is said; one of the two is wrong."
    ),
    (
      .amend("X", of: "A", ["set": ["published": "2025-06-01"]]),
      "published: 2025-06-01 lies before stated, 2025-06-13: nothing appears before it is said; one "
        + "of the two is wrong."
    ),
    (
      .agree("X", "ru", "2025-06-14", [.owed("RU", "RU", "6")]),
      "body.obligations[0].creditor: RU cannot owe itself; give the other party."
    ),
    (
      .deal(
        "X", "ru", "short", "2025-06-02", [.owing(5)], stated: "2025-06-14",
        ["until": "2025-05-01"]),
      "body.until: 2025-05-01 lies before the day on which the deal was made, 2025-06-02."
    ),
    (
      .until("2025-06-01", of: "D"),
      "body.terms.until: 2025-06-01 lies before the day on which the deal was made, 2025-06-02."
    ),
    (
      .link("A", "same_handover", "P"),
      "body.b: #P makes no claim of a handover, so that it cannot be same_handover."
    ),
    (
      .link("L", "distinct_handover", "R"),
      "body.a: #L makes no claim of a handover, so that it cannot be distinct_handover.\n"
        + "body.b: #R makes no claim of a handover, so that it cannot be distinct_handover."
    ),
    (
      .assess("X", "2025-06-20", "explanation", "scope", ["of": "@L", "against": ["@A"]]),
      "body.of: #L is our own entry, which says nothing: explanation is of what a speaker says."
    ),
    (
      .assess("X", "2025-06-20", "credibility", "1", ["of": "@L"]),
      "body.of: #L is our own entry, which says nothing: credibility is of what a speaker says."
    ),
    (
      .source("ru", ["member_of": "ru", "derived_from": "ru"]),
      "body.member_of: ru cannot be its own.\nbody.derived_from: ru cannot be its own."
    ),
  ]

  @Test(arguments: refusals.indices)
  func `what cannot be is refused, with a sentence that helps`(place: Int) throws {
    let ledger = try Ledger()
    try ledger.add(DecideTests.base)
    let (draft, template) = DecideTests.refusals[place]
    var expected = template
    for label in ["A", "D", "L", "M", "P", "R", "S"] {
      let entry = try ledger.entry(label)
      expected = expected.replacing("{\(label)}", with: entry.id.short)
        .replacing("<\(label)>", with: entry.id.description)
        .replacing("#\(label)", with: "#\(entry.seq)")
    }
    let refusal = try ledger.refusal(of: draft)
    #expect(refusal == expected)
  }

  @Test func `all that is wrong in a file is told, with its lines, and nothing is appended`() throws
  {
    let ledger = try Ledger()
    let drafts = [
      Draft(Draft.announce("X", "ru", "2026-02-01", .there("1")).content, line: 3),
      Draft(Draft.announce("Y", "ru", "2025-06-13", .there("1")).content, line: 4),
      Draft(Draft.link("Y", "contradicts", "Y").content, line: 5),
    ]
    let before = try ledger.store.end()
    let refusals = try #require(throws: Refusals.self) { try ledger.add(drafts) }
    #expect(refusals.all.map(\.line) == [3, 5])
    #expect(try ledger.store.end() == before)
  }

  @Test(arguments: ["2026-01-02", "2026-01", "2026-01-02T23:59:59Z", "2026-01-02/.."])
  func `what may have been said by tomorrow is taken`(stated: String) throws {
    let ledger = try Ledger()
    #expect(try ledger.refusal(of: .announce("X", "ru", stated, .there("1"))) == "")
  }

  @Test(arguments: [("medinsky", "ru"), ("ru", "medinsky"), ("ru", "ru"), ("wire", "ru")])
  func `the speaker, its institution, its member and its outlet may change and withdraw`(
    who: String, whose: String
  ) throws {
    let ledger = try Ledger(
      .announce("A", whose, "2025-06-13", .there("1200"), ["via": ["wire"]]))
    #expect(try ledger.refusal(of: .retract("B", who, "2025-06-14", of: "A")) == "")
    #expect(try ledger.refusal(of: .correct("B", who, "2025-06-14", of: "A", "of 1")) == "")
  }

  /// What a record took before such things were refused may be copied, entry by entry.
  @Test func `an entry of another record is taken with what cannot be meant, and told of`() throws {
    let ledger = try Ledger()
    let draft = Draft.announce(
      "X", "ru", "2025-06-14", .there("5"), ["published": "2025-06-01"])
    #expect(try ledger.refusal(of: draft).hasPrefix("published: 2025-06-01 lies before stated"))
    let entry = Draft(draft.content, label: "X", id: draft.content.id)
    let outcome = try #require(try ledger.add(entry).first)
    #expect(outcome.isNew)
    #expect(outcome.warnings.map { $0.prefix(22) } == ["published: 2025-06-01 "])
  }

  @Test func `a count that is negative or too large is refused`() throws {
    let ledger = try Ledger()
    let claim: JSONObject = ["act": "handover", "count": ["exact": -1]]
    #expect(
      try ledger.refusal(
        of: .announce("X", "ru", "2025-06-13", "handover", ["claim": .object(claim)]))
        == "body.claim.count: a count is not negative.")
    let line = Array(
      #"{"type":"announcement","stated":"2025-06-13","body":{"n":9007199254740992}}"#.utf8)
    #expect(throws: FormatError.self) { try Draft(line: line) }
  }

  @Test(arguments: [(64_000, false), (64_001, true), (70_000, true)])
  func `content beyond 64,000 bytes is refused`(size: Int, isTooLong: Bool) throws {
    func draft(_ length: Int) -> Draft {
      .line("link", nil, "2025-06-13", ["reason": .string(String(repeating: "x", count: length))])
    }
    let long = draft(size - draft(0).content.bytes.count)
    try #require(long.content.bytes.count == size)
    let words = "This has \(size) bytes, and at most 64000 fit an event."
    #expect((try Ledger().refusal(of: long) == words) == isTooLong)
  }
}

extension Draft {
  fileprivate static func silence(_ label: String) -> Draft {
    .line(
      "silence", label, "2025-06-13",
      [
        "speaker": "paper", "attribution": "outlet", "silent": "kshpw", "about_words": "the number",
      ])
  }

  fileprivate static func terms(_ label: String, of: String, by speaker: String) -> Draft {
    .line(
      "correction", label, "2025-06-14",
      [
        "speaker": .string(speaker), "attribution": "named", "of": .references([of]),
        "terms": ["when": "2025-06-03"],
      ])
  }

  fileprivate static func until(_ day: String, of: String) -> Draft {
    .line(
      "correction", "X", "2025-06-14",
      [
        "speaker": "paper", "attribution": "outlet", "of": .references([of]),
        "terms": ["until": .string(day)],
      ], version: 2)
  }

  fileprivate static func redact(of: String) -> Draft {
    .line(
      "redaction", nil, "2025-06-14",
      [
        "of": .references([of]), "digest": .string(String(repeating: "a", count: 43)),
        "reason": "asked for",
      ])
  }
}
