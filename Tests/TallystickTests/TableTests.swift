import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

struct TableTests {
  private func csv(_ cells: Table.Cell...) -> String {
    var table = Table(cells.indices.map { "c\($0)" })
    table.add(cells)
    return String(table.csv.split(separator: "\r\n", maxSplits: 1)[1].dropLast())
  }

  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"it\"", "\"say \"\"it\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("two\rlines", "\"two\rlines\""), ("'5", "'5"),
    ("=1+1", "'=1+1"), ("+5", "'+5"), ("-5", "'-5"), ("@A", "'@A"), ("\tx", "'\tx"),
    ("\rx", "\"'\rx\""), ("=\"a\",1", "\"'=\"\"a\"\",1\""), ("a=b", "a=b"), (" =1", " =1"),
    ("Київ", "Київ"), ("=\u{301}", "'=\u{301}"), ("a\"\u{301}", "\"a\"\"\u{301}\""),
    ("'=1", "''=1"), ("''5", "''5"),
  ])
  func `a text is quoted, and never taken for a formula`(text: String, cell: String) {
    #expect(csv(.text(text)).unicodeScalars.elementsEqual(cell.unicodeScalars))
  }

  @Test func `a number never gets an apostrophe, and nothing is empty`() {
    #expect(csv(.number(Int64(-3)), .none, .number(5)) == "-3,,5")
    #expect(
      csv(.orNone(nil as String?), .orNone(nil as Int64?), .orNone("x"), .orNone(7)) == ",,x,7")
  }

  @Test func `lines end as RFC 4180 has them, after a line of names`() {
    var table = Table(["seq", "=name"])
    table.add([.number(1), .text("a")])
    table.add([.number(2), .none])
    #expect(table.csv == "seq,'=name\r\n1,a\r\n2,\r\n")
    #expect(Table(["a"]).csv == "a\r\n")
  }

  @Test func `a list of seqs is sorted, and of 1,000 at most`() {
    #expect(Table.Cell.seqs([3, 1, 2]) == .text("1 2 3"))
    #expect(Table.Cell.seqs([]) == .none)
    let long = Table.Cell.seqs(1...1001)
    #expect(long == .text((1...1000).map(String.init).joined(separator: " ")))
    #expect(JSONValue.seqs(1...1001) == .array((1...1000).map { .integer($0) }))
  }

  @Test func `every report has a cell for each column, in CSV that reads back`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200"), ["quote": "=cmd(), \"so\"\nsaid"]),
      .agree("D", "paper", "2025-06-13", [.owed("RU", "UA", "6000")]),
      .publish("M", "paper", "2025-06-13", "film"))
    let view = try ledger.view()
    let reports: [any Report] = [
      TotalsReport(view), HandoversReport(view), ObligationsReport(view), MediaReport(view),
      LogReport(try ledger.events(), of: view),
    ]
    for report in reports {
      #expect(!report.table.rows.isEmpty)
      #expect(report.table.rows.allSatisfy { $0.count == report.table.columns.count })
      #expect(report.json["cut"] == .object(report.cut.json))
    }
    var replay = Replay(at: view.standing.cut)
    for event in try ledger.events() {
      let step = ReplayReport.Step(event, replay.take(event))
      #expect(!step.cells.isEmpty)
      #expect(step.cells.allSatisfy { $0.count == ReplayReport.columns.count })
    }
  }
}
