import Tallystick

/// Laws of dates, instants, counts, claims and references.
enum EDTFLaws {
  /// Takes each line as a text of each kind, and the first two dates as a pair.
  static func check(_ bytes: [UInt8]) throws {
    let lines = bytes.split(separator: 10, maxSplits: 3, omittingEmptySubsequences: false)
    var dates: [EDTFDate] = []
    var stated: [Stated] = []
    for line in lines {
      guard let text = String(validating: line, as: UTF8.self) else { continue }
      if let date = try checkDate(text) { dates.append(date) }
      if let said = try checkStated(text) { stated.append(said) }
      try checkInstant(text)
      try checkCount(text)
      try checkClaim(text)
      try checkReference(text)
    }
    if dates.count > 1 { try checkPair(dates[0], dates[1]) }
    if stated.count > 1 { try checkPair(stated[0], stated[1]) }
  }

  private static func checkDate(_ text: String) throws -> EDTFDate? {
    let read = try readingBack(text, as: "a date", print: \.text) {
      try EDTFDate(parsing: $0)
    }
    guard let date = read else { return nil }
    try holdSame(date.description, text, "a date prints back")
    if let first = date.earliest, let last = date.latest {
      try hold(first <= last, "a date does not end before it starts: \(text)")
      try hold(date.isSingleDay == (first == last), "a single day is one day: \(text)")
    }
    try hold(date.isOpen == (date.daySpan == nil), "an open date has no length: \(text)")
    try hold(date.compare(to: date) == .possibly, "a date is not before itself: \(text)")
    try hold(date.meansTheSame(as: date), "a date means what it means: \(text)")
    try hold(date.lies(within: nil, to: nil) == .inside, "no bound, no cut: \(text)")
    let own = date.lies(within: date.earliest, to: date.latest)
    let isOpenBothWays = date.earliest == nil && date.latest == nil
    try hold(
      own == (date.isUnresolved && !isOpenBothWays ? .straddling : .inside),
      "a date lies in its own days: \(text)")
    if let last = date.latest, last < .maximum {
      try hold(date.lies(within: last.next, to: nil) == .outside, "nothing lies after: \(text)")
    }
    if let first = date.earliest, first > .minimum {
      try hold(
        date.lies(within: nil, to: first.previous) == .outside, "nothing lies before: \(text)")
    }
    return date
  }

  private static func checkPair(_ one: EDTFDate, _ two: EDTFDate) throws {
    let pair = "\(one) and \(two)"
    let turned: [Precedence: Precedence] = [
      .certainlyBefore: .certainlyAfter, .certainlyAfter: .certainlyBefore, .possibly: .possibly,
    ]
    let order = one.compare(to: two)
    try hold(turned[order] == two.compare(to: one), "an order can be turned round: \(pair)")
    let same = one.meansTheSame(as: two)
    try hold(same == two.meansTheSame(as: one), "meaning the same is mutual: \(pair)")
    try hold(!same || one.isOpen == two.isOpen, "the same spans the same days: \(pair)")
    if let day = one.earliest, one.isSingleDay, two.isSingleDay {
      try hold(same == (two.earliest == day), "one day is one day: \(pair)")
    }
    let within = one.lies(within: two.earliest, to: two.latest)
    if order != .possibly {
      try hold(!same, "dates apart mean another thing: \(pair)")
      try hold(within == .outside, "dates apart do not meet: \(pair)")
    }
    for (from, to) in [(two.earliest, nil), (nil, two.latest)] where within == .inside {
      try hold(one.lies(within: from, to: to) == .inside, "a wider cut holds it too: \(pair)")
    }
    guard same, one.isUnresolved == two.isUnresolved else { return }
    for cut in [one.earliest, one.earliest?.next, one.latest?.previous, one.latest] {
      for (from, to) in [(nil, cut), (cut, nil), (cut, cut)] {
        try hold(
          one.lies(within: from, to: to) == two.lies(within: from, to: to),
          "the same days lie alike: \(pair)")
      }
    }
  }

  private static func checkStated(_ text: String) throws -> Stated? {
    let read = try readingBack(text, as: "a statement's day", print: \.text) {
      try Stated(parsing: $0)
    }
    guard let said = read else { return nil }
    try hold((said.date == nil) != (said.instant == nil), "a date or an instant: \(text)")
    if let first = said.earliest, let last = said.latest {
      try hold(first <= last, "it does not end before it starts: \(text)")
    }
    try hold(!said.isCertainlyBefore(said), "it is not before itself: \(text)")
    try hold(said.lies(within: nil, to: nil) == .inside, "no bound, no cut: \(text)")
    if let date = said.date { try hold(Stated(date) == said, "it is its date: \(text)") }
    if said.instant != nil {
      let own = try? Day(parsing: String(text.prefix(10)))
      try hold(said.earliestDay == own && said.latestDay == own, "it is of its own day: \(text)")
    }
    return said
  }

  private static func checkPair(_ one: Stated, _ two: Stated) throws {
    let before = one.isCertainlyBefore(two)
    try hold(before == two.isCertainlyAfter(one), "before is after turned round: \(one), \(two)")
    try hold(!before || !two.isCertainlyBefore(one), "never both before: \(one), \(two)")
  }
}
