import Foundation
import Tallystick
import Testing

@testable import TallySQLite

extension Tag {
  /// Tests that start programs: `sqlite3`, which tools/test installs, or this one again.
  @Tag static var process: Self
}

/// A generator that gives the same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension StoredEntry {
  /// An entry with columns of its own, whose bytes are no event.
  static func sample(
    _ seq: Int, id: EventID? = nil, label: String? = nil, at time: Int? = nil,
    type: String = "announcement", bytes: [UInt8] = Array("{\"é\":0}\0".utf8)
  ) throws -> StoredEntry {
    StoredEntry(
      seq: seq, id: try id ?? sampleID(seq), label: label,
      recorded: try #require(Instant(microseconds: Int64(time ?? seq) * 1_000)), type: type,
      bytes: bytes)
  }

  /// The id of the sample at `seq`.
  static func sampleID(_ seq: Int) throws -> EventID {
    var random = SeededGenerator(state: UInt64(seq))
    let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
    return try #require(EventID(bytes: bytes))
  }

  /// Samples with these seqs.
  static func samples(_ seqs: ClosedRange<Int>) throws -> [StoredEntry] {
    try seqs.map { try sample($0) }
  }
}

/// Runs `body` with the path of a new folder, which is removed afterwards.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.path + "/tally-" + UUID().uuidString
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(folder)
}

/// Runs `body` with a new record of `size` entries, for writing, and its path.
func withRecord<Result>(
  holding size: Int = 0, _ body: (SQLiteStore, String) throws -> Result
) throws -> Result {
  try withFolder { folder in
    let path = folder + "/sample.tally"
    let store = try SQLiteStore.create(at: path, origin: "sample.test/record")
    if size > 0 { try store.append(try StoredEntry.samples(1...size), onto: 0) }
    return try body(store, path)
  }
}

/// Runs `body` with the path of a record of `size` entries that nobody has open.
func withClosedRecord<Result>(
  holding size: Int = 0, _ body: (String) throws -> Result
) throws -> Result {
  try withFolder { folder in
    let path = folder + "/sample.tally"
    try fill(path, with: size)
    return try body(path)
  }
}

private func fill(_ path: String, with size: Int) throws {
  let store = try SQLiteStore.create(at: path, origin: "sample.test/record")
  if size > 0 { try store.append(try StoredEntry.samples(1...size), onto: 0) }
}

/// The permissions of a file.
func mode(of path: String) throws -> Int {
  let attributes = try FileManager.default.attributesOfItem(atPath: path)
  return try #require(attributes[.posixPermissions] as? Int)
}

/// The bytes of a file.
func bytes(of path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
}
