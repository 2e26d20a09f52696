internal import Tallystick
public import TransparencyLog

/// A note of the log's key over digests of files that belong to a head, under a name of its own:
/// `reports.note` binds the reports to the events, `sums.note` binds every file (Format.md).
///
/// Its text is the name of the key, size and root, a line each, and then the digests as `sha256sum`
/// writes them.
public struct DigestsNote: Hashable, Sendable {
  /// What the digests are of.
  public enum Subject: String, CaseIterable, Hashable, Sendable {
    /// `cut.json`, every file of `reports`, and the text of the page.
    case reports
    /// `SHA256SUMS`.
    case sums

    /// The name of the key that signs it: that of the log, and `/reports` or `/sums`.
    ///
    /// - Throws: When no key can have that name.
    public func keyName(of origin: Origin) throws(FormatError) -> KeyName {
      try KeyName("\(origin)/\(rawValue)")
    }
  }

  /// What the digests are of.
  public let subject: Subject

  /// The head to which the files belong.
  public let head: Checkpoint

  /// The digests.
  public let digests: Checksums

  /// Creates a note.
  public init(_ subject: Subject, head: Checkpoint, digests: Checksums) {
    self.subject = subject
    self.head = head
    self.digests = digests
  }

  /// The note over the bytes of `SHA256SUMS`.
  public static func sums(_ bytes: [UInt8], of head: Checkpoint) -> DigestsNote {
    DigestsNote(
      .sums, head: head, digests: Checksums([SnapshotFile.sums.path: Hash.of(bytes)]))
  }

  /// The text.
  public var text: [UInt8] {
    Array("\(head.origin)/\(subject.rawValue)\n\(head.size)\n\(head.root.base64)\n".utf8)
      + digests.bytes
  }

  /// Returns the note signed by the log's key.
  ///
  /// - Throws: When the key cannot sign under that name.
  public func sign(with key: SignerKey) throws(FormatError) -> SignedNote {
    try key.renamed(try subject.keyName(of: head.origin)).sign(text)
  }

  /// Opens a note that must be signed by the key of the log of `origin`, on exactly one line; lines
  /// of other keys are ignored.
  ///
  /// - Throws: `NoteError` for a wrong signature, `FormatError` for what is no such note.
  /// - Complexity: O(*n*).
  public init(
    opening bytes: [UInt8], _ subject: Subject, of origin: Origin, with key: VerifierKey
  ) throws {
    let note = try SignedNote(parsing: bytes)
    let key = try VerifierKey(name: subject.keyName(of: origin), publicKey: key.publicKey)
    let opened = try note.open(with: [key])
    let lines = note.signatures.count { $0.key == key.identity }
    guard lines == 1 else {
      throw FormatError("the key \(key.identity) signed it on \(lines) lines, and one is right")
    }
    try self.init(parsing: opened.text, subject, of: origin)
  }

  private init(
    parsing text: [UInt8], _ subject: Subject, of origin: Origin
  ) throws(FormatError) {
    let lines = NoteLines.split(text[...])
    guard lines.count >= 3, lines[0].elementsEqual("\(origin)/\(subject.rawValue)".utf8) else {
      throw FormatError(
        "it starts with the lines \(origin)/\(subject.rawValue), size and root", at: 0)
    }
    guard let size = Decimal.parse(lines[1]) else {
      throw FormatError("line 2 is a size without leading zeros", at: lines[1].startIndex)
    }
    self.subject = subject
    head = try Checkpoint(origin: origin, size: size, root: NoteLines.hash(lines[2]))
    digests = try Checksums(parsing: text[(lines[2].endIndex + 1)...])
  }
}
