import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

/// Lines, labels, references and whole entries, as append takes them (events/README.md).
struct DraftTests {
  private func read(_ line: String) throws -> Draft { try Draft(line: Array(line.utf8)) }

  private let line =
    #"{"type":"silence","stated":"2025-06-13","body":{"speaker":"ru","attribution":"named","silent":"ua","about_words":"it"}"#

  @Test func `a content line and a whole entry give the same event`() throws {
    let ledger = try Ledger()
    let outcome = try #require(try ledger.add(try read(line + #","label":"S"}"#)).first)
    let entry = try ledger.entry("S")
    let other = try Ledger(cast: [])
    let copy = try #require(try other.add(try Draft(line: entry.bytes)).first)
    #expect(copy.id == outcome.id)
    #expect(copy.label == "S")
    #expect(copy.seq == 1)
    #expect(try other.entry("S").event().content == entry.event().content)
    #expect(try other.entry("S").bytes != entry.bytes)
  }

  @Test(arguments: [
    (#"[]"#, "a line is one JSON object {\"type\":…,\"stated\":…,\"body\":{…}}"),
    (
      #"{"type":"link","kind":"x"}"#,
      "there is no field \"kind\" beside type, stated, body, label, sealed and v"
    ),
    (
      #"{"type":"Link"}"#,
      "type is required: one of announcement, confirmation, denial, correction, retraction, silence, "
        + "agreement, medium, source, term, assessment, link, amendment, redaction"
    ),
    (
      #"{"type":"link","v":0}"#, "v is the version of the type's shape, a whole number from 1"
    ),
    (
      #"{"type":"link","v":1}"#, "stated is required: an EDTF date or an RFC 3339 instant"
    ),
    (
      #"{"type":"link","stated":"2025"}"#, "body is required: an object with the fields of the type"
    ),
    (
      #"{"type":"link","stated":"2025","body":{},"id":"12"}"#,
      "id is 32 digits 0-9 and a-f; leave it out of a content line"
    ),
    (#"{"type":"link","stated":"2025","body":{},"label":5}"#, "label is text"),
  ])
  func `a line that is neither is refused`(line: String, reason: String) throws {
    let error = try #require(throws: FormatError.self) { try read(line) }
    #expect(error.description == reason)
  }

  @Test func `an entry whose content was changed is refused`() throws {
    let ledger = try Ledger()
    let id = "0123456789abcdef0123456789abcdef"
    let draft = try read(line + #","id":"\#(id)"}"#)
    #expect(
      try ledger.refusal(of: draft)
        == "The id \(id) is not that of the content, which is \(draft.content.id): one was changed."
    )
  }

  @Test func `a type that is not known is kept from an entry, and refused as a line`() throws {
    let ledger = try Ledger()
    let content = Content(
      type: "ceasefire", version: 3, stated: try Stated(parsing: "2025-06-13"), body: ["x": 1])
    #expect(
      try ledger.refusal(of: Draft(content))
        == "There is no type \"ceasefire\"; the types: \(EventType.list).")
    let newer = Content(
      type: "link", version: 2, stated: try Stated(parsing: "2025-06-13"), body: ["x": 1])
    #expect(
      try ledger.refusal(of: Draft(newer))
        == "This program knows link in version 1 only, not 2.")
    let outcomes = try ledger.add(Draft(content, id: content.id), Draft(newer, id: newer.id))
    #expect(
      outcomes.map(\.warnings) == [
        ["This program does not know ceasefire v3: it is kept, and no report reads it."],
        ["This program does not know link v2: it is kept, and no report reads it."],
      ])
    let view = try ledger.view()
    #expect(view.history.unread.map(\.type) == ["ceasefire v3", "link v2"])
    #expect(try LogReport(ledger.events(), of: view).events.count == Ledger.cast.count + 2)
    #expect(try ledger.events().last?.content == newer)
  }

  @Test(arguments: ["abcdef", "0a1b2c3d", "-x", "a b", "", "Ж"])
  func `a label that is none is refused`(label: String) throws {
    let draft = Draft.announce(label, "ru", "2025-06-13", .there("1"))
    #expect(
      try Ledger().refusal(of: draft)
        == "\(quoted(label)) cannot be a label: give \(Name.label.form), and not only 0-9a-f.")
  }

  @Test func `a label belongs to one event`() throws {
    let ledger = try Ledger(.announce("A", "ru", "2025-06-13", .there("1")))
    #expect(
      try ledger.refusal(of: .announce("A", "ru", "2025-06-13", .there("2")))
        == "The label A belongs to event #\(ledger.seq("A")) with other content; choose another.")
    try ledger.add(.announce("B", "ru", "2025-06-13", .there("3")))
    #expect(
      try ledger.refusal(of: .announce("B", "ru", "2025-06-13", .there("1")))
        == "The label B belongs to another event; choose another.")
  }

  @Test func `references name events of the record and earlier lines, not later ones`() throws {
    let ledger = try Ledger(.announce("A", "ru", "2025-06-13", .there("1")))
    let earlier = Draft.announce("B", "ru", "2025-06-13", .there("2"))
    let link = Draft.link("A", "contradicts", "B", label: "L")
    #expect(
      try ledger.refusal(of: link, earlier)
        == "@B names no event of the record and no earlier line; append that event first.")
    try ledger.add(earlier, link)
    let body = try ledger.entry("L").event().content.body
    #expect(
      body["a"]?.string
        == Draft.announce("A", "ru", "2025-06-13", .there("1")).content.id.description)
    #expect(body["b"]?.string == earlier.content.id.description)
  }

  @Test func `references stand in lists, in claims, in about, and in what an amendment sets`()
    throws
  {
    let ledger = try Ledger(.announce("A", "ru", "2025-06-13", .there("1")))
    let id = try ledger.entry("A").id.description
    try ledger.add(
      .confirm("B", "ua", "2025-06-13", of: ["A"], ["count"]),
      .announce("C", "ua", "2025-06-13", "statement about @A", ["quote": "q"]),
      .publish("D", "ua", "2025-06-13", "film", ["shows": ["@A"]]),
      .assess("E", "2025-06-13", "explanation", "date", ["of": "@A", "against": ["@B"]]),
      .amend("F", of: "C", ["set": ["claim": ["about": "@B"]]]))
    #expect(try ledger.entry("C").event().content.body["claim"]?.object?["about"]?.string == id)
    #expect(try ledger.entry("D").event().content.body["shows"] == [.string(id)])
    let second = try ledger.entry("B").id.description
    #expect(try ledger.entry("E").event().content.body["against"] == [.string(second)])
    #expect(
      try ledger.entry("F").event().content.body["set"]?.object?["claim"]?.object?["about"]?.string
        == second)
  }

  @Test func `an event with sealed fields needs a label`() throws {
    let sealed: JSONObject = ["_sd": [.string(String(repeating: "a", count: 43))]]
    var draft = Draft.announce("A", "ru", "2025-06-13", .there("1"), sealed)
    #expect(try Ledger().refusal(of: draft) == "")
    draft = Draft(draft.content)
    #expect(
      try Ledger().refusal(of: draft) == "An event with sealed fields needs a label: add one.")
  }

  @Test func `what an amendment set may be amended back, and what it added dropped`() throws {
    let ledger = try Ledger(.announce("A", "ru", "2025-06-13", .there("5")))
    try ledger.add(
      .amend("B", of: "A", ["set": ["claim": ["count": ["exact": 6], "place": "border"]]]))
    #expect(
      try ledger.refusal(
        of: .amend("C", "2025-12-02", of: "A", ["set": ["claim": ["count": ["exact": 5]]]])) == "")
    #expect(
      try ledger.refusal(of: .amend("C", "2025-12-02", of: "A", ["drop": ["claim.place"]])) == "")
  }

  @Test func `rights follow amendments in force, not void ones`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("5")),
      .amend("B", of: "A", ["set": ["speaker": "ua"]]))
    #expect(try ledger.refusal(of: .retract("R", "ua", "2025-06-14", of: "A")) == "")
    try ledger.add(.amend("C", of: "B", ["void": true]))
    #expect(try ledger.refusal(of: .retract("R", "ru", "2025-06-14", of: "A")) == "")
    #expect(try ledger.refusal(of: .retract("R", "ua", "2025-06-14", of: "A")) != "")
  }
}
