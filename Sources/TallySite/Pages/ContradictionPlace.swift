import TallyReports
import Tallystick
internal import TransparencyLog

/// Where a contradiction lies, in the words of a frame.
///
/// The report tells it as text of a few forms (``Contradiction/place``); what is of none of them is
/// shown as it is.
struct ContradictionPlace {
  let context: PageContext

  private var words: Frame { context.words }
  private var names: PageNames { PageNames(context: context) }
  private var saying: Saying { Saying(words: words, names: names) }

  /// The place of a line of the report.
  func html(_ line: JSONObject) -> HTML {
    let text = line["place"]?.string ?? ""
    if let found = found(text, kind: line["kind"]?.string ?? "") { return found }
    return .tag("span", ["lang": "en"]) { context.linked(text) }
  }

  /// The place in words; nil where it is of no form that is known.
  func found(_ text: String, kind: String) -> HTML? {
    switch kind {
    case "declared": return note(text)
    case "compliance": return verdict(text)
    case "transmission": return renderings(text)
    default: break
    }
    if let denial = denial(text) { return denial }
    if kind == "implausible", let date = text.between("said on ", ", before it happened") {
      return words.html(.beforeIt, .dated(words.date(date)))
    }
    var parts = text.components(of: ", ")
    var more: [HTML] = []
    if let count = parts.last?.between("and ", " events more").flatMap(Int.init) {
      more = [words.html(.moreEvents, .text(words.number(count)))]
      parts.removeLast()
    }
    guard let row = parts.popLast().flatMap(Self.row) else { return nil }
    let end = [context.title(row), whose(row)]
    switch kind {
    case "total_mismatch", "total_falls", "implausible":
      return parts.isEmpty ? end.joined(by: ", ") : nil
    case "identity":
      guard let labels = parts.popLast()?.components(of: " or "), parts.isEmpty, labels.count == 2
      else { return nil }
      let sides = labels.map(names.side(named:))
      return ([context.title(row), words.html(.calledBoth, sides[0], sides[1])] + more)
        .joined(by: ", ")
    default: break
    }
    guard let when = parts.popLast() else { return nil }
    let day = when == "no day" ? HTML.text(words(.noDay)) : .dated(words.date(when))
    guard let rest = beside(parts, kind) else { return nil }
    return (end + [day] + rest).joined(by: ", ")
  }

  /// What stands before the day, by the kind.
  private func beside(_ parts: [String], _ kind: String) -> [HTML]? {
    guard let text = parts.first else { return kind == "number" ? [] : nil }
    switch kind {
    case "number":
      if text == "in total" { return [.text(words(.asTotal))] }
      if let side = text.between("", " itself") {
        return [words.html(.againstItself, names.side(named: side))]
      }
      return text.between("", " saw it").map { [words.html(.sawIt, names.source(named: $0))] }
    case "whose":
      return text.between("received as ", "").map {
        [words.html(.receivedAs, names.side(named: $0))]
      }
    case "what": return [either(text.components(of: " or ").map(names.thing(named:)))]
    case "direction":
      return [
        either(
          text.components(of: " or ").map { way in
            way.components(of: "→").map(names.side(named:)).joined(by: " → ")
          })
      ]
    case "agreement":
      return [either(parts.joined(separator: ", ").components(of: " or ").map { .data($0) })]
    default: return nil
    }
  }

  private func either(_ all: [HTML]) -> HTML { all.joined(by: " \(own: words(.or)) ") }

  private func whose(_ row: Row) -> HTML {
    row.whose.map { words.html(.of, context.side($0)) } ?? .text(words(.whoseUnsaid))
  }

  private func denial(_ text: String) -> HTML? {
    let parts = text.components(of: " denies ")
    guard parts.count == 2, Name.shortID.matches(parts[0]) else { return nil }
    let what =
      parts[1] == "the whole"
      ? HTML.text(words(.deniesWhole)) : saying.parts(parts[1].components(of: ", "))
    return words.html(.whoDenies, names.source(named: parts[0]), what)
  }

  private func note(_ text: String) -> HTML? {
    guard let rest = text.between("by link #", "") else { return nil }
    guard let colon = rest.firstIndex(of: ":"), let seq = Int(rest[..<colon]) else {
      return Int(rest).map { context.reference($0) }
    }
    let reason = String(rest[rest.index(after: colon)...].drop { $0 == " " })
    return words.html(
      .byNote, context.reference(seq),
      .tag("span", ["dir": "auto"]) { context.linked(reason) })
  }

  private func renderings(_ text: String) -> HTML? {
    let parts = text.components(of: ", in renderings of one utterance of ")
    guard parts.count == 2 else { return nil }
    return words.html(
      .inRenderings, saying.parts([parts[0]]), names.source(named: parts[1]))
  }

  /// `istanbul: RU→UA in_excess as read by medinsky, umerov, UA→RU pending as read by umerov`.
  private func verdict(_ text: String) -> HTML? {
    guard let colon = text.range(of: ": ") else { return nil }
    var pieces: [HTML] = []
    for part in text[colon.upperBound...].components(of: ", ") {
      let read = part.components(of: " as read by ")
      let way = read[0].components(of: " ")
      if read.count == 2, way.count == 2 {
        let sides = way[0].components(of: "→").map(names.side(named:)).joined(by: " → ")
        let reader = words.html(.readBy, names.source(named: read[1]))
        pieces.append("\(sides): \(words.value(way[1])), \(reader)")
      } else if let more = part.between("and ", " events more").flatMap(Int.init) {
        pieces.append(words.html(.moreEvents, .text(words.number(more))))
      } else if let last = pieces.popLast(), Name.shortID.matches(part) {
        pieces.append("\(last), \(names.source(named: part))")
      } else {
        return nil
      }
    }
    let agreement = String(text[..<colon.lowerBound])
    return "\(names.agreement(named: agreement)): \(pieces.joined(by: "; "))"
  }

  /// A row as ``Row/description`` has it.
  static func row(_ text: String) -> Row? {
    let parts = text.components(of: " ")
    guard parts.count == 4, parts[2] == "of" else { return nil }
    let sides = parts[1].components(of: "→")
    guard sides.count == 2 else { return nil }
    func said(_ part: String) -> String? { part == "?" ? nil : part }
    return Row(
      what: said(parts[0]), from: said(sides[0]), to: said(sides[1]), whose: said(parts[3]))
  }
}

extension StringProtocol {
  /// The parts between a text, of which none has it.
  fileprivate func components(of separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
  }

  /// What stands between two texts, where it begins and ends with them and is not empty.
  fileprivate func between(_ start: String, _ end: String) -> String? {
    guard hasPrefix(start), hasSuffix(end), count > start.count + end.count else { return nil }
    return String(dropFirst(start.count).dropLast(end.count))
  }

  /// Where a text stands first.
  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
