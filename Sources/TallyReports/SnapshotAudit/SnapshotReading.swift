internal import Tallystick
internal import TransparencyLog

/// The files of a snapshot as an audit reads them, each once, with what it found so far.
struct SnapshotReading {
  /// What was found.
  private(set) var findings: [Finding] = []

  /// The digests of the files that were read whole.
  private(set) var digests: [String: Hash] = [:]

  /// The paths of the regular files that are there.
  let files: Set<String>

  private let folder: any SnapshotFolder
  private let folders: Set<String>
  private let irregular: Set<String>
  private var reported: Set<String> = []

  /// Looks at what lies in a folder.
  init(_ folder: any SnapshotFolder) throws {
    self.folder = folder
    let items = try folder.contents(where: SnapshotLayout.mayHave(folder:))
    func paths(_ kind: SnapshotItem.Kind) -> Set<String> {
      Set(items.filter { $0.kind == kind }.map(\.path))
    }
    files = paths(.file)
    folders = paths(.folder)
    irregular = paths(.other)
  }

  /// Notes a finding.
  mutating func add(_ finding: Finding) { findings.append(finding) }

  /// Notes what a snapshot of this size cannot have: files of other names, whatever is neither a
  /// file nor a folder, and folders without a file of a snapshot in them.
  mutating func checkNames(_ layout: SnapshotLayout) {
    for path in files.sorted() where !layout.contains(path) {
      report(.fileUnexpected, path, "no snapshot of \(layout.size) events has such a file")
    }
    var needed: Set<String> = []
    for path in files where layout.contains(path) { needed.formUnion(path.foldersAbove) }
    for path in irregular.sorted() { reportAbsent(path) }
    for path in folders.subtracting(needed).sorted() {
      if layout.contains(path) {
        reportAbsent(path)
      } else {
        report(.fileUnexpected, path, "no snapshot of \(layout.size) events has such a folder")
      }
    }
  }

  /// Opens a file that must be there; nil where it is not, which is then a finding.
  mutating func open(_ path: String, limit: Int) throws -> (any SnapshotBytes)? {
    guard files.contains(path), let bytes = try folder.open(path) else {
      reportAbsent(path)
      return nil
    }
    guard bytes.count <= limit else {
      report(
        .fileTooLarge, path, "it has \(bytes.count) bytes, and here it can have at most \(limit)")
      return nil
    }
    return bytes
  }

  /// Reads a whole file; nil where it cannot be had, which is then a finding.
  mutating func bytes(of path: String, limit: Int) throws -> [UInt8]? {
    guard let file = try open(path, limit: limit) else { return nil }
    let bytes = try SnapshotReading.all(of: file, limit: limit)
    guard bytes.count <= limit else {
      report(.fileTooLarge, path, "it grew while it was read")
      return nil
    }
    digests[path] = Hash.of(bytes)
    return bytes
  }

  /// Reads a whole file for its digest alone.
  mutating func digest(of path: String, limit: Int) throws -> Hash? {
    guard let file = try open(path, limit: limit) else { return nil }
    var hash = SHA256()
    while case let bytes = try file.read(1 << 16), !bytes.isEmpty { hash.update(bytes) }
    let digest = hash.finalize()
    digests[path] = digest
    return digest
  }

  /// Notes the digest of a file that was read by somebody else.
  mutating func note(_ digest: Hash, of path: String) { digests[path] = digest }

  /// The entries of some seqs, of one bundle that was read before; they are to be proven again.
  func entries(_ seqs: ClosedRange<Int>, size: Int) throws -> [StoredEntry] {
    let id = EntryBundleID(holding: seqs.lowerBound, size: size)
    let limit = id.width * (EntryBundle.maxEntryByteCount + 2)
    let bundle = try EntryBundle(bytes: again(id.path, limit: limit), width: id.width)
    let first = id.index * TileID.fullWidth + 1
    return try seqs.map { try StoredEntry(seq: $0, bytes: bundle.entries[$0 - first]) }
  }

  /// Opens a file that was read before; nil where it is not there any more.
  func reopen(_ path: String) throws -> (any SnapshotBytes)? {
    digests[path] == nil ? nil : try folder.open(path)
  }

  /// The tree over the entries, from tiles that were read before.
  func tree(ofSize size: Int) -> TileHashReader {
    TileHashReader(size: size) { ids in
      try ids.map { id in
        try Tile(bytes: again(id.path, limit: id.width * Hash.byteCount), width: id.width)
      }
    }
  }

  /// The bytes of a file that was read before.
  private func again(_ path: String, limit: Int) throws -> [UInt8] {
    guard let file = try folder.open(path) else {
      throw FormatError("\(path) is not there any more")
    }
    return try SnapshotReading.all(of: file, limit: limit)
  }

  /// The bytes of a file, one more than the limit where it has more.
  private static func all(of file: any SnapshotBytes, limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      let more = try file.read(limit == .max ? .max : limit + 1 - bytes.count)
      if more.isEmpty { break }
      bytes += more
    }
    return bytes
  }

  /// Whether something was found of this file.
  func isSuspected(_ path: String) -> Bool { findings.contains { $0.file == path } }

  /// Notes that there is no regular file of this path.
  private mutating func reportAbsent(_ path: String) {
    if irregular.contains(path) {
      report(.notRegular, path, "it is a link or a device, and a snapshot has neither")
    } else if folders.contains(path) {
      report(.notRegular, path, "it is a folder where a file belongs")
    } else {
      report(.fileMissing, path, "it is not there")
    }
  }

  /// Notes a finding about a file, but none twice.
  private mutating func report(_ damage: Damage, _ path: String, _ detail: String) {
    guard reported.insert("\(damage.rawValue) \(path)").inserted else { return }
    findings.append(Finding(damage, in: path, detail))
  }
}

extension String {
  /// The paths of the folders in which a path lies.
  fileprivate var foldersAbove: [String] {
    utf8.indices.filter { utf8[$0] == UInt8(ascii: "/") }.map { String(self[..<$0]) }
  }
}

/// The lines of a file that ends each of them with a line feed, one after another.
struct SnapshotLines {
  private let file: any SnapshotBytes
  private var buffer: [UInt8] = []
  private var start = 0
  private var hash = SHA256()

  /// Whether a line was longer than an entry can be, or the last one has no line feed.
  private(set) var isMalformed = false

  init(_ file: any SnapshotBytes) { self.file = file }

  /// The next line without its line feed; nil at the end, or where there is no good one.
  mutating func next() throws -> [UInt8]? {
    var searched = start
    while !isMalformed {
      if let end = buffer[searched...].firstIndex(of: NoteLines.newline) {
        defer { start = end + 1 }
        return Array(buffer[start..<end])
      }
      if buffer.count - start > Event.longest { break }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      let more = try file.read(1 << 16)
      hash.update(more)
      buffer += more
      if more.isEmpty, buffer.isEmpty { return nil }
      if more.isEmpty { break }
    }
    isMalformed = true
    return nil
  }

  /// Reads on to the end, and returns the digest of the whole file.
  mutating func finish() throws -> Hash {
    while case let more = try file.read(1 << 16), !more.isEmpty { hash.update(more) }
    return hash.finalize()
  }
}
