import TallyReports
import Tallystick
internal import TransparencyLog

/// What cannot all be right, each with a page of its own.
struct ContradictionList {
  let context: PageContext

  private var words: Frame { context.words }

  /// A contradiction and its key.
  struct One {
    let key: String
    let contradiction: Contradiction

    /// Whether nobody has explained it.
    var isOpen: Bool { contradiction.isOpen }

    /// Its line in the report, as its JSON has it.
    var line: JSONObject { contradiction.json }
  }

  /// All of the cut.
  var all: [One] { context.edition.contradictions }

  /// Those that nobody has explained.
  var open: [One] { all.filter(\.isOpen) }

  /// Gives each its key, as paths may have it; of several of one key those after the first have a
  /// number, by the event with which both their sides were there: what comes later takes nobody's key.
  static func keyed(_ all: [Contradiction]) -> [One] {
    var keys = all.map { plain($0.key) }
    let groups = Dictionary(grouping: all.indices) { keys[$0] }
    for places in groups.values where places.count > 1 {
      let ordered = places.sorted { one, other in
        let (mine, theirs) = (all[one].turn, all[other].turn)
        return mine == theirs ? one < other : mine.lexicographicallyPrecedes(theirs)
      }
      for (number, place) in ordered.enumerated().dropFirst() {
        keys[place] += "-\(number + 1)"
      }
    }
    return zip(keys, all).map { One(key: $0, contradiction: $1) }
  }

  /// Those to which the list of all leads: the first of the open ones, and of the others.
  static func listed(_ all: [One]) -> [One] {
    let (open, settled) = (all.filter(\.isOpen), all.filter { !$0.isOpen })
    return [open, settled].flatMap { $0.prefix(ReportTable.mostRows) }
  }

  /// A key of letters, digits, hyphens and underscores.
  private static func plain(_ key: String) -> String {
    String(
      decoding: key.utf8.prefix(100).map { byte in
        switch byte {
        case 48...57, 97...122, 95: byte
        case 65...90: byte + 32
        default: 45
        }
      }, as: UTF8.self)
  }

  /// One of them in a list: what it is, where it lies, and who speaks on either hand.
  func item(_ one: One) -> HTML {
    let line = one.line
    let those = line.seqs("those")
    return .tag("li", ["class": "line"]) {
      HTML.tag("b") { context.a(.contradiction(one.key), .text(kind(line))) }
      if let difference = line["difference"]?.integer {
        ", \(words.html(.apartBy, .figure(words.number(difference))))"
      }
      if let explanation = line["explanation"]?.object {
        HTML.several([
          " ",
          .tag("span", ["class": "mark"]) {
            words.value(explanation["value"]?.string ?? "?", of: "explained")
          },
        ])
      }
      HTML.tag("span", ["class": "where"]) { ContradictionPlace(context: context).html(line) }
      HTML.tag("span", ["class": "who"]) {
        speakers(line.seqs("these"))
        if !those.isEmpty { " ↔ \(speakers(those))" }
      }
    }
  }

  /// What it is, in words.
  private func kind(_ line: JSONObject) -> String {
    words.plainValue(line["kind"]?.string ?? "?").withCapital
  }

  /// Events, each with who speaks in it where they are few.
  private func speakers(_ seqs: [Int]) -> HTML {
    guard seqs.count <= 3 else { return context.references(seqs, most: 6) }
    return seqs.map { seq in
      guard let speaker = context.record.index.speaker(of: seq) else {
        return context.reference(seq)
      }
      return "\(context.reference(seq)) \(PageNames(context: context).source(named: speaker))"
    }.joined(by: ", ")
  }

  /// The page of one; nil where the cut has none of this key.
  ///
  /// - Throws: What reading events throws.
  func page(_ key: String) throws -> (title: String, content: [HTML])? {
    guard let one = context.edition.contradiction(key) else { return nil }
    let (line, items) = (one.line, EventItems(context: context))
    let place = ContradictionPlace(context: context).html(line)
    let explanation = line["explanation"]?.object
    let difference = line["difference"]?.integer
    let these = try items.list(line.seqs("these"))
    let those = try items.list(line.seqs("those"))
    return (
      "\(kind(line)): \(place.plainText)",
      [
        .tag("h1") { HTML.text(kind(line)) },
        .tag("p", ["class": "lead"]) { place },
        .tag("dl") {
          if let difference {
            HTML.tag("dt") { HTML.text(words(.difference)) }
            HTML.tag("dd") { HTML.figure(words.number(difference)) }
          }
          HTML.tag("dt") { HTML.text(words(.settledBy)) }
          HTML.tag("dd") {
            words.value(
              "settle.\(line["kind"]?.string ?? "")", or: line["settled_by"]?.string ?? "–")
          }
          if let explanation {
            HTML.tag("dt") { HTML.text(words(.explainedBy)) }
            HTML.tag("dd") {
              "\(words.value(explanation["value"]?.string ?? "?", of: "explained")) "
              context.references(explanation.seqs("event"))
            }
          }
        },
        .tag("div", ["class": "sides"]) {
          HTML.tag("section") {
            if !line.seqs("those").isEmpty { HTML.tag("h2") { HTML.text(words(.these)) } }
            these
          }
          // Where one claim contradicts itself there is no other hand.
          if !line.seqs("those").isEmpty {
            HTML.tag("section") {
              HTML.tag("h2") { HTML.text(words(.those)) }
              those
            }
          }
        },
      ]
    )
  }
}

extension Contradiction {
  /// What its turn among those of its key goes by: the event with which both its sides were there, then
  /// all of its events.
  fileprivate var turn: [Int] { [max(these.min() ?? 0, those.min() ?? 0)] + these + those }
}
