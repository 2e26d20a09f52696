internal import ArgumentParser
internal import TallyPostgres
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

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
    let (isNew, key) = try folder.locked {
      if try folder.lastCheckpoint() != nil {
        throw Failure(
          "The key of \(escaped(parsed.text)) has signed a checkpoint of another record.",
          hint: "One origin is one record for ever: choose another origin.")
      }
      return try make(path, parsed, clock, folder)
    }
    let what = try DatabaseRecord.address(path)?.name ?? "the record \(escaped(path))"
    let made =
      isNew
      ? "Made \(what) with the origin \(escaped(parsed.text))."
      : "T\(what.dropFirst()) is there already, empty, with the origin "
        + "\(escaped(parsed.text))."
    var output = StandardOutput(after: made)
    output.write(made + "\n")
    output.write("Its verifier key, for everybody: \(key)\n")
    output.write("The private key is at \(escaped(folder.keyPath))\n")
    output.flush()
  }

  /// Makes the key and then the record; whether that is new.
  ///
  /// The record has its name only once it is whole: of an `init` that was broken off at any moment
  /// nothing is in the way of the next.
  private func make(
    _ path: String, _ origin: Origin, _ clock: Instant?, _ folder: KeyFolder
  ) throws -> (isNew: Bool, key: VerifierKey) {
    let address = try DatabaseRecord.address(path)
    if address != nil || Files.exists(path), folder.hasKey {
      let key = try folder.load().verifier
      if Init.isUnused(path, origin, clock, key) { return (false, try folder.make().verifier) }
    }
    if let address {
      let key = try folder.make().verifier
      try Init.make(address, origin, clock, key)
      return (true, key)
    }
    guard !Files.exists(path) else {
      throw StoreError.unusable(
        reason: "\(escaped(path)) exists already; a record is never made over another file.",
        advice: "Choose another name, or open this record with --record.")
    }
    let key = try folder.make().verifier
    _ = try SQLiteStore.create(
      at: path, origin: origin.text, testClock: clock, verifierKey: key.description)
    return (true, key)
  }

  /// Makes a record in a database; where an administrator has to, prints what for.
  private static func make(
    _ address: RecordAddress, _ origin: Origin, _ clock: Instant?, _ key: VerifierKey
  ) throws {
    do {
      try PostgresStore.create(
        at: address, origin: origin.text, testClock: clock, verifierKey: key.description)
    } catch let needed as AdministratorNeeded {
      throw Failure(needed)
    }
  }

  /// Whether the file is the record that would be made, without any event: an `init` made it that
  /// could not say so any more.
  private static func isUnused(
    _ path: String, _ origin: Origin, _ clock: Instant?, _ key: VerifierKey
  ) -> Bool {
    guard let store = try? RecordOptions.openForReading(path),
      store.origin.utf8.elementsEqual(origin.text.utf8), store.testClock == clock,
      let size = try? store.end().size, let held = try? store.verifierKey()
    else { return false }
    return size == 0 && held.utf8.elementsEqual(key.description.utf8)
  }
}
