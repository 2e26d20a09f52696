public import Tallystick
internal import TransparencyLog

/// What a map makes of a spreadsheet: drafts to append, and what it cannot read.
public struct Sheet: Sendable {
  /// The drafts, in the order of their rows; `Draft.line` is the line where the row begins.
  public private(set) var drafts = Drafts()

  /// Everything that could not be read, each with its line.
  public private(set) var problems: [Refusal] = []

  /// The lines of the rows that the map leaves out.
  public private(set) var ignored: [Int] = []

  /// The columns that no event of the map names, in the order of the file.
  public let unused: [String]

  /// Reads the rows of a file.
  ///
  /// A row without any text is skipped. A row of which no event of the map is made, though the map
  /// does not say to leave it out, is a problem: nothing is dropped unseen.
  ///
  /// - Complexity: O(*n* · *m*) in the number of rows and the size of the map.
  public init(_ csv: CSV, by map: SheetMap) {
    guard csv.records.count >= map.header else {
      problems = [Refusal("The file ends before the line with the names of the columns.", line: 1)]
      unused = []
      return
    }
    let header = csv.records[map.header - 1]
    let names = header.cells.map { FormulaGuard.removed(from: $0).trimmed }
    let used = map.columns
    unused = names.filter { !$0.isEmpty && !used.contains($0) }
    problems = Sheet.problems(ofNames: names, used: used, line: header.line)
    guard problems.isEmpty else { return }
    var places: [String: Int] = [:]
    for (place, name) in names.enumerated() where used.contains(name) { places[name] = place }
    for record in csv.records.dropFirst(map.header) {
      take(SheetRow(record, places), width: names.count, by: map)
    }
  }

  private static func problems(
    ofNames names: [String], used: [String], line: Int
  ) -> [Refusal] {
    used.compactMap { column in
      switch names.count(where: { $0.utf8.elementsEqual(column.utf8) }) {
      case 1: return nil
      case 0:
        let known = names.map { quoted($0) }.joined(separator: ", ")
        return Refusal(
          "There is no column \(quoted(column)), which the map names; the columns: \(known).",
          line: line)
      default: return Refusal("The column \(quoted(column)) stands there twice.", line: line)
      }
    }
  }

  private mutating func take(_ row: SheetRow, width: Int, by map: SheetMap) {
    if row.record.cells.allSatisfy({ $0.trimmed.isEmpty }) { return }
    guard row.record.cells.count == width else {
      let cells = row.record.cells.count
      problems.append(
        Refusal("The row has \(cells) cells, and the line of names \(width).", line: row.line))
      return
    }
    if map.ignored.contains(where: { row.fits($0, map.empty) }) {
      ignored.append(row.line)
      return
    }
    let events = map.events.filter { event in
      event.conditions.allSatisfy { row.fits($0, map.empty) }
    }
    guard !events.isEmpty else {
      problems.append(
        Refusal(
          "No event of the map takes this row; if that is meant, say so in \"ignore\".",
          line: row.line))
      return
    }
    var found: [Refusal] = []
    for event in events {
      var reading = SheetReading(row, map)
      reading.addDraft(event, to: &drafts)
      // Several fields may be read from one cell, which is told once.
      for problem in reading.problems where !found.contains(problem) { found.append(problem) }
    }
    problems += found
  }
}

extension SheetMap {
  /// The columns that it names, in the order of their bytes.
  var columns: [String] {
    var columns = Set(ignored.map(\.column))
    for event in events {
      columns.formUnion(event.conditions.map(\.column))
      for value in [event.type, event.label, event.stated, event.body] {
        columns.formUnion(value?.columns ?? [])
      }
    }
    return columns.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension SheetMap.Value {
  fileprivate var columns: [String] {
    switch self {
    case .constant: []
    case .cell(let cell): [cell.column] + (cell.fallback?.columns ?? [])
    case .list(let values): values.flatMap(\.columns)
    case .object(let members): members.flatMap(\.value.columns)
    }
  }
}

/// A record with the places of the columns that a map names.
struct SheetRow {
  let record: CSV.Record
  private let places: [String: Int]

  var line: Int { record.line }

  init(_ record: CSV.Record, _ places: [String: Int]) {
    self.record = record
    self.places = places
  }

  /// The text in a column, without the apostrophe that guards a formula and without space around.
  subscript(column: String) -> String {
    places[column].map { FormulaGuard.removed(from: record.cells[$0]).trimmed } ?? ""
  }

  func fits(_ condition: SheetMap.Condition, _ empty: [String]) -> Bool {
    let text = self[condition.column]
    let isEmpty = text.isEmpty || empty.contains { $0.utf8.elementsEqual(text.utf8) }
    return switch condition.test {
    case .isFilled: !isEmpty
    case .isEmpty: isEmpty
    case .isOne(let texts): texts.contains { $0.utf8.elementsEqual(text.utf8) }
    }
  }
}
