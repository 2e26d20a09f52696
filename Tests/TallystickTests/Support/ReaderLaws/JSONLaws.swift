import Tallystick

/// Laws of JSON, of entries and of content lines.
enum JSONLaws {
  static func check(_ bytes: [UInt8]) throws {
    try checkValue(bytes)
    if let event = try reading(bytes.count, { try Event(decoding: bytes) }) {
      try hold(try Event(decoding: event.bytes) == event, "an entry that was printed is read")
      try hold(CanonicalJSON.isCanonical(event.bytes), "an entry is printed canonically")
      try checkContent(event.content)
    }
    if let draft = try reading(bytes.count, { try Draft(line: bytes, number: 7) }) {
      try checkDraft(draft)
      try checkContent(draft.content)
    }
  }

  private static func checkValue(_ bytes: [UInt8]) throws {
    let value: JSONValue
    let any = JSONLimits(sizeInBytes: JSONLimits.event.sizeInBytes, keys: .any)
    do {
      value = try JSONValue(parsing: bytes, limits: any)
    } catch {
      try checkRefusal(error, of: bytes)
      let plain = try? JSONValue(parsing: bytes)
      return try hold(plain == nil, "stricter limits let nothing more through")
    }
    let canonical = CanonicalJSON.bytes(value)
    try hold(canonical.count <= bytes.count, "the canonical form is the shortest")
    try hold(
      try JSONValue(parsing: canonical, limits: any) == value, "a value that was printed is read")
    try hold(CanonicalJSON.isCanonical(canonical, limits: any), "canonical of canonical is itself")
    try hold(
      CanonicalJSON.isCanonical(bytes, limits: any) == (canonical == bytes),
      "what is canonical prints back")
    let roomy = JSONLimits(sizeInBytes: 10_000_000, keys: .any)
    let indented = try JSONValue(parsing: Array(value.indented.utf8), limits: roomy)
    try hold(indented == value, "the form for people has the same value")
    guard let plain = try? JSONValue(parsing: bytes) else { return }
    try hold(plain == value, "stricter limits read the same value")
  }

  private static func checkRefusal(_ error: JSONError, of bytes: [UInt8]) throws {
    try hold((0...bytes.count).contains(error.offset), "a refusal points into the input: \(error)")
    let before = bytes[..<error.offset]
    let line = 1 + before.count { $0 == 10 }
    let start = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
    try hold(error.line == line, "a refusal names its line: \(error)")
    try hold(error.column == error.offset - start + 1, "a refusal names its column: \(error)")
  }

  private static func checkContent(_ content: Content) throws {
    guard case .object(let json) = try JSONValue(parsing: content.bytes) else {
      throw BrokenLaw(description: "content is an object")
    }
    let again = try Content(json: json)
    try hold(again == content && again.id == content.id, "content that was printed is read")
    guard let type = content.knownType, content.problems().isEmpty else { return }
    // What has its shape can be read; nothing is left to fail when a report is made.
    do {
      _ = try Deed(type, body: content.body)
    } catch {
      throw BrokenLaw(description: "a body without problems is read: \(error)")
    }
  }

  private static func checkDraft(_ draft: Draft) throws {
    var line = draft.content.json
    line["label"] = draft.label.map(JSONValue.string)
    line["id"] = draft.id.map { .string($0.description) }
    let again = try Draft(line: CanonicalJSON.bytes(.object(line)), number: 7)
    try hold(again == draft, "a line that was printed is read")
    try holdSame(again.label ?? "", draft.label ?? "", "a label is kept")
  }
}
