import Foundation
import Tallystick
import Testing
import TransparencyLog

/// Records that are signed, for tests of checkpoints, keys and proofs.
extension TemporaryFolder {
  /// Where the keys of `signed.test/r` lie.
  var keys: String { path + "/config/tally/keys/signed.test%2fr" }

  /// Makes `record.tally` with `count` events.
  func makeRecord(_ count: Int) throws {
    let ending = try tally(
      "init", "--origin", "signed.test/r", "--test-clock", "2025-07-01T00:00:00Z")
    try #require(ending.status == 0, "\(ending.errors)")
    if count > 0 { try append(count, by: "first") }
  }

  /// Appends events that `name` wrote.
  func append(_ count: Int, by name: String, to record: String = "record.tally") throws {
    let ending = try tally(
      "append", "-", "--record", record, input: Events.lines(count, by: name))
    try #require(ending.status == 0, "\(ending.errors)")
  }

  /// Copies a file of the folder in which programs run.
  func copy(_ name: String, to other: String) throws {
    try FileManager.default.copyItem(atPath: "\(work)/\(name)", toPath: "\(work)/\(other)")
  }

  /// Overwrites a file with the bytes of another; its permissions stay.
  func overwrite(_ path: String, with other: String) throws {
    try Data(contentsOf: URL(filePath: other)).write(to: URL(filePath: path))
  }

  /// The verifier key of the record.
  func verifierKey() throws -> VerifierKey {
    try VerifierKey(parsing: try #require(tally("key", "show").lines.first))
  }

  /// Signs the record, and opens what was printed.
  func sign(_ record: String = "record.tally") throws -> SignedCheckpoint {
    let ending = try tally("checkpoint", "--record", record)
    try #require(ending.status == 0, "\(ending.errors)")
    return try SignedCheckpoint(opening: Array(ending.output.utf8), with: try verifierKey())
  }

  /// What a query gives on a record, through the sqlite3 shell.
  func query(_ sql: String, on record: String = "record.tally") throws -> [String] {
    try shell("sqlite3 \(record) \"\(sql)\"").lines
  }

  /// The permissions of a file or folder, in octal digits.
  func mode(of path: String) throws -> String? {
    try shell("stat -c %a '\(path)'").lines.first
  }
}
