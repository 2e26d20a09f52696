public import TransparencyLog

/// What a person types to mean one event of the record.
///
/// `#12` is a place, six or more hexadecimal digits begin an id, anything else is a label.
public enum Reference: Hashable, Sendable {
  /// The event at this place of the log, from 1.
  case seq(Int)

  /// The event whose id begins with these 6 to 32 lower-case hexadecimal digits.
  case id(prefix: String)

  /// The event with this label.
  case label(String)

  /// Reads a reference; a label may be written with or without a leading `@`.
  ///
  /// - Throws: `FormatError` when the text is none of the three.
  public init(parsing text: String) throws(FormatError) {
    let bytes = text.utf8
    if bytes.first == UInt8(ascii: "#") {
      let digits = bytes.dropFirst()
      guard (1...15).contains(digits.count), digits.allSatisfy(\.isDigit),
        digits.first != UInt8(ascii: "0"), let seq = Int(String(text.dropFirst()))
      else {
        throw FormatError("\(quoted(text)) is no place in the log: write # and its number, as #12")
      }
      self = .seq(seq)
    } else if (6...32).contains(bytes.count), bytes.allSatisfy(\.isLowerHex) {
      self = .id(prefix: text)
    } else {
      let name = bytes.first == UInt8(ascii: "@") ? String(text.dropFirst()) : text
      guard Name.isLabel(name) else {
        throw FormatError(
          "\(quoted(text)) names no event: write #12, an id's first 6 or more digits, or a label")
      }
      self = .label(name)
    }
  }
}

extension Reference: CustomStringConvertible {
  /// The reference as a person types it.
  public var description: String {
    switch self {
    case .seq(let seq): "#\(seq)"
    case .id(let prefix): prefix
    case .label(let label): label
    }
  }
}
