import Testing

@testable import TallyReports
@testable import Tallystick

/// What one more act may do to the reports that list acts: nothing that they list goes, but what the act
/// names.
///
/// These are the reports that ``ReportLawTests`` has not. `sources`, `sources --speaker` and `--silences`,
/// `media` and the acts of `digest` have no numbers of something handed over but within the claims that
/// they list, so that the law is on the lists. The others print no such number of their own:
/// `sources --of` is about one claim, whose voices the others list; `contradictions` has but differences
/// between numbers that `totals` prints, and closes where what it compares has moved; `check` has
/// sentences on other reports, which end once there is nothing to look at; `diff`, `explain` and the
/// figures of `digest` have those of `totals` and `obligations`; `log`, `replay` and `show` have the
/// events themselves.
struct ListLawTests {
  /// A report that lists acts.
  enum Kind: String, CaseIterable, Sendable {
    case sources, statements, silences, media, digest

    /// What it lists: acts, each with what it is listed under.
    func listed(_ view: View, _ events: ArraySlice<Event>) -> Set<Listed> {
      switch self {
      case .sources:
        return Set(
          SourcesReport(view).sources.flatMap { line in
            line.acts.map { Listed(line.id, $0) }
              + line.carried.map { Listed("via " + line.id, $0) }
          })
      case .statements:
        return Set(
          Set(view.standing.acts.map(\.speech.speaker)).flatMap { speaker in
            StatementsReport(of: speaker, in: view, events: Array(events)).lines
              .map { Listed(speaker, $0.line.seq) }
          })
      case .silences:
        return Set(SilencesReport(view).silences.map { Listed("silence", $0.seq) })
      case .media:
        return Set(
          MediaReport(view).media.flatMap { line in
            (line.claims + line.denials).map { Listed(line.medium, $0) }
          })
      case .digest:
        let nothing = View(folding: [], at: view.standing.cut)
        return Set(
          DigestReport(from: nothing, to: view, events: Array(events)).said.flatMap(\.events)
            .map { Listed("said", $0.seq) })
      }
    }
  }

  /// An act, and what it is listed under.
  struct Listed: Hashable {
    let place: String
    let seq: Int

    init(_ place: String, _ seq: Int) {
      self.place = place
      self.seq = seq
    }
  }

  private static let cut = Cut(today: Day(year: 2025, month: 6, day: 9) ?? .maximum)

  @Test(arguments: 0..<3, Kind.allCases)
  func `one more act takes nothing out of a list but what it names`(place: Int, kind: Kind) throws {
    let events = try ReportLawTests.events(3 * place)
    var (before, count): (Set<Listed>, Int) = ([], 0)
    for event in events {
      let view = View(folding: Array(events.prefix(event.seq)), at: ListLawTests.cut)
      let after = kind.listed(view, events.prefix(event.seq))
      let named = event.named(in: view)
      let gone = before.subtracting(after).filter { one in
        !named.contains(one.seq) && !(Int(one.place).map(named.contains) ?? false)
      }
      #expect(gone == [], "#\(event.seq) \(event.content.type) \(event.content.body)")
      count += before.count
      before = after
    }
    #expect(count > 0 || kind == .media || kind == .silences)
  }
}
