import Foundation
import Testing

/// Lines of a file are read in blocks as they are one by one.
struct LineReaderTests {
  /// Lines of up to some kilobytes, which fill several blocks, and one as long as an event may be.
  private static let lines: [String] = {
    let events = String(decoding: Events.lines(900, by: "press"), as: UTF8.self)
    return events.split(separator: "\n").enumerated().map { number, line in
      let spaces = String(repeating: " ", count: number == 700 ? 60_000 : number * 37 % 5_000)
      return line.replacingOccurrences(of: ",\"stated\"", with: "," + spaces + "\"stated\"")
    }
  }()

  @Test(arguments: ["", "\n"])
  func `blocks are whole lines, and all of the file`(end: String) throws {
    try TemporaryFolder.use { folder in
      try folder.tally("init", "--origin", "lines.test/r", "--test-clock", "2025-06-20T00:00:00Z")
      try folder.write(
        Data((LineReaderTests.lines.joined(separator: "\n") + end).utf8), to: "lines.jsonl")
      let appended = try folder.tally("append", "lines.jsonl")
      #expect(appended.status == 0, "\(appended.errors.prefix(300))")
      let quotes = try Events.stored(in: folder).map(\.body.quote)
      #expect(quotes.elementsEqual((1...900).lazy.map { "press \($0)" }))
    }
  }

  @Test(arguments: ["", "\n"])
  func `a file without lines appends nothing`(text: String) throws {
    try TemporaryFolder.use { folder in
      try folder.tally("init", "--origin", "lines.test/r", "--test-clock", "2025-06-20T00:00:00Z")
      try folder.write(Data(text.utf8), to: "lines.jsonl")
      try folder.tally("append", "lines.jsonl")
      #expect(try folder.tally("export").output.isEmpty)
    }
  }

  @Test func `a line that is too long ends the reading, and nothing is appended`() throws {
    try TemporaryFolder.use { folder in
      try folder.tally("init", "--origin", "lines.test/r", "--test-clock", "2025-06-20T00:00:00Z")
      let long = "\n{\"x\":\"" + String(repeating: "x", count: 3_000_000) + "\"}\n"
      try folder.write(Data((LineReaderTests.lines[0] + long).utf8), to: "lines.jsonl")
      let refused = try folder.tally("append", "lines.jsonl")
      #expect(refused.status == 1)
      #expect(refused.errors.hasPrefix("Error: lines.jsonl:2"), "\(refused.errors.prefix(200))")
      #expect(try folder.tally("export").output.isEmpty)
    }
  }
}
