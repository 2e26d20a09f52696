import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

/// What is found of a snapshot that the keeper of the key made wrong, and of older ones.
struct SnapshotKeeperTests {
  @Test func `the same record, cut and keys give the same bytes`() throws {
    let custodian = try Custodian(of: SnapshotSample.origin, key: Self.sshKey)
    let (one, two) = try (
      SnapshotSample(40, asOf: "2025-06-13", custodian: custodian),
      SnapshotSample(40, asOf: "2025-06-13", custodian: custodian)
    )
    #expect(one.folder.files == two.folder.files)
    #expect(try SnapshotSample(40).folder.files != one.folder.files)
  }

  @Test func `a cut is worked out again with its own day, and no other`() throws {
    for asOf in ["2025-06-13", "2025-06-01", nil] {
      let report = try SnapshotSample(40, asOf: asOf).audit()
      #expect(report.isWhole, "\(report.findings)")
      #expect(report.cut?.cut.asOf?.description == asOf)
      #expect(report.cut?.cut.day.description == asOf ?? "2025-07-01")
    }
    var other = try SnapshotSample(40, asOf: "2025-06-13")
    other.folder.files["cut.json"] = try SnapshotSample(40).folder.files["cut.json"]
    other.folder.sum()
    #expect(try other.audit().found == ["file_altered cut.json", "bad_sum SHA256SUMS"])
  }

  @Test(arguments: ["cut.json", "reports/totals.json", "reports/sources.csv", "report.html#main"])
  func `a signed report that does not follow from the events is found`(name: String) throws {
    var sample = try SnapshotSample(40)
    let head = sample.checkpoint.checkpoint
    let note = try DigestsNote(
      opening: sample.folder.files["reports.note"] ?? [], .reports, of: head.origin,
      with: SnapshotSample.key.verifier)
    var digests = note.digests.byName
    let path = name == "report.html#main" ? "report.html" : name
    var bytes = try #require(sample.folder.files[path])
    if name == "cut.json" {
      bytes = Array(
        String(decoding: bytes, as: UTF8.self)
          .replacing(#""straddling":0"#, with: #""straddling":1"#).utf8)
    } else {
      bytes.append(0x0A)
    }
    sample.folder.files[path] = bytes
    digests[name] = Hash.of(bytes)
    sample.folder.files["reports.note"] = try DigestsNote(
      .reports, head: head, digests: Checksums(digests)
    ).sign(with: SnapshotSample.key).bytes
    sample.folder.sum()
    #expect(try sample.audit().findings.contains { $0.file == path })
  }

  @Test func `reports under other rules are told apart`() throws {
    var sample = try SnapshotSample(40)
    let head = sample.checkpoint.checkpoint
    let old = String(decoding: sample.folder.files["cut.json"] ?? [], as: UTF8.self)
    let cut = Array(old.replacing(#""rules":2"#, with: #""rules":99"#).utf8)
    sample.folder.files["cut.json"] = cut
    var digests = try DigestsNote(
      opening: sample.folder.files["reports.note"] ?? [], .reports, of: head.origin,
      with: SnapshotSample.key.verifier
    ).digests.byName
    digests["cut.json"] = Hash.of(cut)
    sample.folder.files["reports.note"] = try DigestsNote(
      .reports, head: head, digests: Checksums(digests)
    ).sign(with: SnapshotSample.key).bytes
    sample.folder.sum()
    let report = try sample.audit()
    #expect(!report.found.contains("other_rules cut.json") && report.otherRules == 99)
    #expect(!report.found.contains { $0.hasPrefix("report_altered") })
    #expect(report.cut == nil && report.reports == 0)
    // What is checked without working it out again is checked all the same.
    sample.folder.files["reports/totals.json"]?.append(0x0A)
    sample.folder.sum()
    let altered = try sample.audit()
    #expect(altered.found.contains("report_altered reports/totals.json"))
    #expect(altered.otherRules == 99)
    // Without a note nobody says under which rules they were made.
    sample.folder.files["reports.note"] = nil
    sample.folder.sum()
    #expect(try sample.audit().found.contains("other_rules cut.json"))
  }

  @Test func `an older snapshot is proven to be a prefix`() throws {
    let (old, new) = try (SnapshotSample(40), SnapshotSample(300))
    let note = old.checkpoint.note.bytes
    let report = try new.audit(against: [("old", note), ("itself", new.checkpoint.note.bytes)])
    #expect(report.isWhole && report.extended == 2)
    #expect(try old.audit(against: [("new", new.checkpoint.note.bytes)]).found == ["rolled_back -"])
  }

  @Test func `one of another history is none`() throws {
    var events = try (1...40).map { try AuditSample.event($0) }
    events[39] = try AuditSample.event(40, words: "unsaid")
    let forked = try SnapshotSample(of: events)
    let new = try SnapshotSample(300)
    let report = try new.audit(against: [("old", forked.checkpoint.note.bytes)])
    #expect(report.found == ["forked -"] && report.extended == 0)
    let same = try SnapshotSample(40).audit(against: [("old", forked.checkpoint.note.bytes)])
    #expect(same.found == ["forked -"])
    #expect(throws: NoEvidence.self) { try new.audit(against: [("junk", [0x41])]) }
  }

  @Test func `under another key than the vouched one nothing passes`() throws {
    let sample = try SnapshotSample(40)
    let other = try SignerKey(
      name: KeyName(AuditSample.origin), seed: Array(repeating: 9, count: 32))
    let report = try SnapshotAudit(of: sample.folder, vouched: other.verifier) { _, _, _, _, _ in
      true
    }.run()
    #expect(report.found == ["foreign_key log.vkey", "foreign_key checkpoint"])
    #expect(report.head == nil)
  }

  private static var sshKey: SSHKey {
    get throws {
      let type = Array("ssh-ed25519".utf8)
      return try SSHKey(blob: [0, 0, 0, 11] + type + [0, 0, 0, 32] + Array(0..<32))
    }
  }
}
