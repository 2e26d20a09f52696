public import TransparencyLog

/// When something was said: an EDTF date, or an RFC 3339 instant, with its words.
///
/// A full day, a `T`, a time with seconds and `Z` or `±hh:mm` make an instant; all else is read as
/// an EDTF date. A day is never turned into a midnight, and an instant keeps its offset: its day is
/// the one that it writes, that of the place where it was said.
public struct Stated: Hashable, Sendable {
  /// The text as written; nil where ``init(wholeSecond:)`` makes it of the instant.
  private let written: String?

  /// The date, where the text is one.
  public let date: EDTFDate?

  /// The instant, where the text is one.
  public let instant: Instant?

  /// The day that an instant writes.
  private let ownDay: Day?

  /// Reads an EDTF date or an RFC 3339 instant.
  ///
  /// - Throws: `FormatError` if the text is neither.
  public init(parsing text: String) throws(FormatError) {
    let isInstant = Self.looksLikeInstant(text.utf8)
    instant = isInstant ? try Instant(parsing: text) : nil
    let isWholeSecond = text.utf8.count == 20 && text.utf8.last == UInt8(ascii: "Z")
    written = isInstant && isWholeSecond ? nil : text
    ownDay = isInstant ? Day(plain: text.utf8.prefix(10)) : nil
    date = isInstant ? nil : try EDTFDate(parsing: text)
  }

  /// Creates the statement on a date.
  public init(_ date: EDTFDate) {
    written = date.text
    self.date = date
    (instant, ownDay) = (nil, nil)
  }

  /// Creates the statement at an instant, whose text has six decimals.
  public init(_ instant: Instant) {
    written = instant.description
    date = nil
    self.instant = instant
    ownDay = instant.day
  }

  /// Creates the statement at an instant that is written as `2025-06-13T09:15:00Z`.
  init(wholeSecond instant: Instant) {
    written = nil
    date = nil
    self.instant = instant
    ownDay = instant.day
  }

  /// The instant, where ``text`` is `2025-06-13T09:15:00Z` or alike, and is made of it alone.
  var wholeSecond: Instant? { written == nil ? instant : nil }

  /// The text as written.
  public var text: String {
    if let written { return written }
    var letters: [UInt8] = []
    instant?.append(to: &letters)
    return String(decoding: letters.prefix(19), as: UTF8.self) + "Z"
  }

  private static func looksLikeInstant(_ bytes: String.UTF8View) -> Bool {
    guard let first = bytes.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
      let last = bytes.last, !bytes.contains(UInt8(ascii: "/")),
      bytes.contains(UInt8(ascii: "T")) || bytes.contains(UInt8(ascii: "t"))
    else { return false }
    if last == UInt8(ascii: "Z") || last == UInt8(ascii: "z") { return true }
    let offset = bytes.suffix(6)
    return offset.contains(UInt8(ascii: ":"))
      && (offset.first == UInt8(ascii: "+") || offset.first == UInt8(ascii: "-"))
  }

  /// Whether both have the same text.
  public static func == (left: Stated, right: Stated) -> Bool {
    if let mine = left.wholeSecond, let theirs = right.wholeSecond { return mine == theirs }
    return left.text == right.text
  }

  /// Feeds the text into `hasher`.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension Stated {
  /// The first day on which it may have been said, where that was, or `nil` where the start is open.
  public var earliestDay: Day? { ownDay ?? date?.earliest }

  /// The last day on which it may have been said, where that was, or `nil` where the end is open.
  public var latestDay: Day? { ownDay ?? date?.latest }

  /// What the date means; of an instant, what its day does.
  package var meaning: DateMeaning? { ownDay.map { DateMeaning($0) } ?? date?.meaning }

  /// The first instant at which it may have been said, or `nil` where the start is open.
  ///
  /// Beyond the years 0000 to 9999 it is the nearest instant of them.
  public var earliest: Instant? { instant ?? earliestDay.map(Instant.init(day:)) }

  /// The last instant at which it may have been said, or `nil` where the end is open.
  ///
  /// Of a day it is the last microsecond. Beyond the years 0000 to 9999 it is the nearest instant
  /// of them.
  public var latest: Instant? {
    if let instant { return instant }
    guard let latestDay else { return nil }
    let end = Instant(day: latestDay.next)
    return end == .maximum ? end : Instant(microseconds: end.microseconds - 1) ?? end
  }

  /// Returns whether this was said before `other`, whatever days and times the two stand for.
  ///
  /// Two instants compare to the microsecond; else whole days do, so that a day and an instant
  /// within it are neither before nor after one another.
  public func isCertainlyBefore(_ other: Stated) -> Bool {
    if let instant, let moment = other.instant { return instant < moment }
    guard let latestDay, let earliest = other.earliestDay else { return false }
    return latestDay < earliest
  }

  /// Returns whether this was said after `other`, whatever days and times the two stand for.
  public func isCertainlyAfter(_ other: Stated) -> Bool { other.isCertainlyBefore(self) }

  /// Returns whether this was said before any of what happened then.
  ///
  /// Two times with a zone compare to the microsecond; else days do, each that of its own place.
  package func isBefore(_ when: EDTFDate) -> Bool {
    guard let latestDay, let earliest = when.earliest, latestDay < earliest else { return false }
    guard let instant, let moment = when.moment else { return true }
    return instant < moment
  }

  /// Returns how this lies to the days `from` to `to`, both included; `nil` sets no bound.
  public func lies(within from: Day?, to: Day?) -> Containment {
    if let date { return date.lies(within: from, to: to) }
    let isInside = DaySpan(from: earliestDay, to: latestDay).lies(in: DaySpan(from: from, to: to))
    return isInside ? .inside : .outside
  }
}

extension Stated: CustomStringConvertible {
  /// The text as written.
  public var description: String { text }
}
