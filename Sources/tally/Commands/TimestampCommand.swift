internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

struct TimestampCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timestamp",
    abstract: "Have authorities say that a checkpoint was there by a time.",
    discussion: """
      A time-stamping authority (RFC 3161) signs that it saw the hash of a checkpoint at a time: \
      what the checkpoint covers was not written later. It sees nothing of the record. Query and \
      answer are files: send the one with curl(1) as application/timestamp-query, and keep what \
      comes back. Several authorities are better than one; their answers are kept beside the \
      record, and go with snapshots.

      Example:
        tally timestamp query -o query.tsq
        tally timestamp import answer.tsr
        tally timestamp verify --ca authority.pem
      """,
    subcommands: [TimestampQuery.self, TimestampImport.self, TimestampVerify.self])
}

struct TimestampQuery: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Write what an authority is asked over the last checkpoint.",
    discussion: """
      The file is the same for every authority. Sign a checkpoint first.

      Example:
        tally timestamp query -o query.tsq
      """)

  @OptionGroup var record: RecordOptions

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to make.", valueName: "file"), completion: .file())
  var output: String

  func run() throws {
    let store = try record.openForReading()
    guard let last = try store.checkpoints().last else {
      throw Failure(
        "The record has no checkpoint to stamp.", hint: "Sign one first: `tally checkpoint`.")
    }
    let query = Timestamp.query(over: try SignedNote(parsing: last.note).text)
    guard Files.holds(output, query) || !Files.exists(output) else {
      throw Failure("\(escaped(output)) exists already.", hint: "Name another file with -o.")
    }
    if !Files.exists(output) { try Files.make(output, with: query, mode: 0o644) }
    let answer =
      "Wrote \(escaped(output)), over the checkpoint of \(events(last.size))"
    var text = StandardOutput(after: answer)
    text.write(answer + ".\n")
    text.flush()
  }
}

struct TimestampImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Keep the answer of an authority.",
    discussion: """
      It is kept where it is an answer over a checkpoint of this record. Whether the authority \
      signed it, `tally timestamp verify` tells.

      Example:
        tally timestamp import answer.tsr
      """)

  @Argument(help: ArgumentHelp("The file, or - for standard input."), completion: .file())
  var file: String

  @OptionGroup var record: RecordOptions

  func run() throws {
    let bytes = try Files.read(
      file == "-" ? "/dev/stdin" : file, limit: Timestamp.maxByteCount,
      what: "an answer of a time-stamping authority")
    guard let told = try OpenSSL.read(bytes) else {
      throw Failure(
        "\(escaped(file)) is no answer by which a stamp was granted.",
        hint: "Ask the authority again; what openssl says of it: openssl ts -reply -text -in FILE")
    }
    let store = try record.openForReading()
    for checkpoint in try store.checkpoints().reversed() {
      let text = try SignedNote(parsing: checkpoint.note).text
      guard let stamp = try? Timestamp(bytes, over: text) else { continue }
      try StampFiles(of: store, at: record.path).keep(stamp, onSize: checkpoint.size)
      let answer =
        "\(events(checkpoint.size)) were there by \(escaped(told.time)), says "
        + "\(escaped(told.authority ?? "an authority that does not name itself"))"
      var output = StandardOutput(after: answer)
      output.write(answer + ".\n")
      output.flush()
      return
    }
    throw Failure(
      "\(escaped(file)) is over no checkpoint of this record.",
      hint: "Nothing was kept. Ask with the file that `tally timestamp query` writes.")
  }
}

struct TimestampVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check stamps by the certificates of authorities.",
    discussion: """
      Of a record, or of the folder of a snapshot. Get the certificates by a way of their own. One \
      that has run out since is taken for the time of the stamp.

      Exit status: 3 where a stamp is of no authority that you named.

      Example:
        tally timestamp verify --ca authority.pem
        tally timestamp verify snapshot-2025-06-13 --ca authority.pem
      """)

  @Argument(
    help: ArgumentHelp("The record or the folder of a snapshot; else --record, TALLY_RECORD."),
    completion: .file())
  var file: String?

  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(
      "The certificate of an authority, or of who vouches for it, in PEM; more by more flags.",
      valueName: "file"),
    completion: .file())
  var ca: [String] = []

  @Option(
    help: ArgumentHelp("Certificates in between, in PEM.", valueName: "file"), completion: .file())
  var untrusted: String?

  func validate() throws {
    guard !ca.isEmpty else { throw ValidationError("Name an authority: --ca FILE.") }
  }

  func run() throws {
    let authorities = try ca.map { try Files.read($0, limit: 1 << 20, what: "a certificate") }
    let chain = try untrusted.map { try Files.read($0, limit: 1 << 20, what: "certificates") }
    let path = file ?? record.path
    let stamped =
      OpenFolder.isFolder(path) ? try TimestampVerify.ofSnapshot(path) : try ofRecord(path)
    guard !stamped.isEmpty else {
      throw Failure(
        "\(RecordOptions.subject(path)) has no stamp.",
        hint: "Ask an authority: `tally timestamp query`.")
    }
    var output = StandardOutput()
    var isVouched = true
    for (stamp, size, text) in stamped {
      let told = try OpenSSL.read(stamp.bytes)
      let isGood =
        try told != nil
        && authorities.contains { authority in
          try OpenSSL.verify(
            stamp.bytes, over: text, authority: authority, chain: chain, at: told?.seconds)
        }
      let name = told?.authority ?? "an authority that does not name itself"
      output.write(
        escaped(
          "\(events(size)) were there by \(told?.time ?? "an unknown time"), says "
            + "\(name)\(isGood ? "" : ": NOT AN AUTHORITY THAT YOU NAMED")") + "\n")
      isVouched = isVouched && isGood
    }
    output.flush()
    if !isVouched { throw ExitCode(3) }
  }

  private typealias Stamped = (stamp: Timestamp, size: Int, text: [UInt8])

  private func ofRecord(_ path: String) throws -> [Stamped] {
    let store = try RecordOptions.openForReading(path)
    let files = try StampFiles(of: store, at: path)
    return try store.checkpoints().flatMap { checkpoint in
      let text = try SignedNote(parsing: checkpoint.note).text
      return try files.all(onSize: checkpoint.size, over: text).map { ($0, checkpoint.size, text) }
    }
  }

  private static func ofSnapshot(_ path: String) throws -> [Stamped] {
    let folder = try OpenFolder(path)
    let note = try Files.read(
      "\(path)/\(SnapshotFile.checkpoint.path)", limit: SignedCheckpoint.maxByteCount,
      what: "a snapshot with its checkpoint")
    do {
      let text = try SignedNote(parsing: note).text
      let size = try Checkpoint(parsing: text).size
      return try (1...Timestamp.mostInSnapshot).compactMap { number in
        guard let file = try folder.open(SnapshotFile.stamp(number)) else { return nil }
        let bytes = try file.read(Timestamp.maxByteCount + 1)
        return (try Timestamp(bytes, over: text), size, text)
      }
    } catch let error as FormatError {
      throw Failure(
        "\(escaped(path)) is not whole: \(error).", hint: "Run `tally verify` on it.", status: 2)
    }
  }
}
