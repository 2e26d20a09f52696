import Foundation
import Testing

/// What is made of a command line before it is followed.
struct CommandLineTests {
  /// What `--experimental-dump-help` tells of the program.
  private struct Help: Decodable { let command: Command }

  private struct Command: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable {
        let kind: String
        let name: String
      }

      let kind: String
      let isRepeating: Bool
      let names: [Name]?
    }

    let commandName: String
    let subcommands: [Command]?
    let arguments: [Argument]?
  }

  /// A flag of a command.
  struct Flag: Sendable, CustomTestStringConvertible {
    let command: String
    let words: [String]
    let takesValue: Bool
    let repeats: Bool

    var testDescription: String { "\(command) \(words.joined(separator: " "))" }
  }

  private static let flags: [Flag] = {
    guard
      let dump = try? TemporaryFolder.use({ try $0.tally("--experimental-dump-help").output }),
      let help = try? JSONDecoder().decode(Help.self, from: Data(dump.utf8))
    else { return [] }
    return flags(of: help.command, under: [])
  }()

  private static func flags(of command: Command, under names: [String]) -> [Flag] {
    let own = (command.arguments ?? []).compactMap { argument -> Flag? in
      let names = (argument.names ?? []).map { $0.kind == "long" ? "--\($0.name)" : "-\($0.name)" }
      guard argument.kind != "positional", !names.contains("--help"), !names.contains("--version")
      else { return nil }
      return Flag(
        command: "", words: names, takesValue: argument.kind == "option",
        repeats: argument.isRepeating)
    }.map {
      Flag(
        command: names.joined(separator: " "), words: $0.words, takesValue: $0.takesValue,
        repeats: $0.repeats)
    }
    return own
      + (command.subcommands ?? []).filter { $0.commandName != "help" }.flatMap {
        flags(of: $0, under: names + [$0.commandName])
      }
  }

  @Test func `there are flags of every command`() {
    #expect(CommandLineTests.flags.count > 300)
    #expect(Set(CommandLineTests.flags.map(\.command)).count > 35)
    #expect(CommandLineTests.flags.contains { $0.words.contains("-o") })
    #expect(CommandLineTests.flags.count { $0.repeats } > 30)
  }

  /// The parser takes the last of two, and the first is lost without a word.
  @Test func `a flag given twice is refused by its name, or all its values are taken`() throws {
    try TemporaryFolder.use { folder in
      for flag in CommandLineTests.flags {
        for (first, second) in zip(flag.words, flag.words.reversed()) {
          let given = [first, second].flatMap { flag.takesValue ? [$0, "one"] : [$0] }
          let ending = try folder.start(flag.command.split(separator: " ").map(String.init) + given)
            .ending()
          let refusal = "is given more than once: give it once."
          #expect(
            ending.errors.contains(refusal) != flag.repeats,
            "\(flag.testDescription): \(ending.errors)")
          if !flag.repeats {
            let long = flag.words.first { $0.hasPrefix("--") } ?? ""
            #expect(ending.status == 64)
            #expect(
              ending.errors.hasPrefix("Error: \(long) \(refusal)\nUsage: tally \(flag.command)"))
          }
        }
      }
      // Also where one stands with its value in one word; what stands after -- is no flag.
      let joined = try folder.tally("totals", "--what=remains", "--what", "prisoners")
      #expect(joined.errors.hasPrefix("Error: --what is given more than once"))
      let after = try folder.tally("show", "--rules", "--", "--rules")
      #expect(!after.errors.contains("more than once"))
    }
  }

  @Test func `several values of a list are all taken, by commas or by flags`() throws {
    try CommandLineTests.withRecord { folder in
      let speaking = "--speaker staff --stated 2025-06-15 --draft"
      for (line, expected) in [
        ("announce --via a,b --via c --claim 'plan of 5 remains'", #""via":["a","b","c"]"#),
        ("confirm --of @s1 --facets count --facets date", #""facets":["count","date"]"#),
        ("deny --of @s1 --facets count --facets date,what", #""facets":["count","date","what"]"#),
        (
          "agree --agreement d --names d --when 2025-06-02 --parties RU --parties UA",
          #""parties":["RU","UA"]"#
        ),
      ] {
        let ending = try folder.shell("tally \(line) \(speaking)")
        #expect(ending.status == 0 && ending.output.contains(expected), "\(ending.output)")
      }
      let ids = try ["s1", "s2"].map { label in
        try #require(
          try folder.shell("tally show \(label) --format json").output
            .firstMatch(of: /"id":"([0-9a-f]{32})"/)?.1)
      }
      for line in [
        "confirm --of @s1 --of @s2 --facets count \(speaking)",
        "publish --medium m --kind photo --shows @s1 --shows @s2 \(speaking)",
        "assess --of @s1 --scale explanation --value scope --reason r --against @s1 --against @s2 --draft",
      ] {
        let ending = try folder.shell("tally \(line)")
        let list = "[\"\(ids[0])\",\"\(ids[1])\"]"
        #expect(ending.status == 0 && ending.output.contains(list), "\(ending.output)")
      }
      let checks = try folder.tally(
        "check", "--only", "clock", "--only", "back-dated", "--format", "json")
      #expect(checks.output.contains(#""checks":["back-dated","clock"]"#), "\(checks.output)")
    }
  }

  @Test func `a value given in two ways is refused`() throws {
    try CommandLineTests.withRecord { folder in
      for (line, words) in [
        (
          "announce --claim 'plan of 5 remains' --count 6", "--count: the sentence of --claim gives"
        ),
        (
          "announce --claim 'plan of 5 remains' --count 5", "--count: the sentence of --claim gives"
        ),
        (
          "announce --claim 'plan of 5 remains' --what people",
          "--what: the sentence of --claim gives"
        ),
        (
          "publish --medium m --kind photo --shows one --shows two",
          "--shows: give events, or words"
        ),
      ] {
        let ending = try folder.shell("tally \(line) --speaker staff --stated 2025-06-15 --draft")
        #expect(ending.status == 64 && ending.output.contains(words), "\(ending.output)")
      }
      let twice = try folder.tally(
        "amend", "--of", "s1", "--set", "side=RU", "--set", "side=UA", "--reason", "r")
      #expect(twice.status == 64 && twice.errors.contains("gives its field a second value"))
    }
  }

  @Test(arguments: ["- We returned them", "-27", "--", "-h", "--label"])
  func `words that begin with a hyphen are told how to be given`(words: String) throws {
    try CommandLineTests.withRecord { folder in
      let speaking = ["--speaker", "staff", "--stated", "2025-06-15", "--claim", "plan", "--draft"]
      let ending = try folder.start(["announce", "--quote", words] + speaking).ending()
      #expect(ending.status == 64)
      #expect(
        ending.errors.hasSuffix("joined to its flag: --quote='\(words)'\n"), "\(ending.errors)")
      let joined = try folder.start(["announce", "--quote=\(words)"] + speaking).ending()
      #expect(joined.status == 0 && joined.output.contains("\"quote\":\"\(words)\""))
    }
  }

  @Test(arguments: [
    ("totls", "There is no command \"totls\". Did you mean totals?", "Usage: tally <subcommand>"),
    ("anounce --speaker x", "There is no command \"anounce\". Did you mean announce?", ""),
    ("verfiy", "There is no command \"verfiy\". Did you mean verify?", ""),
    ("key shw", "There is no command \"key shw\". Did you mean key show?", "Usage: tally key"),
    ("help handover", "There is no command \"handover\". Did you mean handovers?", ""),
    ("xyzzy", "There is no command \"xyzzy\".\n", ""),
    ("totals --formt json", "Unknown option '--formt'. Did you mean '--format'?", ""),
    ("announce --speakr x", "Unknown option \"--speakr\". Did you mean --speaker?", ""),
    ("announce --stated 2025", "Missing expected argument '--speaker <source>'", ""),
  ])
  func `a command or flag that is none gets a suggestion`(
    line: String, words: String, usage: String
  ) throws {
    try TemporaryFolder.use { folder in
      let ending = try folder.start(line.split(separator: " ").map(String.init)).ending()
      #expect(ending.status == 64 && ending.output == "")
      #expect(ending.errors.hasPrefix("Error: \(words)"), "\(ending.errors)")
      #expect(usage.isEmpty || ending.errors.contains(usage))
    }
  }

  @Test(arguments: ["", "key", "seal", "--record r.tally"])
  func `a command that names nothing to do ends with its help as misuse`(line: String) throws {
    try TemporaryFolder.use { folder in
      let ending = try folder.start(line.split(separator: " ").map(String.init)).ending()
      #expect(ending.status == 64 && ending.output == "")
      #expect(ending.errors.hasPrefix("OVERVIEW: ") && ending.errors.contains("USAGE: tally"))
    }
  }

  @Test func `help that was asked for goes to standard output, or fails with it`() throws {
    try TemporaryFolder.use { folder in
      for line in ["--help", "help", "key --help", "help totals", "--version"] {
        let ending = try folder.shell("tally \(line) 2>errors; echo $?; cat errors")
        #expect(ending.lines.last == "0" && ending.lines.count > 1, "\(line)")
        #expect(try folder.shell("tally \(line) >/dev/full").status == 1)
      }
    }
  }

  /// Swift finds its arguments through /proc/self/maps.
  @Test func `arguments are read where there is no /proc`() throws {
    try TemporaryFolder.use { folder in
      let shim = try Shim(in: folder)
      let ending = try folder.tally("verify", "nothing.tally", with: shim.hidingProc())
      #expect(ending.status == 1 && ending.errors.hasPrefix("Error: "), "\(ending.errors)")
      #expect(ending.errors.contains("nothing.tally"))
      let version = try folder.tally("--version", with: shim.hidingProc())
      #expect(version.status == 0 && version.output == "0.1.0\n")
    }
  }

  private static func withRecord(_ body: (TemporaryFolder) throws -> Void) throws {
    try record.get().use(body)
  }

  private static let record = Result {
    try KeptFolder { folder in
      let made = try folder.shell(
        """
        set -e
        tally init --origin flags.test/r --test-clock 2025-06-21T09:00:00Z
        for number in 1 2; do
          tally announce --speaker ministry --stated 2025-06-1$number --label s$number \\
            --claim "handover of $number remains of SOUTH from NORTH to SOUTH on 2025-06-1$number"
        done
        """)
      try #require(made.status == 0, "\(made.output)")
    }
  }
}
