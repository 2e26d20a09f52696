internal import Tallystick

/// The figures of totals and obligations at one point of a way, without their events.
struct FigureValues {
  private(set) var values: [String: JSONValue] = [:]
  private var seqs: [String: Set<Int>] = [:]
  private var addresses: [String] = []

  init(_ view: View) {
    self.init(Difference.sources.flatMap { Figure.all($0, in: view) })
  }

  init(_ figures: [Figure]) {
    addresses = figures.map(\.address)
    // A figure that says nothing is the same as none: a row of dashes that comes or goes moves nothing.
    for figure in figures where values[figure.address] == nil && !figure.value.saysNothing {
      values[figure.address] = figure.value.withoutEvents
      seqs[figure.address] = Set(figure.seqs)
    }
  }

  /// The events that a figure names here and not in another state, in order.
  func seqs(of address: String, besides other: FigureValues) -> [Int] {
    (seqs[address] ?? []).subtracting(other.seqs[address] ?? []).sorted()
  }

  /// The addresses of the figures that either has, in the order of the reports, those of this one first.
  func order(with other: FigureValues) -> [String] {
    var seen: Set<String> = []
    return (addresses + other.addresses).filter { address in
      (values[address] ?? other.values[address]) != nil && seen.insert(address).inserted
    }
  }

  func differs(from other: FigureValues) -> [String] {
    order(with: other).filter { values[$0] != other.values[$0] }
  }
}

/// A walk along a way, which notes each step that moves a figure.
struct FigureWalk {
  private(set) var steps: [String: [Difference.Step]] = [:]

  private let way: Way
  private var reckoning: Reckoning

  /// The figures as they stand, those by themselves that change together: those of the rows that one
  /// address names, those that are in no row, the obligations.
  private var groups: [Group: FigureValues] = [:]

  /// The rows that an address names: of two that differ in a hyphen it is one.
  private var rows: [Group: Set<Row>] = [:]

  private enum Group: Hashable {
    case rows(String)
    case besideRows
    case obligations
  }

  /// Begins where `first` says what the figures are.
  init(_ way: Way, from first: FigureValues) {
    self.way = way
    reckoning = way.reckoning
    reckoning.settle()
    var figures: [Figure] = []
    for group in changed() {
      let made = made(group)
      groups[group] = FigureValues(made)
      figures += made
    }
    note(first, FigureValues(figures), nil, comesIn: true)
  }

  /// Goes to the end.
  mutating func goOn(to last: FigureValues) {
    for (event, comesIn) in way.steps {
      reckoning.set(event, isIn: comesIn)
      reckoning.settle()
      for group in changed() {
        let (before, after) = (groups[group] ?? FigureValues([]), FigureValues(made(group)))
        groups[group] = after
        note(before, after, event, comesIn: comesIn)
      }
    }
  }

  /// The groups of which some figure may have changed since it was asked last.
  private mutating func changed() -> [Group] {
    var changed: Set<Group> = [.besideRows, .obligations]
    for (row, _) in reckoning.changedRows() {
      let group = Group.rows("\(row.what ?? "."):\(row.way):\(row.whose ?? ".")")
      rows[group, default: []].insert(row)
      changed.insert(group)
    }
    return Array(changed)
  }

  private mutating func made(_ group: Group) -> [Figure] {
    var totals = FigureList(.totals)
    switch group {
    case .rows:
      var lines: [Totals.Line] = []
      for row in (rows[group] ?? []).sorted() {
        if let line = reckoning.listedLine(of: row) { lines.append(line) }
      }
      totals.add(Totals(lines: lines, together: [], unplaced: []), zeros: [])
    case .besideRows:
      totals.add(
        Totals(
          lines: [], together: reckoning.bothWays.sorted { $0.precedes($1) },
          unplaced: reckoning.notPlaced), zeros: reckoning.unattachedZeros)
    case .obligations:
      var list = FigureList(.obligations)
      list.add(reckoning.obligations().lines)
      return list.figures
    }
    return totals.figures
  }

  private mutating func note(
    _ before: FigureValues, _ after: FigureValues, _ event: Int?, comesIn: Bool
  ) {
    for address in after.differs(from: before) {
      steps[address, default: []].append(
        Difference.Step(
          event: event, comesIn: comesIn, before: before.values[address],
          after: after.values[address], gained: after.seqs(of: address, besides: before),
          lost: before.seqs(of: address, besides: after)))
    }
  }
}

extension JSONValue {
  /// Whether it is null, or a column of totals that neither spoke of a handover nor states a total.
  fileprivate var saysNothing: Bool {
    guard let object else { return self == .null }
    return object["sum"] == .null && object["handovers"] == 0
      && [.null, []].contains(object["stated"] ?? .null)
  }

  /// The value without the lists of events that it carries.
  fileprivate var withoutEvents: JSONValue {
    guard var object else { return self }
    for name in ["events", "event_count"] { object[name] = nil }
    return .object(object)
  }
}
