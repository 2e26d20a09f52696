package import Tallystick
internal import TransparencyLog

/// The rows of a report that is a list, each made when it is asked for: a report of a large record is
/// written row by row, and never held as a whole.
struct ReportRows {
  /// The names of the columns of the table.
  let columns: [String]

  /// What stands beside them in the JSON form.
  let beside: JSONObject

  private let start: () -> AnyIterator<ReportLine>

  /// Creates the rows of some lines, which are gone through once for each form; `row` tells on which row
  /// of the totals a line is.
  init<Lines: Sequence>(
    _ columns: [String], _ lines: Lines, beside: JSONObject = [:],
    row: @escaping (Lines.Element) -> Row? = { _ in nil },
    json: @escaping (Lines.Element) -> JSONObject,
    cells: @escaping (Lines.Element) -> [Table.Cell]
  ) {
    self.columns = columns
    self.beside = beside
    start = {
      var lines = lines.makeIterator()
      return AnyIterator {
        lines.next().map { line in
          ReportLine(row: row(line), json: { json(line) }, cells: { cells(line) })
        }
      }
    }
  }

  /// The lines, each of which is made in a form when it is asked for.
  var lines: [ReportLine] { Array(start()) }

  /// The JSON form, but for the cut.
  var fields: JSONObject {
    var object = beside
    object["rows"] = .array(start().map { .object($0.json()) })
    return object
  }

  /// The table.
  var table: Table {
    var table = Table(columns)
    for row in start() { table.add(row.cells()) }
    return table
  }

  /// Hands the bytes of ``Table/csv`` to `take`, piece by piece.
  func writeCSV(_ take: ([UInt8]) throws -> Void) rethrows {
    var pieces = Pieces()
    pieces.bytes += Table.line(columns.map(Table.Cell.text)).utf8
    for row in start() {
      pieces.bytes += Table.line(row.cells()).utf8
      try pieces.hand(to: take)
    }
    try take(pieces.bytes)
  }

  /// Hands the canonical bytes of the JSON form with the cut, and the rules where they are wanted, and a
  /// line feed, to `take`, piece by piece.
  func writeJSON(
    cut: ResolvedCut, rules: JSONObject? = nil, _ take: ([UInt8]) throws -> Void
  ) rethrows {
    var pieces = Pieces()
    var object = beside
    object["cut"] = .object(cut.json)
    if let rules { object["rules"] = .object(rules) }
    object["rows"] = .null
    var separator = UInt8(ascii: "{")
    for member in object.members {
      pieces.bytes.append(separator)
      separator = UInt8(ascii: ",")
      CanonicalJSON.append(member.name, to: &pieces.bytes)
      pieces.bytes.append(UInt8(ascii: ":"))
      if member.name == "rows" {
        try writeRows(&pieces, take)
      } else {
        CanonicalJSON.append(member.value, to: &pieces.bytes)
      }
    }
    pieces.bytes += [UInt8(ascii: "}"), NoteLines.newline]
    try take(pieces.bytes)
  }

  private func writeRows(_ pieces: inout Pieces, _ take: ([UInt8]) throws -> Void) rethrows {
    pieces.bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for row in start() {
      if !isFirst { pieces.bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      CanonicalJSON.append(.object(row.json()), to: &pieces.bytes)
      try pieces.hand(to: take)
    }
    pieces.bytes.append(UInt8(ascii: "]"))
  }

  /// Bytes that are handed on once there are many of them.
  private struct Pieces {
    var bytes: [UInt8] = []

    mutating func hand(to take: ([UInt8]) throws -> Void) rethrows {
      guard bytes.count >= 1 << 16 else { return }
      try take(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
  }
}

/// A line of a report that is a list, made in each form when it is asked for.
package struct ReportLine {
  /// The row of the totals that it is on; nil where it is on none.
  package let row: Row?
  /// Its JSON form.
  package let json: () -> JSONObject
  /// Its cells in the table.
  package let cells: () -> [Table.Cell]
}

/// A report that is a list.
protocol ListReport: Report {
  /// Its rows.
  var rows: ReportRows { get }
}
