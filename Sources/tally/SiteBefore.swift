internal import TallySite
internal import Tallystick
internal import TransparencyLog

/// What an earlier run left in a folder, and which of its files need not be made again.
///
/// A file is kept that cannot have changed since: full tiles, entries and proofs of the log, and the pages
/// of days before the first that an event moved. That holds only where the run came to its end and was
/// made by the same program, rules and words, which the file made-by.txt says, written after all others.
struct SiteBefore {
  /// The files and their digests.
  let listed: [String: Hash]

  /// The size of the log whose tiles are there.
  private let shown: Int?

  /// The number of events that the pages are of; nil where that is not known.
  private let done: Int?

  /// The first day of which a page may differ now; nil where none does.
  private let firstMoved: Day?

  private let days: [Day: [SitePath]]

  /// Reads the list of the files of a folder.
  init(
    in folder: SiteFolder, shown: Int?, site: Site, record: SiteRecord,
    root: (Int) throws -> Hash
  ) throws {
    let list = try folder.read(SiteFolder.list, limit: 1 << 28) ?? []
    let lines = (try? Checksums(parsing: list[...]))?.lines ?? []
    listed = Dictionary(lines.map { ($0.name, $0.digest) }, uniquingKeysWith: { $1 })
    self.shown = shown
    let maker = try folder.read(SiteFile.maker.rawValue, limit: 4096) ?? []
    let size = Site.size(inMaker: maker) ?? .max
    done =
      try size <= min(record.size, shown ?? 0) && site.maker(of: size, root(size)) == maker
      ? size : nil
    firstMoved = done.flatMap { record.firstMoved(since: $0) }
    var days: [Day: [SitePath]] = [:]
    for name in listed.keys.sorted() where done != nil && name.hasPrefix("at/") {
      guard let path = SitePath(file: name), let day = path.day else { continue }
      days[day, default: []].append(path)
    }
    self.days = days
  }

  /// The paths of the figures of a day that no event since moved; nil where one did, or there are none.
  func paths(on day: Day) -> [SitePath]? { isStill(day) ? days[day] : nil }

  /// The digest of the file of a path that cannot have changed; nil where it may have, or is not there.
  func keeps(_ path: SitePath) -> Hash? {
    guard let digest = listed[path.file] else { return nil }
    let isKept =
      switch path {
      case .tile(let id):
        id.isFull && TileID.width(level: id.level, index: id.index, size: shown ?? 0) == id.width
      case .bundle(let id): (id.index + 1) * TileID.fullWidth <= shown ?? 0
      case .entry(let seq): seq <= shown ?? 0
      case .proof(let seq): seq <= done ?? 0
      default: path.day.map(isStill) ?? false
      }
    return isKept ? digest : nil
  }

  private func isStill(_ day: Day) -> Bool {
    guard done != nil else { return false }
    return firstMoved.map { day < $0 } ?? true
  }
}
