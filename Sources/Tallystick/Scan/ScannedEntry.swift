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
    guard let parts = EntryParts(scanning: bytes) else { return nil }
    self.init(parts, in: bytes)
  }

  init?(_ parts: EntryParts, in bytes: Span<UInt8>) {
    guard let words = bytes.plainText(parts.stated), let stated = try? Stated(parsing: words),
      let type = bytes.plainText(parts.type)
    else { return nil }
    seq = parts.seq
    id = parts.id
    label = parts.label.flatMap { bytes.plainText($0) }
    recorded = parts.recorded
    self.type = type
    version = parts.version
    self.stated = stated
    body = parts.body
    contentEnd = parts.contentEnd
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
