public import TransparencyLog

/// The drafts of an append, in their order.
///
/// Lines that are plainly right stay the bytes that were read; of such a line nothing is made but
/// where its parts stand, so that a long append takes little more memory than its file.
public struct Drafts: Sendable {
  /// One of them: a plain line, or the number of a draft that was read.
  enum Row: Sendable {
    case plain(PlainLine)
    case read(Int)
  }

  /// The drafts in their order.
  private(set) var rows: [Row] = []

  /// The bytes of those that are plain.
  private(set) var lines = PlainLines()

  private var read: [Draft] = []

  /// The number of lines taken so far, empty ones too.
  public private(set) var lineCount = 0

  /// The lines that could not be read, each with its reason.
  public private(set) var problems: [Refusal] = []

  /// Creates no drafts.
  public init() {}

  /// Creates the drafts of an array.
  public init(_ drafts: some Sequence<Draft>) {
    for draft in drafts { append(draft) }
  }

  /// Adds a draft.
  public mutating func append(_ draft: Draft) {
    rows.append(.read(read.count))
    read.append(draft)
  }

  /// Adds the draft of one content line or whole entry, as ``Draft/init(line:number:)`` reads it.
  ///
  /// - Throws: `FormatError` when the line is neither.
  /// - Complexity: O(*n*) in the number of bytes.
  public mutating func append(line: [UInt8], number: Int? = nil) throws(FormatError) {
    if let plain = lines.line(line, number: number) {
      rows.append(.plain(plain))
    } else {
      try append(reading: line, number: number)
    }
  }

  /// Adds the drafts of a block of whole lines: the next ones of a file.
  ///
  /// A line of nothing but spaces is none, a carriage return at the end of a line is no part of it,
  /// nor is the mark of UTF-8 before the first. Lines that cannot be read are ``problems``.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public mutating func append(lines block: [UInt8]) {
    let bytes = block.span
    let blockNumber = lines.nextBlock()
    var isKept = false
    var start = 0
    while start < bytes.count {
      let end = bytes.first(UInt8(ascii: "\n"), from: start)
      lineCount += 1
      let place = bytes.contentLine(start..<end, isFirst: lineCount == 1)
      start = end + 1
      guard let place else { continue }
      if let plain = lines.line(place, of: bytes, block: blockNumber, number: lineCount) {
        rows.append(.plain(plain))
        isKept = true
      } else {
        takeLine(Array(block[place]))
      }
    }
    if isKept { lines.keep(block, as: blockNumber) }
  }

  private mutating func takeLine(_ line: [UInt8]) {
    do {
      try append(reading: line, number: lineCount)
    } catch {
      problems.append(Refusal("\(error).", line: lineCount))
    }
  }

  /// Adds a line that is not plain; with spaces, or with its fields in another order, it may be plain
  /// once it is written again.
  private mutating func append(reading line: [UInt8], number: Int?) throws(FormatError) {
    let json = try Draft.json(line)
    let canonical = CanonicalJSON.bytes(json)
    if canonical != line, let plain = lines.line(canonical, number: number) {
      rows.append(.plain(plain))
    } else {
      append(try Draft(json, number: number))
    }
  }
}

extension Drafts: RandomAccessCollection {
  /// 0.
  public var startIndex: Int { 0 }

  /// The number of drafts.
  public var endIndex: Int { rows.count }

  /// The draft at a place.
  ///
  /// - Complexity: O(*n*) in the number of its bytes.
  public subscript(place: Int) -> Draft {
    switch rows[place] {
    case .read(let number): read[number]
    case .plain(let line):
      Draft(lines.content(of: line), label: lines.label(of: line), line: line.number)
    }
  }
}

extension Drafts {
  /// The word of the type of the draft at a place.
  public func type(of place: Int) -> String {
    switch rows[place] {
    case .read(let number): read[number].type
    case .plain(let line): line.type.rawValue
    }
  }

  /// The number of the line of the draft at a place, where it has one.
  public func lineNumber(of place: Int) -> Int? {
    switch rows[place] {
    case .read(let number): read[number].line
    case .plain(let line): line.number
    }
  }
}

extension Span<UInt8> {
  /// The places of a line of a file without what a text editor adds: a carriage return at its end,
  /// and the mark of UTF-8 before the first; nil where nothing but spaces stands there.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public func contentLine(_ range: Range<Int>, isFirst: Bool) -> Range<Int>? {
    var (start, end) = (range.lowerBound, range.upperBound)
    if end > start, self[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    if isFirst, end - start >= 3, self[start] == 0xEF, self[start + 1] == 0xBB,
      self[start + 2] == 0xBF
    {
      start += 3
    }
    for place in start..<end where self[place] != UInt8(ascii: " ") {
      if self[place] != UInt8(ascii: "\t") { return start..<end }
    }
    return nil
  }
}
