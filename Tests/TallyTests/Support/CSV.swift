/// A reader of CSV (RFC 4180) that takes nothing that a strict one would not.
enum CSV {
  /// The rows; nil where a line does not end with CR LF, or a quote stands where none may.
  static func rows(_ text: String) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      guard let cell = cell(&rest) else { return nil }
      row.append(cell)
      if rest.starts(with: [0x0D, 0x0A]) {
        rest = rest.dropFirst(2)
        rows.append(row)
        row = []
      } else if rest.popFirst() != UInt8(ascii: ",") {
        return nil
      }
    }
    return row.isEmpty ? rows : nil
  }

  private static func cell(_ rest: inout ArraySlice<UInt8>) -> String? {
    let quote = UInt8(ascii: "\"")
    guard rest.first == quote else {
      let plain = rest.prefix { $0 != UInt8(ascii: ",") && $0 != 0x0D }
      rest = rest.dropFirst(plain.count)
      guard !plain.contains(quote), !plain.contains(0x0A) else { return nil }
      return String(decoding: plain, as: UTF8.self)
    }
    rest.removeFirst()
    var cell: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == quote {
        guard rest.first == quote else { return String(decoding: cell, as: UTF8.self) }
        rest.removeFirst()
      }
      cell.append(byte)
    }
    return nil
  }
}
