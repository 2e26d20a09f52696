package import Tallystick
package import TransparencyLog

extension DraftLine {
  /// A part of a draft, as a field of a form has it.
  package struct Part: Hashable, Sendable {
    /// The name by which it is changed, such as `to`.
    package let name: String

    /// What stands there; empty where nothing does.
    package let text: String

    /// Whether the words leave it open.
    package let isOpen: Bool

    /// What is offered for it.
    package let offer: String?
  }

  /// The parts of a claim that a form always has.
  private static let ofClaims = ["act", "count", "what", "whose", "from", "to", "when", "scope"]

  /// The parts of other events that a form has although nothing stands there yet.
  private static let ofOthers: [String: [String]] = [
    EventType.source.rawValue: ["kind", "side", "member_of", "aliases", "reason"]
  ]

  /// The fields of a body that a form has before the others.
  private static let first = ["speaker", "via", "attribution", "of", "source", "name", "agreement"]

  /// The parts that can be written in a line of text: those that stand there, those that are open or
  /// offered, and those that such an event mostly has.
  ///
  /// What a line cannot hold as it is, such as an object or a text with control characters, is none.
  package var parts: [Part] {
    var names = ["stated"]
    var values: [String: JSONValue] = ["stated": .string(stated)]
    if hasClaim {
      names += DraftLine.ofClaims
      for member in body["claim"]?.object?.members ?? [] {
        if !names.contains(member.name) { names.append(member.name) }
        values[member.name] = member.value
      }
    }
    let first = DraftLine.first.compactMap { name in body.members.first { $0.name == name } }
    for member in first + body.members where member.name != "claim" && !names.contains(member.name)
    {
      names.append(member.name)
      values[member.name] = member.value
    }
    let open = missing.map { $0.hasPrefix("claim.") ? String($0.dropFirst(6)) : $0 }
    let known = Set(EventType(rawValue: type)?.fields.fields.map(\.name) ?? [])
    for name in open + offers.members.map(\.name) + (DraftLine.ofOthers[type] ?? [])
    where !names.contains(name) && (known.contains(name) || hasClaim) {
      names.append(name)
    }
    return names.compactMap { name in
      guard let text = DraftLine.line(values[name], name) else { return nil }
      return Part(
        name: name, text: text, isOpen: open.contains(name), offer: offers[name]?.string)
    }
  }

  /// A value as the line that gives it again; nil where there is none.
  private static func line(_ value: JSONValue?, _ name: String) -> String? {
    let text: String
    switch value {
    case nil:
      guard !["obligations", "claim", "capture"].contains(name) else { return nil }
      text = ""
    case .string(let string): text = string
    case .array(let values):
      let texts = values.compactMap(\.string)
      guard lists.contains(name), texts.count == values.count,
        !texts.contains(where: { $0.contains(",") })
      else { return nil }
      text = texts.joined(separator: ", ")
    case .object(let object):
      guard name == "count", let count = try? Count(json: object) else { return nil }
      text = count.description
    default: return nil
    }
    return escaped(text) == text && text.first != " " ? text : nil
  }

  /// Changes the parts whose text is another than what stands there, all of them or none.
  ///
  /// - Throws: `FormatError` for a text that is no such part.
  package mutating func take(
    _ texts: [(name: String, text: String)], today: Day? = nil
  ) throws(FormatError) {
    let now = Dictionary(parts.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
    var changed = self
    for change in texts {
      guard let before = now[change.name], before != change.text else { continue }
      try changed.set("\(change.name)=\(change.text)", today: today)
    }
    self = changed
  }
}
