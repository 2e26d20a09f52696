import Foundation
import Testing

/// What `--help` promises.
struct HelpTests {
  /// The commands that `tally --help` lists.
  private static let commands: [String] = {
    let ending = try? TemporaryFolder.use { folder in try folder.tally("--help") }
    let all = ending?.output.matches(of: /\n  ([a-z]+) {2,}\S/).map { String($0.1) } ?? []
    return all.filter { $0 != "tally" }
  }()

  @Test func `there are commands`() {
    #expect(HelpTests.commands.count >= 22)
    #expect(Set(HelpTests.commands).count == HelpTests.commands.count)
  }

  @Test(arguments: commands)
  func `a command says what it does and gives an example`(command: String) throws {
    try TemporaryFolder.use { folder in
      let help = try folder.tally("help", command)
      #expect(help.status == 0)
      #expect(try folder.tally(command, "--help").output == help.output)
      #expect(help.output.hasPrefix("OVERVIEW: "))
      #expect(help.lines.prefix { !$0.isEmpty }.last?.last == ".")
      #expect(help.output.contains("\nUSAGE: tally \(command)"))

      let examples = Array(
        help.lines.drop { $0 != "Example:" }.dropFirst().prefix { !$0.isEmpty })
      try #require(!examples.isEmpty)
      // A line that does not fit is broken without a backslash, and cannot be copied.
      for (line, before) in zip(examples, [""] + examples) {
        let isContinued = before.hasSuffix("\\")
        #expect(line.hasPrefix(isContinued ? "    " : "  tally "), "\(line)")
      }
      #expect(examples.contains { $0.hasPrefix("  tally \(command)") })
    }
  }

  /// A name that is not given is taken from the name of the type, anew at every start of the
  /// program, which took half of it.
  @Test func `every command gives its name`() throws {
    let sources = try FileManager.default.subpathsOfDirectory(
      atPath: Project.root + "/Sources/tally")
    var seen = 0
    for file in sources where file.hasSuffix(".swift") {
      let text = try String(
        contentsOfFile: Project.root + "/Sources/tally/" + file, encoding: .utf8)
      for configuration in text.components(separatedBy: "CommandConfiguration(").dropFirst() {
        let first = configuration.drop(while: \.isWhitespace)
        #expect(first.hasPrefix("commandName: \""), "\(file): \(first.prefix(40))")
        seen += 1
      }
    }
    #expect(seen > HelpTests.commands.count)
  }

  /// One command line for each verb, of the least that it takes.
  private static let verbs: [String] = [
    "announce --speaker s --stated 2025-06-13 --claim statement",
    "confirm --of '#1' --facets count --speaker s --stated 2025-06-13",
    "deny --of '#1' --speaker s --stated 2025-06-13",
    "correct --of '#1' --count 5 --speaker s --stated 2025-06-13",
    "retract --of '#1' --speaker s --stated 2025-06-13",
    "silence --silent s --about words --speaker s --stated 2025-06-13",
    "agree --agreement d --names d --when 2025-06-13 --parties RU,UA --speaker s"
      + " --stated 2025-06-13",
    "publish --medium m --kind video --speaker s --stated 2025-06-13",
    "source --source s --kind person --name S --reason r",
    "term side RU --name Russia --reason r",
    "assess --source s --scale reliability --value A --reason r",
    "link '#1' '#2' --relation contradicts --reason r", "amend --of '#1' --void --reason r",
    "redact '#1' --digest AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA --reason r",
  ]

  @Test func `every type of event has a verb, and every verb a type`() throws {
    try TemporaryFolder.use { folder in
      try folder.tally("init", "--origin", "help.test/r", "--test-clock", "2025-06-20T00:00:00Z")
      try folder.tally("append", "-", input: Events.lines(2, by: "anybody"))
      let refusal = try folder.tally(
        "append", "-", input: Data(#"{"type":"x","stated":"2025","body":{}}"#.utf8))
      let list = try #require(refusal.errors.firstMatch(of: /the types: ([a-z, ]+)\./)?.1)
      let types = list.split(separator: ", ").map(String.init)

      var made: [String] = []
      for verb in HelpTests.verbs {
        let draft = try folder.shell("tally \(verb) --draft")
        #expect(draft.status == 0, "\(draft.output)")
        let type = try #require(draft.output.firstMatch(of: /"type":"([a-z]+)"/)?.1)
        made.append(String(type))
      }
      #expect(made.sorted() == types.sorted())
      #expect(try folder.tally("export").lines.count == 2)
      for verb in HelpTests.verbs {
        #expect(HelpTests.commands.contains(String(verb.prefix { $0 != " " })))
      }
    }
  }
}
