import Testing
import TransparencyLog

@testable import Tallystick

struct ClaimNotationTests {
  @Test func `the notation reads like a sentence`() throws {
    let claim = try Claim(notation: "handover of 1212 remains of UA from RU to UA on 2025-06-11")
    #expect(claim.act == .handover)
    #expect(claim.count == Count(.exact(1212)))
    #expect(claim.what == "remains")
    #expect(claim.whose == "UA")
    #expect(claim.from == "RU")
    #expect(claim.to == "UA")
    #expect(claim.when?.text == "2025-06-11")
    #expect(claim.scope == .event)
  }

  @Test(arguments: [
    "talks", "handover of remains", "handover of 27", "plan of ~7000 remains of UA each way",
    "handover of withheld prisoners both ways", "list of 5 prisoners in total",
    "staging of 1212 remains counted in bag under istanbul-2025", "handover of 5 remains in part",
    "handover of remains received as RU identified as UA", "statement at 'x' about 'it\\'s'",
    "talks on 2025-06-02? at 'Istanbul \\\\ hall' about 'two words'",
    "handover of 57..79 remains key first.one", "handover of ≤5 remains on ../2025-06-11",
  ])
  func `a notation prints back`(text: String) throws {
    #expect(try Claim(notation: text).notation == text)
  }

  @Test(arguments: [
    ("handover  of   5  remains", "handover of 5 remains"),
    (
      "handover on 2025-06-11 to UA from RU of UA of 5 remains",
      "handover of 5 remains of UA from RU to UA on 2025-06-11"
    ),
    ("talks at \"Kyiv\"", "talks at 'Kyiv'"), ("talks at Kyiv", "talks at 'Kyiv'"),
    ("handover of 1,212 remains", "handover of 1212 remains"),
  ])
  func `parts may stand in any order`(text: String, plain: String) throws {
    #expect(try Claim(notation: text).notation == plain)
  }

  @Test(arguments: [
    (
      "",
      "a claim begins with its act, one of handover, plan, offer, staging, list, identification, "
        + "talks, statement, and not \"\""
    ),
    (
      "give 5 remains",
      "a claim begins with its act, one of handover, plan, offer, staging, list, "
        + "identification, talks, statement, and not \"give\""
    ),
    (
      "handover 5",
      "\"5\" is left over after \"handover\": did you mean 'of 5'?"
    ),
    ("handover of", "something is missing after 'of'"),
    (
      "handover from ru",
      "after 'from' comes a party of 1 to 16 of A-Z, 0-9 and -, first a letter "
        + "(such as RU), and not \"ru\"; did you mean RU?"
    ),
    ("handover each day", "after 'each' comes way, and not \"day\""),
    ("handover in all", "after 'in' comes part or total, and not \"all\""),
    (
      "handover counted in crates",
      "after 'counted in' comes one of body, set_of_remains, bag, person, "
        + "list_entry, and not \"crates\""
    ),
    ("talks at 'Kyiv", "a quotation mark is not closed"),
    ("handover of -5 remains", "\"-5\" is no count: a count is not negative"),
    ("handover identified UA", "after 'identified' comes as, and not \"UA\""),
  ])
  func `a word that is not understood is named`(text: String, reason: String) throws {
    let error = try #require(throws: FormatError.self) { try Claim(notation: text) }
    #expect(error.reason == reason)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `what is printed is read as the same claim`(seed: UInt64) throws {
    var random = SplitMix64(seed)
    for _ in 0..<25 {
      var object = random.parts(most: 60)
      object["act"] = .string(random.pick(ClaimAct.allCases, or: .talks).rawValue)
      object["received_as"] = random.maybe(20) { _ in "UA" }
      object["identified_as"] = random.maybe(20) { _ in "RU" }
      object["place"] = random.maybe(30) { .string($0.text()) }
      object["about"] = random.maybe(30) { .string($0.text()) }
      let claim = try Claim(json: object)
      #expect(try Claim(notation: claim.notation) == claim)
      #expect(try Claim(json: claim.json) == claim)
    }
  }
}

extension SplitMix64 {
  fileprivate mutating func text() -> String {
    (0..<Int.random(in: 1...9, using: &self)).map { _ in
      pick("a", " ", "'", "\"", "\\", "Ж", "of", "\u{301}", "é")
    }.joined()
  }
}
