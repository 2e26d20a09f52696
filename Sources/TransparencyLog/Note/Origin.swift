/// The name of a log, which is also the name of its key: up to 255 visible ASCII characters
/// without `+`, best a URL without scheme such as `example.org/returns-2025`.
public struct Origin: Hashable, Sendable {
  /// The most characters that an origin can have.
  public static let maxCount = 255

  /// The origin.
  public let text: String

  /// Creates an origin.
  ///
  /// - Throws: When `text` is empty, too long, or holds another character.
  public init(_ text: String) throws(FormatError) {
    try self.init(bytes: text.utf8)
  }

  /// Creates an origin of its ASCII bytes.
  init(bytes: some Collection<UInt8>) throws(FormatError) {
    guard !bytes.isEmpty else { throw FormatError("an origin is not empty") }
    for (offset, byte) in bytes.enumerated() {
      guard (0x21...0x7e).contains(byte), byte != UInt8(ascii: "+") else {
        throw FormatError("an origin is ASCII without spaces and \"+\"", at: offset)
      }
    }
    guard bytes.count <= Self.maxCount else {
      throw FormatError("an origin has at most 255 characters", at: Self.maxCount)
    }
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// Whether it lies under the reserved domain `.test` (RFC 6761 §6.2), whose records may have a clock
  /// of their own: every checkpoint shows it.
  public var isTest: Bool {
    let host = text.utf8.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":") }
    return host.split(separator: UInt8(ascii: ".")).last?.elementsEqual("test".utf8) ?? false
  }

  /// The part up to the first slash: of an origin that is a URL without scheme the domain.
  ///
  /// Signatures of people by their SSH keys are made for it.
  public var domain: String {
    String(decoding: text.utf8.prefix { $0 != UInt8(ascii: "/") }, as: UTF8.self)
  }

  /// Whether `name` is this origin.
  public func isName(_ name: KeyName) -> Bool { text.utf8.elementsEqual(name.text.utf8) }
}

extension Origin: CustomStringConvertible {
  /// The origin.
  public var description: String { text }
}
