internal import ArgumentParser
internal import TallyNodes
internal import TallyPostgres
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Make a record out of a backup, a snapshot, a published site or a mirror.",
    discussion: """
      The record has the same events, the same times and the same root, which --against proves by a \
      checkpoint that somebody kept. Where the checkpoint covers more than came back, the record says \
      so: `append` warns, and `checkpoint` signs nothing, until it has caught up. --catch-up adds to \
      a record what another copy has beyond it, with its times and its root. What could not come back \
      is named.

      Exit status: 0 well; 1 failed; 2 what is there is not whole, or not what the checkpoint covers; \
      3 restored, but under a key that nobody vouched for, or given by --vkey and no checkpoint of that \
      key covers an event.

      Example:
        tally restore backup.tally record.tally --against checkpoint.txt
        tally restore mirror/ record.tally --against checkpoint.txt \\
          --vkey 'example.org/record+1a2b3c4d+…'
        tally restore mirror/ record.tally --catch-up
      """)

  @Argument(
    help: ArgumentHelp("A backup, or the folder of a snapshot, site or mirror."),
    completion: .file())
  var from: String

  @Argument(help: ArgumentHelp("The record to make."), completion: .file(extensions: ["tally"]))
  var to: String

  @Flag(help: "Add what is missing to a record that holds the beginning.")
  var catchUp = false

  @Option(
    help: ArgumentHelp("The last checkpoint that was given away.", valueName: "file"),
    completion: .file())
  var against: String?

  @Option(
    help: ArgumentHelp(
      "The verifier key, as `tally key show` prints it; else the one on this machine.",
      valueName: "key"))
  var vkey: String?

  func run() throws {
    let given = try vkey.map { text in
      try misread("--vkey") { try VerifierKey(parsing: text) }
    }
    let store = try RecordOptions.openForReading(from)
    let folder = try KeyFolder(origin: store.origin)
    let vouched = try given ?? folder.verifier()
    let kept = try kept(store, vouched)
    let made = try make(store, kept)
    let words = CopyWords(origin: store.origin, size: made.size, done: made.done)
    var output = StandardOutput(after: "The record is restored, as \(RecordOptions.name(to)).")
    let added = catchUp ? ", \(grouped(Int64(made.done.added))) of them added" : ""
    output.write("Restored \(RecordOptions.name(to)): \(words.what)\(added).\n")
    let isSigned = try isSigned(store, by: vouched, kept)
    output.write(try proof(kept, made.size, vouched, folder) + "\n")
    if let vouched, given != nil, !isSigned {
      output.write("Nobody vouches for it: \(vouched.identity) signed nothing of it.\n")
    }
    for sentence in words.missing { output.write(sentence + "\n") }
    if store is TilesRecord {
      output.write(
        "Not in such a folder: the checkpoints before its last"
          + (words.done.sealed.all.isEmpty ? ".\n" : ", and to whom sealed values go.\n"))
    }
    if !folder.hasKey {
      output.write(
        "The key of \(escaped(store.origin)) is not on this machine: bring it with `tally key import`.\n"
      )
    }
    output.flush()
    if vouched == nil || given != nil && !isSigned { throw ExitCode(3) }
  }

  /// Whether the key that somebody vouched for signed a checkpoint of some of the events: the one that is
  /// given, or one that the record holds.
  private func isSigned(
    _ store: any RecordReader, by vouched: VerifierKey?, _ kept: Kept?
  ) throws -> Bool {
    guard let vouched else { return false }
    return try kept != nil || store.end().size == 0
      || store.checkpoints().contains { note in
        (try? SignedCheckpoint(opening: note.note, with: vouched).checkpoint.size).map { $0 > 0 }
          ?? false
      }
  }

  /// Makes the record, or adds to it what it lacks.
  private func make(
    _ store: any RecordReader, _ kept: Kept?
  ) throws -> (size: Int, done: RecordCopy.Done) {
    if RecordAddress.isAddress(to) {
      // What a database holds cannot be taken back: what is to be copied is proven before.
      try check(kept, root: { try store.root(ofSize: $0) }, size: try store.end().size)
    }
    guard catchUp, !RecordAddress.isAddress(to) else {
      return try NewRecord(to).make(copying: store) { copy, _ in
        try check(kept, root: { try copy.root(ofSize: $0) }, size: try copy.end().size)
      }
    }
    let target = try SQLiteStore.open(at: to, mode: .writing)
    guard target.origin.utf8.elementsEqual(store.origin.utf8) else {
      throw Failure(
        "\(escaped(to)) is \(escaped(target.origin)), and \(RecordOptions.name(from)) is "
          + "\(escaped(store.origin)).", hint: "Nothing was added. Name a copy of the same record.")
    }
    let copy = try RecordCopy(of: store)
    try check(kept, root: { try store.root(ofSize: $0) }, size: copy.size)
    var progress = Progress("Copying events", of: copy.size)
    defer { progress.end() }
    do {
      return (copy.size, try copy.write(to: target) { progress.advance(to: $0) })
    } catch let error as NotBeginning {
      throw Failure(
        "\(escaped(to)) holds \(error.held) events, which are not the first of the \(error.size) of "
          + "\(RecordOptions.name(from)).",
        hint:
          "Nothing was added. Keep both: they are two histories, or the other is the older one.",
        status: 2)
    }
  }

  /// Refuses a copy that is not what a checkpoint covers.
  private func check(_ kept: Kept?, root: (Int) throws -> Hash, size: Int) throws {
    guard let kept, kept.checkpoint.size <= size else { return }
    guard try root(kept.checkpoint.size) == kept.checkpoint.root else {
      throw Failure(
        "\(RecordOptions.subject(from)) is not what \(escaped(kept.name)) covers: its first "
          + "\(kept.checkpoint.size) events are other ones.",
        hint: "Nothing was made. Keep both, and look for another copy.", status: 2)
    }
  }

  /// A checkpoint that the person brings.
  private struct Kept {
    let name: String
    let note: [UInt8]
    let checkpoint: Checkpoint
  }

  /// Opens the checkpoint that is given, with the key that somebody vouched for or else the record's.
  private func kept(_ store: any RecordReader, _ vouched: VerifierKey?) throws -> Kept? {
    let own = try store.verifierKey()
    if let vouched, let own, vouched.description != own {
      throw Failure(
        "\(RecordOptions.subject(from)) names another key than \(vouched.identity): \(escaped(own)).",
        hint: "Nothing was made. It is another record, or one that was made to look like it.",
        status: 2)
    }
    guard let against else { return nil }
    guard let key = try vouched ?? own.map({ try VerifierKey(parsing: $0) }) else {
      throw Failure(
        "\(escaped(against)) says nothing about \(RecordOptions.name(from)): there is no key to check it with.",
        hint: "Give the key with --vkey.")
    }
    let note = try Files.read(
      against, limit: SignedCheckpoint.maxByteCount, what: "a signed checkpoint")
    do {
      return Kept(
        name: against, note: note,
        checkpoint: try SignedCheckpoint(opening: note, with: key).checkpoint)
    } catch {
      throw Failure(
        "\(escaped(against)) is no checkpoint of \(escaped(store.origin)): "
          + escaped(error.description), hint: "Give a note that `tally checkpoint` printed for it.")
    }
  }

  /// What the checkpoint proves; one that covers more is kept beside the key, so that the record is
  /// known to be behind.
  private func proof(
    _ kept: Kept?, _ size: Int, _ vouched: VerifierKey?, _ folder: KeyFolder
  ) throws -> String {
    guard let kept else {
      return "Proven against nothing that others keep: give the last checkpoint with --against."
    }
    let covered = kept.checkpoint.size
    guard covered > size else {
      return "Proven: its first \(covered) events are those that \(escaped(kept.name)) covers."
    }
    let gap = covered == size + 1 ? "#\(covered) is" : "#\(size + 1) to #\(covered) are"
    let behind =
      "Behind: \(escaped(kept.name)) covers \(covered) events, and \(gap) missing. Catch up from a "
      + "mirror, a site or a later backup, with --catch-up."
    guard let vouched else { return behind }
    try folder.remember(kept.note, signedWith: vouched)
    return behind + " Until then `tally append` says so, and no head is signed."
  }
}
