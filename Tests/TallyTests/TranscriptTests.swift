import Foundation
import Testing

struct TranscriptTests {
  private static let names: [String] = {
    let all = try? FileManager.default.contentsOfDirectory(
      atPath: Project.tests + "/Transcripts")
    return (all ?? []).filter { $0.hasSuffix(".txt") }.sorted()
  }()

  @Test(arguments: names)
  func `a session prints what the transcript says`(name: String) throws {
    let path = "\(Project.tests)/Transcripts/\(name)"
    let transcript = Transcript(try String(contentsOfFile: path, encoding: .utf8))
    #expect(!transcript.steps.isEmpty)
    try TemporaryFolder.use { folder in
      try folder.link(Project.root + "/events")
      var changed: [(step: Transcript.Step, actual: [String])] = []
      for step in transcript.steps {
        if let actual = try step.run(in: folder, of: name) { changed.append((step, actual)) }
      }
      try Transcript.rewrite(path, changed)
    }
  }

  @Test func `there are transcripts`() { #expect(TranscriptTests.names.count >= 6) }

  @Test(arguments: [
    ("ab", "ab", true), ("ab", "abc", false), ("a…", "abc", true), ("a…", "bc", false),
    ("a…c", "abc", true), ("a…c", "ac", true), ("a…c", "abcd", false), ("a…a", "a", false),
    ("…b…d", "abcd", true), ("…d…b", "abcd", false), ("é", "e\u{301}", false),
  ])
  func `dots stand for anything within a line`(pattern: String, line: String, fits: Bool) {
    #expect(Transcript.matches(pattern, line) == fits)
  }

  @Test(arguments: [
    (["…"], [], true), (["…"], ["a", "b"], true), (["a", "…", "c"], ["a", "b", "b", "c"], true),
    (["a", "…", "c"], ["a", "b"], false), (["a"], ["a", "b"], false), ([], ["a"], false),
  ])
  func `a line of dots stands for any lines`(pattern: [String], lines: [String], fits: Bool) {
    #expect(Transcript.matches(pattern[...], lines[...]) == fits)
  }

  @Test func `a transcript is read as reasons, commands, output and status`() throws {
    let transcript = Transcript("# why\n# so\n$ one \\\n  two\nout\n\nput\n[exit 2]\n\n$ three\n")
    let first = try #require(transcript.steps.first)
    #expect(transcript.steps.map(\.line) == [3, 10])
    #expect(first.why == "why so")
    #expect(first.command == "one \\\n  two")
    #expect(first.expected == ["out", "", "put"])
    #expect(first.status == 2)
    #expect(
      Transcript("$ export A=1\n$ echo $A\n1\n").steps.map(\.exports) == ["", "export A=1\n"])
  }

  @Test func `a command that prints something else is an issue`() throws {
    try TemporaryFolder.use { folder in
      for text in ["$ echo a\nb\n", "$ echo a\na\n[exit 1]\n", "$ echo a; false\na\n"] {
        let step = try #require(Transcript(text).steps.first)
        #expect(try step.difference(in: folder)?.first == "a")
      }
    }
  }
}
