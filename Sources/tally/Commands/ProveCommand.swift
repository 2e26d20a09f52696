internal import ArgumentParser
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct ProveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Write a proof that an event is in the record, for somebody without the record.",
    discussion: """
      The proof is a C2SP .tlog-proof file; the event lies beside it, in FILE.json. With \
      --consistency it is the proof that the record extends an older checkpoint, in the form of a \
      C2SP tlog-witness request.

      Example:
        tally prove '#12' -o event-12.tlog-proof
        tally verify event-12.tlog-proof
        tally prove --consistency checkpoint-2025-06-13.txt
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
    help: ArgumentHelp("An older checkpoint that the record extends.", valueName: "file"),
    completion: .file())
  var consistency: String?

  func validate() throws {
    guard (event == nil) != (consistency == nil) else {
      throw ValidationError("Give an event, or --consistency with an older checkpoint.")
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
    } else if let consistency {
      try proveConsistency(with: consistency, store)
    }
  }

  private func proveInclusion(of entry: StoredEntry, _ store: SQLiteStore) throws {
    let checkpoint = try ProveCommand.last(store, covering: entry.seq)
    let file = try ProveCommand.proof(of: entry, under: checkpoint, store)
    let files = ProofFiles(output ?? "")
    try ProveCommand.make([(files.entry, entry.bytes), (files.proof, file.bytes)])
    let answer =
      "Wrote \(escaped(files.proof)), with event #\(entry.seq) in \(escaped(files.entry))"
    var output = StandardOutput(after: answer)
    output.write(answer + "\n")
    output.flush()
  }

  /// The proof of an entry, checked as whoever gets it will, under the key that the record names.
  private static func proof(
    of entry: StoredEntry, under checkpoint: StoredCheckpoint, _ store: SQLiteStore
  ) throws -> TlogProof {
    let key = try store.verifierKey()
    do {
      let proof = try InclusionProof.prove(
        index: entry.seq - 1, size: checkpoint.size, from: store.tree(ofSize: checkpoint.size))
      let file = try TlogProof(
        index: proof.index, hashes: proof.hashes, checkpoint: SignedNote(parsing: checkpoint.note))
      try file.check(leafHash: Hash.leaf(of: entry.bytes), with: VerifierKey(parsing: key ?? ""))
      return file
    } catch {
      throw Failure.unproven(
        "The last checkpoint of the record does not prove #\(entry.seq)", error)
    }
  }

  private func proveConsistency(with path: String, _ store: SQLiteStore) throws {
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
    var text = "old \(old.size)\n"
    for hash in proof.hashes { text += "\(hash.base64)\n" }
    let bytes = Array("\(text)\n".utf8) + head.note
    if let path = self.output {
      try ProveCommand.make([(path, bytes)])
    } else {
      var output = StandardOutput()
      output.write(data: bytes)
      output.flush()
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
  private static func last(_ store: SQLiteStore, covering seq: Int) throws -> StoredCheckpoint {
    guard let last = try store.checkpoints().last, last.size >= seq else {
      throw Failure(
        "No checkpoint of the record covers #\(seq).", hint: "Sign one first: `tally checkpoint`.")
    }
    return last
  }
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
