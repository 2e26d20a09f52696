internal import Tallystick
public import TransparencyLog

/// SHA-256 digests of named files, a line each as `sha256sum` writes and reads them, sorted by the
/// bytes of the names.
public struct Checksums: Hashable, Sendable {
  /// The digest of one file.
  public struct Line: Hashable, Sendable {
    /// The digest.
    public let digest: Hash

    /// The name: not empty, ASCII without control characters and `\`.
    public let name: String
  }

  /// The lines, in order, no name twice.
  public let lines: [Line]

  /// Creates the lines for some files.
  ///
  /// - Complexity: O(*n* log *n*).
  public init(_ digests: [String: Hash]) {
    lines = digests.map { Line(digest: $0.value, name: $0.key) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Reads lines.
  ///
  /// - Throws: When `bytes` are not exactly such lines; the offset is that of the first wrong one.
  /// - Complexity: O(*n*).
  public init(parsing bytes: ArraySlice<UInt8>) throws(FormatError) {
    guard bytes.isEmpty || bytes.last == NoteLines.newline else {
      throw FormatError("the last line has no line feed", at: bytes.endIndex)
    }
    var lines: [Line] = []
    for line in NoteLines.split(bytes) {
      let read = try Line(parsing: line)
      if let last = lines.last, !last.name.utf8.lexicographicallyPrecedes(read.name.utf8) {
        throw FormatError("a name does not stand in order", at: line.startIndex)
      }
      lines.append(read)
    }
    self.lines = lines
  }

  /// The lines as text.
  public var bytes: [UInt8] { lines.flatMap { Array("\($0.digest)  \($0.name)\n".utf8) } }

  /// The digest of the file of this name, where it is listed.
  ///
  /// - Complexity: O(*n*).
  public subscript(name: String) -> Hash? { lines.first { $0.name == name }?.digest }

  /// The digests by name.
  var byName: [String: Hash] {
    Dictionary(lines.map { ($0.name, $0.digest) }) { first, _ in first }
  }
}

extension Checksums.Line {
  fileprivate init(parsing line: ArraySlice<UInt8>) throws(FormatError) {
    let (hex, rest) = (line.prefix(64), line.dropFirst(64))
    guard let digest = Hash(hex: hex), rest.starts(with: "  ".utf8) else {
      throw FormatError(
        "a line has a SHA-256 in 64 lower-case digits, two spaces and a name", at: line.startIndex)
    }
    let name = rest.dropFirst(2)
    guard !name.isEmpty,
      name.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "\\") })
    else {
      throw FormatError("a name is ASCII without spaces and backslashes", at: name.startIndex)
    }
    self.init(digest: digest, name: String(decoding: name, as: UTF8.self))
  }
}

extension Hash {
  /// Creates a hash of its 64 lower-case hexadecimal digits.
  init?(hex digits: some Collection<UInt8>) {
    guard digits.count == 2 * Hash.byteCount else { return nil }
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in digits {
      let value: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    try? self.init(bytes: bytes)
  }
}
