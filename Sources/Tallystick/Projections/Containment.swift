extension Stated {
  /// The last day by which it may have been said and, where it appeared later, had appeared.
  func latestDay(publishedOn published: Stated?) -> Day? {
    guard let latestDay, let published else { return latestDay }
    return published.latestDay.map { max($0, latestDay) }
  }

  /// The first day on which it may have appeared.
  func earliestDay(publishedOn published: Stated?) -> Day? {
    guard let published = published?.earliestDay else { return earliestDay }
    return earliestDay.map { max($0, published) } ?? published
  }
}

extension Cut {
  /// Whether what was stated then, and appeared then, had been said by ``asOf``.
  func containment(of stated: Stated, publishedOn published: Stated?) -> Containment {
    guard let asOf else { return .inside }
    if let latest = stated.latestDay(publishedOn: published), latest <= asOf { return .inside }
    let mayBe = stated.earliestDay(publishedOn: published).map { $0 <= asOf } ?? true
    return mayBe ? .straddling : .outside
  }
}

extension History {
  /// The days from the end of which on another answer may hold whether something of it is in the
  /// cut; the last day of all for what has no end.
  var daysOfChange: Set<Day> {
    let amended = Amended(self)
    var days: Set<Day> = []
    func add(_ stated: Stated, publishedOn published: Stated?) {
      days.insert(stated.latestDay(publishedOn: published) ?? .maximum)
      if let first = stated.earliestDay(publishedOn: published) { days.insert(first) }
    }
    var phrases = Phrases()
    for place in acts {
      let item = amended.item(items[place])
      add(item.stated, publishedOn: (try? item.reading(&phrases))?.speech.published)
      add(item.stated, publishedOn: nil)
    }
    for place in assessments { add(amended.item(items[place]).stated, publishedOn: nil) }
    for event in unread { add(event.stated, publishedOn: nil) }
    return days
  }
}
