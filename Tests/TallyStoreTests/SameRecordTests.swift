import Foundation
import Tallystick
import Testing
import TransparencyLog

@testable import TallyPostgres
@testable import TallySQLite

/// The same lines, appended at the same time by the same recorder, are the same record in every store.
struct SameRecordTests {
  /// Lines that are in the repository: the article, and the public record after it.
  enum Lines: String, CaseIterable {
    case article = "events/istanbul-2025/article.jsonl"
    case publicRecord = "events/istanbul-2025/public-record.jsonl"

    func drafts() throws -> Drafts {
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
      let text = try Data(contentsOf: root.appendingPathComponent(rawValue))
      return try Drafts(
        text.split(separator: UInt8(ascii: "\n")).map { try Draft(line: Array($0)) })
    }
  }

  /// The bytes of a record, its root and its tiles, after lines were appended in two parts.
  private func made(of lines: [Lines], in kind: StoreKind) throws -> (
    all: [StoredEntry], root: Hash
  ) {
    try kind.withStore { store in
      var seconds = 0
      let appender = Appender(
        to: store, recorder: "keeper", salt: { [UInt8](repeating: 7, count: 16) },
        clock: {
          seconds += 1
          return Instant(microseconds: 1_796_083_200_000_000 + Int64(seconds)) ?? .minimum
        })
      for part in lines { _ = try appender.append(part.drafts()) }
      let size = try store.end().size
      return (try store.entries(1...max(size, 1)), try store.root(ofSize: size))
    }
  }

  @Test(arguments: [[Lines.article], [.article, .publicRecord]])
  func `every store holds the same bytes under the same root`(lines: [Lines]) throws {
    let first = try made(of: lines, in: .memory)
    #expect(first.all.count > 40)
    for kind in StoreKind.allCases.dropFirst() {
      let other = try made(of: lines, in: kind)
      #expect(other.all == first.all)
      #expect(other.root == first.root)
    }
  }
}
