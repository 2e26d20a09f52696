import Foundation
import Testing

/// Lines that are taken with a warning, by every way in which they come.
struct OddLineTests {
  private static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  /// The second and the third line are odd, and as plain as the first.
  private static let lines = """
    {"body":{"attribution":"named","claim":{"act":"handover","count":{"exact":7},"what":"remains"},"speaker":"s"},"label":"late","stated":"2025-06-15","type":"announcement"}
    {"body":{"attribution":"named","of":"@late","speaker":"s"},"stated":"2025-06-13","type":"retraction"}
    {"body":{"attribution":"named","kind":"photo","medium":"m","sha256":"\(empty)","speaker":"s"},"stated":"2025-06-13","type":"medium"}

    """

  private static func use(_ body: (TemporaryFolder) throws -> Void) throws {
    try TemporaryFolder.use { folder in
      try folder.tally("init", "--origin", "odd.test/r", "--test-clock", "2025-06-21T09:00:00Z")
      try folder.tally(
        "source", "--source", "s", "--kind", "person", "--name", "S", "--reason", "r")
      try body(folder)
    }
  }

  private static let warnings = [
    "standard input:2: It is stated on 2025-06-13, before what it is about, which was said on "
      + "2025-06-15 (#2): look at both days.",
    "standard input:3: body.sha256 is that of an empty file, which is no copy of anything.",
  ].map { "Warning: \($0)\n" }

  @Test(arguments: [[], ["--each"]])
  func `an append warns of them`(flags: [String]) throws {
    try OddLineTests.use { folder in
      let ending = try folder.start(["append", "-"] + flags, input: Data(Self.lines.utf8)).ending()
      #expect(ending.status == 0 && ending.errors == Self.warnings.joined(), "\(ending.errors)")
      let check = try folder.tally("check", "--only", "dated-before", "--strict")
      #expect(check.status == 2 && check.output.contains("#3 is stated on 2025-06-13, before #2"))
    }
  }

  /// An id in the place of the label makes it a line that is decided on without being read.
  @Test func `a plain line is warned of too`() throws {
    try OddLineTests.use { folder in
      let all = Self.lines.separateLines
      _ = try folder.tally("append", "-", input: Data("\(all[0])\n".utf8))
      let shown = try folder.tally("show", "late", "--format", "json").output
      let id = try #require(shown.firstMatch(of: /"id":"([0-9a-f]{32})"/)?.1)
      let plain = "\(all[1].replacing("@late", with: id))\n\(all[2])\n"
      let ending = try folder.tally("append", "-", input: Data(plain.utf8))
      #expect(
        ending.errors.replacing("input:1:", with: "input:2:").replacing(
          "input:2: body", with: "input:3: body")
          == Self.warnings.joined(), "\(ending.errors)")
    }
  }

  @Test func `an empty file is no archived copy, and a full one is`() throws {
    try OddLineTests.use { folder in
      let speaking = "--kind photo --speaker s --stated 2025-06-13"
      let ending = try folder.shell(
        ": > empty; echo x > full; tally publish --medium e --file empty \(speaking); "
          + "tally publish --medium f --file full \(speaking); "
          + "tally media --format csv | cut -d, -f1,3")
      #expect(ending.output.contains("Warning: body.sha256 is that of an empty file"))
      #expect(ending.output.hasSuffix("e,mentioned\r\nf,archived\r\n"), "\(ending.output)")
    }
  }
}
