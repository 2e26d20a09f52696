internal import ArgumentParser
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct EnterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enter",
    abstract: "Record one statement by answering questions.",
    discussion: """
      Who said it, when, through whom, in which words, and what is claimed: each is asked, ? is \
      answered with help, and an empty line leaves out what need not be said. Before anything is \
      recorded you see the command line that does the same, and are asked.

      Example:
        tally enter
      """)

  @OptionGroup var options: AppendOptions

  func validate() throws {
    guard options.format == .text else {
      throw ValidationError("This is a conversation: --format has no meaning here.")
    }
  }

  func run() throws {
    let asking = Asking(plain: true)
    let words: [String]
    do {
      var dialogue = try Dialogue(store: try options.record.openForReading(), asking: asking)
      try dialogue.run()
      words = dialogue.words + flags
    }
    let line = (["tally"] + words).map { ShellWord.quoted($0) }.joined(separator: " ")
    asking.say(exact: "\nThe same as:\n  \(line)\n")
    let answer = asking.line("Record it? y or n: ") ?? "n"
    guard answer.lowercased().hasPrefix("y") else {
      asking.say("Nothing was appended.\n")
      return
    }
    var command = try Tally.parseAsRoot(words)
    try command.run()
  }

  /// The flags of this command that are the other's too.
  private var flags: [String] {
    var flags: [String] = []
    for (flag, value) in [
      ("--record", options.record.record), ("--recorder", options.recorder),
      ("--test-clock", options.testClock),
    ] {
      if let value { flags += [flag, value] }
    }
    if options.clockIsRight { flags.append("--clock-is-right") }
    return flags
  }
}
