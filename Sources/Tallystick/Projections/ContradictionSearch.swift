/// Looks for contradictions: among acts that name one another, in one handover, on one row.
///
/// Each search is handed all that bears on what it looks at, so that what it finds does not depend on
/// what else a record holds.
struct ContradictionSearch {
  private(set) var found: [Contradiction] = []

  /// What somebody says about agreements, to be put beside the figures on them.
  var verdicts: [Verdict] = []

  /// The explanations of all events that it will see.
  let explanations: Explanations

  /// What somebody says about an agreement, with what it claims.
  struct Verdict: Sendable {
    let act: Standing.Act
    let agreement: String
    let claims: [Claim]
  }

  /// What blocks a total where a claim of an act is on a handover that counts, by these acts.
  private(set) var blocking: [EventID: [Contradiction]]

  /// Creates a search that has found nothing, with the explanations of all events that it will see, and what
  /// was found of their acts that may block a total.
  init(_ explanations: Explanations, blocking: [EventID: [Contradiction]] = [:]) {
    self.explanations = explanations
    self.blocking = blocking
  }

  /// Searches a part of a record on whose claims no other part bears.
  init(_ standing: Standing, _ handovers: Handovers, _ totals: Totals) {
    self.init(Explanations(standing))
    let unexplained = Unexplained(standing, explanations)
    search(standing, unexplained, rendered: handovers.rendered, excluded: handovers.excluded)
    let part = Part(standing, handovers, totals, unexplained, explanations)
    var identities = ContradictionSearch(explanations)
    identities.compareIdentities(part.identifications)
    identities.searchUnexplained(part.identifications, explained: part.explained)
    var single = ContradictionSearch(explanations, blocking: blocking)
    for handover in handovers.all {
      single.search(handover, part.identifications, standing.sources)
    }
    single.searchUnexplained(
      part.unexplained, part.identifications + part.explained, explained: part.explained,
      standing.sources)
    found += identities.found + single.found
    for row in part.rows { found += part.search(on: row, explanations).found }
  }

  mutating func add(
    _ kind: Contradiction.Kind, _ these: [Int], _ those: [Int], of acts: [Standing.Act],
    facet: String? = nil, at place: String, difference: Amount? = nil, isBlocking: Bool
  ) {
    found.append(
      Contradiction(
        kind, these, those, of: acts, facet: facet, at: place, difference: difference,
        isBlocking: isBlocking, explanations))
  }

  /// Adds what was found.
  mutating func add(_ one: Contradiction) { found.append(one) }

  /// Notes that what was found last blocks a total where a claim of these acts is on a handover that counts.
  mutating func noteBlocking(of acts: [EventID]) {
    guard let last = found.last, last.isOpen else { return }
    for id in acts { blocking[id, default: []].append(last.blocking) }
  }
}

extension ContradictionSearch {
  /// A part of a record on whose claims no other part bears, as its rows are searched.
  private struct Part {
    let identifications: [Identification]

    /// What some turned out to be by acts that an explanation takes out.
    let explained: [Identification]

    /// The handovers that there would be if no explanation took any claim out.
    let unexplained: [Handover]

    private let totals: [Row: [StatedTotal]]
    private let stated: [Row: [LiveClaim]]
    private let identified: [Row: [Identification]]
    private let handovers: [Row: [Handover]]
    private var more: [Row: UnexplainedRow] = [:]

    init(
      _ standing: Standing, _ found: Handovers, _ totals: Totals, _ unexplained: Unexplained?,
      _ explanations: Explanations
    ) {
      identifications = found.identified.compactMap { Identification($0, standing) }
      explained = unexplained?.identifications.map { $0.placed(by: found.rows) } ?? []
      self.unexplained =
        unexplained.map {
          GatheredHandovers($0.claims, standing.judgements.links, found.rows).handovers
        } ?? []
      self.totals = Dictionary(totals.lines.map { ($0.row, $0.statedTotals) }) { one, _ in one }
      stated = Dictionary(grouping: found.cumulative, by: \.row)
      identified = Dictionary(grouping: identifications, by: \.said.row)
      handovers =
        identifications.isEmpty && unexplained == nil
        ? [:] : Dictionary(grouping: found.all, by: \.row)
      for handover in self.unexplained where explanations.takesOut(handover) {
        more[handover.row, default: UnexplainedRow()].handovers.append(handover)
      }
      for total in unexplained?.totals ?? [] {
        let placed = found.rows.placed(total)
        more[placed.row, default: UnexplainedRow()].totals.append(placed)
      }
      for one in explained {
        more[one.said.row, default: UnexplainedRow()].identifications.append(one)
      }
    }

    /// The rows on which something may contradict.
    var rows: Set<Row> { Set(stated.keys).union(identified.keys).union(more.keys) }

    /// Searches one of the rows.
    func search(on row: Row, _ explanations: Explanations) -> ContradictionSearch {
      var search = ContradictionSearch(explanations)
      search.search(
        row, totals[row] ?? [], stated[row] ?? [], identified[row] ?? [], more[row],
        handovers[row] ?? [])
      return search
    }
  }
}
