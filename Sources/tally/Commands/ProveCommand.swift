internal import ArgumentParser
internal import Tallystick
internal import TransparencyLog

struct ProveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Write a proof that an event is in the record, for somebody without the record.",
    discussion: """
      The proof is a C2SP .tlog-proof file; the event lies beside it, in FILE.json. With \
      --consistency it is the proof that the record extends an older checkpoint, in the form of a \
      C2SP tlog-witness request; with --from it is from so many events on, 0 for somebody who saw \
      none.

      Example:
        tally prove '#12' -o event-12.tlog-proof
        tally verify event-12.tlog-proof
        tally prove --consistency checkpoint-2025-06-13.txt
        tally prove --consistency --from 57
      """)

  @Argument(help: ArgumentHelp("The event.", valueName: "event"), completion: .events)
  var event: String?

  @OptionGroup var record: RecordOptions

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to make, FILE.tlog-proof.", valueName: "file"),
    completion: .file(extensions: ["tlog-proof"]))
  var output: String?

  @Option(
    defaultAsFlag: OlderHead(path: nil), parsing: .next,
    help: ArgumentHelp(
      "An older checkpoint that the record extends; or the size that --from gives.",
      valueName: "file"),
    completion: .file())
  var consistency: OlderHead?

  @Option(
    help: ArgumentHelp(
      "With --consistency: from so many events on, 0 for the first.", valueName: "number"))
  var from: Int?

  func validate() throws {
    guard (event == nil) != (consistency == nil) else {
      throw ValidationError("Give an event, or --consistency with an older checkpoint.")
    }
    if let consistency, (consistency.path == nil) == (from == nil) {
      throw ValidationError("Give --consistency with an older checkpoint, or with --from.")
    }
    guard consistency != nil || from == nil else {
      throw ValidationError("--from: it is for --consistency.")
    }
    if event != nil {
      guard let output, output.hasSuffix(ProofFiles.ending) else {
        throw ValidationError("Give the file to make: -o FILE\(ProofFiles.ending).")
      }
    }
  }

  func run() throws {
    let store = try record.openForReading()
    if let event {
      try proveInclusion(of: try store.entry(try Reference(parsing: event)), store)
    } else if let path = consistency?.path {
      try proveConsistency(with: path, store)
    } else if let from {
      try proveConsistency(from: from, store)
    }
  }

  private func proveInclusion(of entry: StoredEntry, _ store: any RecordReader) throws {
    let checkpoint = try ProveCommand.last(store, covering: entry.seq)
    let note = try CosignedNotes(of: store, at: record.path).note(of: checkpoint)
    let file = try ProveCommand.proof(of: entry, under: checkpoint, note, store)
    let files = ProofFiles(output ?? "")
    try ProveCommand.make([(files.entry, entry.bytes), (files.proof, file.bytes)])
    let answer =
      "Wrote \(escaped(files.proof)), with event #\(entry.seq) in \(escaped(files.entry))"
    var output = StandardOutput(after: answer)
    output.write(answer + "\n")
    output.flush()
  }

  /// The proof of an entry, checked as whoever gets it will, under the key that the record names;
  /// the lines of witnesses that are kept go with it.
  static func proof(
    of entry: StoredEntry, under checkpoint: StoredCheckpoint, _ note: SignedNote,
    _ store: any RecordReader
  ) throws -> TlogProof {
    let key = try store.verifierKey()
    do {
      let proof = try InclusionProof.prove(
        index: entry.seq - 1, size: checkpoint.size, from: store.tree(ofSize: checkpoint.size))
      let file = try TlogProof(
        index: proof.index, hashes: proof.hashes, checkpoint: note)
      try file.check(leafHash: Hash.leaf(of: entry.bytes), with: VerifierKey(parsing: key ?? ""))
      return file
    } catch {
      throw Failure.unproven(
        "The last checkpoint of the record does not prove #\(entry.seq)", error)
    }
  }

  private func proveConsistency(with path: String, _ store: any RecordReader) throws {
    let own = try store.verifierKey().flatMap { try? VerifierKey(parsing: $0) }
    guard let key = try KeyFolder(origin: store.origin).verifier() ?? own else {
      throw Failure(
        "\(escaped(path)) says nothing about this record: there is no key to check it with.",
        hint: "Sign a checkpoint first: `tally checkpoint`.")
    }
    let old = try KeptFile.open(path, of: store.origin, with: key).signed.checkpoint
    let head = try ProveCommand.last(store, covering: old.size)
    let root = try store.provenRoot(of: head, key)
    let tree = store.tree(ofSize: head.size)
    let proof = try ConsistencyProof.prove(oldSize: old.size, size: head.size, from: tree)
    do {
      try proof.check(oldRoot: old.root, root: root)
    } catch {
      throw Failure(
        "The record does not extend \(escaped(path)): its first \(old.size) events are other ones.",
        hint: "Run `tally verify --against` with that checkpoint.", status: 2)
    }
    try write(
      WitnessRequest(oldSize: old.size, hashes: proof.hashes, note: SignedNote(parsing: head.note)),
      of: head, store)
  }

  private func proveConsistency(from old: Int, _ store: any RecordReader) throws {
    let head = try ProveCommand.last(store, covering: old)
    guard old >= 0, let key = try store.verifierKey() else {
      throw Failure(
        "There is no head of \(old) events.", hint: "Give 0, or a number that the record has had.")
    }
    _ = try store.provenRoot(of: head, VerifierKey(parsing: key))
    let note = try SignedNote(parsing: head.note)
    try write(
      store.request(from: old, to: Checkpoint(parsing: note.text), note: note), of: head, store)
  }

  private func write(
    _ request: WitnessRequest, of head: StoredCheckpoint, _ store: any RecordReader
  ) throws {
    if let path = output {
      try ProveCommand.make([(path, request.bytes)])
    } else {
      var output = StandardOutput()
      output.write(data: request.bytes)
      output.flush()
    }
    let held = try store.end().size
    if held > head.size {
      StandardError.write(
        "It goes up to the last checkpoint, of \(events(head.size)); the record "
          + "holds \(grouped(Int64(held))). Sign them first with `tally checkpoint` to go on to them.\n"
      )
    }
  }

  /// Makes files, each whole; those that are there already just so were made by a program that was
  /// killed then.
  private static func make(_ files: [(path: String, bytes: [UInt8])]) throws {
    let missing = files.filter { !Files.holds($0.path, $0.bytes) }
    for file in missing where Files.exists(file.path) {
      throw Failure("\(escaped(file.path)) exists already.", hint: "Name another file with -o.")
    }
    for file in missing { try Files.make(file.path, with: file.bytes, mode: 0o644) }
    for file in files { try Files.syncFolder(of: file.path) }
  }

  /// The last checkpoint of the record, which must cover `seq`.
  private static func last(_ store: any RecordReader, covering seq: Int) throws -> StoredCheckpoint
  {
    guard let last = try store.checkpoints().last, last.size >= seq else {
      throw Failure(
        "No checkpoint of the record covers #\(seq).", hint: "Sign one first: `tally checkpoint`.")
    }
    return last
  }
}

/// What `--consistency` is given: the file of an older checkpoint, or nothing.
struct OlderHead: ExpressibleByArgument, CustomStringConvertible {
  /// The file.
  let path: String?

  init(path: String?) { self.path = path }

  init?(argument: String) { path = argument }

  var description: String { path ?? "--from" }
}

/// The names of a proof and of the entry beside it.
struct ProofFiles {
  static let ending = ".tlog-proof"

  /// The proof.
  let proof: String

  /// The entry.
  let entry: String

  init(_ path: String) {
    proof = path
    entry = String(path.dropLast(ProofFiles.ending.count)) + ".json"
  }
}
