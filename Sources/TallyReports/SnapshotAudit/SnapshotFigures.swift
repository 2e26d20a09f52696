internal import Tallystick
internal import TransparencyLog

/// The reports of a snapshot, worked out again from its events and compared.
struct SnapshotFigures {
  /// The cut; nil where the reports were not worked out again.
  private(set) var cut: ResolvedCut?

  /// The number of reports that were worked out again.
  private(set) var reports = 0

  /// The version of the rules of the reports, where the log's key signed it and it is another than this
  /// program's: then they were not worked out again.
  private(set) var otherRules: Int64?

  private let signedHead: SignedCheckpoint
  private let key: VerifierKey
  private let mostOnPage: Int
  private let noteBytes: [UInt8]?
  private let note: DigestsNote?
  private var head: Checkpoint { signedHead.checkpoint }

  /// The digests that the note must have, by name.
  private var expected: [String: Hash] = [:]

  /// Reads the reports, works them out again where the entries are proven, and notes what differs.
  init(
    _ head: SignedCheckpoint, key: VerifierKey, mostOnPage: Int, _ entries: inout SnapshotEntries,
    _ reading: inout SnapshotReading, _ progress: SnapshotStage.Progress
  ) throws {
    signedHead = head
    self.key = key
    self.mostOnPage = mostOnPage
    noteBytes = try reading.bytes(
      of: SnapshotFile.reportsNote.path, limit: SignedCheckpoint.maxByteCount)
    note = SnapshotFigures.note(noteBytes, head.checkpoint, key, &reading)
    let chosen = try chosenCut(entries, &reading)
    if let chosen, entries.isProven {
      let outcome = try entries.outcome(at: chosen, reading) { progress(.standing, $0, $1) }
      try compare(outcome, entries.page.all, &reading, progress)
    } else {
      try compareWithNote(&reading)
    }
    checkNote(&reading)
  }

  private static func note(
    _ bytes: [UInt8]?, _ head: Checkpoint, _ key: VerifierKey, _ reading: inout SnapshotReading
  ) -> DigestsNote? {
    let path = SnapshotFile.reportsNote.path
    guard let bytes else { return nil }
    let note: DigestsNote
    do {
      note = try DigestsNote(opening: bytes, .reports, of: head.origin, with: key)
    } catch {
      reading.add(Finding(.badSignature, in: path, escaped("\(error)")))
      return nil
    }
    guard note.head == head else {
      reading.add(
        Finding(
          .reportAltered, in: path,
          "it is of \(note.head.size) events, root \(note.head.root.base64), and the checkpoint "
            + "of \(head.size), root \(head.root.base64)"))
      return nil
    }
    return note
  }

  /// The cut that `cut.json` names, where it is what the log's key signed.
  private mutating func chosenCut(
    _ entries: SnapshotEntries, _ reading: inout SnapshotReading
  ) throws -> SnapshotCut? {
    let path = SnapshotFile.cut.path
    guard let bytes = try reading.bytes(of: path, limit: limit) else { return nil }
    if let note, note.digests[path] != Hash.of(bytes) {
      reading.add(Finding(.fileAltered, in: path, "it is not the cut that reports.note signs"))
      return nil
    }
    do {
      let cut = try SnapshotCut(parsing: bytes)
      if cut.rules != Int64(Rules.version) {
        if note != nil {
          otherRules = cut.rules
        } else {
          reading.add(
            Finding(
              .otherRules, in: path,
              "it says rules \(cut.rules), this program has rules \(Rules.version), and no note signs it"
            ))
        }
        return nil
      }
      if let objection = cut.objection(size: head.size, last: entries.lastRecorded?.day) {
        reading.add(Finding(.fileAltered, in: path, objection))
      }
      return cut
    } catch {
      reading.add(Finding(.fileAltered, in: path, "it is no cut: \(error)"))
      return nil
    }
  }

  /// The most bytes that a text about the events can have here: a report lists each at most 1,000
  /// times, and holds of each less than it has itself.
  private var limit: Int {
    let (bytes, overflow) = head.size.multipliedReportingOverflow(by: Event.longest + 1)
    return overflow ? .max : max(bytes, 1 << 24)
  }

