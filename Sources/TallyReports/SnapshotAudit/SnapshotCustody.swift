internal import Tallystick
internal import TransparencyLog

/// The digests of a snapshot's files, the signatures over them, of the log's key and perhaps of a
/// custodian, and what tells people how to check.
struct SnapshotCustody {
  /// The custodian's key, once its signature is found to be good.
  private(set) var key: SSHKey?

  /// Whether the signature is good under signers that were given.
  private(set) var isVouched = false

  private let head: Checkpoint
  private let logKey: VerifierKey
  private let given: [UInt8]?
  private let isSigned: Bool

  /// The signature, with the custodian whose key it names.
  private let signed: (signature: SSHSignature, custodian: Custodian)?

  /// Reads the signature; `given` are signers that somebody vouched for.
  init(
    _ head: Checkpoint, key logKey: VerifierKey, signers given: [UInt8]?,
    _ reading: inout SnapshotReading
  ) throws {
    self.head = head
    self.logKey = logKey
    self.given = given
    let paths = [SnapshotFile.signature.path, SnapshotFile.allowedSigners.path]
    isSigned = paths.contains { reading.files.contains($0) }
    signed = isSigned || given != nil ? try SnapshotCustody.signature(head, &reading) : nil
  }

  private static func signature(
    _ head: Checkpoint, _ reading: inout SnapshotReading
  ) throws -> (SSHSignature, Custodian)? {
    let path = SnapshotFile.signature.path
    guard let bytes = try reading.bytes(of: path, limit: SSHSignature.maxByteCount) else {
      return nil
    }
    do {
      let signature = try SSHSignature(parsing: bytes)
      let namespace = Custodian.namespace(of: head.origin)
      guard signature.namespace.utf8.elementsEqual(namespace.utf8) else {
        throw FormatError(
          "it was made for \(quoted(signature.namespace)), not for \(namespace)")
      }
      return (signature, try Custodian(of: head.origin, key: signature.key))
    } catch let error as FormatError {
      reading.add(Finding(.badSignature, in: path, error.description))
      return nil
    }
  }

  /// Checks the files, and last of all the signature.
  mutating func check(
    _ reading: inout SnapshotReading, _ isGood: SnapshotAudit.SignatureCheck
  ) throws {
    try compare(
      .readme,
      SnapshotReadme(
        head: head, isSigned: isSigned,
        isStamped: reading.files.contains(where: SnapshotFile.isStamp)
      ).bytes,
      "it is not the text that a snapshot of this head has", &reading)
    try checkSigners(&reading)
    let sums = try reading.bytes(of: SnapshotFile.sums.path, limit: SnapshotCustody.limit(reading))
    if let sums { checkSums(sums, &reading) }
    try checkNote(over: sums, &reading)
    if let sums { try checkSignature(over: sums, &reading, isGood) }
  }

  private func compare(
    _ file: SnapshotFile, _ expected: [UInt8], _ words: String, _ reading: inout SnapshotReading
  ) throws {
    guard let bytes = try reading.bytes(of: file.path, limit: 65_536), bytes != expected else {
      return
    }
    reading.add(Finding(.fileAltered, in: file.path, words))
  }

  private func checkSigners(_ reading: inout SnapshotReading) throws {
    guard isSigned else { return }
    if let custodian = signed?.custodian {
      try compare(
        .allowedSigners, Array(custodian.allowedSigner.utf8),
        "it does not name the key that signed, and that key alone", &reading)
    } else {
      _ = try reading.bytes(of: SnapshotFile.allowedSigners.path, limit: 65_536)
    }
  }

  private static func limit(_ reading: SnapshotReading) -> Int {
    reading.files.reduce(4096) { $0 + $1.utf8.count + 67 }
  }

  private func checkSums(_ bytes: [UInt8], _ reading: inout SnapshotReading) {
    let own = SnapshotFile.sums.path
    let sums: [String: Hash]
    do {
      sums = try Checksums(parsing: bytes[...]).byName
    } catch {
      reading.add(Finding(.badSum, in: own, "it is not as sha256sum writes it: \(error)"))
      return
    }
    for (path, digest) in reading.digests.sorted(by: { $0.key < $1.key })
    where SnapshotFile.isSummed(path) && sums[path] != digest {
      let isKnown = sums[path] != nil
      // What is right by itself was not changed: its line was.
      let place = reading.isSuspected(path) ? path : own
      reading.add(
        Finding(
          .badSum, in: place,
          isKnown ? "its line for \(path) is not the SHA-256 of it" : "it has no line for \(path)"))
    }
    let layout = SnapshotLayout(size: head.size)
    for path in sums.keys.sorted() {
      if !layout.contains(path) || !SnapshotFile.isSummed(path) {
        reading.add(Finding(.badSum, in: own, "it names \(path), which no snapshot has there"))
      } else if !reading.files.contains(path), !reading.isSuspected(path) {
        reading.add(Finding(.fileMissing, in: path, "SHA256SUMS names it, and it is not there"))
      }
    }
  }

  /// Checks the note of the log's key over the digests.
  private func checkNote(over sums: [UInt8]?, _ reading: inout SnapshotReading) throws {
    let path = SnapshotFile.sumsNote.path
    guard let bytes = try reading.bytes(of: path, limit: SignedCheckpoint.maxByteCount) else {
      return
    }
    let note: DigestsNote
    do {
      note = try DigestsNote(opening: bytes, .sums, of: head.origin, with: logKey)
    } catch {
      reading.add(Finding(.badSignature, in: path, escaped("\(error)")))
      return
    }
    guard note.head == head else {
      reading.add(Finding(.badSum, in: path, "it is of another head than the checkpoint"))
      return
    }
    guard let sums, note != .sums(sums, of: head) else { return }
    let isOne = note.digests.lines.map(\.name) == [SnapshotFile.sums.path]
    reading.add(
      isOne
        ? Finding(.badSum, in: SnapshotFile.sums.path, "it is not the one that \(path) signs")
        : Finding(.badSum, in: path, "it does not name SHA256SUMS alone"))
  }

  private mutating func checkSignature(
    over sums: [UInt8], _ reading: inout SnapshotReading, _ isGood: SnapshotAudit.SignatureCheck
  ) throws {
    guard let (signature, custodian) = signed else { return }
    func passes(under signers: [UInt8]) throws -> Bool {
      try isGood(signature.bytes, sums, signers, custodian.principal, custodian.namespace)
    }
    isVouched = try given.map(passes(under:)) ?? false
    // A good signature by a key that the reader did not name is no damage: it says nothing.
    guard try isVouched || passes(under: Array(custodian.allowedSigner.utf8)) else {
      reading.add(
        Finding(
          .badSignature, in: SnapshotFile.signature.path,
          "ssh-keygen finds no signature of \(custodian.principal) over SHA256SUMS under the key "
            + "in it"))
      return
    }
    key = signature.key
  }
}
