extension Obligation {
  /// Whether handovers on a row perform it; where the row leaves whose unsaid that is open.
  func takes(_ row: Row) -> Obligations.Fit {
    guard let performed = row.what, what.contains(performed), row.from == debtor,
      row.to == creditor
    else { return .out }
    return fit(whose, row.whose)
  }

  /// Whether it owes something for each of those that are handed over on a row.
  func counts(_ row: Row) -> Obligations.Fit {
    guard case .each(_, let of) = count, row.what == of.what, row.from == of.from, row.to == of.to
    else { return .out }
    return fit(of.whose, row.whose)
  }

  private func fit(_ whose: String?, _ said: String?) -> Obligations.Fit {
    whose == nil || whose == said ? .inQuestion : said == nil ? .open : .out
  }

  /// The ways on which handovers bear on it.
  package var ways: [Obligations.Way] {
    var ways = what.map { Obligations.Way(what: $0, from: debtor, to: creditor) }
    if case .each(_, let of) = count {
      ways.append(Obligations.Way(what: of.what, from: of.from, to: of.to))
    }
    return ways
  }
}

extension Obligation {
  /// Whether something is owed for each of others.
  package var isForEach: Bool { if case .each = count { true } else { false } }
}

extension Obligations {
  /// What goes from whom to whom.
  package struct Way: Hashable, Sendable {
    let what: String
    let from: String
    let to: String

    package init(what: String, from: String, to: String) {
      (self.what, self.from, self.to) = (what, from, to)
    }

    /// The way of a row that says all three.
    package init?(_ row: Row) {
      guard let what = row.what, let from = row.from, let to = row.to else { return nil }
      self.init(what: what, from: from, to: to)
    }
  }
}

extension OuterDays {
  /// The days from one to another, as numbers.
  package init(from: Int, to: Int) {
    self.from = from
    self.to = to
  }
}

extension Bounds {
  /// What remains of these when `performed` is taken away, never less than 0.
  func less(_ performed: Bounds) -> Bounds {
    let lower = performed.max.map { Swift.max(0, min - $0) } ?? 0
    let upper = max.map { Swift.max(lower, $0 - performed.min) }
    if upper == 0 { return Bounds(0) }
    let least = performed.high.map { (low - $0).orNothing } ?? 0
    return Bounds(
      min: lower, max: upper, low: least, high: high.map { ($0 - performed.low).orNothing })
  }

  /// The larger of two numbers.
  func larger(_ other: Bounds) -> Bounds {
    let upper: Int64? =
      if let max, let most = other.max { Swift.max(max, most) } else { nil }
    let lower =
      min == other.min ? (low.isAbout ? other.low : low) : min > other.min ? low : other.low
    let end: Amount? =
      if let max, let most = other.max {
        max == most ? (high?.isAbout ?? false ? other.high : high) : max > most ? high : other.high
      } else {
        nil
      }
    return Bounds(min: Swift.max(min, other.min), max: upper, low: lower, high: end)
  }

  /// These, or these and up to as many more as `other` says.
  func widened(by other: Bounds) -> Bounds {
    self + Bounds(min: 0, max: other.max, low: 0, high: other.high)
  }

  /// These without an upper end.
  var withoutEnd: Bounds { Bounds(min: min, max: nil, low: low, high: nil) }

  /// So many times these; saturating.
  func times(_ factor: Int64) -> Bounds {
    Bounds(
      min: min.multipliedSaturating(factor), max: max.map { $0.multipliedSaturating(factor) },
      low: low.times(factor), high: high.map { $0.times(factor) })
  }
}

extension Amount {
  /// It, or 0 where it is less.
  fileprivate var orNothing: Amount { number < 0 ? Amount(number: 0, isAbout: isAbout) : self }

  fileprivate func times(_ factor: Int64) -> Amount {
    Amount(number: number.multipliedSaturating(factor), isAbout: isAbout)
  }
}

extension Int64 {
  fileprivate func multipliedSaturating(_ factor: Int64) -> Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}

extension [Bounds] {
  /// Their sum; nil of none.
  var total: Bounds? {
    guard let first else { return nil }
    return dropFirst().reduce(first) { $0 + $1 }
  }
}
