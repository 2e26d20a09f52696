public import Tallystick
public import TransparencyLog

/// Where the files of a snapshot are written.
public protocol SnapshotTarget {
  /// Adds bytes to the end of a file, which is made with the first of them, folders and all.
  mutating func append(_ bytes: [UInt8], to path: String) throws

  /// Ends a file; nothing more is added to it.
  mutating func close(_ path: String) throws
}

/// Why a snapshot cannot be made of a record.
public enum SnapshotError: Error, Hashable, Sendable {
  /// The entries do not lead to the root of the checkpoint.
  case notTheHead(size: Int)

  /// The cut cannot be written so that it is read again as it is.
  case unreadableCut
}

extension SnapshotError: CustomStringConvertible {
  /// What happened, as a sentence.
  public var description: String {
    switch self {
    case .notTheHead(let size):
      "The first \(size) events of the record do not lead to the root that its checkpoint signs."
    case .unreadableCut: "A snapshot can be cut by days of the years 0000 to 9999 only."
    }
  }
}

/// Makes the files of a snapshot: the same ones from the same record, cut, day and keys.
///
/// The entries are read once, then some thousand at a time as they bear on one another, and those on
/// a large record's page again. It holds some tens of bytes for each event, what the reports come to,
/// and the page.
public struct SnapshotExport {
  private let record: any EventReader
  private let head: SignedCheckpoint
  private let key: SignerKey
  private let cut: Cut
  private let asRecorded: String?
  private let custodian: Custodian?
  private let disclosures: [StoredDisclosure]
  private let stamps: [Timestamp]

  /// The most events that the page holds; another number in tests.
  var mostOnPage = ReportPage.mostEvents

  /// Creates the export of the first entries of a record, as many as a checkpoint covers.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - head: The checkpoint, with the lines of witnesses that go with it.
  ///   - key: The log's key, which signs the reports.
  ///   - cut: The cut of the reports.
  ///   - asRecorded: How `View.AsRecorded` was asked for.
  ///   - custodian: Who will sign the digests; nil where nobody will.
  ///   - stamps: Answers of time-stamping authorities over the checkpoint's text; of more than a
  ///     snapshot can have, the first.
  ///   - disclosures: What the audience of the snapshot may see, in the order of digests; those of
  ///     fields that its entries do not hold are left out.
  public init(
    of record: any EventReader, head: SignedCheckpoint, key: SignerKey, cut: Cut,
    asRecorded: String? = nil, custodian: Custodian? = nil, stamps: [Timestamp] = [],
    disclosures: [StoredDisclosure] = []
  ) {
    self.record = record
    self.head = head
    self.key = key
    self.cut = cut
    self.asRecorded = asRecorded
    self.custodian = custodian
    self.stamps = Array(stamps.prefix(Timestamp.mostInSnapshot))
    self.disclosures = disclosures
  }

  /// Writes every file but the custodian's signature.
  ///
  /// - Parameters:
  ///   - target: Where they are written.
  ///   - progress: Is told what is done.
  /// - Returns: The bytes of `SHA256SUMS`, for the custodian to sign.
  /// - Throws: ``SnapshotError``; what reading the record and writing the files throws.
  /// - Complexity: O(*n*) in the number of bytes, and that of the reports.
  public func write(
    to target: inout some SnapshotTarget, progress: SnapshotStage.Progress = { _, _, _ in }
  ) throws -> [UInt8] {
    let size = head.checkpoint.size
    var files = HashingTarget(target: target)
    defer { target = files.target }
    try files.put(head.note.bytes, to: SnapshotFile.checkpoint.path)
    let (parts, all) = try writeEntries(to: &files, progress)
    guard parts.size == size, parts.root == head.checkpoint.root else {
      throw SnapshotError.notTheHead(size: size)
    }
    let outcome = try Outcome(of: parts, at: cut, asRecorded: asRecorded) { seqs, take in
      try record.forEach(of: seqs) { entry throws(StoreError) in try take(entry.seq, entry.bytes) }
    } progress: {
      progress(.standing, $0, $1)
    }
    try writeReports(of: outcome, all, to: &files, progress)
    try writeDisclosures(of: outcome.sealed, to: &files)
    try files.put(Array("\(key.verifier)\n".utf8), to: SnapshotFile.verifierKey.path)
    for (place, stamp) in stamps.enumerated() {
      try files.put(stamp.bytes, to: SnapshotFile.stamp(place + 1))
    }
    let readme = SnapshotReadme(
      head: head.checkpoint, isSigned: custodian != nil, isStamped: !stamps.isEmpty)
    try files.put(readme.bytes, to: SnapshotFile.readme.path)
    if let custodian {
      try files.put(Array(custodian.allowedSigner.utf8), to: SnapshotFile.allowedSigners.path)
    }
    let sums = Checksums(files.digests.filter { SnapshotFile.isSummed($0.key) }).bytes
    try files.put(sums, to: SnapshotFile.sums.path)
    let note = try DigestsNote.sums(sums, of: head.checkpoint).sign(with: key)
    try files.put(note.bytes, to: SnapshotFile.sumsNote.path)
    return sums
  }

