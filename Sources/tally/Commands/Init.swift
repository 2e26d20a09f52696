internal import ArgumentParser
internal import TallySQLite
internal import Tallystick

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
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
    let clock = try testClock.map { try Instant(parsing: $0) }
    if clock != nil, !parsed.isTest {
      throw ValidationError(
        "--test-clock: only a record under the reserved domain .test has a clock of its own.")
    }
    _ = try SQLiteStore.create(at: path, origin: parsed.text, testClock: clock)
    var output = StandardOutput()
    output.write("Made the record \(escaped(path)) with the origin \(escaped(parsed.text)).\n")
    output.flush()
  }
}

extension Origin {
  /// Whether it lies under the reserved domain `.test` (RFC 6761 §6.2).
  var isTest: Bool {
    let host = text.utf8.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":") }
    return host.split(separator: UInt8(ascii: ".")).last?.elementsEqual("test".utf8) ?? false
  }
}
