import Testing

@testable import TallyReports
@testable import Tallystick

/// The laws on the order of recording and on the events that a figure lists.
struct OrderLawTests {
  private static let cut = Cut(today: Day(year: 2025, month: 6, day: 9) ?? .maximum)

  @Test(arguments: RandomRecords.range)
  func `another order that append accepts gives the same state`(place: Int) throws {
    let events = try RandomRecords.events(place)
    var random = SplitMix64(UInt64(place))
    let other = try #require(try OrderLawTests.reordered(events, &random))
    #expect(other.map(\.id) != events.map(\.id))
    let first = View(folding: events, at: OrderLawTests.cut)
    let second = View(folding: other, at: OrderLawTests.cut)
    #expect(Portrait.difference(first, second) == [])
    #expect(Portrait.differenceBeside(first, second) == [])
    #expect(Portrait(first).beside.count > 30)
  }

  /// The same events appended in another order, each after what it names; nil when append takes
  /// no such order after several tries.
  private static func reordered(_ events: [Event], _ random: inout SplitMix64) throws -> [Event]? {
    for _ in 0..<20 {
      let store = MemoryStore(origin: "random.test/other")
      var left = events.shuffled(using: &random)
      var progress = true
      while progress, !left.isEmpty {
        progress = false
        for (place, event) in left.enumerated() {
          guard !left.contains(where: { mustPrecede($0, event) }),
            try RandomRecord.append(
              Draft(event.content, label: event.label), to: store)
          else { continue }
          left.remove(at: place)
          progress = true
          break
        }
      }
      if left.isEmpty { return try store.entries(1...events.count).map { try $0.event() } }
    }
    return nil
  }

  /// Whether only seq decides between two judgements on one thing, so that their order is kept.
  private static func mustPrecede(_ first: Event, _ second: Event) -> Bool {
    guard first.seq < second.seq, first.content.type == second.content.type,
      !first.content.stated.isCertainlyBefore(second.content.stated),
      !first.content.stated.isCertainlyAfter(second.content.stated)
    else { return false }
    let (one, two) = (first.content.body, second.content.body)
    switch first.content.knownType {
    case .source: return one["source"] == two["source"]
    case .amendment: return one["of"] == two["of"]
    case .assessment:
      return ["of", "source", "medium", "scale"].allSatisfy { one[$0] == two[$0] }
    default: return false
    }
  }

  @Test(arguments: RandomRecords.range)
  func `the events of a row make its figures`(place: Int) throws {
    let record = try Record(place)
    for line in record.view.totals.lines where !line.seqs.isEmpty {
      let listed =
        line.seqs
        + line.columns.flatMap { column in
          (column.column?.seqs ?? []) + (column.column?.stated.flatMap(\.seqs) ?? [])
        }
      let alone = record.fold(
        only: listed, of: record.view.handovers.all.filter { $0.row == line.row })
      let again = alone.totals.lines.first { $0.row == line.row }
      #expect(again.map { Portrait(alone).figures($0) } == Portrait(record.view).figures(line))
    }
  }

  @Test(arguments: RandomRecords.range)
  func `the events of a handover make its figures`(place: Int) throws {
    let record = try Record(place)
    // Whose unsaid ones are is told by what else there is, and so is of which half of an exchange words
    // without a direction are.
    for handover in record.view.handovers.all
    where (handover.claims.contains { $0.row.whose != nil } || handover.row.whose == nil)
      && (handover.beside.isEmpty || !handover.claims.contains(where: \.isHalf))
    {
      let alone = record.fold(only: handover.seqs, of: [handover])
      let again = alone.handovers.all.map { Portrait(alone).figures($0) }
      #expect(again.contains(Portrait(record.view).figures(handover)))
    }
  }

  @Test(arguments: RandomRecords.range)
  func `the events of an obligation make its figures`(place: Int) throws {
    let record = try Record(place)
    // Which deals are in question is told by all that there are.
    let deals = record.view.obligations.lines.flatMap(\.reading)
    for line in record.view.obligations.lines {
      let performing = record.view.handovers.all.filter {
        $0.row.from == line.obligation.debtor && $0.row.to == line.obligation.creditor
      }
      let alone = record.fold(only: line.seqs + deals, of: performing)
      let again = alone.obligations.lines.map { Portrait(alone).figures($0) }
      #expect(again.contains(Portrait(record.view).figures(line)))
    }
  }

  /// A random record of whole claims, and its view.
  private struct Record {
    let events: [Event]
    let view: View

    init(_ place: Int) throws {
      events = try RandomRecords.events(place, isWhole: true)
      view = View(folding: events, at: cut)
    }

    /// A view of the acts that make some handovers, with everything that the recorder said.
    ///
    /// An act that is listed only because another claim takes its words stays as it is: withdrawn,
    /// corrected, or on a handover of its own.
    func fold(only seqs: [Int], of handovers: [Handover]) -> View {
      var listed = Set(seqs)
      let claims = Set(handovers.flatMap { $0.claims.map(\.seq) })
      for seq in seqs where !claims.contains(seq) {
        listed.formUnion(view.standing.liveCorrections(of: events[seq - 1].id).map(\.seq))
        for other in view.handovers.all where other.claims.contains(where: { $0.seq == seq }) {
          listed.formUnion(other.seqs)
        }
      }
      let kept = events.filter { event in
        guard let type = event.content.knownType, type.isAct else { return true }
        return listed.contains(event.seq) || type == .retraction
      }
      return View(folding: kept, at: cut)
    }
  }
}
