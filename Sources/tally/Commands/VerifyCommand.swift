internal import ArgumentParser
internal import TallyNodes
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that no past event was changed, removed or put elsewhere.",
    discussion: """
      Takes a record, the proof of one event (FILE.tlog-proof, with FILE.json beside it), the \
      page of a snapshot (report.html) that came alone, or the folder of a snapshot: then every \
      file of it is checked, and its reports are worked out again from its events. Of the folder of \
      a mirror or a site the log is checked, file by file, and no page.

      With --policy it tells who cosigned the checkpoint and when; of a checkpoint alone in a file too.

      Exit status: 0 whole; 1 it could not be checked, or what --against names is no evidence; \
      2 not whole; 3 whole, but under a key that nobody vouched for, or given by --vkey and no checkpoint \
      of that key covers an event, or with figures that were made under other rules and not recomputed; \
      4 not as --policy asks.

      Example:
        tally verify
        tally verify record.tally --against checkpoint.txt \\
          --vkey 'example.org/record+1a2b3c4d+…'
        tally verify event-12.tlog-proof
        tally verify report.html --vkey 'example.org/record+1a2b3c4d+…'
        tally verify snapshot-2025-06-16 --allowed-signers custodian.txt \\
          --against snapshot-2025-06-13
      """)

  @Argument(
    help: ArgumentHelp(
      "The record, proof or snapshot; else --record, TALLY_RECORD, ./record.tally."),
    completion: .file())
  var file: String?

  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(
      "A checkpoint of the record that was kept elsewhere, or an older snapshot; more by more "
        + "flags.",
      valueName: "file"),
    completion: .file())
  var against: [String] = []

  @Option(
    help: ArgumentHelp(
      "The verifier key, as `tally key show` prints it; get it by a way of its own.",
      valueName: "key"))
  var vkey: String?

  @Option(
    help: ArgumentHelp(
      "The custodians that may have signed a snapshot, as ssh-keygen(1) has it; get it by a way of "
        + "its own.",
      valueName: "file"),
    completion: .file())
  var allowedSigners: String?

  @Option(
    help: ArgumentHelp(
      "A policy of yours (C2SP tlog-policy): whose lines the checkpoint must bear. A log that it "
        + "names alone is vouched for by it.",
      valueName: "file"),
    completion: .file())
  var policy: String?

  @Flag(help: "Of a snapshot made under other rules its events are enough: status 0 for 3.")
  var eventsOnly = false

  @Option(
    name: .customLong("format"), help: ArgumentHelp("How it is printed.", valueName: "format"))
  var printed: AnswerFormat = .text

  private var format: Format { printed == .json ? .json : .text }

  func validate() throws {
    if policy == nil || vkey != nil { _ = try given() }
  }

  func run() throws {
    guard let policy else { return try check() }
    let path = file ?? record.path
    let judged = try PolicyChecking.read(policy)
    if OpenFolder.isFolder(path) || !PolicyChecking.isNote(path) { try check() }
    try PolicyChecking.run(path, judged, key: try given(), format)
  }

  private func check() throws {
    let path = file ?? record.path
    if OpenFolder.isFolder(path), !VerifyCommand.isMirror(path) {
      try SnapshotChecking(
        path: path, given: try given(), against: against, allowedSigners: allowedSigners,
        format: format, isEventsOnly: eventsOnly
      ).run()
      return
    }
    guard !eventsOnly else {
      throw ValidationError("--events-only: only a snapshot has figures beside its events.")
    }
    guard allowedSigners == nil else {
      throw ValidationError("--allowed-signers: only a snapshot has a custodian's signature.")
    }
    if PageChecking.isPage(path) {
      try PageChecking(path: path, given: try given(), against: against, format: format).run()
      return
    }
    if path.hasSuffix(".tlog-proof") {
      guard against.isEmpty else {
        throw ValidationError("--against: a proof is of one event, and extends no checkpoint.")
      }
      try ProofChecking(path: path, vouched: try given(), format: format).run()
      return
    }
    let store = try RecordOptions.openForAudit(path)
    let folder = try KeyFolder(origin: store.origin)
    let vouched = try given() ?? folder.verifier()
    let kept = try kept(store, folder, vouched)
    var progress = Progress("Checking events", of: (try? store.end().size) ?? 0)
    let audit = RecordAudit(of: store, vouched: vouched, against: kept)
    let report = try audit.run(begin: RowChecking.begin) { progress.advance(to: $0) }
    progress.end()
    print(report, beside: try store is TilesRecord ? VerifyCommand.files(besideLogIn: path) : nil)
    if !report.isWhole { throw ExitCode(2) }
    // Of a record of this machine that has no checkpoint yet the report tells it; whoever gives a key
    // asks whether it signed this.
    let isAsked = vkey != nil || policy != nil
    if !report.isVouched || isAsked && !report.isSigned { throw ExitCode(3) }
  }

  /// Whether a folder is that of a mirror: a log without what every snapshot has beside it.
  private static func isMirror(_ path: String) -> Bool {
    TilesRecord.isLog(path)
      && ![SnapshotFile.events, .cut, .reportsNote, .page].contains {
        Files.exists("\(path)/\($0.path)")
      }
  }

  /// The evidence about the record: what was given, and the last checkpoint of this machine.
  private func kept(
    _ store: any AuditableRecord, _ folder: KeyFolder, _ vouched: VerifierKey?
  ) throws -> [KeptCheckpoint] {
    let own: String?
    do {
      own = try store.verifierKey()
    } catch {
      guard Failure(error).status == 2 else { throw error }
      return []  // A record with a damaged key is found not to be whole.
    }
    guard let key = vouched ?? own.flatMap({ try? VerifierKey(parsing: $0) }) else {
      guard own == nil, let first = against.first else { return [] }
      throw Failure(
        "\(escaped(first)) says nothing about this record: there is no key to check it with.",
        hint: "Give the key with --vkey, as the keeper of the record publishes it.")
    }
    var kept = try against.map { try KeptFile.open($0, of: store.origin, with: key) }
    if let last = try folder.lastCheckpoint(), try folder.verifier() ?? key == key {
      kept.append(
        try KeptFile.open(
          last, name: "the last checkpoint signed on this machine", of: store.origin, with: key))
    }
    return kept
  }

  /// The key given on the command line.
  private func given() throws -> VerifierKey? {
    if vkey == nil, let policy {
      let logs = try PolicyChecking.read(policy).logs
      return logs.count == 1 ? logs[0].key.verifier : nil
    }
    do {
      return try vkey.map { text throws(FormatError) in try VerifierKey(parsing: text) }
    } catch {
      throw ValidationError("--vkey: \(error).")
    }
  }

  /// The files and folders beside a log, in order.
  private static func files(besideLogIn path: String) throws -> [String] {
    let ofLog = MirrorFile.allCases.map(\.rawValue) + [MirrorFile.evidence, "tile"]
    return try OpenFolder(path).contents { _ in false }.map(\.path).filter { !ofLog.contains($0) }
      .sorted()
  }

  private func print(_ report: AuditReport, beside: [String]?) {
    var output = StandardOutput()
    if format == .json {
      output.writeLine(CanonicalJSON.bytes(.object(report.json(beside: beside))))
    } else {
      for line in report.lines(beside: beside) { output.write(escaped(line) + "\n") }
    }
    output.flush()
  }
}
