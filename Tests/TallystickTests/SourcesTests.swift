import Testing

@testable import TallyReports
@testable import Tallystick

/// Who speaks, who repeats whom, who changes its words, and who keeps silent (TheRules.md).
struct SourcesTests {
  private func roots(_ label: String, of ledger: Ledger, asOf: String? = nil) throws -> Roots {
    let view = try ledger.view(asOf: asOf)
    return try #require(
      RootsReport(of: try ledger.entry(label).event().id, in: view)?.roots)
  }

  /// The labels of the voices, root by root.
  private func voices(_ roots: Roots, of ledger: Ledger) throws -> [[String]] {
    let events = try ledger.events()
    return roots.roots.map { root in root.voices.map { events[$0.seq - 1].label ?? "" } }
  }

  @Test func `one error that four outlets copy is one root, and raises nothing`() throws {
    let wrong = "handover of 1212 remains of UA from UA to RU on 2025-06-11"
    let outlets = ["one", "two", "three", "four"]
    let ledger = try Ledger()
    try ledger.add(
      [.source("origin", ["kind": "outlet", "name": "Origin"])]
        + outlets.map {
          .source($0, ["kind": "outlet", "name": "Copy", "derived_from": "origin"])
        })
    try ledger.add(
      outlets.map { .announce($0, $0, "2025-06-14", .there("1999"), ["attribution": "outlet"]) })
    let found = try roots("one", of: ledger)
    #expect(found.independent == 1)
    #expect(try Set(voices(found, of: ledger).flatMap { $0 }) == Set(outlets))
    #expect(found.roots.first?.voices.count { $0.repeats != nil } == 3)
    #expect(found.roots.first?.voices.last?.repeats?.why.contains("copies origin") == true)
    #expect(try ledger.view().status()?.word == "announced_unnamed")
    #expect(try ledger.view().handovers.brief == ["– / – / –"])
    #expect(try ledger.view().handovers.all.map { $0.outlets?.bounds } == [Bounds(1999)])
    // The same words without the registrations would be four roots.
    let apart = try Ledger()
    try apart.add(
      outlets.map { .announce($0, $0, "2025-06-14", .there("1999"), ["attribution": "outlet"]) })
    #expect(try roots("one", of: apart).independent == 4)
    // Of a claim that is kept out of the sums it holds too.
    try ledger.add(
      outlets.map { .announce("\($0)-w", $0, "2025-06-14", wrong, ["attribution": "outlet"]) })
    #expect(try roots("one-w", of: ledger).independent == 1)
  }

  @Test func `two sides are two roots, and a link or one speaker makes one`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "ua", "2025-06-14", .there("1200")),
      .announce("C", "ua", "2025-06-15", .there("1200")),
      .announce("D", "paper", "2025-06-16", .there("1200"), ["attribution": "outlet"]))
    #expect(try voices(roots("A", of: ledger), of: ledger) == [["A"], ["B", "C"], ["D"]])
    try ledger.add(.link("D", "derived_from", "A", label: "L"))
    let linked = try roots("A", of: ledger)
    #expect(try voices(linked, of: ledger) == [["A", "D"], ["B", "C"]])
    #expect(try linked.roots[0].voices[1].repeats?.seq == ledger.seq("A"))
    #expect(try linked.roots[0].voices[1].repeats?.seqs == ledger.seqs("L"))
    #expect(linked.roots[0].voices.map(\.isAsked) == [true, false])
  }

  @Test func `a root of another number is not behind the claim`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1203")),
      .announce("B", "ua", "2025-06-13", .there("1200")),
      .announce("C", "icrc", "2025-06-13", .there("~1200")))
    let found = try roots("A", of: ledger)
    #expect(found.independent == 2)
    #expect(try voices(found, of: ledger) == [["A"], ["C"], ["B"]])
    #expect(try roots("B", of: ledger).independent == 2)
    #expect(try roots("A", of: ledger, asOf: "2025-06-13").roots.count == 3)
  }

  @Test func `behind a total stand those who state the same total`() throws {
    let total = "handover of 6060 remains of UA from RU to UA on 2025-06-11/2025-06-16 in total"
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-16", total), .announce("B", "ua", "2025-06-18", total),
      .announce("C", "ua", "2025-06-16", .there("1200", "2025-06-16")))
    #expect(try voices(roots("A", of: ledger), of: ledger) == [["A"], ["B"]])
  }

  @Test func `behind what is withdrawn or claims nothing there are no roots`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .retract("R", "ru", "2025-06-14", of: "A"))
    let view = try ledger.view()
    for label in ["A", "R"] {
      #expect(RootsReport(of: try ledger.entry(label).event().id, in: view) == nil)
    }
    #expect(try roots("A", of: ledger, asOf: "2025-06-13").independent == 1)
  }

  @Test func `a speaker's changes are against what it said of the same before`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "ru", "2025-06-14", .there("1212")),
      .announce("C", "ru", "2025-06-14", .there("5", "2025-06-14")),
      .announce("D", "ua", "2025-06-14", .there("1100")),
      .announce("P", "ru", "2025-06-15", "offer of 3000 remains of UA from RU to UA"),
      .announce("Q", "ru", "2025-06-16", "offer of 2239 remains of UA from RU to UA"),
      .correct("X", "ru", "2025-06-17", of: "C", "of 6"),
      .retract("R", "ru", "2025-06-18", of: "B"))
    let events = try ledger.events()
    let report = try StatementsReport(
      of: "ru", in: ledger.view(), events: events, onlyChanges: true)
    let found = report.lines.map { line, _, _ in
      "\(events[line.seq - 1].label ?? ""): " + line.changes.map(\.words).joined(separator: ", ")
    }
    let (a, b, c, p) = try (ledger.seq("A"), ledger.seq("B"), ledger.seq("C"), ledger.seq("P"))
    #expect(
      found.sorted() == [
        "B: count 1200 → 1212 (#\(a))", "Q: count 3000 → 2239 (#\(p))",
        "R: withdrawn handover of 1212 remains of UA from RU to UA on 2025-06-13 → – (#\(b))",
        "X: count 5 → 6 (#\(c))",
      ])
    let all = try StatementsReport(of: "ru", in: ledger.view(), events: events)
    #expect(all.lines.count == 7)
    #expect(all.lines.filter { $0.line.state != "live" }.map(\.line.seq) == [b])
    // Before the second number nothing had changed.
    let before = try StatementsReport(
      of: "ru", in: ledger.view(asOf: "2025-06-13"), events: events, onlyChanges: true)
    #expect(before.lines.isEmpty)
  }

  @Test(arguments: [
    ("2025-06-14T05:00:00Z", "2025-06-14T08:00:00Z", "count 11 → 12 (#K)", "count 12 → 14 (#L)"),
    ("2025-06-14", "2025-06-14", "count 10 → 12 (#A)", "count 11 → 14 (#K), count 12 → 14 (#L)"),
    ("2025-06-14", "2025-06-15", "count 11 → 12 (#K)", "count 12 → 14 (#L)"),
  ])
  func `each correction stands with what it makes of what had been said until then`(
    first: String, second: String, ofSecond: String, ofLast: String
  ) throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-10", .there("10", "2025-06-01")),
      .correct("K", "ru", first, of: "A", "of 11"),
      .correct("L", "ru", second, of: "A", "of 12"),
      .correct("M", "ru", "2025-06-16", of: "A", "of 14"))
    let events = try ledger.events()
    let lines = try StatementsReport(
      of: "ru", in: ledger.view(), events: events, onlyChanges: true
    ).lines.map(\.line)
    let found = lines.map { line in
      let changes = line.changes.map { change in
        let label = events[change.since - 1].label ?? ""
        return change.words.replacing("#\(change.since)", with: "#\(label)")
      }
      return "\(events[line.seq - 1].label ?? ""): \(changes.sorted().joined(separator: ", "))"
    }
    #expect(found.sorted() == ["K: count 10 → 11 (#A)", "L: \(ofSecond)", "M: \(ofLast)"])
  }

  @Test func `a correction of another part takes nothing back of one of the same day`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-10", .there("10", "2025-06-01")),
      .correct("K", "ru", "2025-06-14", of: "A", "of 11"),
      .correct("L", "ru", "2025-06-14", of: "A", "on 2025-06-02"),
      .correct("M", "ru", "2025-06-15", of: "A", "of 12"))
    let (view, events) = (try ledger.view(), try ledger.events())
    let lines = StatementsReport(of: "ru", in: view, events: events).lines.map(\.line)
    let changes = Dictionary(grouping: lines) { events[$0.seq - 1].label ?? "" }
      .mapValues { $0.flatMap(\.changes).map { "\($0.part) \($0.before ?? "") \($0.after ?? "")" } }
    #expect(
      changes == [
        "A": [], "K": ["count 10 11"], "L": ["when 2025-06-01 2025-06-02"], "M": ["count 11 12"],
      ])
  }

  @Test func `what was said on a day are the words of that day, as amended and not as corrected`()
    throws
  {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-02", .there("8", "2025-06-01")),
      .deny("N", "ru", "2025-06-03", claim: .there("5", "2025-05-01")),
      .correct("K", "ru", "2025-06-05", of: "A", "of 12"),
      .amend(nil, of: "A", ["set": ["claim": ["count": ["exact": 10]]]]),
      .amend(nil, of: "N", ["set": ["claim": ["count": ["exact": 6]]]]))
    let report = try StatementsReport(of: "ru", in: ledger.view(), events: ledger.events())
    #expect(
      report.lines.prefix(2).map(\.summary) == [
        .there("10", "2025-06-01"), "denies \(String.there("6", "2025-05-01"))",
      ])
    #expect(report.lines.last?.line.changes.map(\.before) == ["10"])
  }

  @Test func `what a source said of both ways or of several stands there once, whole`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-11", .there("5", "2025-06-10")),
      .announce("B", "ru", "2025-06-11", .there("7", "2025-06-11")),
      .announce(
        "E", "ua", "2025-06-12",
        "handover of 205 prisoners of UA from RU to UA on 2025-06-12 each way"),
      .confirm("K", "ua", "2025-06-13", of: ["A", "B"], ["count", "date"]),
      .announce("N", "ua", "2025-06-14", .there("8", "2025-06-11")),
      .retract("R", "ua", "2025-06-15", of: "K"))
    let report = try StatementsReport(of: "ua", in: ledger.view(), events: ledger.events())
    let five = "handover of 5 remains of UA from RU to UA on 2025-06-10"
    let seven = "handover of 7 remains of UA from RU to UA on 2025-06-11"
    let k = try ledger.seq("K")
    #expect(
      report.lines.map { $0.line.claim ?? "-" } == [
        "handover of 205 prisoners of UA from RU to UA on 2025-06-12 each way",
        "\(five); \(seven)", "handover of 8 remains of UA from RU to UA on 2025-06-11", "-",
      ])
    let withdrawn = "handover of 5 on 2025-06-10; handover of 7 on 2025-06-11"
    #expect(
      report.lines.map { $0.line.changes.map(\.words) } == [
        [], [], ["count 7 → 8 (#\(k))"], ["withdrawn \(withdrawn) → – (#\(k))"],
      ])
  }

  @Test func `silences say who is silent, who says so, and until when`() throws {
    let ledger = try Ledger(
      .announce("A", "kshpw", "2025-06-09", .there("withheld", "2025-06-09")),
      .announce("B", "ru", "2025-06-09", .there("withheld", "2025-06-10")),
      .announce("C", "ru", "2025-06-09", .there("5", "2025-06-11")))
    func silence(_ label: String, _ speaker: String, _ more: JSONObject) -> Draft {
      var body: JSONObject = ["speaker": .string(speaker), "attribution": "institution"]
      for member in more.members { body[member.name] = member.value }
      return .line("silence", label, "2025-06-10", body)
    }
    try ledger.add(
      silence("S", "ua", ["silent": "UA", "about": "@A", "until": "2025-07-01"]),
      silence("T", "paper", ["silent": "RU", "about_words": "the route"]))
    let lines = try SilencesReport(ledger.view()).silences
    let events = try ledger.events()
    let found = lines.map {
      "\(events[$0.seq - 1].label ?? "") \($0.kind) \($0.silent) \($0.until ?? "-")"
    }
    #expect(
      found.sorted() == [
        "A withheld kshpw 2025-07-01", "B withheld ru -", "S declared UA 2025-07-01",
        "T observed RU -",
      ])
    let ended = lines.filter { $0.lastDay != nil }
    #expect(ended.allSatisfy { $0.lastDay?.description == "2025-07-01" } && ended.count == 2)
    // The other side's word for how long somebody is silent ends nothing.
    try ledger.add(silence("U", "paper", ["silent": "RU", "about": "@B", "until": "2025-08-01"]))
    let again = try SilencesReport(ledger.view()).silences
    #expect(try again.first { $0.seq == (try ledger.seq("B")) }?.until == nil)
  }

  @Test func `a source has its side, its root, its copies and what it carried`() throws {
    let ledger = try Ledger(
      .announce("A", "medinsky", "2025-06-13", .there("1"), ["via": ["wire", "echo"]]),
      .announce("B", "stranger", "2025-06-14", .there("2")),
      .assess("R", "2025-06-20", "reliability", "C", ["source": "wire"]))
    let lines = try SourcesReport(ledger.view()).sources
    let wire = try #require(lines.first { $0.id == "wire" })
    #expect(wire.copiedBy == ["echo"] && wire.reliability == "C")
    #expect(try wire.carried == ledger.seqs("A") && wire.acts == [])
    let medinsky = try #require(lines.first { $0.id == "medinsky" })
    #expect(try medinsky.side == "RU" && medinsky.acts == ledger.seqs("A"))
    #expect(lines.first { $0.id == "echo" }?.root == "wire")
    let strangers = try SourcesReport(ledger.view(), onlyUnregistered: true).sources
    #expect(strangers.map(\.id) == ["stranger"])
    #expect(strangers.first?.days?.latest?.description == "2025-06-14")
  }
}
