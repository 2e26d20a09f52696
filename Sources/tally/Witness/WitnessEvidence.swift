internal import Tallystick
internal import TransparencyLog

/// Two notes of one log of which the later was not cosigned, since nothing showed that it extends the
/// earlier.
struct WitnessEvidence {
  let folder: WitnessFolder
  let last: SignedNote
  let next: SignedNote

  /// Where they are kept: `last`, `next`, and the `request`.
  var path: String {
    "\(folder.path)/evidence/\(Hash.of(last.text + next.text).bytes.lowerHex)"
  }

  /// Whether the two by themselves prove that the log signed two histories.
  var isFork: Bool {
    guard let one = try? Checkpoint(parsing: last.text),
      let two = try? Checkpoint(parsing: next.text)
    else { return false }
    return CheckpointPair(one, two) == .fork
  }

  /// The most that is kept of what proves nothing by itself, and of forks: whoever has the log's key
  /// can sign as many as he likes.
  private static let most = (unproven: 100, forks: 1_000)

  /// Keeps them; whether they were not there before, and there was room.
  func keep(request: [UInt8]) throws -> Bool {
    guard !Files.exists("\(path)/next") else { return false }
    let count = DirectoryEntry.names(in: "\(folder.path)/evidence").count
    let most = WitnessEvidence.most
    guard count < (isFork ? most.unproven + most.forks : most.unproven) else { return false }
    try OwnFolder.make(path)
    try Files.replace("\(path)/request", with: request, mode: 0o644)
    try Files.replace("\(path)/last", with: last.bytes, mode: 0o644)
    try Files.replace("\(path)/next", with: next.bytes, mode: 0o644)
    return true
  }

  /// All that a witness keeps.
  static func all(of folder: WitnessFolder) throws -> [WitnessEvidence] {
    let base = "\(folder.path)/evidence"
    return DirectoryEntry.names(in: base).sorted().compactMap { name in
      guard let last = try? note("\(base)/\(name)/last"),
        let next = try? note("\(base)/\(name)/next")
      else { return nil }
      return WitnessEvidence(folder: folder, last: last, next: next)
    }
  }

  private static func note(_ path: String) throws -> SignedNote {
    try SignedNote(
      parsing: Files.read(path, limit: SignedCheckpoint.maxByteCount, what: "a signed checkpoint"))
  }
}
