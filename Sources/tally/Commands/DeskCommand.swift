internal import ArgumentParser
internal import Glibc
internal import Synchronization
internal import TallyDesk
internal import TallyServer
internal import Tallystick
internal import TransparencyLog

struct DeskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk",
    abstract: "Go through drafts in a browser on this machine.",
    discussion: """
      The same queue as `review`, as a page with a form: beside the draft stands the article, with \
      the words marked that the draft was read off. The address that is printed opens once, in one \
      browser of this machine; nothing else is served, and no page of another site can send anything \
      to it. The page needs no script. The desk ends with the queue, with the page's own button, with \
      Ctrl-C, or with the terminal. What was decided is kept in FILE.review: `desk` and `review` go \
      on from each other.

      Over ssh, forward the port: `ssh -L 4321:127.0.0.1:4321 HOST`, and `tally desk FILE --port 4321` \
      there.

      Example:
        tally desk drafts.jsonl --article article.txt
        tally desk drafts.jsonl --second --recorder second-reader
      """)

  @Argument(help: ArgumentHelp("The file of drafts."), completion: .file(extensions: ["jsonl"]))
  var file: String

  @Option(
    help: ArgumentHelp(
      "The article that the drafts were read off; else its sentences stand beside them.",
      valueName: "file"),
    completion: .file())
  var article: String?

  @Option(help: ArgumentHelp("The port; 0 is any that is free.", valueName: "number"))
  var port = 0

  @Flag(help: "Go through what was skipped, too.")
  var second = false

  @OptionGroup var options: AppendOptions

  func validate() throws {
    guard file != "-", article != "-" else {
      throw ValidationError("Name files: the desk goes back to them.")
    }
    guard options.format == .text else {
      throw ValidationError("The desk is a page: --format has no meaning here.")
    }
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port: give a number from 0 to 65535.")
    }
  }

  func run() throws {
    let drafts = ReviewFile(path: file)
    let whole = try article.map { try drafts.article($0) }
    let store = try options.openForWriting()
    let session = try ReviewSession(
      drafts, second: second, store: store, appender: try options.appender(to: store))
    guard session.queue.current != nil else { return conclude(session) }

    let mailbox = DeskMailbox()
    let signals = StopSignals([SIGINT, SIGTERM, SIGHUP])
    let server = try serve(mailbox)
    Task.detached {
      await signals.wait()
      mailbox.close()
    }
    var desk = Desk(
      session, article: whole ?? DeskArticle(sentencesOf: session.queue),
      door: DeskDoor(
        authority: server.address.description, token: DeskCommand.secret(),
        folder: DeskCommand.secret(), secret: DeskCommand.secret()))
    var output = StandardOutput()
    output.write(
      "Open this address in a browser of this machine; it opens once:\n\(desk.address)\n"
        + "Ctrl-C ends the desk.\n")
    output.flush()
    let result = Result { try DeskCommand.answer(mailbox, by: &desk) }
    mailbox.close()
    _ = mailbox.next()
    try Waiting.until { await server.stop(within: .seconds(2)) }
    try result.get()
    conclude(desk.session)
  }

  /// Answers one request after another until the desk is over or the mailbox closed.
  private static func answer(_ mailbox: DeskMailbox, by desk: inout Desk) throws {
    while !desk.isOver, let letter = mailbox.next() {
      do {
        letter.answer(try desk.answer(letter.request))
      } catch {
        letter.answer(.notice(500, "The desk has ended: see what the terminal says."))
        throw error
      }
    }
  }

  private func serve(_ mailbox: DeskMailbox) throws -> HTTPServer {
    let started = Mutex<HTTPServer?>(nil)
    let address = ListenAddress(host: "127.0.0.1", port: port)
    try Waiting.until {
      do {
        let server = try await HTTPServer.start(on: address, limits: DeskMailbox.limits) {
          await mailbox.answer($0)
        }
        started.withLock { $0 = server }
      } catch let error as HTTPServer.StartError {
        throw Failure("\(escaped(error.description)).", hint: "Name another with --port.")
      }
    }
    guard let server = started.withLock({ $0 }) else {
      throw Failure("The desk cannot listen.", hint: "Name another port with --port.")
    }
    return server
  }

  private static func secret() -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<DeskDoor.secretSize).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }

  private func conclude(_ session: ReviewSession) {
    var output = StandardOutput()
    var lines = session.conclusion
    if session.queue.isOpen { lines.append("Go on with `tally desk \(ShellWord.within(file))`.") }
    output.write(lines.map { escaped($0) + "\n" }.joined())
    output.flush()
  }
}
