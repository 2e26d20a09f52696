import Testing

@testable import TransparencyLog

struct SafeTextTests {
  @Test(arguments: [
    "", "Київ", "مرحبا", "a\u{301}", "🚀", "“quoted” — 1,200",
    "\u{A0}", "\u{FFFD}",
  ])
  func `harmless text stays as it is`(text: String) {
    #expect(escaped(text).unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test(
    arguments: [
      0x00, 0x07, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x9B, 0x9F, 0xAD, 0x61C, 0x180E, 0x200B,
      0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0x206F,
      0xFEFF,
      0xFFF9, 0xFFFB, 0xE0001, 0xE007F,
    ] as [UInt32])
  func `control, bidi and invisible characters are written out`(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    let text = "a\(String(Character(scalar)))b"
    #expect(escaped(text) == "a\\u{\(String(value, radix: 16))}b")
    #expect(!escaped(text).unicodeScalars.contains(scalar))
  }

  @Test(
    arguments: [0x20, 0x7E, 0xA0, 0xAC, 0xAE, 0x200A, 0x2010, 0x2027, 0x202F, 0x205F, 0x2070]
      as [UInt32])
  func `the neighbours of what is written out stay`(value: UInt32) throws {
    let text = String(Character(try #require(Unicode.Scalar(value))))
    #expect(escaped(text) == text)
  }

  @Test func `a quotation is of 60 characters at most, and harmless`() {
    #expect(quoted("a\u{202E}b") == "\"a\\u{202e}b\"")
    #expect(quoted(String(repeating: "x", count: 60)) == "\"\(String(repeating: "x", count: 60))\"")
    #expect(
      quoted(String(repeating: "x", count: 61)) == "\"\(String(repeating: "x", count: 60))…\"")
  }
}
