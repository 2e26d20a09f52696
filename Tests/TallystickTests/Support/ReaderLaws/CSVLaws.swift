import TallyReports
import Tallystick
import TransparencyLog

/// Laws of CSV, of maps of its columns, and of what people type into cells.
enum CSVLaws {
  /// Takes all as a file, as a map of columns, and, if it is text, as a cell.
  static func check(_ bytes: [UInt8]) throws {
    for separator in CSV.Separator.allCases { try checkFile(bytes, separator) }
    do {
      _ = try SheetMap(parsing: bytes)
    } catch {
      try hold(!error.problems.isEmpty, "a map is refused for a reason")
      for problem in error.problems {
        try hold(escaped(problem) == problem, "a refusal is harmless: \(problem)")
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    if let count = try reading(bytes.count, { try NumberStyle().count(of: text) }) {
      let again = try NumberStyle().count(of: count.description)
      try hold(again == count, "a number reads back as it is written: \(count)")
    }
    _ = try reading(bytes.count) { try DatePattern(parsing: text) }
  }

  private static func checkFile(_ bytes: [UInt8], _ separator: CSV.Separator) throws {
    let csv: CSV
    do {
      csv = try CSV(parsing: bytes, separator: separator)
    } catch {
      let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
      try hold((1...lines).contains(error.line), "a refusal points into the file: \(error)")
      try hold((1...bytes.count + 1).contains(error.column), "a refusal points into its line")
      try hold(escaped(error.reason) == error.reason, "a refusal is harmless: \(error)")
      return
    }
    var line = 0
    for record in csv.records {
      try hold(record.line > line, "records come line after line")
      line = record.line
      try checkBack(record)
    }
  }

  /// A record written as a report is reads back, but for the apostrophe before a formula.
  private static func checkBack(_ record: CSV.Record) throws {
    guard record.cells.count < CSV.widest,
      record.cells.allSatisfy({ $0.utf8.count < CSV.longestCell })
    else { return }
    // A cell in front, so that a record of one empty cell is no empty line.
    let cells = ["x"] + record.cells
    var table = Table(cells.indices.map { "c\($0)" })
    table.add(cells.map { .text($0) })
    let back = try CSV(parsing: Array(table.csv.utf8)).records
    try hold(back.count == 2 && back[1].cells.count == cells.count, "a record reads back")
    for (cell, text) in zip(back[1].cells, cells) {
      let isSame = cell.utf8.elementsEqual(text.utf8)
      try hold(isSame || cell.utf8.elementsEqual("'\(text)".utf8), "a cell reads back: \(text)")
    }
  }
}
