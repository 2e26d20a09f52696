public import Tallystick
internal import TransparencyLog

/// Rows of cells under named columns: what every report is in text and in CSV.
public struct Table: Hashable, Sendable {
  /// One cell.
  public enum Cell: Hashable, Sendable {
    /// Text, from data or from here.
    case text(String)
    /// A whole number.
    case number(Int64)
    /// Nothing was said, or nothing applies.
    case none
  }

  /// The names of the columns.
  public let columns: [String]

  /// The rows, each with a cell for every column.
  public private(set) var rows: [[Cell]] = []

  /// Creates a table without rows.
  public init(_ columns: [String]) { self.columns = columns }

  /// Adds a row; it has as many cells as there are columns.
  public mutating func add(_ row: [Cell]) {
    precondition(row.count == columns.count, "a row of \(row.count) cells")
    rows.append(row)
  }

  /// The table as CSV (RFC 4180), with a first line of names and `\r\n` line ends.
  ///
  /// A text that a spreadsheet would take for a formula gets a leading apostrophe; numbers never.
  public var csv: String {
    ([columns.map(Cell.text)] + rows).map(Table.line).joined()
  }

  /// One line of CSV, with its end.
  static func line(_ row: [Cell]) -> String { row.map(\.csv).joined(separator: ",") + "\r\n" }
}

extension Table.Cell {
  /// A text, or nothing.
  public static func orNone(_ text: String?) -> Table.Cell { text.map { .text($0) } ?? .none }

  /// A number, or nothing.
  public static func orNone(_ number: Int64?) -> Table.Cell { number.map { .number($0) } ?? .none }

  /// The number of an amount; nothing where there is none, or it is too large, as in the JSON form.
  static func amount(_ amount: Amount?) -> Table.Cell {
    amount.flatMap { $0.isTooLarge ? nil : .number($0.number) } ?? .none
  }

  /// The two ends of a number as they are printed.
  static func ends(_ bounds: Bounds?) -> [Table.Cell] {
    [.amount(bounds?.low), .amount(bounds?.high)]
  }

  /// The names of those of some numbers that are approximate.
  static func about(_ numbers: [(name: String, bounds: Bounds?)]) -> Table.Cell {
    .words(numbers.filter { $0.bounds?.about != nil }.map(\.name))
  }

  /// A number that counts things here.
  public static func number(_ number: Int) -> Table.Cell { .number(Int64(number)) }

  /// Seqs, in order, separated by spaces; at most 1,000.
  public static func seqs(_ seqs: some Sequence<Int>) -> Table.Cell {
    let listed = seqs.sorted().prefix(1000)
    return listed.isEmpty ? .none : .text(listed.map(String.init).joined(separator: " "))
  }

  fileprivate var csv: String {
    switch self {
    case .none: return ""
    case .number(let number): return String(number)
    case .text(let text):
      let safe = FormulaGuard.added(to: text)
      let needsQuotes = safe.utf8.contains { ",\"\r\n".utf8.contains($0) }
      guard needsQuotes else { return safe }
      // By bytes: a quotation mark that bears an accent is one Character with it.
      let quoted = safe.utf8.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
      return "\"" + String(decoding: quoted, as: UTF8.self) + "\""
    }
  }
}

/// A projection at a cut, ready to be printed.
public protocol Report: Sendable {
  /// The cut that it resolved to.
  var cut: ResolvedCut { get }

  /// The rows of the JSON form, beside the cut.
  var fields: JSONObject { get }

  /// The rows for text and CSV.
  var table: Table { get }

  /// The rules that bear on it.
  var rules: [Rule] { get }
}

extension Report {
  /// All rules, where a report does not say which.
  public var rules: [Rule] { Rules.all }

  /// The stable JSON form (Exporting.md): one object with `cut`, and the rows.
  public var json: JSONObject {
    var object = fields
    object["cut"] = .object(cut.json)
    return object
  }
}
