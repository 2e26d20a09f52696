import TallyReports
import Tallystick
internal import TransparencyLog

/// A report's own table on a page: two ends of a number in one cell, parties with their row, and
/// events, sources and other things as links.
///
/// It knows columns by their names only. One that it does not know is shown as it is.
struct ReportTable {
  /// The most rows that a page shows; all of them stand in the report's files.
  static let mostRows = 500

  let context: PageContext
  let table: Table
  /// What it is, for who does not see it.
  let caption: String
  /// Columns that are not shown.
  var hidden: Set<String> = []
  /// Whether the row of totals is told, which a page of a row does not repeat.
  var showsRow = true
  /// The file in which all rows stand.
  var file: SitePath?

  private var words: Frame { context.words }

  /// A column of the page, and the columns of the table that it shows.
  private struct Column {
    let name: String
    let kind: Kind
    let places: [Int]

    enum Kind {
      case side, ends, seqs, source, agreement, medium, row, value, number, text
      case status, counted, verdict, link, silent, about, missing
    }

    /// Columns that are told in the cell of another, in the order in which they stand there.
    static let joined = [
      "status": ["flags", "denials", "identified"], "that_day": ["that_day_by"],
      "now": ["now_by", "explained_as", "explained_by"], "about": ["about_event"],
    ]
  }

