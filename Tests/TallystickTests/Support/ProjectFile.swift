import Foundation
import Tallystick

/// Files of the project, found from the place of this one.
enum ProjectFile {
  private static let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in
    url.deletingLastPathComponent()
  }

  /// The text of the file at a path from the project's root.
  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  /// The names of the files in a folder, sorted.
  static func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: path).path()).sorted()
  }
}

extension JSONValue {
  /// The value that a text writes, with any keys.
  init(reading text: String) throws(JSONError) {
    try self.init(
      parsing: Array(text.utf8), limits: JSONLimits(sizeInBytes: 1_000_000, keys: .any))
  }

  /// The value at a path of names, such as `properties.body.required`.
  func at(_ path: String) -> JSONValue? {
    path.split(separator: ".").reduce(Optional(self)) { value, name in
      value?.object?[String(name)]
    }
  }
}
