import TransparencyLog

@testable import TallyReports
@testable import Tallystick

/// A folder in memory, in which anything can lie.
struct MemoryFolder: SnapshotFolder, SnapshotTarget {
  /// The bytes of the regular files, by path.
  var files: [String: [UInt8]] = [:]

  /// The paths of what is neither a file nor a folder.
  var links: Set<String> = []

  /// The paths of folders without files.
  var emptyFolders: Set<String> = []

  mutating func append(_ bytes: [UInt8], to path: String) {
    files[path, default: []] += bytes
  }

  mutating func close(_ path: String) {}

  func contents(where isSearched: (String) -> Bool) -> [SnapshotItem] {
    var folders = emptyFolders
    for path in files.keys { folders.formUnion(MemoryFolder.folders(above: path)) }
    let all =
      files.keys.map { SnapshotItem(path: $0, kind: .file) }
      + links.map { SnapshotItem(path: $0, kind: .other) }
      + folders.map { SnapshotItem(path: $0, kind: .folder) }
    return all.filter { MemoryFolder.folders(above: $0.path).allSatisfy(isSearched) }
  }

  func open(_ path: String) -> (any SnapshotBytes)? { files[path].map(MemoryBytes.init) }

  private static func folders(above path: String) -> [String] {
    let parts = path.split(separator: "/").map(String.init)
    return parts.indices.dropFirst().map { parts[..<$0].joined(separator: "/") }
  }

  /// Writes `SHA256SUMS` anew, as whoever has no key can.
  mutating func sum() {
    let summed = files.filter { SnapshotFile.isSummed($0.key) }
    files["SHA256SUMS"] = Checksums(summed.mapValues(Hash.of)).bytes
  }
}

/// Bytes that are read a few at a time.
private final class MemoryBytes: SnapshotBytes {
  private let all: [UInt8]
  private var rest: ArraySlice<UInt8>
  let count: Int

  init(_ bytes: [UInt8]) {
    all = bytes
    rest = bytes[...]
    count = bytes.count
  }

  func read(_ count: Int) -> [UInt8] {
    let part = rest.prefix(min(count, 1000))
    rest = rest.dropFirst(part.count)
    return Array(part)
  }

  func read(_ count: Int, at offset: Int) -> [UInt8] {
    Array(all.dropFirst(offset).prefix(count))
  }
}

/// Snapshots of ``AuditSample``'s events.
struct SnapshotSample {
  /// The snapshot.
  var folder = MemoryFolder()

  /// Its checkpoint.
  let checkpoint: SignedCheckpoint

  /// The log's key.
  static var key: SignerKey { get throws { try AuditSample.signer } }

  static var origin: Origin { get throws { try Origin(AuditSample.origin) } }

  /// Makes the snapshot of as many events.
  init(_ size: Int, asOf: String? = nil, custodian: Custodian? = nil) throws {
    try self.init(of: try (1...size).map { try AuditSample.event($0) }, asOf, custodian)
  }

  /// Makes the snapshot of events.
  init(
    of events: [Event], _ asOf: String? = nil, _ custodian: Custodian? = nil,
    mostOnPage: Int = ReportPage.mostEvents
  ) throws {
    let store = MemoryStore(origin: AuditSample.origin)
    try store.append(events.map { StoredEntry($0) }, onto: 0)
    let key = try Self.key
    let head = try Checkpoint(
      origin: Self.origin, size: events.count, root: store.root(ofSize: events.count))
    checkpoint = try head.sign(with: key)
    let cut = Cut(
      asOf: try asOf.map { try Day(parsing: $0) }, today: try Day(parsing: "2025-07-01"))
    var export = SnapshotExport(
      of: store, head: checkpoint, key: key, cut: cut, custodian: custodian)
    export.mostOnPage = mostOnPage
    _ = try export.write(to: &folder)
  }

  /// Audits it under the log's key; a custodian's signature is good where it is said to be.
  func audit(
    against older: [(String, [UInt8])], isVouched: Bool = true, signers: [UInt8]? = nil,
    isGood: Bool = true, mostOnPage: Int = ReportPage.mostEvents
  ) throws -> SnapshotAuditReport {
    let kept = try older.map { name, note in
      try KeptCheckpoint(
        opening: note, name: name, of: AuditSample.origin, with: Self.key.verifier)
    }
    return try audit(
      against: kept, isVouched: isVouched, signers: signers, isGood: isGood, mostOnPage: mostOnPage)
  }

  /// Audits it against kept checkpoints.
  func audit(
    against kept: [KeptCheckpoint] = [], isVouched: Bool = true, signers: [UInt8]? = nil,
    isGood: Bool = true, mostOnPage: Int = ReportPage.mostEvents
  ) throws -> SnapshotAuditReport {
    var audit = try SnapshotAudit(
      of: folder, vouched: isVouched ? Self.key.verifier : nil, against: kept, signers: signers
    ) { _, _, _, _, _ in isGood }
    audit.mostOnPage = mostOnPage
    return try audit.run()
  }
}

extension SnapshotAuditReport {
  /// What was found, each as class and file.
  var found: Set<String> {
    Set(findings.map { "\($0.damage.rawValue) \($0.file ?? "-")" })
  }
}
