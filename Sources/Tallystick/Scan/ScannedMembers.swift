/// The members of an object in canonical bytes, one after the other: where each key stands, without
/// its quotes, and each value, with all that belongs to it.
struct ScannedMembers {
  private var scanner: CanonicalScanner
  private let end: Int
  private var isFirst = true

  /// Whether all members were read, and none was malformed.
  private(set) var isAtEnd = false

  /// Creates the members of the object at a place, its braces included.
  init(of place: Range<Int>) {
    scanner = CanonicalScanner(at: place.lowerBound)
    end = place.upperBound
  }

  /// The next member; nil at the end, and where something is malformed.
  mutating func next(in bytes: Span<UInt8>) -> (key: Range<Int>, value: Range<Int>)? {
    guard scanner.skip(isFirst ? UInt8(ascii: "{") : UInt8(ascii: ","), in: bytes) else {
      isAtEnd = scanner.skip(UInt8(ascii: "}"), in: bytes) && scanner.index == end
      return nil
    }
    if isFirst, scanner.skip(UInt8(ascii: "}"), in: bytes) {
      isAtEnd = scanner.index == end
      return nil
    }
    isFirst = false
    guard let key = scanner.key(in: bytes) else { return nil }
    let start = scanner.index
    return scanner.skipValue(in: bytes) ? (key, start..<scanner.index) : nil
  }
}

extension Span<UInt8> {
  /// The text of the string at a place, its quotes included; nil where there is none.
  func text(_ place: Range<Int>?) -> String? {
    guard let place, self[place.lowerBound] == UInt8(ascii: "\"") else { return nil }
    if let text = plainText(place.lowerBound + 1..<place.upperBound - 1) { return text }
    return (try? JSONValue(parsing: extracting(place)))?.string
  }

  /// The texts of the list at a place, or its only text; nil where it is neither.
  func texts(_ place: Range<Int>?) -> [String]? {
    guard let place else { return nil }
    if let text = text(place) { return [text] }
    var scanner = CanonicalScanner(at: place.lowerBound)
    guard scanner.skip("[", in: self) else { return nil }
    var texts: [String] = []
    while !scanner.skip("]", in: self) {
      if !texts.isEmpty, !scanner.skip(",", in: self) { return nil }
      let start = scanner.index
      guard scanner.skipValue(in: self), let text = text(start..<scanner.index) else { return nil }
      texts.append(text)
    }
    return texts
  }

  /// The event id in the string at a place; nil where there is none.
  func eventID(_ place: Range<Int>?) -> EventID? {
    guard let place, place.count == 34, self[place.lowerBound] == UInt8(ascii: "\"") else {
      return nil
    }
    return EventID(hexadecimal: extracting(place.lowerBound + 1..<place.upperBound - 1))
  }
}
