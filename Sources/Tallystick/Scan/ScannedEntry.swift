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
    EventID(hashing: bytes.span, without: body.upperBound..<contentEnd)
  }
}

extension EntryParts {
  /// The id of the content, from the bytes themselves.
  func contentID(in bytes: Span<UInt8>) -> EventID {
    EventID(hashing: bytes, without: body.upperBound..<contentEnd)
  }
}

extension EventID {
  /// Creates the id of the content in an entry, where the fields of the log stand in a place.
  fileprivate init(hashing bytes: Span<UInt8>, without log: Range<Int>) {
    self = bytes.withUnsafeBytes { bytes in
      var hasher = SHA256()
      hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[..<log.lowerBound]))
      hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[log.upperBound...]))
      return EventID(hasher.finalize())
    }
  }

  /// Creates the id written as 32 lower-case hexadecimal digits; nil for any other bytes.
  init?(hexadecimal digits: Span<UInt8>) {
    guard digits.count == 32 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    var isOther = false
    for place in 0..<16 {
      let (high, low) = (digits[place], digits[place + 16])
      isOther = isOther || !high.isLowerHex || !low.isLowerHex
      words.0 = words.0 << 4 | high.valueOfLowerHex
      words.1 = words.1 << 4 | low.valueOfLowerHex
    }
    if isOther { return nil }
    self.init(high: words.0, low: words.1)
  }
}

extension UInt8 {
  /// The value of a lower-case hexadecimal digit: letters lie 9 beyond the low half of their codes.
  fileprivate var valueOfLowerHex: UInt64 { UInt64(self & 15) + 9 * UInt64(self >> 6) }
}
