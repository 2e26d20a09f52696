/// The one way to write a value as bytes: RFC 8785 JSON, restricted to the types of ``JSONValue``.
///
/// Members stand in the order of their names' UTF-8 bytes. RFC 8785 orders by UTF-16 code units,
/// which is the same for the keys of events (`a-z`, `0-9`, `_`), and differs only where one name
/// has a character beyond U+FFFF and another one of U+E000–U+FFFF.
public enum CanonicalJSON {
  /// Returns the canonical bytes of a value.
  ///
  /// ``JSONValue/null`` is written `null`, and an integer with all its digits; of the values that
  /// keep within ``JSONLimits/event`` the reader makes the same value again.
  ///
  /// - Complexity: O(*n*) in the bytes written.
  public static func bytes(_ value: JSONValue) -> [UInt8] {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return bytes
  }

  /// Appends the canonical bytes of a value.
  ///
  /// - Complexity: O(*n*) in the bytes written.
  public static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let number): bytes.append(contentsOf: String(number).utf8)
    case .string(let text): append(text, to: &bytes)
    case .array(let elements): append(elements, to: &bytes)
    case .object(let object): append(object, to: &bytes)
    }
  }

  /// Returns whether bytes are JSON within the limits, written in the canonical way.
  ///
  /// - Complexity: O(*n*).
  public static func isCanonical(_ bytes: [UInt8], limits: JSONLimits = .event) -> Bool {
    guard let value = try? JSONValue(parsing: bytes, limits: limits) else { return false }
    return self.bytes(value) == bytes
  }

  private static func append(_ elements: [JSONValue], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(element, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private static func append(_ object: JSONObject, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    for (index, member) in object.members.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(member.name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      append(member.value, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// Appends a string with its quotes (RFC 8785 §3.2.2.2).
  package static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    if needsEscape(text.utf8.span) {
      for byte in text.utf8 { appendEscaped(byte, to: &bytes) }
    } else {
      var text = text
      text.withUTF8 { bytes.append(contentsOf: $0) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func needsEscape(_ text: Span<UInt8>) -> Bool {
    for index in text.indices {
      let byte = text[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return true }
    }
    return false
  }

  private static func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
    case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
    case 0x08: bytes.append(contentsOf: "\\b".utf8)
    case 0x09: bytes.append(contentsOf: "\\t".utf8)
    case 0x0A: bytes.append(contentsOf: "\\n".utf8)
    case 0x0C: bytes.append(contentsOf: "\\f".utf8)
    case 0x0D: bytes.append(contentsOf: "\\r".utf8)
    case 0..<0x20:
      bytes.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
      bytes.append(contentsOf: String(byte, radix: 16).utf8)
    default: bytes.append(byte)
    }
  }
}
