import Testing
import TransparencyLog

@testable import Tallystick

/// Version 2 of the shapes: what it says, and that version 1 stays what it was.
struct SecondVersionTests {
  private static func content(_ type: EventType, _ body: String, version: Int = 1) throws -> Content
  {
    let body = try #require(try JSONValue(reading: body).object)
    return Content(
      type: type.rawValue, version: version, stated: try Stated(parsing: "2025-06-13"), body: body)
  }

  private static let speech = #""speaker":"ru","attribution":"institution""#
  private static let id = "00112233445566778899aabbccddeeff"

  static let second: [(EventType, String)] = [
    (.announcement, #"{\#(speech),"claim":{"act":"handover","unclear":["scope"]}}"#),
    (.announcement, #"{\#(speech),"claim":{"act":"handover","count":{"exact":6,"per":"day"}}}"#),
    (.denial, #"{\#(speech),"claim":{"act":"handover","unclear":["whose"]}}"#),
    (.denial, #"{\#(speech),"of":"\#(id)","instead":{"count":{"about":6,"per":"week"}}}"#),
    (.correction, #"{\#(speech),"of":"\#(id)","claim":{"unclear":["date"]}}"#),
    (.correction, #"{\#(speech),"of":"\#(id)","terms":{"until":"2025-12-31"}}"#),
    (.correction, #"{\#(speech),"of":"\#(id)","terms":{"renews":"old"}}"#),
    (.agreement, agreement(#","until":"2025-12-31""#)),
    (.agreement, agreement(#","renews":"old""#)),
    (.agreement, agreement(obligation(#"{"exact":6}"#, whose: ""))),
    (.agreement, agreement(obligation(#"{"exact":6,"per":"month"}"#))),
    (
      .agreement,
      agreement(obligation(#"{"each":15,"of":{"what":"remains","from":"UA","to":"RU"}}"#))
    ),
    (.assessment, #"{"of":"\#(id)","scale":"placement","value":"deal","reason":"x"}"#),
    (.assessment, #"{"of":"\#(id)","scale":"placement","value":"none","reason":"x"}"#),
    (.retraction, #"{\#(speech),"of":"\#(id)",\#(signature)}"#),
    (.confirmation, #"{\#(speech),"of":"\#(id)","facets":["count"],\#(signature)}"#),
    (.silence, #"{\#(speech),"silent":"UA","about":"\#(id)",\#(signature)}"#),
    (.medium, #"{\#(speech),"medium":"film","kind":"video",\#(signature)}"#),
    (.source, #"{"source":"s","kind":"ministry","reason":"x"}"#),
    (.source, #"{"source":"s","kind":"un_agency","reason":"x"}"#),
    (.source, #"{"source":"s","key":"none","reason":"x"}"#),
    (.source, #"{"source":"s","key":["\#(key)"],"reason":"x"}"#),
  ]

  private static let signature =
    #""signature":"U1NIU0lH\#(String(repeating: "A", count: 248))""#
  private static let key =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJEDRga4vs+hzDVNeOK+EJhI5WDDq9WW3u88xGkRZCQG"

  /// Of the types that had a version 2 before, what only version 3 can say.
  static let third: [(EventType, String)] = [
    (.announcement, #"{\#(speech),"claim":{"act":"handover"},\#(signature)}"#),
    (.announcement, #"{\#(speech),"claim":{"act":"handover","unclear":["scope"]},\#(signature)}"#),
    (.denial, #"{\#(speech),"of":"\#(id)",\#(signature)}"#),
    (.correction, #"{\#(speech),"of":"\#(id)","claim":{"whose":"UA"},\#(signature)}"#),
    (.agreement, agreement(",\(signature)")),
  ]

  private static func agreement(_ more: String) -> String {
    #"{\#(speech),"agreement":"new","names":["d"],"when":"2025-06-02","parties":["RU"]\#(more)}"#
  }

  private static func obligation(_ count: String, whose: String = #","whose":"UA""#) -> String {
    #","obligations":[{"debtor":"RU","creditor":"UA","what":"lorries"\#(whose),"count":\#(count)}]"#
  }

  @Test(arguments: second)
  func `what only version 2 can say is written in it`(type: EventType, body: String) throws {
    let content = try Self.content(type, body)
    #expect(!content.problems().isEmpty)
    let lowest = content.inLowestVersion()
    #expect(lowest.version == 2 && lowest.problems().isEmpty && lowest.knownType == type)
  }

  @Test(arguments: third)
  func `what only version 3 can say is written in it`(type: EventType, body: String) throws {
    for version in 1...2 {
      #expect(!(try Self.content(type, body, version: version).problems().isEmpty))
    }
    let lowest = try Self.content(type, body).inLowestVersion()
    #expect(lowest.version == 3 && lowest.problems().isEmpty && lowest.knownType == type)
  }

  @Test func `the kinds of version 2 are those of version 1, and five more`() {
    let kinds = SecondVocabulary.sourceKinds
    #expect(kinds.starts(with: Vocabulary.sourceKinds))
    #expect(
      kinds.dropFirst(Vocabulary.sourceKinds.count)
        == ["ministry", "army", "armed_group", "court", "un_agency"])
    // None of them observes by being what it is, nor only tells of what others did.
    for kind in kinds.dropFirst(Vocabulary.sourceKinds.count) {
      #expect(!Rules.isObserver(kind) && Attribution.usual(ofKind: kind) == .institution)
    }
  }

  @Test(arguments: EventVector.all)
  func `what version 1 can say is written in version 1, and keeps its id`(vector: EventVector)
    throws
  {
    let content = try vector.decoded()
    guard let type = content.knownType, content.version == 1 else { return }
    let other = Content(
      type: content.type, version: type.newestVersion, stated: content.stated, body: content.body)
    #expect(other.problems().isEmpty)
    #expect(other.inLowestVersion() == content)
    #expect(other.inLowestVersion().id.description == vector.id)
  }

  @Test func `append writes the lowest version that fits, and an entry as it is`() throws {
    let ledger = try Ledger()
    let old = Draft.announce("A", "ru", "2025-06-13", .there("5")).content
    let asked = Content(type: old.type, version: 2, stated: old.stated, body: old.body)
    try ledger.add(Draft(asked, label: "A"))
    try ledger.add(.announce("B", "ru", "2025-06-13", .there("5") + " unclear scope"))
    #expect(try ledger.entry("A").event().content == old)
    #expect(try ledger.entry("B").event().content.version == 2)
    #expect(try ledger.add(Draft(asked, id: asked.id)).first?.isNew == true)
    #expect(try ledger.events().map(\.content.version).suffix(3) == [1, 2, 2])
  }

  @Test func `an event of version 2 is read by the fold, event by event or out of its bytes`()
    throws
  {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("5") + " unclear scope"))
    let event = try ledger.entry("A").event()
    var (read, stored) = (History(), History())
    read.apply(event)
    try stored.apply(event.bytes, seq: event.seq)
    #expect(read.unread.isEmpty && stored.unread.isEmpty)
    #expect(read.items.first?.body == stored.items.first?.body)
    #expect(try ledger.view().standing.liveClaims().first?.claim.unclear == [.scope])
  }

  @Test func `a version that is not known stays unread`() throws {
    let content = try Self.content(.announcement, "{}", version: 1000)
    #expect(content.knownType == nil && content.inLowestVersion() == content)
    #expect(EventType("link", version: 2) == nil && EventType("denial", version: 2) == .denial)
    #expect(EventType("denial", version: 0) == nil)
  }

  @Test func `a part that is corrected is no longer unclear, unless the correction says so`() throws
  {
    var claim = try Claim(notation: "handover of 314 prisoners unclear direction,scope")
    try claim.change(by: ["scope": "each_way"])
    #expect(claim.unclear == [.direction])
    try claim.change(by: ["from": "RU", "unclear": ["direction", "whose"]])
    #expect(claim.unclear == [.direction, .whose] && claim.from == "RU")
    try claim.change(by: ["from": "RU", "whose": "UA"])
    #expect(claim.unclear.isEmpty)
  }

  @Test(arguments: [
    "handover of 600/day lorries from A to B on 2025-10-10/2025-10-20",
    "handover of ~600/week lorries", "handover of 5..6/month lorries",
    "handover of 314 prisoners unclear direction,scope",
  ])
  func `the notation writes what it reads`(sentence: String) throws {
    let claim = try Claim(notation: sentence)
    #expect(claim.notation == sentence)
    #expect(try Claim(json: claim.json) == claim)
  }

  @Test(arguments: ["600 a day", "600 per day", "600/day", "600/Day"])
  func `a number a day is read alike`(text: String) throws {
    let count = try Claim(notation: "handover of \(text) lorries").count
    #expect(count == Count(.exact(600), per: .day))
    #expect(count?.bounds == nil && count?.rate == Bounds(600) && count?.isZero == false)
  }

  @Test(arguments: [
    "withheld/day", "600/hour", "600/", "/day", "1000000001/day", "1..1000000001/day",
  ])
  func `a number a day that is none is refused`(text: String) {
    #expect(throws: FormatError.self) { try Count(parsing: text) }
  }

  @Test(arguments: [
    #"{"exact":6,"per":"hour"}"#, #"{"withheld":true,"per":"day"}"#, #"{"per":"day"}"#,
    #"{"exact":1000000001,"per":"day"}"#, #"{"exact":6,"per":1}"#,
  ])
  func `a count in JSON that is no number a day is refused`(text: String) throws {
    let object = try #require(try JSONValue(reading: text).object)
    #expect(throws: FormatError.self) { try Count(json: object) }
  }

  @Test func `words of a number a day, and of one owed, can be sealed`() throws {
    let body = try #require(
      try JSONValue(
        reading: Self.agreement(Self.obligation(#"{"exact":6,"per":"day","words":"six a day"}"#))
      ).object)
    let paths = EventType.agreement.fields.sealable(in: body).map(\.description)
    #expect(paths == ["obligations[0].count.words"])
  }

  @Test func `a placement holds at every as-of, and all of them are there`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("5")),
      .assess("P", "2025-12-01", "placement", "deal", ["of": "@A"]),
      .assess("Q", "2025-12-02", "placement", "none", ["of": "@A"]))
    let id = try ledger.entry("A").id
    for asOf in [nil, "2025-06-13"] {
      let placements = try ledger.view(asOf: asOf).standing.judgements.placements[id]
      #expect(placements?.map(\.agreement) == ["deal", nil])
    }
  }
}
