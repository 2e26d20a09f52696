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

    /// By which day, at the first, a creditor's total of the deal reaches what is owed in each reading;
    /// what is owed for each of others, or by the day, no total reaches.
    private(set) var reached: [Reading.Key: Int] = [:]

    init(_ readings: [Reading], _ totals: [Total]) {
      heard = readings.filter(\.isHeard)
      for reading in readings {
        guard case .count(let count) = reading.obligation.count, count.per == nil,
          let owed = count.bounds?.max
        else { continue }
        reached[reading.key] =
          totals.filter { total in
            total.party == .receiver && total.deals == [reading.key.agreement]
              && total.bounds.map { $0.min >= owed } ?? false
              && reading.obligation.takes(total.row) == .inQuestion
          }.map(\.end).min()
      }
    }
  }
}

extension Obligations.Question {
  /// Whether a reading is in question for what happened on some days: after the deal, by its end, and
  /// before a creditor said that all was performed.
  func fit(_ reading: Obligations.Reading, _ days: OuterDays) -> Obligations.Fit {
    let untilReached: Obligations.Fit =
      reached[reading.key].map { days.from > $0 ? .out : days.to <= $0 ? .inQuestion : .open }
      ?? .inQuestion
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

  /// Whether a total that names no deal counts for a reading: it begins on the day of the deal or
  /// later, or its beginning is open or unsaid; no handover of its row lies before the deal; and no
  /// other deal is in question.
  func assumes(
    _ total: Obligations.Total, for reading: Obligations.Reading, isCounted: Bool
  ) -> Bool {
    if let begin = total.begin {
      guard let made = reading.deal.when.latest, begin >= made.number else { return false }
    }
    guard !(total.when?.isUnresolved ?? false), fit(reading, total.days) != .out else {
      return false
    }
    let deals = deals(on: total.row, total.days)
    return deals == [reading.key.agreement] || isCounted && deals.isEmpty
  }
}

extension Obligations.Delivery {
  /// The deals under which one column's words put it: none of a side that denies that it was under
  /// one; nil where they do not say.
  fileprivate func words(of party: Obligations.Party) -> Set<String>? {
    let side = party == .sender ? row.from : party == .receiver ? row.to : nil
    if let side, denials.contains(where: { $0.isOfAgreement && $0.side == side }) {
      return [Obligations.noDeal]
    }
    guard let deals = said[party.rawValue]?.deals, !deals.isEmpty else { return nil }
    return deals
  }
}
