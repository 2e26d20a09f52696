import Testing

@testable import TallyReports
@testable import Tallystick

/// What one more act may do to what each report showed before, and on whose acts the numbers under a
/// side rest: laws on random records, of deals among others.
struct ReportLawTests {
  /// A report that prints numbers of handovers.
  enum Kind: String, CaseIterable, Sendable {
    case totals, handovers, timeline, obligations, assertions

    /// The events that stand in it.
    func shown(_ view: View) -> Set<Int> {
      let report: any Report =
        switch self {
        case .totals: TotalsReport(view)
        case .handovers: HandoversReport(view)
        case .timeline: TimelineReport(view)
        case .obligations: ObligationsReport(view)
        case .assertions: AssertionsReport(view)
        }
      var shown = JSONValue.object(report.fields).events
      if self == .totals || self == .handovers {
        // What is of no handover stands below the table.
        shown.formUnion(view.handovers.zeros.map(\.seq))
        shown.formUnion(view.handovers.parts.flatMap(\.seqs))
      }
      return shown
    }
  }

  private static let cut = Cut(today: Day(year: 2025, month: 6, day: 9) ?? .maximum)

  private static func view(_ events: some Sequence<Event>) -> View {
    View(folding: Array(events), at: cut)
  }

  /// The acts that give a number of something handed over, and stand.
  private static func giving(_ view: View) -> Set<Int> {
    Set(
      view.standing.liveClaims().filter { $0.claim.act == .handover && $0.total != nil }
        .flatMap(\.voices).map(\.seq))
  }

  /// The events of a record, of one of the random ones or of one of deals.
  static func events(_ place: Int) throws -> [Event] {
    let seeds = RandomRecords.range
    return place < seeds.count
      ? try RandomRecords.events(seeds.lowerBound + place)
      : try Ledger.deals(RandomDeals(place).drafts).events()
  }

  static let places = 0..<12

  @Test(arguments: places, Kind.allCases)
  func `one more act takes no number out of a report but by its rule`(place: Int, kind: Kind)
    throws
  {
    let events = try ReportLawTests.events(place)
    var before = ReportLawTests.view([])
    var count = 0
    for event in events {
      let after = ReportLawTests.view(events.prefix(event.seq))
      let were = kind.shown(before)
      let gone = ReportLawTests.giving(before).intersection(were).subtracting(kind.shown(after))
      let left = gone.subtracting(event.named(in: after)).filter { seq in
        !after.leaves(seq, out: kind, by: event, before)
      }
      #expect(left == [], "#\(event.seq) \(event.content.type) \(event.content.body)")
      count += were.count
      before = after
    }
    #expect(count > 0 || kind == .assertions || kind == .obligations)
  }

  @Test(arguments: places)
  func `every number under a side is of its own acts, and a sum is of such numbers`(place: Int)
    throws
  {
    let view = ReportLawTests.view(try ReportLawTests.events(place))
    var sums: [Row: [String: [Bounds]]] = [:]
    for handover in view.handovers.all {
      let row = handover.row
      for (name, number) in handover.numbers {
        guard let number else { continue }
        let side = name == "sender" ? row.from : name == "receiver" ? row.to : nil
        let mine = handover.claims.filter { number.givers.contains($0.seq) }
        #expect(!mine.isEmpty)
        #expect(
          mine.allSatisfy { claim in
            side.map { claim.side == $0 }
              ?? !([row.from, row.to].compactMap { $0 }.contains(claim.side ?? "-"))
          }, "\(name) of \(row)")
        if let bounds = number.bounds {
          let given = mine.compactMap { $0.count?.bounds }
          #expect(given.contains { $0.min == bounds.min }, "\(name) of \(row)")
          #expect(given.contains { $0.max == bounds.max }, "\(name) of \(row)")
          if handover.place == .counted {
            sums[row, default: [:]][name, default: []].append(bounds)
          }
        }
      }
    }
    for line in view.totals.lines {
      for (name, column) in line.columns {
        #expect(column?.sum == sums[line.row]?[name]?.total, "\(name) of \(line.row)")
        for stated in column?.stated ?? [] {
          let ends = view.handovers.cumulative.filter { stated.givers.contains($0.seq) }
            .compactMap(\.total)
          #expect(ends.contains { $0.min == stated.bounds.min }, "\(name) of \(line.row)")
          #expect(ends.contains { $0.max == stated.bounds.max }, "\(name) of \(line.row)")
        }
      }
    }
  }

  @Test(arguments: places)
  func `what a side says was performed is its sum, its total, or both after one another`(place: Int)
    throws
  {
    let view = ReportLawTests.view(try ReportLawTests.events(place))
    let given = Set(view.standing.liveClaims().compactMap(\.total))
    for line in view.obligations.lines {
      for column in [line.creditorSays, line.debtorSays, line.othersSay, line.outletsSay] {
        guard let column else { continue }
        for stated in column.stated where stated.ties.isEmpty {
          #expect(given.contains(stated.bounds), "\(line.agreement) \(stated.seq)")
        }
        guard line.identified.isEmpty, let bounds = column.bounds else { continue }
        let least =
          [column.sum?.min, column.stated.map(\.bounds.min).reduce(0, +)]
          .compactMap { $0 }.max() ?? 0
        let most = [column.sum, column.stated.map(\.bounds).total].compactMap { $0 }.total
        #expect(bounds.min >= least, "\(line.agreement)")
        if let most = most?.max { #expect(bounds.min <= most, "\(line.agreement)") }
      }
    }
  }
}

