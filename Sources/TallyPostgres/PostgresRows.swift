import CLibpq
import Tallystick

/// The rows that a server answered, in its binary form, freed with the last reference.
///
/// Nothing here traps on what a server sent: a value is read as what it is, or as nil.
@safe package final class PostgresRows {
  /// The kinds of value that a record has, by the numbers of PostgreSQL's types.
  enum Kind: UInt32 {
    case bool = 16
    case bytes = 17
    case number = 20
    case text = 25
  }

  private let result: OpaquePointer

  /// The number of rows.
  package let count: Int
  private let kinds: [Kind?]

  init(_ result: OpaquePointer) {
    unsafe self.result = result
    count = Int(unsafe tally_pq_rows(result))
    let columns = unsafe tally_pq_columns(result)
    kinds = (0..<columns).map { column in
      unsafe tally_pq_column_format(result, column) == 1
        ? Kind(rawValue: tally_pq_column_type(result, column)) : nil
    }
  }

  deinit { unsafe tally_pq_clear(result) }

  /// Whether a value is NULL.
  package func isNull(_ row: Int, _ column: Int) -> Bool {
    unsafe tally_pq_is_null(result, CInt(row), CInt(column)) != 0
  }

  /// Hands the bytes of a value of a kind to `body`; nil where it is NULL or of another kind.
  func withBytes<Result>(
    _ kind: Kind, _ row: Int, _ column: Int, _ body: (UnsafeRawBufferPointer) -> Result?
  ) -> Result? {
    guard kinds.indices.contains(column), kinds[column] == kind, !isNull(row, column) else {
      return nil
    }
    let start = unsafe tally_pq_value(result, CInt(row), CInt(column))
    let length = Int(unsafe tally_pq_length(result, CInt(row), CInt(column)))
    return unsafe body(UnsafeRawBufferPointer(start: start, count: length))
  }

  /// A whole number.
  package func number(_ row: Int, _ column: Int) -> Int64? {
    unsafe withBytes(.number, row, column) { bytes in
      unsafe bytes.count == 8
        ? Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)) : nil
    }
  }

  /// Bytes.
  package func bytes(_ row: Int, _ column: Int) -> [UInt8]? {
    unsafe withBytes(.bytes, row, column) { unsafe Array($0) }
  }

  /// A text that is valid UTF-8.
  package func text(_ row: Int, _ column: Int) -> String? {
    unsafe withBytes(.text, row, column) { unsafe String(validating: $0, as: UTF8.self) }
  }

  /// A truth value.
  package func truth(_ row: Int, _ column: Int) -> Bool? {
    unsafe withBytes(.bool, row, column) { bytes in unsafe bytes.count == 1 ? bytes[0] != 0 : nil }
  }

  /// An id.
  func id(_ row: Int, _ column: Int) -> EventID? {
    unsafe withBytes(.bytes, row, column) { bytes in
      guard bytes.count == 16 else { return nil }
      return unsafe EventID(
        high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
        low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
  }

  /// A whole number that must be there.
  func number(_ row: Int, _ column: Int, _ what: String) throws(ColumnError) -> Int {
    guard let number = number(row, column) else { throw ColumnError("\(what) is no number") }
    return Int(number)
  }

  /// A text that must be there.
  func text(_ row: Int, _ column: Int, _ what: String) throws(ColumnError) -> String {
    guard let text = text(row, column) else { throw ColumnError("\(what) is no text") }
    return text
  }

  /// The first column of the first row, as the text in which a simple query answers; nil where it is
  /// NULL or not there.
  func plainText(_ row: Int, _ column: Int) -> String? {
    guard row < count, column < kinds.count, !isNull(row, column),
      let start = unsafe tally_pq_value(result, CInt(row), CInt(column))
    else { return nil }
    let length = Int(unsafe tally_pq_length(result, CInt(row), CInt(column)))
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: length)
    return unsafe String(validating: bytes, as: UTF8.self)
  }
}

/// A value that a statement is given.
package enum PostgresValue {
  case number(Int)
  case bytes([UInt8])
  case text(String)
  case none

  /// An array of numbers.
  case numbers([Int])

  /// An array of bytes.
  case manyBytes([[UInt8]])

  /// An array of texts.
  case texts([String])

  /// The number of its type, whether it is in binary form, and its bytes with a zero byte after them.
  var sent: (type: UInt32, isBinary: Bool, bytes: [UInt8]?) {
    switch self {
    case .number(let number):
      (20, true, unsafe withUnsafeBytes(of: Int64(number).bigEndian) { unsafe Array($0) })
    case .bytes(let bytes): (17, true, bytes)
    case .text(let text): (25, true, Array(text.utf8))
    case .none: (25, true, nil)
    case .numbers(let numbers):
      (1016, false, PostgresValue.array(numbers.map { Array($0.description.utf8) }))
    case .manyBytes(let all): (1001, false, PostgresValue.array(all.map(PostgresValue.hex)))
    case .texts(let texts): (1009, false, PostgresValue.array(texts.map(PostgresValue.quoted)))
    }
  }

  private static func array(_ elements: [[UInt8]]) -> [UInt8] {
    [UInt8(ascii: "{")] + elements.joined(separator: [UInt8(ascii: ",")])
      + [UInt8(ascii: "}"), 0]
  }

  private static func hex(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return Array("\"\\\\x".utf8)
      + bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] } + [UInt8(ascii: "\"")]
  }

  private static func quoted(_ text: String) -> [UInt8] {
    let escape = Array("\"\\".utf8)
    return [UInt8(ascii: "\"")]
      + text.utf8.flatMap { escape.contains($0) ? [escape[1], $0] : [$0] } + [UInt8(ascii: "\"")]
  }
}
