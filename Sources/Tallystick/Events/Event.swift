public import TransparencyLog

/// One entry of a record: content, and the place that the log gave it.
///
/// An entry is one line of canonical JSON (events/README.md), the bytes that are stored and hashed.
public struct Event: Hashable, Sendable {
  /// The longest entry in bytes, as a C2SP entry bundle holds them.
  public static let longest = 65_535

  /// The place in the log, from 1, without gaps.
  public let seq: Int

  /// The content's id.
  public let id: EventID

  /// The short name that people gave it.
  public let label: String?

  /// When the log took it; strictly increasing with ``seq``.
  public let recorded: Instant

  /// The name that its recorder chose.
  public let recorder: String

  /// What it says.
  public let content: Content

  /// Creates an entry.
  public init(
    seq: Int, id: EventID, label: String?, recorded: Instant, recorder: String, content: Content
  ) {
    self.seq = seq
    self.id = id
    self.label = label
    self.recorded = recorded
    self.recorder = recorder
    self.content = content
  }

  /// The canonical bytes of the entry.
  public var bytes: [UInt8] {
    var json = content.json
    json["id"] = .string(id.description)
    if let label { json["label"] = .string(label) }
    json["recorded"] = .string(recorded.description)
    json["recorder"] = .string(recorder)
    json["seq"] = .integer(Int64(seq))
    return CanonicalJSON.bytes(.object(json))
  }
}

extension Event {
  /// The same as ``bytes``, put together around the canonical bytes of the content, which whoever
  /// appends has made to take the id.
  ///
  /// The content is `{body, stated, type, v}`, and the fields of the log stand between the first and
  /// the second of these.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  func bytes(around content: [UInt8]) -> [UInt8] {
    var end: [UInt8] = []
    end.append(contentsOf: ",\"stated\":".utf8)
    CanonicalJSON.append(self.content.stated.text, to: &end)
    end.append(contentsOf: ",\"type\":".utf8)
    CanonicalJSON.append(self.content.type, to: &end)
    end.append(contentsOf: ",\"v\":\(self.content.version)}".utf8)

    let place = LogPlace(seq: seq, id: id, label: label, recorded: recorded, recorder: recorder)
    return place.entry(around: content, bodyEnd: content.count - end.count)
  }
}

extension Event {
  /// Reads an entry from its bytes.
  ///
  /// The id is read, not re-derived, and the body is not checked against its shape.
  ///
  /// - Throws: `FormatError` when the bytes are no entry.
  /// - Complexity: O(*n*) in the number of bytes.
  public init(decoding bytes: [UInt8]) throws(FormatError) {
    let json: JSONValue
    do {
      json = try JSONValue(parsing: bytes)
    } catch {
      throw FormatError(error.reason, at: error.offset)
    }
    guard let object = json.object else { throw FormatError("an entry is a JSON object") }
    try self.init(json: object)
  }

  /// Reads an entry from its JSON object.
  ///
  /// - Throws: `FormatError` when a field of the envelope is missing or malformed.
  public init(json object: JSONObject) throws(FormatError) {
    guard let seq = object["seq"]?.integer, seq > 0 else {
      throw FormatError("an entry has a seq from 1")
    }
    guard let id = (object["id"]?.string).flatMap({ EventID($0) }) else {
      throw FormatError("an entry has an id of 32 digits 0-9 and a-f")
    }
    guard let recorded = object["recorded"]?.string else {
      throw FormatError("an entry has a time of recording")
    }
    guard let recorder = object["recorder"]?.string, Name.label.matches(recorder) else {
      throw FormatError("an entry has a recorder: \(Name.label.form)")
    }
    let label = object["label"]?.string
    guard label.map(Name.isLabel) ?? (object["label"] == nil) else {
      throw FormatError("\(quoted(label ?? "")) is no label: \(Name.label.form)")
    }
    self.init(
      seq: Int(seq), id: id, label: label, recorded: try Instant(parsing: recorded),
      recorder: recorder, content: try Content(json: object))
  }
}

extension Content {
  /// Reads the fields `body`, `stated`, `type` and `v` (1 when absent) of an object.
  ///
  /// - Throws: `FormatError` when one is missing or malformed.
  public init(json object: JSONObject) throws(FormatError) {
    guard let type = object["type"]?.string, Name.word.matches(type) else {
      throw FormatError("type is required: one of \(EventType.list)")
    }
    let version = object["v"] ?? 1
    guard case .integer(let version) = version, (1...1_000_000).contains(version) else {
      throw FormatError("v is the version of the type's shape, a whole number from 1")
    }
    guard let stated = object["stated"]?.string else {
      throw FormatError("stated is required: an EDTF date or an RFC 3339 instant")
    }
    guard let body = object["body"]?.object else {
      throw FormatError("body is required: an object with the fields of the type")
    }
    self.init(
      type: type, version: Int(version), stated: try Stated(parsing: stated), body: body)
  }
}

extension EventType {
  /// The words of all types, for messages.
  package static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
