/// The whole numbers from `min` to `max`: what is known of a number.
public struct Bounds: Hashable, Sendable {
  /// The smallest number that it may be.
  public let min: Int64

  /// The largest number that it may be; nil without bound.
  public let max: Int64?

  /// Creates bounds; `max` is at least `min`.
  public init(min: Int64, max: Int64?) {
    precondition(max.map { $0 >= min } ?? true, "bounds out of order")
    self.min = min
    self.max = max
  }

  /// Creates the bounds of a number that is known.
  public init(_ number: Int64) { self.init(min: number, max: number) }

  /// The number, where there is just one.
  public var exact: Int64? { min == max ? min : nil }

  /// Whether some number lies in both.
  public func overlaps(_ other: Bounds) -> Bool {
    (max.map { $0 >= other.min } ?? true) && (other.max.map { $0 >= min } ?? true)
  }

  /// The smallest bounds that hold both.
  public func union(_ other: Bounds) -> Bounds {
    let upper: Int64? =
      if let max, let otherMax = other.max { Swift.max(max, otherMax) } else { nil }
    return Bounds(min: Swift.min(min, other.min), max: upper)
  }

  /// The distance to `other` with its sign: positive when every number here is larger, zero when
  /// the two overlap.
  public func distance(from other: Bounds) -> Int64 {
    if let otherMax = other.max, min > otherMax { return min - otherMax }
    if let max, max < other.min { return max - other.min }
    return 0
  }

  /// The bounds of the sum of two numbers; saturating.
  public static func + (left: Bounds, right: Bounds) -> Bounds {
    let upper: Int64? =
      if let left = left.max, let right = right.max { left.addingSaturating(right) } else { nil }
    return Bounds(min: left.min.addingSaturating(right.min), max: upper)
  }
}

extension Int64 {
  func addingSaturating(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}

extension Bounds: CustomStringConvertible {
  /// `1212`, `57..79` or `6000+`.
  public var description: String {
    guard let max else { return "\(min)+" }
    return min == max ? "\(min)" : "\(min)..\(max)"
  }
}
