import Tallystick
import Testing
import TransparencyLog

/// Rows that are missing, in another place, too many, or not those that were signed.
struct AuditRowTests {
  @Test(arguments: [1...1, 40...40, 256...256, 257...257, 299...299, 40...42, 1...256, 250...299])
  func `missing entries are named`(gone: ClosedRange<Int>) throws {
    var record = try AuditSample.whole
    record.table.removeAll { gone.contains($0.seq) }
    let report = try record.audit()
    #expect(report.classes == [.missing])
    #expect(report.findings.map(\.seqs) == [gone])
    let words = gone.count == 1 ? "the entry is not there" : "\(gone.count) entries are not there"
    #expect(report.findings.map(\.detail) == [words])
    #expect(report.root == nil && report.size == 300)
    #expect(report.covered == AuditRowTests.signed(before: gone.lowerBound))
  }

  @Test func `gaps and what stands between them are named in their order`() throws {
    var record = try AuditSample.whole
    record[30] = record[30].flipping(1, at: 0)
    record[100] = AuditRow(StoredEntry(try AuditSample.event(100, words: "never said")))
    record[280] = record[280].flipping(1, at: 0)
    record.table.removeAll { [20, 200, 201, 290].contains($0.seq) }
    let report = try record.audit()
    let seqs = [20...20, 30...30, 100...100, 200...201, 280...280, 290...290]
    #expect(report.findings.map(\.seqs) == seqs)
    #expect(report.classes == [.missing, .altered, .swapped, .missing, .altered, .missing])
  }

  @Test(arguments: [(20, 30), (1, 300), (256, 257), (299, 300)])
  func `entries that changed places are named`(one: Int, other: Int) throws {
    var record = try AuditSample.whole
    let rows = (record[one], record[other])
    record[one] = rows.1.with(seq: one)
    record[other] = rows.0.with(seq: other)
    let report = try record.audit()
    #expect(report.classes == [.reordered, .reordered])
    #expect(report.findings.map(\.seqs) == [one...one, other...other])
  }

  @Test(arguments: [1, 20, 100, 101, 256])
  func `a well-formed entry put in another's place is named`(seq: Int) throws {
    var record = try AuditSample.whole
    record[seq] = AuditRow(StoredEntry(try AuditSample.event(seq, words: "never said")))
    let report = try record.audit()
    #expect(report.classes == [.swapped])
    #expect(report.findings.map(\.seqs) == [seq...seq])
    #expect(report.covered == AuditRowTests.signed(before: seq))
  }

  @Test func `a well-formed entry put into the right edge is found by its checkpoint`() throws {
    var record = try AuditSample.whole
    record[280] = AuditRow(StoredEntry(try AuditSample.event(280, words: "never said")))
    let report = try record.audit()
    #expect(report.classes == [.altered])
    #expect(report.findings.map(\.seqs) == [257...300])
    #expect(report.covered == 256)
  }

  @Test(arguments: [
    (299, [300...300]), (256, [257...300]), (255, [256...256, 256...256, 256...300]),
    (99, [100...100, 100...256, 100...256, 100...300]),
    (0, [1...100, 1...256, 1...256, 1...300]),
  ])
  func `an end that is gone is named`(size: Int, gone: [ClosedRange<Int>]) throws {
    var record = try AuditSample.whole
    record.table.removeLast(300 - size)
    let report = try record.audit()
    #expect(Set(report.classes) == [.truncated])
    #expect(Set(report.findings.map(\.seqs)) == Set(gone) && report.findings.count == gone.count)
    #expect(try report.root == AuditSample.roots[size])
  }

