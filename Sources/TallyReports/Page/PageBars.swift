package import Tallystick

/// Bars that show a number's size beside others of the same table; the number stands in the table.
package enum PageBars {
  /// Which number a bar shows: each has a colour and a pattern of its own.
  package enum Series: String {
    /// What the sending side, or the debtor, says.
    case sender
    /// What the receiving side, or the creditor, says.
    case receiver
    /// What both confirm.
    case both
    /// What is owed.
    case owed
  }

  /// A bar for a number: full to its lower end, faint from there to its upper end.
  package static func bar(_ bounds: Bounds?, of largest: Int64, _ series: Series) -> [HTML] {
    guard let bounds, largest > 0 else { return [] }
    let low = share(bounds.min, of: largest)
    let high = share(bounds.max ?? largest, of: largest)
    return [
      .tag("svg", ["class": "bar \(series.rawValue)", "aria-hidden": "true"]) {
        if high > low {
          HTML.tag("rect", ["class": "range", "width": percent(high), "height": "100%"])
        }
        HTML.tag("rect", ["width": percent(low), "height": "100%"])
      }
    ]
  }

  /// The largest number among bounds, open ends aside.
  static func largest(_ all: [Bounds?]) -> Int64 {
    all.compactMap { $0 }.map { $0.max ?? $0.min }.max() ?? 0
  }

  /// How large `number` is, in thousandths of `largest`, from 0 to 1000.
  package static func share(_ number: Int64, of largest: Int64) -> Int {
    guard largest > 0 else { return 0 }
    return Int(min(max(Double(number) / Double(largest), 0), 1) * 1000)
  }

  /// Thousandths as `73.2%`.
  package static func percent(_ thousandths: Int) -> String {
    "\(thousandths / 10).\(thousandths % 10)%"
  }
}
