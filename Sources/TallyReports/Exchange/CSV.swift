internal import Tallystick

/// A file of comma-separated values (RFC 4180), read strictly.
///
/// Cells in quotation marks may hold separators, line breaks, and quotation marks written twice.
/// Lines end with CRLF or LF. A byte order mark before the first cell is left aside, and lines
/// without any cell are skipped.
public struct CSV: Hashable, Sendable {
  /// What stands between two cells.
  public enum Separator: String, CaseIterable, Sendable {
    /// `,`
    case comma = ","
    /// `;`, as spreadsheets write where the comma is the decimal sign.
    case semicolon = ";"
    /// The tabulator.
    case tab = "tab"

    var byte: UInt8 {
      switch self {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: UInt8(ascii: "\t")
      }
    }
  }

  /// One record.
  public struct Record: Hashable, Sendable {
    /// The line on which it begins, from 1.
    public let line: Int

    /// Its cells as written, without their quotation marks.
    public let cells: [String]
  }

  /// The most bytes that a file may have: 64 MiB.
  public static let longest = 64 << 20

  /// The most cells that a record may have.
  public static let widest = 1_000

  /// The most bytes that a cell may have: no event holds more.
  public static let longestCell = Content.longest

  /// The records, in order, the first line of names among them.
  public let records: [Record]

  /// Reads a file.
  ///
  /// - Throws: ``CSVError`` at the first byte that is wrong.
  /// - Complexity: O(*n*) in the number of bytes.
  public init(parsing bytes: [UInt8], separator: Separator = .comma) throws(CSVError) {
    guard bytes.count <= CSV.longest else {
      throw CSVError("the file is longer than \(CSV.longest) bytes", at: 0, of: bytes)
    }
    try CSV.checkText(bytes)
    var reader = CSVReader(bytes, separator: separator.byte)
    records = try reader.all()
  }

  private static func checkText(_ bytes: [UInt8]) throws(CSVError) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw CSVError("this is UTF-16; save it as CSV in UTF-8", at: 0, of: bytes)
    }
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      let offset = error.byteOffsets.lowerBound
      throw CSVError("this is no UTF-8; save the file as CSV in UTF-8", at: offset, of: bytes)
    }
    if let offset = bytes.firstIndex(of: 0) {
      throw CSVError("a NUL character stands here; is this a text file?", at: offset, of: bytes)
    }
  }
}

/// Why some bytes are no CSV, and where.
public struct CSVError: Error, Hashable, Sendable {
  /// What is wrong and what would be right, as a clause without a final period.
  public let reason: String

  /// The line, from 1.
  public let line: Int

  /// The place in the line, in characters (Unicode scalars) from 1.
  public let column: Int

  init(_ reason: String, at offset: Int, of bytes: [UInt8]) {
    let before = bytes[..<offset]
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    self.reason = reason
    line = before.count { $0 == UInt8(ascii: "\n") } + 1
    column = bytes[start..<offset].count { $0 & 0xC0 != 0x80 } + 1
  }
}

extension CSVError: CustomStringConvertible {
  /// The message shown to the user; it repeats nothing of the file.
  public var description: String { "\(reason) (line \(line), column \(column))" }
}

/// A place in the bytes of a file, which moves forward as cells are read.
private struct CSVReader {
  private let bytes: [UInt8]
  private let separator: UInt8
  private var index = 0
  private var line = 1

  init(_ bytes: [UInt8], separator: UInt8) {
    self.bytes = bytes
    self.separator = separator
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  mutating func all() throws(CSVError) -> [CSV.Record] {
    var records: [CSV.Record] = []
    while index < bytes.count {
      let isBlank = isLineEnd
      let record = try record()
      if !isBlank { records.append(record) }
    }
    return records
  }

  private var isLineEnd: Bool {
    bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r")
  }

  private mutating func record() throws(CSVError) -> CSV.Record {
    let start = line
    var cells = [try cell()]
    while index < bytes.count, bytes[index] == separator {
      guard cells.count < CSV.widest else {
        throw error("a record has more than \(CSV.widest) cells")
      }
      index += 1
      cells.append(try cell())
    }
    try endLine()
    return CSV.Record(line: start, cells: cells)
  }

  private mutating func endLine() throws(CSVError) {
    guard index < bytes.count else { return }
    if bytes[index] == UInt8(ascii: "\r") {
      guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\n") else {
        throw error("a carriage return stands here without a line feed")
      }
      index += 1
    }
    index += 1
    line += 1
  }

  private mutating func cell() throws(CSVError) -> String {
    guard index < bytes.count else { return "" }
    return bytes[index] == UInt8(ascii: "\"") ? try quotedCell() : try plainCell()
  }

  private mutating func plainCell() throws(CSVError) -> String {
    let start = index
    while index < bytes.count, bytes[index] != separator, !isLineEnd {
      if bytes[index] == UInt8(ascii: "\"") {
        throw error(
          "a quotation mark stands inside a cell that has none around it; write it twice, and put "
            + "the cell in quotation marks")
      }
      index += 1
    }
    return try text(bytes[start..<index], from: start)
  }

  private mutating func quotedCell() throws(CSVError) -> String {
    let start = index
    var cell: [UInt8] = []
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\n") { line += 1 }
      guard byte == UInt8(ascii: "\"") else {
        cell.append(byte)
        continue
      }
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
        guard index == bytes.count || bytes[index] == separator || isLineEnd else {
          throw error("after the closing quotation mark comes a separator or the end of the line")
        }
        return try text(cell[...], from: start)
      }
      cell.append(UInt8(ascii: "\""))
      index += 1
    }
    throw CSVError("the quotation mark that opens here is not closed", at: start, of: bytes)
  }

  private func text(_ cell: ArraySlice<UInt8>, from start: Int) throws(CSVError) -> String {
    guard cell.count <= CSV.longestCell else {
      throw CSVError(
        "the cell that begins here is longer than \(CSV.longestCell) bytes", at: start, of: bytes)
    }
    return String(decoding: cell, as: UTF8.self)
  }

  private func error(_ reason: String) -> CSVError { CSVError(reason, at: index, of: bytes) }
}
