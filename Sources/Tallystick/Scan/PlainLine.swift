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
    guard line.count <= Content.longest, let type = EventType(atEndOf: span), span.isUTF8 else {
      return nil
    }
    let kind = PlainKind.of(type)
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
      span.isText(type.rawValue, at: word)
    else { return nil }
    let hasVersion = scanner.skip(",\"v\":1", in: span)
    guard scanner.skip("}", in: span), scanner.index == span.count,
      let traits = PlainTraits(type, kind, places, stated: stated, in: span)
    else { return nil }
    bytes = PlainLine.content(line, without: bodyEnd..<rest, hasVersion)
    guard bytes.count <= Content.longest else { return nil }
    id = EventID(hashing: bytes)
    earliest = stated.earliest
    self.type = type
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

extension EventType {
  /// Creates the type that stands at the end of a content line, with a version after it or none.
  ///
  /// It is nil where none does; whether the line is one is for its scan to say.
  fileprivate init?(atEndOf line: Span<UInt8>) {
    let version = line.count - 7..<line.count
    var end = line.count - 1
    if version.lowerBound >= 0, line.holds(",\"v\":1}", at: version) { end = version.lowerBound }
    var start = end - 1
    while start > 0, line[start - 1] != UInt8(ascii: "\"") { start -= 1 }
    guard start >= 8, line[end - 1] == UInt8(ascii: "\""),
      line.holds("\"type\":\"", at: start - 8..<start),
      let word = line.plainText(start..<end - 1)
    else { return nil }
    self.init(rawValue: word)
  }
}
