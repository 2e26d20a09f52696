internal import Tallystick

/// Charts of what each side's numbers add up to over time, one for each row, with their numbers in a
/// table.
struct ChartSection {
  let rows: Rows
  let events: PageEvents

  var html: HTML {
    let charts = charts
    return .tag("section", ["id": "chart", "aria-labelledby": "h-chart"]) {
      HTML.tag("h2", ["id": "h-chart"]) { "How the numbers grew" }
      if charts.isEmpty {
        HTML.tag("p") { "Too few numbers have a day for a chart." }
      } else {
        HTML.tag("p", ["class": "lead"]) {
          "Each side’s own numbers, added up by the day of the handover; a vague day counts at its "
          "end. A line begins with the side’s first number, and may lie lower only because the side "
          "has spoken of fewer handovers. Every chart has a scale of its own; none is a measure of "
          "losses."
        }
        HTML.tag("div", ["class": "cards"]) { charts }
      }
    }
  }

  private var charts: [HTML] {
    guard let first = rows.first, let last = rows.last, first < last else { return [] }
    return rows.shown.enumerated().map { place, row in
      Chart(
        row: row.row, lines: row.lines, first: first, last: last, events: events, number: place
      ).html
    }
  }

  /// The rows that have a chart.
  struct Rows {
    /// The rows with the largest sums, in order, and their handovers that have a day.
    let shown: [(row: Row, lines: [Timeline.Line])]

    /// The first and the last day of all rows that could have a chart.
    let first: Day?
    let last: Day?

    /// The most charts.
    private static let most = 12

    /// What a chart of a row would show.
    private struct Extent {
      var numbers = (sender: 0, receiver: 0)
      var top: Int64 = 0
      var first: Day
      var last: Day

      /// Whether some side has numbers at two places or more.
      var hasLine: Bool { numbers.sender > 1 || numbers.receiver > 1 }

      mutating func take(_ line: Timeline.Line, on day: Day) {
        if line.handover.sender?.bounds != nil { numbers.sender += 1 }
        if line.handover.receiver?.bounds != nil { numbers.receiver += 1 }
        top = max(top, PageBars.largest([line.sender, line.receiver]))
        (first, last) = (min(first, day), max(last, day))
      }
    }

    init(_ handovers: PackedHandovers) {
      var extents: [Row: Extent] = [:]
      for line in handovers.timeline {
        guard let day = line.day else { continue }
        extents[line.handover.row, default: Extent(first: day, last: day)].take(line, on: day)
      }
      let rows = extents.filter(\.value.hasLine).sorted { $0.key < $1.key }
      first = rows.map(\.value.first).min()
      last = rows.map(\.value.last).max()
      let largest = rows.sorted { $0.value.top > $1.value.top }.prefix(Rows.most).map(\.key)
      var lines: [Row: [Timeline.Line]] = [:]
      for row in largest { lines[row] = [] }
      for line in handovers.timeline where line.day != nil {
        lines[line.handover.row]?.append(line)
      }
      shown = lines.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
  }
}

/// The chart of one row.
private struct Chart {
  let row: Row
  let lines: [Timeline.Line]
  let first: Day
  let last: Day
  let events: PageEvents
  let number: Int

  static func top(_ lines: [Timeline.Line]) -> Int64 {
    PageBars.largest(lines.flatMap { [$0.sender, $0.receiver] })
  }

  var html: HTML {
    .tag("figure", ["class": "card"]) {
      HTML.tag("figcaption") {
        HTML.tag("h3") { events.title(row) }
        HTML.tag("p", ["class": "whose"]) { events.whose(row) }
        HTML.tag("ul", ["class": "legend"]) {
          key(.sender, "\(events.party(row.from)) says it sent ", sent)
          key(.receiver, "\(events.party(row.to)) says it received ", received)
        }
      }
      drawing
      numbers
    }
  }

  /// What the sums come to.
  private var sent: Bounds? { lines.last { $0.sender != nil }?.sender }
  private var received: Bounds? { lines.last { $0.receiver != nil }?.receiver }

