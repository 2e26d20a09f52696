import TallyReports
import Tallystick
import Testing
import TransparencyLog

@testable import TallyDesk

/// Maps that are guessed of sheets: right, or with the gap marked.
struct SheetGuessTests {
  /// A sheet, what a careful reader takes its rows for, and where one would have to ask.
  struct Shape: Sendable, CustomTestStringConvertible {
    let name: String
    let sheet: String
    var gaps: [String] = []
    var rows: [String]
    var testDescription: String { name }
  }

  private static func guess(_ sheet: String, _ given: SheetGuess.Given = .init()) throws
    -> SheetGuess
  {
    try SheetGuess(Array(sheet.utf8), names: try Articles.book.get(), given: given)
  }

  /// What an append of the sheet by a map says: the claims, or why it is refused.
  private static func appended(_ sheet: String, _ map: JSONObject) throws -> [String] {
    let read = try SheetMap(parsing: CanonicalJSON.bytes(.object(map)))
    let csv = try CSV(parsing: Array(sheet.utf8), separator: read.separator)
    let rows = Sheet(csv, by: read)
    if let problem = rows.problems.first { return ["refused: \(problem)"] }
    let clock = try Instant(parsing: "2026-12-01T00:00:00Z")
    let store = MemoryStore(origin: "desk.test", testClock: clock)
    do {
      _ = try Appender(to: store, recorder: "r", clock: { clock }).append(rows.drafts)
    } catch let refusals as Refusals {
      return ["refused: \(refusals.all[0])"]
    }
    return rows.drafts.map { draft in
      "line \(draft.line ?? 0): announcement, \(draft.content.stated), "
        + "\(draft.content.body["speaker"]?.string ?? "?"): \(draft.content.summary)"
    }
  }

