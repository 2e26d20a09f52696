public import TransparencyLog

/// A sealed value with its salt and its name, as SD-JWT writes one (RFC 9901 §4.2.1).
///
/// An event holds only the ``digest``. Whoever is handed the ``text`` can see that the digest is
/// that of this value; whoever has neither cannot find the value by trying, as the salt is not to
/// be guessed.
public struct Disclosure: Hashable, Sendable {
  /// The fewest bytes of a salt: 128 bits (RFC 9901 §9.3).
  public static let saltSize = 16

  /// The name of the field.
  public let name: String

  /// The value of the field.
  public let value: JSONValue

  /// The base64url of the JSON array of salt, name and value, which is what is handed out.
  public let text: String

  /// Seals a value with a salt that was drawn for it alone.
  ///
  /// - Throws: `FormatError` for a salt of fewer than ``saltSize`` bytes.
  /// - Complexity: O(*n*) in the size of the value.
  public init(
    sealing value: JSONValue, as name: String, salt: [UInt8]
  ) throws(FormatError) {
    guard salt.count >= Disclosure.saltSize else {
      throw FormatError(
        "a salt has at least \(Disclosure.saltSize) bytes, and this has \(salt.count)")
    }
    let array: JSONValue = [.string(Base64.url.encode(salt)), .string(name), value]
    self.name = name
    self.value = value
    text = Base64.url.encode(CanonicalJSON.bytes(array))
  }

  /// Reads what was handed out; the JSON in it may be written in any way.
  ///
  /// - Throws: `FormatError` for text that is no base64url of an array of salt, name and value.
  /// - Complexity: O(*n*) in the length of the text.
  public init(parsing text: String) throws(FormatError) {
    let array: [JSONValue]?
    do {
      array = try JSONValue(parsing: try Base64.url.decode(text)).array
    } catch let error as JSONError {
      throw FormatError("the disclosure holds no JSON: \(error.reason)")
    } catch {
      throw FormatError("the disclosure is no base64url")
    }
    guard let array, array.count == 3, array[0].string != nil, let name = array[1].string else {
      throw FormatError("a disclosure is an array of a salt, a name and a value")
    }
    self.name = name
    self.value = array[2]
    self.text = text
  }

  /// The digest that the event holds: base64url of SHA-256 over the text (RFC 9901 §4.2.3).
  ///
  /// - Complexity: O(*n*) in the length of the text.
  public var digest: String { Disclosure.digest(of: text.utf8) }

  /// The digest of a disclosure's text.
  static func digest(of text: some Sequence<UInt8>) -> String {
    Base64.url.encode(Hash.of(Array(text)).bytes)
  }
}
