internal import Tallystick

/// One side's sums in a chart: a line of steps, and below it the range where there is one.
///
/// The chart is 1,000 units wide and high; heights count from its top. The line begins at the first
/// number: before it the side has said nothing, which is not 0.
struct ChartLine {
  let series: PageBars.Series

  private var steps: [(x: Int, low: Int, high: Int)] = []

  init(series: PageBars.Series) { self.series = series }

  /// Goes on to the sum that holds from `x`; of several at one place the last stays, and a sum that
  /// stays the same is no step.
  mutating func step(to sum: Bounds, at x: Int, top: Int64) {
    let low = 1000 - PageBars.share(sum.min, of: top)
    let high = 1000 - PageBars.share(sum.max ?? top, of: top)
    if let last = steps.last, last.low == low, last.high == high { return }
    if steps.last?.x == x { steps.removeLast() }
    steps.append((x, low, high))
  }

  /// The range, the line and a dot at each step.
  var html: [HTML] {
    guard let first = steps.first else { return [] }
    let line = steps.dropFirst().map { "H\($0.x)V\($0.low)" }.joined()
    let dots = steps.map { "M\($0.x) \($0.low)h0" }.joined()
    return range + [
      .tag("path", ["class": series.rawValue, "d": "M\(first.x) \(first.low)\(line)H1000"]),
      .tag("path", ["class": "dots \(series.rawValue)", "d": dots]),
    ]
  }

  /// A rectangle for each step of which the sum is not one number.
  private var range: [HTML] {
    let ends = steps.dropFirst().map(\.x) + [1000]
    let boxes = zip(steps, ends).filter { $0.0.high < $0.0.low }.map { step, end in
      "M\(step.x) \(step.low)V\(step.high)H\(end)V\(step.low)Z"
    }
    guard !boxes.isEmpty else { return [] }
    return [.tag("path", ["class": "range \(series.rawValue)", "d": boxes.joined()])]
  }
}
