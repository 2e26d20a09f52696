import Testing
import TransparencyLog

@testable import Tallystick

struct NumberStyleTests {
  @Test(arguments: [
    ("0", "0"), ("1212", "1212"), ("1,212", "1212"), ("1 212", "1212"), ("1\u{A0}212", "1212"),
    ("1\u{202F}212", "1212"), ("12’345’678", "12345678"), (" 5 ", "5"), ("~7000", "~7000"),
    ("ca. 7,000", "~7000"), ("About 7000", "~7000"), ("6000+", "6000+"),
    ("at least 6 000", "6000+"),
    ("≥6000", "6000+"), ("up to 6000", "≤6000"), ("<= 6000", "≤6000"), ("57-79", "57..79"),
    ("57 – 79", "57..79"),
    ("57 to 79", "57..79"), ("57..79", "57..79"), ("1,000–1,200", "1000..1200"),
    ("Withheld", "withheld"),
    ("not given", "unspecified"), ("9007199254740991", "9007199254740991"),
  ])
  func `numbers are read as people type them`(text: String, count: String) throws {
    #expect(try NumberStyle().count(of: text).description == count)
  }

  @Test(arguments: [
    "", "many", "1.212", "1,21", "1234,567", "1,2123", ",212", "1,,212", "1212.0", "-5",
    "1 212,345",
    "over 6000",
    "about", "+", "57-", "-79", "57-57", "79-57", "1-2-3", "٣", "12a", "0x10", "1e3",
    "9007199254740992",
    "99999999999999999999", "~", "about about 5", "12 12",
  ])
  func `what is no number of people is refused`(text: String) {
    let error = #expect(throws: FormatError.self) { try NumberStyle().count(of: text) }
    #expect(error?.reason.hasPrefix(quoted(text)) ?? false)
  }

  @Test func `a map's own words take the place of the usual ones`() throws {
    var style = NumberStyle()
    style.groups = ["."]
    style.atLeast = ["over", "more than"]
    style.withheld = ["н/д"]
    #expect(try style.count(of: "1.212") == Count(.exact(1212)))
    #expect(try style.count(of: "More than 6.000") == Count(.atLeast(6000)))
    #expect(try style.count(of: "Н/Д") == Count(.withheld))
    #expect(throws: FormatError.self) { try style.count(of: "1,212") }
    #expect(throws: FormatError.self) { try style.count(of: "at least 5") }
  }
}
