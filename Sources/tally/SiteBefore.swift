internal import TallyReports
internal import TallySite
internal import Tallystick
internal import TransparencyLog

/// What an earlier run left in a folder, and which of its files need not be made again.
///
/// A file is kept that cannot have changed since: full tiles, entries and proofs of the log, and what no
/// event since may have moved (``SiteChange``). That holds only where the run came to its end and was
/// made by the same program, rules and words, which the file made-by.txt says, written after all others.
struct SiteBefore {
  /// The files and their digests.
  let listed: [String: Hash]

  /// The size of the log whose tiles are there.
  private let shown: Int?

  /// The size of the log whose proofs are there; nil where that is not known.
  private let done: Int?

  /// What may be otherwise since; nil where that is not known.
  private let change: SiteChange?

  private let days: [Day: [SitePath]]

  /// How many events the pages of a folder seem to be of, before anybody sees whether that is so.
  static func size(in path: String) -> Int? {
    let file = "\(path)/\(SiteFile.maker.rawValue)"
    guard Files.exists(file),
      let maker = try? Files.read(file, limit: 4096, what: "the list of who made a site")
    else { return nil }
    return Site.size(inMaker: maker)
  }

  /// Reads the list of the files of a folder; `change` is what may be otherwise on a site since it was of
  /// fewer events.
  init(
    in folder: SiteFolder, shown: Int?, site: Site, change: SiteChange?, root: (Int) throws -> Hash
  ) throws {
    let list = try folder.read(SiteFolder.list, limit: 1 << 28) ?? []
    let lines = (try? Checksums(parsing: list[...]))?.lines ?? []
    listed = Dictionary(lines.map { ($0.name, $0.digest) }, uniquingKeysWith: { $1 })
    self.shown = shown
    let maker = try folder.read(SiteFile.maker.rawValue, limit: 4096) ?? []
    let size = Site.size(inMaker: maker) ?? .max
    done = try size <= shown ?? 0 && site.maker(of: size, root(size)) == maker ? size : nil
    self.change = change?.size == done ? change : nil
    var days: [Day: [SitePath]] = [:]
    for name in listed.keys.sorted() where self.change != nil && name.hasPrefix("at/") {
      guard let path = SitePath(file: name), let day = path.day else { continue }
      days[day, default: []].append(path)
    }
    self.days = days
  }

  /// The paths of the figures of a day that no event since moved; nil where one did, or there are none.
  func paths(on day: Day) -> [SitePath]? { change?.isStill(day) ?? false ? days[day] : nil }

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
      default: change?.keeps(path) ?? false
      }
    return isKept ? digest : nil
  }
}
