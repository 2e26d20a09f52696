/// A signature line of a note: the key that it names, and the signature.
public struct NoteSignature: Hashable, Sendable {
  /// The key that the line names; nothing says that it made the signature.
  public let key: KeyIdentity

  /// The signature, without the key ID: at least one byte.
  public let bytes: [UInt8]

  /// Creates a line.
  public init(key: KeyIdentity, bytes: [UInt8]) {
    self.key = key
    self.bytes = bytes
  }

  /// The line with its newline: an em dash, the name, and base64 of key ID and signature.
  public var line: [UInt8] {
    let keyID = (0..<4).map { UInt8(truncatingIfNeeded: key.keyID >> UInt32(24 - 8 * $0)) }
    return Array("— \(key.name) \(Base64.standard.encode(keyID + bytes))\n".utf8)
  }
}

/// A text with signatures (C2SP signed-note), none of them checked.
///
/// It is read as bytes and has one spelling: ``bytes`` of a note that was read are the bytes that
/// were read.
public struct SignedNote: Hashable, Sendable {
  /// The most bytes that a note can have.
  public static let maxByteCount = 1_000_000

  /// The most signature lines that a note can have.
  public static let maxSignatureCount = 100

  /// What is signed: UTF-8 that ends with a newline, and with no other control character.
  public let text: [UInt8]

  /// The signature lines in their order, at least one.
  public let signatures: [NoteSignature]

  /// Creates a note.
  ///
  /// - Throws: When `text` is no text of a note, there is no signature, one is empty, or the
  ///   note is too large.
  public init(text: [UInt8], signatures: [NoteSignature]) throws(FormatError) {
    try Self.checkText(text)
    guard !signatures.isEmpty, signatures.allSatisfy({ !$0.bytes.isEmpty }) else {
      throw FormatError("a note has at least one signature, and none is empty")
    }
    guard signatures.count <= Self.maxSignatureCount else {
      throw FormatError("a note has at most \(Self.maxSignatureCount) signatures")
    }
    self.text = text
    self.signatures = signatures
    try Self.checkCount(bytes.count)
  }

  /// Reads a note.
  ///
  /// - Throws: When `bytes` are no note; the offset is that of the first wrong byte.
  /// - Complexity: O(*n*).
  public init(parsing bytes: [UInt8]) throws(FormatError) {
    try Self.checkCount(bytes.count)
    try Self.checkText(bytes)
    guard let blank = Self.lastBlankLine(in: bytes) else {
      throw FormatError("a note has a blank line before its signatures", at: bytes.count)
    }
    let lines = NoteLines.split(bytes[(blank + 1)...])
    guard !lines.isEmpty else {
      throw FormatError("a note has at least one signature line", at: bytes.count)
    }
    guard lines.count <= Self.maxSignatureCount else {
      throw FormatError("a note has at most \(Self.maxSignatureCount) signatures")
    }
    text = Array(bytes[..<blank])
    var signatures: [NoteSignature] = []
    for line in lines { signatures.append(try NoteSignature(parsing: line)) }
    self.signatures = signatures
  }

  /// The note: the text, a blank line, and the signature lines.
  public var bytes: [UInt8] { text + [NoteLines.newline] + signatures.flatMap(\.line) }

  /// Returns the index of the newline that is the last empty line; the text may have others.
  private static func lastBlankLine(in bytes: [UInt8]) -> Int? {
    bytes.indices.dropFirst().last {
      bytes[$0] == NoteLines.newline && bytes[$0 - 1] == NoteLines.newline
    }
  }

  private static func checkCount(_ count: Int) throws(FormatError) {
    guard count <= maxByteCount else {
      throw FormatError("a note has at most \(maxByteCount) bytes, not \(count)")
    }
  }

  /// Checks that `text` can be signed.
  static func checkText(_ text: [UInt8]) throws(FormatError) {
    if let offset = text.firstIndex(where: { $0 < 0x20 && $0 != NoteLines.newline }) {
      throw FormatError("a note has no control character other than newline", at: offset)
    }
    do {
      _ = try UTF8Span(validating: text.span)
    } catch {
      throw FormatError("a note is valid UTF-8", at: error.byteOffsets.lowerBound)
    }
    guard text.last == NoteLines.newline else {
      throw FormatError("a note ends with a newline", at: text.count)
    }
  }
}

extension NoteSignature {
  /// Reads a line without its newline.
  init(parsing line: ArraySlice<UInt8>) throws(FormatError) {
    let dash = Array("— ".utf8)
    guard line.starts(with: dash) else {
      throw FormatError("a signature line starts with an em dash and a space", at: line.startIndex)
    }
    let fields = line.dropFirst(dash.count).split(
      separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
    guard fields.count == 2 else {
      throw FormatError("a signature line has a name, a space and base64", at: line.startIndex)
    }
    let name = try NoteLines.read(fields[0]) { part throws(FormatError) in
      try KeyName(bytes: part)
    }
    let blob = try NoteLines.base64(fields[1])
    guard blob.count > 4 else {
      throw FormatError("a signature has a key ID and more", at: fields[1].startIndex)
    }
    let keyID = blob.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    self.init(key: KeyIdentity(name: name, keyID: keyID), bytes: Array(blob.dropFirst(4)))
  }
}