  private func writeEntries<Target: SnapshotTarget>(
    to files: inout HashingTarget<Target>, _ progress: SnapshotStage.Progress
  ) throws -> (RecordParts, [StoredEntry]?) {
    let size = head.checkpoint.size
    var parts = RecordParts(expecting: size)
    var entries = PageEntries(size: size, most: mostOnPage)
    var log = TilesExport()
    var lines: [UInt8] = []
    try record.forEach(upTo: size) { entry in
      try parts.take(entry.bytes, seq: entry.seq, leafHash: Hash.leaf(of: entry.bytes))
      try entries.take(StoredEntry(seq: entry.seq, bytes: entry.bytes))
      lines += entry.bytes
      lines.append(NoteLines.newline)
      if lines.count > 1 << 16 {
        try files.append(lines, to: SnapshotFile.events.path)
        lines.removeAll(keepingCapacity: true)
      }
      for file in try log.take(entry.bytes) { try files.put(file.bytes, to: file.path) }
      progress(.events, entry.seq, size)
    }
    for file in try log.finish() { try files.put(file.bytes, to: file.path) }
    try files.append(lines, to: SnapshotFile.events.path)
    try files.close(SnapshotFile.events.path)
    return (parts, entries.all)
  }

  private func writeReports<Target: SnapshotTarget>(
    of outcome: Outcome, _ all: [StoredEntry]?, to files: inout HashingTarget<Target>,
    _ progress: SnapshotStage.Progress
  ) throws {
    let line = outcome.cut.json.line
    guard let read = try? SnapshotCut(parsing: line), read.cut == cut else {
      throw SnapshotError.unreadableCut
    }
    var signed: [String: Hash] = [:]
    signed[SnapshotFile.cut.path] = try files.put(line, to: SnapshotFile.cut.path)
    try SnapshotReports.forEach(of: outcome, progress) { path, bytes in
      signed[path] = try files.put(pieces: bytes, to: path)
    }
    let page = try page(of: outcome, all, progress)
    signed[ReportPage.signedName] = page.signedDigest
    let note = try DigestsNote(
      .reports, head: head.checkpoint, digests: Checksums(signed)
    ).sign(with: key)
    try files.put(note.bytes, to: SnapshotFile.reportsNote.path)
    try files.put(
      pieces: { take in
        try page.write(checkpoint: head.ownNote.bytes, reportsNote: note.bytes, take)
      }, to: SnapshotFile.page.path)
  }

  private func writeDisclosures<Target: SnapshotTarget>(
    of fields: SealedFields, to files: inout HashingTarget<Target>
  ) throws {
    guard !disclosures.isEmpty else { return }
    var check = DisclosureCheck(fields)
    let opening = disclosures.filter { one in
      (try? one.disclosure()).map { check.objections(to: $0).isEmpty } ?? false
    }
    guard !opening.isEmpty else { return }
    try files.put(
      opening.flatMap { $0.line + [NoteLines.newline] }, to: SnapshotFile.disclosures.path)
  }

  private func page(
    of outcome: Outcome, _ all: [StoredEntry]?, _ progress: SnapshotStage.Progress
  ) throws -> ReportPage {
    let size = head.checkpoint.size
    do {
      return try ReportPage(
        outcome, key: key.verifier, all: all, most: mostOnPage,
        among: { seqs in
          let entries = try record.entries(seqs)
          guard entries.count == seqs.count else {
            throw StoreError.damaged(seq: seqs.lowerBound, reason: "the entry is missing")
          }
          return entries
        }, tree: record.tree(ofSize: size), progress)
    } catch is MerkleError {
      throw SnapshotError.notTheHead(size: size)
    }
  }
}

/// A target that keeps the digest of every file.
private struct HashingTarget<Target: SnapshotTarget> {
  var target: Target
  private(set) var digests: [String: Hash] = [:]
  private var open: [String: SHA256] = [:]

  init(target: Target) { self.target = target }

  mutating func append(_ bytes: [UInt8], to path: String) throws {
    open[path, default: SHA256()].update(bytes)
    try target.append(bytes, to: path)
  }

  mutating func close(_ path: String) throws {
    guard let hash = open.removeValue(forKey: path) else { return }
    digests[path] = hash.finalize()
    try target.close(path)
  }

  /// Writes a whole file piece by piece, and returns its digest.
  @discardableResult
  mutating func put(pieces: SnapshotReports.Bytes, to path: String) throws -> Hash? {
    try pieces { try append($0, to: path) }
    try close(path)
    return digests[path]
  }

  /// Writes a whole file, and returns its digest.
  @discardableResult
  mutating func put(_ bytes: [UInt8], to path: String) throws -> Hash {
    let digest = Hash.of(bytes)
    try target.append(bytes, to: path)
    try target.close(path)
    digests[path] = digest
    return digest
  }
}
