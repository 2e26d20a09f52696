internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// How the dates of a column are written, as far as its cells tell.
struct SheetDates {
  /// The names of the months that the map needs; nil for the English ones.
  var months: [String]?

  /// The patterns that read every cell: more than one where the cells do not tell which number is
  /// the month.
  var patterns: [String] = []

  /// A cell that no pattern reads, where there is one.
  var unread: String?

  private static let numeric = [
    "D.M.YYYY", "D/M/YYYY", "M/D/YYYY", "D-M-YYYY", "M-D-YYYY", "YYYY/M/D", "YYYY.M.D", "M/YYYY",
    "M.YYYY",
  ]

  private static let named = [
    "D MMMM YYYY", "D. MMMM YYYY", "D MMMM YYYY р.", "D MMMM YYYY г.", "MMMM D, YYYY",
    "MMMM D YYYY", "D-MMMM-YYYY", "MMMM YYYY", "MMMM YYYY р.", "MMMM YYYY г.",
  ]

  /// The names of months in other languages, as dates have them and by themselves.
  private static let otherMonths = [
    [
      "січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня",
      "жовтня", "листопада", "грудня",
    ],
    [
      "січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень",
      "вересень", "жовтень", "листопад", "грудень",
    ],
    [
      "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
      "октября", "ноября", "декабря",
    ],
    [
      "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь",
      "октябрь", "ноябрь", "декабрь",
    ],
  ]

  /// Looks at the cells of a column.
  init(_ cells: [String]) {
    let forms = SheetDates.forms
    // Every reading of every cell: a column may mix two forms, and a map takes both.
    var left = cells
    var found: [String] = []
    if left.contains(where: SheetDates.isEDTF) {
      found.append("EDTF")
      left.removeAll(where: SheetDates.isEDTF)
    }
    while let first = left.first {
      let fitting = forms.filter { $0.pattern.edtf(of: first, months: $0.months) != nil }
      guard !fitting.isEmpty else {
        unread = first
        return
      }
      // Of several forms that read this cell, those that read most of the others.
      let reads = fitting.map { form in
        (form: form, count: left.count { form.pattern.edtf(of: $0, months: form.months) != nil })
      }
      let most = reads.map(\.count).max() ?? 0
      let best = reads.filter { $0.count == most }.map(\.form).filter { form in
        !form.isNamed || months == nil || months == form.months
      }
      guard !best.isEmpty else {
        unread = first
        return
      }
      for form in best {
        if form.isNamed { months = months ?? form.months }
        if !found.contains(form.pattern.text) { found.append(form.pattern.text) }
      }
      let read = months
      left.removeAll { cell in
        best.contains {
          (!$0.isNamed || $0.months == read)
            && $0.pattern.edtf(of: cell, months: $0.months) != nil
        }
      }
    }
    patterns = found
    if patterns.count > 1 { keepNeeded(cells) }
  }

  /// Drops patterns that read no cell otherwise than one before them does.
  private mutating func keepNeeded(_ cells: [String]) {
    let months = self.months ?? DatePattern.english
    var kept: [String] = []
    for text in patterns {
      guard let pattern = try? DatePattern(parsing: text), text != "EDTF" else {
        kept.append(text)
        continue
      }
      let isNew = cells.contains { cell in
        guard let day = pattern.edtf(of: cell, months: months) else { return false }
        return !kept.contains { other in
          SheetDates.day(of: cell, other, months) == day
        }
      }
      if isNew { kept.append(text) }
    }
    patterns = kept
  }

  private static func day(of cell: String, _ form: String, _ months: [String]) -> String? {
    if form == "EDTF" { return isEDTF(cell) ? cell : nil }
    return (try? DatePattern(parsing: form))?.edtf(of: cell, months: months)
  }

  /// Whether some cell is two different days by the patterns.
  func isAmbiguous(_ cells: [String]) -> Bool {
    let months = self.months ?? DatePattern.english
    return cells.contains { cell in
      Set(patterns.compactMap { SheetDates.day(of: cell, $0, months) }).count > 1
    }
  }

  /// Whether a cell is a date as events have it; a bare number is none but for a year.
  static func isEDTF(_ cell: String) -> Bool {
    if cell.allSatisfy(\.isNumber) {
      guard cell.utf8.count == 4, let year = Int(cell) else { return false }
      return (1900...2100).contains(year)
    }
    return (try? Stated(parsing: cell)) != nil
  }

  /// Whether a cell is a date of any form.
  static func isDate(_ cell: String) -> Bool {
    isEDTF(cell) || forms.contains { $0.pattern.edtf(of: cell, months: $0.months) != nil }
  }

  private struct Form: Sendable {
    let pattern: DatePattern
    let months: [String]
    let isNamed: Bool
  }

  private static let forms: [Form] = {
    func forms(_ texts: [String], _ months: [String], _ isNamed: Bool) -> [Form] {
      texts.compactMap { text in
        (try? DatePattern(parsing: text)).map {
          Form(pattern: $0, months: months, isNamed: isNamed)
        }
      }
    }
    return forms(numeric, DatePattern.english, false) + forms(named, DatePattern.english, true)
      + otherMonths.flatMap { forms(named, $0, true) }
  }()
}