extension Handover {
  fileprivate var numbers: [(name: String, number: SideNumber?)] {
    [("sender", sender), ("receiver", receiver), ("others", others), ("outlets", outlets)]
  }
}

extension View {
  /// Whether a rule takes an act out of a report: a vaguer number that a narrower handover may be, which
  /// `totals` then lists; and of obligations a number under a deal that the event names, or that may now
  /// be of another deal or row.
  fileprivate func leaves(
    _ seq: Int, out kind: ReportLawTests.Kind, by event: Event, _ before: View
  ) -> Bool {
    let isListed = ReportLawTests.Kind.totals.shown(self).contains(seq)
    switch kind {
    case .totals, .handovers: return false
    case .timeline:
      return isListed && !handovers.all.contains { $0.place == .counted && $0.seqs.contains(seq) }
    case .obligations:
      let rows = before.handovers.all.filter { $0.seqs.contains(seq) }.map(\.row)
      let isMoved = !handovers.all.contains {
        $0.place == .counted && $0.seqs.contains(seq) && rows.contains($0.row)
      }
      return isListed && (isMoved || event.isOnDeals)
    case .assertions: return isListed
    }
  }
}

extension Event {
  /// Whether it says something of a deal.
  fileprivate var isOnDeals: Bool {
    content.knownType == .agreement || content.body["claim"]?.object?["under"] != nil
  }

  /// The events that it names, and those that these are about.
  func named(in view: View) -> Set<Int> {
    var found: Set<Int> = []
    var waiting = content.body.ids
    while let id = waiting.popLast() {
      guard let item = view.history.item(id), found.insert(item.seq).inserted else { continue }
      waiting += item.body.ids
    }
    return found
  }
}

extension JSONObject {
  /// The ids of events that stand anywhere in it.
  fileprivate var ids: [EventID] {
    func ids(_ value: JSONValue) -> [EventID] {
      if let text = value.string { return EventID(text).map { [$0] } ?? [] }
      if let list = value.array { return list.flatMap(ids) }
      return value.object.map { $0.members.flatMap { ids($0.value) } } ?? []
    }
    return members.flatMap { ids($0.value) }
  }
}

extension JSONValue {
  /// The numbers of events that stand anywhere in it.
  fileprivate var events: Set<Int> {
    if let list = array { return list.reduce(into: []) { $0.formUnion($1.events) } }
    guard let object else { return [] }
    return object.members.reduce(into: []) { found, member in
      guard ["event", "events", "ties", "beside"].contains(member.name) else {
        found.formUnion(member.value.events)
        return
      }
      let numbers = member.value.array ?? [member.value]
      found.formUnion(numbers.compactMap { $0.integer.map(Int.init) })
    }
  }
}
