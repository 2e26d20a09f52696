import Foundation
import Testing

/// The cases of `events/cases` by the second verifier, which computes the totals.
struct CaseVerifierTests {
  private static func run(_ files: String, in folder: TemporaryFolder) throws -> Ending {
    try folder.shell("python3 -B '\(Project.root)/tools/cases.py' \(files)")
  }

  @Test func `the second verifier makes the same totals of every case`() throws {
    try TemporaryFolder.use { folder in
      let ending = try CaseVerifierTests.run("", in: folder)
      #expect(ending.status == 0, "\(ending.output)")
      let count = try #require(ending.output.firstMatch(of: /(\d+) cases with totals, 0 wrong/)?.1)
      #expect(try #require(Int(count)) >= 60)
    }
  }

  @Test(arguments: [
    ("\"confirmed\":1195", "\"confirmed\":1196"), ("\"handovers\":1", "\"handovers\":2"),
    ("\"sender\":1200", "\"sender\":[1200,null]"), ("\"receiver\":1195", "\"receiver\":null"),
    ("\"net_gap\":5", "\"net_gap\":-5"),
    ("\"relation\":\"same_handover\"", "\"relation\":\"distinct_handover\""),
    ("\"figures\":{\n\"totals\":[\n{", "\"figures\":{\n\"totals\":[\n{},{"),
  ])
  func `a case with another figure, or another record, comes out wrong`(
    from: String, to: String
  ) throws {
    let path = "\(Project.root)/events/cases/one-handover.link.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let changed = text.replacing(from, with: to)
    try #require(changed != text)
    try TemporaryFolder.use { folder in
      try folder.write(Data(changed.utf8), to: "case.json")
      let ending = try CaseVerifierTests.run("case.json", in: folder)
      #expect(ending.status == 1, "\(ending.output)")
      #expect(ending.output.hasSuffix("1 cases with totals, 1 wrong\n"))
    }
  }
}
