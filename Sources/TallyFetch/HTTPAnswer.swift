/// What a server answered.
public struct HTTPAnswer: Hashable, Sendable {
  /// The status, such as 200.
  public let status: Int

  /// The headers, with their names in small letters.
  public let headers: [Header]

  /// The body.
  public internal(set) var body: [UInt8] = []

  /// A header of an answer.
  public struct Header: Hashable, Sendable {
    /// The name, in small letters.
    public let name: String

    /// The value, without spaces around it.
    public let value: String
  }

  /// The value of the first header of this name, in small letters.
  public subscript(name: String) -> String? { headers.first { $0.name == name }?.value }

  /// The most bytes of a head.
  static let mostHead = 16_384

  /// The end of the head in what was read so far: where the body begins; nil while it is not there.
  static func headEnd(in bytes: [UInt8]) -> Int? {
    let mark = Array("\r\n\r\n".utf8)
    guard bytes.count >= mark.count else { return nil }
    return (0...bytes.count - mark.count).first { start in
      bytes[start] == mark[0] && bytes[start..<start + mark.count].elementsEqual(mark)
    }.map { $0 + mark.count }
  }

  /// Reads a head, to the empty line that ends it.
  init(head: ArraySlice<UInt8>) throws(FetchError) {
    let lines = head.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
      .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }.filter { !$0.isEmpty }
    guard let first = lines.first else { throw .badAnswer("it has no first line") }
    let words = first.split(separator: UInt8(ascii: " "), maxSplits: 2)
    guard words.count >= 2,
      words[0].elementsEqual("HTTP/1.1".utf8)
        || words[0].elementsEqual("HTTP/1.0".utf8), words[1].count == 3,
      let status = Int(String(decoding: words[1], as: UTF8.self)), status >= 100
    else { throw .badAnswer("it does not begin as one of HTTP/1.1") }
    self.status = status
    var headers: [Header] = []
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
        line[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
      else { throw .badAnswer("a line of its head is no header") }
      let name = line[..<colon].map { (65...90).contains($0) ? $0 + 32 : $0 }
      var value = line[(colon + 1)...]
      while let byte = value.first, byte == 0x20 || byte == 0x09 { value.removeFirst() }
      while let byte = value.last, byte == 0x20 || byte == 0x09 { value.removeLast() }
      headers.append(
        Header(
          name: String(decoding: name, as: UTF8.self),
          value: String(decoding: value, as: UTF8.self)))
    }
    self.headers = headers
  }

  /// How many bytes the body has; nil where the head does not say it.
  func bodyLength() throws(FetchError) -> Int? {
    let lengths = Set(headers.filter { $0.name == "content-length" }.map(\.value))
    guard let text = lengths.first else { return nil }
    guard lengths.count == 1, (1...18).contains(text.utf8.count),
      text.utf8.allSatisfy({ (48...57).contains($0) }), let length = Int(text)
    else { throw .badAnswer("its length is no number") }
    return length
  }

  /// Whether the body comes in chunks.
  func isChunked() throws(FetchError) -> Bool {
    guard let coding = self["transfer-encoding"] else { return false }
    guard coding.lowercased() == "chunked" else {
      throw .badAnswer("its transfer encoding is not known")
    }
    return true
  }

  /// Whether the connection is closed after it.
  var closes: Bool { self["connection"]?.lowercased() == "close" }
}
