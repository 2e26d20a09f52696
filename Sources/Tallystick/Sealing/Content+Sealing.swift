internal import TransparencyLog

extension Fields {
  /// The paths of the fields of `object` that can be sealed, in the order of their names.
  func sealable(
    in object: JSONObject, from path: FieldPath = FieldPath()
  ) -> [FieldPath] {
    object.members.flatMap { member -> [FieldPath] in
      guard let field = self[member.name] else { return [] }
      let here = path.to(.name(member.name))
      return field.isSealable ? [here] : field.shape.sealable(in: member.value, from: here)
    }
  }
}

extension Shape {
  /// The words of a count can be sealed, and nothing else of it.
  static let countWords = Fields([
    Fields.Field.optional("words", .text(most: 300)).sealable
  ])

  fileprivate func sealable(in value: JSONValue, from path: FieldPath) -> [FieldPath] {
    switch (self, value) {
    case (.count, .object(let object)), (.amount, .object(let object)):
      Shape.countWords.sealable(in: object, from: path)
    case (.either(let shapes), .object): shapes.flatMap { $0.sealable(in: value, from: path) }
    case (.object(let fields), .object(let object)): fields.sealable(in: object, from: path)
    case (.list(let shape, _), .array(let values)):
      values.enumerated().flatMap {
        shape.sealable(in: $0.element, from: path.to(.place($0.offset)))
      }
    default: []
    }
  }
}

extension Content {
  /// The content with the fields at `paths` sealed, each with a salt of its own.
  ///
  /// - Parameters:
  ///   - paths: Where the fields stand; one that is not there is left out.
  ///   - salt: Draws a salt of at least ``Disclosure/saltSize`` bytes.
  /// - Returns: The content, and what opens it.
  /// - Throws: `FormatError` for a salt that is too short.
  func sealing(
    _ paths: [FieldPath], salt: () -> [UInt8]
  ) throws(FormatError) -> (content: Content, disclosures: [Disclosure]) {
    var body = body
    var disclosures: [Disclosure] = []
    for path in paths {
      var given: (name: String, value: JSONValue)?
      body.change(path.steps[...]) { object, name in
        given = object[name].map { (name, $0) }
      }
      guard let given else { continue }
      let disclosure = try Disclosure(sealing: given.value, as: given.name, salt: salt())
      disclosures.append(disclosure)
      body.change(path.steps[...]) { object, name in
        object[name] = nil
        let digests = object.texts("_sd") + [disclosure.digest]
        object["_sd"] = .array(digests.sorted().map(JSONValue.string))
      }
    }
    return (Content(type: type, version: version, stated: stated, body: body), disclosures)
  }

  /// The content with each digest for which there is a disclosure replaced by its value.
  ///
  /// A digest without one stays; so the content is whole where ``JSONObject/isSealed`` is false.
  package func opened(by disclosures: [String: Disclosure]) -> Content {
    Content(
      type: type, version: version, stated: stated, body: body.opened(by: disclosures))
  }
}

extension Span<UInt8> {
  /// Whether these bytes of JSON may hold a member `_sd`; where they do not, none is in them.
  ///
  /// - Complexity: O(*n*).
  var mayHoldDigests: Bool {
    var place = first(UInt8(ascii: "_"), from: 0)
    while place < count {
      if holds("_sd\"", at: place..<place + 4) { return true }
      place = first(UInt8(ascii: "_"), from: place + 1)
    }
    return false
  }
}

extension JSONObject {
  /// The digests of sealed fields, each with the path of the object in which it stands.
  package func sealedDigests(
    from path: FieldPath = FieldPath()
  ) -> [(object: FieldPath, digest: String)] {
    members.flatMap { member -> [(object: FieldPath, digest: String)] in
      if member.name == "_sd" { return texts("_sd").map { (path, $0) } }
      return member.value.sealedDigests(from: path.to(.name(member.name)))
    }
  }

  fileprivate func opened(by disclosures: [String: Disclosure]) -> JSONObject {
    var result = JSONObject()
    for member in members where member.name != "_sd" {
      result[member.name] = member.value.opened(by: disclosures)
    }
    var left: [JSONValue] = []
    for digest in texts("_sd") {
      if let disclosure = disclosures[digest], self[disclosure.name] == nil {
        result[disclosure.name] = disclosure.value
      } else {
        left.append(.string(digest))
      }
    }
    if !left.isEmpty { result["_sd"] = .array(left) }
    return result
  }
}

extension JSONValue {
  fileprivate func sealedDigests(
    from path: FieldPath
  ) -> [(object: FieldPath, digest: String)] {
    switch self {
    case .object(let object): object.sealedDigests(from: path)
    case .array(let values):
      values.enumerated().flatMap {
        $0.element.sealedDigests(from: path.to(.place($0.offset)))
      }
    default: []
    }
  }

  fileprivate func opened(by disclosures: [String: Disclosure]) -> JSONValue {
    switch self {
    case .object(let object): .object(object.opened(by: disclosures))
    case .array(let values): .array(values.map { $0.opened(by: disclosures) })
    default: self
    }
  }
}
