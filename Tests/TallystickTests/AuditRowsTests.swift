import Testing

@testable import Tallystick

/// Rows in one piece of memory beside the same rows one by one.
struct AuditRowsTests {
  /// Rows of every kind: whole ones, and such as no record has.
  private static func rows() throws -> [AuditRow] {
    let whole = try AuditSample.whole.table
    let row = whole[0]
    return whole.prefix(20) + [
      row.with(id: .some(nil)), row.with(id: [1, 2, 3]),
      row.with(id: [UInt8](repeating: 7, count: 16)), row.with(label: "L-1"),
      row.with(label: "Ж-1"), row.with(label: ""), row.with(label: .some(nil)),
      row.with(recorded: .some(nil)), row.with(recorded: 5), row.with(type: .some(nil)),
      row.with(type: "промах"),
      row.with(type: ""), row.with(type: "source"), row.with(bytes: .some(nil)),
      row.with(bytes: []), row.with(seq: -5), row.with(seq: .max),
      AuditRow(seq: row.seq, bytes: row.bytes ?? []),
    ] + whole.suffix(20)
  }

  @Test func `rows in one piece are the rows that were put in`() throws {
    let rows = try AuditRowsTests.rows()
    let held = AuditRows(rows)
    #expect(Array(held) == rows)
    #expect(held.lastSeq == rows.last?.seq)
    #expect(AuditRows().lastSeq == nil)
  }

  @Test func `a row in one piece is checked as it is by itself`() throws {
    let rows = try AuditRowsTests.rows()
    let held = AuditRows(rows)
    for (place, row) in rows.enumerated() {
      let checked = held.checked(place..<place + 1)
      let alone = CheckedRow(reading: row)
      #expect(checked.map(\.seq) == [alone.seq])
      #expect(checked.map(\.finding) == [alone.finding])
      #expect(checked.map(\.leaf) == [alone.leaf])
      #expect(checked.map(\.recorded) == [alone.recorded])
      #expect(checked.map(\.sealing) == [alone.sealing])
    }
  }

  @Test(arguments: AuditIndex.allCases)
  func `an index holds the same keys for rows in one piece`(index: AuditIndex) throws {
    let rows = try AuditRowsTests.rows()
    let held = AuditRows(rows)
    let addends = held.indices.map { held.addend(index, of: $0) }
    #expect(addends == rows.map { index.key(of: $0)?.addend })
    #expect(addends.contains { $0 != nil })
  }
}
