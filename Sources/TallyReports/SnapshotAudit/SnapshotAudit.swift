public import Tallystick
public import TransparencyLog

/// Checks that a snapshot is whole: every file of it, and that its reports follow from its events
/// (Format.md).
public struct SnapshotAudit {
  /// Asks OpenSSH whether a signature is good: over some bytes, by one of some allowed signers.
  public typealias SignatureCheck = (
    _ signature: [UInt8], _ message: [UInt8], _ signers: [UInt8], _ principal: String,
    _ namespace: String
  ) throws -> Bool

  private let folder: any SnapshotFolder
  private let vouched: VerifierKey?
  private let older: [KeptCheckpoint]
  private let signers: [UInt8]?
  private let isGood: SignatureCheck

  /// The most events that the page holds; another number in tests.
  var mostOnPage = ReportPage.mostEvents

  /// Creates an audit.
  ///
  /// - Parameters:
  ///   - folder: The snapshot.
  ///   - vouched: The log's key, where somebody vouched for one.
  ///   - older: Checkpoints of which it must be proven that the snapshot extends them.
  ///   - signers: The allowed signers that were given; nil for those of the snapshot itself.
  ///   - isGood: Checks the custodian's signature.
  public init(
    of folder: any SnapshotFolder, vouched: VerifierKey?, against older: [KeptCheckpoint] = [],
    signers: [UInt8]? = nil, isGood: @escaping SignatureCheck
  ) {
    self.folder = folder
    self.vouched = vouched
    self.older = older
    self.signers = signers
    self.isGood = isGood
  }

  /// The origin that the checkpoint of a snapshot names, as far as it can be read; nobody vouched
  /// for it yet.
  public static func origin(of folder: any SnapshotFolder) throws -> Origin? {
    guard let file = try folder.open(SnapshotFile.checkpoint.path),
      file.count <= SignedCheckpoint.maxByteCount
    else { return nil }
    var bytes: [UInt8] = []
    while case let more = try file.read(SignedCheckpoint.maxByteCount), !more.isEmpty {
      bytes += more
    }
    return (try? SignedNote(parsing: bytes)).flatMap { try? Checkpoint(parsing: $0.text) }?.origin
  }

  /// The log's key that a snapshot names, for which nobody vouched; nil where it names none.
  public static func key(of folder: any SnapshotFolder) throws -> VerifierKey? {
    guard let file = try folder.open(SnapshotFile.verifierKey.path), file.count <= 4096 else {
      return nil
    }
    var bytes = try file.read(file.count, at: 0)
    if bytes.last == NoteLines.newline { bytes.removeLast() }
    return String(validating: bytes, as: UTF8.self).flatMap { try? VerifierKey(parsing: $0) }
  }

  /// Goes through the whole snapshot.
  ///
  /// - Parameters:
  ///   - check: Looks at rows by themselves, in any order and at once if it can.
  ///   - progress: Is told what is done.
  /// - Returns: What was found.
  /// - Throws: What reading the files throws; damage is found, never thrown.
  /// - Complexity: O(*n*) in the number of bytes, and that of the reports. Of the entries it holds
  ///   what the projections hold, and at most 512 more.
  public func run(
    check: ([AuditRow]) -> [CheckedRow] = { $0.map { CheckedRow($0) } },
    progress: SnapshotStage.Progress = { _, _, _ in }
  ) throws -> SnapshotAuditReport {
    var reading = try SnapshotReading(folder)
    let keys = try SnapshotKeys(&reading, vouched: vouched)
    guard let head = keys.head, let key = keys.key else {
      return SnapshotAuditReport(
        findings: reading.findings, key: keys.key, isVouched: vouched != nil)
    }
    let layout = SnapshotLayout(size: head.checkpoint.size)
    reading.checkNames(layout)
    var entries = SnapshotEntries(
      head.checkpoint, older, page: PageEntries(size: head.checkpoint.size, most: mostOnPage))
    try entries.run(&reading, check: check) {
      progress(.events, $0, head.checkpoint.size)
    }
    let proven = judge(entries, &reading)
    let fields = entries.parts.sealedFields
    let figures = try SnapshotFigures(
      head, key: key, mostOnPage: mostOnPage, &entries, &reading, progress)
    let sealed = try SnapshotDisclosures(
      fields, size: head.checkpoint.size, &reading)
    try SnapshotStamps.check(head.checkpoint, &reading)
    var custody = try SnapshotCustody(head.checkpoint, key: key, signers: signers, &reading)
    try custody.check(&reading, isGood)
    return SnapshotAuditReport(
      findings: reading.findings, head: head.checkpoint, key: key,
      isVouched: vouched != nil || custody.isVouched, custodian: custody.key,
      isCustodianVouched: custody.isVouched, hasSigners: signers != nil, cut: figures.cut,
      reports: figures.reports, otherRules: figures.otherRules, sealed: sealed.counts,
      signed: entries.signatures.count,
      files: reading.digests.count,
      extended: proven)
  }

  /// Compares older checkpoints with the entries, and counts those that are extended.
  private func judge(_ entries: SnapshotEntries, _ reading: inout SnapshotReading) -> Int {
    guard entries.isProven else { return 0 }
    var extended = 0
    for (place, kept) in older.enumerated() {
      let one = Signed(kept)
      let differing = entries.leaves[place]
      for finding in one.differences(differing) { reading.add(finding) }
      if kept.checkpoint.size > entries.parts.size {
        reading.add(one.beyond(entries.parts.size))
      } else if entries.roots[kept.checkpoint.size] == kept.checkpoint.root {
        extended += 1
      } else if differing.isEmpty {
        reading.add(one.mismatch(after: 0))
      }
    }
    return extended
  }
}

/// What an audit of a snapshot found, and what it covers.
public struct SnapshotAuditReport: Sendable {
  /// What was found.
  public let findings: [Finding]

  /// The head of the log; nil where its checkpoint is not good: then nothing else was checked.
  public var head: Checkpoint?

  /// The log's key under which it was checked; nil where there is none.
  public let key: VerifierKey?

  /// Whether somebody vouched for the log's key: it was given, or stands on this machine, or the
  /// custodian signed it under a key that was given.
  public let isVouched: Bool

  /// The custodian's key; nil where nobody signed the digests, or the signature is not good.
  public var custodian: SSHKey?

  /// Whether somebody vouched for the custodian's key: it was given.
  public var isCustodianVouched = false

  /// Whether signers were given, of whom the custodian may be none.
  public var hasSigners = false

  /// The cut of the reports; nil where they were not worked out again.
  public var cut: ResolvedCut?

  /// The number of reports that were worked out again.
  public var reports = 0

  /// The version of the rules of the reports, where it is another than this program's: then they were
  /// not worked out again, and all else was checked.
  public var otherRules: Int64?

  /// How many sealed fields are present, withheld and erased.
  public var sealed = SealedCounts()

  /// How many statements bear a signature of their speaker that holds.
  public var signed = 0

  /// The number of files that were read.
  public var files = 0

  /// The number of older checkpoints that it extends.
  public var extended = 0

  /// Whether nothing was found.
  public var isWhole: Bool { findings.isEmpty }

  /// Whether somebody vouched for every key that signed it: the log's, and the custodian's where
  /// there is one.
  public var isVouchedThroughout: Bool {
    isVouched && (custodian == nil || isCustodianVouched)
  }
}
