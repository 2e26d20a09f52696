import Tallystick
internal import TransparencyLog

/// What cannot all be right, each with a page of its own.
struct ContradictionList {
  let context: PageContext

  private var words: Frame { context.words }

  /// A contradiction and its key.
  struct One {
    let key: String
    let line: JSONObject

    /// Whether nobody has explained it.
    var isOpen: Bool { line["open"]?.bool ?? false }
  }

  /// All of the cut.
  var all: [One] { context.edition.contradictions }

  /// Those that nobody has explained.
  var open: [One] { all.filter(\.isOpen) }

  /// Gives each line its key: the one that the report gives it, else its kind and the first act on
  /// either side; a number tells those apart that have the same.
  static func keyed(_ lines: [JSONObject]) -> [One] {
    var seen: [String: Int] = [:]
    return lines.map { line in
      let own = line["key"]?.string.map { plain($0) }
      let kind = line["kind"]?.string ?? "other"
      let acts = [line.seqs("these").min(), line.seqs("those").min()].compactMap { $0 }
      let key = own ?? ([kind] + acts.map(String.init)).joined(separator: "-")
      seen[key, default: 0] += 1
      let number = seen[key] ?? 1
      return One(key: number == 1 ? key : "\(key)-\(number)", line: line)
    }
  }

  /// Those to which the list of all leads: the first of the open ones, and of the others.
  static func listed(_ all: [One]) -> [One] {
    let (open, settled) = (all.filter(\.isOpen), all.filter { !$0.isOpen })
    return [open, settled].flatMap { $0.prefix(ReportTable.mostRows) }
  }

  /// A key of letters, digits, hyphens and underscores.
  private static func plain(_ key: String) -> String {
    String(
      decoding: key.lowercased().utf8.prefix(100).map { byte in
        (48...57).contains(byte) || (97...122).contains(byte) || byte == 95 ? byte : 45
      }, as: UTF8.self)
  }

  /// One of them in a list.
  func item(_ one: One) -> HTML {
    let line = one.line
    return .tag("li", ["class": "line"]) {
      HTML.tag("b") {
        context.a(.contradiction(one.key), words.value(line["kind"]?.string ?? "?"))
      }
      if let difference = line["difference"]?.integer {
        ": \(.figure(words.number(difference)))"
      }
      " \(context.references(line.seqs("these"), most: 6)) ↔ "
      line.seqs("those").isEmpty
        ? HTML.text("–") : context.references(line.seqs("those"), most: 6)
      if let explanation = line["explanation"]?.object {
        HTML.several([
          " ",
          .tag("span", ["class": "mark"]) { words.value(explanation["value"]?.string ?? "?") },
        ])
      }
      HTML.tag("span", ["class": "where", "lang": "en"]) {
        HTML.data(line["place"]?.string ?? "")
      }
    }
  }

  /// The page of one; nil where the cut has none of this key.
  ///
  /// - Throws: What reading events throws.
  func page(_ key: String) throws -> (title: String, content: [HTML])? {
    guard let one = context.edition.contradiction(key) else { return nil }
    let (line, items) = (one.line, EventItems(context: context))
    let kind = words.plainValue(line["kind"]?.string ?? "?")
    let explanation = line["explanation"]?.object
    let difference = line["difference"]?.integer
    let these = try items.list(line.seqs("these"))
    let those = try items.list(line.seqs("those"))
    return (
      kind,
      [
        .tag("h1") { HTML.text(kind) },
        .tag("p", ["class": "lead", "lang": "en"]) { HTML.data(line["place"]?.string ?? "") },
        .tag("dl") {
          if let difference {
            HTML.tag("dt") { HTML.text(words(.difference)) }
            HTML.tag("dd") { HTML.figure(words.number(difference)) }
          }
          HTML.tag("dt") { HTML.text(words(.settledBy)) }
          HTML.tag("dd", ["lang": "en"]) { HTML.data(line["settled_by"]?.string ?? "–") }
          if let explanation {
            HTML.tag("dt") { HTML.text(words(.explainedBy)) }
            HTML.tag("dd") {
              "\(words.value(explanation["value"]?.string ?? "?")) "
              context.references(explanation.seqs("event"))
            }
          }
        },
        .tag("div", ["class": "sides"]) {
          HTML.tag("section") {
            HTML.tag("h2") { HTML.text(words(.these)) }
            these
          }
          HTML.tag("section") {
            HTML.tag("h2") { HTML.text(words(.those)) }
            those
          }
        },
      ]
    )
  }
}
