import Testing
import TransparencyLog

@testable import Tallystick

struct ReferenceTests {
  @Test(
    arguments: [
      ("#12", .seq(12)), ("#999999999999999", .seq(999_999_999_999_999)),
      ("0a1b2c", .id(prefix: "0a1b2c")), ("123456", .id(prefix: "123456")),
      (String(repeating: "f", count: 32), .id(prefix: String(repeating: "f", count: 32))),
      ("PR-046", .label("PR-046")), ("abcde", .label("abcde")), ("12", .label("12")),
      ("ABCDEF", .label("ABCDEF")),
      (String(repeating: "f", count: 33) + "x", .label(String(repeating: "f", count: 33) + "x")),
    ] as [(String, Reference)])
  func `a reference is read and prints back`(text: String, reference: Reference) throws {
    #expect(try Reference(parsing: text) == reference)
    #expect(reference.description == text)
  }

  @Test func `a label may be written with an at sign`() throws {
    #expect(try Reference(parsing: "@PR-046") == .label("PR-046"))
  }

  @Test(arguments: ["#", "#0", "#01", "#-1", "#1a", "#1234567890123456", "#١"])
  func `what is no place in the log is refused`(text: String) throws {
    let error = try #require(throws: FormatError.self) { try Reference(parsing: text) }
    #expect(
      error.reason == "\(quoted(text)) is no place in the log: write # and its number, as #12")
  }

  @Test(arguments: [
    "", "@", "a b", "@@a", "-a", "@abcdef", "Ж", String(repeating: "f", count: 33),
  ])
  func `what names no event is refused`(text: String) throws {
    let error = try #require(throws: FormatError.self) { try Reference(parsing: text) }
    #expect(
      error.reason == "\(quoted(text)) names no event: write #12, an id's first 6 or more digits, "
        + "or a label")
  }

  @Test func `a reference finds its event, or says what is in the way`() throws {
    let ledger = try Ledger(.announce("A", "ru", "2025-06-13", .there("1")))
    let id = try ledger.entry("A").id
    for text in ["A", "@A", "#9", String(id.description.prefix(6)), id.description] {
      #expect(try ledger.store.entry(Reference(parsing: text)).id == id)
    }
    #expect(throws: ReferenceError.none(.seq(10), size: 9)) { try ledger.store.entry(.seq(10)) }
    #expect(throws: ReferenceError.none(.label("B"), size: 9)) {
      try ledger.store.entry(.label("B"))
    }
    #expect(
      ReferenceError.none(.label("B"), size: 9).description
        == "No event \"B\" is in the record, which holds 9 events.")
    #expect(ReferenceError.none(.seq(2), size: 1).description.hasSuffix("which holds 1 event."))
    #expect(
      ReferenceError.ambiguous(.id(prefix: "012345"), seqs: [2, 7]).description
        == "The ids of #2, #7 all begin with 012345: give more digits.")
    #expect(throws: ReferenceError.self) { try ledger.store.entry(.id(prefix: "")) }
  }
}
