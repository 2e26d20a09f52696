public import TransparencyLog

/// An event as somebody hands it in, before the log has decided about it.
public struct Draft: Hashable, Sendable {
  /// What it says; references to labels (`"@PR-046"`) not yet resolved.
  public let content: Content

  /// The label that it is to have.
  public let label: String?

  /// The id that it claims to have, where a whole entry was handed in.
  public let id: EventID?

  /// The line of the file that it stands in, from 1.
  public let line: Int?

  /// The fields of the body whose values are to be sealed, such as `quote` or `claim.place`.
  public let sealed: [String]

  /// Creates a draft.
  public init(
    _ content: Content, label: String? = nil, id: EventID? = nil, line: Int? = nil,
    sealed: [String] = []
  ) {
    self.content = content
    self.label = label
    self.id = id
    self.line = line
    self.sealed = sealed
  }

  /// The word of its type.
  public var type: String { content.type }
}

extension Draft {
  /// Reads a content line `{"type","stated","body"}` with `label`, `sealed` and `v` if given, or a
  /// whole entry, whose `seq`, `recorded` and `recorder` are left aside: the log sets them anew.
  ///
  /// - Throws: `FormatError` when the line is neither.
  /// - Complexity: O(*n*) in the number of bytes.
  public init(line bytes: [UInt8], number: Int? = nil) throws(FormatError) {
    try self.init(try Draft.json(bytes), number: number)
  }

  /// Reads the JSON of a line.
  static func json(_ bytes: [UInt8]) throws(FormatError) -> JSONValue {
    do {
      return try JSONValue(parsing: bytes)
    } catch {
      throw FormatError(error.description)
    }
  }

  init(_ json: JSONValue, number: Int?) throws(FormatError) {
    guard let object = json.object else {
      throw FormatError("a line is one JSON object {\"type\":…,\"stated\":…,\"body\":{…}}")
    }
    for name in ["draft", "gap", "article"] where object[name] != nil {
      throw FormatError(
        "a line with \(quoted(name)) is read off an article, and nobody has accepted it: go through "
          + "the file with `tally review`")
    }
    for member in object.members where !Draft.fields.contains(member.name) {
      throw FormatError(
        "there is no field \(quoted(member.name)) beside type, stated, body, label, sealed and v")
    }
    let content = try Content(json: object)
    let id: EventID?
    if let text = object["id"] {
      guard let read = text.string.flatMap({ EventID($0) }) else {
        throw FormatError("id is 32 digits 0-9 and a-f; leave it out of a content line")
      }
      id = read
    } else {
      id = nil
    }
    let label = object["label"]
    guard label == nil || label?.string != nil else { throw FormatError("label is text") }
    self.init(
      content, label: label?.string, id: id, line: number,
      sealed: try Draft.sealed(object["sealed"]))
  }

  private static let fields: Set = [
    "body", "id", "label", "recorded", "recorder", "sealed", "seq", "stated", "type", "v",
  ]

  private static func sealed(_ value: JSONValue?) throws(FormatError) -> [String] {
    guard let value else { return [] }
    if let problem = Shape.fieldNames.problems(of: value, at: "sealed").first {
      throw FormatError(problem.description)
    }
    return (value.array ?? []).compactMap(\.string)
  }
}

/// Why an event was not taken: what is wrong and what to do, as a sentence.
public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sentence.
  public let description: String

  /// The line of the file, from 1.
  public let line: Int?

  /// Creates a refusal.
  public init(_ description: String, line: Int? = nil) {
    self.description = description
    self.line = line
  }
}
