import Testing

@testable import Tallystick

@Suite struct StepsTests {
  /// Letters, and what is none, of which texts are made.
  private static let pieces: [[UInt8]] = [
    Array("remains".utf8), Array("a".utf8), Array(" ".utf8), Array("тіла загиблих".utf8),
    Array("ї".utf8), Array("«".utf8), Array("—".utf8), Array("屍".utf8), Array("😀".utf8),
    Array("\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}".utf8), Array("\\n".utf8),
    Array("\\\"".utf8), Array("\\\\".utf8), Array("\\u001f".utf8), [0x7F], [0xC2, 0x80],
    [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80],
  ]
  private static let faults: [[UInt8]] = [
    [0x80], [0xBF, 0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE2, 0x80], [0xE0, 0x9F, 0xBF],
    [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80],
    [0xF5, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xFF], [0x1F], [0x00], Array("\\x".utf8),
    Array("\\u0041".utf8), Array("\\u000A".utf8),
  ]

  /// Where the string ends, looked for byte by byte.
  private static func end(of bytes: [UInt8]) -> Int? {
    var place = 0
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      guard bytes[place] >= 0x20 else { return nil }
      if bytes[place] == UInt8(ascii: "\\") {
        guard let length = CanonicalScanner.escape(at: place, in: bytes.span) else { return nil }
        place += length
      } else {
        place += 1
      }
    }
    return String(validating: bytes[..<place], as: UTF8.self) == nil ? nil : place
  }

  @Test(arguments: 0..<16)
  func `a string ends where its bytes are looked at one by one`(seed: Int) {
    var random = SplitMix64(UInt64(seed))
    var ends = 0
    for _ in 0..<400 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<7, using: &random) {
        let isFault = Int.random(in: 0..<12, using: &random) == 0
        bytes +=
          (isFault ? StepsTests.faults : StepsTests.pieces).randomElement(using: &random) ?? []
      }
      bytes += Array("\",\"lang\":\"uk\"}".utf8)
      let end = StepsTests.end(of: bytes)
      #expect(bytes.span.endOfString(from: 0) == end, "\(bytes)")
      ends += end == nil ? 0 : 1
    }
    #expect((100..<390).contains(ends))
  }

  @Test func `each fault is found at each place of eight bytes`() {
    for fault in StepsTests.faults {
      for before in 0..<17 {
        for after in ["", "a", "ї", "😀"] {
          let bytes =
            Array(repeating: UInt8(ascii: "x"), count: before % 2)
            + Array(String(repeating: "ж", count: before / 2).utf8) + fault + Array(after.utf8)
            + Array("\",\"lang\":\"uk\"}".utf8)
          #expect(bytes.span.endOfString(from: 0) == nil, "\(bytes)")
        }
      }
    }
  }

  @Test(arguments: ["a", "of", "claim", "speaker", "rendering", "identified_as"])
  func `a key has the letters of one alone`(name: String) {
    func key(_ name: [UInt8]) -> KeyWord? {
      (Array("\"".utf8) + name + Array("\":\"2025-06-13\"".utf8)).span.key(at: 0)
    }
    let letters = Array(name.utf8)
    #expect(key(letters).map { $0.length } == letters.count)
    for place in letters.indices {
      for byte in UInt8.min...UInt8.max where byte != UInt8(ascii: "\"") {
        var others = letters
        others[place] = byte
        let isLetter = Array("abcdefghijklmnopqrstuvwxyz0123456789_".utf8).contains(byte)
        #expect((key(others) != nil) == isLetter, "\(others)")
      }
    }
  }

  @Test func `a day is read anew where it is written otherwise`() throws {
    var days = DayReader()
    let texts = [
      "\0\0\0\0\0\0\0\0\0\0", "2025-06-13", "2025-06-13", "2025-06-14", "2025-07-14",
      "2024-06-13", "2025-06-1x", "2025-06-13", "2025-02-29", "2025-02-28", "2025x02-28",
      "2025-02-28", "20250-2-28", "2025-02-2",
    ]
    for text in texts {
      #expect(days.day(text.utf8.span) == (try? EDTFDate(reading: text))?.earliest, "\(text)")
    }
  }
}
