internal import TransparencyLog

extension Shape {
  /// Lists what is wrong with `value`, which stands at `path`; nothing when it fits.
  ///
  /// - Complexity: O(*n*) in the size of the value, but O(*k*²) in the length of each list.
  public func problems(
    of value: JSONValue, at path: @autoclosure () -> String
  ) -> [Problem] {
    switch (self, value) {
    case (.text(let most), .string(let text)): Shape.problems(ofText: text, most: most, at: path)
    case (.name(let name), .string(let text)):
      name.matches(text) ? [] : [Problem(path(), "\(quoted(text)) is not \(name.form)")]
    case (.date, .string(let text)):
      Shape.problem(at: path) { () throws(FormatError) in
        _ = try EDTFDate(parsing: text)
      }
    case (.stated, .string(let text)):
      Shape.problem(at: path) { () throws(FormatError) in
        _ = try Stated(parsing: text)
      }
    case (.count, .object(let object)): Shape.problems(ofCount: object, mayRecur: false, at: path)
    case (.amount, .object(let object)): Shape.problems(ofCount: object, mayRecur: true, at: path)
    case (.choice(let words), .string(let text)):
      words.contains(text)
        ? [] : [Problem(path(), "\(quoted(text)) is not one of \(words.joined(separator: ", "))")]
    case (.yes, .bool(true)): []
    case (.integer(let range), .integer(let number)):
      range.contains(number)
        ? [] : [Problem(path(), "\(number) is not from \(range.lowerBound) to \(range.upperBound)")]
    case (.list(let shape, let most), .array(let values)):
      Shape.problems(ofList: values, each: shape, most: most, at: path)
    case (.either(let shapes), _): Shape.problems(of: value, either: shapes, at: path)
    case (.object(let fields), .object(let object)): fields.problems(of: object, at: path())
    case (.anything, .object): []
    default: [Problem(path(), "this must be \(form)")]
    }
  }

  /// What such a value looks like, for messages.
  var form: String {
    switch self {
    case .text(let most): "text of 1 to \(most) characters"
    case .name(let name): name.form
    case .date: "an EDTF date (such as 2025-06-13)"
    case .stated: "an EDTF date or an RFC 3339 instant"
    case .count, .amount: "a count (such as {\"exact\":1212})"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .yes: "true"
    case .integer: "an integer"
    case .list(let shape, _): "a list, each element \(shape.form)"
    case .either(let shapes): shapes.map(\.form).joined(separator: ", or ")
    case .object, .anything: "an object"
    }
  }

  private var takesText: Bool {
    switch self {
    case .text, .name, .date, .stated, .choice: true
    default: false
    }
  }

  private static func problem(
    at path: () -> String, _ read: () throws(FormatError) -> Void
  ) -> [Problem] {
    do {
      try read()
      return []
    } catch {
      return [Problem(path(), error.description)]
    }
  }

  private static func problems(ofText text: String, most: Int, at path: () -> String) -> [Problem] {
    let length = text.unicodeScalars.count
    if length == 0 { return [Problem(path(), "this is empty; leave the field out instead")] }
    return length <= most
      ? [] : [Problem(path(), "this has \(length) characters, and at most \(most) are allowed")]
  }

  private static func problems(
    ofCount object: JSONObject, mayRecur: Bool, at path: () -> String
  ) -> [Problem] {
    if !mayRecur, object["per"] != nil {
      return [Problem(path(), "this number is given once, and not per day, week or month")]
    }
    let found = problem(at: path) { () throws(FormatError) in _ = try Count(json: object) }
    let sealed = object["_sd"].map { Fields.problems(ofSealed: $0, at: { path() + "._sd" }) } ?? []
    guard found.isEmpty, let words = object["words"] else { return found + sealed }
    return sealed + Shape.text(most: 300).problems(of: words, at: path() + ".words")
  }

