import TallyReports
import Tallystick
internal import TransparencyLog

/// How a row's numbers grew: each side's sums as a line of steps, totals that speakers stated as
/// marks, and days that the words leave vague as bars below.
///
/// All of it stands in a table too; the drawing is for who sees it.
struct RowChart {
  let context: PageContext
  let row: Row

  private var words: Frame { context.words }

  private enum Series: String, CaseIterable {
    case sender, receiver, others

    /// The sum of the numbers so far.
    func sum(_ line: Timeline.Line) -> JSONValue? {
      switch self {
      case .sender: line.sender?.value
      case .receiver: line.receiver?.value
      case .others: line.others?.value
      }
    }
  }

  private struct Point {
    let first: Day
    let last: Day
    let sums: [Series: JSONValue]
  }

  private struct Mark {
    let day: Day
    let ends: (min: Int64, max: Int64?)
    let series: Series
  }

  private var points: [Point] {
    context.edition.growth(of: row).compactMap { line in
      guard let date = line.handover.when, let last = date.latest else { return nil }
      let sums = Series.allCases.compactMap { series in series.sum(line).map { (series, $0) } }
      return Point(
        first: date.earliest ?? last, last: last, sums: Dictionary(uniqueKeysWithValues: sums))
    }
  }

  /// The totals that speakers stated, but for those of a time that began before the chart does: they are
  /// of other handovers too.
  private func marks(from first: Day?) -> [Mark] {
    let line = context.edition.line(of: row)
    return (line?["stated_totals"]?.array ?? []).compactMap(\.object).compactMap { total in
      guard let ends = total["count"]?.ends,
        let when = total["when"]?.string.flatMap({ try? EDTFDate(parsing: $0) }),
        let day = when.latest, first.map({ (when.earliest ?? $0) >= $0 }) ?? true
      else { return nil }
      let side = total["side"]?.string
      let series: Series =
        side == nil ? .others : side == row.from ? .sender : side == row.to ? .receiver : .others
      return Mark(day: day, ends: ends, series: series)
    }
  }

  /// The chart with its numbers, under a heading of a level; nothing where too few numbers have a day.
  func html(level: Int = 2) -> HTML? {
    let points = points
    let marks = marks(from: points.map(\.first).min())
    guard points.count > 1, let first = points.map(\.first).min(),
      let last = (points.map(\.last) + marks.map(\.day)).max(), first < last
    else { return nil }
    let numbers = points.flatMap { point in
      Series.allCases.compactMap { point.sums[$0]?.ends }.map { $0.max ?? $0.min }
    }
    let largest = (numbers + marks.map { $0.ends.max ?? $0.ends.min }).max() ?? 0
    guard largest > 0 else { return nil }
    let top = Scale.top(over: largest)
    let name = "c-\(row.path.replacing("/", with: "-"))"
    return .tag("figure", ["class": "card chartcard"]) {
      HTML.tag("figcaption") {
        HTML.tag("h\(level)", ["class": "head"]) { words.html(.chartOf, context.title(row)) }
        HTML.tag("p", ["class": "whose"]) { context.whose(row) }
        legend(points, marks)
      }
      HTML.tag(
        "svg", ["class": "chart", "role": "img", "aria-labelledby": "\(name)t \(name)d"]
      ) {
        HTML.tag("title", ["id": "\(name)t"]) { words.html(.chartOf, context.title(row)) }
        HTML.tag("desc", ["id": "\(name)d"]) {
          words.html(
            .chartAbout, .text(words.day(first)), .text(words.day(last)),
            .text(final(.sender, points)), .text(final(.receiver, points)))
        }
        grid(top)
        days(from: first, to: last)
        HTML.tag(
          "svg",
          [
            "y": "10%", "width": "100%", "height": "78%", "viewBox": "0 0 1000 1000",
            "preserveAspectRatio": "none",
          ]
        ) {
          for series in Series.allCases { lines(series, points, first, last, top) }
          for mark in marks { self.mark(mark, first, last, top) }
          for point in points where point.first < point.last { bar(point, first, last) }
        }
      }
    }
  }

  private func final(_ series: Series, _ points: [Point]) -> String {
    let sums = points.map { $0.sums[series] }
    return words.number(sums.last { $0?.ends != nil } ?? nil) ?? "–"
  }

  private func legend(_ points: [Point], _ marks: [Mark]) -> HTML {
    .tag("ul", ["class": "legend"]) {
      key(.sender, words.html(.saysSent, context.side(row.from)), final(.sender, points))
      key(.receiver, words.html(.saysReceived, context.side(row.to)), final(.receiver, points))
      if points.contains(where: { $0.sums[.others]?.ends != nil }) {
        key(.others, .text(words(.othersSay)), final(.others, points))
      }
      for series in Series.allCases where marks.contains(where: { $0.series == series }) {
        HTML.tag("li", ["class": "marks \(series.rawValue)"]) {
          HTML.tag("svg", ["class": "key", "aria-hidden": "true"]) {
            HTML.tag("rect", ["x": "11", "y": "0", "width": "9", "height": "9"])
          }
          HTML.tag("span") { stated(series) }
        }
      }
      if points.contains(where: { $0.first < $0.last }) {
        HTML.tag("li", ["class": "vague"]) {
          HTML.tag("svg", ["class": "key", "aria-hidden": "true"]) {
            HTML.tag("line", ["x1": "0", "y1": "50%", "x2": "100%", "y2": "50%"])
          }
          HTML.tag("span") { HTML.text(words(.vague)) }
        }
      }
    }
  }

