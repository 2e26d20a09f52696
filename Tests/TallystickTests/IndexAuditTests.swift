import Testing

@testable import Tallystick

struct IndexAuditTests {
  private let record: OpenRecord

  init() throws { record = try AuditSample.whole }

  private func indexFindings(_ change: (inout OpenRecord) -> Void) throws -> [Finding] {
    var changed = record
    change(&changed)
    return try changed.audit().findings.filter { $0.damage == .indexAltered }
  }

  @Test func `whole indexes pass`() throws {
    #expect(try indexFindings { _ in } == [])
  }

  @Test(arguments: AuditIndex.allCases)
  func `a key that is gone, added, or leads elsewhere is found`(index: AuditIndex) throws {
    let keys = record.keys(of: index, after: nil, limit: .max)
    try #require(keys.count > 1)
    let gone = Array(keys.dropFirst())
    let twice = (keys + [AuditIndex.Key(value: [0xFF], seq: 1)])
    let led = [AuditIndex.Key(value: keys[0].value, seq: keys[0].seq + 1)] + gone
    for other in [gone, twice, led.sorted { $0.precedes($1) }] {
      let findings = try indexFindings { $0.indexes[index] = other }
      #expect(findings.count == 1)
      #expect(findings.first?.detail.contains("the index by \(index.rawValue) ") == true)
    }
  }

  @Test func `keys out of order are found`() throws {
    let keys = record.keys(of: .id, after: nil, limit: .max)
    let swapped = [keys[1], keys[0]] + keys.dropFirst(2)
    #expect(try indexFindings { $0.indexes[.id] = swapped }.count == 1)
  }
}
