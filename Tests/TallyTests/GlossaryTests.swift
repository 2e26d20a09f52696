import Foundation
import Testing

/// The glossary tells what every column of a report in words is.
struct GlossaryTests {
  private static let reports = [
    "totals", "handovers", "timeline", "obligations", "contradictions", "assertions", "media",
    "sources", "sources --silences", "sources --of '#9'", "sources --speaker medinsky", "log",
    "explain totals:", "seal list",
  ]

  /// The headings that the glossary explains.
  private static func explained() throws -> Set<String> {
    let page = try String(
      contentsOfFile: Project.root + "/Sources/Tallystick/Documentation.docc/Glossary.md",
      encoding: .utf8)
    let part = try #require(page.components(separatedBy: "## Headings of reports").last)
    return Set(
      part.components(separatedBy: "\n## ")[0].split(separator: "\n").filter { $0.hasPrefix("| ") }
        .flatMap { $0.dropFirst(2).components(separatedBy: " |")[0].components(separatedBy: ", ") })
  }

  /// The headings in what a report prints: the line that is all in capitals.
  private static func headings(_ output: String) -> [String] {
    let lines = output.components(separatedBy: "\n").filter { line in
      line.contains("  ") && line == line.uppercased() && line != line.lowercased()
        && !line.contains(where: \.isNumber)
    }
    return (lines.first ?? "").components(separatedBy: "  ")
      .map { $0.trimmingCharacters(in: .whitespaces).lowercased() }.filter { !$0.isEmpty }
  }

  @Test func `every heading of a report is in the glossary`() throws {
    let explained = try GlossaryTests.explained()
    try ShippedSnapshot.whole.use { folder in
      var seen: Set<String> = []
      for report in GlossaryTests.reports {
        let found = GlossaryTests.headings(try folder.shell("tally \(report)").output)
        #expect(found.count > 1 || report == "seal list", "\(report)")
        seen.formUnion(found)
      }
      #expect(seen.subtracting(explained) == [])
      #expect(seen.count > 50)
    }
  }
}
