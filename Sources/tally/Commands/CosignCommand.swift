internal import ArgumentParser
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct CosignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cosign",
    abstract: "Have checkpoints cosigned by witnesses.",
    discussion: """
      A witness signs that a checkpoint extends all that it saw of the record before: then no two \
      readers can be shown two histories. It does not say that the record is right or complete. \
      Requests and answers are files: they go by mail, or on paper. A witness that is silent stops \
      nothing.

      Example:
        tally cosign request --to witness.example/north > request.txt
        tally cosign import answer.txt --witness 'witness.example/north+1a2b3c4d+…'
      """,
    subcommands: [CosignRequest.self, CosignImport.self])
}

struct CosignRequest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Print what a witness needs to cosign the last checkpoint.",
    discussion: """
      It is a request of C2SP tlog-witness: the size that the witness saw last, the proof that the \
      record extends it, and the checkpoint. Sign a checkpoint first.

      Example:
        tally cosign request --to witness.example/north > request.txt
        tally cosign request --from 57 > request.txt
      """)

  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(
      "The witness, by its name: from the last checkpoint of which its line is kept.",
      valueName: "name"))
  var to: String?

  @Option(
    help: ArgumentHelp(
      "The number of events that the witness saw last; 0 for one that saw none.",
      valueName: "number"))
  var from: Int?

  func validate() throws {
    guard to == nil || from == nil else {
      throw ValidationError("Give --to or --from, and not both.")
    }
  }

  func run() throws {
    let store = try record.openForReading()
    guard let last = try store.checkpoints().last else {
      throw Failure(
        "The record has no checkpoint to cosign.", hint: "Sign one first: `tally checkpoint`.")
    }
    let notes = try CosignedNotes(of: store, at: record.path)
    let old = try from ?? to.flatMap { try notes.last(of: $0)?.size } ?? 0
    guard (0...last.size).contains(old) else {
      throw Failure(
        "The last checkpoint covers \(last.size) events, and the witness saw \(old).",
        hint: "Sign a new one: `tally checkpoint`; or find out which record the witness saw.")
    }
    guard let key = try store.verifierKey() else {
      throw Failure(
        "The record names no key of its checkpoints.", hint: "Run `tally verify`.", status: 2)
    }
    _ = try store.provenRoot(of: last, VerifierKey(parsing: key))
    let note = try SignedNote(parsing: last.note)
    let request = try store.request(from: old, to: Checkpoint(parsing: note.text), note: note)
    var output = StandardOutput()
    output.write(data: request.bytes)
    output.flush()
  }
}

struct CosignImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Keep the lines of witnesses on a checkpoint.",
    discussion: """
      The file is what a witness answered: its lines, or the checkpoint with them. A line is kept \
      only where a key that you name made it over a checkpoint of this record.

      Example:
        tally cosign import answer.txt --witness 'witness.example/north+1a2b3c4d+…'
        tally cosign import answer.txt --policy policy.txt
      """)

  @Argument(help: ArgumentHelp("The file, or - for standard input."), completion: .file())
  var file: String

  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp("The verifier key of a witness; more by more flags.", valueName: "key"))
  var witness: [String] = []

  @Option(
    help: ArgumentHelp("A policy (C2SP tlog-policy) that names witnesses.", valueName: "file"),
    completion: .file())
  var policy: String?

  func validate() throws {
    guard !witness.isEmpty || policy != nil else {
      throw ValidationError("Name the witnesses whose lines are kept: --witness or --policy.")
    }
  }

  func run() throws {
    let keys = try keys()
    let bytes = try Files.read(
      file == "-" ? "/dev/stdin" : file, limit: SignedCheckpoint.maxByteCount,
      what: "the answer of a witness")
    let store = try record.openForReading()
    let notes = try CosignedNotes(of: store, at: record.path)
    var kept: [(made: Cosignature, size: Int)] = []
    for checkpoint in try store.checkpoints().reversed() where kept.isEmpty {
      let text = try SignedNote(parsing: checkpoint.note).text
      let note = try? SignedNote(
        parsing: bytes.starts(with: text) ? bytes : text + [UInt8(ascii: "\n")] + bytes)
      guard let note, note.text == text else { continue }
      for key in keys {
        let lines = note.signatures.filter { $0.key == key.identity }
        guard lines.count == 1, let made = Cosignature(lines[0], by: key, over: text) else {
          continue
        }
        kept.append((made, checkpoint.size))
        try notes.keep(made, on: checkpoint)
      }
    }
    guard !kept.isEmpty else {
      throw Failure(
        "No line of \(escaped(file)) is one of these witnesses over a checkpoint of this record.",
        hint: "Nothing was kept. A witness that answers with a number asks for --from that number.")
    }
    var output = StandardOutput()
    for (made, size) in kept {
      output.write("\(escaped(made.key.name.text)) cosigned \(events(size)) at \(made.when).\n")
    }
    output.flush()
  }

  private func keys() throws -> [VerifierKey] {
    var keys = try witness.map { text in
      try misread("--witness") { try VerifierKey(parsing: text) }
    }
    if let policy {
      keys += try PolicyChecking.read(policy).witnesses.compactMap(\.key.verifier)
    }
    for key in keys where key.type != .cosignature {
      throw Failure(
        "The key \(key) is of a log, and cosigns nothing.", hint: "Name a witness's key.")
    }
    return keys
  }
}

extension Cosignature {
  /// Its time for people.
  var when: String { instant?.description ?? "second \(time)" }
}
