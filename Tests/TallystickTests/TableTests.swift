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

  @Test func `a sum that is too large is left out of CSV as of JSON`() throws {
    let largest = "\(Count.largest)"
    let ledger = try Ledger.deals(
      .deal("d", "office", "deal", "2025-05-01", [.owing(5)]),
      .announce("a", "north", "2025-06-02", .freed(largest, "2025-06-01")),
      .announce("b", "north", "2025-06-02", .freed(largest, "2025-06-02")),
      .announce("c", "south", "2025-06-02", .freed("~600", "2025-06-02")))
    let view = try ledger.view()
    let reports: [any Report] = [
      TotalsReport(view), TimelineReport(view), ObligationsReport(view),
    ]
    for report in reports {
      #expect(!report.table.csv.contains("18014398509481982"))
      #expect(
        !String(decoding: CanonicalJSON.bytes(.object(report.fields)), as: UTF8.self)
          .contains("18014398509481982"))
      #expect(report.table.csv.contains(",600,600,"))
    }
  }

  @Test func `what is approximate is named beside the numbers as they were given`() throws {
    let ledger = try Ledger.deals(
      .deal("d", "office", "deal", "2025-05-01", [.owing(1000)]),
      .announce("a", "north", "2025-06-02", .freed("~600", "2025-06-01")),
      .announce("b", "south", "2025-06-02", .freed("5", "2025-06-01")))
    func cell(_ column: String, _ report: any Report) throws -> Table.Cell? {
      try report.table.rows.first?[#require(report.table.columns.firstIndex(of: column))]
    }
    let view = try ledger.view()
    #expect(try cell("about", TimelineReport(view)) == .text("sender; sender_sum"))
    #expect(
      try cell("about", ObligationsReport(view)) == .text("debtor_says; remaining_debtor"))
    #expect(try cell("debtor_says_min", ObligationsReport(view)) == .number(Int64(600)))
    #expect(try cell("remaining_debtor_max", ObligationsReport(view)) == .number(Int64(400)))
  }

  @Test func `totals of others stand beside their speakers and days, one for one`() throws {
    let ledger = try Ledger.deals(
      .deal("d", "office", "deal", "2025-05-01", [.owing(33, due: "2025-06-30")]),
      .announce(
        "a", "cross", "2025-06-05", .freed("30", "2025-06-01/2025-06-04") + " in total under deal"),
      .announce(
        "b", "office", "2025-06-05", .freed("33", "2025-06-01/2025-06-03") + " in total under deal"),
      .announce(
        "c", "watch", "2025-06-05",
        "handover of 32 prisoners of SOUTH from NORTH to SOUTH in total under deal"))
    let view = try ledger.view()
    let totals = TotalsReport(view).table
    let row = try #require(totals.rows.first)
    let cells = try ["others_says", "others_says_by", "others_says_when"].map { name in
      row[try #require(totals.columns.firstIndex(of: name))]
    }
    #expect(
      cells == [
        .text("30; 33; 32"), .text("cross; office; watch"),
        .text("2025-06-01/2025-06-04; 2025-06-01/2025-06-03; "),
      ])
    let line = try #require(view.obligations.lines.first)
    let (a, b, c) = try (ledger.seq("a"), ledger.seq("b"), ledger.seq("c"))
    let says = [
      "cross says 30 for 2025-06-01/2025-06-04", "office says 33 for 2025-06-01/2025-06-03",
      "watch says 32",
    ]
    #expect(
      line.notes.contains(
        "NORTH→SOUTH deal as office reads it: of others \(says[0]) (#\(a)); \(says[1]) (#\(b)); "
          + "\(says[2]) (#\(c))."))
    let owed = ObligationsReport(view).table
    let place = try #require(owed.columns.firstIndex(of: "others_stated"))
    #expect(owed.rows.first?[place] == .text(says.joined(separator: "; ")))
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
