/// The whole numbers from `min` to `max`: what is known of a number.
///
/// An end that words leave approximate keeps the number that they gave: it is compared by what the
/// words admit, and printed as they put it.
public struct Bounds: Hashable, Sendable {
  /// The smallest number that it may be.
  public let min: Int64

  /// The largest number that it may be; nil without bound.
  public let max: Int64?

  /// The numbers that the words gave, where they gave them as approximate.
  public let about: About?

  /// The ends as they are printed, each marked where it is approximate.
  public struct About: Hashable, Sendable {
    /// The lower end.
    public let min: Amount
    /// The upper end; nil without bound.
    public let max: Amount?
  }

  /// Creates bounds; `max` is at least `min`.
  public init(min: Int64, max: Int64?) { self.init(min: min, max: max, about: nil) }

  init(min: Int64, max: Int64?, about: About?) {
    precondition(max.map { $0 >= min } ?? true, "bounds out of order")
    self.min = min
    self.max = max
    self.about = about
  }

  /// Creates bounds whose ends are printed so; without a mark where neither is approximate.
  init(min: Int64, max: Int64?, low: Amount, high: Amount?) {
    let isAbout = low.isAbout || high?.isAbout ?? false
    self.init(min: min, max: max, about: isAbout ? About(min: low, max: high) : nil)
  }

  /// Creates the bounds of a number that is known.
  public init(_ number: Int64) { self.init(min: number, max: number) }

  /// Creates the bounds of what rounds to a number.
  init(about number: Int64) {
    let end = Amount(number: number, isAbout: true)
    let bounds = Count.rounding(to: number)
    self.init(min: bounds.min, max: bounds.max, low: end, high: end)
  }

  /// The number, where there is just one and it is not approximate.
  public var exact: Int64? { about == nil && min == max ? min : nil }

  /// The lower end as it is printed.
  public var low: Amount { about?.min ?? Amount(number: min, isAbout: false) }

  /// The upper end as it is printed; nil without bound.
  public var high: Amount? {
    about.map(\.max) ?? max.map { Amount(number: $0, isAbout: false) }
  }

  /// Whether some number lies in both.
  public func overlaps(_ other: Bounds) -> Bool {
    (max.map { $0 >= other.min } ?? true) && (other.max.map { $0 >= min } ?? true)
  }

  /// The smallest bounds that hold both; of the ends that are printed, too.
  public func union(_ other: Bounds) -> Bounds {
    let lower = Swift.min(min, other.min)
    let low = Amount.first(low, other.low, by: <)
    guard let max, let otherMax = other.max, let high, let otherHigh = other.high else {
      return Bounds(min: lower, max: nil, low: low, high: nil)
    }
    return Bounds(
      min: lower, max: Swift.max(max, otherMax), low: low,
      high: Amount.first(high, otherHigh, by: >))
  }

  /// The distance to `other` with its sign: positive when every number here is larger, zero when
  /// the two overlap; between approximate numbers that between those that were given.
  public func distance(from other: Bounds) -> Int64 { gap(from: other).number }

  /// The ``distance(from:)``, and whether it is approximate.
  func gap(from other: Bounds) -> Amount {
    if let otherMax = other.max, min > otherMax { return low - (other.high ?? other.low) }
    if let max, max < other.min { return (high ?? low) - other.low }
    return Amount(number: 0, isAbout: false)
  }

  /// The bounds of the sum of two numbers; saturating.
  public static func + (left: Bounds, right: Bounds) -> Bounds {
    let upper: Int64? =
      if let left = left.max, let right = right.max { left.addingSaturating(right) } else { nil }
    let high: Amount? =
      if let left = left.high, let right = right.high { left + right } else { nil }
    return Bounds(
      min: left.min.addingSaturating(right.min), max: upper, low: left.low + right.low, high: high)
  }
}

extension Int64 {
  func addingSaturating(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}

extension Bounds {
  /// `1,212`, `57–79`, `6,000 or more` or `~600`, each number as `number` writes it; `too large` for
  /// an end beyond the numbers that an event holds, once where both are.
  public func words(_ number: (Int64) -> String) -> String { text(number, "–", " or more") }

  private func text(_ number: (Int64) -> String, _ to: String, _ more: String) -> String {
    guard !low.isTooLarge else { return low.words(number) }
    guard let high else { return low.words(number) + more }
    guard low.number != high.number else {
      return Amount(number: low.number, isAbout: low.isAbout || high.isAbout).words(number)
    }
    return low.words(number) + to + high.words(number)
  }
}

extension Bounds: CustomStringConvertible {
  /// `1212`, `57..79`, `6000+` or `~600`.
  public var description: String { text({ "\($0)" }, "..", "+") }
}

extension Bounds {
  /// `{"min":…,"max":…}`; an end without bound is left out, and one beyond the numbers that an event
  /// holds, with `too_large`; what was given as approximate stands in `about`, where no end is too large.
  package var json: JSONObject {
    var object: JSONObject = [:]
    if min <= Count.largest { object["min"] = .integer(min) }
    if let max, max <= Count.largest { object["max"] = .integer(max) }
    guard min <= Count.largest, max ?? 0 <= Count.largest else {
      object["too_large"] = true
      return object
    }
    guard let about else { return object }
    if about.max?.number == about.min.number {
      object["about"] = .integer(about.min.number)
    } else {
      var ends: JSONObject = ["min": .integer(about.min.number)]
      if let max = about.max { ends["max"] = .integer(max.number) }
      object["about"] = .object(ends)
    }
    return object
  }
}

extension Bounds {
  /// The bounds of the JSON form; nil where it has no lower end.
  public init?(json object: JSONObject) {
    guard let min = object["min"]?.integer else { return nil }
    let max = object["max"]?.integer
    func end(_ number: Int64) -> Amount { Amount(number: number, isAbout: true) }
    if let about = object["about"]?.integer {
      self.init(min: min, max: max, low: end(about), high: end(about))
    } else if let about = object["about"]?.object, let low = about["min"]?.integer {
      self.init(min: min, max: max, low: end(low), high: about["max"]?.integer.map(end))
    } else {
      self.init(min: min, max: max)
    }
  }
}