  private mutating func compare(
    _ outcome: Outcome, _ all: [StoredEntry]?, _ reading: inout SnapshotReading,
    _ progress: SnapshotStage.Progress
  ) throws {
    cut = outcome.cut
    try compare(SnapshotFile.cut.path, outcome.cut.json.line, .fileAltered, &reading)
    try SnapshotReports.forEach(of: outcome, progress) { path, bytes in
      try compare(path, pieces: bytes, &reading)
    }
    reports = SnapshotReports.allCases.count
    try comparePage(outcome, all, &reading, progress)
  }

  private mutating func comparePage(
    _ outcome: Outcome, _ all: [StoredEntry]?, _ reading: inout SnapshotReading,
    _ progress: SnapshotStage.Progress
  ) throws {
    let page = try ReportPage(
      outcome, key: key, all: all, most: mostOnPage,
      among: { try reading.entries($0, size: head.size) },
      tree: reading.tree(ofSize: head.size), progress)
    expected[ReportPage.signedName] = page.signedDigest
    // A page with a note that is not good is judged by its digest alone.
    guard note != nil, let noteBytes else {
      _ = try reading.digest(of: SnapshotFile.page.path, limit: limit)
      return
    }
    let checkpoint = signedHead.ownNote.bytes
    try compare(
      SnapshotFile.page.path,
      pieces: { take in
        try page.write(checkpoint: checkpoint, reportsNote: noteBytes, take)
      }, &reading)
  }

  /// Compares a report with the bytes that it should have, which come piece by piece.
  private mutating func compare(
    _ path: String, pieces: SnapshotReports.Bytes, _ reading: inout SnapshotReading
  ) throws {
    var hash = SHA256()
    var count = 0
    try pieces { piece in
      hash.update(piece)
      count += piece.count
    }
    try compare(path, hash.finalize(), count, .reportAltered, &reading)
  }

  /// Compares a file with the bytes that it should have.
  private mutating func compare(
    _ path: String, _ bytes: [UInt8], _ damage: Damage, _ reading: inout SnapshotReading
  ) throws {
    try compare(path, Hash.of(bytes), bytes.count, damage, &reading)
  }

  /// Compares a file with the digest and the number of bytes that it should have.
  private mutating func compare(
    _ path: String, _ digest: Hash, _ count: Int, _ damage: Damage,
    _ reading: inout SnapshotReading
  ) throws {
    expected[path] = digest
    if reading.digests[path] == nil {
      guard try reading.digest(of: path, limit: max(count, limit)) != nil else { return }
    }
    guard reading.digests[path] != digest, !reading.isSuspected(path) else { return }
    let isSigned = note?.digests[path] == reading.digests[path]
    reading.add(
      Finding(
        damage, in: path,
        isSigned
          ? "it is signed, and is not what this release of the program makes of the events"
          : "it is not what the events give"))
  }

  /// Compares the files with the note where nothing can be worked out again.
  private func compareWithNote(_ reading: inout SnapshotReading) throws {
    _ = try reading.digest(of: SnapshotFile.page.path, limit: limit)
    for path in SnapshotReports.paths.sorted() {
      guard let digest = try reading.digest(of: path, limit: limit), let note else { continue }
      if note.digests[path] != digest {
        reading.add(Finding(.reportAltered, in: path, "it is not the one that reports.note signs"))
      }
    }
  }

  /// Checks that the note names what it should, and nothing else.
  private func checkNote(_ reading: inout SnapshotReading) {
    guard let note else { return }
    let path = SnapshotFile.reportsNote.path
    let names = SnapshotReports.paths.union([SnapshotFile.cut.path, ReportPage.signedName])
    guard Set(note.digests.lines.map(\.name)) == names else {
      reading.add(Finding(.reportAltered, in: path, "it does not name each report once"))
      return
    }
    for line in note.digests.lines {
      if let digest = expected[line.name], digest != line.digest, !reading.isSuspected(line.name) {
        reading.add(
          Finding(.reportAltered, in: path, "it does not sign \(line.name) as the events give it"))
      }
    }
  }
}
