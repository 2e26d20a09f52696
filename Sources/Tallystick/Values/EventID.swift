/// The name of an event by its content: the first 16 bytes of a SHA-256.
///
/// The hash is taken over the canonical bytes of `{body, stated, type, v}`.
public struct EventID: Hashable, Sendable {
  /// The first eight bytes, big-endian.
  public let high: UInt64

  /// The last eight bytes, big-endian.
  public let low: UInt64

  /// Creates the id of these two words, each read big-endian.
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Creates the id whose bytes are the first 16 of `bytes`; nil when there are fewer.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count >= 16 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    for (place, byte) in bytes.prefix(16).enumerated() {
      if place < 8 {
        words.0 = words.0 << 8 | UInt64(byte)
      } else {
        words.1 = words.1 << 8 | UInt64(byte)
      }
    }
    (high, low) = words
  }

  /// Creates the id written as 32 lower-case hexadecimal digits; nil for any other text.
  public init?(_ text: String) {
    guard Name.eventID.matches(text) else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    for (place, digit) in text.utf8.enumerated() {
      let value = UInt64(digit.isDigit ? digit - 48 : digit - 87)
      if place < 16 {
        words.0 = words.0 << 4 | value
      } else {
        words.1 = words.1 << 4 | value
      }
    }
    (high, low) = words
  }

  /// The 16 bytes.
  public var bytes: [UInt8] {
    [high, low].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
  }

  /// The first eight digits, enough for people in most records.
  public var short: String { String(description.prefix(8)) }
}

extension EventID {
  /// Feeds the first eight bytes into `hasher`: of a SHA-256 they are as good as all of them.
  public func hash(into hasher: inout Hasher) { hasher.combine(high) }
}

extension EventID: Comparable {
  /// Whether `left` stands before `right` in the order of their bytes.
  public static func < (left: EventID, right: EventID) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

extension EventID: CustomStringConvertible {
  /// The 32 lower-case hexadecimal digits.
  public var description: String {
    var digits: [UInt8] = []
    digits.reserveCapacity(32)
    append(to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  /// Appends the digits of ``description``.
  func append(to digits: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { buffer in
      for place in 0..<32 {
        let word = place < 16 ? high : low
        let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (place % 16))) & 15
        buffer[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
      }
      digits.append(contentsOf: buffer)
    }
  }
}

extension Collection<UInt8> {
  /// The bytes as lower-case hexadecimal digits, two for each.
  public var lowerHex: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(count * 2)
    for byte in self {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
