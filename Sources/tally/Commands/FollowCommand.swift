internal import ArgumentParser
internal import Glibc
internal import Tallystick
internal import TransparencyLog

struct FollowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "follow",
    abstract: "Run a command for each event, in order, and go on where that was left.",
    discussion: """
      The command is a line for the shell. It is handed the stored entry, one line of JSON, on \
      standard input, and TALLY_SEQ, TALLY_ID, TALLY_TYPE and TALLY_RECORD in its environment. Where \
      it ends with 0 the cursor moves on; else it is run again for the same event, after 1, 2, 4 and \
      at most 300 seconds. So each event comes at least once, and in order: after a kill at the \
      wrong moment once more. TALLY_ID tells the second time from the first.

      A signal that asks it to end is heeded between two events. With --until-idle it ends with 1 \
      where the command fails; the next run begins at the same event.

      Example:
        tally follow --cursor web.cursor \\
          --exec 'curl --fail --silent --data-binary @- https://example.org/hook'
        tally follow --cursor mail.cursor --after 45 --until-idle 0 \\
          --exec 'mail -s "Event #$TALLY_SEQ" desk@example.org'
      """)

  @Option(
    name: .customLong("exec"),
    help: ArgumentHelp("What to run for each event.", valueName: "command"))
  var command: String

  @Option(
    help: ArgumentHelp(
      "The file that keeps the last event taken care of; it is made where it is not there.",
      valueName: "file"),
    completion: .file())
  var cursor: String

  @Option(
    help: ArgumentHelp(
      "Where to begin with a cursor that is not there yet: after this event.", valueName: "event"),
    completion: .events)
  var after: String?

  @Option(
    help: ArgumentHelp(
      "End once no event came for so many seconds; 0 ends after those there are.",
      valueName: "seconds"))
  var untilIdle: Double?

  @OptionGroup var record: RecordOptions

  /// The longest time between two tries, in seconds.
  private static let longestDelay = 300.0

  func validate() throws {
    try FollowOptions.check(untilIdle)
    if command.isEmpty { throw ValidationError("--exec: give a command.") }
  }

  func run() throws {
    let store = try record.openForReading()
    var cursor = try CursorFile(cursor, of: store.origin)
    var start: (seq: Int, id: EventID?) = (0, nil)
    if let last = cursor.last {
      guard after == nil else {
        throw Failure(
          "\(escaped(self.cursor)) stands at #\(last.seq) already, and --after is where a new "
            + "cursor begins.", hint: "Leave out --after, or name another file.")
      }
      start = (last.seq, last.id)
    } else if let after {
      start = try store.cursor(after, for: "--after")
    }
    var following = Following(store, at: record.path, after: start, untilIdle: untilIdle)
    setenv("TALLY_RECORD", record.path, 1)
    try Interrupts.held {
      try following.run(pause: { !Interrupts.come(within: $0) }) { event, bytes in
        guard try isDone(event, bytes) else { return false }
        try cursor.move(to: event.seq, event.id)
        return true
      }
    }
  }

  /// Runs the command for an event until it ends with 0; false where a signal asked to end before.
  private func isDone(_ event: Event, _ bytes: [UInt8]) throws -> Bool {
    setenv("TALLY_SEQ", event.seq.description, 1)
    setenv("TALLY_ID", event.id.description, 1)
    setenv("TALLY_TYPE", event.content.type, 1)
    var delay = 1.0
    if Interrupts.come(within: 0) { return false }
    while true {
      let status = try FollowCommand.status(of: command, handed: bytes)
      if status == 0 { return true }
      let what =
        "The command \(status < 0 ? "was ended by a signal" : "ended with status \(status)") for "
        + "#\(event.seq)"
      guard untilIdle == nil else {
        throw Failure(
          "\(what).",
          hint: "See what it says above. The next run begins with #\(event.seq) again.")
      }
      StandardError.write("\(what); it is run again in \(Int(delay)) s.\n")
      if Interrupts.come(within: delay) { return false }
      delay = min(delay * 2, FollowCommand.longestDelay)
    }
  }

  private static func status(of command: String, handed bytes: [UInt8]) throws -> Int32 {
    let input = try UnnamedFile(bytes + [UInt8(ascii: "\n")])
    return try input.use { input in
      try Child.run(
        ["/bin/sh", "-c", command], [(input, STDIN_FILENO)], install: "A POSIX shell is needed.")
    }
  }
}

extension Interrupts {
  /// Waits so many seconds, or until a signal that is held back asks the program to end; whether one
  /// did.
  static func come(within seconds: Double) -> Bool {
    var set = all
    var time = timespec(
      tv_sec: Int(seconds), tv_nsec: Int((seconds - seconds.rounded(.down)) * 1_000_000_000))
    return sigtimedwait(&set, nil, &time) > 0
  }
}
