import Foundation
import Testing

struct ReadmeTests {
  private static let lines: [String] = {
    let text = try? String(contentsOfFile: Project.root + "/README.md", encoding: .utf8)
    return (text ?? "").separateLines
  }()

  /// The sessions in the README, as one.
  private static let steps = Transcript(sessionsIn: lines.joined(separator: "\n")).steps

  @Test func `the sessions of the README are real`() throws {
    #expect(ReadmeTests.steps.count >= 8)
    try TemporaryFolder.use { folder in
      try folder.link(Project.root + "/events")
      var changed: [(step: Transcript.Step, actual: [String])] = []
      for step in ReadmeTests.steps {
        if let actual = try step.run(in: folder, of: "README.md") { changed.append((step, actual)) }
      }
      try Transcript.rewrite(Project.root + "/README.md", changed)
    }
  }

  @Test func `the README has at most 120 lines`() { #expect(ReadmeTests.lines.count <= 121) }

  @Test func `every file that the README names is there`() throws {
    let names = ReadmeTests.lines.flatMap { line in
      line.matches(of: /\]\(([^):#]+)\)|`((?:tools|Sources|events|Tests)\/[^` ]*)`/).compactMap {
        ($0.1 ?? $0.2).map(String.init)
      }
    }
    #expect(names.count >= 6)
    for name in names {
      #expect(FileManager.default.fileExists(atPath: "\(Project.root)/\(name)"), "\(name)")
    }
  }
}
