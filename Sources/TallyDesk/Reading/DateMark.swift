internal import Tallystick
internal import TransparencyLog

/// A date in words, resolved against the day of the page.
struct DateMark: Hashable, Sendable {
  /// The tokens, with a word such as "on" or "since" before them.
  var range: Range<Int>

  /// The first and the last day.
  var from: Day
  var to: Day

  /// Whether the words leave a part open, as the year, which is resolved and marked uncertain.
  var isIncomplete: Bool

  /// Whether it is a whole month, written without days.
  var isMonth = false

  /// Whether it runs from a first day until now.
  var isSince = false

  /// Whether only its end is said.
  var isUntil = false

  /// As EDTF.
  var edtf: String {
    let mark = isIncomplete ? "?" : ""
    if isUntil { return "../\(to)\(mark)" }
    if isMonth { return String(from.description.prefix(7)) + mark }
    return from == to ? "\(from)\(mark)" : "\(from)\(mark)/\(to)\(mark)"
  }
}

/// Finds dates in the tokens of a sentence.
struct DateReader {
  let tokens: [Token]
  let marks: [WordMark]

  /// The last day of the page.
  let page: Day

  /// Whether months are written with a capital, so that "may" is none.
  let areMonthsCapital: Bool

  /// The dates, in their order.
  func dates() -> [DateMark] {
    var dates: [DateMark] = []
    var place = 0
    while place < tokens.count {
      if let date = span(at: place) ?? date(at: place) {
        dates.append(withPreposition(date))
        place = date.range.upperBound
      } else {
        place += 1
      }
    }
    return dates
  }

  private func mark(_ use: WordUse, at place: Int) -> WordMark? {
    marks.first { $0.use == use && $0.range.lowerBound == place }
  }

  private func mark(_ use: WordUse, endingAt place: Int) -> WordMark? {
    marks.first { $0.use == use && $0.range.upperBound == place }
  }

  private func isSign(_ place: Int, _ signs: String) -> Bool {
    tokens.indices.contains(place) && tokens[place].isSign(signs)
  }

  /// "between May 6 and May 11", "6 to 11 May", "June 2–3".
  private func span(at place: Int) -> DateMark? {
    let start = mark(.within, at: place).map(\.range.upperBound) ?? place
    if let first = date(at: start), !first.isMonth, first.from == first.to {
      let end = first.range.upperBound
      let isDash = isSign(end, "–—-")
      guard isDash || mark(.until, at: end) != nil else { return nil }
      if let second = date(at: end + 1), !second.isMonth, second.to > first.from {
        return DateMark(
          range: place..<second.range.upperBound, from: first.from, to: second.to,
          isIncomplete: first.isIncomplete || second.isIncomplete)
      }
      if isDash, let number = dayNumber(end + 1), end + 1 < tokens.count,
        let last = Day(year: first.from.year, month: first.from.month, day: number),
        last > first.from
      {
        return DateMark(
          range: place..<end + 2, from: first.from, to: last, isIncomplete: first.isIncomplete)
      }
      return nil
    }
    guard let number = dayNumber(start),
      isSign(start + 1, "–—-") || mark(.until, at: start + 1) != nil,
      let second = date(at: start + 2), !second.isMonth,
      let first = Day(year: second.from.year, month: second.from.month, day: number),
      first < second.from
    else { return nil }
    return DateMark(
      range: place..<second.range.upperBound, from: first, to: second.to,
      isIncomplete: second.isIncomplete)
  }

  private func date(at place: Int) -> DateMark? {
    guard tokens.indices.contains(place) else { return nil }
    if case .day(let year, let month, let day) = tokens[place].kind {
      return Day(year: year, month: month, day: day).map {
        DateMark(range: place..<place + 1, from: $0, to: $0, isIncomplete: false)
      }
    }
    return monthDate(at: place) ?? weekday(at: place) ?? relative(at: place)
  }

  private func month(at place: Int) -> Int? {
    guard tokens.indices.contains(place), !areMonthsCapital || tokens[place].isCapital else {
      return nil
    }
    return mark(.month, at: place).flatMap { Int($0.value) }
  }

  private func dayNumber(_ place: Int) -> Int? {
    guard tokens.indices.contains(place) else { return nil }
    let number =
      tokens[place].number.map(Int.init) ?? Int(tokens[place].lower.prefix { $0.isNumber })
    return number.flatMap { (1...31).contains($0) ? $0 : nil }
  }

