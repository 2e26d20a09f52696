import Testing

@testable import Tallystick

/// What acts claim, and what a confirmation or denial says itself (TheRules.md).
struct ClaimTests {
  @Test func `a confirmation is its speaker's own claim on the handover that it names`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .confirm("B", "kshpw", "2025-06-14", of: ["A"], ["count", "direction", "date"]))
    let view = try ledger.view()
    #expect(view.sides() == "1200 / 1200")
    #expect(view.handovers.all.count == 1)
    #expect(try view.line()?.seqs == ledger.seqs("A", "B"))
    #expect(try view.line()?.receiver?.seqs == ledger.seqs("A", "B"))
  }

  @Test func `a facet that is not confirmed is unsaid`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .confirm("B", "ua", "2025-06-13", of: ["A"], ["direction"]))
    let line = try #require(try ledger.view().line())
    #expect(line.receiver?.sum == nil)
    #expect(line.receiver?.withoutNumber == 1)
    #expect(line.bothSpoke == 1)
    #expect(line.confirmed == nil)
    #expect(try ledger.view().status()?.facets[.date] == .announced)
  }

  @Test(arguments: [("2025-06-11", "1200 / 1212"), ("2025-06-12", "1200 / 1200")])
  func `a confirmed facet takes the value live at the end of the day`(
    day: String, sides: String
  ) throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-11", .there("1212", "2025-06-11")),
      .confirm("B", "ua", day, of: ["A"], ["count"]),
      .correct("C", "ru", "2025-06-12", of: "A", "of 1200"))
    #expect(try ledger.view().sides() == sides)
  }

  @Test func `a confirmation that appeared later has the value of the day it was stated`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-11", .there("1212", "2025-06-11")),
      .correct("C", "ru", "2025-06-12", of: "A", "of 1200"),
      .confirm(
        "B", "ua", "2025-06-11", of: ["A"], ["count"], ["published": "2025-06-13"]))
    #expect(try ledger.view().sides() == "1200 / 1212")
    #expect(try ledger.view(asOf: "2025-06-12").sides() == "1200 / –")
  }

  @Test func `a confirmation stands when the claim is changed or withdrawn later`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .confirm("B", "ua", "2025-06-13", of: ["A"], ["count", "direction", "date"]),
      .correct("C", "ru", "2025-06-14", of: "A", "of 1100 on 2025-06-12"))
    #expect(try ledger.view().sides() == "1100 / 1200")
    #expect(try ledger.view().handovers.all.count == 1)
    try ledger.add(.retract("D", "ru", "2025-06-15", of: "A"))
    #expect(try ledger.view().sides() == "– / 1200")
  }

  @Test func `a confirmation with a number of its own says that number`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-16", .there("1248", "2025-06-16")),
      .confirm("B", "ua", "2025-06-16", of: ["A"], ["count", "date"], count: "1245"))
    #expect(try ledger.view().sides() == "1248 / 1245")
    #expect(try ledger.view().line()?.netGap == 3)
  }

  @Test func `a confirmation of a confirmation is about the same handover`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-16", .there("1248", "2025-06-16")),
      .confirm("B", "ua", "2025-06-16", of: ["A"], ["count", "date"], count: "1245"),
      .confirm("C", "icrc", "2025-06-17", of: ["B"], ["count"]))
    let view = try ledger.view()
    #expect(view.handovers.brief == ["1248 / 1245 / 1245"])
    #expect(try view.handovers.all[0].seqs == ledger.seqs("A", "B", "C"))
    #expect(try view.handovers.all[0].others?.seqs == ledger.seqs("A", "B", "C"))
    try ledger.add(
      .confirm("D", "icrc", "2025-06-17", of: ["B"], ["date"], count: "1244"),
      .confirm("E", "paper", "2025-06-17", of: ["D"], ["count"]),
      .retract("F", "icrc", "2025-06-18", of: "C"), .retract("G", "icrc", "2025-06-18", of: "D"))
    #expect(try ledger.view().handovers.brief == ["1248 / 1245 / –"])
    #expect(try ledger.view().handovers.all[0].outlets?.bounds == Bounds(1244))
  }

  @Test(arguments: [("2025-06-16", "1245"), ("2025-06-18", "1240")])
  func `what confirms a confirmation takes its number as corrected by then`(
    day: String, count: String
  ) throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-16", .there("1248", "2025-06-16")),
      .confirm("B", "ua", "2025-06-16", of: ["A"], ["count", "date"], count: "1245"),
      .correct("C", "ua", "2025-06-17", of: "B", "of 1240"),
      .confirm("D", "icrc", day, of: ["B"], ["count"]))
    #expect(try ledger.view().handovers.brief == ["1248 / 1240 / \(count)"])
  }

  @Test func `what confirms a confirmation says what that said, whatever was corrected since`()
    throws
  {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("40")),
      .confirm("B", "icrc", "2025-06-14", of: ["A"], ["count"]),
      .correct("C", "ru", "2025-06-15", of: "A", "of 20"),
      .confirm("D", "ua", "2025-06-16", of: ["B"], ["count"]),
      .confirm("E", "echo", "2025-06-16", of: ["A"], ["count"]))
    let handover = try #require(try ledger.view().handovers.all.first)
    #expect(handover.sender?.bounds == Bounds(20) && handover.receiver?.bounds == Bounds(40))
    #expect(handover.others?.bounds == Bounds(40) && handover.outlets?.bounds == Bounds(20))
  }

  @Test func `a confirmation of several acts is a claim on each`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "ru", "2025-06-14", .there("1200", "2025-06-14")),
      .confirm("C", "ua", "2025-06-14", of: ["A", "B"], ["count", "date"]))
    #expect(try ledger.view().sides() == "2400 / 2400")
    #expect(try ledger.view().line()?.handovers == 2)
    try ledger.add(.confirm("D", "icrc", "2025-06-15", of: ["C"], ["count"]))
    #expect(try ledger.view().handovers.brief == ["1200 / 1200 / 1200", "1200 / 1200 / 1200"])
  }

  @Test func `one number for several handovers is listed and in no sum`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "ru", "2025-06-14", .there("1200", "2025-06-14")),
      .confirm("C", "ua", "2025-06-14", of: ["A", "B"], ["count"], count: "2398"))
    let view = try ledger.view()
    #expect(view.sides() == "2400 / –")
    #expect(try view.excluded() == ["#\(ledger.seq("C")) 2398 one number for several handovers"])
  }

  @Test func `a denial without another claim gives no number`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .deny("B", "ua", "2025-06-13", of: "A"))
    #expect(try ledger.view().sides() == "1200 / –")
  }

  @Test func `a denial with another claim gives that, for the handover denied`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .deny("B", "ua", "2025-06-13", of: "A", ["count"], instead: "of 1100"))
    #expect(try ledger.view().sides() == "1200 / 1100")
    #expect(try ledger.view().line()?.netGap == 100)
    let other = try Ledger(
      .deny("B", "ua", "2025-06-13", claim: .there("1200"), ["count"], instead: "of 1100"))
    #expect(try other.view().sides() == "– / 1100")
    try other.add(.confirm("C", "icrc", "2025-06-14", of: ["B"], ["count"]))
    #expect(try other.view().handovers.brief == ["– / 1100 / 1100"])
  }

  @Test func `what confirms a denial lists what was denied too`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .deny("B", "ua", "2025-06-13", of: "A", ["count"], instead: "of 1100"),
      .confirm("C", "icrc", "2025-06-14", of: ["B"], ["count"]))
    let handover = try #require(try ledger.view().handovers.all.first)
    #expect(try handover.others?.seqs == ledger.seqs("A", "B", "C"))
  }

  @Test func `an act whose of lies outside the cut is set aside and listed`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-15", .there("1200")),
      .confirm("B", "ua", "2025-06-13", of: ["A"], ["count"]))
    let view = try ledger.view(asOf: "2025-06-14")
    #expect(view.sides() == "no line")
    let place = try ledger.seq("A")
    #expect(
      try view.standing.aside == [
        Standing.Aside(
          seq: ledger.seq("B"), why: "it is about #\(place), which is not in the cut")
      ])
    #expect(try ledger.view().standing.aside.isEmpty)
  }

  @Test func `an announcement said before it happened is taken and flagged`() throws {
    let ledger = try Ledger(.announce("A", "ru", "2025-06-12", .there("1200")))
    let view = try ledger.view()
    #expect(view.sides() == "1200 / –")
    #expect(view.status()?.flags == [.implausible])
  }

  @Test(arguments: [
    ("2025-06-14", "2025-06-13", "2025-06-17", "2025-06-15", false),
    ("2025-06-14", "2025-06-13", "2025-06-17", "2025-06-18", true),
    ("2025-06-12", "2025-06-13", "2025-06-17", "2025-06-11", false),
    ("2025-06-12", "2025-06-13", "2025-06-11", "2025-06-14", true),
  ])
  func `a day that a correction names is held against the day of the correction`(
    said: String, day: String, corrected: String, other: String, isFlagged: Bool
  ) throws {
    let ledger = try Ledger(
      .announce("A", "ru", said, .there("1200", day)),
      .correct("C", "ru", corrected, of: "A", "on \(other)"))
    let flags = try #require(try ledger.view().status()?.flags)
    #expect(flags.contains(.implausible) == isFlagged)
  }
}
