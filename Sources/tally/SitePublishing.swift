internal import TallySQLite
internal import TallySite
internal import Tallystick
internal import TransparencyLog

/// Writes a site into a folder: first the log's tiles, then the pages, the checkpoint last, so that no
/// reader ever sees a checkpoint without its tiles.
struct SitePublishing {
  let store: SQLiteStore
  let site: Site
  let mostDays: Int

  /// What was published.
  struct Done {
    let size: Int
    let files: Int
    let written: Int
    let removed: Int
  }

  /// Brings a folder up to the last checkpoint of the record.
  func write(to path: String) throws -> Done {
    let (note, head, key) = try lastCheckpoint()
    let record = try SiteRecord(store, limit: head.size)
    guard record.size == head.size, record.root == head.root else {
      throw Failure(
        "The first \(head.size) events of the record do not lead to the root that its checkpoint "
          + "signs.", hint: "Nothing was written. Run `tally verify`.", status: 2)
    }
    var folder = try SiteFolder(path)
    defer { folder.close() }
    let before = try published(in: folder, key, head)
    let today = try store.today()
    let paths =
      SiteRecord.logPaths(ofSize: head.size)
      + site.paths(of: record, today: today, mostDays: mostDays)
    var sums: [String: Hash] = [:]
    var progress = Progress("Writing the site", of: paths.count)
    for (place, path) in paths.enumerated() {
      guard let answer = try site.answer(path, of: record, today: today) else { continue }
      sums[path.file] = Hash.of(answer.bytes)
      let isOld = before.map { path.isFull(in: $0) } ?? false
      if !isOld || !folder.has(path.file) { try folder.put(answer.bytes, to: path.file) }
      progress.advance(to: place + 1)
    }
    progress.end()
    let written = folder.written
    try finish(&folder, sums, note, before)
    return Done(
      size: head.size, files: sums.count, written: written, removed: folder.removed)
  }

  /// Lists the files, shows the checkpoint once all is on the disk, and removes what is no longer part
  /// of the site; partial tiles of the checkpoint before stay until the next time.
  private func finish(
    _ folder: inout SiteFolder, _ sums: [String: Hash], _ note: [UInt8], _ before: Int?
  ) throws {
    let listed = try folder.read(SiteFolder.list, limit: 1 << 28) ?? []
    let old = (try? Checksums(parsing: listed[...]))?.lines ?? []
    let kept = before.map { Set(SiteRecord.logPaths(ofSize: $0).map(\.file)) } ?? []
    let stale = old.filter { sums[$0.name] == nil }
    var all = sums
    for line in stale { all[line.name] = line.digest }
    try folder.put(Checksums(all).bytes, to: SiteFolder.list)
    try folder.sync()
    try folder.put(note, to: SiteFile.checkpoint.rawValue)
    try folder.sync()
    for line in stale where !kept.contains(line.name) {
      guard SitePath(file: line.name) != nil else { continue }
      try folder.remove(line.name)
      all[line.name] = nil
    }
    try folder.put(Checksums(all).bytes, to: SiteFolder.list)
    try folder.sync()
  }

  /// The last checkpoint of the record, which its own key signed.
  private func lastCheckpoint() throws -> (note: [UInt8], head: Checkpoint, key: VerifierKey) {
    guard let last = try store.checkpoints().last,
      let key = try store.verifierKey().flatMap({ try? VerifierKey(parsing: $0) })
    else {
      throw Failure(
        "The record has no checkpoint, and a site shows what is signed.",
        hint: "Sign one first: `tally checkpoint`.")
    }
    do {
      let opened = try SignedCheckpoint(opening: last.note, with: key)
      return (last.note, opened.checkpoint, key)
    } catch {
      throw Failure(
        "The last checkpoint of the record is not good: \(escaped(error.description))",
        hint: "Nothing was written. Run `tally verify`.", status: 2)
    }
  }

  /// The size of the checkpoint that the folder shows, which the record must extend; nil for none.
  private func published(
    in folder: SiteFolder, _ key: VerifierKey, _ head: Checkpoint
  ) throws -> Int? {
    let name = SiteFile.checkpoint.rawValue
    guard folder.has(name) else { return nil }
    guard let bytes = try folder.read(name, limit: SignedCheckpoint.maxByteCount),
      let old = try? SignedCheckpoint(opening: bytes, with: key).checkpoint
    else {
      throw Failure(
        "The folder shows a checkpoint that is none of this record.",
        hint: "Nothing was written. Name the folder of this record, or another one.", status: 2)
    }
    guard old.size <= head.size else {
      throw Failure(
        "The folder shows a checkpoint of \(old.size) events, and the last of the record covers "
          + "\(head.size).",
        hint: "Nothing was written. The record was rolled back, or this is an old copy of it.",
        status: 2)
    }
    guard try store.root(ofSize: old.size) == old.root else {
      throw Failure(
        "The record does not extend what the folder shows: its first \(old.size) events are other "
          + "ones.",
        hint: "Nothing was written. Keep both, and run `tally verify --against` with the folder's "
          + "checkpoint.", status: 2)
    }
    return old.size
  }
}

extension SitePath {
  /// Whether it was part of the log at an earlier size, and never changes.
  fileprivate func isFull(in size: Int) -> Bool {
    switch self {
    case .tile(let id):
      id.isFull && TileID.width(level: id.level, index: id.index, size: size) == id.width
    case .bundle(let id): (id.index + 1) * TileID.fullWidth <= size
    default: false
    }
  }

  /// The path that a file of a site holds; nil for other files.
  fileprivate init?(file: String) {
    let page = "index.html"
    if let path = SitePath(parsing: file) {
      self = path
    } else if file.hasSuffix(page), let path = SitePath(parsing: String(file.dropLast(page.count)))
    {
      self = path
    } else {
      return nil
    }
  }
}
