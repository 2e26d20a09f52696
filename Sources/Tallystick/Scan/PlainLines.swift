/// Content lines that are plainly right, in the blocks of bytes in which they were read.
struct PlainLines: Sendable {
  /// The blocks; a line stands in one of them.
  private(set) var blocks: [[UInt8]] = []

  private var book = PlainBook()

  /// Reads a line that stands in a block of its own; nil where it is for the readers.
  mutating func line(_ bytes: [UInt8], number: Int?) -> PlainLine? {
    let place = PlainLine.Place(block: blocks.count, start: 0, number: number)
    guard let line = PlainLine(bytes.span, at: place, &book) else { return nil }
    blocks.append(bytes)
    return line
  }

  /// Gives the next block a number; it is empty until it is kept.
  mutating func nextBlock() -> Int {
    blocks.append([])
    return blocks.count - 1
  }

  /// Reads a line that stands in the block of a number, which is to be kept if some line in it is
  /// plain.
  mutating func line(
    _ range: Range<Int>, of bytes: Span<UInt8>, block: Int, number: Int
  ) -> PlainLine? {
    let place = PlainLine.Place(block: block, start: range.lowerBound, number: number)
    return PlainLine(bytes.extracting(range), at: place, &book)
  }

  /// Keeps the block of a number.
  mutating func keep(_ bytes: [UInt8], as block: Int) { blocks[block] = bytes }

  /// All events that lines name.
  var references: [EventID] { book.references }

  /// The event at one of the places of ``PlainTraits/references``.
  func reference(_ place: Int) -> EventID { book.references[place] }

  /// The source, agreement or medium of a code.
  func name(_ code: UInt32) -> String? { book.names[code] }

  func label(of line: PlainLine) -> String? {
    line.label.map { String(decoding: blocks[Int(line.block)][$0], as: UTF8.self) }
  }

  /// The canonical bytes of the content of a line.
  func bytes(of line: PlainLine) -> [UInt8] {
    let block = blocks[Int(line.block)]
    var bytes = Array(block[line.body])
    bytes += block[line.rest]
    bytes += "\(PlainParts.version)".utf8
    return bytes
  }

  /// The content of a line as values, which takes a parse of the bytes.
  func content(of line: PlainLine) -> Content {
    guard let object = try? JSONValue(parsing: bytes(of: line)).object,
      let content = try? Content(json: object)
    else { preconditionFailure("a plain line is content") }
    return content
  }
}

/// What many lines name: events one after the other, and short names, each once.
struct PlainBook: Sendable {
  var references: [EventID] = []
  var names = Codes()
}
