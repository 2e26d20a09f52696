import Foundation
import TallyReports
import Tallystick
import TransparencyLog

/// A page that a key signed, over a record in memory.
struct PageSample {
  static let origin = "page.test/record"

  let view: View
  let entries: [StoredEntry]
  let page: ReportPage
  let checkpoint: [UInt8]
  let note: [UInt8]

  /// The bytes of the page.
  var html: [UInt8] { page.html(checkpoint: checkpoint, reportsNote: note) }

  /// Signs the page of content lines with a key of this seed.
  init(of lines: [[UInt8]], seed: UInt8 = 1) throws {
    let store = MemoryStore(origin: Self.origin)
    let now = try Instant(parsing: "2026-11-23T12:00:00Z")
    _ = try Appender(to: store, recorder: "r", clock: { now })
      .append(lines.map { try Draft(line: $0) })
    try self.init(of: store, seed: seed)
  }

  /// Signs the page of a record with a key of this seed.
  init(of store: MemoryStore, seed: UInt8 = 1) throws {
    var folding = Folding()
    let size = try store.end().size
    try store.forEach(upTo: size) { try folding.take($0) }
    let entries = try store.entries(1...max(size, 1))
    let cut = Cut(today: try Day(parsing: "2026-11-23"))
    let view = View(folding.history, root: folding.root, at: cut)
    try self.init(view, entries: entries, proofs: [:], seed: seed)
  }

  /// Signs the page of a view with a key of this seed.
  init(_ view: View, entries: [StoredEntry], proofs: [Int: [Hash]], seed: UInt8 = 1) throws {
    self.view = view
    self.entries = entries
    let key = try Self.key(seed: seed)
    page = ReportPage(view, key: key.verifier, entries: entries, proofs: proofs)
    let (size, root) = (view.cut.size, view.cut.root)
    checkpoint = try Checkpoint(origin: Origin(Self.origin), size: size, root: root)
      .sign(with: key).note.bytes
    let text = """
      \(Self.origin)/reports
      \(size)
      \(root.base64)
      \(Hash.of(Array(page.mainText.utf8)))  \(ReportPage.signedName)

      """
    note = try Self.key("\(Self.origin)/reports", seed: seed).sign(Array(text.utf8)).bytes
  }

  /// The key of a name and a seed.
  static func key(_ name: String = origin, seed: UInt8 = 1) throws -> SignerKey {
    try SignerKey(name: KeyName(name), seed: [UInt8](repeating: seed, count: 32))
  }

  /// The lines of the record that is shipped, or of some of its files.
  static func shippedLines(of names: [String] = ["article", "public-record"]) throws -> [[UInt8]] {
    try names.flatMap { name in
      let path = "\(Project.root)/events/istanbul-2025/\(name).jsonl"
      return try Data(contentsOf: URL(filePath: path)).split(separator: UInt8(ascii: "\n"))
        .map { Array($0) }
    }
  }
}
