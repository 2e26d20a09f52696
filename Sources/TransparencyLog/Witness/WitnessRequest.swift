/// What a log asks of a witness (C2SP tlog-witness, `add-checkpoint`): to cosign a checkpoint that
/// extends the one which the witness saw last.
public struct WitnessRequest: Hashable, Sendable {
  /// The most bytes that a request can have.
  public static let maxByteCount = 65_536

  /// The most hashes of a proof in a request.
  public static let maxHashCount = 63

  /// The size of the checkpoint that the witness is taken to have cosigned last; 0 for none.
  public let oldSize: Int

  /// The hashes that show that the checkpoint extends it, as ``ConsistencyProof/hashes``.
  public let hashes: [Hash]

  /// The checkpoint.
  public let note: SignedNote

  /// Creates a request.
  ///
  /// - Throws: When a number is out of its range, or the request too large.
  public init(oldSize: Int, hashes: [Hash], note: SignedNote) throws(FormatError) {
    guard oldSize >= 0 else { throw FormatError("a size is not negative") }
    guard hashes.count <= Self.maxHashCount else {
      throw FormatError("a request has at most \(Self.maxHashCount) hashes")
    }
    self.oldSize = oldSize
    self.hashes = hashes
    self.note = note
    guard bytes.count <= Self.maxByteCount else {
      throw FormatError("a request has at most \(Self.maxByteCount) bytes")
    }
  }

  /// Reads a request.
  ///
  /// - Throws: ``FormatError`` when `bytes` are none; the offset is that of the first wrong byte.
  public init(parsing bytes: [UInt8]) throws(FormatError) {
    guard bytes.count <= Self.maxByteCount else {
      throw FormatError("a request has at most \(Self.maxByteCount) bytes, not \(bytes.count)")
    }
    var lines = NoteLines.split(bytes[...])[...]
    guard let first = lines.popFirst(), first.starts(with: Self.old.utf8),
      let oldSize = Decimal.parse(first.dropFirst(Self.old.utf8.count))
    else {
      throw FormatError("a request begins with a line \"old N\", N without leading zeros", at: 0)
    }
    // Counted before any is decoded.
    guard let blank = lines.firstIndex(where: \.isEmpty) else {
      throw FormatError("a request has an empty line before its checkpoint", at: bytes.count)
    }
    guard blank - lines.startIndex <= Self.maxHashCount else {
      throw FormatError("a request has at most \(Self.maxHashCount) hashes")
    }
    var hashes: [Hash] = []
    for line in lines[..<blank] { hashes.append(try NoteLines.hash(line)) }
    let start = lines[blank].endIndex + 1
    let note = try NoteLines.read(bytes[min(start, bytes.count)...]) { part throws(FormatError) in
      try SignedNote(parsing: Array(part))
    }
    try self.init(oldSize: oldSize, hashes: hashes, note: note)
  }

  /// The request as it is sent.
  public var bytes: [UInt8] {
    let proof = hashes.map { "\($0.base64)\n" }.joined()
    return Array("\(Self.old)\(oldSize)\n\(proof)\n".utf8) + note.bytes
  }

  private static let old = "old "
}
