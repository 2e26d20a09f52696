internal import TallyDesk
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

/// A file of drafts under review, and the file beside it that keeps what was decided.
struct ReviewFile {
  private static let largest = 50_000_000

  /// The file of drafts.
  let path: String

  /// The file of the state.
  var statePath: String { path + ".review" }

  /// The queue, as it was left.
  func queue() throws -> ReviewQueue {
    let bytes = try Files.read(path, limit: ReviewFile.largest, what: "a file of drafts")
    let sha256 = ReviewFile.digest(bytes)
    guard Files.exists(statePath) else {
      return try readable(path) { try ReviewQueue(ReviewFile.lines(bytes), sha256: sha256) }
    }
    let state = try Files.read(statePath, limit: ReviewFile.largest, what: "the state of a review")
    let queue = try readable(statePath) { try ReviewQueue(state: ReviewFile.lines(state)) }
    guard queue.sha256 == sha256 else {
      throw Failure(
        "\(escaped(path)) is not the file whose review \(escaped(statePath)) keeps: it was changed.",
        hint: "Give the new drafts another name; or, to begin again, remove \(escaped(statePath)). "
          + "What was accepted stays in the record.")
    }
    return queue
  }

  /// The article that the drafts were read off, in a file that is said to hold it.
  func article(_ path: String) throws -> DeskArticle {
    let input = try ArticleInput(path)
    let bytes = try Files.read(self.path, limit: ReviewFile.largest, what: "a file of drafts")
    let first = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let line = (try? JSONValue(parsing: Array(first)))?.object
    if let known = line?["article"]?.object?["sha256"]?.string, known != input.sha256 {
      throw Failure(
        "\(escaped(path)) is not the article that the drafts of \(escaped(self.path)) were read off: "
          + "its SHA-256 is another.", hint: "Name the file that `tally draft` read.")
    }
    return DeskArticle(input.text)
  }

  /// Keeps the state, whole or as it was.
  func keep(_ queue: ReviewQueue) throws {
    try Files.replace(statePath, with: queue.state, mode: 0o600)
  }

  private func readable<Value>(_ name: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as FormatError {
      throw Failure(
        "\(escaped(name)): \(error).", hint: "Name a file that `tally draft` has written.")
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize().bytes.lowerHex
  }
}
