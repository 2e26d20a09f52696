internal import ArgumentParser
internal import Tallystick
internal import TransparencyLog

struct CheckpointCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Sign the head of the record, and print the signed note.",
    discussion: """
      The note says how many events the record holds, and the root over them. Give it to others: \
      what a checkpoint covers that somebody else keeps, nobody can change unnoticed.

      With --cosign the witnesses of a policy that have an address are asked over HTTP, through \
      curl(1); their lines follow the note as they come, and are kept as `tally cosign import` \
      keeps them. A witness that is silent holds nothing back. Exit status 2: the record is not \
      whole, or a witness saw more of it, or another history.

      Example:
        tally checkpoint > checkpoint-2025-06-16.txt
        tally checkpoint --against checkpoint-2025-06-13.txt
        tally checkpoint --cosign policy.txt
      """)

  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(
      "A checkpoint of the record kept elsewhere: refuse if the record is behind it.",
      valueName: "file"),
    completion: .file())
  var against: String?

  @Option(
    help: ArgumentHelp(
      "A policy (C2SP tlog-policy): ask the witnesses in it that have an address.",
      valueName: "file"),
    completion: .file())
  var cosign: String?

  @Option(help: ArgumentHelp("How long they may take in all.", valueName: "seconds"))
  var wait = 10

  func validate() throws {
    guard (1...600).contains(wait) else {
      throw ValidationError("--wait: give 1 to 600 seconds.")
    }
  }

  func run() throws {
    // Before anything is signed: a policy that cannot be read says nothing of witnesses.
    let policy = try cosign.map { try PolicyChecking.read($0) }
    let store = try record.openForWriting()
    let shown = try against.map { path in
      (
        name: escaped(path),
        note: try Files.read(path, limit: SignedCheckpoint.maxByteCount, what: "a checkpoint")
      )
    }
    let signed = try CheckpointSigning(store, against: shown).sign(readingAll: true).checkpoint
    var output = StandardOutput(
      after: "It is signed, and kept in the record: `tally checkpoint` prints it again.")
    output.write(data: signed.note.bytes)
    output.flush()
    StandardError.write(
      "Give this note to others: it proves the \(grouped(Int64(signed.checkpoint.size))) events "
        + "only for as long as somebody else keeps it.\n")
    if let policy { try ask(policy, signed, store, &output) }
  }

  /// Asks the witnesses, prints the line of each as it comes, and tells of the others.
  private func ask(
    _ policy: TlogPolicy, _ signed: SignedCheckpoint, _ store: any RecordReader,
    _ output: inout StandardOutput
  ) throws {
    let notes = try CosignedNotes(of: store, at: record.path)
    let words = try Cosigning(store: store, notes: notes, head: signed).run(
      policy.witnesses, within: wait
    ) { made in
      output.write(data: made.signature.line)
      output.flush()
    }
    var isSound = true
    for witness in policy.witnesses {
      let answer = words.first { $0.witness == witness }?.answer
      let telling = try CosigningWords(witness, answer, of: signed.checkpoint, notes)
      StandardError.write(escaped(telling.sentence) + "\n")
      isSound = isSound && telling.isSound
    }
    if !isSound { throw ExitCode(2) }
  }
}
