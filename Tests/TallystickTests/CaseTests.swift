import Tallystick
import Testing

/// The cases of `events/cases`, which say what every rule means: a small record, a cut, and the
/// figures that must come out, in a form that is no program's.
struct CaseTests {
  private static let names = (try? ProjectFile.names(in: "events/cases")) ?? []

  @Test(arguments: names)
  func `the figures of a case come out`(name: String) throws {
    let found = try Case(name)
    for (report, expected) in found.figures {
      let rows = try found.rows(of: report)
      #expect(
        Case.fit(expected, rows),
        "\(found.why) \(report): \(rows.map { String(decoding: CanonicalJSON.bytes($0), as: UTF8.self) })"
      )
    }
  }

  @Test func `every rule has a case where it holds and one where it does not`() throws {
    let cases = try CaseTests.names.map(Case.init)
    #expect(cases.count >= 60)
    for rule in Rules.all.map(\.name) {
      let mine = cases.filter { $0.rule == rule }
      #expect(mine.contains(where: \.holds) && mine.contains { !$0.holds }, "\(rule)")
    }
    let known = Set(Rules.all.map(\.name))
    for one in cases {
      #expect(known.contains(one.rule) && one.name.hasPrefix("\(one.rule)."), "\(one.name)")
      #expect(!one.figures.isEmpty && one.why.hasSuffix("."), "\(one.name)")
    }
  }

  @Test(arguments: CaseTests.names.filter { $0.hasSuffix(".json") })
  func `the order of recording changes no figure of a case`(name: String) throws {
    let found = try Case(name)
    guard found.isFreeOfOrder else { return }
    for (report, expected) in found.figures {
      let rows = try found.turnedRound.rows(of: report).map { found.inOrder($0) }
      #expect(Case.fit(expected.map(found.inOrder), rows), "\(found.why) \(report)")
    }
  }

  @Test func `a figure that differs does not fit, and an unlisted row neither`() throws {
    let rows: [JSONValue] = [["a": 1, "b": ["c": .null]], ["a": 2]]
    #expect(Case.fit([["a": 2], ["a": 1]], rows))
    #expect(Case.fit([["a": 2], ["b": ["c": .null]]], rows))
    #expect(!Case.fit([["a": 1]], rows))
    #expect(!Case.fit([["a": 1], ["a": 3]], rows))
    #expect(!Case.fit([["a": 1], ["a": 1]], rows))
    #expect(!Case.fit([["a": 1], ["a": .null]], rows))
    #expect(!Case.fit([["a": 1], ["d": .null]], rows))
  }
}
