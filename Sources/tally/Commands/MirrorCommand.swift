internal import ArgumentParser
internal import Glibc
internal import TallyNodes
internal import TallyPostgres
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct MirrorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mirror",
    abstract: "Keep a checked copy of a published log, and bring it up to date.",
    discussion: """
      The log is what `tally site` or `tally snapshot` writes, or any log in the form of C2SP \
      tlog-tiles whose entries are events: at an address http://…, or in a folder. Its checkpoint must \
      be signed by the key that is given, or that stands on this machine, and extend what the mirror \
      holds; every file is checked before it is kept, and the checkpoint is replaced last. A run that \
      was broken off is gone on with. Of two histories the mirror keeps both checkpoints and goes on \
      with neither.

      Reports run on a mirror as on a record: --record FOLDER. `tally verify FOLDER` checks each file.

      This program speaks no TLS: for https://… give a command that prints what $TALLY_URL names, and \
      ends with 22 where there is nothing, as curl does.

      Exit status: 0 well, and where an older state was shown; 1 failed; 2 the log or the mirror is \
      not whole, or there are two histories.

      Example:
        tally mirror http://record.example.org/ mirror \\
          --vkey 'example.org/record+1a2b3c4d+…'
        tally mirror https://record.example.org/ mirror \\
          --fetch 'curl --fail --silent --show-error "$TALLY_URL"'
        tally totals --record mirror
      """)

  @Argument(
    help: ArgumentHelp("The address of the log, or a folder.", valueName: "address"),
    completion: .directory)
  var address: String

  @Argument(
    help: ArgumentHelp("The folder of the mirror, new or of an earlier run.", valueName: "folder"),
    completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp(
      "The verifier key of the log; else that of the mirror, else the one on this machine.",
      valueName: "key"))
  var vkey: String?

  @Option(
    help: ArgumentHelp(
      "A command for the shell that prints the file that TALLY_URL names.", valueName: "command"))
  var fetch: String?

  func run() throws {
    do {
      try mirror()
    } catch let error as MirrorError {
      throw Failure(error.description, hint: error.advice, status: error.isDamage ? 2 : 1)
    }
  }

  private func mirror() throws {
    let source = try source()
    let key = try key(of: source)
    let mirror = try MirrorFolder(folder, key: key) { try NewFile.syncFileSystem(of: $0) }
    var progress = Progress("Mirroring events")
    let outcome: Mirroring.Outcome
    do {
      outcome = try Mirroring(source, to: mirror, key: key).run { done, all in
        progress.advance(to: done, of: all)
      }
    } catch {
      progress.end()
      throw error
    }
    progress.end()
    var output = StandardOutput(after: "The mirror is up to date.")
    switch outcome {
    case .current(let before, let size):
      let new = size - before
      output.write(
        "\(escaped(folder)) holds \(grouped(Int64(size))) events of \(escaped(key.name.text)); "
          + "\(grouped(Int64(new))) new, \(grouped(Int64(mirror.written))) files written.\n")
    case .older(let served, let held):
      StandardError.write(
        "Warning: \(escaped(source.name)) shows \(grouped(Int64(served))) events, and the mirror holds "
          + "\(grouped(Int64(held))) of the same history: nothing was changed.\n")
    }
    output.flush()
  }

  private func source() throws -> any LogSource {
    if let fetch { return FetchedLog(address, by: fetch) }
    if address.hasPrefix("https://") {
      throw Failure(
        "This program speaks no TLS, and \(escaped(address)) needs it.",
        hint: "Let a command fetch: --fetch 'curl --fail --silent --show-error \"$TALLY_URL\"'.")
    }
    if address.hasPrefix("http://") { return try ServedLog(address) }
    guard !RecordAddress.isAddress(address) else {
      throw Failure(
        "\(RecordOptions.subject(address)) is a record, and shows no files of a log.",
        hint: "Copy it with `tally copy`; a mirror is made of what `tally site` writes.")
    }
    let file = "file://"
    return try LogFolder(
      address.hasPrefix(file) ? String(address.dropFirst(file.utf8.count)) : address)
  }

  /// The key that the checkpoint must be signed by: the one that is given, that of the mirror, or the
  /// one on this machine for the origin that the checkpoint names.
  private func key(of source: any LogSource) throws -> VerifierKey {
    if let vkey { return try misread("--vkey") { try VerifierKey(parsing: vkey) } }
    if OpenFolder.isFolder(folder),
      let line = try LogFolder(folder).read(MirrorFile.verifierKey.rawValue, limit: 4096),
      let key = VerifierKey(line: line)
    {
      return key
    }
    let name = MirrorFile.checkpoint.rawValue
    guard let bytes = try source.file(name, limit: SignedCheckpoint.maxByteCount) else {
      throw MirrorError.missing(name)
    }
    if let note = try? SignedNote(parsing: bytes), let head = try? Checkpoint(parsing: note.text),
      let key = try KeyFolder(origin: head.origin.text).verifier()
    {
      return key
    }
    throw Failure(
      "There is no key to check the log with.",
      hint: "Give its verifier key with --vkey, as its keeper publishes it by another way.")
  }
}