  var html: HTML {
    guard !table.rows.isEmpty else { return .tag("p") { HTML.text(words(.none)) } }
    let columns = columns
    let id = "t-\(table.columns.joined(separator: "-").utf8.count)"
    return .several([
      .tag("div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-labelledby": id]) {
        HTML.tag("table", ["class": "report"]) {
          HTML.tag("caption", ["class": "unseen", "id": id]) { HTML.text(caption) }
          HTML.tag("thead") {
            HTML.tag("tr") {
              for column in columns {
                HTML.tag("th", ["scope": "col", "class": Self.style(column)]) {
                  HTML.text(words.column(column.name))
                }
              }
            }
          }
          HTML.tag("tbody") {
            for row in table.rows.prefix(Self.mostRows) { line(row, columns) }
          }
        }
      },
      more,
    ])
  }

  /// A list of facts where there is one row, else the table.
  var facts: HTML {
    guard table.rows.count == 1, let row = table.rows.first else { return html }
    return .tag("dl") {
      for column in columns {
        HTML.tag("dt") { HTML.text(words.column(column.name)) }
        HTML.tag("dd") { content(column.places.map { row[$0] }, column, of: event(row)) }
      }
    }
  }

  private var more: HTML {
    guard table.rows.count > Self.mostRows else { return .several([]) }
    return .tag("p", ["class": "note"]) {
      words.html(.more, .text(words.number(table.rows.count - Self.mostRows)))
      if let file {
        " "
        HTML.tag("a", ["href": context.href(file)]) { HTML.text(words(.asCSV)) }
      }
    }
  }

  private var columns: [Column] {
    let place = Dictionary(
      table.columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let isRow = ["what", "from", "to", "whose"].allSatisfy { place[$0] != nil }
    var found: [Column] = []
    for (here, name) in table.columns.enumerated() where !hidden.contains(name) {
      if isRow, ["what", "from", "to", "whose"].contains(name) {
        if name == "what", showsRow {
          let places = ["what", "from", "to", "whose"].compactMap { place[$0] }
          found.append(Column(name: "row", kind: .row, places: places))
        }
      } else if Column.joined.contains(where: { place[$0.key] != nil && $0.value.contains(name) }) {
        continue
      } else if let beside = Column.joined[name]?.compactMap({ place[$0] }), !beside.isEmpty {
        found.append(Column(name: name, kind: kind(of: name), places: [here] + beside))
      } else if place["\(name)_min"] != nil {
        continue  // the words of a number whose ends stand beside them
      } else if name.hasSuffix("_min"), let max = place[name.dropLast(3) + "max"] {
        let plain = String(name.dropLast(4))
        let places = [here, max] + [place[plain]].compactMap { $0 }
        found.append(Column(name: plain, kind: .ends, places: places))
      } else if name.hasSuffix("_max"), place[name.dropLast(3) + "min"] != nil {
        continue
      } else {
        found.append(Column(name: name, kind: kind(of: name), places: [here]))
      }
    }
    // A column in which nothing stands says nothing.
    return found.filter { column in
      column.kind == .row
        || table.rows.contains { row in column.places.contains { row[$0] != .none } }
    }
  }

  private func kind(of name: String) -> Column.Kind {
    switch name {
    case "events", "event", "these", "those", "claims", "denials", "explained_by", "gained", "lost",
      "about_event":
      return .seqs
    case "source", "speaker", "said_by", "member_of", "derived_from", "root", "copied_by",
      "publishers", "as_read_by":
      return .source
    case "agreement": return .agreement
    case "side", "whose", "against": return .side
    case "medium": return .medium
    case "status": return .status
    case "counted": return .counted
    case "that_day", "now": return .verdict
    case "locator": return .link
    case "silent": return .silent
    case "missing": return .missing
    case "about" where table.columns.contains("about_event"): return .about
    case "state", "flags", "kind", "rung", "open", "blocking", "verified", "registered",
      "assessed", "what", "unit":
      return .value
    default:
      let place = table.columns.firstIndex(of: name) ?? 0
      let isNumber = table.rows.contains { if case .number = $0[place] { true } else { false } }
      return isNumber ? .number : .text
    }
  }

  private static func style(_ column: Column) -> String {
    switch column.kind {
    case .seqs where column.name == "event": "seq"
    case .row: "row"
    case .source, .seqs, .silent: "names"
    case .ends, .number: "number"
    case .text: "free"
    case .about, .missing: "free long"
    default: "short"
    }
  }

  private func line(_ row: [Table.Cell], _ columns: [Column]) -> HTML {
    .tag("tr") {
      for (place, column) in columns.enumerated() {
        let cells = column.places.map { row[$0] }
        let content = content(cells, column, of: event(row))
        if place == 0 {
          HTML.tag("th", ["scope": "row", "class": Self.style(column)]) { content }
        } else {
          HTML.tag("td", ["class": Self.style(column)]) { content }
        }
      }
    }
  }

  /// The event that a row is of, where it is of one.
  private func event(_ row: [Table.Cell]) -> Int? {
    table.columns.firstIndex(of: "event").flatMap { row[$0].text }.flatMap { Int($0) }
  }

  private func content(_ cells: [Table.Cell], _ column: Column, of event: Int?) -> HTML {
    switch column.kind {
    case .row: return row(cells)
    case .ends where cells[0] != .none || cells[1] != .none || cells.count < 3:
      return ends(cells[0], cells[1])
    default: break
    }
    let cell = column.kind == .ends ? cells[2] : cells[0]
    guard cell != .none else { return words.nothing(words(.unsaid)) }
    let text = cell.text ?? ""
    let names = text.split(separator: " ").map(String.init)
    switch column.kind {
    case .status: return told.status(cells)
    case .counted: return told.counted(text)
    case .verdict: return told.verdict(cells)
    case .link: return several(text) { told.place($0) }
    case .silent: return told.silent(text)
    case .missing: return told.missing(text)
    case .about: return told.about(cells, of: event)
    case .side: return context.side(text)
    case .seqs:
      let seqs = names.compactMap(Int.init)
      return seqs.count == names.count ? context.references(seqs) : context.linked(text)
    case .source: return names.map { context.name(of: $0) }.joined(by: ", ")
    case .agreement where Name.shortID.matches(text):
      return context.a(.agreement(text), .data(text))
    case .medium where Name.shortID.matches(text): return context.a(.medium(text), .data(text))
    case .value where column.name == "kind" && table.columns.contains("silent"):
      return words.value("silence.\(text)")
    case .value: return several(text) { told.value($0) }
    case .number:
      if case .number(let number) = cell { return .figure(words.number(number)) }
      return .data(text)
    default:
      if let counted = words.counted(text) { return .figureOrText(counted, context) }
      return several(text) { .figureOrText(words.date($0), context) }
    }
  }

  /// What a cell has, which may be several with semicolons between them.
  private func several(_ text: String, _ told: (String) -> HTML) -> HTML {
    text.split(separator: "; ", omittingEmptySubsequences: false).map { told(String($0)) }
      .joined(by: "; ")
  }

  private var told: ToldCells { ToldCells(context: context) }

  private func row(_ cells: [Table.Cell]) -> HTML {
    let row = Row(
      what: cells[0].text, from: cells[1].text, to: cells[2].text, whose: cells[3].text)
    let whose =
      row.whose == nil ? HTML.text(words(.whoseUnsaid)) : words.html(.of, context.side(row.whose))
    return .several([
      context.a(.row(row), context.title(row)), .tag("span", ["class": "where"]) { whose },
    ])
  }

  private func ends(_ low: Table.Cell, _ high: Table.Cell) -> HTML {
    var object = JSONObject()
    if case .number(let number) = low { object["min"] = .integer(number) }
    if case .number(let number) = high { object["max"] = .integer(number) }
    return words.cell(object.members.isEmpty ? nil : .object(object))
  }
}

extension Table.Cell {
  /// What stands in it; nil for nothing.
  var text: String? {
    switch self {
    case .text(let text): text
    case .number(let number): String(number)
    case .none: nil
    }
  }
}

extension HTML {
  /// A date in words: a short one does not break over lines.
  static func dated(_ words: String) -> HTML { words.count <= 24 ? .figure(words) : .text(words) }

  /// A short text that does not break over lines, or a long one that does and leads to the events that it
  /// names.
  static func figureOrText(_ text: String, _ context: PageContext) -> HTML {
    text.count <= 24 ? .tag("span", ["class": "n"]) { HTML.data(text) } : context.linked(text)
  }
}
