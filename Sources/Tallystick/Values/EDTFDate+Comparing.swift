extension EDTFDate {
  /// Returns what is known about the order of this date and `other`.
  public func compare(to other: EDTFDate) -> Precedence {
    if let latest, let start = other.earliest, latest < start { return .certainlyBefore }
    if let earliest, let end = other.latest, earliest > end { return .certainlyAfter }
    return .possibly
  }

  /// Returns how this date lies to the days `from` to `to`, both included; `nil` sets no bound.
  ///
  /// A date that ``isUnresolved`` is never inside once there is a bound: its year is not known.
  ///
  /// - Complexity: O(*n*) in the members of a set, and where digits are unspecified in the years
  ///   that they allow, at most 10,000.
  public func lies(within from: Day?, to: Day?) -> Containment {
    let cut = DaySpan(from: from, to: to)
    if isPlainDay {
      return DaySpan(from: earliest, to: latest).lies(in: cut) ? .inside : .outside
    }
    let isCounted = !isUnresolved || (from == nil && to == nil)
    if isCounted, members.allSatisfy({ $0.span.lies(in: cut) }) { return .inside }
    return members.contains { $0.hasDay(in: cut) } ? .straddling : .outside
  }

  /// The days that the date means, as spans that neither overlap nor touch.
  var joinedSpans: [DaySpan] {
    if isPlainDay { return spans }
    if members.count == 1, members[0].pattern == nil { return spans }
    let whole = members.filter { $0.pattern == nil }.map(\.span)
    return DaySpan.joined(whole + DayPattern.spans(of: members.compactMap(\.pattern)))
  }
}
