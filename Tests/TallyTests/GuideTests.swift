import Foundation
import Testing

/// The pages of the manual, whose sessions are real: each page is one session, in a folder of its
/// own, from its first block to its last.
struct GuideTests {
  private static let pages = [
    "Spreadsheets", "Recording", "Asking", "OtherRecords", "Publishing", "Following", "Copies",
    "Together",
  ]

  private static func path(_ page: String) -> String {
    "\(Project.root)/Sources/Tallystick/Documentation.docc/\(page).md"
  }

  @Test(arguments: pages)
  func `a page of the manual can be followed literally`(page: String) throws {
    let path = GuideTests.path(page)
    let session = Transcript(sessionsIn: try String(contentsOfFile: path, encoding: .utf8))
    #expect(session.steps.count >= 8)
    try TemporaryFolder.use { folder in
      try folder.link(Project.root + "/events")
      var changed: [(step: Transcript.Step, actual: [String])] = []
      for step in session.steps {
        if let actual = try step.run(in: folder, of: "\(page).md") {
          changed.append((step, actual))
        }
      }
      try Transcript.rewrite(path, changed)
    }
  }

  @Test func `the first page of the documentation leads to every other`() throws {
    let folder = "\(Project.root)/Sources/Tallystick/Documentation.docc"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".md") && $0 != "Documentation.md" }.map { $0.dropLast(3) }
    let first = try String(contentsOfFile: folder + "/Documentation.md", encoding: .utf8)
    #expect(names.count >= 2)
    for name in names { #expect(first.contains("- <doc:\(name)>"), "\(name)") }
  }
}
