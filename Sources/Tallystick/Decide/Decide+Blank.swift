internal import TransparencyLog

extension Decide {
  /// Texts of which nothing can be seen, at any depth: they say nothing, and a quote of spaces would stand
  /// there as the words that were said.
  static func slips(blankIn body: JSONObject) -> [String] {
    body.texts(at: "body").filter { $0.text.isBlank }.map {
      "\($0.path): this is white space alone; leave the field out instead."
    }
  }
}

extension JSONValue {
  /// The texts in it that are not empty, at any depth, each with where it stands.
  fileprivate func texts(at path: String) -> [(path: String, text: String)] {
    switch self {
    case .string(let text): text.isEmpty ? [] : [(path, text)]
    case .array(let values):
      values.enumerated().flatMap { $0.element.texts(at: "\(path)[\($0.offset)]") }
    case .object(let object): object.texts(at: path)
    default: []
    }
  }
}

extension JSONObject {
  fileprivate func texts(at path: String) -> [(path: String, text: String)] {
    members.flatMap { $0.value.texts(at: "\(path).\(escaped($0.name))") }
  }
}
