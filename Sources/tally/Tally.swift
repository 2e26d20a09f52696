internal import ArgumentParser
internal import Glibc
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

@main
struct Tally: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tally",
    abstract: "A tamper-evident record of contested public claims.",
    discussion: """
      Every announcement, confirmation, denial, correction or retraction is one event that is \
      never changed. Reports are worked out from the events, as of any date.

      Example:
        tally init --origin example.org/record
        tally announce --speaker medinsky --stated 2025-06-11 \\
          --claim 'handover of 1212 remains of UA from RU to UA on 2025-06-11'
        tally totals --as-of 2025-06-13

      `tally help claims`, `tally help dates` and `tally help files` tell of these; `tally --version \
      --verbose` of what the program is made of.

      Exit status: 0 well; 1 failed; 2 the record is not whole, or `check --strict` found something; \
      3 whole, but under a key that nobody vouched for, or with figures that were made under other rules \
      and not recomputed; 4 not as --policy asks; 64 the command was not understood.
      """,
    version: VersionText.program,
    groupedSubcommands: [
      CommandGroup(
        name: "Record",
        subcommands: [
          Init.self, Append.self, EnterCommand.self, MapCommand.self, DraftCommand.self,
          ReviewCommand.self, DeskCommand.self,
        ]),
      CommandGroup(
        name: "Copies",
        subcommands: [
          BackupCommand.self, RestoreCommand.self, CopyCommand.self, MirrorCommand.self,
        ]),
      CommandGroup(
        name: "Acts of speakers",
        subcommands: [
          Announce.self, Confirm.self, Deny.self, Correct.self, Retract.self, SilenceVerb.self,
          Agree.self, Publish.self,
        ]),
      CommandGroup(
        name: "Judgements of the recorder",
        subcommands: [
          SourceVerb.self, TermVerb.self, Assess.self, LinkVerb.self, Amend.self, UndoCommand.self,
          Redact.self,
        ]),
      CommandGroup(
        name: "Events",
        subcommands: [
          Log.self, FollowCommand.self, Show.self, ReplayCommand.self, Export.self,
        ]),
      CommandGroup(
        name: "Reports",
        subcommands: [
          TotalsCommand.self, HandoversCommand.self, ObligationsCommand.self,
          ContradictionsCommand.self, MediaCommand.self, SourcesCommand.self,
          TimelineCommand.self, AssertionsCommand.self, DiffCommand.self, DigestCommand.self,
          ExplainCommand.self, CheckCommand.self, DueCommand.self, SchemaCommand.self,
          SiteCommand.self, ServeCommand.self,
        ]),
      CommandGroup(
        name: "Audit",
        subcommands: [
          CheckpointCommand.self, CosignCommand.self, WitnessCommand.self, VerifyCommand.self,
          CompareCommand.self, TimestampCommand.self,
          ProveCommand.self, SnapshotCommand.self, KeyCommand.self, SealCommand.self,
          StatsCommand.self,
        ]),
    ])

  /// Takes a record named before the command, as in `tally --record FILE totals`.
  private static func takeRecord() -> [String] {
    var arguments = Arguments.all
    guard let first = arguments.first else { return arguments }
    if first == "--record", arguments.count > 1 {
      setenv("TALLY_RECORD", arguments[1], 1)
      arguments.removeFirst(2)
    } else if first.hasPrefix("--record=") {
      setenv("TALLY_RECORD", String(first.dropFirst("--record=".count)), 1)
      arguments.removeFirst()
    }
    return arguments
  }

  static func main() {
    signal(SIGPIPE, SIG_IGN)  // a closed pipe is told by write(2)
    StandardFiles.open()
    Arguments.misencoded?.report()
    let words = takeRecord()
    if HelpTopic.print(words) { return }
    do {
      var command = try parsed(words)
      guard type(of: command).configuration.subcommands.isEmpty else {
        incomplete(type(of: command))
      }
      do {
        try command.run()
      } catch let error as ValidationError {
        throw Misuse(type(of: command), error.message)
      }
    } catch let misuse as Misuse {
      misused(misuse)
    } catch let failure as Failure {
      failure.report()
    } catch let error as StoreError {
      Failure(error).report()
    } catch let error as ReferenceError {
      Failure(error.description, hint: "Look it up with `tally log`.").report()
    } catch let error as FormatError {
      Failure("\(error).").report()
    } catch {
      end(error, words)
    }
  }

  /// The command that words are, with what they give it.
  ///
  /// It is parsed by itself: the parser looks through all commands else, which takes as long as a small
  /// report. What is wrong, and help that is asked for, the parser tells of all of them.
  private static func parsed(_ words: [String]) throws -> any ParsableCommand {
    let found = try CommandWords(words)
    try found.checkFlags()
    if words.first != "help", found.command.configuration.subcommands.isEmpty,
      let command = try? found.command.parseAsRoot(Array(found.rest)),
      type(of: command) == found.command
    {
      return command
    }
    return try parseAsRoot(words)
  }

  /// Ends the program as the parser does, with the usage of the command that was given.
  private static func misused(_ misuse: Misuse) -> Never {
    StandardError.write("Error: \(misuse.message)\nUsage: \(usageString(for: misuse.command))\n")
    Glibc.exit(ExitCode.validationFailure.rawValue)
  }

  /// Ends the program where the command that others belong to was given alone.
  private static func incomplete(_ command: any ParsableCommand.Type) -> Never {
    StandardError.write(helpMessage(for: command) + "\n")
    Glibc.exit(ExitCode.validationFailure.rawValue)
  }

  /// Ends the program with the help that was asked for, or with what the parser says.
  private static func end(_ error: any Error, _ words: [String]) -> Never {
    let code = exitCode(for: error)
    let text = fullMessage(for: error)
    // What is said to be missing may be there, its flag misspelt; of the flag alone the parser tells.
    let isOfFlag = ["Unknown option", "Missing value"].contains { text.hasPrefix("Error: \($0)") }
    if text.hasPrefix("Error: "), !isOfFlag, let misuse = CommandWords.unknown(words) {
      misused(misuse)
    }
    if code.isSuccess {
      var output = StandardOutput()
      output.write(text + "\n")
      output.flush()
    } else if !text.isEmpty {
      StandardError.write(text + "\n" + hint(after: text, words))
    }
    Glibc.exit(code.rawValue)
  }

  /// How a value is given that the parser takes for a flag, as it begins with a hyphen.
  private static func hint(after text: String, _ words: [String]) -> String {
    let start = "Error: Missing value for '"
    guard text.hasPrefix(start) else { return "" }
    let flag = text.dropFirst(start.count).prefix { $0 != " " && $0 != "'" }
    guard let place = words.firstIndex(of: String(flag)), words.indices.contains(place + 1) else {
      return ""
    }
    return "Hint: A value that begins with a hyphen is joined to its flag: "
      + "\(flag)=\(ShellWord.inQuotes(words[place + 1]))\n"
  }
}
