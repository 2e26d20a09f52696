/// Where in a body a field stands, such as `quote`, `claim.count.words` or
/// `obligations[0].count.words`.
package struct FieldPath: Hashable, Sendable {
  /// One step from an object or a list into it.
  enum Step: Hashable, Sendable {
    case name(String)
    case place(Int)
  }

  private(set) var steps: [Step] = []

  /// The path to a part of what stands here.
  func to(_ step: Step) -> FieldPath {
    var path = self
    path.steps.append(step)
    return path
  }
}

extension FieldPath: CustomStringConvertible {
  package var description: String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .name(let name): text += text.isEmpty ? name : ".\(name)"
      case .place(let place): text += "[\(place)]"
      }
    }
  }
}

extension JSONObject {
  /// The object that stands at `path`; nil where none does.
  func object(at path: FieldPath) -> JSONObject? {
    var value = JSONValue.object(self)
    for step in path.steps {
      switch (step, value) {
      case (.name(let name), .object(let object)):
        guard let member = object[name] else { return nil }
        value = member
      case (.place(let place), .array(let values)) where values.indices.contains(place):
        value = values[place]
      default: return nil
      }
    }
    return value.object
  }

  /// The paths of all fields, at any depth, an object before what is in it.
  func paths(from path: FieldPath = FieldPath()) -> [FieldPath] {
    members.flatMap { member in
      let here = path.to(.name(member.name))
      return [here] + member.value.paths(from: here)
    }
  }

  /// Changes the object in which the field at `path` would stand; `change` is told its name.
  mutating func change(
    _ path: ArraySlice<FieldPath.Step>, _ change: (inout JSONObject, String) -> Void
  ) {
    guard case .name(let name)? = path.first else { return }
    if path.count == 1 {
      change(&self, name)
    } else {
      self[name]?.change(path.dropFirst(), change)
    }
  }
}

extension JSONValue {
  fileprivate func paths(from path: FieldPath) -> [FieldPath] {
    switch self {
    case .object(let object): object.paths(from: path)
    case .array(let values):
      values.enumerated().flatMap { $0.element.paths(from: path.to(.place($0.offset))) }
    default: []
    }
  }

  fileprivate mutating func change(
    _ path: ArraySlice<FieldPath.Step>, _ change: (inout JSONObject, String) -> Void
  ) {
    switch (self, path.first) {
    case (.object(var object), .name):
      object.change(path, change)
      self = .object(object)
    case (.array(var values), .place(let place)) where values.indices.contains(place):
      values[place].change(path.dropFirst(), change)
      self = .array(values)
    default: break
    }
  }
}
