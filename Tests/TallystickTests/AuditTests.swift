import Tallystick
import Testing
import TransparencyLog

struct AuditTests {
  @Test func `a whole record has no findings`() throws {
    let report = try AuditSample.whole.audit()
    #expect(report.findings == [])
    #expect(report.isWhole && report.isVouched)
    #expect(report.size == 300 && report.covered == 300 && report.checkpoints == 3)
    #expect(try report.root == AuditSample.roots[300])
    #expect(try report.key == AuditSample.signer.verifier)
  }

  @Test func `the sample holds each type in its published shape`() throws {
    let events = try AuditSample.oneOfEachType.map { try AuditSample.event($0).content }
    #expect(Set(events.map(\.type)) == Set(EventType.allCases.map(\.rawValue)))
    #expect(events.flatMap { $0.problems() } == [])
  }

  @Test(arguments: [1, 7, 255, 256, 4096])
  func `it does not matter how many rows come at once`(page: Int) throws {
    var record = try AuditSample.whole
    record.page = page
    var seqs: [Int] = []
    let report = try RecordAudit(of: record, vouched: nil)
      .run(begin: { rows in { AuditSample.check(rows) } }, progress: { seqs.append($0) })
    #expect(try report.root == AuditSample.roots[300])
    #expect(report.isWhole && !report.isVouched)
    #expect(seqs.first == min(page, 300) && seqs.last == 300)
  }

  @Test(arguments: AuditSample.oneOfEachType)
  func `any changed byte of an entry is found at its place`(seq: Int) throws {
    let whole = try AuditSample.indexed
    var random = SplitMix64(UInt64(seq))
    for place in (whole[seq].bytes ?? []).indices {
      var record = whole
      let mask: UInt8 = 1 << UInt8.random(in: 0..<8, using: &random)
      record[seq] = whole[seq].flipping(mask, at: place)
      let report = try record.audit()
      #expect(report.findings.map(\.seqs) == [seq...seq], "byte \(place)")
      #expect(report.covered < seq)
    }
  }

  @Test(arguments: 1...30)
  func `a changed byte of whatever entry is found`(seed: UInt64) throws {
    let whole = try AuditSample.indexed
    var random = SplitMix64(seed)
    for _ in 0..<10 {
      var record = whole
      let seq = Int.random(in: 1...300, using: &random)
      let place = Int.random(in: 0..<(whole[seq].bytes?.count ?? 0), using: &random)
      record[seq] = whole[seq].flipping(.random(in: 1...255, using: &random), at: place)
      let report = try record.audit()
      #expect(report.findings.count == 1)
      #expect(report.names(seq), "byte \(place) of #\(seq)")
    }
  }

  /// No tile covers it yet, so that of its recorder's name only a checkpoint knows.
  @Test func `any changed byte of an entry in the right edge is found by its checkpoint`() throws {
    let whole = try AuditSample.indexed
    for place in (whole[290].bytes ?? []).indices {
      var record = whole
      record[290] = whole[290].flipping(1, at: place)
      let report = try record.audit()
      #expect(report.findings.count == 1 && report.covered == 256)
      #expect(report.names(290), "byte \(place)")
    }
    var record = whole
    record[290] = AuditRow(StoredEntry(try AuditSample.event(290, recorder: "disk")))
    let report = try record.audit()
    #expect(report.classes == [.altered] && report.findings.map(\.seqs) == [257...300])
  }

  /// A change of the columns beside the bytes.
  struct Column: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (AuditRow) -> AuditRow

    init(_ name: String, _ change: @escaping @Sendable (AuditRow) -> AuditRow) {
      testDescription = name
      self.change = change
    }

    static let all = [
      Column("other id") { $0.with(id: Array(repeating: 7, count: 16)) },
      Column("shorter id") { $0.with(id: Array(($0.id ?? []).dropLast())) },
      Column("longer id") { $0.with(id: ($0.id ?? []) + [0]) },
      Column("no id") { $0.with(id: .some(nil)) },
      Column("a label more or other") { $0.with(label: "other") },
      Column("an empty label") { $0.with(label: "") },
      Column("recorded later") { $0.with(recorded: ($0.recorded ?? 0) + 1) },
      Column("recorded never") { $0.with(recorded: .some(nil)) },
      Column("recorded at the end of time") { $0.with(recorded: .max) },
      Column("other type") { $0.with(type: "exhumation") },
      Column("no type") { $0.with(type: .some(nil)) },
      Column("no bytes") { $0.with(bytes: .some(nil)) },
      Column("empty bytes") { $0.with(bytes: []) },
      Column("a space after the bytes") { $0.with(bytes: ($0.bytes ?? []) + [0x20]) },
    ]
  }

  @Test(arguments: Column.all, [1, 150, 300])
  func `a changed column is found at its place`(column: Column, seq: Int) throws {
    var record = try AuditSample.whole
    record[seq] = column.change(record[seq])
    let report = try record.audit()
    #expect(report.findings.map(\.seqs) == [seq...seq])
    #expect(report.classes == [.altered])
  }

  @Test func `a label taken away is found at its place`() throws {
    var record = try AuditSample.whole
    #expect(record[150].label == "E-150")
    record[150] = record[150].with(label: .some(nil))
    #expect(
      try record.audit().findings.map(\.description) == [
        "altered #150: the column label differs from the bytes"
      ])
  }
}
