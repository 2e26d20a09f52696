import Testing

@testable import Tallystick

/// Amendments: our own mistakes, put right at every as-of (events/README.md, §4.1).
struct AmendmentTests {
  private func ledger() throws -> Ledger {
    try Ledger(.announce("A", "ru", "2025-06-13", .there("1200")))
  }

  @Test func `an amendment sets and drops fields, at every day`() throws {
    let ledger = try ledger()
    try ledger.add(
      .amend("B", of: "A", ["set": ["claim": ["count": ["exact": 1212], "whose": "RU"]]]))
    #expect(try ledger.view(asOf: "2025-06-13").sides() == "no line")
    #expect(try ledger.view(asOf: "2025-06-13").excluded("remains RU→UA of RU").count == 1)
    try ledger.add(.amend("C", "2025-12-02", of: "A", ["drop": ["claim.whose"]]))
    #expect(try ledger.view(asOf: "2025-06-13").sides("remains RU→UA of ?") == "1212 / –")
  }

  @Test func `amendments apply first, then corrections`() throws {
    let ledger = try ledger()
    try ledger.add(
      .correct("B", "ru", "2025-06-14", of: "A", "of 1100"),
      .amend("C", of: "A", ["set": ["claim": ["count": ["exact": 1212]]]]))
    #expect(try ledger.view().sides() == "1100 / –")
    #expect(try ledger.view(asOf: "2025-06-13").sides() == "1212 / –")
    try ledger.add(.amend("D", of: "B", ["set": ["claim": ["count": ["exact": 1111]]]]))
    #expect(try ledger.view().sides() == "1111 / –")
  }

  @Test func `an amendment moves the day on which a thing was said`() throws {
    let ledger = try ledger()
    try ledger.add(.amend("B", of: "A", ["set": ["stated": "2025-06-15"]]))
    #expect(try ledger.view(asOf: "2025-06-14").sides() == "no line")
    #expect(try ledger.view(asOf: "2025-06-15").sides() == "1200 / –")
    #expect(try ledger.view(asOf: "2025-06-15").status()?.flags == [])
  }

  @Test func `an amendment changes who spoke`() throws {
    let ledger = try ledger()
    try ledger.add(.amend("B", of: "A", ["set": ["speaker": "kshpw"]]))
    #expect(try ledger.view().sides() == "– / 1200")
  }

