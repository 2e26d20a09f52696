import TallyReports
import Tallystick
internal import TransparencyLog

/// The days on which something was said, and what differs between two of them.
struct DayPages {
  let context: PageContext

  private var words: Frame { context.words }
  private var figures: FigureWords { FigureWords(context: context) }

  /// The days, the last first.
  var days: [HTML] {
    let days = context.changes.days
    return [
      .tag("h1") { HTML.text(words(.changedDays)) },
      .tag("p", ["class": "lead"]) { HTML.text(words(.daysLead)) },
      days.isEmpty ? .tag("p") { HTML.text(words(.nothingSaid)) } : .several([]),
      .tag("ul", ["class": "list days"]) {
        for (place, one) in days.enumerated().reversed() {
          HTML.tag("li", ["class": "line"]) {
            HTML.tag("a", ["href": context.href(.page(.overview, at: one.day))]) {
              HTML.tag("b") { HTML.figure(words.day(one.day)) }
            }
            " \(own: DayPages.words(one.types, words)) "
            if place > 0 {
              HTML.tag(
                "a",
                ["href": context.href(.page(.difference(days[place - 1].day, one.day), at: nil))]
              ) { HTML.text(words(.changes)) }
            }
          }
        }
      },
    ]
  }

  /// `announcements: 3, corrections: 1`.
  static func words(_ types: [(type: String, count: Int)], _ words: Frame) -> String {
    types.map { "\(words.types($0.type)): \(words.number($0.count))" }.joined(separator: ", ")
  }

  /// What differs between two days, and which events made it.
  ///
  /// - Throws: What reading events throws.
  func difference(_ from: Day, _ to: Day) throws -> [HTML] {
    let report = try context.record.difference(from, to)
    let rows = report.fields["rows"]?.array?.compactMap(\.object) ?? []
    let pages = ReportPages(context: context)
    return [
      .tag("h1") {
        HTML.text("\(words.day(from)) → \(words.day(to))")
      },
      .tag("p", ["class": "lead"]) { HTML.text(words(.differenceLead)) },
      rows.isEmpty ? .tag("p") { HTML.text(words(.differenceNone)) } : .several([]),
      .tag("ul", ["class": "list"]) {
        for row in rows.prefix(ReportTable.mostRows) { change(row) }
      },
      pages.files(nil, .difference(from, to, .csv)),
    ]
  }

  private func change(_ row: JSONObject) -> HTML {
    let steps = row["made_by"]?.array?.compactMap(\.object) ?? []
    return .tag("li", ["class": "line"]) {
      HTML.tag("b") { figures.name(row["figure"]?.string ?? "?") }
      ": \(figures.value(row, "before")) → \(HTML.tag("b") { figures.value(row, "after") })"
      HTML.tag("span", ["class": "where"]) {
        HTML.text(words(.madeBy))
        " "
        for step in steps.prefix(20) {
          if let seq = step["event"]?.integer.map({ Int(clamping: $0) }) {
            context.reference(seq)
          } else {
            HTML.text(words(.dayWent))
          }
          " "
        }
      }
    }
  }
}
