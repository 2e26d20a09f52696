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

  /// A cell that is no number; nil where all are.
  let wordy: String?

  /// Whether its cells are dates, or nearly all.
  let isDates: Bool

  /// Whether its cells are numbers, or nearly all.
  let isNumbers: Bool

  init(place: Int, heading: String, isTwice: Bool, cells: [String], rows: Int, _ style: NumberStyle)
  {
    self.place = place
    self.heading = heading
    self.isTwice = isTwice
    self.cells = cells
    self.rows = rows
    let days = cells.count(where: SheetDates.isDate)
    isDates = days > 0 && days * 2 > cells.count
    dates = isDates ? SheetDates(cells) : SheetDates([])
    let words = cells.filter { (try? style.count(of: $0)) == nil }
    wordy = words.first
    isNumbers = !isDates && cells.count > 0 && words.count * 2 < cells.count
  }

  /// Whether all cells are addresses of pages.
  var isAddresses: Bool {
    !cells.isEmpty && cells.allSatisfy { $0.hasPrefix("https://") || $0.hasPrefix("http://") }
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
}
