import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

/// What came in between two cuts, on one page: as JSON, as a table, and as a page for people.
struct DigestReportTests {
  private func ledger() throws -> Ledger {
    try Ledger(
      .line(
        "term", nil, "2025-06-01",
        ["kind": "side", "term": "UA", "name": "<Ukraine>", "reason": "x"]),
      .agree("D", "ua", "2025-06-02", [.owed("RU", "UA", "1200")]),
      .announce("A", "ru", "2025-06-11", .there("1200", "2025-06-11")),
      .announce("B", "ua", "2025-06-13", .there("1190", "2025-06-11")),
      .announce("E", "icrc", "2025-06-13", .there("1190", "2025-06-11")),
      .publish("M", "ua", "2025-06-14", "film"),
      .correct("K", "ua", "2025-06-15", of: "B", "of 1200"))
  }

  /// Two contradictions of one key: that of the lowest act, which is of both.
  private func contested() throws -> Ledger {
    for number in 1...50 {
      let ledger = try Ledger(
        .announce("A", "ru", "2025-06-11", .there("\(number)", "2025-06-11")),
        .announce("B", "ru", "2025-06-12", .there("60", "2025-06-12")),
        .announce("C", "ru", "2025-06-14", .there("70", "2025-06-14")),
        .link("A", "contradicts", "B"), .link("A", "contradicts", "C"),
        .retract("R", "ru", "2025-06-16", of: "B"))
      let ids = try ["A", "B", "C"].map { try ledger.entry($0).id }
      if ids.min() == ids[0] { return ledger }
    }
    throw FormatError("no first act has the lowest id")
  }

  private func digest(_ from: String, _ to: String) throws -> DigestReport {
    let ledger = try ledger()
    return DigestReport(
      from: try ledger.view(asOf: from), to: try ledger.view(asOf: to),
      events: try ledger.events())
  }

  private func page(_ report: DigestReport) -> String {
    let page = DigestPage(report, origin: "<digest>.test/record") { value in
      String(decoding: CanonicalJSON.bytes(value), as: UTF8.self)
    }
    return String(decoding: page.bytes, as: UTF8.self)
  }

  @Test func `the JSON has what was said by side, what moved, and what opened`() throws {
    let fields = try digest("2025-06-12", "2025-06-14").fields
    let said = try #require(fields["said"]?.array).compactMap(\.object)
    #expect(said.map { $0["side"] ?? .null } == ["UA", .null])
    #expect(said.map { $0["events"]?.array?.count } == [2, 1])
    let moved = try #require(fields["figures"]?.array).compactMap(\.object)
    let receiver = try #require(
      moved.first { $0["figure"] == "totals:remains:RU-UA:UA:receiver" })
    #expect(receiver["before"] == .null)
    #expect(receiver["after"]?.object?["sum"] == ["max": 1190, "min": 1190])
    #expect(receiver["events"] == .array([.integer(Int64(try ledger().seq("B")))]))
    #expect(!moved.contains { $0["figure"] == "totals:remains:RU-UA:UA:sender" })
    let opened = try #require(fields["opened"]?.array).compactMap(\.object)
    #expect(opened.contains { $0["kind"] == "number" && $0["difference"] == 10 })
    #expect(fields["settled"] == [])
    let owed = try #require(fields["obligations"]?.array).compactMap(\.object)
    #expect(owed.map { $0["state_before"] } == ["unconfirmed"])
    #expect(owed.map { $0["state"] } == ["disputed"])
    let media = try #require(fields["media"]?.array).compactMap(\.object)
    #expect(media.map { $0["rung_before"] } == [.null])
  }

  @Test func `of contradictions of one key the one that is new is told, and the one that is gone`()
    throws
  {
    let ledger = try contested()
    func report(_ from: String, _ to: String) throws -> DigestReport {
      DigestReport(
        from: try ledger.view(asOf: from), to: try ledger.view(asOf: to),
        events: try ledger.events())
    }
    let came = try report("2025-06-13", "2025-06-15")
    #expect(try came.opened.map(\.those) == [ledger.seqs("C")])
    #expect(came.settled.isEmpty)
    let went = try report("2025-06-15", "2025-06-17")
    #expect(went.opened.isEmpty)
    #expect(try went.settled.map(\.contradiction.those) == [ledger.seqs("B")])
  }

  @Test func `what a correction settles is told with what it moved`() throws {
    let report = try digest("2025-06-14", "2025-06-15")
    #expect(report.settled.map(\.contradiction.kind).contains(.number))
    #expect(report.settled.allSatisfy { $0.explanation == nil })
    let parts = Set(report.table.csv.split(separator: "\r\n").map { $0.prefix { $0 != "," } })
    #expect(parts.isSuperset(of: ["part", "said", "figure", "settled", "obligation"]))
    #expect(!parts.contains("opened") || !report.opened.isEmpty)
  }

  @Test func `the page tells the same, in sides' names, and every text is harmless`() throws {
    let page = page(try digest("2025-06-12", "2025-06-14"))
    #expect(page.contains("&lt;Ukraine&gt;") && !page.contains("<Ukraine>"))
    #expect(page.contains("&lt;digest&gt;.test/record") && !page.contains("<script"))
    #expect(page.contains("totals:remains:RU-UA:UA:receiver"))
    #expect(page.contains("default-src 'none'"))
    #expect(page.contains("film"))
  }

  @Test func `between equal cuts there is nothing to tell`() throws {
    let report = try digest("2025-06-14", "2025-06-14")
    #expect(report.said.isEmpty && report.moved.isEmpty && report.opened.isEmpty)
    #expect(report.settled.isEmpty && report.media.isEmpty)
  }

  @Test func `an obligation whose terms are corrected is told with what it was`() throws {
    let ledger = try Ledger(
      .agree("D", "ua", "2025-06-02", [.owed("RU", "UA", "1200")]),
      .line(
        "correction", "K", "2025-06-05",
        [
          "speaker": "ua", "attribution": "institution", "of": .references(["D"]),
          "terms": ["obligations": [.owed("RU", "UA", "1000")]],
        ]))
    func owed(_ from: String, _ to: String) throws -> [DigestReport.Owed] {
      DigestReport(
        from: try ledger.view(asOf: from), to: try ledger.view(asOf: to),
        events: try ledger.events()
      ).owed
    }
    let one = try #require(try owed("2025-06-03", "2025-06-06").first)
    #expect(one.before?.owed == Bounds(1200))
    #expect(one.line.owed == Bounds(1000))
    #expect(one.words.contains("before: deal: RU owes UA 1200 remains of UA"))
    try ledger.add(.retract("R", "ua", "2025-06-08", of: "D"))
    let gone = try #require(try owed("2025-06-06", "2025-06-09").first)
    #expect(gone.isGone)
    #expect(gone.words == "pending → nobody reads it so any more")
  }

  @Test func `what was said is told as the recorder amended it, with the kind of act`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-11", .there("40", "2025-06-11")),
      .amend(nil, of: "A", ["set": ["speaker": "ua", "stated": "2025-06-15"]]),
      .deny("N", "ru", "2025-06-15", of: "A"))
    let digest = DigestReport(
      from: try ledger.view(asOf: "2025-06-13"), to: try ledger.view(asOf: "2025-06-16"),
      events: try ledger.events())
    #expect(digest.said.map(\.side) == ["RU", "UA"])
    let amended = try #require(digest.said.last?.events.first)
    #expect(amended.voice == "ua")
    #expect(amended.content.stated.text == "2025-06-15")
    #expect(page(digest).contains("denial"))
  }
}
