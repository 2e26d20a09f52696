import Testing
import TransparencyLog

struct Base64Tests {
  @Test(arguments: [
    ("", "", ""), ("f", "Zg==", "Zg"), ("fo", "Zm8=", "Zm8"), ("foo", "Zm9v", "Zm9v"),
    ("foob", "Zm9vYg==", "Zm9vYg"), ("fooba", "Zm9vYmE=", "Zm9vYmE"),
    ("foobar", "Zm9vYmFy", "Zm9vYmFy"), ("~~~???", "fn5+Pz8/", "fn5-Pz8_"),
  ])
  func `text and bytes belong together`(plain: String, standard: String, url: String) throws {
    let bytes = Array(plain.utf8)
    #expect(Base64.standard.encode(bytes) == standard)
    #expect(Base64.url.encode(bytes) == url)
    #expect(try Base64.standard.decode(standard) == bytes)
    #expect(try Base64.url.decode(url) == bytes)
  }

  @Test(arguments: [
    ("Z", 1), ("Zg", 2), ("Zg=", 3), ("Zm8", 3), ("Zm9vY", 5), ("====", 0), ("=", 1), ("A===", 1),
    ("Zg==Zg==", 2), ("Zg==\n", 2), ("Zm\n9v", 2), ("Zm9 ", 3), (" Zm9", 0), ("Zm-_", 2),
    ("Zm9v====", 4), ("Z=9v", 1), ("AB==", 1), ("QUJ=", 2), ("Zh==", 1), ("Zm9=", 2),
    ("Zm9\u{e9}", 3), ("Zm\u{e9}", 2),
  ])
  func `any other padded text is refused where it goes wrong`(text: String, offset: Int) {
    let error = #expect(throws: FormatError.self) { try Base64.standard.decode(text) }
    #expect(error?.offset == offset)
  }

  @Test(arguments: [
    ("Z", 1), ("Zg==", 2), ("Zm8=", 3), ("Zm9vY", 5), ("Zh", 1), ("Zm9", 2), ("fn5+", 3),
    ("fn5/", 3), ("Zg\n", 2),
  ])
  func `any other text without padding is refused where it goes wrong`(text: String, offset: Int) {
    let error = #expect(throws: FormatError.self) { try Base64.url.decode(text) }
    #expect(error?.offset == offset)
  }

  @Test(arguments: 0..<100)
  func `bytes survive, and equal bytes have one text`(count: Int) throws {
    var random = LogExample.Random(state: UInt64(count))
    let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    #expect(try Base64.standard.decode(Base64.standard.encode(bytes)) == bytes)
    #expect(try Base64.url.decode(Base64.url.encode(bytes)) == bytes)
  }

  @Test(arguments: ["QQ==", "QUI=", "QUJD"])
  func `a changed character changes the bytes or is refused`(text: String) throws {
    let bytes = try Base64.standard.decode(text)
    for change in LogExample.changes(of: Array(text.utf8)) {
      guard let changed = try? Base64.standard.decode(change) else { continue }
      #expect(changed != bytes)
      #expect(Base64.standard.encodedBytes(of: changed) == change)
    }
  }
}
