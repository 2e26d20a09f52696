import Tallystick
import Testing
import TransparencyLog

/// A signed root that the rows do not lead to, beside rows that are damaged.
struct AuditRootTests {
  @Test(arguments: [200, 280])
  func `a root that does not fit is named beside a damaged row after it`(damaged: Int) throws {
    var record = try AuditSample.whole
    try record.sign(50, Hash.of([1, 2, 3]), with: AuditSample.signer)
    let alone = try record.audit().findings.filter { $0.seqs?.upperBound == 50 }
    #expect(alone.count == 1)
    record[damaged] = record[damaged].flipping(1, at: 0)
    let report = try record.audit()
    #expect(report.findings.filter { $0.seqs?.upperBound == 50 } == alone)
    #expect(report.names(damaged))
  }

  @Test func `a root over a damaged row is not named besides`() throws {
    var record = try AuditSample.whole
    record[40] = record[40].flipping(1, at: 0)
    #expect(try record.audit().findings.map(\.seqs) == [40...40])
  }
}
