internal import Crypto

/// Where the fields of an entry stand in its canonical bytes.
///
/// It is made only of bytes that ``Event/init(decoding:)`` reads and ``Event/bytes`` writes again
/// just so; of all others it is nil, and they are for those two to judge.
struct ScannedEntry {
  let seq: Int
  let id: EventID
  let label: String?
  let recorded: Instant
  let type: String
  let version: Int
  let stated: Stated

  /// The place of the body, its braces included.
  let body: Range<Int>

  /// Where the last part of the content begins, its fields `stated`, `type` and `v`.
  ///
  /// What stands before the body's end and from here on are together the bytes of the id.
  private let contentEnd: Int

  init?(scanning bytes: Span<UInt8>) {
    guard bytes.count <= Event.longest, (try? UTF8Span(validating: bytes)) != nil else {
      return nil
    }
    var scanner = CanonicalScanner(depth: 1)
    guard scanner.skip("{\"body\":", in: bytes), scanner.index < bytes.count,
      bytes[scanner.index] == UInt8(ascii: "{")
    else { return nil }
    let start = scanner.index
    guard scanner.skipValue(in: bytes) else { return nil }
    body = start..<scanner.index

    guard scanner.skip(",\"id\":", in: bytes), let idPlace = scanner.string(in: bytes),
      let id = EventID(hexadecimal: bytes.extracting(idPlace))
    else { return nil }
    self.id = id

    if scanner.skip(",\"label\":", in: bytes) {
      guard let place = scanner.string(in: bytes), let label = bytes.plainText(place),
        Name.isLabel(label)
      else { return nil }
      self.label = label
    } else {
      label = nil
    }

    guard scanner.skip(",\"recorded\":", in: bytes), let time = scanner.string(in: bytes),
      time.count == 27, let recorded = Instant(plain: bytes.extracting(time)),
      scanner.skip(",\"recorder\":", in: bytes), let recorder = scanner.string(in: bytes),
      let name = bytes.plainText(recorder), Name.label.matches(name),
      scanner.skip(",\"seq\":", in: bytes), let seq = scanner.integer(in: bytes), seq > 0
    else { return nil }
    self.recorded = recorded
    self.seq = Int(seq)

    contentEnd = scanner.index
    guard scanner.skip(",\"stated\":", in: bytes), let said = scanner.string(in: bytes),
      let words = bytes.plainText(said), let stated = try? Stated(parsing: words),
      scanner.skip(",\"type\":", in: bytes), let kind = scanner.string(in: bytes),
      let type = bytes.plainText(kind), Name.word.matches(type),
      scanner.skip(",\"v\":", in: bytes), let version = scanner.integer(in: bytes),
      (1...1_000_000).contains(version), scanner.skip("}", in: bytes),
      scanner.index == bytes.count
    else { return nil }
    self.stated = stated
    self.type = type
    self.version = Int(version)
  }

  /// The id of the content, from the bytes themselves.
  func contentID(in bytes: [UInt8]) -> EventID {
    bytes.withUnsafeBytes { bytes in
      var hasher = SHA256()
      hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[..<body.upperBound]))
      hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[contentEnd...]))
      return EventID(hasher.finalize())
    }
  }
}

extension EventID {
  /// Creates the id written as 32 lower-case hexadecimal digits; nil for any other bytes.
  init?(hexadecimal digits: Span<UInt8>) {
    guard digits.count == 32 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    for place in 0..<32 {
      let value: UInt8
      switch digits[place] {
      case let byte where byte &- UInt8(ascii: "0") < 10: value = byte - UInt8(ascii: "0")
      case let byte where byte &- UInt8(ascii: "a") < 6: value = byte - UInt8(ascii: "a") + 10
      default: return nil
      }
      words = (words.0 << 4 | words.1 >> 60, words.1 << 4 | UInt64(value))
    }
    self.init(high: words.0, low: words.1)
  }
}
