extension Decide {
  /// The content of a draft with every `"@LABEL"` replaced by the id of the event that it names, and
  /// every count that is given as text, such as `"about 600"`, by its form.
  ///
  /// - Throws: ``Refusals`` for a label that names no event so far, and for a text that is no count.
  func resolved(_ draft: Draft) throws -> Content {
    guard draft.content.body.holdsMention, let type = draft.content.knownType else {
      return draft.content
    }
    var fields = type.fields
    var body = try replaced(draft.content.body, fields, draft)
    if type == .amendment, let of = (body["of"]?.string).flatMap({ EventID($0) }),
      let target = try record.event(of)?.content.knownType, let set = body["set"]?.object
    {
      fields = target.fields
      body["set"] = .object(try replaced(set, fields, draft))
    }
    return Content(
      type: draft.content.type, version: draft.content.version, stated: draft.content.stated,
      body: body)
  }

  private func replaced(
    _ object: JSONObject, _ fields: Fields, _ draft: Draft
  ) throws -> JSONObject {
    var result = object
    for member in object.members {
      guard let field = fields[member.name] else { continue }
      result[member.name] = try replaced(member.value, field.shape, draft)
    }
    return result
  }

  private func replaced(_ value: JSONValue, _ shape: Shape, _ draft: Draft) throws -> JSONValue {
    switch (shape, value) {
    case (.name(.eventID), .string(let text)): try replaced(text, draft)
    case (.count, .string(let text)), (.amount, .string(let text)): try count(text, draft)
    case (.either(let shapes), .string(let text)) where shapes.contains(where: \.isAmount):
      try count(text, draft)
    case (.either(let shapes), .string) where shapes.contains(where: \.isEventID):
      try replaced(value, .name(.eventID), draft)
    case (.either(let shapes), .array):
      try shapes.lazy.filter(\.isList).first.map { try replaced(value, $0, draft) } ?? value
    case (.list(let element, _), .array(let values)):
      .array(try values.map { try replaced($0, element, draft) })
    case (.object(let fields), .object(let object)):
      .object(try replaced(object, fields, draft))
    default: value
    }
  }

  private func count(_ text: String, _ draft: Draft) throws -> JSONValue {
    do {
      return .object(try Count(parsing: text).json)
    } catch {
      throw refusal(draft, "\(error).")
    }
  }

  private func replaced(_ text: String, _ draft: Draft) throws -> JSONValue {
    guard text.utf8.first == UInt8(ascii: "@") else { return .string(text) }
    let label = String(text.dropFirst())
    guard Name.isLabel(label) else { return .string(text) }
    guard let id = try record.id(ofLabel: label) else {
      throw refusal(
        draft,
        "@\(label) names no event of the record and no earlier line; append that event first.")
    }
    return .string(id.description)
  }
}

extension JSONObject {
  /// Whether some text in it begins with `@`, as the name of a label does, or is given for a count.
  fileprivate var holdsMention: Bool {
    members.contains { $0.value.holdsMention || $0.name == "count" && $0.value.string != nil }
  }
}

extension JSONValue {
  fileprivate var holdsMention: Bool {
    switch self {
    case .string(let text): text.utf8.first == UInt8(ascii: "@")
    case .array(let values): values.contains(where: \.holdsMention)
    case .object(let object): object.holdsMention
    default: false
    }
  }
}

extension Shape {
  /// Whether it is a number, once or for each day, week or month.
  package var isAmount: Bool {
    if case .amount = self { true } else { false }
  }

  fileprivate var isEventID: Bool {
    if case .name(.eventID) = self { true } else { false }
  }

  fileprivate var isList: Bool {
    if case .list = self { true } else { false }
  }
}
