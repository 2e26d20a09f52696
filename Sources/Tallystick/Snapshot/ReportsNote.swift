/// What binds the reports of a snapshot to its events: a note of the log's key under the name
/// ORIGIN`/reports`, over size, root and the digest of every report (design §7).
public struct ReportsNote: Hashable, Sendable {
  /// The head from whose events the reports were made.
  public let head: Checkpoint

  /// The digests of `cut.json`, of every file of `reports`, and of the text of the page.
  public let digests: Checksums

  /// Creates a note.
  public init(head: Checkpoint, digests: Checksums) {
    self.head = head
    self.digests = digests
  }

  /// The name of the key that signs it: that of the log, and `/reports`.
  public static func keyName(of origin: Origin) throws(FormatError) -> KeyName {
    try KeyName("\(origin)/reports")
  }

  /// The text: the name of the key, size and root, a line each, and the digests.
  public var text: [UInt8] {
    Array("\(head.origin)/reports\n\(head.size)\n\(head.root.base64)\n".utf8) + digests.bytes
  }

  /// Returns the note signed by the log's key.
  ///
  /// - Throws: When the key cannot sign under that name.
  public func sign(with key: SignerKey) throws(FormatError) -> SignedNote {
    try key.renamed(try ReportsNote.keyName(of: head.origin)).sign(text)
  }

  /// Opens a note that must be signed by the key of the log of `origin`, on its one line.
  ///
  /// - Throws: ``NoteError`` for a wrong signature, ``FormatError`` for what is no such note.
  /// - Complexity: O(*n*).
  public init(opening bytes: [UInt8], of origin: Origin, with key: VerifierKey) throws {
    let note = try SignedNote(parsing: bytes)
    guard note.signatures.count == 1 else {
      throw FormatError("it has \(note.signatures.count) signatures, and one is right")
    }
    let name = try ReportsNote.keyName(of: origin)
    let opened = try note.open(with: [VerifierKey(name: name, publicKey: key.publicKey)])
    try self.init(parsing: opened.text, of: origin)
  }

  private init(parsing text: [UInt8], of origin: Origin) throws(FormatError) {
    let lines = NoteLines.split(text[...])
    guard lines.count >= 3, lines[0].elementsEqual("\(origin)/reports".utf8) else {
      throw FormatError("it starts with the lines \(origin)/reports, size and root", at: 0)
    }
    guard let size = Decimal.parse(lines[1]) else {
      throw FormatError("line 2 is a size without leading zeros", at: lines[1].startIndex)
    }
    head = try Checkpoint(origin: origin, size: size, root: NoteLines.hash(lines[2]))
    digests = try Checksums(parsing: text[(lines[2].endIndex + 1)...])
  }
}

extension SignerKey {
  /// Returns the same key under another name.
  ///
  /// What is signed under the one name verifies under no other: the key ID is a hash over both.
  public func renamed(_ name: KeyName) throws(FormatError) -> SignerKey {
    try SignerKey(name: name, seed: seed)
  }
}
