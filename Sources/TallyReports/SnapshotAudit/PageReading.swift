internal import Tallystick
internal import TransparencyLog

/// A page of a snapshot as it was found, taken apart; nothing in it is checked but its form.
struct PageReading {
  /// The signed checkpoint, and `reports.note`.
  let checkpoint: [UInt8]
  let reportsNote: [UInt8]

  /// The verifier key.
  let key: String

  /// The events, each with its seq, its bytes, and the hashes of its proof where it has one.
  let events: [(seq: Int, bytes: [UInt8], proof: [Hash]?)]

  /// The digest of the text of the part for people, that of its outline, and what it says that is.
  let textDigest: Hash
  let outlineDigest: Hash
  let drawn: String

  /// The element `main`, its tags and all.
  let main: ArraySlice<UInt8>

  /// Takes a page apart.
  ///
  /// - Throws: `FormatError` where it has not the form of a page.
  /// - Complexity: O(*n*).
  init(_ bytes: [UInt8]) throws(FormatError) {
    let open = Array("<main id=\"main\">".utf8)
    let close = Array("</main>".utf8)
    let rest = Array("\n<section id=\"machine\" ".utf8)
    guard let start = bytes.firstRange(of: open)?.lowerBound,
      let end = bytes[start...].firstRange(of: close)?.upperBound,
      bytes[end...].starts(with: rest),
      let script = bytes[end...].firstRange(of: Array("\n<script>".utf8))?.lowerBound
    else { throw FormatError("it has not the four parts of a page") }
    main = bytes[start..<end]
    var text = TextWriter(output: DigestedText())
    try HTMLReader.read(main.dropFirst(open.count).dropLast(close.count), into: &text)
    textDigest = text.output.hash
    var outline = OutlineWriter(output: DigestedText())
    try HTMLReader.read(main, into: &outline)
    outlineDigest = outline.output.hash
    var marked = MarkedTexts()
    try HTMLReader.read(main, into: &marked)
    drawn = marked["drawn"] ?? ""
    marked = MarkedTexts()
    try HTMLReader.read(bytes[(end + 1)..<script], into: &marked)
    checkpoint = Array((marked["checkpoint"] ?? "").utf8)
    reportsNote = Array((marked["reports"] ?? "").utf8)
    key = marked["vkey"] ?? ""
    var events: [(seq: Int, bytes: [UInt8], proof: [Hash]?)] = []
    for (id, texts) in marked.events { events.append(try Self.event(id, texts)) }
    self.events = events
  }

  private static func event(
    _ id: String, _ texts: [String]
  ) throws(FormatError) -> (seq: Int, bytes: [UInt8], proof: [Hash]?) {
    guard id.utf8.first == UInt8(ascii: "e"), let seq = Decimal.parse(Array(id.utf8)[1...]),
      seq > 0, (1...2).contains(texts.count)
    else { throw FormatError("an event has a seq, its bytes and perhaps a proof") }
    let bytes = Array(texts[0].utf8)
    guard texts.count == 2 else { return (seq, bytes, nil) }
    var hashes: [Hash] = []
    for part in Array(texts[1].utf8).split(separator: UInt8(ascii: " ")) {
      hashes.append(try Hash(base64: part))
    }
    return (seq, bytes, hashes)
  }
}

/// Collects the texts of elements with ids, and those in each event.
private struct MarkedTexts: HTMLWriter {
  /// The events: the id of each, and the texts of its elements.
  private(set) var events: [(id: String, texts: [String])] = []

  private var texts: [String: String] = [:]
  private var open: [String?] = []

  subscript(id: String) -> String? { texts[id] }

  mutating func begin() {}

  mutating func open(_ name: String, _ attributes: [HTML.Attribute]) {
    let id = attributes.first { $0.name == "id" }?.value
    if name == "li", let id { events.append((id, [])) }
    if name == "code", !events.isEmpty { events[events.count - 1].texts.append("") }
    if let id, name != "li" { texts[id] = "" }
    open.append(name == "code" ? nil : id ?? "")
  }

  mutating func text(_ text: String) {
    guard let id = open.last else { return }
    guard let id else {
      let (event, part) = (events.count - 1, (events.last?.texts.count ?? 0) - 1)
      if part >= 0 { events[event].texts[part] += text }
      return
    }
    if !id.isEmpty { texts[id]? += text }
  }

  mutating func close(_ name: String) { open.removeLast() }
}
