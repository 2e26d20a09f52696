import Foundation
import TallySite
import Tallystick
import TransparencyLog

/// Records in memory, with a key that signs their checkpoints.
struct Sample {
  static let origin = "site.test/record"

  let store: MemoryStore
  let today: Day

  /// A record of content lines, with a checkpoint over all of them.
  init(_ lines: some Sequence<String>, today: String = "2026-11-23") throws {
    store = MemoryStore(origin: Self.origin)
    self.today = try Day(parsing: today)
    try store.adopt(verifierKey: "\(Self.key().verifier)")
    try add(lines)
    try sign()
  }

  /// The record that the project ships.
  static func shipped() throws -> Sample { try Sample(shippedLines()) }

  /// Its lines.
  static func shippedLines() throws -> [String] {
    try ["article", "public-record"].flatMap { name in
      try file("events/istanbul-2025/\(name).jsonl").split(separator: "\n").map(String.init)
    }
  }

  /// The text of a file of the project.
  static func file(_ path: String) throws -> String {
    let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent()
    }
    return String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  /// Appends content lines.
  func add(_ lines: some Sequence<String>) throws {
    let now = try Instant(parsing: "2026-11-23T12:00:00Z")
    _ = try Appender(to: store, recorder: "r", clock: { now })
      .append(lines.map { try Draft(line: Array($0.utf8)) })
  }

  /// Signs a checkpoint over all events.
  func sign() throws {
    let size = try store.end().size
    let head = try Checkpoint(
      origin: Origin(Self.origin), size: size, root: store.root(ofSize: size))
    try store.add(StoredCheckpoint(size: size, note: head.sign(with: Self.key()).note.bytes))
  }

  static func key() throws -> SignerKey {
    try SignerKey(name: KeyName(origin), seed: [UInt8](repeating: 7, count: 32))
  }

  /// The record as a site has it.
  func record(limit: Int? = nil) throws -> SiteRecord { try SiteRecord(store, limit: limit) }

  /// What a site answers to a path.
  func answer(
    _ path: String, _ language: Frame.Language = .en, query: [(name: String, value: String)] = []
  ) throws -> SiteAnswer {
    try Site(language).answer(path, query: query, of: record(), today: today)
  }
}

extension SiteAnswer {
  /// The bytes as text.
  var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Two sides that contradict one another, in few lines.
enum Story {
  static let lines = [
    #"{"type":"source","stated":"2025-06-01","label":"S1","body":{"source":"ministry","kind":"institution","name":"Ministry","side":"NORTH","reason":"speaks for the North"}}"#,
    #"{"type":"source","stated":"2025-06-01","label":"S2","body":{"source":"staff","kind":"institution","name":"Staff","side":"SOUTH","reason":"speaks for the South"}}"#,
    #"{"type":"announcement","stated":"2025-06-13","label":"sent","body":{"speaker":"ministry","attribution":"institution","quote":"We handed over 1,200.","lang":"en","claim":{"act":"handover","what":"remains","from":"NORTH","to":"SOUTH","whose":"SOUTH","count":{"exact":1200,"words":"1200"},"when":"2025-06-13","scope":"event"}}}"#,
    #"{"type":"announcement","stated":"2025-06-14","label":"received","body":{"speaker":"staff","attribution":"institution","claim":{"act":"handover","what":"remains","from":"NORTH","to":"SOUTH","whose":"SOUTH","count":{"exact":1195,"words":"1195"},"when":"2025-06-13","scope":"event"}}}"#,
    #"{"type":"retraction","stated":"2025-06-16","label":"back","body":{"speaker":"staff","attribution":"institution","of":"@received","reason":"counted too early"}}"#,
  ]
}
