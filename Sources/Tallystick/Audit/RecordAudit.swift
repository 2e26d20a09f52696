public import TransparencyLog

/// A record whose rows can be read as they are, whatever they hold.
public protocol AuditableRecord: RecordReader {
  /// What is wrong with its tables and triggers.
  func schemaFindings() throws -> [Finding]

  /// What is wrong with its file below the tables: pages that do not hold together, so that one way
  /// through them can give other rows than another.
  func fileFindings() throws -> [Finding]

  /// At most `limit` rows after a seq, in order; after nil from the first, whatever its seq.
  func rows(after seq: Int?, limit: Int) throws -> AuditRows

  /// The tile that is stored at a place, as it is; nil where there is none.
  func rawTile(level: Int, index: Int) throws -> AuditTile?

  /// The levels and indexes of all stored tiles, as they are, in order.
  func tilePlaces() throws -> [AuditTile.Place]

  /// Hands the keys of an index to `body` in the order in which it holds them, in one walk through it
  /// from the first to the last, for as long as `body` says to go on; nil stands for a key that is
  /// none of its column.
  func forEachKey(of index: AuditIndex, _ body: (AuditIndex.Key?) throws -> Bool) throws
}

/// What an audit of a record found, and what it covers.
public struct AuditReport: Hashable, Sendable {
  /// The name of the record.
  public let origin: String

  /// What was found, by place.
  public let findings: [Finding]

  /// The number of entries.
  public let size: Int

  /// The root over them; nil where one is missing.
  public let root: Hash?

  /// The number of checkpoints in the record.
  public let checkpoints: Int

  /// The number of entries that a checkpoint covers whose signature and root are right.
  public let covered: Int

  /// The key under which it was checked; nil where the record has none.
  public let key: VerifierKey?

  /// How many sealed fields are present, withheld and erased.
  public let sealed: SealedCounts

  /// How many statements bear a signature of their speaker that holds.
  public let signed: Int

  /// Whether somebody vouched for the key: it was given, or stands on this machine.
  public let isVouched: Bool

  /// Whether nothing was found.
  public var isWhole: Bool { findings.isEmpty }

  /// Whether a checkpoint covers any event there is: where none does, the key signed nothing of it, and
  /// whoever vouches for the key vouches for nothing.
  public var isSigned: Bool { covered > 0 || size == 0 }
}

/// Checks that a record is whole: every row, every tile, every checkpoint (Format.md).
public struct RecordAudit {
  private let record: any AuditableRecord
  private let vouched: VerifierKey?

  /// Checkpoints kept elsewhere.
  private let kept: [KeptCheckpoint]

  /// Creates an audit.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - vouched: A key that somebody vouched for: given, or standing on this machine.
  ///   - kept: Checkpoints of the record that were kept elsewhere.
  public init(
    of record: any AuditableRecord, vouched: VerifierKey?, against kept: [KeptCheckpoint] = []
  ) {
    self.record = record
    self.vouched = vouched
    self.kept = kept
  }

