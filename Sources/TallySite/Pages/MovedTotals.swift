import Tallystick
internal import TransparencyLog

/// Which totals moved between two days: quickly worked out from both, without saying by which event.
struct MovedTotals {
  let context: PageContext
  let from: Day
  let to: Day

  private var words: Frame { context.words }

  private struct Move {
    let row: Row
    let name: String
    let before: String?
    let after: String?
  }

  private var moves: [Move] {
    let today = context.edition.resolved.cut.day
    func lines(_ day: Day) -> [Row: JSONObject] {
      let rows = context.record.edition(at: Cut(asOf: day, today: today)).rows(.totals)
      return Dictionary(rows.map { ($0.row, $0) }, uniquingKeysWith: { first, _ in first })
    }
    let (before, after) = (lines(from), lines(to))
    return Set(before.keys).union(after.keys).sorted().flatMap { row in
      ["sender", "receiver", "others", "confirmed", "absolute_gap"].compactMap { name in
        let (old, new) = (number(before[row]?[name]), number(after[row]?[name]))
        return old == new ? nil : Move(row: row, name: name, before: old, after: new)
      }
    }
  }

  private func number(_ value: JSONValue?) -> String? {
    words.number(value?.object?["sum"] ?? value)
  }

  var html: HTML {
    let moves = moves
    guard !moves.isEmpty else { return .tag("p") { HTML.text(words(.changedNothing)) } }
    return .tag("ul", ["class": "plain"]) {
      for move in moves.prefix(20) {
        HTML.tag("li") {
          context.a(.row(move.row), context.title(move.row))
          ", \(own: words.column(move.name).lowercased()): "
          HTML.figure(move.before ?? "–")
          " → "
          HTML.tag("b") { HTML.figure(move.after ?? "–") }
        }
      }
      if moves.count > 20 {
        HTML.tag("li") { words.html(.more, .text(words.number(moves.count - 20))) }
      }
    }
  }
}
