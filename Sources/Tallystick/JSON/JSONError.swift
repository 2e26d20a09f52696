/// Why some bytes are not the JSON that an event may hold, and where.
public struct JSONError: Error, Hashable, Sendable {
  /// What is wrong and what would be right, as a clause without a final period.
  public let reason: String

  /// The offset in bytes of what is wrong; the length of the input where something is missing.
  public let offset: Int

  /// The line of `offset`, counted from 1; a line ends with a line feed.
  public let line: Int

  /// The place of `offset` in its line, in bytes counted from 1.
  public let column: Int

  /// Creates an error at an offset of the input, and counts its line and column.
  ///
  /// - Complexity: O(*offset*).
  init(_ reason: String, at offset: Int, in bytes: Span<UInt8>) {
    var line = 1
    var start = 0
    for index in 0..<offset where bytes[index] == UInt8(ascii: "\n") {
      line += 1
      start = index + 1
    }
    self.reason = reason
    self.offset = offset
    self.line = line
    self.column = offset - start + 1
  }
}

extension JSONError: CustomStringConvertible {
  /// The message shown to the user; it repeats nothing of the input.
  public var description: String {
    line == 1 ? "\(reason) (column \(column))" : "\(reason) (line \(line), column \(column))"
  }
}
