/// Where the fields of an entry stand in its canonical bytes, of which none is made a text.
///
/// It is made only of bytes that ``Event/init(decoding:)`` reads and ``Event/bytes`` writes again
/// just so, as far as its ``stated`` is one: that is for whoever reads it to see. Of all others it
/// is nil.
struct EntryParts {
  let seq: Int
  let id: EventID
  let recorded: Instant
  let version: Int

  /// The places of texts, without their quotes.
  let label: Range<Int>?
  let stated: Range<Int>
  let type: Range<Int>

  /// The place of the body, its braces included.
  let body: Range<Int>

  /// Where the last part of the content begins, its fields `stated`, `type` and `v`.
  let contentEnd: Int

  /// Whether an object in the body has sealed fields, whose digests are its member `_sd`.
  let hasDigests: Bool

  init?(scanning bytes: Span<UInt8>) {
    var form = EntryForm()
    self.init(scanning: bytes, &form)
  }

  /// Fills in the form of the body in the same pass.
  init?(scanning bytes: Span<UInt8>, _ form: inout EntryForm) {
    guard bytes.count <= Event.longest else { return nil }
    var scanner = CanonicalScanner(depth: 1)
    guard scanner.skip("{\"body\":", in: bytes), scanner.index < bytes.count,
      bytes[scanner.index] == UInt8(ascii: "{")
    else { return nil }
    let start = scanner.index
    guard let end = form.scan(bytes, from: start, depth: 1) else { return nil }
    body = start..<end
    hasDigests = form.hasDigests
    scanner.index = end

    guard scanner.skip(",\"id\":", in: bytes),
      let idPlace = scanner.string(of: 32, in: bytes),
      let id = EventID(hexadecimal: bytes.extracting(idPlace))
    else { return nil }
    self.id = id

    if scanner.skip(",\"label\":", in: bytes) {
      guard let place = scanner.name(in: bytes), !bytes.looksLikeID(place) else { return nil }
      label = place
    } else {
      label = nil
    }

    guard scanner.skip(",\"recorded\":", in: bytes),
      let time = scanner.string(of: 27, in: bytes),
      let recorded = Instant(plain: bytes.extracting(time), &form.recordedDays),
      scanner.skip(",\"recorder\":", in: bytes), scanner.name(in: bytes) != nil,
      scanner.skip(",\"seq\":", in: bytes),
      let seq = scanner.integer(in: bytes), seq > 0
    else { return nil }
    self.recorded = recorded
    self.seq = Int(seq)

    contentEnd = scanner.index
    guard scanner.skip(",\"stated\":\"", in: bytes),
      let statedEnd = bytes.endOfString(from: scanner.index)
    else { return nil }
    stated = scanner.index..<statedEnd
    scanner.index = statedEnd + 1
    guard scanner.skip(",\"type\":", in: bytes), let type = scanner.word(in: bytes),
      scanner.skip(",\"v\":", in: bytes),
      let version = scanner.integer(in: bytes), (1...1_000_000).contains(version),
      scanner.skip("}", in: bytes), scanner.index == bytes.count
    else { return nil }
    self.type = type
    self.version = Int(version)
  }
}

extension CanonicalScanner {
  /// Steps over quotes with a name or a label between them, and returns where that stands.
  fileprivate mutating func name(in bytes: Span<UInt8>) -> Range<Int>? {
    guard let place = bytes.name(at: index) else { return nil }
    index = place.upperBound + 1
    return place
  }

  /// Steps over quotes with a word between them, and returns where that stands.
  fileprivate mutating func word(in bytes: Span<UInt8>) -> Range<Int>? {
    guard let place = bytes.word(at: index) else { return nil }
    index = place.upperBound + 1
    return place
  }

  /// Steps over quotes with so many bytes between them, and returns where these stand: they are for
  /// the caller to look at, and hold neither quotes nor escapes.
  fileprivate mutating func string(of count: Int, in bytes: Span<UInt8>) -> Range<Int>? {
    let (start, end) = (index + 1, index + 1 + count)
    guard end < bytes.count, bytes[index] == UInt8(ascii: "\""), bytes[end] == UInt8(ascii: "\"")
    else { return nil }
    index = end + 1
    return start..<end
  }
}

extension Span<UInt8> {
  /// Whether a name could be taken for an id (``Name/isLabel(_:)``).
  fileprivate func looksLikeID(_ place: Range<Int>) -> Bool {
    guard place.count >= 6 else { return false }
    for index in place where !self[index].isLowerHex { return false }
    return true
  }
}
