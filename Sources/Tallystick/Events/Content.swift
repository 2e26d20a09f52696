internal import TransparencyLog

/// What an event says, without its place in a log: the part that its id names.
public struct Content: Hashable, Sendable {
  /// The longest content line in bytes, so that the envelope always fits an entry.
  public static let longest = 64_000

  /// The type's word, known to this program or not.
  public let type: String

  /// The version of the type's shape, from 1.
  public let version: Int

  /// When it was stated; for a judgement, the day of judging.
  public let stated: Stated

  /// The fields of the type.
  public let body: JSONObject

  /// Creates content.
  public init(type: String, version: Int = 1, stated: Stated, body: JSONObject) {
    self.type = type
    self.version = version
    self.stated = stated
    self.body = body
  }

  /// The type, where this program knows it and its version.
  public var knownType: EventType? { EventType(type, version: version) }

  /// The object `{body, stated, type, v}`.
  public var json: JSONObject {
    [
      "body": .object(body), "stated": .string(stated.text), "type": .string(type),
      "v": .integer(Int64(version)),
    ]
  }

  /// The canonical bytes that the id is taken over (events/README.md).
  public var bytes: [UInt8] { CanonicalJSON.bytes(.object(json)) }

  /// The id: the first 16 bytes of the SHA-256 of ``bytes``.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public var id: EventID { EventID(hashing: bytes) }

  /// Lists what is wrong with the shape of the body; nothing for a type that is not known.
  public func problems() -> [Problem] {
    knownType?.fields(version: version).problems(of: body, at: "body") ?? []
  }

  /// The same in the lowest version of its type's shape that fits it; in the newest where none does,
  /// and as it is where the type or the version is not known.
  public func inLowestVersion() -> Content {
    guard let type = knownType, type.newestVersion > 1 else { return self }
    let lowest = (1..<type.newestVersion).first { version in
      type.fields(version: version).problems(of: body, at: "").isEmpty
    }
    return Content(
      type: self.type, version: lowest ?? type.newestVersion, stated: stated, body: body)
  }
}

extension EventID {
  /// Creates the id of content with these canonical bytes.
  package init(hashing bytes: [UInt8]) { self.init(Hash.of(bytes)) }

  /// Creates the id of content with these canonical bytes.
  init(hashing bytes: Span<UInt8>) {
    var hasher = SHA256()
    hasher.update(bytes)
    self.init(hasher.finalize())
  }

  /// Creates the id of content whose canonical bytes are these, one after the other.
  init(hashing start: Span<UInt8>, _ middle: Span<UInt8>, _ end: StaticString) {
    var hasher = SHA256()
    hasher.update(start)
    hasher.update(middle)
    end.withUTF8Buffer { hasher.update(UnsafeRawBufferPointer($0)) }
    self.init(hasher.finalize())
  }

  /// Creates the id of content whose canonical bytes have this hash.
  init(_ hash: Hash) { self.init(high: hash.first, low: hash.second) }
}
