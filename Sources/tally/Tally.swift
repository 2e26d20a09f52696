internal import ArgumentParser
internal import Glibc
internal import TallySQLite
internal import Tallystick

@main
struct Tally: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A tamper-evident record of contested public claims.",
    discussion: """
      Every announcement, confirmation, denial, correction or retraction is one event that is \
      never changed. Reports are worked out from the events, as of any date.

      Example:
        tally init --origin example.org/record
        tally announce --speaker medinsky --stated 2025-06-11 \\
          --claim 'handover of 1212 remains of UA from RU to UA on 2025-06-11'
        tally totals --as-of 2025-06-13

      Exit status: 0 well; 1 failed; 2 the record is not whole; 64 the command was not understood.
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
          TotalsCommand.self, HandoversCommand.self, ObligationsCommand.self, MediaCommand.self,
        ]),
    ])

  static func main() {
    signal(SIGPIPE, SIG_IGN)  // a closed pipe is told by write(2), and is success
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      failure.report()
    } catch let error as StoreError {
      Failure(error).report()
    } catch {
      exit(withError: error)
    }
  }
}
