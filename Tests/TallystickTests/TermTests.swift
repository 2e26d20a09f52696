import Testing
import TransparencyLog

@testable import Tallystick

/// What short names stand for, as the terms in force say.
struct TermTests {
  private static func term(
    _ kind: String, _ term: String, _ fields: JSONObject, on stated: String = "2025-06-01",
    label: String? = nil
  ) -> Draft {
    var body: JSONObject = ["kind": .string(kind), "term": .string(term), "reason": "a test"]
    for member in fields.members { body[member.name] = member.value }
    return .line("term", label, stated, body)
  }

  private func book(_ drafts: Draft..., asOf: String? = nil) throws -> TermBook {
    let ledger = try Ledger()
    try ledger.add(drafts)
    return try ledger.view(asOf: asOf).standing.terms
  }

  @Test func `a side has the name of its term, and none from a source`() throws {
    let ledger = try Ledger(
      .source("people", ["kind": "party", "name": "The Party of the People", "side": "UA"]))
    #expect(try ledger.view().standing.terms.name(ofSide: "UA") == nil)
    try ledger.add(Self.term("side", "UA", ["name": "Ukraine"]))
    let terms = try ledger.view().standing.terms
    #expect(terms.name(ofSide: "UA") == "Ukraine")
    #expect(terms.name(ofSide: "RU") == nil)
  }

  @Test func `the later stated holds, field by field, whatever was recorded last`() throws {
    let terms = try book(
      Self.term("what", "lorries", ["name": "Lorries", "of": "goods"], on: "2025-06-03"),
      Self.term("what", "lorries", ["name": "Trucks", "many": "trucks"], on: "2025-06-02"))
    let term = try #require(terms[.what, "lorries"])
    #expect(term.name == "Lorries" && term.of == .goods && term.many == "trucks")
    #expect(term.seqs.count == 2)
  }

  @Test(arguments: [
    ("remains", TermBook.Class.remains), ("prisoners", .people), ("prisoners_of_war", .people),
    ("civilians", .people), ("wounded", .people), ("hostages", .people), ("detainees", .people),
    ("children", .people),
  ])
  func `some words are known without a term`(word: String, kind: TermBook.Class) {
    #expect(TermBook().class(of: word) == kind)
  }

  @Test func `a term says what a word stands for, and one that is built in may be said otherwise`()
    throws
  {
    let terms = try book(
      Self.term("what", "doses", ["of": "goods"]), Self.term("what", "children", ["of": "goods"]),
      Self.term("unit", "doses", ["name": "doses"]))
    #expect(terms.class(of: "doses") == .goods)
    #expect(terms.class(of: "children") == .goods)
    #expect(terms.class(of: "lorries") == nil)
    #expect(terms.name(ofUnit: "doses") == "doses" && terms.name(ofWhat: "doses") == nil)
  }

  @Test(arguments: [
    (Bounds(1), "sack"), (Bounds(2), "sacks"), (Bounds(0), "sacks"),
    (Bounds(min: 1, max: 2), "sacks"), (nil, "sacks"),
  ])
  func `one and several are printed as the term says`(number: Bounds?, word: String) throws {
    let terms = try book(Self.term("unit", "bag", ["one": "sack", "many": "sacks"]))
    #expect(terms.word(.unit, "bag", of: number) == word)
    #expect(terms.word(.what, "bag", of: number) == "bag")
  }

  @Test func `terms apply at every as-of, and as they are amended`() throws {
    let ledger = try Ledger(Self.term("side", "UA", ["name": "Ukrane"], label: "T"))
    try ledger.add(.amend("X", of: "T", ["set": ["name": "Ukraine"]]))
    #expect(try ledger.view(asOf: "2024-01-01").standing.terms.name(ofSide: "UA") == "Ukraine")
    try ledger.add(.amend("Y", of: "T", ["void": true]))
    #expect(try ledger.view().standing.terms.name(ofSide: "UA") == nil)
  }

  @Test func `the record has a title, an author and a language`() throws {
    let terms = try book(
      Self.term("record", "old", ["name": "Old", "author": "somebody"], on: "2025-01-01"),
      Self.term("record", "exchanges", ["name": "Exchanges", "lang": "en"], on: "2025-02-01"))
    #expect(terms.title == "Exchanges" && terms.language == "en" && terms.author == nil)
  }

  @Test(arguments: [
    ("prisonners", "prisoners"), ("remain", "remains"), ("civlians", "civilians"),
    ("hostagse", "hostages"), ("lorrys", nil), ("lories", "lorries"), ("remains", nil),
    ("lorries", nil),
  ])
  func `a word with one letter amiss is near the known one`(word: String, near: String?) throws {
    let terms = try book(Self.term("what", "lorries", ["of": "goods"]))
    #expect(terms.word(near: word) == near)
  }

  static let odd: [(String, String, JSONObject, String)] = [
    ("side", "gaza", ["name": "x"], "body.term: \"gaza\" is no side"),
    ("what", "GAZA", ["name": "x"], "body.term: \"GAZA\" is no what"),
    ("record", "A", ["name": "x"], "body.term: \"A\" is no record"),
    ("side", "GAZA", [:], "body: say what the term stands for: name."),
    ("side", "GAZA", ["of": "people"], "body.of: a term of kind side has name."),
    ("unit", "bag", ["of": "goods"], "body.of: a term of kind unit has name, one, many."),
    ("what", "doses", ["author": "x"], "body.author: a term of kind what has"),
    ("record", "r", ["one": "x"], "body.one: a term of kind record has name, author, lang."),
    ("name", "doses", ["of": "goods"], "\"name\" is not one of side, what, unit, record"),
    ("what", "doses", ["of": "things"], "is not one of people, remains, goods, money"),
  ]

  @Test(arguments: odd)
  func `a term is refused that its kind cannot have`(
    kind: String, term: String, fields: JSONObject, reason: String
  ) throws {
    let refusal = try Ledger().refusal(of: Self.term(kind, term, fields))
    #expect(refusal.contains(reason), "\(refusal)")
  }

  @Test func `a second term is told from the first, and one that was replaced is no repeat`() throws
  {
    let ledger = try Ledger()
    let first = Self.term("side", "UA", ["name": "Ukraine"])
    #expect(try ledger.add(first).first?.isNew == true)
    #expect(try ledger.add(first).first?.isNew == false)
    try ledger.add(Self.term("side", "UA", ["name": "Україна"]))
    #expect(throws: Refusals.self) { try ledger.add(first) }
  }

  @Test func `terms are the same read event by event as all at once`() throws {
    let ledger = try Ledger(
      Self.term("what", "doses", ["of": "goods"], label: "T"),
      .announce("A", "ru", "2025-06-13", .there("5")),
      .amend("X", of: "T", ["set": ["of": "money"]]))
    var reckoning = Reckoning(at: try ledger.view().standing.cut)
    for event in try ledger.events() { reckoning.take(event) }
    reckoning.settle()
    #expect(try ledger.view().standing.terms.class(of: "doses") == .money)
  }
}
