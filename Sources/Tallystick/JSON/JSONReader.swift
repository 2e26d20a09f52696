/// What a reader of JSON accepts beyond the grammar.
public struct JSONLimits: Sendable, Hashable {
  /// The names that members of an object may have.
  public enum Keys: Sendable, Hashable {
    /// One or more of `a-z`, `0-9` and `_`, so that every order of keys is the same order.
    case plain

    /// Any text, the empty one included.
    case any
  }

  /// The limits of an event: 65,535 bytes, plain keys.
  public static let event = JSONLimits(sizeInBytes: 65_535)

  /// How deep arrays and objects may be nested; the outermost is the first.
  public static let depth = 32

  /// The most bytes that an input may have.
  public let sizeInBytes: Int

  /// The names that members may have.
  public let keys: Keys

  /// Whether `null` is read: it stands in reports, and in no event.
  public let allowsNull: Bool

  /// Creates limits.
  public init(sizeInBytes: Int, keys: Keys = .plain, allowsNull: Bool = false) {
    self.sizeInBytes = sizeInBytes
    self.keys = keys
    self.allowsNull = allowsNull
  }
}

extension JSONValue {
  /// Reads one JSON value (RFC 8259), canonical or not, with white space around it or not.
  ///
  /// - Throws: `JSONError` for input that is no JSON, is not UTF-8, begins with a byte order
  ///   mark, exceeds the limits or ``JSONLimits/depth``, or holds `null` where the limits do not
  ///   allow it, `-0`, a number with a fraction or an exponent or beyond 2^53−1 either way, a key
  ///   twice in one object (compared by bytes after unescaping), or an escape of half a surrogate
  ///   pair.
  /// - Complexity: O(*n*); O(*n* log *n*) where keys are out of order.
  public init(parsing bytes: [UInt8], limits: JSONLimits = .event) throws(JSONError) {
    try self.init(parsing: bytes.span, limits: limits)
  }

  /// Reads one JSON value from bytes that somebody else holds; otherwise as from an array.
  ///
  /// - Throws: `JSONError`, as when reading from an array.
  /// - Complexity: O(*n*); O(*n* log *n*) where keys are out of order.
  public init(parsing bytes: Span<UInt8>, limits: JSONLimits = .event) throws(JSONError) {
    var reader = JSONReader(limits: limits)
    self = try reader.document(in: bytes)
  }
}

/// A place in some bytes, which moves forward as values are read.
///
/// Every function is handed the same bytes: a stored span would need a lifetime annotation.
struct JSONReader {
  let limits: JSONLimits
  var index = 0
  private var depth = 0

  init(limits: JSONLimits) { self.limits = limits }

  /// Reads the value that is the whole input.
  mutating func document(in bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    if bytes.count > limits.sizeInBytes {
      let reason = "the input is longer than \(limits.sizeInBytes) bytes"
      throw JSONError(reason, at: limits.sizeInBytes, in: bytes)
    }
    if bytes.isEmpty { throw JSONError("the input is empty", at: 0, in: bytes) }
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      throw JSONError("the input begins with a byte order mark; leave it out", at: 0, in: bytes)
    }
    let value = try value(in: bytes)
    skipSpace(in: bytes)
    if index < bytes.count {
      throw JSONError("something follows the value; leave it out", at: index, in: bytes)
    }
    return value
  }

  private mutating func value(in bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    skipSpace(in: bytes)
    guard index < bytes.count else {
      throw JSONError("the input ends where a value should stand", at: index, in: bytes)
    }
    switch bytes[index] {
    case UInt8(ascii: "\""): return .string(try string(in: bytes))
    case UInt8(ascii: "{"): return .object(try object(in: bytes))
    case UInt8(ascii: "["): return .array(try array(in: bytes))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .integer(try integer(in: bytes))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): return try word(in: bytes)
    default: throw JSONError("no JSON value begins here", at: index, in: bytes)
    }
  }

  private mutating func array(in bytes: Span<UInt8>) throws(JSONError) -> [JSONValue] {
    try enter(in: bytes)
    var elements: [JSONValue] = []
    if leave(UInt8(ascii: "]"), in: bytes) { return elements }
    while true {
      elements.append(try value(in: bytes))
      if leave(UInt8(ascii: "]"), in: bytes) { return elements }
      try expect(UInt8(ascii: ","), "a comma or ] should stand here", in: bytes)
    }
  }

  private mutating func object(in bytes: Span<UInt8>) throws(JSONError) -> JSONObject {
    try enter(in: bytes)
    var members = JSONMembers()
    if leave(UInt8(ascii: "}"), in: bytes) { return JSONObject() }
    while true {
      skipSpace(in: bytes)
      let offset = index
      let name = try key(in: bytes)
      try expect(UInt8(ascii: ":"), "a colon should stand here", in: bytes)
      members.append(name, try value(in: bytes), at: offset)
      if leave(UInt8(ascii: "}"), in: bytes) { break }
      try expect(UInt8(ascii: ","), "a comma or } should stand here", in: bytes)
    }
    if let offset = members.sort() {
      throw JSONError("this key stands twice in one object", at: offset, in: bytes)
    }
    return JSONObject(sorted: members.members)
  }

  /// Steps over an opening bracket.
  private mutating func enter(in bytes: Span<UInt8>) throws(JSONError) {
    if depth == JSONLimits.depth {
      let reason = "arrays and objects are nested more than \(JSONLimits.depth) deep"
      throw JSONError(reason, at: index, in: bytes)
    }
    depth += 1
    index += 1
  }

  /// Steps over the closing bracket if it is what comes next.
  private mutating func leave(_ bracket: UInt8, in bytes: Span<UInt8>) -> Bool {
    skipSpace(in: bytes)
    guard index < bytes.count, bytes[index] == bracket else { return false }
    depth -= 1
    index += 1
    return true
  }

  private mutating func expect(
    _ byte: UInt8, _ reason: StaticString, in bytes: Span<UInt8>
  ) throws(JSONError) {
    skipSpace(in: bytes)
    guard index < bytes.count, bytes[index] == byte else {
      throw JSONError(reason.description, at: index, in: bytes)
    }
    index += 1
  }

  private mutating func skipSpace(in bytes: Span<UInt8>) {
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): index += 1
      default: return
      }
    }
  }
}
