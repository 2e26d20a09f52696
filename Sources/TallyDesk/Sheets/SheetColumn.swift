internal import Tallystick
internal import TransparencyLog

/// A column of a sheet, with what its cells say.
struct SheetColumn: Sendable {
  /// Its place in a row, from 0.
  let place: Int

  /// Its heading.
  let heading: String

  /// Whether another column has the same heading.
  let isTwice: Bool

  /// The cells that say something, in the order of the rows.
  let cells: [String]

  /// The line of each of them.
  private let lines: [Int]

  /// Whether each of them is a number.
  private let areNumbers: [Bool]

  /// How many rows of data the sheet has.
  let rows: Int

  /// The different texts of its cells, in the order in which they stand first.
  var texts: [String] {
    var seen: Set<String> = []
    return cells.filter { seen.insert($0).inserted }
  }

  /// The different parts of its cells between commas, in the order in which they stand first.
  var parts: [String] {
    var seen: Set<String> = []
    return cells.flatMap { $0.split(separator: ",") }.map { String($0).trimmed }
      .filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// How its dates are written.
  let dates: SheetDates

  /// A cell that is no number, with its line; nil where all are.
  var wordy: String? { areNumbers.firstIndex(of: false).map(named) }

  /// Whether its cells are dates, or nearly all.
  let isDates: Bool

  /// Whether its cells are numbers, or nearly all.
  let isNumbers: Bool

  init(
    place: Int, heading: String, isTwice: Bool, cells: [(text: String, line: Int)], rows: Int,
    _ style: NumberStyle
  ) {
    let lines = cells.map(\.line)
    let cells = cells.map(\.text)
    self.place = place
    self.heading = heading
    self.isTwice = isTwice
    self.cells = cells
    self.lines = lines
    self.rows = rows
    let days = cells.count(where: SheetDates.isDate)
    isDates = days > 0 && days * 2 > cells.count
    dates = isDates ? SheetDates(cells) : SheetDates([])
    areNumbers = cells.map { (try? style.count(of: $0)) != nil }
    let words = areNumbers.count { !$0 }
    isNumbers = !isDates && cells.count > 0 && words * 2 < cells.count
  }

  /// Whether all cells are addresses of pages.
  var isAddresses: Bool {
    !cells.isEmpty && cells.allSatisfy(SheetColumn.isAddress)
  }

  private static func isAddress(_ cell: String) -> Bool {
    cell.hasPrefix("https://") || cell.hasPrefix("http://")
  }

  /// Whether its cells can be what a role holds.
  func fits(_ role: SheetRole) -> Bool {
    switch role {
    case .stated, .when: isDates
    case .count: isNumbers
    case .url: isAddresses
    case .label: Set(cells).count == cells.count && cells.count == rows
    case .speaker, .via, .from, .to, .whose, .what, .direction:
      !isDates && !isNumbers && !isAddresses
    case .quote, .place, .act, .scope: !isDates && !isAddresses
    }
  }

  /// The first cell that is not what a role holds, with its line; nil where each by itself is.
  func misfit(_ role: SheetRole) -> String? {
    let place: Int? =
      switch role {
      case .stated, .when: cells.firstIndex { !SheetDates.isDate($0) }
      case .count where isDates: cells.firstIndex(where: SheetDates.isDate)
      case .count: areNumbers.firstIndex(of: false)
      case .url: cells.firstIndex { !SheetColumn.isAddress($0) }
      case .label: cells.indices.first { cells[..<$0].contains(cells[$0]) }
      case _ where isDates: cells.firstIndex(where: SheetDates.isDate)
      case _ where isNumbers: areNumbers.firstIndex(of: true)
      default: cells.firstIndex(where: SheetColumn.isAddress)
      }
    return place.map(named)
  }

  /// How messages name the first cell with a text.
  func named(_ text: String) -> String {
    cells.firstIndex(of: text).map(named) ?? quoted(text)
  }

  /// How messages name a cell.
  private func named(_ place: Int) -> String { "\(quoted(cells[place])) on line \(lines[place])" }
}
