/// A content line that is plainly right: where its parts stand in the bytes of ``PlainLines``, and
/// what an append asks of it.
///
/// It is made only of lines that ``Draft/init(line:number:)`` reads, of which the body has no problem
/// of shape, no mention of a label and no sealed field; and only of types and fields of which
/// ``PlainTraits`` tells all that an append has to ask. All other lines are for the readers. It is of
/// a fixed size and refers to nothing: an append has one for each of its lines.
struct PlainLine: Sendable {
  let id: EventID

  /// The number of the block that holds the line, and where in it the line begins.
  let block, start: UInt32

  /// Where, counted from there, the body ends; where what follows a label begins; and where the
  /// version stands, or would.
  private let bodyEnds, restBegins, restEnds: UInt16

  /// The number of the line in its file, from 1; 0 for none.
  private let lineNumber: UInt32

  let type: EventType
  let traits: PlainTraits

  /// The first day on which it may have been stated; nil where the start is open.
  let earliest: Day?

  /// What stands at a place of its block.
  struct Place {
    let block: Int
    let start: Int

    /// The number of the line in its file.
    let number: Int?
  }

  /// Reads a line that stands in a block; nil where it is for the readers.
  init?(_ line: Span<UInt8>, at place: Place, _ book: inout PlainBook) {
    guard line.count <= Content.longest, let kind = PlainKind.atEnd(of: line),
      let parts = PlainParts(line, kind), let traits = PlainTraits(kind, parts, in: line, &book)
    else { return nil }
    id = parts.id(in: line)
    block = UInt32(place.block)
    start = UInt32(place.start)
    lineNumber = UInt32(clamping: place.number ?? 0)
    bodyEnds = UInt16(parts.bodyEnd)
    restBegins = UInt16(parts.rest.lowerBound)
    restEnds = UInt16(parts.rest.upperBound)
    earliest = parts.stated.earliest
    type = kind.type
    self.traits = traits
  }

  /// The number of the line in its file.
  var number: Int? { lineNumber == 0 ? nil : Int(lineNumber) }

  /// Where the body and the brace before it stand in the block.
  var body: Range<Int> { Int(start)..<Int(start) + Int(bodyEnds) }

  /// Where the fields after the body and the label stand in the block, all but the version.
  var rest: Range<Int> { Int(start) + Int(restBegins)..<Int(start) + Int(restEnds) }

  /// Where the label stands in the block; nil where there is none.
  var label: Range<Int>? {
    restBegins == bodyEnds
      ? nil : body.upperBound + PlainParts.labelKey.utf8CodeUnitCount..<rest.lowerBound - 1
  }
}

/// The parts of a content line that is canonical and has the shape of its type.
struct PlainParts {
  /// What stands before a label.
  static let labelKey: StaticString = ",\"label\":\""

  /// How the content of every plain line ends.
  static let version: StaticString = ",\"v\":1}"

  let places: PlainPlaces
  let bodyEnd: Int

  /// `,"stated":…,"type":…`.
  let rest: Range<Int>

  let stated: DaySpan

  init?(_ line: Span<UInt8>, _ kind: PlainKind) {
    var scanner = CanonicalScanner(depth: 1)
    var places = PlainPlaces()
    guard scanner.skip("{\"body\":", in: line), kind.fields.take(&scanner, in: line, &places)
    else { return nil }
    self.places = places
    bodyEnd = scanner.index
    if scanner.skip(",\"label\":", in: line) {
      guard let place = scanner.letters(in: line), Name.isLabel(line.extracting(place)) else {
        return nil
      }
    }
    let start = scanner.index
    guard scanner.skip(",\"stated\":", in: line), let said = scanner.letters(in: line),
      let stated = DaySpan(plainStated: line.extracting(said)),
      scanner.skip(",\"type\":", in: line), let word = scanner.string(in: line),
      line.holds(kind.word, at: word)
    else { return nil }
    self.stated = stated
    rest = start..<scanner.index
    guard scanner.skip(PlainParts.version, in: line) || scanner.skip("}", in: line),
      scanner.index == line.count,
      bodyEnd + rest.count + PlainParts.version.utf8CodeUnitCount <= Content.longest
    else { return nil }
  }

  /// The id of the content: the label is left out, and the version is there.
  func id(in line: Span<UInt8>) -> EventID {
    let whole = rest.upperBound + PlainParts.version.utf8CodeUnitCount
    if rest.lowerBound == bodyEnd, line.count == whole { return EventID(hashing: line) }
    return EventID(hashing: line.extracting(0..<bodyEnd), line.extracting(rest), PlainParts.version)
  }
}
