internal import Tallystick
internal import TransparencyLog

/// Reads markup in the one way in which pages are written, and hands it to a writer.
///
/// It is no reader of HTML: what a page does not have, such as a comment, an attribute without
/// quotation marks or a character that could have been written otherwise, is refused. So what is read
/// here is what every browser reads.
struct HTMLReader {
  private let bytes: ArraySlice<UInt8>
  private var place: Int
  private var names: [String] = []

  /// Hands what `bytes` hold to a writer.
  ///
  /// - Throws: `FormatError` with the offset of what no page has.
  /// - Complexity: O(*n*).
  static func read<Writer: HTMLWriter>(
    _ bytes: ArraySlice<UInt8>, into writer: inout Writer
  ) throws(FormatError) {
    var reader = HTMLReader(bytes: bytes, place: bytes.startIndex)
    while reader.place < bytes.endIndex { try reader.step(&writer) }
    guard reader.names.isEmpty else {
      throw FormatError("the element \(reader.names[0]) does not end", at: bytes.endIndex)
    }
  }

  private init(bytes: ArraySlice<UInt8>, place: Int) {
    self.bytes = bytes
    self.place = place
  }

  private mutating func step<Writer: HTMLWriter>(
    _ writer: inout Writer
  ) throws(FormatError) {
    guard bytes[place] == UInt8(ascii: "<") else {
      writer.text(try text(upTo: UInt8(ascii: "<")))
      return
    }
    let start = place
    if takes("</") {
      let name = try self.name()
      guard names.popLast() == name, takes(">") else {
        throw FormatError("an element ends that did not begin last", at: start)
      }
      writer.close(name)
      return
    }
    place += 1
    let name = try self.name()
    var attributes: [HTML.Attribute] = []
    while takes(" ") {
      let attribute = try self.name()
      guard takes("=\"") else { throw FormatError("an attribute has no value", at: place) }
      attributes.append((attribute, try text(upTo: UInt8(ascii: "\""))))
      place += 1
    }
    guard takes(">") else { throw FormatError("a tag does not end", at: place) }
    names.append(name)
    writer.open(name, attributes)
  }

  private mutating func takes(_ text: String) -> Bool {
    guard bytes[place...].starts(with: text.utf8) else { return false }
    place += text.utf8.count
    return true
  }

  /// The name of an element or attribute.
  private mutating func name() throws(FormatError) -> String {
    let part = bytes[place...].prefix { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || byte == UInt8(ascii: "-")
    }
    guard !part.isEmpty else { throw FormatError("here a name is wanted", at: place) }
    place = part.endIndex
    return String(decoding: part, as: UTF8.self)
  }

  /// The text up to a character, or to the end.
  private mutating func text(upTo end: UInt8) throws(FormatError) -> String {
    var text: [UInt8] = []
    let start = place
    while place < bytes.endIndex, bytes[place] != end {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "&"): text.append(try reference())
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "\r"), 0:
        throw FormatError("a character that pages write as a reference", at: place)
      default:
        text.append(byte)
        place += 1
      }
    }
    guard let read = String(validating: text, as: UTF8.self) else {
      throw FormatError("text that is no UTF-8", at: start)
    }
    return read
  }

  /// The character that a reference stands for.
  private mutating func reference() throws(FormatError) -> UInt8 {
    for (text, byte) in HTMLReader.references where takes(text) { return byte }
    throw FormatError("a reference that no page has", at: place)
  }

  private static let references: [(String, UInt8)] = [
    ("&amp;", UInt8(ascii: "&")), ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")),
    ("&quot;", UInt8(ascii: "\"")), ("&#13;", UInt8(ascii: "\r")),
  ]
}
