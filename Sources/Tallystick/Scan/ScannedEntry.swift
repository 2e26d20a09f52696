internal import TransparencyLog

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
      hasher.update(UnsafeRawBufferPointer(rebasing: bytes[..<log.lowerBound]))
      hasher.update(UnsafeRawBufferPointer(rebasing: bytes[log.upperBound...]))
      return EventID(hasher.finalize())
    }
  }

  /// Creates the id written as 32 lower-case hexadecimal digits; nil for any other bytes.
  init?(hexadecimal digits: Span<UInt8>) {
    guard digits.count == 32, let first = digits.hexadecimal(at: 0),
      let second = digits.hexadecimal(at: 8), let third = digits.hexadecimal(at: 16),
      let fourth = digits.hexadecimal(at: 24)
    else { return nil }
    self.init(high: first << 32 | second, low: third << 32 | fourth)
  }
}

extension Span<UInt8> {
  /// The number that eight lower-case hexadecimal digits write, all at once.
  ///
  /// Letters lie 9 beyond the low half of their codes.
  @inline(__always)
  fileprivate func hexadecimal(at place: Int) -> UInt64? {
    let word = eight(at: place)
    let low = word & 0x7F7F_7F7F_7F7F_7F7F
    let isDigit = (low &+ 0x5050_5050_5050_5050) & ~(low &+ 0x4646_4646_4646_4646)
    let isLetter = (low &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(low &+ 0x1919_1919_1919_1919)
    guard (isDigit | isLetter) & ~word & 0x8080_8080_8080_8080 == 0x8080_8080_8080_8080 else {
      return nil
    }
    let letters = word >> 6 & 0x0101_0101_0101_0101
    var value = ((word & 0x0F0F_0F0F_0F0F_0F0F) &+ 9 &* letters).byteSwapped
    value = (value | value >> 4) & 0x00FF_00FF_00FF_00FF
    value = (value | value >> 8) & 0x0000_FFFF_0000_FFFF
    return (value | value >> 16) & 0xFFFF_FFFF
  }
}
