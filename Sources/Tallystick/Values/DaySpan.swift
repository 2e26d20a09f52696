/// The days from one day to another, both included; either end may be open.
public struct DaySpan: Hashable, Sendable {
  /// The first day, or `nil` where the start is open.
  public let earliest: Day?

  /// The last day, or `nil` where the end is open.
  public let latest: Day?

  /// Creates the span from `earliest` to `latest`; `nil` leaves that end open.
  public init(from earliest: Day?, to latest: Day?) {
    self.earliest = earliest
    self.latest = latest
  }

  /// The number of days, or `nil` where an end is open; 0 if the last lies before the first.
  public var dayCount: Int? {
    guard let earliest, let latest else { return nil }
    return max(0, latest.number - earliest.number + 1)
  }

  /// Returns whether every day of this span lies in `other`.
  public func lies(in other: DaySpan) -> Bool {
    if let bound = other.earliest {
      guard let earliest, earliest >= bound else { return false }
    }
    if let bound = other.latest {
      guard let latest, latest <= bound else { return false }
    }
    return true
  }

  /// Returns whether some day lies in both spans.
  public func overlaps(_ other: DaySpan) -> Bool {
    (earliest ?? .minimum) <= (latest ?? .maximum)
      && (other.earliest ?? .minimum) <= (other.latest ?? .maximum)
      && (earliest ?? .minimum) <= (other.latest ?? .maximum)
      && (other.earliest ?? .minimum) <= (latest ?? .maximum)
  }

  /// Returns the spans sorted, with those that overlap or touch joined into one.
  ///
  /// - Complexity: O(*n* log *n*).
  static func joined(_ spans: [DaySpan]) -> [DaySpan] {
    let sorted = spans.sorted { ($0.earliest ?? .minimum) < ($1.earliest ?? .minimum) }
    var joined: [DaySpan] = []
    for span in sorted {
      guard let last = joined.last, last.reaches(span) else {
        joined.append(span)
        continue
      }
      joined[joined.count - 1] = DaySpan(from: last.earliest, to: later(last.latest, span.latest))
    }
    return joined
  }

  // Whether `next`, which starts no earlier, starts within this span or on the day after it.
  private func reaches(_ next: DaySpan) -> Bool {
    guard let latest, let start = next.earliest else { return true }
    return start <= latest.next
  }

  private static func later(_ left: Day?, _ right: Day?) -> Day? {
    guard let left, let right else { return nil }
    return max(left, right)
  }
}

/// What is known about the order of two dates.
public enum Precedence: Hashable, Sendable {
  /// Every day of the first lies before every day of the second.
  case certainlyBefore

  /// Either may come first, or both may be the same day.
  case possibly

  /// Every day of the first lies after every day of the second.
  case certainlyAfter
}

/// How a date lies to a cut.
public enum Containment: Hashable, Sendable {
  /// Every day of the date lies inside.
  case inside

  /// Some day of the date may lie inside and another outside.
  case straddling

  /// No day of the date lies inside.
  case outside
}
