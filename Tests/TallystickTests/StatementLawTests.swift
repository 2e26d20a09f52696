import Testing

@testable import TallyReports
@testable import Tallystick

/// What one more act may do to what was printed before, and whose acts a figure rests on: laws on
/// random records.
struct StatementLawTests {
  private static let cut = Cut(today: Day(year: 2025, month: 6, day: 9) ?? .maximum)

  private static func view(_ events: some Sequence<Event>) -> View {
    View(folding: Array(events), at: cut)
  }

  /// The acts that `totals` shows: in its sums, as stated totals, or listed beside them.
  private static func shown(_ view: View) -> Set<Int> {
    var seqs: Set<Int> = []
    for line in view.totals.lines {
      seqs.formUnion(line.seqs)
      seqs.formUnion(line.excluded.map(\.seq))
      seqs.formUnion(line.statedTotals.map(\.seq))
      for (_, column) in line.columns {
        for stated in column?.stated ?? [] { seqs.formUnion(stated.seqs) }
      }
    }
    seqs.formUnion(view.totals.together.map(\.seq))
    seqs.formUnion(view.totals.unplaced.map(\.seq))
    seqs.formUnion(view.handovers.zeros.map(\.seq))
    for part in view.handovers.parts { seqs.formUnion(part.seqs) }
    return seqs
  }

  /// The acts that say a number of something handed over, and stand.
  private static func giving(_ view: View) -> Set<Int> {
    Set(
      view.standing.liveClaims().filter { $0.claim.act == .handover && $0.total != nil }
        .flatMap(\.voices).map(\.seq))
  }

  /// The events that an event names, and those that these are about.
  private static func named(by event: Event, in view: View) -> Set<Int> {
    var found: Set<Int> = []
    var waiting = event.content.body.mentioned
    while let id = waiting.popLast() {
      guard let item = view.history.item(id), found.insert(item.seq).inserted else { continue }
      waiting += item.body.mentioned
    }
    return found
  }

  @Test(arguments: RandomRecords.range)
  func `one more act takes no number away but what it names`(place: Int) throws {
    let events = try RandomRecords.events(place)
    var before = StatementLawTests.view([])
    var count = 0
    for event in events {
      let after = StatementLawTests.view(events.prefix(event.seq))
      let (were, are) = (StatementLawTests.shown(before), StatementLawTests.shown(after))
      // What is about a void event is told as set aside.
      let gone = StatementLawTests.giving(before).intersection(were).subtracting(are)
        .subtracting(after.standing.aside.map(\.seq))
      #expect(
        gone.isSubset(of: StatementLawTests.named(by: event, in: after)),
        "#\(event.seq) \(event.content.type) takes away \(gone.sorted())")
      count += were.count
      before = after
    }
    #expect(count > 100)
  }

  @Test(arguments: RandomRecords.range)
  func `every number that is said is shown`(place: Int) throws {
    let view = StatementLawTests.view(try RandomRecords.events(place))
    let said = StatementLawTests.giving(view)
    #expect(said.subtracting(StatementLawTests.shown(view)) == [])
    #expect(said.count > 3)
  }

  @Test(arguments: RandomRecords.range)
  func `a handover moves no total that a side states, and a total no sum`(place: Int) throws {
    let events = try RandomRecords.events(place, isWhole: true)
    var before = StatementLawTests.view([])
    for event in events {
      let after = StatementLawTests.view(events.prefix(event.seq))
      defer { before = after }
      guard event.content.knownType == .announcement else { continue }
      let isTotal = event.content.body["claim"]?.object?["scope"] == "cumulative"
      for line in before.totals.lines {
        guard let now = after.totals.lines.first(where: { $0.row == line.row }) else {
          // Whose unsaid ones are is told by a row that comes.
          #expect(line.row.whose == nil, "#\(event.seq) takes \(line.row) away")
          continue
        }
        // A narrower handover may keep it out: then it is listed beside the sums, with its number.
        let listed = Set(now.excluded.map(\.seq))
        for ((name, was), (_, column)) in zip(line.columns, now.columns) {
          guard let was else { continue }
          guard let column else {
            #expect(was.stated.isEmpty, "#\(event.seq) takes \(name) of \(line.row) away")
            #expect(!listed.isDisjoint(with: was.seqs))
            continue
          }
          if isTotal {
            #expect(column.sum == was.sum && column.handovers == was.handovers)
            #expect(column.stated.count >= was.stated.count)
          } else {
            #expect(column.stated.map(\.givers) == was.stated.map(\.givers))
            #expect(column.stated.map(\.bounds) == was.stated.map(\.bounds))
            #expect(column.sum != nil || was.sum == nil || !listed.isDisjoint(with: was.seqs))
          }
        }
      }
    }
  }

  @Test(arguments: RandomRecords.range)
  func `a figure under what a side says rests on acts of that side`(place: Int) throws {
    let view = StatementLawTests.view(try RandomRecords.events(place))
    var count = 0
    for line in view.totals.lines {
      for (name, column) in line.columns {
        guard let column else { continue }
        let side = name == "sender" ? line.row.from : name == "receiver" ? line.row.to : nil
        let others = side == nil ? [line.row.from, line.row.to].compactMap { $0 } : []
        let seqs = column.seqs + column.stated.flatMap(\.seqs)
        #expect(view.strangers(in: seqs, to: side, but: others) == [], "\(name) of \(line.row)")
        count += seqs.count
      }
    }
    for line in view.obligations.lines {
      let (debtor, creditor) = (line.obligation.debtor, line.obligation.creditor)
      for (side, column) in [
        (creditor, line.creditorSays), (debtor, line.debtorSays), (nil, line.othersSay),
        (nil, line.outletsSay),
      ] {
        let others = side == nil ? [debtor, creditor] : []
        let seqs = column?.seqs ?? []
        #expect(view.strangers(in: seqs, to: side, but: others) == [], "\(line.agreement)")
        count += seqs.count
      }
    }
    #expect(count > 0)
  }
}

extension JSONObject {
  /// The ids of events that stand anywhere in it.
  fileprivate var mentioned: [EventID] {
    func ids(_ value: JSONValue) -> [EventID] {
      if let text = value.string { return EventID(text).map { [$0] } ?? [] }
      if let list = value.array { return list.flatMap(ids) }
      return value.object.map { $0.members.flatMap { ids($0.value) } } ?? []
    }
    return members.flatMap { ids($0.value) }
  }
}

extension View {
  /// Of the events of a figure those that are not acts of a side (nil: of any but `others`), nor what
  /// these are about, nor their corrections.
  func strangers(in seqs: [Int], to side: String?, but others: [String]) -> [Int] {
    let acts = standing.acts.filter { seqs.contains($0.seq) }
    let own = acts.filter { act in
      side.map { act.side == $0 } ?? !(act.side.map(others.contains) ?? false)
    }
    var known = Set(own.map(\.seq))
    var waiting = own.flatMap { $0.deed.references }
    while let id = waiting.popLast() {
      guard let act = standing.act(id), known.insert(act.seq).inserted else { continue }
      waiting += act.deed.references
    }
    for act in standing.acts where known.contains(act.seq) {
      known.formUnion(standing.liveCorrections(of: act.id).map(\.seq))
    }
    return seqs.filter { !known.contains($0) }
  }
}
