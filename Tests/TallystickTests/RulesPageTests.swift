import Tallystick
import Testing

/// The page of the manual that has the rules.
struct RulesPageTests {
  private static let page = "Sources/Tallystick/Documentation.docc/TheRules.md"

  @Test func `the page on the rules has every rule as the program has it, and no other`() throws {
    let text = try ProjectFile.text(Self.page)
    var read: [(name: String, sentence: String)] = []
    for line in text.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.drop { $0 == " " } }
      try #require(cells.count == 2, "\(line)")
      let name = cells[0].filter { $0 != "`" && $0 != " " }
      read.append((String(name), String(cells[1].reversed().drop { $0 == " " }.reversed())))
    }
    #expect(read.count >= 30)
    #expect(read.map(\.name) == Rules.all.map(\.name))
    for (row, rule) in zip(read, Rules.all) { #expect(row.sentence == rule.sentence) }
  }

  @Test func `the page names the version of the rules`() throws {
    #expect(try ProjectFile.text(Self.page).contains(", version \(Rules.version).\n"))
  }
}
