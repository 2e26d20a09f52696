extension Obligations {
  /// Whether a deal is in question for what happened on some days.
  enum Fit: Int, Comparable, Sendable {
    /// It is not.
    case out
    /// The days do not tell.
    case open
    /// It is.
    case inQuestion

    static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }

    /// Whether what happened began on the last day of a date or after it.
    init(_ days: OuterDays, since when: EDTFDate) {
      if let last = when.latest, days.from >= last.number {
        self = .inQuestion
      } else if let first = when.earliest, days.to < first.number {
        self = .out
      } else {
        self = .open
      }
    }

    /// Whether what happened began by a last day.
    init(_ days: OuterDays, until last: DaySpan) {
      if days.from > last.latest?.number ?? .max {
        self = .out
      } else if days.to <= last.earliest?.number ?? .min {
        self = .inQuestion
      } else {
        self = .open
      }
    }
  }

  /// The word for no deal.
  static let noDeal = SecondVocabulary.underNone

  /// Under which deals a handover is, in one column.
  enum Decision: Hashable, Sendable {
    /// Under this, as words or the recorder say, or one of these; ``noDeal`` among them.
    case said(Set<String>)
    /// Nobody says it; these are in question.
    case dated(Set<String>)
  }

  /// The handovers of a row, each with the decision for each column.
  struct Decided: Sendable {
    let row: Row
    let all: [(delivery: Delivery, decisions: [Decision])]

    init(on row: Row, _ deliveries: [Delivery], _ question: Question) {
      self.row = row
      let heard = question.heard(on: row)
      all = deliveries.map { ($0, question.decisions(on: $0, heard)) }
    }

    /// The same row with the handovers of now, those that count of all `handovers`: what was worked out
    /// of one that was there before stays.
    init(
      _ before: Self?, on row: Row, _ handovers: [Handover], _ marks: Marks, _ question: Question
    ) {
      self.row = row
      let heard = question.heard(on: row)
      let known = Dictionary(
        (before?.all ?? []).map { (ObjectIdentifier($0.delivery.made), $0) },
        uniquingKeysWith: { first, _ in first })
      all = handovers.compactMap { handover in
        if let same = known[ObjectIdentifier(handover.made)] { return same }
        return Delivery(handover, marks).map { ($0, question.decisions(on: $0, heard)) }
      }
    }
  }

  /// Which deal each handover performs; it is decided for all deals together, so that no handover is
  /// spent twice.
  struct Question: Sendable {
    private let heard: [Reading]

    /// What a creditor's total of the deal reaches, in each reading.
    private(set) var reached: [Reading.Key: Reached] = [:]

    /// That a creditor said that all was performed.
    struct Reached: Hashable {
      /// The number of the day by which it was, at the first.
      let day: Int

      /// The events of the totals of that day.
      let seqs: [Int]
    }

    init(_ readings: [Reading], _ totals: [Total]) {
      heard = readings.filter(\.isHeard)
      let said = Dictionary(grouping: totals.filter { $0.party == .receiver }, by: \.deals)
      for reading in readings {
        let totals = (said[[reading.key.agreement]] ?? []).filter {
          reading.obligation.takes($0.row) == .inQuestion
        }
        guard !totals.isEmpty else { continue }
        let beside = readings.filter { $0.isBeside(reading) }.map(\.obligation)
        let reaching = totals.filter { total in
          total.reaches(
            [reading.obligation] + beside.filter { $0.takes(total.row) != .out })
        }
        guard let first = reaching.map(\.end).min() else { continue }
        reached[reading.key] = Reached(
          day: first, seqs: reaching.filter { $0.end == first }.flatMap(\.seqs).distinct)
      }
    }
  }
}

extension Obligations.Total {
  /// Whether it is as much as some obligations owe together: what is owed for each of others, or by the
  /// day, no total reaches.
  fileprivate func reaches(_ obligations: [Obligation]) -> Bool {
    guard let bounds else { return false }
    var owed: Int64 = 0
    for obligation in obligations {
      guard case .count(let count) = obligation.count, count.per == nil,
        let most = count.bounds?.max
      else { return false }
      let (sum, isTooLarge) = owed.addingReportingOverflow(most)
      guard !isTooLarge else { return false }
      owed = sum
    }
    return bounds.min >= owed
  }
}

extension Obligations.Question {
  /// Whether a reading is in question for what happened on some days: after the deal, by its end, and
  /// before a creditor said that all was performed.
  func fit(_ reading: Obligations.Reading, _ days: OuterDays) -> Obligations.Fit {
    let untilReached: Obligations.Fit =
      reached[reading.key].map {
        days.from > $0.day ? .out : days.to <= $0.day ? .inQuestion : .open
      } ?? .inQuestion
    let lasting =
      [reading.end, reading.renewal].compactMap { $0 }
      .map { Obligations.Fit(days, until: $0.lastDay) }.min() ?? .inQuestion
    return min(Obligations.Fit(days, since: reading.deal.when), lasting, untilReached)
  }

  /// The deals in question on a row for what happened on some days.
  func deals(on row: Row, _ days: OuterDays) -> Set<String> { deals(of: heard(on: row), days) }

  /// The readings that what happened on a row may perform.
  fileprivate func heard(on row: Row) -> [Obligations.Reading] {
    heard.filter { $0.obligation.takes(row) != .out }
  }

  private func deals(of readings: [Obligations.Reading], _ days: OuterDays) -> Set<String> {
    Set(readings.filter { fit($0, days) != .out }.map(\.key.agreement))
  }

  /// The decision for each column, of a handover on whose row some readings are in question.
  fileprivate func decisions(
    on delivery: Obligations.Delivery, _ heard: [Obligations.Reading]
  ) -> [Obligations.Decision] {
    let dated = Obligations.Decision.dated(deals(of: heard, delivery.days))
    let words = Obligations.Party.allCases.map { delivery.words(of: $0) }
    return Obligations.Party.allCases.map { party in
      if let own = words[party.rawValue] { return .said(own) }
      // Outlets are no column that others follow.
      let others = Obligations.Party.allCases.filter { $0 != party && $0 != .outlets }
        .compactMap { words[$0.rawValue] }
      let named = others.reduce(into: Set<String>()) { $0.formUnion($1) }
      if named.count == 1, !named.contains(Obligations.noDeal) { return .said(named) }
      return delivery.placed.map { .said($0) } ?? dated
    }
  }
}

extension Obligations.Delivery {
  /// The deals under which one column's words put it; none where a side denies those that it was under,
  /// and nil where they do not say.
  fileprivate func words(of party: Obligations.Party) -> Set<String>? {
    let side = party == .sender ? row.from : party == .receiver ? row.to : nil
    let denied = denials.filter { $0.isOfAgreement && $0.side == side }
    let deals = said[party.rawValue]?.deals ?? []
    guard !denied.isEmpty, side != nil else { return deals.isEmpty ? nil : deals }
    // Who denies that it was under one deal may well say that it was under another.
    let left = deals.subtracting(denied.flatMap(\.deals))
    return left.isEmpty || denied.contains { $0.deals.isEmpty } ? [Obligations.noDeal] : left
  }
}
