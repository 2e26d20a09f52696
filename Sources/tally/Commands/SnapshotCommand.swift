internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

struct SnapshotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot",
    abstract: "Write a signed folder of all events and reports that anyone can check.",
    discussion: """
      The folder holds every event up to a checkpoint, which is signed now where there is none, \
      and the reports at the cut, and tells in README.txt how to verify it without this program. \
      With --sign-with its digests are signed by your own SSH key, through ssh-keygen. The lines of \
      witnesses and the stamps that are kept for the checkpoint go with it. The same record, cut, \
      day, keys, lines and stamps give the same bytes, but for that signature.

      Example:
        tally snapshot snapshot-2025-06-16 --as-of 2025-06-16
        tally snapshot evidence --as-recorded '#45' --sign-with ~/.ssh/id_ed25519
        tally verify evidence
      """)

  @Argument(
    help: ArgumentHelp("The folder to make.", valueName: "folder"), completion: .directory)
  var folder: String

  @OptionGroup var record: RecordOptions
  @OptionGroup var cut: CutOptions

  @Option(
    help: ArgumentHelp(
      "The SSH key that signs the digests: a private key, or the public key of one in the agent.",
      valueName: "file"),
    completion: .file())
  var signWith: String?

  @Option(
    help: ArgumentHelp(
      "Add the disclosures that go to this audience; more by more flags.", valueName: "audience"),
    completion: .audiences)
  var audience: [String] = []

  func validate() throws { for name in audience { try Audience.check(name, "--audience") } }

  func run() throws {
    let (store, isStandby) = try record.openForSigning()
    let chosen = try cut.chosen(of: store)
    if isStandby, try !store.checkpoints().contains(where: { $0.size == chosen.size }) {
      throw Failure(
        "\(RecordOptions.subject(record.path)) is a standby, and holds no checkpoint of "
          + "\(events(chosen.size)).",
        hint: "Sign it on the primary first: `tally checkpoint`.")
    }
    var target = try NewFolder(folder, isPrivate: !audience.isEmpty)
    let size = try Interrupts.held {
      do {
        return try write(to: &target, store, chosen)
      } catch {
        target.discard()
        throw error
      }
    }
    let answer =
      "Wrote \(escaped(folder)): \(grouped(Int64(size))) events, and the reports\(chosen.title). "
      + "It can be checked with `tally verify \(ShellWord.within(folder))`."
    var output = StandardOutput(after: answer)
    output.write(answer + "\n")
    output.flush()
    if signWith == nil {
      StandardError.write(
        "The log's key alone signed it: --sign-with lets a custodian answer for it as well.\n")
    }
  }

  /// Writes the folder, and returns the number of events in it.
  private func write(
    to target: inout NewFolder, _ store: any RecordWriter, _ chosen: CutOptions.Chosen
  ) throws -> Int {
    let origin = try Origin(store.origin)
    let custodian = try signWith.map { path in
      do {
        return try Custodian(of: origin, key: try SSHKeygen.publicKey(of: path))
      } catch let error as FormatError {
        throw Failure("\(escaped(error.description)).", hint: "Leave out --sign-with.")
      }
    }
    let (signed, key) = try CheckpointSigning(store).sign(chosen.size)
    let lines = try CosignedNotes(of: store, at: record.path).lines(onSize: chosen.size)
    let head = try SignedCheckpoint(
      opening: SignedNote(text: signed.note.text, signatures: signed.note.signatures + lines),
      with: key.verifier)
    target.watchInterrupts()
    let export = SnapshotExport(
      of: store, head: head, key: key, cut: chosen.cut, asRecorded: chosen.asRecorded,
      custodian: custodian,
      stamps: try StampFiles(of: store, at: record.path).all(
        onSize: chosen.size, over: signed.note.text),
      disclosures: try store.disclosures(to: audience))
    var progress = Progress()
    let sums: [UInt8]
    do {
      sums = try export.write(to: &target) { stage, done, total in
        progress.advance(stage.writing, to: done, of: total)
      }
    } catch let error as SnapshotError {
      progress.end()
      let isDamage = error != .unreadableCut
      throw Failure(
        error.description,
        hint: "Nothing was written. "
          + (isDamage ? "Run `tally verify`." : "Give --as-of a day of those years."),
        status: isDamage ? 2 : 1)
    }
    progress.end()
    if let custodian, let signWith { try sign(sums, custodian, signWith, &target) }
    try target.finish()
    return chosen.size
  }

  /// Has the custodian sign the digests, and sees that the signature is good.
  private func sign(
    _ sums: [UInt8], _ custodian: Custodian, _ path: String, _ target: inout NewFolder
  ) throws {
    let signature = try SSHKeygen.sign(sums, with: path, for: custodian.namespace)
    let isGood = try SSHKeygen.verify(
      signature, over: sums, signers: Array(custodian.allowedSigner.utf8),
      principal: custodian.principal, namespace: custodian.namespace)
    guard isGood, let read = try? SSHSignature(parsing: signature), read.key == custodian.key else {
      throw Failure(
        "What ssh-keygen signed with \(escaped(path)) does not verify under its public key.",
        hint: "See that \(escaped(path)).pub is the public key of \(escaped(path)).")
    }
    try target.put(signature, to: SnapshotFile.signature.path)
  }
}
