internal import TransparencyLog

/// One date of an EDTF text, or one interval, or one range in a set.
struct EDTFMember: Hashable, Sendable {
  /// The days from the first to the last that it may mean.
  let span: DaySpan

  /// The days that fit, where ``span`` may hold others too.
  var pattern: DayPattern?

  /// The season, 21 to 24, where it is one.
  var season: Int?

  /// The two ends, where it is an interval.
  var ends: [DatePart]?

  /// When it is, where it is a time with a zone.
  var moment: Instant?

  /// Whether a digit is unspecified.
  var isUnspecified = false

  /// Whether a digit of the year is unspecified left of a known one.
  var isUnresolved = false

  /// Whether it is marked uncertain.
  var isUncertain = false

  /// Whether it is marked approximate.
  var isApproximate = false

  /// Creates a member without marks.
  init(span: DaySpan) { self.span = span }

  /// Joins two dates into the interval from one to the other; `nil` leaves that end open.
  ///
  /// - Throws: `FormatError` if the interval starts after its end.
  init(from start: EDTFMember?, to end: EDTFMember?) throws(FormatError) {
    if let start, let end, start.startsAfter(end), let day = end.span.earliest {
      let isLater = start.span.earliest.map { $0 > day } ?? false
      let place = isLater ? "\(day), where its end begins" : "its end"
      throw FormatError("its start lies after \(place)")
    }
    span = DaySpan(from: start?.span.earliest, to: end?.span.latest)
    for side in [start, end] {
      isUnspecified = isUnspecified || side?.isUnspecified == true
      isUnresolved = isUnresolved || side?.isUnresolved == true
      isUncertain = isUncertain || side?.isUncertain == true
      isApproximate = isApproximate || side?.isApproximate == true
    }
  }

  // A month or year as the end is taken at its first day, so that `2004-06-11/2004-06` is refused.
  // Seasons and unspecified digits are refused only where no day of the end could follow.
  private func startsAfter(_ end: EDTFMember) -> Bool {
    guard let start = span.earliest, let first = end.span.earliest, let last = end.span.latest
    else { return false }
    if start > last { return true }
    if let season, let other = end.season { return start == first && season > other }
    let isVague = season != nil || end.season != nil || isUnspecified || end.isUnspecified
    return !isVague && start > first
  }

  /// Returns whether a day that fits lies in `cut`.
  func hasDay(in cut: DaySpan) -> Bool {
    guard span.overlaps(cut) else { return false }
    guard let pattern else { return true }
    guard let day = pattern.first(notBefore: cut.earliest ?? .minimum) else { return false }
    return day <= (cut.latest ?? .maximum)
  }
}
