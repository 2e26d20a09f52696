internal import ArgumentParser
internal import TallySQLite
internal import Tallystick

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a record.",
    discussion: """
      The origin names the record for good: a domain of yours and a path, without a scheme.

      Example:
        tally init --origin example.org/istanbul-2025
      """)

  @Argument(
    help: ArgumentHelp("The file to make; else --record, TALLY_RECORD, ./record.tally."),
    completion: .file(extensions: ["tally"]))
  var file: String?

  @OptionGroup var record: RecordOptions

  @Option(help: ArgumentHelp("The name of the record, such as example.org/record."))
  var origin: String

  @Option(
    help: ArgumentHelp(
      "Give a record under .test a clock of its own that begins here.", valueName: "instant",
      visibility: .hidden))
  var testClock: String?

  func run() throws {
    let path = file ?? record.path
    let parsed: Origin
    do {
      parsed = try Origin(origin)
    } catch {
      throw ValidationError("--origin: \(error).")
    }
    guard !origin.contains("://") else {
      throw ValidationError("--origin: leave out the scheme and its slashes: example.org/record.")
    }
    let clock = try testClock.map { text in
      try misread("--test-clock") { try Instant(parsing: text) }
    }
    if clock != nil, !parsed.isTest {
      throw ValidationError(
        "--test-clock: only a record under the reserved domain .test has a clock of its own.")
    }
    let folder = try KeyFolder(origin: parsed.text)
    if try folder.lastCheckpoint() != nil {
      throw Failure(
        "The key of \(escaped(parsed.text)) has signed a checkpoint of another record.",
        hint: "One origin is one record for ever: choose another origin.")
    }
    let store = try SQLiteStore.create(at: path, origin: parsed.text, testClock: clock)
    let key = try folder.locked { try folder.make() }.verifier
    try store.adopt(verifierKey: key.description)
    var output = StandardOutput()
    output.write("Made the record \(escaped(path)) with the origin \(escaped(parsed.text)).\n")
    output.write("Its verifier key, for everybody: \(key)\n")
    output.write("The private key is at \(escaped(folder.keyPath))\n")
    output.flush()
  }
}
