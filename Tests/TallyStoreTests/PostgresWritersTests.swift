import Foundation
import Synchronization
import Tallystick
import Testing

@testable import TallyPostgres
@testable import TallySQLite

/// Several writers of one record at a time, and what a writer is told when its COMMIT is not answered.
@Suite(.tags(.postgres), .enabled(if: Cluster.isThere, Cluster.missing))
struct PostgresWritersTests {
  @Test func `eight writers append all they have, each in its turn`() throws {
    try withEvents(0) { _, name in
      try Cluster.grant("writer", of: name, to: "crowd")
      let address = try Cluster.address(name, user: "crowd")
      let failures = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: 8) { writer in
        do {
          let store = try PostgresStore.open(at: address, mode: .writing)
          let now = try Instant.sample()
          let appender = Appender(to: store, recorder: "crowd", clock: { now })
          for number in 1...12 {
            _ = try appender.append(.sources(number...number, of: "w\(writer)"))
          }
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
      #expect(failures.withLock { $0 } == [])
      let store = try PostgresStore.openForAudit(at: Cluster.address(name))
      #expect(try store.end().size == 96)
      #expect(try RecordAudit(of: store, vouched: nil).run().findings == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `who holds the head decides on what stands there, alone`(kind: StoreKind) throws {
    try kind.withStore(holding: 3) { store in
      try store.append(holding: { end in
        #expect(end.size == 3)
        #expect(try store.entry(id: .sampleID(2))?.seq == 2)
        #expect(try store.seqs(ofIDs: [.sampleID(3)], labels: ["x"]).ids.count == 1)
        #expect(try store.end() == end)
        return (NewEntries([try .sample(4)]), SealedChanges())
      })
      try store.append(holding: { _ in nil })
      struct Refused: Error {}
      #expect(throws: Refused.self) { try store.append(holding: { _ in throw Refused() }) }
      #expect(try store.end().size == 4)
      try store.append([try .sample(5)], onto: 4)
      #expect(try store.entries(1...9).map(\.seq) == [1, 2, 3, 4, 5])
    }
  }

  @Test func `a connection lost before the COMMIT appends nothing, and the next append goes on`()
    throws
  {
    try withEvents(2) { store, name in
      var broken = store
      let pid = try #require(
        try store.connection.execute("SELECT pg_backend_pid()").last?.plainText(0, 0))
      broken.beforeCommit = { try Cluster.administer("SELECT pg_terminate_backend(\(pid))") }
      let now = try Instant.sample(1)
      let error = try #require(throws: StoreError.self) {
        try Appender(to: broken, recorder: "keeper", clock: { now }).append(.sources(3...3))
      }
      #expect(error.description.contains("nothing was appended"), "\(error)")
      let outcomes = try Appender(to: store, recorder: "keeper", clock: { now })
        .append(.sources(3...3))
      #expect(Array(outcomes).count == 1)
      #expect(try store.end().size == 3)
    }
  }

  @Test func `a lost connection is made anew for what is read`() throws {
    try withEvents(2) { store, _ in
      let pid = try #require(
        try store.connection.execute("SELECT pg_backend_pid()").last?.plainText(0, 0))
      try Cluster.administer("SELECT pg_terminate_backend(\(pid))")
      #expect(try store.end().size == 2)
    }
  }

  @Test func `a record that another holds is busy after a while`() throws {
    try withEvents(2) { store, name in
      try Cluster.administer("ALTER FUNCTION \"\(name)\".claim() SET lock_timeout = '200ms'")
      let other = try PostgresConnection(Cluster.address(name))
      try other.execute("BEGIN; SELECT * FROM \"\(name)\".claim()")
      #expect(throws: StoreError.busy(seconds: 10)) {
        try store.append([try .sample(3, at: 1_750_000_100_000)], onto: 2)
      }
      other.close()
      try store.append([try .sample(3, at: 1_750_000_100_000)], onto: 2)
    }
  }

  /// A cluster whose every COMMIT waits for a standby that there is not.
  @Test func `an append that no standby confirms says so, in time`() throws {
    try Cluster.withLonely { cluster in
      let store = try cluster.record("lonely")
      var hasty = store
      hasty.patience = .milliseconds(700)
      let now = try Instant.sample()
      let start = ContinuousClock.now
      let error = try #require(throws: StoreError.self) {
        try Appender(to: hasty, recorder: "keeper", clock: { now }).append(.sources(1...2))
      }
      #expect(error.description.contains("#1 to #2 stands in"), "\(error)")
      #expect(error.description.contains("no standby has confirmed it"))
      #expect(ContinuousClock.now - start < .seconds(20))
      #expect(try store.end().size == 2)
      #expect(try store.entries(1...2).count == 2)
    }
  }

  @Test func `who asks for a standby is refused where none has to confirm`() throws {
    try withEvents(2) { store, _ in
      var careful = store
      careful.requiresStandby = true
      let now = try Instant.sample(1)
      let error = try #require(throws: StoreError.self) {
        try Appender(to: careful, recorder: "keeper", clock: { now }).append(.sources(3...3))
      }
      #expect(error.description.contains("could be lost with the server. Nothing was appended"))
      #expect(try store.end().size == 2)
    }
  }
}