  /// Goes through the whole record.
  ///
  /// - Parameters:
  ///   - begin: Begins to look at rows by themselves, in any order and at once if it can, and gives
  ///     what ends when all were looked at. The next rows are read in between.
  ///   - progress: Is told the seq of the last row taken.
  /// - Returns: What was found.
  /// - Throws: What reading the record throws; damage is found, never thrown.
  /// - Complexity: O(*n*) in the number of bytes.
  public func run(
    begin: (AuditRows) -> () -> [CheckedRow] = { rows in { rows.checked(rows.indices) } },
    progress: (Int) -> Void = { _ in }
  ) throws -> AuditReport {
    var findings = try record.schemaFindings()
    if let finding = record.clockFinding { findings.append(finding) }
    let broken = try record.fileFindings()
    findings += broken
    var unread: [Finding] = []
    /// What `body` reads; what is damaged is found, and the audit goes on without it.
    func reading<Read>(_ nothing: Read, _ body: () throws -> Read) throws -> Read {
      do {
        return try body()
      } catch let error as StoreError where error.isDamage {
        unread.append(Finding(.fileDamaged, error.clause))
        return nothing
      }
    }
    let (own, keyFinding) = try reading((nil, nil)) { try ownKey() }
    if let keyFinding { findings.append(keyFinding) }
    let key = vouched ?? own
    if let vouched, let own, vouched != own {
      findings.append(
        Finding(
          .foreignKey, "the record names the key \(own.identity), not \(vouched.identity)"))
    }
    let stored = try reading([]) { try record.checkpoints() }
    if own == nil, keyFinding == nil, unread.isEmpty, vouched != nil, !stored.isEmpty {
      findings.append(
        Finding(.foreignKey, "the record holds checkpoints, and names no key to check them with"))
    }
    var signed = stored.map { Signed($0, key: key, origin: record.origin) }
    // A copy of one that the record holds, and that can be read there, is named once.
    let held = zip(stored, signed).filter { $0.1.checkpoint != nil }.map(\.0.note)
    let others = kept.filter { !held.contains($0.signed.note.bytes) }
    let elsewhere = others.map { Signed($0) }
    signed += elsewhere
    var leaves = LeafComparison(others)
    findings += signed.compactMap(\.finding)
    let sizes = Set(signed.compactMap { $0.checkpoint?.size })
    var auditor = Auditor(sizes: sizes) { level, index in
      do {
        return try record.rawTile(level: level, index: index)
      } catch let error as StoreError where error.isDamage {
        return AuditTile(root: nil, hashes: nil)
      }
    }
    var indexes = IndexAudit()
    var seals = SealAudit()
    var signatures = SignatureAudit()
    var last: Int?
    var begun: (() -> [CheckedRow])?
    while true {
      let rows = try reading(AuditRows()) { try record.rows(after: last, limit: 1024) }
      let next = begin(rows)
      if let begun {
        for row in begun() {
          try auditor.take(row)
          seals.take(row)
          if let finding = signatures.take(row) { findings.append(finding) }
          if let leaf = row.leaf { leaves.take(leaf, seq: row.seq) }
        }
        progress(auditor.size)
      }
      guard let end = rows.lastSeq else { break }
      indexes.take(rows)
      begun = next
      last = end
    }
    findings += auditor.findings
    if let clock = record.testClock, let first = auditor.firstRecorded, first < clock {
      findings.append(
        Finding(
          .foreignClock,
          "the record's clock begins at \(clock), after its first event was recorded"))
    }
    if broken.isEmpty { findings += try reading([]) { try indexes.findings(record) } }
    for (place, one) in elsewhere.enumerated() { findings += one.differences(leaves[place]) }
    // Where single events are known to differ, that their root does says nothing more.
    let told = Set(elsewhere.indices.filter { !leaves[$0].isEmpty }.map { stored.count + $0 })
    let judged = judge(signed, told: told, auditor)
    findings += judged.findings + settle(auditor, covered: judged.covered)
    let places = try reading([]) { try record.tilePlaces() }
    findings += TilePlaces.findings(places, size: auditor.size)
    findings += signed.filter { $0.size > auditor.size }.map { $0.beyond(auditor.size) }
    let sealed = try reading((findings: [], counts: seals.counts)) { try seals.findings(record) }
    findings += sealed.findings + unread
    return AuditReport(
      origin: record.origin, findings: findings.sorted { $0.precedes($1) }, size: auditor.size,
      root: auditor.root, checkpoints: stored.count, covered: judged.covered,
      key: key, sealed: sealed.counts, signed: signatures.count, isVouched: vouched != nil)
  }

  private func ownKey() throws -> (VerifierKey?, Finding?) {
    guard let text = try record.verifierKey() else { return (nil, nil) }
    do {
      return (try VerifierKey(parsing: text), nil)
    } catch {
      return (nil, Finding(.foreignKey, "the record's verifier key is none: \(error)"))
    }
  }

  /// Compares the roots of checkpoints with those of the rows; of those with a place in `told` it is
  /// known where they differ.
  private func judge(
    _ signed: [Signed], told: Set<Int>, _ auditor: Auditor
  ) -> (findings: [Finding], covered: Int) {
    let changed = auditor.firstChange
    var covered = 0
    var findings: [Finding] = []
    let ordered = signed.enumerated().filter { $0.element.checkpoint != nil }
      .sorted { $0.element.size < $1.element.size }
    for (place, one) in ordered where !told.contains(place) {
      guard let checkpoint = one.checkpoint, let root = auditor.roots[checkpoint.size] else {
        continue
      }
      if root == checkpoint.root {
        covered = max(covered, checkpoint.size)
      } else if changed.map({ $0 > checkpoint.size }) ?? true {
        // What is wrong with the rows by themselves does not explain it.
        findings.append(one.mismatch(after: covered))
      }
    }
    return (findings, covered)
  }

  /// Says of entries that differ from their tile which of the two was changed.
  private func settle(_ auditor: Auditor, covered: Int) -> [Finding] {
    auditor.doubtful.map { seq in
      seq <= covered
        ? Finding(
          .tileAltered, at: seq...seq, "the tile over it differs; a checkpoint bears the entry out")
        : Finding(
          .swapped, at: seq...seq, "it is well formed, and is not the entry that its tile holds")
    }
  }
}

extension Finding {
  /// The order of a report: what is about entries by their place, the rest before.
  fileprivate func precedes(_ other: Finding) -> Bool {
    let (mine, theirs) = (seqs?.lowerBound ?? 0, other.seqs?.lowerBound ?? 0)
    return mine == theirs ? detail < other.detail : mine < theirs
  }
}

extension AuditableRecord {
  /// What is wrong with a clock by which the record's time can be set: what a checkpoint signs is the
  /// origin, so that alone can allow one.
  fileprivate var clockFinding: Finding? {
    guard testClock != nil, (try? Origin(origin))?.isTest != true else { return nil }
    return Finding(
      .foreignClock,
      "the record has a clock by which its time can be set, and only an origin under .test allows one"
    )
  }
}

extension StoreError {
  /// Whether it tells of damage, and not of what stands in the way of reading.
  fileprivate var isDamage: Bool {
    switch self {
    case .damaged, .corrupt: true
    default: false
    }
  }

  /// Its sentence, without the period.
  fileprivate var clause: String {
    let text = description
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
