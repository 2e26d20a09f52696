import Tallystick
import Testing
import TransparencyLog

struct AuditCheckpointTests {
  /// A record of a few events with checkpoints at 2 and 5.
  static var small: OpenRecord {
    get throws {
      try AuditSample.record(of: try (1...5).map { try AuditSample.event($0) }, signed: [2, 5])
    }
  }

  /// A key of the same log that is not its own.
  static var foreign: SignerKey {
    get throws {
      try SignerKey(name: KeyName(AuditSample.origin), seed: Array(repeating: 9, count: 32))
    }
  }

  @Test(arguments: [0, 1])
  func `any changed byte of a checkpoint is found`(number: Int) throws {
    let whole = try AuditCheckpointTests.small
    var random = SplitMix64(UInt64(number))
    let stored = whole.notes[number]
    for place in stored.note.indices {
      var record = whole
      var note = stored.note
      note[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      record.notes[number] = StoredCheckpoint(size: stored.size, note: note)
      let report = try record.audit()
      #expect(report.findings.count == 1, "byte \(place)")
      #expect(!Set(report.classes).isDisjoint(with: [.badCheckpoint, .badSignature, .foreignKey]))
      let name = "the checkpoint of size \(stored.size): "
      #expect(report.findings.first?.detail.hasPrefix(name) == true)
      #expect(report.covered == (number == 0 ? 5 : 2))
    }
  }

  @Test func `a changed signature is named as such`() throws {
    var record = try AuditCheckpointTests.small
    let note = try SignedNote(parsing: record.notes[1].note)
    var bytes = note.signatures[0].bytes
    bytes[20] ^= 1
    let broken = try SignedNote(
      text: note.text, signatures: [NoteSignature(key: note.signatures[0].key, bytes: bytes)])
    record.notes[1] = StoredCheckpoint(size: 5, note: broken.bytes)
    let report = try record.audit()
    #expect(report.classes == [.badSignature] && report.covered == 2)
  }

  @Test(arguments: [-5, 0, 4, 6, .max])
  func `a checkpoint of another size than its column says is found`(size: Int) throws {
    var record = try AuditCheckpointTests.small
    record.notes[1] = StoredCheckpoint(size: size, note: record.notes[1].note)
    let report = try record.audit()
    #expect(report.classes == [.badCheckpoint] && report.covered == 2)
  }

  @Test func `checkpoints that changed places are found both`() throws {
    var record = try AuditCheckpointTests.small
    let notes = record.notes.map(\.note)
    record.notes = [
      StoredCheckpoint(size: 2, note: notes[1]), StoredCheckpoint(size: 5, note: notes[0]),
    ]
    #expect(try record.audit().classes == [.badCheckpoint, .badCheckpoint])
  }

  @Test(arguments: [[], [0x0A], Array("not a note\n".utf8), [0xFF]] as [[UInt8]])
  func `what is no note is no checkpoint`(note: [UInt8]) throws {
    var record = try AuditCheckpointTests.small
    record.notes[1] = StoredCheckpoint(size: 5, note: note)
    #expect(try record.audit().classes == [.badCheckpoint])
    #expect(throws: NoEvidence.self) {
      try AuditCheckpointTests.small.audit(against: [("f", note)])
    }
  }

