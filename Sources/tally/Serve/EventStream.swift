internal import TallySite
internal import Tallystick
internal import TransparencyLog

/// New events of a record, told as they come.
struct EventStream: Sendable {
  let record: ServedRecord
  /// Whether entries are told, not heads alone.
  let hasEntries: Bool
  /// The last event that the reader knows; nil: it begins with what comes.
  let after: Int?

  /// The most entries that are told of what was there already.
  private static let mostBefore = 1000

  /// How long may pass without a word.
  private static let silence = Duration.seconds(15)

  /// Tells what comes until the reader goes away.
  func run(_ write: (String) async throws -> Void) async throws {
    try await write("retry: 5000\n\n")
    var told = after
    var last = ContinuousClock.now
    while true {
      try Task.checkCancellation()
      let head = try await record.head()
      let from = told ?? head.size
      if told == nil || head.size > from {
        try await tell(from, head, write)
        last = .now
      } else if .now - last >= Self.silence {
        try await write(": \n\n")
        last = .now
      }
      told = max(from, head.size)
      try await Task.sleep(for: .milliseconds(500))
    }
  }

  private func tell(
    _ from: Int, _ head: ServedRecord.Head, _ write: (String) async throws -> Void
  ) async throws {
    if hasEntries, head.size > from {
      if head.size - from > Self.mostBefore {
        try await write("event: gap\ndata: {\"from\":\(from + 1),\"to\":\(head.size)}\n\n")
      } else {
        for start in stride(from: from + 1, through: head.size, by: 100) {
          for entry in try await record.entries(start...min(start + 99, head.size)) {
            let text = String(decoding: entry.bytes, as: UTF8.self)
            try await write("id: \(entry.seq)\nevent: entry\ndata: \(text)\n\n")
          }
        }
      }
    }
    let recorded = head.recorded.map { "\"\($0)\"" } ?? "null"
    try await write(
      "id: \(head.size)\nevent: head\ndata: {\"recorded\":\(recorded),"
        + "\"root\":\"\(head.root.base64)\",\"size\":\(head.size)}\n\n")
  }
}