  private func key(_ series: PageBars.Series, _ whose: HTML, _ bounds: Bounds?) -> HTML {
    .tag("li", ["class": series.rawValue]) {
      HTML.tag("svg", ["class": "key", "aria-hidden": "true"]) {
        HTML.tag("line", ["x1": "0", "y1": "50%", "x2": "100%", "y2": "50%"])
      }
      HTML.tag("span") { "\(whose)\(.figure(bounds.map(\.words) ?? "no number"))" }
    }
  }

  private var drawing: HTML {
    let top = Scale.top(over: Self.top(lines))
    return .tag(
      "svg", ["class": "chart", "role": "img", "aria-labelledby": "c\(number)t c\(number)d"]
    ) {
      HTML.tag("title", ["id": "c\(number)t"]) { "\(events.title(row)), added up over time" }
      HTML.tag("desc", ["id": "c\(number)d"]) { description }
      Scale.grid(to: top)
      Scale.days(from: first, to: last)
      HTML.tag(
        "svg",
        [
          "y": "10%", "width": "100%", "height": "78%", "viewBox": "0 0 1000 1000",
          "preserveAspectRatio": "none",
        ]
      ) {
        line(\.sender, .sender, top)
        line(\.receiver, .receiver, top)
      }
    }
  }

  private var description: HTML {
    .several([
      "From \(own: "\(first) to \(last)"): in the end \(events.party(row.from)) says it sent ",
      "\(own: sent.words), and \(events.party(row.to)) that it received \(own: received.words). ",
      "The numbers stand in the table below.",
    ])
  }

  private func line(
    _ sum: (Timeline.Line) -> Bounds?, _ series: PageBars.Series, _ top: Int64
  ) -> [HTML] {
    var line = ChartLine(series: series)
    for one in lines {
      guard let bounds = sum(one), let day = one.day else { continue }
      let x = (day.number - first.number) * 1000 / max(last.number - first.number, 1)
      line.step(to: bounds, at: x, top: top)
    }
    return line.html
  }

  private var numbers: HTML {
    .tag("details") {
      HTML.tag("summary") {
        "The numbers of this chart"
        HTML.tag("span", ["class": "count"]) { HTML.text(" · \(lines.count.of("handover"))") }
      }
      if lines.count > PageEvents.mostLines {
        HTML.tag("p", ["class": "note"]) {
          "The last \(PageEvents.mostLines); all of them stand in reports/timeline.csv."
        }
      }
      HTML.tag(
        "div",
        ["class": "scroll", "tabindex": "0", "role": "region", "aria-labelledby": "c\(number)c"]
      ) {
        HTML.tag("table", ["class": "series"]) {
          HTML.tag("caption", ["id": "c\(number)c", "class": "unseen"]) {
            "\(events.title(row)): each handover, and the sums up to it"
          }
          HTML.tag("thead") {
            HTML.tag("tr") {
              for head in heads { HTML.tag("th", ["scope": "col"]) { head } }
            }
          }
          HTML.tag("tbody") {
            for line in lines.suffix(PageEvents.mostLines) { cells(line) }
          }
        }
      }
    }
  }

  private var heads: [HTML] {
    [
      "When", "\(events.party(row.from)) says", "\(events.party(row.to)) says",
      "Others say", "\(events.party(row.from)) so far", "\(events.party(row.to)) so far",
      "Others so far",
    ]
  }

  private func cells(_ line: Timeline.Line) -> HTML {
    let handover = line.handover
    let numbers = [
      handover.sender?.bounds, handover.receiver?.bounds, handover.others?.bounds, line.sender,
      line.receiver, line.others,
    ]
    return .tag("tr") {
      HTML.tag("th", ["scope": "row"]) { HTML.figure(handover.when?.text ?? "–") }
      for bounds in numbers {
        HTML.tag("td", ["class": "number"]) { HTML.text(bounds.words) }
      }
    }
  }
}

extension Timeline.Line {
  /// The day at which a chart shows the handover.
  fileprivate var day: Day? { handover.when?.latest }
}