  @Test func `an amendment of an assessment, a link and a source holds too`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "ua", "2025-06-13", .there("1100")),
      .link("A", "distinct_handover", "B", label: "L"),
      .source("voice", ["kind": "person", "name": "V", "side": "UA"], label: "S"),
      .announce("C", "voice", "2025-06-13", .there("1150")),
      .assess("X", "2025-06-14", "explanation", "date", ["of": "@B"]))
    #expect(try ledger.view().line()?.handovers == 2)
    try ledger.add(
      .amend(nil, of: "L", ["set": ["relation": "contradicts"]]),
      .amend(nil, of: "S", ["set": ["side": "RU"]]))
    #expect(try ledger.view().sides() == "1150..1200 / 1100")
    try ledger.add(.amend(nil, of: "X", ["set": ["value": "scope"]]))
    #expect(try ledger.view().sides() == "1150..1200 / –")
  }

  @Test func `of two amendments the later stated holds, else the higher seq`() throws {
    let ledger = try ledger()
    func set(_ count: Int64) -> JSONObject {
      ["set": ["claim": ["count": ["exact": .integer(count)]]]]
    }
    try ledger.add(
      .amend(nil, "2025-12-05", of: "A", set(1)), .amend(nil, "2025-12-03", of: "A", set(2)))
    #expect(try ledger.view().sides() == "1 / –")
    try ledger.add(.amend(nil, "2025-12-05", of: "A", set(3)))
    #expect(try ledger.view().sides() == "3 / –")
    try ledger.add(.amend(nil, "2025-12", of: "A", set(4)))
    #expect(try ledger.view().sides() == "4 / –")
  }

  @Test func `a void event is in no figure, and listed`() throws {
    let ledger = try ledger()
    try ledger.add(.amend("B", of: "A", ["void": true]))
    let view = try ledger.view()
    #expect(view.sides() == "no line")
    #expect(
      try view.standing.aside == [
        Standing.Aside(seq: ledger.seq("A"), why: "void by amendment #\(ledger.seq("B"))")
      ])
  }

  @Test func `a void event that was said after the day is not listed`() throws {
    let ledger = try ledger()
    try ledger.add(.amend("B", of: "A", ["void": true]))
    #expect(try ledger.view(asOf: "2025-06-12").standing.aside.isEmpty)
  }

  @Test func `an amendment that is void changes nothing`() throws {
    let ledger = try ledger()
    try ledger.add(
      .amend("B", of: "A", ["void": true]), .amend("C", of: "B", ["void": true]),
      .amend("D", of: "A", ["set": ["claim": ["count": ["exact": 7]]]]),
      .amend("E", of: "D", ["void": true]))
    #expect(try ledger.view().sides() == "1200 / –")
    try ledger.add(.amend("F", of: "E", ["void": true]))
    #expect(try ledger.view().sides() == "7 / –")
  }

  @Test func `an amendment may be amended`() throws {
    let ledger = try ledger()
    try ledger.add(
      .amend("B", of: "A", ["set": ["claim": ["count": ["exact": 7]]]]),
      .amend("C", of: "B", ["set": ["set": ["claim": ["count": ["exact": 8]]]]]))
    #expect(try ledger.view().sides() == "8 / –")
  }

  /// Two acts about one claim, each by a verb, of which an amendment makes the first be about the second.
  private static let circles: [(first: Draft, second: Draft)] = [
    (
      .confirm("B", "ua", "2025-06-14", of: ["A"], ["count"]),
      .confirm("C", "icrc", "2025-06-15", of: ["B"], ["count"])
    ),
    (
      .correct("B", "ru", "2025-06-14", of: "A", "of 1100"),
      .correct("C", "ru", "2025-06-15", of: "B", "of 1150")
    ),
    (
      .deny("B", "ua", "2025-06-14", of: "A", ["count"]),
      .deny("C", "ru", "2025-06-15", of: "B")
    ),
    (
      .retract("B", "ru", "2025-06-14", of: "A"),
      .retract("C", "ru", "2025-06-15", of: "B")
    ),
  ]

  /// A change by which an act is about another one.
  private func redirecting(_ act: String, to label: String) -> Draft {
    .amend(nil, of: act, ["set": .object(["of": .references([label])])])
  }

  @Test(arguments: circles.indices)
  func `an amendment that makes an act be about itself in the end is refused`(place: Int) throws {
    let (first, second) = AmendmentTests.circles[place]
    let ledger = try Ledger(.announce("A", "ru", "2025-06-13", .there("1200")), first, second)
    #expect(
      try ledger.refusal(of: redirecting("B", to: "C")).contains(
        "with it the event would be about itself in the end, by #\(ledger.seq("C")).")
    )
  }

  /// What amendments make of it bit by bit cannot be seen at each: readings tell it, and end.
  @Test(arguments: circles.indices)
  func `acts that are about one another by amendments are set aside`(place: Int) throws {
    let (first, second) = AmendmentTests.circles[place]
    let ledger = try Ledger(.announce("A", "ru", "2025-06-13", .there("1200")), first, second)
    try ledger.add(.amend("D", of: "C", ["set": .object(["of": .references(["A"])])]))
    try ledger.add(redirecting("B", to: "C"))
    try ledger.add(.amend(nil, of: "D", ["void": true]))
    let view = try ledger.view()
    let why = "which is about itself in the end, by an amendment"
    #expect(
      try view.standing.aside == [
        Standing.Aside(seq: ledger.seq("B"), why: "it is about #\(ledger.seq("C")), \(why)"),
        Standing.Aside(seq: ledger.seq("C"), why: "it is about #\(ledger.seq("B")), \(why)"),
      ])
    #expect(view.sides() == "1200 / –")
    guard first.content.type != "retraction" else { return }
    for label in ["B", "C"] {
      #expect(
        try ledger.refusal(of: .deny("E", "icrc", "2025-06-16", of: label, ["place"]))
          .hasPrefix("facets: the claim of #"))
    }
  }

  @Test func `an act that an amendment makes be about a later one counts as if that came first`()
    throws
  {
    let ledger = try Ledger(
      .announce("X", "ru", "2025-06-01", "handover of 7 remains of UA from RU to UA on 2025-06-01"),
      .confirm("B", "ua", "2025-06-14", of: ["X"], ["count"]),
      .confirm("E", "icrc", "2025-06-15", of: ["B"], ["count"]),
      .announce("A", "ru", "2025-06-13", .there("1200")))
    #expect(try ledger.view().sides() == "1207 / 7")
    try ledger.add(redirecting("B", to: "A"))
    let view = try ledger.view()
    #expect(view.sides() == "1207 / 1200")
    #expect(view.standing.aside.isEmpty)
    #expect(try ledger.view(asOf: "2025-06-14").standing.aside.isEmpty)
  }

  @Test func `what is about an act that waits for one outside the cut is outside with it`() throws {
    let ledger = try Ledger(
      .announce("X", "ru", "2025-06-01", .there("7", "2025-06-01")),
      .confirm("B", "ua", "2025-06-14", of: ["X"], ["count"]),
      .confirm("D", "icrc", "2025-06-14", of: ["B"], ["count"]),
      .announce("L", "ru", "2025-06-20", .there("9", "2025-06-19")),
      redirecting("B", to: "L"))
    let aside = try ledger.view(asOf: "2025-06-15").standing.aside
    #expect(
      try aside == [
        Standing.Aside(
          seq: ledger.seq("B"), why: "it is about #\(ledger.seq("L")), which is not in the cut"),
        Standing.Aside(
          seq: ledger.seq("D"), why: "it is about #\(ledger.seq("B")), which is set aside too"),
      ])
    #expect(try ledger.view().standing.aside.isEmpty)
  }

  @Test func `what is about a void act is told so, and what is about that is set aside too`() throws
  {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("5")),
      .confirm("B", "ua", "2025-06-14", of: ["A"], ["count"]),
      .deny("C", "ru", "2025-06-15", of: "B"), .amend(nil, of: "A", ["void": true]))
    #expect(
      try ledger.view().standing.aside.suffix(2).map(\.why) == [
        "it is about #\(ledger.seq("A")), which is void",
        "it is about #\(ledger.seq("B")), which is set aside too",
      ])
  }

  @Test func `ten thousand acts in the wrong order are read in one go`() throws {
    let ledger = try Ledger(.announce("A", "ru", "2025-06-13", .there("1200")))
    var contents = [try ledger.entry("A").event().content]
    for _ in 0..<10_000 {
      let of = contents.last?.id.description ?? ""
      contents.append(
        try Content(
          type: "confirmation", version: 1, stated: Stated(parsing: "2025-06-14"),
          body: [
            "speaker": "ua", "attribution": "named", "of": .array([.string(of)]),
            "facets": ["count"],
          ]))
    }
    let now = Instant(day: try Day(parsing: "2026-01-01"))
    let events = contents.reversed().enumerated().map { place, content in
      Event(
        seq: place + 1, id: content.id, label: nil, recorded: now, recorder: "r",
        content: content)
    }
    let standing = Standing(History(folding: events), at: Cut(today: .maximum))
    #expect(standing.acts.count == events.count && standing.aside.isEmpty)
  }
}
