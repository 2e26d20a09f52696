/// A public key as SSH writes it (RFC 4253 §6.6): a type and bytes that begin with it.
public struct SSHKey: Hashable, Sendable {
  /// The type, such as `ssh-ed25519`: ASCII without spaces and quotation marks.
  public let type: String

  /// The bytes, the type in them.
  public let blob: [UInt8]

  /// Creates a key of its bytes.
  ///
  /// - Throws: When they do not begin with a type.
  public init(blob: [UInt8]) throws(FormatError) {
    var fields = SSHFields(blob)
    guard let name = fields.string(), (1...64).contains(name.count),
      name.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "\"") })
    else { throw FormatError("an SSH key begins with its type") }
    type = String(decoding: name, as: UTF8.self)
    self.blob = blob
  }

  /// Creates a key of a line as it stands in `KEY.pub`: type, base64, and perhaps a comment.
  ///
  /// - Throws: When `line` is no such line.
  public init(line: [UInt8]) throws(FormatError) {
    let fields = line.split { $0 == UInt8(ascii: " ") || $0 == NoteLines.newline }
    guard fields.count >= 2 else { throw FormatError("a public key is a type and base64") }
    try self.init(blob: Base64.standard.decode(fields[1]))
    guard type.utf8.elementsEqual(fields[0]) else {
      throw FormatError("the public key says that it is of the type \(quoted(type))")
    }
  }

  /// The type of Ed25519 keys (RFC 8709 §4), the only one of which signatures are checked here.
  public static let ed25519Type = "ssh-ed25519"

  /// The 32 bytes of an Ed25519 key (RFC 8709 §4).
  ///
  /// It is nil for a key of another type, for one with bytes too many or too few, and for one of
  /// small order, under which one signature fits many messages.
  public var ed25519: [UInt8]? {
    var fields = SSHFields(blob)
    guard let name = fields.string(), name.elementsEqual(Self.ed25519Type.utf8),
      let key = fields.string(), key.count == Ed25519.keyByteCount, fields.rest.isEmpty,
      !Ed25519.isOfSmallOrder(Array(key))
    else { return nil }
    return Array(key)
  }

  /// The type and base64.
  public var line: String { "\(type) \(Base64.standard.encode(blob))" }

  /// The fingerprint as `ssh-keygen -l` prints it.
  public var fingerprint: String {
    let digits = Hash.of(blob).base64
    return "SHA256:\(digits.prefix { $0 != "=" })"
  }
}

/// The fields of a message of SSH (RFC 4251 §5), from the left.
struct SSHFields {
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// Takes as many bytes.
  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  /// Takes a number of 32 bits.
  mutating func number() -> Int? { take(4).map { $0.reduce(0) { $0 << 8 | Int($1) } } }

  /// Takes a length and as many bytes.
  mutating func string() -> ArraySlice<UInt8>? { number().flatMap { take($0) } }

  /// A length and as many bytes.
  static func string(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let length = UInt32(truncatingIfNeeded: bytes.count)
    return withUnsafeBytes(of: length.bigEndian) { Array($0) } + bytes
  }
}