  static let shapes: [Shape] = [
    Shape(
      name: "English, ISO dates, commas",
      sheet: """
        Said on,Who,How many,What,From,To,When
        2024-05-17,Ilmar Tarn,12,bodies,Ardenia,Veloria,2024-05-14
        2024-05-18,VHP,"1,212",remains,AR,VE,2024-05-15/2024-05-17
        """,
      rows: [
        "line 2: announcement, 2024-05-17, tarn: handover of 12 remains from AR to VE on 2024-05-14",
        "line 3: announcement, 2024-05-18, ve-headquarters: handover of 1212 remains from AR to VE on 2024-05-15/2024-05-17",
      ]),
    Shape(
      name: "Ukrainian, a byte order mark, semicolons, days with points",
      sheet: """
        \u{FEFF}Дата заяви;Хто;Кількість тіл;Від кого;Кому;Дата передачі
        17.05.2024;Ільмар Тарн;близько 40;Арденія;Велорія;14.05.2024
        18.5.2024;Надія Сорель;1 212;Велорія;Арденія;15.05.2024
        """,
      rows: [
        "line 2: announcement, 2024-05-17, tarn: handover of ~40 remains from AR to VE on 2024-05-14",
        "line 3: announcement, 2024-05-18, sorel: handover of 1212 remains from VE to AR on 2024-05-15",
      ]),
    Shape(
      name: "Russian, months in words",
      sheet: """
        Дата заявления,Кто,Количество,Что,От кого,Кому,Дата передачи,Цитата
        17 мая 2024,Ильмар Тарн,12,тела,Ардения,Велория,14 мая 2024,Передали
        18 мая 2024,Ильмар Тарн,3,пленные,Ардения,Велория,3 апреля 2024,Вернули
        """,
      rows: [
        "line 2: announcement, 2024-05-17, tarn: handover of 12 remains from AR to VE on 2024-05-14 “Передали”",
        "line 3: announcement, 2024-05-18, tarn: handover of 3 prisoners from AR to VE on 2024-04-03 “Вернули”",
      ]),
    Shape(
      name: "slashes that do not tell which number is the month",
      sheet: """
        Said on,Who,Bodies,From,To
        05/06/2024,Ilmar Tarn,12,Ardenia,Veloria
        06/06/2024,Ilmar Tarn,13,Ardenia,Veloria
        """,
      gaps: ["stated"],
      rows: [
        "line 2: announcement, ?, tarn: handover of 12 remains from AR to VE",
        "line 3: announcement, ?, tarn: handover of 13 remains from AR to VE",
      ]),
    Shape(
      name: "slashes of which one tells",
      sheet: """
        Said on,Who,Bodies,From,To
        05/06/2024,Ilmar Tarn,12,Ardenia,Veloria
        17/06/2024,Ilmar Tarn,13,Ardenia,Veloria
        """,
      rows: [
        "line 2: announcement, 2024-06-05, tarn: handover of 12 remains from AR to VE",
        "line 3: announcement, 2024-06-17, tarn: handover of 13 remains from AR to VE",
      ]),
    Shape(
      name: "merged title rows, and an empty line",
      sheet: """
        Exchange tracker of the desk,,,,
        Updated,2024-05-20,,,
        ,,,,
        Stated,Speaker,Prisoners,From,To
        "May 17, 2024",Ilmar Tarn,12,Ardenia,Veloria
        """,
      rows: [
        "line 5: announcement, 2024-05-17, tarn: handover of 12 prisoners from AR to VE"
      ]),
    Shape(
      name: "rows of totals",
      sheet: """
        No,Said on,Who,Bodies,From,To
        1,2024-05-17,Ilmar Tarn,12,Ardenia,Veloria
        2,2024-05-18,Ilmar Tarn,13,Ardenia,Veloria
        Total,,,25,,
        """,
      rows: [
        "line 2: announcement, 2024-05-17, tarn: handover of 12 remains from AR to VE",
        "line 3: announcement, 2024-05-18, tarn: handover of 13 remains from AR to VE",
      ]),
    Shape(
      name: "empty columns, and cells that say nothing",
      sheet: """
        ,Said on,Who,,Bodies,From,To,When,Notes
        ,2024-05-17,Ilmar Tarn,,12,Ardenia,Veloria,-,
        ,2024-05-18,Ilmar Tarn,,13,Ardenia,Veloria,2024-05-16,
        """,
      rows: [
        "line 2: announcement, 2024-05-17, tarn: handover of 12 remains from AR to VE",
        "line 3: announcement, 2024-05-18, tarn: handover of 13 remains from AR to VE on 2024-05-16",
      ]),
    Shape(
      name: "one date, which may be either",
      sheet: """
        Date,Who,Bodies,From,To
        2024-05-17,Ilmar Tarn,12,Ardenia,Veloria
        """,
      gaps: ["claim.when", "stated"],
      rows: ["line 2: announcement, ?, tarn: handover of 12 remains from AR to VE"]),
    Shape(
      name: "two columns of numbers",
      sheet: """
        Said on,Who,Sent,Received,From,To
        2024-05-17,Ilmar Tarn,12,11,Ardenia,Veloria
        """,
      gaps: ["claim.count", "claim.what"],
      rows: ["line 2: announcement, 2024-05-17, tarn: handover from AR to VE"]),
    Shape(
      name: "a heading that stands twice",
      sheet: """
        Said on,Who,Bodies,From,From
        2024-05-17,Ilmar Tarn,12,Ardenia,Veloria
        """,
      gaps: ["claim.from", "claim.to"],
      rows: ["line 2: announcement, 2024-05-17, tarn: handover of 12 remains"]),
    Shape(
      name: "names that the record does not know",
      sheet: """
        Said on,Who,Bodies,From,To
        2024-05-17,Minister Aldan,12,Northland,Veloria
        """,
      gaps: ["attribution", "claim.from", "speaker"],
      rows: ["line 2: announcement, 2024-05-17, ?: handover of 12 remains to VE"]),
    Shape(
      name: "numbers that may add up, and rows that may be plans",
      sheet: """
        Said on,Who,Status,Total bodies,From,To
        2024-05-17,Ilmar Tarn,done,12,Ardenia,Veloria
        2024-05-18,Ilmar Tarn,planned,25,Ardenia,Veloria
        """,
      gaps: ["claim.act", "claim.scope"],
      rows: [
        "line 2: announcement, 2024-05-17, tarn: handover of 12 remains from AR to VE",
        "line 3: announcement, 2024-05-18, tarn: handover of 25 remains from AR to VE",
      ]),
    Shape(
      name: "years of two digits",
      sheet: """
        Said on,Who,Bodies,From,To
        17.05.24,Ilmar Tarn,12,Ardenia,Veloria
        18.05.24,Ilmar Tarn,12,Ardenia,Veloria
        """,
      gaps: ["stated"],
      rows: [
        "line 2: announcement, ?, tarn: handover of 12 remains from AR to VE",
        "line 3: announcement, ?, tarn: handover of 12 remains from AR to VE",
      ]),
    Shape(
      name: "numbers with words that are none",
      sheet: """
        Said on,Who,Bodies,From,To
        2024-05-17,Ilmar Tarn,12,Ardenia,Veloria
        2024-05-18,Ilmar Tarn,13,Ardenia,Veloria
        2024-05-19,Ilmar Tarn,over 14,Ardenia,Veloria
        """,
      gaps: ["claim.count"],
      rows: [
        "line 2: announcement, 2024-05-17, tarn: handover of remains from AR to VE",
        "line 3: announcement, 2024-05-18, tarn: handover of remains from AR to VE",
        "line 4: announcement, 2024-05-19, tarn: handover of remains from AR to VE",
      ]),
    Shape(
      name: "codes and names in capitals, and a code that the record does not know",
      sheet: """
        Said on,Who,Bodies,From,To
        2024-05-17,Ilmar Tarn,12,ARDENIA,VE
        2024-05-18,Ilmar Tarn,13,ARDENIA,XX
        """,
      gaps: ["claim.to"],
      rows: [
        "line 2: announcement, 2024-05-17, tarn: handover of 12 remains from AR",
        "line 3: announcement, 2024-05-18, tarn: handover of 13 remains from AR",
      ]),
    Shape(
      name: "numbers of rows under a heading that may count",
      sheet: """
        Number,Said on,Who,What,From,To
        1,2024-05-17,Ilmar Tarn,bodies,Ardenia,Veloria
        2,2024-05-18,Ilmar Tarn,bodies,Ardenia,Veloria
        """,
      gaps: ["claim.count"],
      rows: [
        "line 2: announcement, 2024-05-17, tarn: handover of remains from AR to VE",
        "line 3: announcement, 2024-05-18, tarn: handover of remains from AR to VE",
      ]),
    Shape(
      name: "tabulators, and an outlet beside the speaker",
      sheet: "Who\tSource\tSaid on\tBodies\tFrom\tTo\n"
        + "Ilmar Tarn\tHarbour Wire\t2024-05-17\t12\tArdenia\tVeloria\n",
      rows: ["line 2: announcement, 2024-05-17, tarn: handover of 12 remains from AR to VE"]),
  ]

