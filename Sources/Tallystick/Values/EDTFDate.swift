/// A date with its words, and the days that it may mean (EDTF, ISO 8601-2:2019 annex A).
///
/// Read are level 0, level 1, and of level 2 the sets `[…]` and `{…}` and digits unspecified in any
/// place. Two values are equal when their texts are; ``meansTheSame(as:)`` compares what they mean.
///
/// - A season (21 to 24) spans its whole year, and winter (24) also the January and February after
///   it: which months it has depends on the hemisphere, which the text does not say.
/// - A date-time is the day that it writes, whatever its zone: the day of the place that it is of.
/// - Unknown ends of an interval (`2025/`) count as open.
public struct EDTFDate: Hashable, Sendable {
  /// What was read: it never changes, and is handed round with every claim.
  private let read: Read

  private final class Read: Sendable {
    let text: String
    let earliest: Day?
    let latest: Day?
    let choice: SpanChoice?

    /// The members, but for a plain day: it is all in `text` and `earliest`, and most dates of a
    /// record are plain days.
    let written: [EDTFMember]

    init(
      text: String, earliest: Day?, latest: Day?, choice: SpanChoice?, written: [EDTFMember]
    ) {
      self.text = text
      self.earliest = earliest
      self.latest = latest
      self.choice = choice
      self.written = written
    }
  }

  /// Creates the date that `text` writes, of one member or more.
  init(text: String, members: [EDTFMember], choice: SpanChoice?) {
    let starts = members.compactMap(\.span.earliest)
    let ends = members.compactMap(\.span.latest)
    read = Read(
      text: text, earliest: starts.count == members.count ? starts.min() : nil,
      latest: ends.count == members.count ? ends.max() : nil, choice: choice, written: members)
  }

  /// Creates the plain day that `text` writes, `YYYY-MM-DD` of the years 0000 to 9999 with `?`, `~`,
  /// `%` or nothing after it; nil where it writes anything else.
  init?(plainDay text: String) {
    let length = text.utf8.count
    guard length == 10 || length == 11, let day = Day(plain: text.utf8.prefix(10)) else {
      return nil
    }
    if length == 11, EDTFMember.Mark(text.utf8.last) == nil { return nil }
    read = Read(text: text, earliest: day, latest: day, choice: nil, written: [])
  }

  /// The text as written.
  public var text: String { read.text }

  /// The first day that the date may mean, or `nil` where the start is open.
  public var earliest: Day? { read.earliest }

  /// The last day that the date may mean, or `nil` where the end is open.
  public var latest: Day? { read.latest }

  /// How the members of a set are meant; `nil` for one date or interval, alone or alone in a set.
  public var choice: SpanChoice? { read.choice }

  private var written: [EDTFMember] { read.written }

  /// The date, the interval, or the members of the set, in the order written.
  var members: [EDTFMember] {
    guard isPlainDay else { return written }
    var day = EDTFMember(span: DaySpan(from: earliest, to: latest))
    day.apply(EDTFMember.Mark(text.utf8.last))
    return [day]
  }

  /// Whether it was read as a plain day; an interval or set that means one day is none.
  var isPlainDay: Bool { written.isEmpty }

  /// Whether both have the same text; an EDTF text is ASCII, so this compares bytes.
  public static func == (left: EDTFDate, right: EDTFDate) -> Bool {
    left.read === right.read || left.text == right.text
  }

  /// Feeds the text into `hasher`.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// How the members of a set are meant.
public enum SpanChoice: Hashable, Sendable {
  /// One of them, `[…]`; which one is not known.
  case oneOf

  /// All of them, `{…}`.
  case allOf
}

extension EDTFDate {
  /// The spans from the first to the last day of each member of a set, as written; else the one.
  ///
  /// Not every day of a span need fit where digits are unspecified, as in `XXXX-06-13`.
  public var spans: [DaySpan] {
    isPlainDay ? [DaySpan(from: earliest, to: latest)] : members.map(\.span)
  }

  /// When it is, where the date is a time with a zone.
  var moment: Instant? { isPlainDay ? nil : written[0].moment }

  /// Whether the date can mean one day only.
  public var isSingleDay: Bool { daySpan == 1 }

  /// The number of days from ``earliest`` to ``latest``, both included; `nil` if one is open.
  public var daySpan: Int? { DaySpan(from: earliest, to: latest).dayCount }

  /// Whether the date has no earliest or no latest day.
  public var isOpen: Bool { earliest == nil || latest == nil }

  /// Whether some part of the date is marked uncertain, by `?` or `%`.
  public var isUncertain: Bool { members.contains(where: \.isUncertain) }

  /// Whether some part of the date is marked approximate, by `~` or `%`.
  public var isApproximate: Bool { members.contains(where: \.isApproximate) }

  /// Whether a digit of a year is unspecified left of a known one, as in `XXXX-06-13`.
  ///
  /// Such a date lies inside no bounded cut; see ``lies(within:to:)``.
  public var isUnresolved: Bool { written.contains(where: \.isUnresolved) }
}

extension EDTFDate: CustomStringConvertible {
  /// The text as written.
  public var description: String { text }
}
