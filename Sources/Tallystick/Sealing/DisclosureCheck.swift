internal import TransparencyLog

/// Checks what disclosures open, one after another (RFC 9901 §7.1, step 3).
///
/// Each must open just one sealed field, by a name that can be sealed there, with a value that the
/// field could have in plain; no name is opened twice, or beside the same name in plain.
package struct DisclosureCheck {
  /// Why a disclosure opens nothing.
  package struct Objection: Hashable {
    /// The event of which it would open a field; nil where it would open none.
    package let seq: Int?

    /// What is wrong, to be read after the words for the disclosure.
    package let reason: String

    package init(seq: Int?, reason: String) {
      self.seq = seq
      self.reason = reason
    }
  }

  /// A name in an object of an event.
  private struct Place: Hashable {
    let seq: Int
    let object: FieldPath
    let name: String
  }

  private let sealed: SealedFields
  private var opened: Set<Place> = []

  /// Creates the check of the disclosures of some sealed fields.
  package init(_ sealed: SealedFields) { self.sealed = sealed }

  /// What is wrong with the next disclosure; nothing where it opens a field.
  ///
  /// - Complexity: O(*n*) in the size of the disclosure.
  package mutating func objections(to disclosure: Disclosure) -> [Objection] {
    let fields = sealed[disclosure.digest]
    guard let first = fields.first else {
      return [Objection(seq: nil, reason: "opens no sealed field of these events")]
    }
    let erased = fields.compactMap { field in
      field.erasedBy.map { seq in
        Objection(
          seq: field.seq,
          reason: "is here, and #\(seq) says that this sealed field of it was destroyed")
      }
    }
    guard erased.isEmpty else { return erased }
    guard fields.count == 1 else {
      let seqs = fields.map { "#\($0.seq)" }.joined(separator: " and ")
      return [Objection(seq: first.seq, reason: "has a digest that stands in \(seqs)")]
    }
    if let reason = objection(to: disclosure, in: first) {
      return [Objection(seq: first.seq, reason: reason)]
    }
    return []
  }

  private mutating func objection(to disclosure: Disclosure, in field: SealedField) -> String? {
    let name = disclosure.name
    let words = "opens a field \(quoted(name))"
    if name == "_sd" || name == "..." { return "\(words), and no field has that name" }
    let path = field.object.to(.name(name)).description
    if field.plain.contains(name) { return "\(words), and the event has \(path) in plain" }
    if let fields = field.type?.fields.fields(at: field.object.steps[...]) {
      guard let known = fields[name], known.isSealable else {
        return "\(words), and none of that name can be sealed there"
      }
      if let problem = known.shape.problems(of: disclosure.value, at: path).first {
        return "\(words) that cannot be: \(problem)"
      }
    }
    if disclosure.value.hasReservedNames {
      return "\(words) with digests or reserved names in its value"
    }
    guard opened.insert(Place(seq: field.seq, object: field.object, name: name)).inserted else {
      return "\(words), and another one opens \(path) too"
    }
    return nil
  }
}

extension JSONValue {
  /// Whether some object in it has a member that SD-JWT reserves.
  fileprivate var hasReservedNames: Bool {
    switch self {
    case .object(let object):
      object.members.contains {
        $0.name == "_sd" || $0.name == "_sd_alg" || $0.name == "..." || $0.value.hasReservedNames
      }
    case .array(let values): values.contains(where: \.hasReservedNames)
    default: false
    }
  }
}

extension Fields {
  /// The description of the object that stands at some steps below; nil where none is described.
  fileprivate func fields(at steps: ArraySlice<FieldPath.Step>) -> Fields? {
    guard let first = steps.first else { return self }
    guard case .name(let name) = first else { return nil }
    return self[name]?.shape.fields(at: steps.dropFirst())
  }
}

extension Shape {
  fileprivate func fields(at steps: ArraySlice<FieldPath.Step>) -> Fields? {
    switch (self, steps.first) {
    case (.object(let fields), _): fields.fields(at: steps)
    case (.count, nil), (.amount, nil): Shape.countWords
    case (.list(let shape, _), .place): shape.fields(at: steps.dropFirst())
    case (.either(let shapes), _): shapes.lazy.compactMap { $0.fields(at: steps) }.first
    default: nil
    }
  }
}
