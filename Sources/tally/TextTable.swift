internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// A table for a terminal: columns aligned, free text last, data made harmless, and right-to-left
/// words kept in their cells.
struct TextTable {
  /// How a column is set.
  enum Alignment {
    case left
    case right
  }

  private let columns: [(name: String, alignment: Alignment)]
  private var rows: [[String]] = []

  /// Creates a table; a column whose name begins with `>` is set to the right.
  init(_ names: [String]) {
    columns = names.map { name in
      name.hasPrefix(">") ? (String(name.dropFirst()), .right) : (name, .left)
    }
  }

  /// Adds a row; it has as many cells as there are columns.
  mutating func add(_ cells: [String]) { rows.append(cells.map(escaped)) }

  /// The lines, the first with the names of the columns.
  func lines() -> [String] {
    let header = columns.map { $0.name.uppercased() }
    let widths = columns.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    return ([header] + rows).enumerated().map { place, cells in
      let line = zip(columns, zip(cells, widths)).map { column, cell in
        pad(cell.0, to: cell.1, column.alignment)
      }.joined(separator: "  ")
      let trimmed = line.trimmingEnd
      return place == 0 ? Style.dim(trimmed) : trimmed
    }
  }

  private func pad(_ text: String, to width: Int, _ alignment: Alignment) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return alignment == .right ? space + Bidi.cell(text) : Bidi.cell(text) + space
  }
}

/// Colours, on a terminal only.
enum Style {
  static func dim(_ text: String) -> String {
    StandardOutput.isColoured ? "\u{1B}[2m\(text)\u{1B}[0m" : text
  }

  static func bold(_ text: String) -> String {
    StandardOutput.isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

/// Numbers and events as people read them.
enum Words {
  /// What stands where nothing was said.
  static let nothing = "–"

  /// Some texts, set apart by semicolons.
  static func list(_ texts: [String]) -> String {
    texts.isEmpty ? nothing : texts.joined(separator: "; ")
  }

  /// `1,212`, `57–79`, `6,000 or more`, or a dash.
  static func bounds(_ bounds: Bounds?) -> String {
    guard let bounds else { return nothing }
    return bounds.words(grouped)
  }

  /// A number as somebody gave it: `1,212`, or in words where it is none.
  static func count(_ count: Count?) -> String {
    guard let count else { return "no number" }
    return count.per == nil ? count.bounds?.words(grouped) ?? count.description : count.description
  }

  /// What one side, or others, say in all of so many handovers.
  static func column(
    _ column: Totals.Column?, of handovers: Int, isSide: Bool = true
  ) -> String {
    column.map { $0.words(of: handovers, isSide: isSide, grouped) } ?? nothing
  }

  static func number(_ number: Amount?) -> String { number.map { $0.words(grouped) } ?? nothing }

  /// `#9 #11 #12`, at most 20 of them, then how many more.
  static func seqs(_ seqs: [Int]) -> String {
    let shown = seqs.prefix(20).map { "#\($0)" }.joined(separator: " ")
    return seqs.count > 20 ? "\(shown) and \(seqs.count - 20) more" : shown
  }
}
