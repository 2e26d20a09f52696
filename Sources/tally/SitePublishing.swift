internal import TallyReports
internal import TallySite
internal import Tallystick
internal import TransparencyLog

/// Writes a site into a folder.
///
/// First come the log's tiles and entries, then the checkpoint, then all that tells of what it covers.
/// So no reader ever sees a checkpoint without its tiles, nor a page of a head that is not there,
/// whenever it is broken off.
struct SitePublishing {
  let store: any RecordReader
  let site: Site
  let mostDays: Int?

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
    let today = try store.today()
    let size = SiteBefore.size(in: path).map { min($0, head.size) }
    let record = try SiteRecord(store, limit: size ?? head.size)
    let change = try record.advance(to: head.size, today: today)
    guard record.size == head.size, record.root == head.root else {
      throw Failure(
        "The first \(head.size) events of the record do not lead to the root that its checkpoint "
          + "signs.", hint: "Nothing was written. Run `tally verify`.", status: 2)
    }
    var folder = try SiteFolder(path)
    defer { folder.close() }
    let shown = try published(in: folder, key, head)
    let before = try SiteBefore(
      in: folder, shown: shown, site: site, change: change, root: store.root(ofSize:))
    let log = SiteRecord.logPaths(ofSize: head.size) + record.entryPaths
    let rest = paths(of: record, today: today, before)
    var progress = Progress("Writing the site", of: log.count + rest.count)
    var sums: [String: Hash] = [:]
    func put(_ path: SitePath) throws {
      defer { progress.advance(to: sums.count) }
      if let digest = before.keeps(path), folder.has(path.file) {
        sums[path.file] = digest
      } else if let answer = try site.answer(path, of: record, today: today) {
        sums[path.file] = Hash.of(answer.bytes)
        try folder.put(answer.bytes, to: path.file)
      }
    }
    for path in log { try put(path) }
    try folder.sync()
    try folder.put(note, to: SiteFile.checkpoint.rawValue)
    try folder.sync()
    for path in rest { try put(path) }
    progress.end()
    let written = folder.written
    try finish(&folder, sums, before, shown, maker: site.maker(of: record.size, record.root))
    return Done(
      size: head.size, files: sums.count + 1, written: written, removed: folder.removed)
  }

  /// The paths of all but the log, what is linked to before what links to it.
  private func paths(of record: SiteRecord, today: Day, _ before: SiteBefore) -> [SitePath] {
    let days = site.days(of: record, today: today, most: mostDays)
    var paths: [SitePath] = []
    for day in days {
      if let known = before.paths(on: day) {
        let there = Set(known)
        paths += known + site.rowPaths(of: record, on: day).filter { !there.contains($0) }
      } else {
        paths += site.paths(of: record, on: day, today: today)
      }
    }
    return paths + site.paths(ofNow: record, days: days, today: today)
  }

  /// Lists the files, says how far the site goes, and removes what is no longer part of it; partial
  /// tiles of the checkpoint before stay until the next time.
  private func finish(
    _ folder: inout SiteFolder, _ sums: [String: Hash], _ before: SiteBefore, _ shown: Int?,
    maker: [UInt8]
  ) throws {
    let kept = shown.map { Set(SiteRecord.logPaths(ofSize: $0).map(\.file)) } ?? []
    let stale = before.listed.filter { sums[$0.key] == nil && $0.key != SiteFile.maker.rawValue }
    var all = sums
    all[SiteFile.maker.rawValue] = Hash.of(maker)
    for (name, digest) in stale { all[name] = digest }
    try folder.put(Checksums(all).bytes, to: SiteFolder.list)
    try folder.sync()
    try folder.put(maker, to: SiteFile.maker.rawValue)
    try folder.sync()
    for name in stale.keys.sorted() where !kept.contains(name) {
      guard SitePath(file: name) != nil else { continue }
      try folder.remove(name)
      all[name] = nil
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