  private func stated(_ series: Series) -> HTML {
    switch series {
    case .sender: words.html(.statedBy, context.side(row.from))
    case .receiver: words.html(.statedBy, context.side(row.to))
    case .others: .text(words(.statedByOthers))
    }
  }

  private func key(_ series: Series, _ who: HTML, _ number: String) -> HTML {
    .tag("li", ["class": series.rawValue]) {
      HTML.tag("svg", ["class": "key", "aria-hidden": "true"]) {
        HTML.tag("line", ["x1": "0", "y1": "50%", "x2": "100%", "y2": "50%"])
      }
      HTML.tag("span") { "\(who) \(.figure(number))" }
    }
  }

  private func grid(_ top: Int64) -> [HTML] {
    let step = Scale.step(for: top)
    return (0...min(top / step, 10)).flatMap { place -> [HTML] in
      let number = place * step
      let y = PageBars.percent(880 - PageBars.share(number, of: top) * 78 / 100)
      return [
        .tag("line", ["class": "grid", "x1": "0", "x2": "100%", "y1": y, "y2": y]),
        number == 0
          ? .several([])
          : .tag("text", ["class": "scale", "x": "9", "y": y, "dy": "-4"]) {
            HTML.text(words.number(number))
          },
      ]
    }
  }

  /// The first and the last day, and between them the beginnings of some months, in words.
  private func days(from first: Day, to last: Day) -> [HTML] {
    let months = (last.year - first.year) * 12 + last.month - first.month
    let stride = max(1, months / 12)
    var labels = [(x: 0, text: words.day(first), anchor: "start")]
    for count in 1...max(months, 1) where count.isMultiple(of: stride) {
      let (year, month) = (first.month - 1 + count).quotientAndRemainder(dividingBy: 12)
      guard let day = Day(year: first.year + year, month: month + 1, day: 1) else { continue }
      let x = x(day, first, last)
      // Room is kept for the first and the last day, which are longer.
      guard x >= 350, x <= 640, x - (labels.last?.x ?? 0) >= 220 else { continue }
      labels.append(
        (x, words.month(of: day, withYear: first.year != last.year), "middle"))
    }
    labels.append((1000, words.day(last), "end"))
    return labels.map { label in
      .tag(
        "text",
        [
          "class": "day", "x": PageBars.percent(label.x), "y": "97%",
          "text-anchor": label.anchor,
        ]
      ) { HTML.text(label.text) }
    }
  }

  private func x(_ day: Day, _ first: Day, _ last: Day) -> Int {
    (day.number - first.number) * 1000 / max(last.number - first.number, 1)
  }

  private func y(_ number: Int64, _ top: Int64) -> Int { 1000 - PageBars.share(number, of: top) }

  private func lines(
    _ series: Series, _ points: [Point], _ first: Day, _ last: Day, _ top: Int64
  ) -> [HTML] {
    var steps: [(x: Int, low: Int, high: Int)] = []
    for point in points {
      guard let ends = point.sums[series]?.ends else { continue }
      let step = (
        x: x(point.last, first, last), low: y(ends.min, top), high: y(ends.max ?? top, top)
      )
      if let last = steps.last, last.low == step.low, last.high == step.high { continue }
      if steps.last?.x == step.x { steps.removeLast() }
      steps.append(step)
    }
    guard let begin = steps.first else { return [] }
    let path = steps.dropFirst().map { "H\($0.x)V\($0.low)" }.joined()
    let boxes = zip(steps, steps.dropFirst().map(\.x) + [1000]).filter { $0.0.high < $0.0.low }
      .map { "M\($0.x) \($0.low)V\($0.high)H\($1)V\($0.low)Z" }.joined()
    let range =
      boxes.isEmpty
      ? [] : [HTML.tag("path", ["class": "range \(series.rawValue)", "d": boxes])]
    return range + [
      .tag("path", ["class": series.rawValue, "d": "M\(begin.x) \(begin.low)\(path)H1000"]),
      .tag(
        "path",
        [
          "class": "dots \(series.rawValue)",
          "d": steps.map { "M\($0.x) \($0.low)h0" }.joined(),
        ]),
    ]
  }

  private func mark(_ mark: Mark, _ first: Day, _ last: Day, _ top: Int64) -> [HTML] {
    let place = "M\(min(max(x(mark.day, first, last), 0), 1000)) \(y(mark.ends.min, top))h0"
    return [
      .tag("path", ["class": "stated \(mark.series.rawValue)", "d": place]),
      .tag("path", ["class": "hollow", "d": place]),
    ]
  }

  private func bar(_ point: Point, _ first: Day, _ last: Day) -> HTML {
    .tag(
      "path",
      ["class": "vague", "d": "M\(x(point.first, first, last)) 990H\(x(point.last, first, last))"])
  }
}