  @Test func `an end that is gone with all that told of it is found by a kept checkpoint`() throws {
    var record = try AuditSample.whole
    let kept = [("kept.txt", record.notes[2].note)]
    record.table.removeLast(100)
    record.notes.removeLast(2)
    record.shelf = [:]
    #expect(try record.audit().isWhole)
    let report = try record.audit(against: kept)
    #expect(
      report.findings.map(\.description) == [
        "rolled_back #201–#300: kept.txt covers 300 entries, and the record holds 200"
      ])
  }

  @Test(arguments: [1, 20, 256, 257, 300])
  func `an entry that stands twice is found`(seq: Int) throws {
    var record = try AuditSample.whole
    record.table.insert(record[seq], at: seq)
    let report = try record.audit()
    #expect(!report.isWhole && report.names(seq))
  }

  /// The largest seq that an entry can write, 2^53−1.
  private static let largest = 9_007_199_254_740_991

  /// Seqs as far as the column goes.
  private static let farSeqs: [[Int]] = [
    [302], [513], [1_000_000], [largest], [largest + 1], [Int.max], [1_000_000, 1_000_001],
    [largest, largest + 1], [Int.max - 200, Int.max], [Int.max - 300, Int.max - 10, Int.max],
    Array(largest - 600...largest),
  ]

  @Test(arguments: farSeqs)
  func `rows far beyond the end are found, and nothing overflows`(seqs: [Int]) throws {
    var record = try AuditSample.whole
    record.table += seqs.map { record[300].with(seq: $0) }
    let report = try record.audit()
    #expect(seqs.allSatisfy(report.names))
    let possible = seqs.filter { $0 <= AuditRowTests.largest }
    #expect(report.size == possible.last ?? 300)
    #expect((report.root == nil && report.names(301)) == !possible.isEmpty)
    #expect(report.covered == 300)
  }

  @Test(arguments: [0, -1, -300, .min])
  func `a row before the first is found`(seq: Int) throws {
    var record = try AuditSample.whole
    record.table.insert(record[1].with(seq: seq), at: 0)
    record.page = 1
    let report = try record.audit()
    #expect(report.classes == [.altered] && report.findings.map(\.seqs) == [seq...seq])
    #expect(report.covered == 300)
  }

  @Test(arguments: [0, 1, 1_000_000_000])
  func `a clock that ran back is named`(microseconds: Int64) throws {
    var events = try (1...300).map { try AuditSample.event($0) }
    let (last, event) = (events[28], events[29])
    let time = Instant(microseconds: last.recorded.microseconds - microseconds)
    events[29] = Event(
      seq: 30, id: event.id, label: event.label, recorded: time ?? .minimum,
      recorder: event.recorder, content: event.content)
    let report = try AuditSample.record(of: events, signed: [300]).audit()
    #expect(report.classes == [.clockBack])
    #expect(report.findings.map(\.seqs) == [30...30])
    #expect(report.covered == 300)
  }

  @Test(arguments: [
    (#""repeat":2,"#, Damage.altered, "its content has the id "),
    (#" "#, .altered, "its bytes are not canonical"),
    (#""a":1,"#, .altered, "its bytes are not canonical"),
    ("", .reordered, "the entry that stands here says that it is #36"),
  ])
  func `an entry that was wrong when it was signed is named all the same`(
    added: String, damage: Damage, detail: String
  ) throws {
    var rows = try AuditSample.whole.table
    let isContent = added.contains("repeat")
    let source = try (2...256).first { try AuditSample.event($0).content.type == "source" }
    let place = isContent ? try #require(source) : 35
    let event = try AuditSample.event(added.isEmpty ? 36 : place)
    var text = String(decoding: event.bytes, as: UTF8.self)
    let body = isContent ? text.firstRange(of: #""source""#) : nil
    text.insert(contentsOf: added, at: body?.lowerBound ?? text.index(after: text.startIndex))
    rows[place - 1] = rows[place - 1].with(bytes: Array(text.utf8))
    let report = try AuditSample.record(of: rows, signed: [300]).audit()
    #expect(report.classes == [damage] && report.findings.map(\.seqs) == [place...place])
    #expect(report.findings.first?.detail.hasPrefix(detail) == true)
    #expect(report.covered == 300)
  }

  @Test func `an empty record is whole`() throws {
    let record = try AuditSample.record(of: [Event](), signed: [0])
    let report = try record.audit()
    #expect(report.isWhole && report.size == 0 && report.root == .ofEmptyTree)
  }

  /// The largest size of the sample's checkpoints below a seq.
  private static func signed(before seq: Int) -> Int {
    [0, 100, 256, 300].last { $0 < seq } ?? 0
  }
}
