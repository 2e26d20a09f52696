@testable import Tallystick

/// The events that the project ships, in a record in memory.
enum Shipped {
  /// The article alone.
  static func article() throws -> Ledger { try ledger(of: ["article"]) }

  /// The article, and the public record after it.
  static func record() throws -> Ledger { try ledger(of: ["article", "public-record"]) }

  private static func ledger(of names: [String]) throws -> Ledger {
    let ledger = try Ledger(cast: [], now: "2026-11-23T12:00:00Z")
    for name in names {
      let lines = try ProjectFile.text("events/istanbul-2025/\(name).jsonl")
      try ledger.add(
        lines.utf8.split(separator: UInt8(ascii: "\n")).map { try Draft(line: Array($0)) })
    }
    return ledger
  }
}
