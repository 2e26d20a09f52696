import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

/// Snapshots damaged by somebody without the key.
struct SnapshotAuditTests {
  private static let whole = Result { try SnapshotSample(300) }
  private static let small = Result { try SnapshotSample(20) }
  private static let paths = (try? whole.get())?.folder.files.keys.sorted() ?? []

  /// A snapshot that has the file: one that is small, if it does.
  private static func sample(with path: String) throws -> SnapshotSample {
    let small = try small.get()
    return small.folder.files[path] == nil ? try whole.get() : small
  }

  @Test func `a whole snapshot passes, and its key must be vouched for`() throws {
    let sample = try Self.whole.get()
    let report = try sample.audit()
    #expect(report.isWhole && report.isVouched, "\(report.findings)")
    #expect(report.head == sample.checkpoint.checkpoint && report.cut?.size == 300)
    #expect(report.files == Self.paths.count && report.reports == 7)
    let open = try sample.audit(isVouched: false)
    #expect(open.isWhole && !open.isVouched && open.key == report.key)
  }

  @Test func `it has the files of the layout`() throws {
    #expect(
      Self.paths == [
        "README.txt", "SHA256SUMS", "checkpoint", "cut.json", "events.jsonl", "log.vkey",
        "report.html", "reports.note", "reports/contradictions.csv", "reports/contradictions.json",
        "reports/handovers.csv", "reports/handovers.json", "reports/media.csv",
        "reports/media.json", "reports/obligations.csv", "reports/obligations.json",
        "reports/sources.csv", "reports/sources.json", "reports/timeline.csv",
        "reports/timeline.json", "reports/totals.csv", "reports/totals.json", "sums.note",
        "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000",
        "tile/entries/001.p/44",
      ])
  }

  /// What is found of sums that were made anew without the key.
  private static let unsigned = "bad_sum SHA256SUMS"

  /// A byte here and there, and the first and the last.
  private static func places(in bytes: [UInt8], _ random: inout SplitMix64) -> [Int] {
    [0, bytes.count - 1] + (0..<4).map { _ in Int.random(in: bytes.indices, using: &random) }
  }

  @Test(arguments: paths)
  func `a changed byte is found, and its file named`(path: String) throws {
    var random = SplitMix64(UInt64(path.utf8.count))
    let sample = try Self.sample(with: path)
    let bytes = try #require(sample.folder.files[path])
    for place in Self.places(in: bytes, &random) {
      var other = sample
      other.folder.files[path]?[place] ^= UInt8.random(in: 1...255, using: &random)
      #expect(try other.audit().findings.contains { $0.file == path }, "byte \(place)")
    }
  }

  /// With the digests made anew, which nobody signed: only what the log's key vouches for stands.
  @Test(arguments: paths.filter { $0 != "SHA256SUMS" })
  func `a changed byte is found when the sums were changed with it`(path: String) throws {
    var random = SplitMix64(UInt64(path.utf8.count) + 100)
    let sample = try Self.sample(with: path)
    let bytes = try #require(sample.folder.files[path])
    for place in Self.places(in: bytes, &random) {
      var other = sample
      other.folder.files[path]?[place] ^= UInt8.random(in: 1...255, using: &random)
      other.folder.sum()
      #expect(try other.audit().findings.contains { $0.file == path }, "byte \(place)")
    }
  }

  @Test(arguments: paths)
  func `a file that is gone, another's or no file is found and named`(path: String) throws {
    let sample = try Self.sample(with: path)
    let bytes = sample.folder.files[path]
    var gone = sample
    gone.folder.files[path] = nil
    #expect(try gone.audit().found.contains("file_missing \(path)"))

    var renamed = gone
    renamed.folder.files["\(path)x"] = bytes
    let isCheckpoint = path == "checkpoint" || path == "log.vkey"
    var found = try renamed.audit(isVouched: !isCheckpoint).found
    #expect(found.contains("file_missing \(path)"))
    #expect(isCheckpoint || found.contains("file_unexpected \(path)x"))

    var link = gone
    link.folder.links = [path]
    found = try link.audit().found
    #expect(found.contains("not_regular \(path)") && !found.contains("file_missing \(path)"))

    var longer = sample
    longer.folder.files[path]?.append(0x0A)
    #expect(try longer.audit().findings.contains { $0.file == path })
  }

  @Test(arguments: [
    "extra", "tile/0/002", "tile/0/001", "tile/2/000", "tile/entries/001.p/45", "reports/x.json",
    "disclosures", "SHA256SUMS.asc", "chec\u{212A}point",
  ])
  func `a file too many is found and named`(path: String) throws {
    var sample = try Self.whole.get()
    sample.folder.files[path] = [0x41]
    #expect(try sample.audit().found.contains("file_unexpected \(path)"))
    sample.folder.sum()
    #expect(try sample.audit().found.contains("file_unexpected \(path)"))
  }

  @Test func `a folder or link too many is found and named`() throws {
    var sample = try Self.whole.get()
    sample.folder.emptyFolders = ["empty", "tile/3", "reports/more"]
    sample.folder.links = ["link", "tile/0/x001"]
    #expect(
      try sample.audit().found == [
        "file_unexpected empty", "file_unexpected tile/3", "file_unexpected reports/more",
        "not_regular link", "not_regular tile/0/x001",
      ])
  }

  @Test func `a sum too many, too few or wrong is the fault of the sums`() throws {
    let sample = try Self.whole.get()
    let line = Array("\(Hash.of([]))  extra\n".utf8)
    let sums = try #require(sample.folder.files["SHA256SUMS"])
    let first = try #require(sums.firstIndex(of: 0x0A)) + 1
    let turned = Array(sums[first...] + sums[..<first])
    for other in [sums + line, Array(sums[first...]), turned] {
      var changed = sample
      changed.folder.files["SHA256SUMS"] = other
      #expect(try changed.audit().found == ["bad_sum SHA256SUMS"])
    }
  }

  @Test func `the classes say which copy of an entry was changed`() throws {
    let sample = try Self.whole.get()
    let other = try AuditSample.event(7, words: "unsaid").bytes
    let entries = try (1...256).map { try AuditSample.event($0).bytes }
    var swapped = entries
    swapped[6] = other

    var bundle = sample
    bundle.folder.files["tile/entries/000"] = try EntryBundle(entries: swapped).bytes
    bundle.folder.sum()
    #expect(try bundle.audit().found == ["swapped tile/entries/000", Self.unsigned])

    var moved = sample
    var order = entries
    order.swapAt(6, 7)
    moved.folder.files["tile/entries/000"] = try EntryBundle(entries: order).bytes
    moved.folder.sum()
    #expect(try moved.audit().found == ["reordered tile/entries/000", Self.unsigned])

    var tile = sample
    tile.folder.files["tile/0/000"] = Tile(hashes: swapped.map(Hash.leaf(of:))).bytes
    tile.folder.sum()
    #expect(try tile.audit().found == ["tile_altered tile/0/000", Self.unsigned])

    var lines = sample
    let text = sample.folder.files["events.jsonl"] ?? []
    lines.folder.files["events.jsonl"] = Array(
      String(decoding: text, as: UTF8.self)
        .replacing(String(decoding: entries[6], as: UTF8.self), with: "{}").utf8)
    lines.folder.sum()
    let report = try lines.audit()
    #expect(report.found == ["file_altered events.jsonl", Self.unsigned])
    #expect(report.findings.first?.seqs == 7...7)
  }

  @Test func `a snapshot rewritten throughout is forked from its checkpoint`() throws {
    var events = try (1...300).map { try AuditSample.event($0) }
    events[6] = try AuditSample.event(7, words: "unsaid")
    var sample = try SnapshotSample(of: events)
    sample.folder.files["checkpoint"] = try Self.whole.get().folder.files["checkpoint"]
    sample.folder.sum()
    let found = try sample.audit().found
    #expect(found.contains("forked events.jsonl"))
    #expect(found.contains("report_altered reports.note"))
  }

  @Test func `no size that a checkpoint claims is looked for to its end`() throws {
    var sample = try Self.whole.get()
    let head = try Checkpoint(
      origin: SnapshotSample.origin, size: Int.max, root: Hash.of([1]))
    sample.folder.files["checkpoint"] = try head.sign(with: SnapshotSample.key).note.bytes
    let report = try sample.audit()
    #expect(!report.isWhole && report.findings.count < 100)
    sample.folder = MemoryFolder(files: sample.folder.files.filter { $0.key == "checkpoint" })
    #expect(try sample.audit().found.contains("file_missing events.jsonl"))
  }
}
