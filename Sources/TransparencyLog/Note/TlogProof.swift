/// A proof, in one file, that a log holds an entry (C2SP tlog-proof, `.tlog-proof`).
///
/// The entry is not in it, and nothing in it is checked before
/// ``check(leafHash:with:)``.
public struct TlogProof: Hashable, Sendable {
  /// The most bytes of extra data: other readers stop at lines of 64 KiB.
  public static let maxExtraByteCount = 48_000

  /// The most hashes that a proof in a log of less than 2^63 entries can have.
  public static let maxHashCount = 63

  /// The index of the entry in the log, from 0.
  public let index: Int

  /// The inclusion proof, as ``InclusionProof/hashes``.
  public let hashes: [Hash]

  /// The checkpoint, signatures and all.
  public let checkpoint: SignedNote

  /// Data that nothing vouches for, or `nil`.
  public let extra: [UInt8]?

  /// Creates a proof.
  ///
  /// - Throws: When a value is out of its range, or `extra` is empty.
  public init(
    index: Int, hashes: [Hash], checkpoint: SignedNote, extra: [UInt8]? = nil
  ) throws(FormatError) {
    guard (0..<Decimal.max).contains(index) else {
      throw FormatError("an index is from 0 to 2^63-2")
    }
    guard hashes.count <= Self.maxHashCount else {
      throw FormatError("a proof has at most \(Self.maxHashCount) hashes")
    }
    if let extra, !(1...Self.maxExtraByteCount).contains(extra.count) {
      throw FormatError("extra data has 1 to \(Self.maxExtraByteCount) bytes, not \(extra.count)")
    }
    self.index = index
    self.hashes = hashes
    self.checkpoint = checkpoint
    self.extra = extra
  }

  /// Reads a proof.
  ///
  /// - Throws: When `bytes` are no proof; the offset is that of the first wrong byte.
  /// - Complexity: O(*n*).
  public init(parsing bytes: [UInt8]) throws(FormatError) {
    var lines = NoteLines.split(bytes[...])[...]
    guard let title = lines.popFirst(), title.elementsEqual(Self.title.utf8) else {
      throw FormatError("a proof starts with the line \"\(Self.title)\"", at: 0)
    }
    let extra = try Self.field("extra ", &lines).map(NoteLines.base64)
    let offset = lines.first?.startIndex ?? bytes.count
    guard let number = Self.field("index ", &lines), let index = Decimal.parse(number) else {
      throw FormatError(
        "a proof has a line \"index N\", N from 0 without leading zeros",
        at: offset)
    }
    var hashes: [Hash] = []
    while let line = lines.popFirst(), !line.isEmpty { hashes.append(try NoteLines.hash(line)) }
    guard let start = lines.first?.startIndex else {
      throw FormatError("a proof has a blank line and a checkpoint at its end", at: bytes.count)
    }
    let checkpoint = try NoteLines.read(bytes[start...]) { part throws(FormatError) in
      try SignedNote(parsing: Array(part))
    }
    try self.init(index: index, hashes: hashes, checkpoint: checkpoint, extra: extra)
  }

  /// The proof as its file has it.
  public var bytes: [UInt8] {
    var head = "\(Self.title)\n"
    if let extra { head += "extra \(Base64.standard.encode(extra))\n" }
    head += "index \(index)\n"
    for hash in hashes { head += "\(hash.base64)\n" }
    return Array("\(head)\n".utf8) + checkpoint.bytes
  }

  /// Checks that the log with `key` holds the entry with `leafHash` at ``index``.
  ///
  /// - Throws: ``TlogProofError`` saying why it is not proven.
  /// - Complexity: O(log *n*) hashes.
  @discardableResult
  public func check(
    leafHash: Hash, with key: VerifierKey
  ) throws(TlogProofError) -> SignedCheckpoint {
    let opened: SignedCheckpoint
    do { opened = try SignedCheckpoint(opening: checkpoint, with: key) } catch {
      throw .checkpoint(error)
    }
    let head = opened.checkpoint
    let proof = InclusionProof(index: index, size: head.size, hashes: hashes)
    do { try proof.check(leafHash: leafHash, root: head.root) } catch { throw .inclusion(error) }
    return opened
  }

  private static let title = "c2sp.org/tlog-proof@v1"

  /// Takes the first line if it starts with `name`, and returns what follows.
  private static func field(
    _ name: String, _ lines: inout ArraySlice<ArraySlice<UInt8>>
  ) -> ArraySlice<UInt8>? {
    guard let line = lines.first, line.starts(with: name.utf8) else { return nil }
    lines.removeFirst()
    return line.dropFirst(name.utf8.count)
  }
}

/// A refusal to accept a proof.
public enum TlogProofError: Error, Hashable, Sendable {
  /// The checkpoint is not one of the log.
  case checkpoint(CheckpointError)

  /// The hashes do not lead from the entry to the root of the checkpoint.
  case inclusion(MerkleError)
}

extension TlogProofError: CustomStringConvertible {
  /// The message shown to the user.
  public var description: String {
    switch self {
    case .checkpoint(let error): error.description
    case .inclusion(let error): error.description
    }
  }
}
