internal import TallyReports
package import Tallystick
internal import TransparencyLog

/// A map that is guessed of a sheet, with what could not be guessed marked in it.
///
/// Nothing is guessed where two readings are left: what is marked as a gap names a column that no
/// sheet has, or a word that no event takes, so that `append` refuses the map until it is filled.
package struct SheetGuess: Sendable {
  /// What begins the text of a gap in a map.
  package static let mark = "GAP: "

  /// The map.
  package let map: JSONObject

  /// What could not be guessed: the field, and why.
  package private(set) var gaps: [(field: String, why: String)] = []

  /// What was guessed of which column: the field, and the heading.
  package private(set) var used: [(field: String, heading: String)] = []

  /// What is to be said beside.
  package private(set) var notes: [String] = []

  /// The first rows as they would be recorded, as far as the map has no gaps.
  package private(set) var rows: [String] = []

  /// What the person has said beforehand.
  package struct Given: Sendable {
    /// The record with the headings, from 1; looked for where it is nil.
    package var header: Int?

    /// Columns by the role that they have.
    package var columns: [(role: SheetRole, heading: String)] = []

    /// What a field is in every row.
    package var values: [(field: String, value: String)] = []

    /// What labels begin with.
    package var prefix = "row-"

    /// Creates what says nothing.
    package init() {}
  }

  /// Guesses a map.
  ///
  /// - Throws: `FormatError` for a sheet without known headings, `CSVError` for no CSV.
  /// - Complexity: O(*n*) in the number of cells, times the forms that dates have.
  package init(_ bytes: [UInt8], names: NameBook, given: Given = Given()) throws {
    let style = SheetNumbers.style
    let table = try SheetTable(
      bytes, header: given.header, style, known: given.columns.map(\.heading))
    var guessing = SheetGuessing(table: table, names: names, given: given)
    try guessing.guess()
    map = guessing.map
    gaps = guessing.gaps
    used = guessing.used
    notes = table.notes + guessing.notes
    rows = SheetGuess.rows(bytes, guessing.map, table.separator)
  }

  /// The first five rows, by the map without its gaps.
  private static func rows(
    _ bytes: [UInt8], _ map: JSONObject, _ separator: CSV.Separator
  ) -> [String] {
    let whole = SheetGuess.withoutGaps(.object(map)).object ?? [:]
    guard let read = try? SheetMap(parsing: CanonicalJSON.bytes(.object(whole))),
      let csv = try? CSV(parsing: bytes, separator: separator)
    else { return [] }
    let sheet = Sheet(csv, by: read)
    let lines =
      sheet.drafts.prefix(5).map { draft in
        (draft.line ?? 0, SheetGuess.words(draft.content))
      } + sheet.problems.prefix(5).map { ($0.line ?? 0, "refused: \($0)") }
    return lines.sorted { $0.0 < $1.0 }.prefix(5).map { "line \($0.0): \($0.1)" }
  }

  /// What a statement would be, with a question mark where the map has a gap.
  private static func words(_ content: Content) -> String {
    let stated = content.stated.text == unsaid ? "?" : content.stated.text
    let speaker = content.body["speaker"]?.string ?? "?"
    return "announcement, \(stated), \(speaker): \(content.summary)"
  }

  /// The day that stands for one that a gap leaves open.
  private static let unsaid = "0001-01-01"

  /// A map without what is marked as a gap.
  private static func withoutGaps(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let object):
      var kept = JSONObject()
      for member in object.members {
        if member.value.string?.hasPrefix(mark) ?? false { continue }
        if member.value.object?["column"]?.string?.hasPrefix(mark) ?? false {
          if member.name == "stated" { kept["stated"] = .string(unsaid) }
          if member.name == "act" { kept["act"] = "handover" }
          continue
        }
        let values = member.value.object?["values"]?.object?.members ?? []
        if values.contains(where: { $0.value.string?.hasPrefix(mark) ?? false }) { continue }
        kept[member.name] = withoutGaps(member.value)
      }
      return .object(kept)
    case .array(let values): return .array(values.map(withoutGaps))
    default: return value
    }
  }
}

/// How numbers are read in the sheets that a map is guessed of: as everywhere, and with the words
/// of other languages.
enum SheetNumbers {
  static let about = ["близько", "приблизно", "біля", "около", "примерно", "порядка"]
  static let atLeast = ["щонайменше", "не менше", "не менее", "по меньшей мере"]
  static let atMost = ["до", "не більше", "не более"]

  static let style: NumberStyle = {
    var style = NumberStyle()
    style.about += about
    style.atLeast += atLeast
    style.atMost += atMost
    return style
  }()

  /// What a map says of numbers; nil where the usual reading takes all of them.
  static func json(for cells: [String]) -> JSONObject? {
    let usual = NumberStyle()
    guard cells.contains(where: { (try? usual.count(of: $0)) == nil }) else { return nil }
    return [
      "about": .array(style.about.map(JSONValue.string)),
      "at_least": .array(style.atLeast.map(JSONValue.string)),
      "at_most": .array(style.atMost.map(JSONValue.string)),
    ]
  }
}
