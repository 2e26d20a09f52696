/// A content line that is plainly right, kept as its canonical bytes.
///
/// It is made only of lines that ``Draft/init(reading:number:)`` reads, of which the body has no
/// problem of shape, no mention of a label and no sealed field; and only of types and fields of
/// which ``PlainTraits`` tells all that an append has to ask. All other lines are for the readers.
final class PlainLine: Sendable {
  /// The canonical bytes of the content, `{body, stated, type, v}`.
  let bytes: [UInt8]

  /// Where the body ends in them, and the fields of the log stand in an entry.
  let bodyEnd: Int

  let id: EventID
  let type: EventType
  let label: String?

  /// The first day on which it may have been stated; nil where the start is open.
  let earliest: Day?

  let traits: PlainTraits

  init?(_ line: [UInt8]) {
    let span = line.span
    guard line.count <= Content.longest, let kind = PlainKind.atEnd(of: span), span.isUTF8 else {
      return nil
    }
    var scanner = CanonicalScanner(depth: 1)
    var places = PlainPlaces()
    guard scanner.skip("{\"body\":", in: span), kind.fields.take(&scanner, in: span, &places)
    else { return nil }
    bodyEnd = scanner.index

    var label: String?
    if scanner.skip(",\"label\":", in: span) {
      guard let place = scanner.string(in: span), Name.isLabel(span.extracting(place)) else {
        return nil
      }
      label = span.plainText(place)
    }
    let rest = scanner.index
    guard scanner.skip(",\"stated\":", in: span), let said = scanner.string(in: span),
      let stated = DaySpan(plainStated: span.extracting(said)),
      scanner.skip(",\"type\":", in: span), let word = scanner.string(in: span),
      span.holds(kind.word, at: word)
    else { return nil }
    let hasVersion = scanner.skip(",\"v\":1", in: span)
    guard scanner.skip("}", in: span), scanner.index == span.count,
      let traits = PlainTraits(kind, places, stated: stated, in: span)
    else { return nil }
    bytes = PlainLine.content(line, without: bodyEnd..<rest, hasVersion)
    guard bytes.count <= Content.longest else { return nil }
    id = EventID(hashing: bytes)
    earliest = stated.earliest
    type = kind.type
    self.label = label
    self.traits = traits
  }

  /// The canonical content of a line with a label in `label`, or none, and with a version or none.
  private static func content(
    _ line: [UInt8], without label: Range<Int>, _ hasVersion: Bool
  ) -> [UInt8] {
    if label.isEmpty && hasVersion { return line }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(line.count + 6)
    bytes.append(contentsOf: line[..<label.lowerBound])
    bytes.append(contentsOf: line[label.upperBound...])
    if !hasVersion {
      bytes.removeLast()
      bytes.append(contentsOf: ",\"v\":1}".utf8)
    }
    return bytes
  }

  /// The content as values, which takes a parse of the bytes.
  var content: Content {
    guard let object = try? JSONValue(parsing: bytes).object,
      let content = try? Content(json: object)
    else { preconditionFailure("a plain line is content") }
    return content
  }
}
