internal import ArgumentParser
internal import Tallystick

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Go through drafts, and append those that you accept.",
    discussion: """
      Each draft is shown with its sentence, what was read off it, what is open, what it would \
      move, and what in the record may be the same. A key answers: accept, edit, take what is \
      offered, split, skip with a reason, later, back, quit. What was decided is kept in a file \
      beside the drafts, FILE.review, and a review that ends in the middle goes on from there.

      --plain asks in lines and takes lines as answers, for a screen reader or a script. --second \
      puts what was skipped before into the queue again, each with its reason.

      Example:
        tally review drafts.jsonl
        tally review drafts.jsonl --second --recorder second-reader
      """)

  @Argument(help: ArgumentHelp("The file of drafts."), completion: .file(extensions: ["jsonl"]))
  var file: String

  @OptionGroup var options: AppendOptions

  @Flag(help: "Ask in lines, and take lines as answers.")
  var plain = false

  @Flag(help: "Go through what was skipped, too.")
  var second = false

  func validate() throws {
    guard file != "-" else {
      throw ValidationError("Name a file of drafts: the answers come from standard input.")
    }
    guard options.format == .text else {
      throw ValidationError("A review is a conversation: --format has no meaning here.")
    }
  }

  func run() throws {
    let store = try options.openForWriting()
    let session = try ReviewSession(
      ReviewFile(path: file), second: second, store: store,
      appender: try options.appender(to: store))
    var reviewing = Reviewing(session: session, asking: Asking(plain: plain))
    try reviewing.run()
  }
}
