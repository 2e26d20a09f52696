internal import ArgumentParser
internal import Glibc
internal import TallySQLite
internal import Tallystick

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

      `tally help claims` tells how a claim is written.

      Exit status: 0 well; 1 failed; 2 the record is not whole, or `check --strict` found something; 3 whole, but under a key that \
      nobody vouched for; 4 not as --policy asks; 64 the command was not understood.
      """,
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(name: "Record", subcommands: [Init.self, Append.self]),
      CommandGroup(
        name: "Acts of speakers",
        subcommands: [
          Announce.self, Confirm.self, Deny.self, Correct.self, Retract.self, SilenceVerb.self,
          Agree.self, Publish.self,
        ]),
      CommandGroup(
        name: "Judgements of the recorder",
        subcommands: [SourceVerb.self, Assess.self, LinkVerb.self, Amend.self, Redact.self]),
      CommandGroup(
        name: "Events", subcommands: [Log.self, Show.self, ReplayCommand.self, Export.self]),
      CommandGroup(
        name: "Reports",
        subcommands: [
          TotalsCommand.self, HandoversCommand.self, ObligationsCommand.self,
          ContradictionsCommand.self, MediaCommand.self, SourcesCommand.self,
          TimelineCommand.self, AssertionsCommand.self, DiffCommand.self, ExplainCommand.self,
          CheckCommand.self, SchemaCommand.self,
        ]),
      CommandGroup(
        name: "Audit",
        subcommands: [
          CheckpointCommand.self, CosignCommand.self, VerifyCommand.self, CompareCommand.self,
          ProveCommand.self, SnapshotCommand.self, KeyCommand.self, SealCommand.self,
          StatsCommand.self,
        ]),
    ])

  /// Takes a record named before the command, as in `tally --record FILE totals`.
  private static func takeRecord() -> [String] {
    var arguments = Array(CommandLine.arguments.dropFirst())
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
    signal(SIGPIPE, SIG_IGN)  // a closed pipe is told by write(2), and is success
    do {
      let arguments = takeRecord()
      if arguments == ["help", "claims"] {
        var output = StandardOutput()
        output.write(ClaimHelp.text)
        output.flush()
        return
      }
      var command = try parseAsRoot(arguments)
      do {
        try command.run()
      } catch let error as ValidationError {
        misused(type(of: command), error)
      }
    } catch let failure as Failure {
      failure.report()
    } catch let error as StoreError {
      Failure(error).report()
    } catch let error as ReferenceError {
      Failure(error.description, hint: "Look it up with `tally log`.").report()
    } catch let error as FormatError {
      Failure("\(error).").report()
    } catch {
      exit(withError: error)
    }
  }

  /// Ends the program as the parser does, with the usage of the command that was given.
  private static func misused(
    _ command: any ParsableCommand.Type, _ error: ValidationError
  ) -> Never {
    StandardError.write("Error: \(error.message)\nUsage: \(usageString(for: command))\n")
    exit(withError: ExitCode.validationFailure)
  }
}
