import Testing

@testable import TallyReports
@testable import Tallystick

/// Whose acts a number rests on that a report prints under a side: laws on random records, on every
/// report that prints such numbers, and on every figure that can be asked for.
///
/// `diff`, `digest` and `explain` print these same figures, and the page the columns of `totals`.
struct VoiceLawTests {
  private static func view(_ place: Int) throws -> View {
    View(
      folding: try ReportLawTests.events(place),
      at: Cut(today: Day(year: 2025, month: 6, day: 9) ?? .maximum))
  }

  @Test(arguments: ReportLawTests.places)
  func `a figure under a side rests on acts of that side, at every address`(place: Int) throws {
    let view = try VoiceLawTests.view(place)
    var count = 0
    for source in [Figure.Source.totals, .handovers, .timeline, .obligations] {
      for figure in Figure.all(source, in: view) where figure.value != .null {
        guard let (side, others) = figure.voice else { continue }
        let seqs = view.withoutReadings(figure.seqs)
        #expect(view.strangers(in: seqs, to: side, but: others) == [], "\(figure.address)")
        count += seqs.count
      }
    }
    #expect(count > 0)
  }

  @Test(arguments: ReportLawTests.places)
  func `a stated total is held against acts of the side that it is held against`(place: Int) throws
  {
    let view = try VoiceLawTests.view(place)
    for line in AssertionsReport(view).assertions {
      for total in [line.then, line.now] {
        #expect(
          view.strangers(in: total.comparedSeqs, to: line.side, but: []) == [], "#\(total.seq)")
      }
      #expect(line.side != nil || line.now.comparedSeqs.isEmpty)
    }
  }

  @Test(arguments: ReportLawTests.places)
  func `a running total is the sum of a side's own numbers up to that handover`(place: Int) throws {
    let view = try VoiceLawTests.view(place)
    var sums: [Row: [Bounds?]] = [:]
    for line in TimelineReport(view).timeline.lines {
      let handover = line.handover
      var sum = sums[handover.row] ?? [nil, nil, nil]
      for (place, number) in [handover.sender, handover.receiver, handover.others].enumerated() {
        sum[place] = [sum[place], number?.bounds].compactMap { $0 }.total
      }
      sums[handover.row] = sum
      #expect([line.sender, line.receiver, line.others] == sum, "\(handover.row)")
    }
    #expect(place >= RandomRecords.range.count || !sums.isEmpty)
  }
}

extension View {
  /// Some events without those that make an obligation's reading.
  fileprivate func withoutReadings(_ seqs: [Int]) -> [Int] {
    let readings = Set(obligations.lines.flatMap(\.reading))
    return seqs.filter { !readings.contains($0) }
  }
}

extension Figure {
  /// The side whose number it is, or nil and those whose it is not; nil of any other figure.
  fileprivate var voice: (side: String?, others: [String])? {
    let parts = address.split(separator: ":").map(String.init)
    guard let name = parts.last,
      let way = parts.dropFirst().first(where: { $0.contains("-") && !$0.hasPrefix("20") })
    else { return nil }
    let ends = way.split(separator: "-").map { $0 == "." ? nil : String($0) }
    guard ends.count == 2 else { return nil }
    switch name {
    case "sender", "sender_sum", "debtor_says": return ends[0].map { ($0, []) }
    case "receiver", "receiver_sum", "creditor_says": return ends[1].map { ($0, []) }
    case "others", "outlets", "others_sum", "others_say", "outlets_say":
      return (nil, ends.compactMap { $0 })
    default: return nil
    }
  }
}
