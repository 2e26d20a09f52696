import Tallystick
import TransparencyLog

/// The readers of foreign bytes, each with the laws that it keeps on any input.
///
/// The fuzzers in `tools/fuzz` try them on bytes that they make up, `FuzzCorpusTests` on those
/// that were kept.
enum ReaderLaws: String, CaseIterable, Sendable {
  case note
  case proof
  case tile
  case json
  case edtf
  case csv

  /// Reads `bytes`, which may be anything.
  ///
  /// - Throws: ``BrokenLaw`` where the reader breaks a law.
  func check(_ bytes: [UInt8]) throws {
    switch self {
    case .note: try NoteLaws.check(bytes)
    case .proof: try ProofLaws.check(bytes)
    case .tile: try TileLaws.check(bytes)
    case .json: try JSONLaws.check(bytes)
    case .edtf: try EDTFLaws.check(bytes)
    case .csv: try CSVLaws.check(bytes)
    }
  }
}

/// What a reader did that it must not do.
struct BrokenLaw: Error, CustomStringConvertible {
  let description: String
}

/// Demands that a law holds.
func hold(_ law: Bool, _ name: @autoclosure () -> String) throws {
  if !law { throw BrokenLaw(description: name()) }
}

/// Demands that two texts have the same bytes; `==` would take canonically equal ones as equal.
func holdSame(_ left: String, _ right: String, _ name: @autoclosure () -> String) throws {
  try hold(left.utf8.elementsEqual(right.utf8), "\(name()): \(left) and \(right)")
}

/// Demands that a refusal points into the input, and can be shown on a terminal.
func holdRefusal(_ error: FormatError, of count: Int) throws {
  let offset = error.offset ?? 0
  try hold((0...count).contains(offset), "a refusal points into the input: \(error)")
  try hold(escaped(error.description) == error.description, "a refusal is harmless: \(error)")
}

/// Returns what `read` makes of an input of `count` bytes, or nil where it is refused.
func reading<Value>(_ count: Int, _ read: () throws -> Value) throws -> Value? {
  do {
    return try read()
  } catch let error as FormatError {
    try holdRefusal(error, of: count)
    return nil
  }
}

/// Reads a text that must be refused, or print back as it was.
@discardableResult
func readingBack<Value>(
  _ text: String, as name: String, print: (Value) -> String, _ read: (String) throws -> Value
) throws -> Value? {
  let value = try reading(text.utf8.count) { try read(text) }
  if let value { try holdSame(print(value), text, "\(name) prints back") }
  return value
}

/// The key that the laws sign with; anybody may know its seed.
enum LawKeys {
  static let name = "example.test/log"

  /// The key of the log whose signed notes lie in the corpora.
  static func log() throws -> SignerKey {
    try SignerKey(name: KeyName(name), seed: [UInt8](0..<32))
  }
}
