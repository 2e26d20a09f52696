internal import Tallystick

/// The apostrophe before a text that a spreadsheet would take for a formula.
///
/// It is written before a text that begins with `=`, `+`, `-`, `@`, a tabulator or a carriage
/// return, whatever number of apostrophes stands before that, so that taking one away gives back
/// just the text that it was written for.
package enum FormulaGuard {
  /// The text as a cell of CSV has it.
  static func added(to text: String) -> String { isFormula(text.utf8[...]) ? "'" + text : text }

  /// The text that a cell of CSV was written for.
  package static func removed(from cell: String) -> String {
    let bytes = cell.utf8
    guard bytes.first == UInt8(ascii: "'"), isFormula(bytes.dropFirst()) else { return cell }
    return String(decoding: bytes.dropFirst(), as: UTF8.self)
  }

  private static func isFormula(_ bytes: Substring.UTF8View) -> Bool {
    bytes.drop { $0 == UInt8(ascii: "'") }.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
  }
}
