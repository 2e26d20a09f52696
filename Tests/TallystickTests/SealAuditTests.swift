import Testing

@testable import Tallystick

/// What an audit says of disclosures.
struct SealAuditTests {
  private static func record() throws -> (OpenRecord, SealingTests.Sealer) {
    let sealer = try SealingTests.Sealer(
      .sealing(
        .announce(
          "A", "ru", "2025-06-13", .there("5"), ["quote": "five", "capture": ["url": "u"]]),
        ["quote", "capture"]))
    return (try open(sealer), sealer)
  }

  private static func open(_ sealer: SealingTests.Sealer) throws -> OpenRecord {
    let store = sealer.ledger.store
    let entries = try store.entries(1...store.end().size)
    var record = OpenRecord(origin: "ledger.test/record", table: entries.map { AuditRow($0) })
    record.disclosures = try store.disclosures()
    return record
  }

  private static func audit(_ record: OpenRecord) throws -> AuditReport {
    try RecordAudit(of: record, vouched: nil).run()
  }

  @Test func `a record with its disclosures is whole, one row or many at a time`() throws {
    var (record, _) = try SealAuditTests.record()
    for page in [1, 2, Int.max] {
      record.page = page
      let report = try SealAuditTests.audit(record)
      #expect(report.isWhole)
      #expect(report.sealed.words == "2 sealed fields: 2 present, 0 withheld, 0 erased")
    }
    record.disclosures.removeFirst()
    let report = try SealAuditTests.audit(record)
    #expect(report.isWhole)
    #expect(report.sealed.words == "2 sealed fields: 1 present, 1 withheld, 0 erased")
  }

  @Test func `an audience of a digest that seals nothing is found`() throws {
    var (record, _) = try SealAuditTests.record()
    let known = try #require(record.disclosures.first).digest
    record.hearers = [DisclosureAudience(digest: known, audience: "court")]
    #expect(try SealAuditTests.audit(record).isWhole)
    let other = String(repeating: "A", count: 43)
    record.hearers.append(DisclosureAudience(digest: other, audience: "press"))
    #expect(
      try SealAuditTests.audit(record).findings == [
        Finding(
          .badDisclosure, "the audience \"press\" is named for \"\(other)\", which seals no field")
      ])
  }

  @Test func `a disclosure that is altered, foreign, or was to be destroyed is found`() throws {
    let (record, sealer) = try SealAuditTests.record()
    let held = record.disclosures
    var altered = record
    altered.disclosures[0] = StoredDisclosure(digest: held[0].digest, bytes: held[1].bytes)
    #expect(
      try SealAuditTests.audit(altered).findings == [
        Finding(
          .badDisclosure,
          "the disclosure of \"\(held[0].digest)\": the disclosure has the digest "
            + "\(held[1].digest), not this one")
      ])
    var foreign = record
    let other = StoredDisclosure(
      try Disclosure(sealing: "x", as: "quote", salt: [UInt8](0..<16)))
    foreign.disclosures.append(other)
    #expect(
      try SealAuditTests.audit(foreign).findings == [
        Finding(
          .badDisclosure, "the disclosure of \(other.digest) opens no sealed field of these events")
      ])
    try sealer.add(.redact(of: "A", held[1].digest))
    var kept = try SealAuditTests.open(sealer)
    #expect(try SealAuditTests.audit(kept).isWhole)
    kept.disclosures = held
    let seq = try sealer.ledger.seq("A")
    #expect(
      try SealAuditTests.audit(kept).findings == [
        Finding(
          .badDisclosure, at: seq...seq,
          "the disclosure of \(held[1].digest) is here, and #\(seq + 1) says that this sealed field "
            + "of it was destroyed")
      ])
  }
}
