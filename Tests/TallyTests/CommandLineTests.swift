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
    (
      "announce --speaker s --stated 2025 --clam statement",
      "Unknown option \"--clam\". Did you mean --claim?", "Usage: tally announce"
    ),
    (
      "verify --format csv",
      "The value 'csv' is invalid for '--format <format>'. Please provide one of 'text' and 'json'.",
      "Usage: tally verify"
    ),
    (
      "serve a.tally --record b.tally", "Name the records, or one with --record: not both.",
      "Usage: tally serve"
    ),
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

  @Test(arguments: [
    (
      "announce --speaker s --stated 2025 --claim statement --quote $'\\xcf\\xe5 1212'",
      "What stands after --quote, argument 9,"
    ),
    ("announce --quote=$'\\xcf'", "The value of --quote, argument 2,"),
    ("show $'\\xff'", "Argument 2"), ("$'\\xff'", "Argument 1"),
  ])
  func `an argument that is not UTF-8 is refused before anything else`(
    line: String, name: String
  ) throws {
    try CommandLineTests.withRecord { folder in
      let ending = try folder.shell("tally \(line); echo $?")
      #expect(
        ending.lines.first == "Error: \(name) is not UTF-8 text.", "\(ending.output)")
      #expect(ending.lines.last == "64")
    }
  }

  @Test(arguments: [
    ("announce --claim 'plan of 5 remains on 13 June 2025' SAID", #""when":"2025-06-13""#),
    ("announce --claim \"plan of 5 remains on 'June 13, 2025'\" SAID", #""when":"2025-06-13""#),
    ("announce --claim plan --when 13.06.2025 SAID", #""when":"2025-06-13""#),
    (
      "agree --agreement d --names d --when '2 June 2025' --parties RU,UA SAID "
        + "--obligation 'RU owes UA 5 remains of UA by 30.06.2025'",
      #""due":"2025-06-30""#
    ),
    ("silence --silent RU --about x --until 30.06.2025 SAID", #""until":"2025-06-30""#),
    ("silence --silent RU --about x --until 'it ends' SAID", #""until":"it ends""#),
    ("amend --of @s1 --set stated=11.06.2025 --reason r", #""set":{"stated":"2025-06-11"}"#),
    ("amend --of @s1 --set claim.when='11 June 2025' --reason r", #""when":"2025-06-11""#),
    (
      "announce --claim plan --when '31 June 2025' SAID", "--when: \"31 June 2025\" is no date: the"
    ),
    ("announce --claim plan --when 11/06/2025 SAID", "does not say which number is the month"),
  ])
  func `a date in words is read wherever a person types one`(line: String, words: String) throws {
    try CommandLineTests.withRecord { folder in
      let said = "--speaker staff --stated 2025-06-15"
      let ending = try folder.shell("tally \(line.replacing("SAID", with: said)) --draft")
      #expect(ending.output.contains(words), "\(ending.output)")
    }
  }

  @Test func `the command line that a dialogue prints does the same, to the byte`() throws {
    try CommandLineTests.withRecord { folder in
      try CommandLineTests.register("staff", in: folder)
      let words = "\u{5E9}\u{5DC}\u{5D5}\u{5DD} 12 \u{200F}\u{646}\u{639}\u{645}\tit's \\"
      let answers =
        "1\nstaff\n13 June 2025\n\n\(words)\n\nhandover of 5 remains on yesterday\ny\n"
      let ending = try folder.tally("enter", input: Data(answers.utf8))
      let printed = try #require(ending.lines.first { $0.hasPrefix("  tally announce") })
      #expect(ending.status == 0 && !printed.contains("\u{2068}"), "\(ending.output)")
      let again = try folder.shell(printed)
      #expect(again.output.contains("holds this announcement already"), "\(again.output)")
    }
  }

  @Test func `an answer that is not UTF-8 is asked for again`() throws {
    try CommandLineTests.withRecord { folder in
      try CommandLineTests.register("staff", in: folder)
      let answers = Data("1\nstaff\n2025-06-13\n\n".utf8) + [0xCF, 0xE5, 0x0A]
      let ending = try folder.tally("enter", input: answers)
      #expect(ending.output.contains("This is not UTF-8 text"))
      #expect(ending.output.contains("The exact words: "))
      #expect(!ending.output.contains("\u{FFFD}"))
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

  private static func register(_ source: String, in folder: TemporaryFolder) throws {
    try folder.tally(
      "source", "--source", source, "--kind", "institution", "--name", "S", "--reason", "r")
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