  private func year(at place: Int) -> Int? {
    guard tokens.indices.contains(place), let number = tokens[place].number,
      (1900...2100).contains(number), tokens[place].text.utf8.count == 4
    else { return nil }
    return Int(number)
  }

  private func monthDate(at place: Int) -> DateMark? {
    var month: Int?
    var day: Int?
    var end = place
    if let found = self.month(at: place) {
      month = found
      end = place + 1
      if isSign(end, "."), dayNumber(end + 1) != nil { end += 1 }
      if let number = dayNumber(end), year(at: end) == nil {
        day = number
        end += 1
      }
    } else if let number = dayNumber(place), let found = self.month(at: place + 1) {
      (month, day) = (found, number)
      end = place + 2
    }
    guard let month else { return nil }
    let comma = isSign(end, ",") ? 1 : 0
    var year: Int?
    if let found = self.year(at: end + comma) {
      year = found
      end += comma + 1
      if mark(.measure, at: end) != nil { end += 1 }
    }
    return resolved(place..<end, year, month, day)
  }

  private func resolved(
    _ range: Range<Int>, _ year: Int?, _ month: Int, _ day: Int?
  ) -> DateMark? {
    let years = year.map { [$0] } ?? [page.year - 1, page.year, page.year + 1]
    let days = years.compactMap { Day(year: $0, month: month, day: day ?? 1) }
    guard let first = days.min(by: { distance($0) < distance($1) }) else { return nil }
    if day != nil {
      return DateMark(range: range, from: first, to: first, isIncomplete: year == nil)
    }
    let last = lastDay(ofMonthOf: first)
    return DateMark(range: range, from: first, to: last, isIncomplete: year == nil, isMonth: true)
  }

  private func distance(_ day: Day) -> Int { abs(day.number - page.number) }

  private func lastDay(ofMonthOf day: Day) -> Day {
    (28...31).reversed().lazy.compactMap { Day(year: day.year, month: day.month, day: $0) }.first
      ?? day
  }

  private func weekday(at place: Int) -> DateMark? {
    guard let found = mark(.weekday, at: place), let number = Int(found.value) else { return nil }
    // 1970-01-01 was a Thursday.
    let today = ((page.number + 3) % 7 + 7) % 7 + 1
    let isNext = mark(.future, endingAt: place) != nil
    let back = ((today - number) % 7 + 7) % 7
    guard let day = Day(number: page.number - back + (isNext ? 7 : 0)) else { return nil }
    let end = found.range.upperBound
    // "Friday, June 13"
    if let date = monthDate(at: end + (isSign(end, ",") ? 1 : 0)), !date.isMonth {
      var date = date
      date.range = place..<date.range.upperBound
      return date
    }
    return DateMark(range: place..<end, from: day, to: day, isIncomplete: true)
  }

  private func relative(at place: Int) -> DateMark? {
    if let found = mark(.day, at: place), let shift = Int(found.value),
      let day = Day(number: page.number + shift)
    {
      return DateMark(range: found.range, from: day, to: day, isIncomplete: true)
    }
    guard let found = mark(.span, at: place) else { return nil }
    let monday = page.number - ((page.number + 3) % 7 + 7) % 7
    let first = Day(year: page.year, month: page.month, day: 1)
    let (from, to): (Day?, Day?) =
      switch found.value {
      case "this_month": (first, page)
      case "this_week": (Day(number: monday), page)
      case "this_year", "year_start": (Day(year: page.year, month: 1, day: 1), page)
      case "last_week": (Day(number: monday - 7), Day(number: monday - 1))
      case "next_week": (Day(number: monday + 7), Day(number: monday + 13))
      case "last_month":
        (
          first.flatMap { Day(year: $0.previous.year, month: $0.previous.month, day: 1) },
          first?.previous
        )
      default: (nil, nil)
      }
    guard let from, let to else { return nil }
    return DateMark(range: found.range, from: from, to: to, isIncomplete: true)
  }

  /// A date with the word before it: "since" makes it a span until now, "by" leaves its start open.
  private func withPreposition(_ date: DateMark) -> DateMark {
    var date = date
    if let since = mark(.since, endingAt: date.range.lowerBound) {
      date.range = since.range.lowerBound..<date.range.upperBound
      if since.value == "until" {
        date.isUntil = true
      } else if date.from == date.to || date.to == page || date.isMonth {
        (date.to, date.isSince, date.isMonth) = (page, true, false)
        date.isIncomplete = true
      }
    } else if let on = mark(.on, endingAt: date.range.lowerBound) {
      date.range = on.range.lowerBound..<date.range.upperBound
    }
    return date
  }
}
