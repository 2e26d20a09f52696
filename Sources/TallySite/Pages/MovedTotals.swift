import TallyReports
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
    func edition(_ day: Day) -> Edition { context.record.edition(at: Cut(asOf: day, today: today)) }
    let (before, after) = (edition(from), edition(to))
    let rows = Set(before.lines.keys).union(after.lines.keys)
    return rows.filter { before.lines[$0] != after.lines[$0] }.sorted().flatMap { row in
      let (old, new) = (before.line(of: row), after.line(of: row))
      return ["sender", "receiver", "others", "confirmed", "absolute_gap"].compactMap { name in
        let (had, has) = (number(old?[name]), number(new?[name]))
        return had == has ? nil : Move(row: row, name: name, before: had, after: has)
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
          ", \(FigureWords(context: context).column(move.name, move.row)): "
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
