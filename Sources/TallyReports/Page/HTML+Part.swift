internal import Tallystick

extension HTML {
  /// A titled list of what a report has, at most ``PageEvents/mostLines`` of it, with how many more
  /// stand in the report's file; nothing where there is none.
  static func part<Line: Sendable>(
    _ title: String, _ all: [Line], of report: String,
    _ item: @escaping @Sendable (Line) -> HTML
  ) -> [HTML] {
    guard !all.isEmpty else { return [] }
    return [
      .tag("h3") {
        HTML.text(title)
        HTML.tag("span", ["class": "count"]) { HTML.text(" · \(Int64(all.count).grouped)") }
      },
      .tag("ul", ["class": "list"]) {
        for line in all.prefix(PageEvents.mostLines) { HTML.later { item(line) } }
      },
      all.count > PageEvents.mostLines
        ? .tag("p", ["class": "note"]) {
          HTML.text("And \(all.count - PageEvents.mostLines) more, in reports/\(report).csv.")
        } : .several([]),
    ]
  }
}
