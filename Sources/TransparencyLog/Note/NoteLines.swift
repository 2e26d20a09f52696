/// Lines of bytes that each end with a newline.
package enum NoteLines {
  package static let newline = UInt8(ascii: "\n")

  /// Returns the lines without their newlines; their indexes are those of `bytes`.
  ///
  /// A last line without a newline is returned as well: callers check how the bytes end.
  package static func split(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var lines = bytes.split(separator: newline, omittingEmptySubsequences: false)
    if bytes.isEmpty || bytes.last == newline { lines.removeLast() }
    return lines
  }

  /// Returns what `read` makes of `part`, with the offsets of its errors counted as `part` counts.
  static func read<Value>(
    _ part: ArraySlice<UInt8>, _ read: (ArraySlice<UInt8>) throws(FormatError) -> Value
  ) throws(FormatError) -> Value {
    do {
      return try read(part)
    } catch {
      throw error.moved(by: part.startIndex)
    }
  }

  /// Returns the bytes that `part` writes in padded base64.
  package static func base64(_ part: ArraySlice<UInt8>) throws(FormatError) -> [UInt8] {
    try read(part) { part throws(FormatError) in try Base64.standard.decode(part) }
  }

  /// Returns the hash that `part` writes in padded base64.
  package static func hash(_ part: ArraySlice<UInt8>) throws(FormatError) -> Hash {
    try read(part) { part throws(FormatError) in try Hash(base64: part) }
  }
}

extension FormatError {
  /// Returns the error with its offset counted from `count` bytes earlier, 0 if it had none.
  func moved(by count: Int) -> FormatError {
    FormatError(reason, at: (offset ?? 0) + count)
  }
}
