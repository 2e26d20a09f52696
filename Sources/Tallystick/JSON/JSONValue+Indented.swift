extension JSONValue {
  /// The value as people read it, without a final line feed.
  ///
  /// Members stand in the order of their names, two spaces in for each level; an array or object
  /// that fits on a line of 100 columns stands on one.
  ///
  /// - Complexity: O(*n* · *d*) in the bytes written and the depth.
  public var indented: String {
    var text = ""
    append(to: &text, indent: 0, column: 0)
    return text
  }

  private static let width = 100

  /// Appends the value, whose first character stands in `column`; a comma may follow it.
  private func append(to text: inout String, indent: Int, column: Int) {
    let line = onOneLine
    let (open, close, elements) = parts
    guard column + line.unicodeScalars.count >= JSONValue.width, !elements.isEmpty else {
      text += line
      return
    }
    text += open
    for (place, element) in elements.enumerated() {
      let start = String(repeating: " ", count: indent + 2) + element.prefix
      text += (place == 0 ? "\n" : ",\n") + start
      element.value.append(
        to: &text, indent: indent + 2, column: start.unicodeScalars.count)
    }
    text += "\n" + String(repeating: " ", count: indent) + close
  }

  private var onOneLine: String {
    let (open, close, elements) = parts
    guard !elements.isEmpty || !open.isEmpty else {
      return String(decoding: CanonicalJSON.bytes(self), as: UTF8.self)
    }
    return open + elements.map { $0.prefix + $0.value.onOneLine }.joined(separator: ", ") + close
  }

  private var parts: (open: String, close: String, elements: [(prefix: String, value: JSONValue)]) {
    switch self {
    case .array(let values): ("[", "]", values.map { ("", $0) })
    case .object(let object):
      (
        "{", "}", object.members.map { (JSONValue.string($0.name).onOneLine + ": ", $0.value) }
      )
    default: ("", "", [])
    }
  }
}
