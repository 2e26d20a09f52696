/// What a date means, whatever its words: equal for two dates that are one `when`.
///
/// One day is one day however it is written: `2025-06-13`, a time on it, `2025-06-13/2025-06-13`,
/// `[2025-06-13]`. Marks of uncertainty make no difference. Dates that span the same days and mean
/// another thing are not equal: a season is not its year nor another season of it, an interval is not
/// the month that it fills, and all days of a set are not one of them.
package struct DateMeaning: Hashable, Sendable {
  /// How the days are meant.
  private enum Manner: UInt8 {
    /// At some time in them.
    case within

    /// From the first to the last.
    case through

    /// All of them.
    case all
  }

  /// The days, as spans that neither overlap nor touch; most dates are one.
  private let first: DaySpan?
  private let rest: [DaySpan]
  private let manner: Manner

  /// What the days alone do not tell: seasons, and ends of an interval that are no days.
  private let parts: [DatePart]

  /// The meaning of one day.
  package init(_ day: Day) {
    first = DaySpan(from: day, to: day)
    (rest, manner, parts) = ([], .within, [])
  }

  fileprivate init(_ date: EDTFDate) {
    let spans = date.joinedSpans
    first = spans.first
    rest = Array(spans.dropFirst())
    manner =
      date.isSingleDay
      ? .within
      : date.choice == .allOf ? .all : date.members.first?.ends == nil ? .within : .through
    parts = manner == .through ? date.members[0].vagueEnds : date.seasons
  }
}

/// A part of a date that is no day: a season, or an end of an interval.
struct DatePart: Hashable, Sendable {
  let span: DaySpan
  let season: Int?
  let pattern: DayPattern?

  /// Whether it is one day, or open.
  var isPlain: Bool { season == nil && pattern == nil && (span.dayCount ?? 1) == 1 }
}

extension EDTFDate {
  /// What the date means.
  ///
  /// - Complexity: O(*n* log *n*) in the members of a set; where digits are unspecified left of
  ///   known ones also O(*nm*), with the months *m* of the years that they allow, at most 240,000.
  package var meaning: DateMeaning {
    if isPlainDay, let earliest { return DateMeaning(earliest) }
    return DateMeaning(self)
  }

  /// Returns whether both dates are one `when`; `?`, `~` and `%` make no difference.
  ///
  /// Members of a set may stand in any order, overlap or touch.
  public func meansTheSame(as other: EDTFDate) -> Bool {
    text == other.text || meaning == other.meaning
  }

  /// The seasons that the date names, sorted, each once.
  fileprivate var seasons: [DatePart] {
    let found = Set(members.filter { $0.season != nil }.map(\.part))
    return found.count < 2 ? Array(found) : found.sorted { $0.precedes($1) }
  }

  /// Returns whether two dates are different seasons of one year, which share no day wherever they
  /// are, although each may be at another time of that year.
  package func isOtherSeason(than other: EDTFDate) -> Bool {
    guard !isPlainDay, !other.isPlainDay, members.count == 1, other.members.count == 1,
      let mine = members[0].season, let theirs = other.members[0].season
    else { return false }
    return mine != theirs && earliest == other.earliest
  }
}

extension DatePart {
  fileprivate func precedes(_ other: DatePart) -> Bool {
    let (mine, theirs) = (span.earliest ?? .minimum, other.span.earliest ?? .minimum)
    return mine == theirs ? (season ?? 0) < (other.season ?? 0) : mine < theirs
  }
}

extension EDTFMember {
  /// What of it is no day.
  var part: DatePart { DatePart(span: span, season: season, pattern: pattern) }

  /// The ends of an interval, where one of them is more than a day.
  fileprivate var vagueEnds: [DatePart] {
    guard let ends, !ends.allSatisfy(\.isPlain) else { return [] }
    return ends
  }
}
