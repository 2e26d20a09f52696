internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// A sheet of which it is known where the headings stand and which rows tell of the whole.
struct SheetTable: Sendable {
  /// What stands between two cells.
  let separator: CSV.Separator

  /// The number of the record with the headings, from 1.
  let header: Int

  let columns: [SheetColumn]

  /// The texts of cells that say nothing.
  let empty: [String]

  /// The column in which rows of totals say that they are, and what they say.
  let totals: (column: SheetColumn, texts: [String])?

  /// What is to be said of rows.
  private(set) var notes: [String] = []

  /// The lines of headings are looked for among so many.
  private static let most = 30

  /// Reads a file.
  ///
  /// - Throws: `FormatError` for one without headings that are known, `CSVError` for no CSV.
  init(
    _ bytes: [UInt8], header: Int?, _ style: NumberStyle, known: [String] = []
  ) throws {
    let (separator, csv) = try SheetTable.parsed(bytes)
    self.separator = separator
    let records = csv.records.map { record in record.cells.map(cellText) }
    let place = try SheetTable.header(of: records, header, known)
    self.header = place + 1
    let headings = records[place]
    let width = headings.count
    var rows: [(cells: [String], line: Int)] = []
    var marked: [(cell: Int, text: String)] = []
    var narrow: [Int] = []
    for (number, record) in records.enumerated().dropFirst(place + 1) {
      if record.allSatisfy(\.isEmpty) { continue }
      if record.count != width {
        narrow.append(csv.records[number].line)
        continue
      }
      let first = record.firstIndex { !$0.isEmpty } ?? 0
      if HeadingWords.isTotal(record[first]) {
        marked.append((first, record[first]))
      } else {
        rows.append((record, csv.records[number].line))
      }
    }
    let says = Set(rows.flatMap(\.cells).map { $0.lowercased() })
    empty = HeadingWords.empty.filter(says.contains)
      .flatMap { word in Set(rows.flatMap(\.cells).filter { $0.lowercased() == word }).sorted() }
    let saysNothing = Set(empty + [""])
    columns = headings.indices.map { column in
      SheetColumn(
        place: column, heading: headings[column],
        isTwice: headings.count { $0 == headings[column] } > 1,
        cells: rows.map { ($0.cells[column], $0.line) }.filter { !saysNothing.contains($0.0) },
        rows: rows.count, style)
    }
    if let first = marked.first?.cell {
      totals = (columns[first], Set(marked.map(\.text)).sorted())
      if marked.contains(where: { $0.cell != first }) {
        notes.append("rows of totals begin in several columns, and only those of one are left out")
      }
    } else {
      totals = nil
    }
    if !narrow.isEmpty {
      let lines = narrow.prefix(5).map(String.init).joined(separator: ", ")
      notes.append(
        "the rows on the lines \(lines)\(narrow.count > 5 ? " and others" : "") have not as many "
          + "cells as the headings, and append will refuse them")
    }
    if rows.isEmpty { notes.append("there are no rows of data below the headings") }
  }

  /// The file by the separator that gives the widest rows.
  private static func parsed(_ bytes: [UInt8]) throws -> (CSV.Separator, CSV) {
    var best: (separator: CSV.Separator, csv: CSV, filled: Int)?
    var failure: (any Error)?
    for separator in CSV.Separator.allCases {
      do {
        let csv = try CSV(parsing: bytes, separator: separator)
        let filled =
          csv.records.prefix(200).map { record in
            record.cells.count { !$0.isEmpty }
          }.max() ?? 0
        if filled > best?.filled ?? 0 { best = (separator, csv, filled) }
      } catch { failure = failure ?? error }
    }
    if let best { return (best.separator, best.csv) }
    throw failure ?? FormatError("the file has no cells")
  }

  /// The place of the record with the headings: the first of those with the most headings that are
  /// known, two at least.
  private static func header(
    of records: [[String]], _ given: Int?, _ known: [String]
  ) throws(FormatError) -> Int {
    if let given {
      guard records.indices.contains(given - 1) else {
        throw FormatError("the file has \(records.count) lines with cells, and no line \(given)")
      }
      return given - 1
    }
    let scores = records.prefix(most).map { record in
      record.count { known.contains($0) || !HeadingWords.roles(of: $0).isEmpty }
    }
    guard let best = scores.max(), best > 1, let place = scores.firstIndex(of: best) else {
      throw FormatError(
        "no line of its first \(most) has two headings that are known; --header says which line it is"
      )
    }
    return place
  }
}

/// The text of a cell, as the reading by a map has it.
func cellText(_ cell: String) -> String { FormulaGuard.removed(from: cell).trimmed }
