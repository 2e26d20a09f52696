import Foundation
import Tallystick
import TransparencyLog

@testable import TallyNodes

/// A log in memory, as a server would show it.
struct ShownLog: LogSource {
  static let origin = "nodes.test/log"

  static var key: SignerKey {
    get throws { try SignerKey(name: KeyName(origin), seed: Array(0..<32)) }
  }

  let name = "the log"
  var files: [String: [UInt8]] = [:]

  func file(_ path: String, limit: Int) throws -> [UInt8]? { files[path] }

  /// The log of some entries, with its checkpoint.
  init(_ entries: some Sequence<[UInt8]>, key: SignerKey? = nil) throws {
    var export = TilesExport()
    var range = CompactRange()
    for entry in entries {
      for file in try export.take(entry) { files[file.path] = file.bytes }
      range.append(leafHash: Hash.leaf(of: entry))
    }
    for file in try export.finish() { files[file.path] = file.bytes }
    let checkpoint = try Checkpoint(
      origin: Origin(ShownLog.origin), size: range.size, root: range.root)
    files["checkpoint"] = try checkpoint.sign(with: key ?? ShownLog.key).note.bytes
  }

  /// The log of so many short entries, which are other ones for each name.
  init(_ count: Int, by name: String = "a") throws {
    try self.init((0..<count).lazy.map { Array("\(name) \($0)".utf8) })
  }
}

/// A log that stops answering after so many questions.
final class FailingLog: LogSource {
  let name = "the failing log"
  private let log: ShownLog
  private var left: Int

  init(_ log: ShownLog, after count: Int) {
    self.log = log
    left = count
  }

  func file(_ path: String, limit: Int) throws -> [UInt8]? {
    guard left > 0 else { throw MirrorError.unreachable("it is gone") }
    left -= 1
    return log.files[path]
  }
}

/// A folder that is removed after the test.
struct Scratch: ~Copyable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/tally-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The folder of a mirror in it.
  var mirror: String { path + "/mirror" }

  /// Mirrors a log.
  @discardableResult
  func mirror(_ log: any LogSource, key: VerifierKey? = nil) throws -> Mirroring.Outcome {
    let key = try key ?? ShownLog.key.verifier
    let folder = try MirrorFolder(mirror, key: key) { _ in }
    return try Mirroring(log, to: folder, key: key).run()
  }

  /// The files of the mirror, by their paths.
  func files() throws -> [String: [UInt8]] {
    guard FileManager.default.fileExists(atPath: mirror) else { return [:] }
    let folder = try LogFolder(mirror)
    var files: [String: [UInt8]] = [:]
    for path in try folder.files(limit: .max) {
      files[path] = try folder.read(path, limit: 1 << 24)
    }
    return files
  }

  /// Writes a file into the mirror.
  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(filePath: "\(mirror)/\(name)"))
  }
}

/// A record in memory, with sealed fields, of which one is destroyed.
enum SampleRecord {
  static func line(_ number: Int) -> Draft? {
    let label = number % 7 == 0 ? #","label":"L-\#(number)""# : ""
    let sealed = number % 70 == 0 ? #","sealed":["quote"]"# : ""
    let text =
      number % 50 == 1
      ? #"{"type":"source","stated":"2025-06-13","body":{"source":"s-\#(number)","kind":"person","#
        + #""name":"S","reason":"r"}}"#
      : #"{"type":"announcement","stated":"2025-06-13","body":{"speaker":"s-1","#
        + #""attribution":"named","quote":"said \#(number)","claim":{"act":"statement"}}"#
        + "\(label)\(sealed)}"
    return try? Draft(line: Array(text.utf8))
  }

  /// A record of so many events, and one more where there are sealed fields.
  static func make(_ count: Int, by recorder: String = "desk") throws -> MemoryStore {
    let store = MemoryStore(origin: ShownLog.origin)
    var time = Int64(1_750_000_000_000_000)
    var salt = UInt8(0)
    let appender = Appender(
      to: store, recorder: recorder,
      salt: {
        salt += 1
        return Array(repeating: salt, count: Disclosure.saltSize)
      },
      clock: {
        time += 1_000_000
        return Instant(microseconds: time) ?? .maximum
      })
    _ = try appender.append((1...count).compactMap(line))
    if let sealed = try store.disclosures().first {
      let entry = try store.entries(1...count).first { entry in
        String(decoding: entry.bytes, as: UTF8.self).contains(sealed.digest)
      }
      let redaction =
        #"{"type":"redaction","stated":"2025-06-14","body":{"of":"\#(entry?.id.description ?? "")","#
        + #""digest":"\#(sealed.digest)","reason":"r"}}"#
      _ = try appender.append([try Draft(line: Array(redaction.utf8))])
      if let next = try store.disclosures().last { try store.disclose(next.digest, to: "court") }
    }
    let key = try ShownLog.key
    try store.adopt(verifierKey: key.verifier.description)
    for size in [max(1, count / 2), try store.end().size] {
      let head = try Checkpoint(
        origin: Origin(ShownLog.origin), size: size, root: store.root(ofSize: size))
      try store.add(StoredCheckpoint(size: size, note: head.sign(with: key).note.bytes))
    }
    return store
  }

  /// The log that the record publishes.
  static func log(of store: MemoryStore) throws -> ShownLog {
    let size = try store.end().size
    return try ShownLog(try store.bytes(1...size).map(\.bytes))
  }
}
