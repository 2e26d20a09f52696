import Testing

@testable import tally

/// Lines are read in blocks as they are one by one.
struct LineReaderTests {
  /// Lines of up to some kilobytes, and one of half a megabyte.
  private static let lines = (0..<900).map { number in
    "\(number) " + String(repeating: "x", count: number == 700 ? 500_000 : number * 37 % 5_000)
  }

  private static func blocks(_ text: String) throws -> [[UInt8]] {
    try TemporaryFolder.use { folder in
      let path = folder.work + "/lines"
      try Files.replace(path, with: Array(text.utf8), mode: 0o600)
      var reader = try LineReader(path: path, hint: "Nothing.")
      var blocks: [[UInt8]] = []
      while let block = try reader.nextBlock(after: 0) { blocks.append(block) }
      return blocks
    }
  }

  @Test(arguments: ["", "\n"])
  func `blocks are whole lines, and all of the file`(end: String) throws {
    let text = LineReaderTests.lines.joined(separator: "\n") + end
    let blocks = try LineReaderTests.blocks(text)
    #expect(blocks.count > 2)
    #expect(Array(blocks.joined()) == Array(text.utf8))
    #expect(blocks.dropLast().allSatisfy { $0.last == UInt8(ascii: "\n") })
    #expect(blocks.allSatisfy { !$0.isEmpty })
  }

  @Test func `a file without lines has no block, and one that is too long ends the reading`() throws
  {
    #expect(try LineReaderTests.blocks("").isEmpty)
    #expect(try LineReaderTests.blocks("\n") == [[UInt8(ascii: "\n")]])
    let long = "short\n" + String(repeating: "x", count: 3_000_000) + "\n"
    #expect(throws: Failure.self) { try LineReaderTests.blocks(long) }
  }
}
