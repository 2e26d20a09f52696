import Testing

@testable import TallyReports
@testable import Tallystick

struct CSVTests {
  private static func cells(
    _ text: String, _ separator: CSV.Separator = .comma
  ) throws -> [[String]] {
    try CSV(parsing: Array(text.utf8), separator: separator).records.map(\.cells)
  }

  @Test(arguments: [
    ("", []), ("a", [["a"]]), ("a,b", [["a", "b"]]), ("a,b\r\n", [["a", "b"]]),
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a,,\n", [["a", "", ""]]), (",\n", [["", ""]]),
    ("\"a,b\",c", [["a,b", "c"]]), ("\"say \"\"it\"\"\"", [["say \"it\""]]),
    ("\"two\r\nlines\",b\r\n", [["two\r\nlines", "b"]]), ("\"\"\n", [[""]]),
    ("\"\",x", [["", "x"]]),
    ("\n\r\na\n\n", [["a"]]), ("\u{FEFF}a,b", [["a", "b"]]), ("a\u{FEFF}", [["a\u{FEFF}"]]),
    ("Київ, а\n", [["Київ", " а"]]), ("a;b", [["a;b"]]), ("'=1", [["'=1"]]),
    ("\"a\rb\"", [["a\rb"]]),
  ])
  func `cells are read as RFC 4180 has them`(text: String, cells: [[String]]) throws {
    #expect(try Self.cells(text) == cells)
  }

  @Test(arguments: [
    (CSV.Separator.semicolon, "a,b;c", [["a,b", "c"]]), (.tab, "a,b\tc;d", [["a,b", "c;d"]]),
    (.semicolon, "\"a;b\";c", [["a;b", "c"]]),
  ])
  func `another separator takes the place of the comma`(
    separator: CSV.Separator, text: String, cells: [[String]]
  ) throws {
    #expect(try Self.cells(text, separator) == cells)
  }

  @Test func `a record knows the line on which it begins`() throws {
    let csv = try CSV(parsing: Array("a\n\n\"b\nc\nd\",e\r\nf\n".utf8))
    #expect(csv.records.map(\.line) == [1, 3, 6])
  }

  @Test(arguments: [
    ("a,b\"c\n", 1, 4, "a quotation mark stands inside a cell"),
    ("a\nї,\"b\"c", 2, 6, "after the closing quotation mark"),
    ("a\nb,\"c\nd", 2, 3, "the quotation mark that opens here is not closed"),
    ("a\rb", 1, 2, "a carriage return stands here"), ("a\r", 1, 2, "a carriage return stands here"),
    ("ї\u{0}", 1, 2, "a NUL character"), ("\"a\n\"x", 2, 2, "after the closing quotation mark"),
  ])
  func `what is no CSV is told with its line and column`(
    text: String, line: Int, column: Int, reason: String
  ) {
    let error = #expect(throws: CSVError.self) { try Self.cells(text) }
    #expect(error?.line == line && error?.column == column, "\(error?.description ?? "")")
    #expect(error?.reason.hasPrefix(reason) ?? false, "\(error?.description ?? "")")
  }

  @Test func `what is not in UTF-8 is told at its first byte`() {
    let latin = Array("a,b\nKo".utf8) + [0xF8, UInt8(ascii: "n")]
    let error = #expect(throws: CSVError.self) { try CSV(parsing: latin) }
    #expect(
      error?.description == "this is no UTF-8; save the file as CSV in UTF-8 (line 2, column 3)")
    let wide = #expect(throws: CSVError.self) { try CSV(parsing: [0xFF, 0xFE, 0x61, 0]) }
    #expect(wide?.reason == "this is UTF-16; save it as CSV in UTF-8")
  }

  @Test func `a row too wide and a cell too long are refused where they begin`() throws {
    let widest = String(repeating: ",", count: CSV.widest - 1)
    #expect(try Self.cells(widest)[0].count == CSV.widest)
    let wide = #expect(throws: CSVError.self) { try Self.cells("a\n" + widest + ",") }
    #expect(wide?.line == 2 && wide?.column == CSV.widest)
    let long = String(repeating: "x", count: CSV.longestCell)
    #expect(try Self.cells(long)[0][0].utf8.count == CSV.longestCell)
    for cell in [long + "x", "\"" + long + "x\""] {
      let error = #expect(throws: CSVError.self) { try Self.cells("a," + cell) }
      #expect(error?.line == 1 && error?.column == 3)
    }
  }

  /// Texts out of everything that CSV and spreadsheets treat in a way of their own.
  private static func text(_ random: inout SplitMix64) -> String {
    let parts = [
      "=", "+", "-", "@", "\t", "\r", "\n", "'", "\"", ",", ";", "a", " ", "ї", "1", "\u{301}",
    ]
    return (0..<Int.random(in: 0...6, using: &random)).map { _ in
      parts.randomElement(using: &random) ?? ""
    }.joined()
  }

  @Test(arguments: 0..<20)
  func `every table reads back as it was written, with its apostrophes`(seed: UInt64) throws {
    var random = SplitMix64(seed)
    var table = Table(["a", "b", "c"])
    var written: [[String]] = []
    for _ in 0..<20 {
      // A cell in front, so that no row is a line without any cell.
      let row = ["x"] + [Self.text(&random), Self.text(&random)]
      table.add(row.map { .text($0) })
      written.append(row)
    }
    let read = try Self.cells(table.csv).dropFirst()
    #expect(Array(read) == written.map { $0.map { FormulaGuard.added(to: $0) } })
    for (cells, row) in zip(read, written) {
      for (cell, text) in zip(cells, row) {
        #expect(FormulaGuard.removed(from: cell).utf8.elementsEqual(text.utf8))
      }
    }
  }

  @Test(arguments: [
    ("'=1", "=1"), ("''=1", "'=1"), ("'+5", "+5"), ("'5", "'5"), ("'", "'"), ("''", "''"),
    ("it's", "it's"), ("=1", "=1"), ("", ""), ("' =1", "' =1"),
  ])
  func `only an apostrophe before a formula is taken away`(cell: String, text: String) {
    #expect(FormulaGuard.removed(from: cell) == text)
  }

  @Test(arguments: 0..<10)
  func `a file with any bytes changed is refused at a place, or keeps its laws`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed)
    let file = try ProjectFile.text("events/newsroom-example/statements.csv")
    let bytes = Array(file.utf8.prefix(1_500))
    let special = Array("\",;\t\r\n'=\0\u{FEFF}".utf8)
    for _ in 0..<20 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<changed.count, using: &random)
        changed[place] = special.randomElement(using: &random) ?? 0xFF
      }
      try CSVLaws.check(changed)
    }
  }
}
