extension Obligations.Reading {
  /// What a number for each day, week or month comes to from the day of the deal to a day, or to the
  /// last day of the deal or the one on which it falls due; nil where the deal's day is not known.
  ///
  /// Days are inclusive; weeks and months count once they have ended.
  func product(of count: Count, per period: Count.Period, by day: Day) -> Bounds? {
    guard let rate = count.rate, let first = deal.when.earliest, deal.when.isSingleDay else {
      return nil
    }
    let last = [obligation.due?.latest, end?.lastDay.latest].compactMap { $0 }.reduce(day, min)
    return rate.times(period.count(from: first, to: last))
  }
}

extension Count.Period {
  /// How many of them there are from one day to another, both included, as far as they have ended.
  func count(from first: Day, to last: Day) -> Int64 {
    guard last >= first else { return 0 }
    let days = last.number - first.number + 1
    switch self {
    case .day: return Int64(days)
    case .week: return Int64(days / 7)
    case .month:
      let end = last.next
      let months = (end.year - first.year) * 12 + end.month - first.month
      // The month that begins on the 31st has ended with the last day of one that has none.
      let isWhole = end.day >= first.day || end.next.month != end.month
      return Int64(isWhole ? months : months - 1)
    }
  }
}
