package import Tallystick

/// The grid and the days of a chart.
package enum Scale {
  /// A round number that is no smaller than `number`, with a grid of 2 to 5 steps below it.
  package static func top(over number: Int64) -> Int64 {
    let step = step(for: number)
    let steps = max(number, 1) / step + (max(number, 1).isMultiple(of: step) ? 0 : 1)
    return steps.multipliedReportingOverflow(by: step).overflow ? .max : steps * step
  }

  /// The distance of grid lines below `top`: 1, 2 or 5, and zeros.
  package static func step(for top: Int64) -> Int64 {
    var step: Int64 = 1
    while true {
      for factor: Int64 in [1, 2, 5] where max(top, 1) / (step * factor) < 5 {
        return step * factor
      }
      guard step < .max / 100 else { return step }
      step *= 10
    }
  }

  /// The grid lines with their numbers, from 0 to `top`.
  static func grid(to top: Int64) -> [HTML] {
    let step = step(for: top)
    return (0...min(top / step, 10)).flatMap { place -> [HTML] in
      let number = place * step
      let y = "\(PageBars.percent(880 - PageBars.share(number, of: top) * 78 / 100))"
      return [
        .tag("line", ["class": "grid", "x1": "0", "x2": "100%", "y1": y, "y2": y]),
        number == 0
          ? .several([])
          : .tag("text", ["class": "scale", "x": "0", "y": y, "dy": "-4"]) {
            HTML.text(number.grouped)
          },
      ]
    }
  }

  /// The first and the last day, and the beginnings of some months between them.
  package static func days(from first: Day, to last: Day) -> [HTML] {
    var labels: [(x: Int, text: String, anchor: String)] = [(0, "\(first)", "start")]
    let span = last.number - first.number
    for month in months(from: first, to: last) {
      let x = (month.number - first.number) * 1000 / max(span, 1)
      guard x - (labels.last?.x ?? 0) >= (labels.count == 1 ? 330 : 220), x <= 700 else { continue }
      labels.append((x, String("\(month)".dropLast(3)), "middle"))
    }
    labels.append((1000, "\(last)", "end"))
    return labels.map { label in
      .tag(
        "text",
        [
          "class": "day", "x": PageBars.percent(label.x), "y": "97%",
          "text-anchor": label.anchor,
        ]
      ) {
        HTML.text(label.text)
      }
    }
  }

  private static func months(from first: Day, to last: Day) -> [Day] {
    let months = (last.year - first.year) * 12 + last.month - first.month
    let stride = max(1, months / 12)
    return (1...max(months, 1)).filter { $0.isMultiple(of: stride) }.compactMap { count in
      let month = first.month - 1 + count
      return Day(year: first.year + month / 12, month: month % 12 + 1, day: 1)
    }
  }
}