  @Test(arguments: shapes)
  func `a guess is right, or its gap is marked`(shape: Shape) throws {
    let guess = try SheetGuessTests.guess(shape.sheet)
    #expect(Set(guess.gaps.map(\.field)) == Set(shape.gaps), "\(guess.gaps)")
    #expect(guess.rows == shape.rows)
    let appended = try SheetGuessTests.appended(shape.sheet, guess.map)
    if shape.gaps.isEmpty {
      #expect(appended == shape.rows)
    } else {
      #expect(appended.count == 1 && appended[0].hasPrefix("refused: "), "\(appended)")
      #expect(
        String(decoding: CanonicalJSON.bytes(.object(guess.map)), as: UTF8.self)
          .contains(SheetGuess.mark))
    }
  }

  @Test func `what a person says beforehand fills the gaps`() throws {
    var given = SheetGuess.Given()
    given.columns = [(.when, "Date")]
    given.values = [("stated", "2024-05-20"), ("speaker", "tarn"), ("claim.what", "prisoners")]
    let sheet = "Date,People,From,To,Sent\n2024-05-17,x,Ardenia,Veloria,12\n"
    let guess = try SheetGuessTests.guess(sheet, given)
    #expect(guess.gaps.isEmpty, "\(guess.gaps)")
    #expect(
      try SheetGuessTests.appended(sheet, guess.map) == [
        "line 2: announcement, 2024-05-20, tarn: handover of 12 prisoners from AR to VE on 2024-05-17"
      ])
    #expect(guess.notes.contains { $0.contains("\"People\"") })
  }

  @Test(arguments: [
    ("11.06.2025;12\n12.06.2025;more than 10", "\"more than 10\" on line 3 is not"),
    ("11.06.2025;12\n;13\n13.06.2025;many\n14.06.2025;14", "\"many\" on line 4, which is no num"),
    ("11.06.2025;12\n12.06.2025;13\nlater;14", "\"later\" on line 4, which is no date"),
    ("11.06.2025;12\nlater;14", "\"later\" on line 3 is not"),
  ])
  func `the cell that is not what its column holds is named, with its line`(
    rows: String, words: String
  ) throws {
    let guess = try SheetGuessTests.guess("Said on;How many\n\(rows)\n")
    #expect(guess.gaps.contains { $0.why.contains(words) }, "\(guess.gaps)")
  }

  @Test(arguments: ["a\n1\n", "", "Notes,More\nx,y\n"])
  func `a sheet without headings that are known is refused`(sheet: String) {
    #expect(throws: (any Error).self) { try SheetGuessTests.guess(sheet) }
  }

  @Test func `a column that is named and not there is refused with those that are`() {
    var given = SheetGuess.Given()
    given.columns = [(.when, "Datum")]
    given.header = 1
    let error = #expect(throws: FormatError.self) {
      try SheetGuessTests.guess("Date,Bodies\n2024-05-17,12\n", given)
    }
    #expect(error?.description.contains("\"Date\", \"Bodies\"") == true)
  }
}
