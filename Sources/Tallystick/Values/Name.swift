/// The kinds of short names that events hold, each with the characters it may have.
public enum Name: String, CaseIterable, Sendable {
  /// A party to an agreement or handover, such as `RU`.
  case party

  /// The short id of a source, an agreement or a medium, such as `medinsky`.
  case shortID

  /// A word of a vocabulary that people may extend, such as `remains`.
  case word

  /// A label of an event or the name of a recorder, such as `PR-046`.
  case label

  /// A language tag as BCP 47 writes it, such as `uk` or `zh-Hant`.
  case language

  /// An event's id: 32 lower-case hexadecimal digits.
  case eventID

  /// A SHA-256 in 64 lower-case hexadecimal digits.
  case sha256

  /// A SHA-256 in base64url without padding, as SD-JWT writes a digest.
  case digest

  /// The public key by which a speaker signs, as a file `KEY.pub` has it, without the comment.
  case sshKey

  /// A speaker's signature: the base64 of an SSHSIG in one line, without BEGIN and END.
  case signature

  /// What such a name looks like, for messages.
  public var form: String {
    switch self {
    case .party: "a party of 1 to 16 of A-Z, 0-9 and -, first a letter (such as RU)"
    case .shortID: "a short id of 1 to 40 of a-z, 0-9 and -, first a letter or digit"
    case .word: "a word of 1 to 40 of a-z, 0-9 and _, first a letter (such as remains)"
    case .label: "a name of 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', first a letter or digit"
    case .language: "a language tag (such as uk or zh-Hant)"
    case .eventID: "an event id of 32 digits 0-9 and a-f"
    case .sha256: "a SHA-256 of 64 digits 0-9 and a-f"
    case .digest: "a digest of 43 base64url characters"
    case .sshKey:
      "an Ed25519 key of SSH: ssh-ed25519, a space and 68 characters of base64, without a comment"
    case .signature:
      "an SSH signature: what `ssh-keygen -Y sign` writes between BEGIN and END, in one line"
    }
  }

  /// The same as a regular expression (ECMA-262, as JSON Schema has them).
  public var pattern: String {
    switch self {
    case .party: "^[A-Z][A-Z0-9-]{0,15}$"
    case .shortID: "^[a-z0-9][a-z0-9-]{0,39}$"
    case .word: "^[a-z][a-z0-9_]{0,39}$"
    case .label: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
    case .language: "^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$"
    case .eventID: "^[0-9a-f]{32}$"
    case .sha256: "^[0-9a-f]{64}$"
    case .digest: "^[A-Za-z0-9_-]{43}$"
    case .sshKey: "^\(Name.keyStart)[A-P][A-Za-z0-9+/]{42}$"
    case .signature: "^\(Name.signatureStart)[A-Za-z0-9+/]{100,1000}={0,2}$"
    }
  }

  /// Whether `text` is such a name.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  public func matches(_ text: String) -> Bool { matches(text.utf8.span) }

  /// Whether these bytes are such a name.
  ///
  /// - Complexity: O(*n*) in their number.
  func matches(_ bytes: Span<UInt8>) -> Bool {
    guard !bytes.isEmpty else { return false }
    let first = bytes[0]
    switch self {
    case .party:
      return bytes.count <= 16 && first.isUpper
        && bytes.allSatisfy { $0.isUpper || $0.isDigit || $0 == UInt8(ascii: "-") }
    case .shortID:
      return bytes.count <= 40 && (first.isLower || first.isDigit)
        && bytes.allSatisfy { $0.isLower || $0.isDigit || $0 == UInt8(ascii: "-") }
    case .word:
      return bytes.count <= 40 && first.isLower
        && bytes.allSatisfy { $0.isLower || $0.isDigit || $0 == UInt8(ascii: "_") }
    case .label:
      return bytes.count <= 64 && first.isAlphanumeric && bytes.allSatisfy(\.isLabelByte)
    case .language: return Name.isLanguage(bytes)
    case .eventID: return bytes.count == 32 && bytes.allSatisfy(\.isLowerHex)
    case .sha256: return bytes.count == 64 && bytes.allSatisfy(\.isLowerHex)
    case .digest:
      return bytes.count == 43
        && bytes.allSatisfy {
          $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
        }
    case .sshKey: return Name.isKey(bytes)
    case .signature: return Name.isSignature(bytes)
    }
  }

  /// How the line of every Ed25519 key begins: the type, twice, and the length of the key.
  private static let keyStart = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"

  /// How the base64 of every SSHSIG begins: that word.
  private static let signatureStart = "U1NIU0lH"

  private static func isKey(_ bytes: Span<UInt8>) -> Bool {
    let start = keyStart.utf8.count
    guard bytes.count == start + 43, bytes.isText(keyStart, at: 0..<start) else { return false }
    let next = bytes[start]  // its first two bits end the length
    return next >= UInt8(ascii: "A") && next <= UInt8(ascii: "P")
      && bytes.extracting(start..<bytes.count).allSatisfy(\.isBase64)
  }

  private static func isSignature(_ bytes: Span<UInt8>) -> Bool {
    let start = signatureStart.utf8.count
    var end = bytes.count
    while end > 0, bytes[end - 1] == UInt8(ascii: "="), bytes.count - end < 2 { end -= 1 }
    return (start + 100...start + 1000).contains(end)
      && bytes.isText(signatureStart, at: 0..<start)
      && bytes.extracting(start..<end).allSatisfy(\.isBase64)
  }

  /// Whether `text` may be an event's label: a ``label`` that cannot be mistaken for an id.
  public static func isLabel(_ text: String) -> Bool { isLabel(text.utf8.span) }

  /// Whether these bytes may be an event's label.
  static func isLabel(_ bytes: Span<UInt8>) -> Bool {
    let looksLikeID = bytes.count >= 6 && bytes.allSatisfy(\.isLowerHex)
    return Name.label.matches(bytes) && !looksLikeID
  }

  private static func isLanguage(_ bytes: Span<UInt8>) -> Bool {
    var parts = 0
    var length = 0
    for place in 0...bytes.count {
      if place < bytes.count, bytes[place] != UInt8(ascii: "-") {
        guard parts == 0 ? bytes[place].isLower : bytes[place].isAlphanumeric else { return false }
        length += 1
      } else {
        guard (2...(parts == 0 ? 3 : 8)).contains(length) else { return false }
        parts += 1
        length = 0
      }
    }
    return parts <= 4
  }
}

extension Span<UInt8> {
  /// Whether `holds` is true of every byte.
  @inline(__always)
  func allSatisfy(_ holds: (UInt8) -> Bool) -> Bool {
    for place in indices where !holds(self[place]) { return false }
    return true
  }
}

extension UInt8 {
  package var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  package var isLower: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
  var isUpper: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
  package var isAlphanumeric: Bool { isDigit || isLower || isUpper }
  var isLowerHex: Bool { isDigit || (self >= UInt8(ascii: "a") && self <= UInt8(ascii: "f")) }

  var isBase64: Bool {
    isAlphanumeric || self == UInt8(ascii: "+") || self == UInt8(ascii: "/")
  }

  var isLabelByte: Bool {
    isAlphanumeric || self == UInt8(ascii: ".") || self == UInt8(ascii: "_")
      || self == UInt8(ascii: "-")
  }
}
