internal import Glibc
internal import TallyReports
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

/// What an amendment changes, field by field: each as it is recorded, and as it is to be read.
struct AmendmentDiff {
  let event: Event

  /// The fields of the amendment.
  let fields: JSONObject

  /// The lines: first the event, then for each field what was and what is to be.
  var lines: [String] {
    let content = event.content
    var lines = [
      "#\(event.seq) \(content.type), \(content.stated), \(event.voice): \(event.summary)"
    ]
    if fields["void"] == true {
      lines.append("  - counts as before")
      lines.append("  + counts nowhere, and stays listed")
    }
    for member in fields["set"]?.object?.members ?? [] {
      if let inner = member.value.object, member.name != "count", old(member.name)?.object != nil {
        for part in inner.members {
          add("\(member.name).\(part.name)", old(member.name, part.name), part.value, to: &lines)
        }
      } else {
        add(member.name, old(member.name), member.value, to: &lines)
      }
    }
    for name in (fields["drop"]?.array ?? []).compactMap(\.string) {
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      add(name, old(parts[0], parts.count > 1 ? parts[1] : nil), nil, to: &lines)
    }
    return lines.map { escaped($0) }
  }

  private func add(_ name: String, _ old: JSONValue?, _ new: JSONValue?, to lines: inout [String]) {
    if old == new {
      lines.append("    \(name) stays \(words(new))")
      return
    }
    if let old { lines.append("  - \(name) \(words(old))") }
    if let new { lines.append("  + \(name) \(words(new))") }
    if old == nil, new == nil { lines.append("    \(name) is not there") }
  }

  /// A field as it is recorded.
  private func old(_ name: String, _ part: String? = nil) -> JSONValue? {
    let value = name == "stated" ? .string(event.content.stated.text) : event.content.body[name]
    guard let part else { return value }
    return value?.object?[part]
  }

  private func words(_ value: JSONValue?) -> String {
    guard let value else { return "nothing" }
    if let text = value.string { return text }
    if let count = value.object.flatMap({ try? Count(json: $0) }) { return count.description }
    return String(decoding: CanonicalJSON.bytes(value), as: UTF8.self)
  }

  /// Shows it to the person at the terminal, and asks whether it is meant.
  ///
  /// - Throws: `Failure` where it is not.
  func confirm() throws {
    StandardError.write(lines.map { $0 + "\n" }.joined() + "Record this amendment? [y/n] ")
    let answer = try Files.firstLineOfInput(limit: 100, what: "y or n") ?? []
    guard answer.first == UInt8(ascii: "y") || answer.first == UInt8(ascii: "Y") else {
      throw Failure("The amendment is not meant.", hint: "Nothing was appended.")
    }
  }

  /// Whether a person sits at a terminal, and can be asked.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }
}
