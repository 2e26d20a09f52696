/// The rows of a report that is a list, each made when it is asked for: a report of a large record is
/// written row by row, and never held as a whole.
struct ReportRows {
  /// The names of the columns of the table.
  let columns: [String]

  /// How many there are.
  let count: Int

  /// What stands beside them in the JSON form.
  let beside: JSONObject

  private let json: (Int) -> JSONObject
  private let cells: (Int) -> [Table.Cell]

  /// Creates the rows of some lines.
  init<Line>(
    _ columns: [String], _ lines: [Line], beside: JSONObject = [:],
    json: @escaping (Line) -> JSONObject, cells: @escaping (Line) -> [Table.Cell]
  ) {
    self.columns = columns
    self.beside = beside
    count = lines.count
    self.json = { json(lines[$0]) }
    self.cells = { cells(lines[$0]) }
  }

  /// The JSON form, but for the cut.
  var fields: JSONObject {
    var object = beside
    object["rows"] = .array((0..<count).map { .object(json($0)) })
    return object
  }

  /// The table.
  var table: Table {
    var table = Table(columns)
    for place in 0..<count { table.add(cells(place)) }
    return table
  }

  /// Hands the bytes of ``Table/csv`` to `take`, piece by piece.
  func writeCSV(_ take: ([UInt8]) throws -> Void) rethrows {
    var pieces = Pieces()
    pieces.bytes += Table.line(columns.map(Table.Cell.text)).utf8
    for place in 0..<count {
      pieces.bytes += Table.line(cells(place)).utf8
      try pieces.hand(to: take)
    }
    try take(pieces.bytes)
  }

  /// Hands the canonical bytes of the JSON form with the cut, and a line feed, to `take`, piece by
  /// piece.
  func writeJSON(cut: ResolvedCut, _ take: ([UInt8]) throws -> Void) rethrows {
    var pieces = Pieces()
    var object = beside
    object["cut"] = .object(cut.json)
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
    for place in 0..<count {
      if place > 0 { pieces.bytes.append(UInt8(ascii: ",")) }
      CanonicalJSON.append(.object(json(place)), to: &pieces.bytes)
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

/// A report that is a list.
protocol ListReport: Report {
  /// Its rows.
  var rows: ReportRows { get }
}