  private static func problems(
    ofList values: [JSONValue], each shape: Shape, most: Int, at path: () -> String
  ) -> [Problem] {
    if values.isEmpty {
      return [Problem(path(), "this list is empty; leave the field out instead")]
    }
    guard values.count <= most else {
      return [
        Problem(path(), "this list has \(values.count) elements; at most \(most) are allowed")
      ]
    }
    var found = values.enumerated().flatMap { place, value in
      shape.problems(of: value, at: "\(path())[\(place)]")
    }
    for (place, value) in values.enumerated() where values[..<place].contains(value) {
      found.append(Problem("\(path())[\(place)]", "this stands in the list twice"))
    }
    return found
  }

  private static func problems(
    of value: JSONValue, either shapes: [Shape], at path: () -> String
  ) -> [Problem] {
    let tried = shapes.map { $0.problems(of: value, at: path()) }
    if tried.contains(where: \.isEmpty) { return [] }
    let isText = value.string != nil
    let named = zip(shapes, tried).first { shape, _ in
      guard case (.object(let fields), .object(let object)) = (shape, value) else { return false }
      return object.members.contains { fields[$0.name] != nil }
    }
    let likely =
      named
      ?? zip(shapes, tried).first { shape, _ in
        switch (shape, value) {
        case (.list, .array), (.count, .object), (.amount, .object): true
        default: shape.takesText && isText
        }
      }
    return likely?.1 ?? [Problem(path(), "this must be \(Shape.either(shapes).form)")]
  }
}

extension Fields {
  /// Lists what is wrong with `object`, which stands at `path`.
  public func problems(
    of object: JSONObject, at path: @autoclosure () -> String
  ) -> [Problem] {
    var found: [Problem] = []
    for member in object.members where member.name != "_sd" || !canSeal {
      if let field = self[member.name] {
        found += field.shape.problems(of: member.value, at: "\(path()).\(member.name)")
      } else {
        let known = fields.map(\.name).joined(separator: ", ")
        found.append(
          Problem(
            "\(path()).\(escaped(member.name))", "there is no such field; the fields: \(known)")
        )
      }
    }
    let sealed = canSeal ? object["_sd"] : nil
    if let sealed { found += Fields.problems(ofSealed: sealed, at: { "\(path())._sd" }) }
    for field in fields where field.isRequired && object[field.name] == nil {
      if field.isSealable && sealed != nil { continue }
      found.append(Problem("\(path()).\(field.name)", "this is required: \(field.shape.form)"))
    }
    for rule in rules {
      if case .atLeastOne(let names) = rule, sealed != nil,
        names.contains(where: { self[$0]?.isSealable ?? false })
      {
        continue
      }
      found += rule.problems(of: object, at: path)
    }
    return found
  }

  fileprivate static func problems(ofSealed value: JSONValue, at path: () -> String) -> [Problem] {
    let found = Shape.list(.name(.digest), most: 64).problems(of: value, at: path())
    let digests = (value.array ?? []).compactMap(\.string)
    return found.isEmpty && digests != digests.sorted()
      ? [Problem(path(), "the digests are not sorted")] : found
  }
}

extension Fields.Rule {
  fileprivate func problems(of object: JSONObject, at path: () -> String) -> [Problem] {
    switch self {
    case .exactlyOne(let names):
      let given = names.filter { object[$0] != nil }
      return given.count == 1
        ? [] : [Problem(path(), "give just one of: \(names.joined(separator: ", "))")]
    case .atLeastOne(let names):
      return names.contains { object[$0] != nil }
        ? [] : [Problem(path(), "give at least one of: \(names.joined(separator: ", "))")]
    case .when(let field, let value, let other, let values):
      guard object[field]?.string == value, let actual = object[other]?.string else { return [] }
      return values.contains(actual)
        ? []
        : [
          Problem(
            "\(path()).\(other)",
            "with \(field) \(value) this is one of \(values.joined(separator: ", "))")
        ]
    }
  }
}