  @Test func `a checkpoint of a foreign key is named as such`() throws {
    var record = try AuditCheckpointTests.small
    let root = MerkleTree.root(ofLeafHashes: record.leaves)
    let note = try AuditSample.note(5, root, with: try AuditCheckpointTests.foreign)
    record.notes[1] = StoredCheckpoint(size: 5, note: note)
    #expect(try record.audit().classes == [.foreignKey])
    #expect(throws: NoEvidence.self) {
      try AuditCheckpointTests.small.audit(against: [("f", note)])
    }
  }

  @Test func `a record of another name than its checkpoints is found`() throws {
    var record = try AuditCheckpointTests.small
    record.origin = "other.test/audit"
    let report = try record.audit()
    #expect(report.classes == [.badCheckpoint, .badCheckpoint] && report.covered == 0)
  }

  @Test func `a record that names another key than the one vouched for is found`() throws {
    var record = try AuditCheckpointTests.small
    record.verifier = try AuditCheckpointTests.foreign.verifier.description
    #expect(try record.audit().classes == [.foreignKey])
    record.verifier = "no key"
    #expect(try record.audit().classes == [.foreignKey])
    let own = try AuditCheckpointTests.small
    let report = try RecordAudit(of: own, vouched: try AuditCheckpointTests.foreign.verifier).run()
    #expect(Set(report.classes) == [.foreignKey] && report.covered == 0 && report.isVouched)
  }

  @Test func `checkpoints without any key are found, and no checkpoints need none`() throws {
    var record = try AuditCheckpointTests.small
    record.verifier = nil
    let report = try RecordAudit(of: record, vouched: nil).run()
    #expect(report.classes == [.foreignKey, .foreignKey] && report.key == nil)
    record.notes = []
    #expect(try RecordAudit(of: record, vouched: nil).run().isWhole)
  }

  @Test func `a witness's key opens no checkpoint`() throws {
    let name = try KeyName(AuditSample.origin)
    let key = try VerifierKey(
      name: name, type: .cosignature, publicKey: AuditSample.signer.verifier.publicKey)
    var record = try AuditCheckpointTests.small
    record.verifier = nil
    let report = try RecordAudit(of: record, vouched: key).run()
    #expect(report.classes == [.badCheckpoint, .badCheckpoint, .foreignKey])
    #expect(report.covered == 0)
  }

  @Test(arguments: [
    (100, Damage.altered, 1...100), (256, .forked, 101...256), (300, .altered, 257...300),
  ])
  func `a signed root to which the entries do not lead is named`(
    size: Int, damage: Damage, seqs: ClosedRange<Int>
  ) throws {
    var record = try AuditSample.whole
    let place = try #require(record.notes.firstIndex { $0.size == size })
    let note = try AuditSample.note(size, AuditSample.roots[7], with: AuditSample.signer)
    record.notes[place] = StoredCheckpoint(size: size, note: note)
    let report = try record.audit()
    #expect(report.classes == [damage] && report.findings.map(\.seqs) == [seqs])
    #expect(report.covered == (size == 300 ? 256 : 300))
  }

  @Test(arguments: [1, 50, 100, 101, 256, 280, 300])
  func `a checkpoint kept of another history says that two exist`(size: Int) throws {
    let note = try AuditSample.note(size, AuditSample.roots[7], with: AuditSample.signer)
    let report = try AuditSample.whole.audit(against: [("kept.txt", note)])
    #expect(report.classes == [.forked] && report.covered == 300)
    #expect(report.findings.map(\.seqs) == [1...size])
    #expect(report.findings.first?.detail.hasPrefix("kept.txt ") == true)
  }

  @Test(arguments: [301, 1000, .max])
  func `a checkpoint kept of more than the record holds says so`(size: Int) throws {
    let note = try AuditSample.note(size, AuditSample.roots[7], with: AuditSample.signer)
    let report = try AuditSample.whole.audit(against: [("kept.txt", note)])
    #expect(report.classes == [.rolledBack] && report.findings.map(\.seqs) == [301...size])
  }

  @Test(arguments: [0, 1, 99, 256, 299, 300])
  func `a checkpoint kept of the same history covers what it covers`(size: Int) throws {
    var record = try AuditSample.whole
    record.notes = []
    let note = try AuditSample.note(size, AuditSample.roots[size], with: AuditSample.signer)
    let report = try record.audit(against: [("kept.txt", note)])
    #expect(report.isWhole && report.covered == size && report.checkpoints == 0)
  }

  /// What differs from the record's own checkpoint differs from its copy, and is one damage.
  @Test func `a checkpoint kept that the record holds too is named once`() throws {
    var record = try AuditSample.whole
    let kept = [("kept.txt", record.notes[2].note)]
    record[280] = AuditRow(StoredEntry(try AuditSample.event(280, words: "never said")))
    #expect(try record.audit(against: kept).classes == [.altered])
    record = try AuditSample.whole
    record.table.removeLast()
    #expect(try record.audit(against: kept).classes == [.truncated])
  }

  /// Otherwise who changes the size beside a stored note takes its copies out of the audit.
  @Test func `a checkpoint kept is judged where the record's own copy cannot be`() throws {
    var record = try AuditSample.whole
    let kept = [("kept.txt", record.notes[2].note)]
    record.notes[2] = StoredCheckpoint(size: 299, note: record.notes[2].note)
    #expect(try record.audit(against: kept).classes == [.badCheckpoint])
    #expect(try record.audit(against: kept).covered == 300)
    record[280] = AuditRow(StoredEntry(try AuditSample.event(280, words: "never said")))
    let report = try record.audit(against: kept)
    #expect(report.classes == [.badCheckpoint, .forked] && report.names(280))
  }

  /// Otherwise who rewrites history hides it behind a smaller damage.
  @Test func `another history is named beside other damage`() throws {
    var events = try (1...300).map { try AuditSample.event($0, words: "rewritten") }
    let second = events[1]
    events[1] = Event(
      seq: 2, id: second.id, label: second.label, recorded: events[0].recorded,
      recorder: second.recorder, content: second.content)
    let report = try AuditSample.record(of: events, signed: []).audit(
      against: [("kept.txt", try AuditSample.whole.notes[2].note)])
    #expect(report.classes.contains(.clockBack) && report.classes.contains(.forked))
  }

  @Test func `what is wrong with the tables is part of the report`() throws {
    var record = try AuditSample.whole
    record.schema = [Finding(.triggerDropped, "the trigger entry_kept is missing")]
    let report = try record.audit()
    #expect(
      report.findings.map(\.description) == [
        "trigger_dropped: the trigger entry_kept is missing"
      ])
  }

  @Test func `a finding has a JSON form`() {
    #expect(
      Finding(.rolledBack, at: 3...5, "d").json
        == ["class": "rolled_back", "detail": "d", "file": .null, "first": 3, "last": 5])
    #expect(
      Finding(.badSignature, "d").json
        == ["class": "bad_signature", "detail": "d", "file": .null, "first": .null, "last": .null])
  }
}
