import Tallystick
import Testing

@testable import TallyPostgres

/// Who may do what with a record in a database.
@Suite(.tags(.postgres), .enabled(if: Cluster.isThere, Cluster.missing))
struct PostgresRoleTests {
  private func open(_ name: String, as user: String, _ mode: PostgresStore.Mode) throws
    -> PostgresStore
  {
    try PostgresStore.open(at: Cluster.address(name, user: user), mode: mode)
  }

  @Test func `a recorder appends as itself, and as nobody else`() throws {
    try withEvents(2) { _, name in
      try Cluster.grant("writer", of: name, to: "alice")
      let store = try open(name, as: "alice", .writing)
      #expect(store.user == "alice")
      let now = try Instant.sample(1)
      _ = try Appender(to: store, recorder: "alice", clock: { now }).append(.sources(3...4))
      _ = try Appender(to: store, recorder: "alice", clock: { now }).append(.sources(5...5))
      for recorder in ["bob", "alice2", "keeper"] {
        let error = try #require(throws: StoreError.self) {
          try Appender(to: store, recorder: recorder, clock: { now }).append(.sources(6...6))
        }
        #expect(error.description.contains("the recorder of an event is who appends it"))
      }
      #expect(try store.end().size == 5)
      #expect(
        try store.entries(3...5).map { try $0.event().recorder } == ["alice", "alice", "alice"])
    }
  }

  @Test func `a reader reads and does not append`() throws {
    try withEvents(2) { _, name in
      try Cluster.grant("reader", of: name, to: "rita")
      #expect(try open(name, as: "rita", .reading).entries(1...9).count == 2)
      let error = try #require(throws: StoreError.self) { try open(name, as: "rita", .writing) }
      #expect(error.description.contains("rita may read the record"))
      #expect(error.advice.contains("GRANT \"tally_\(name)_writer\" TO \"rita\""))
    }
  }

  @Test func `a stranger may not even read`() throws {
    try withEvents(2) { _, name in
      try Cluster.administer(
        "DO $$ BEGIN CREATE ROLE stranger LOGIN; EXCEPTION WHEN duplicate_object THEN END $$")
      let error = try #require(throws: StoreError.self) {
        try open(name, as: "stranger", .reading)
      }
      #expect(error.description.contains("stranger may not read the record"))
    }
  }

  @Test func `whoever could change a record does not append to it`() throws {
    try withEvents(2) { _, name in
      let error = try #require(throws: StoreError.self) {
        try open(name, as: "postgres", .writing)
      }
      #expect(error.description.contains("may change what stands in the record"))
    }
  }

  @Test func `a record is made once, and by whoever may make it`() throws {
    _ = try withEvents(0) { _, name in
      #expect(throws: StoreError.self) {
        try PostgresStore.create(at: Cluster.address(name), origin: "example.org/again")
      }
    }
    try Cluster.administer(
      "DO $$ BEGIN CREATE ROLE plain LOGIN; EXCEPTION WHEN duplicate_object THEN END $$")
    let name = Cluster.newName()
    let address = try Cluster.address(name, user: "plain")
    let needed = try #require(throws: AdministratorNeeded.self) {
      try PostgresStore.create(at: address, origin: "example.org/o'brien\\x", verifierKey: "k")
    }
    #expect(throws: StoreError.self) { try PostgresStore.open(at: address, mode: .reading) }
    try Cluster.administer(needed.script)
    let store = try PostgresStore.open(at: address, mode: .writing)
    #expect(store.origin == "example.org/o'brien\\x")
    #expect(try store.verifierKey() == "k")
  }

  @Test func `who may create roles makes a record without being a superuser`() throws {
    let name = Cluster.newName()
    try Cluster.administer(
      "DROP ROLE IF EXISTS maker; CREATE ROLE maker LOGIN CREATEROLE; "
        + "GRANT CREATE ON DATABASE postgres TO maker")
    let address = try Cluster.address(name, user: "maker")
    try PostgresStore.create(at: address, origin: "example.org/made")
    let store = try PostgresStore.open(at: address, mode: .writing)
    let now = try Instant.sample()
    _ = try Appender(to: store, recorder: "maker", clock: { now }).append(.sources(1...2))
    #expect(throws: PostgresError.self) {
      try store.connection.execute("SET ROLE \"tally_\(name)_owner\"")
    }
  }

  @Test(arguments: [
    ("postgres://x/y", "ends with #"), ("postgres://x/y#", "ends with #"),
    ("postgres://x/y#Big", "ends with #"), ("postgres://x/y#pg_x", "ends with #"),
    ("postgres://x/y#a\"b", "ends with #"), ("postgres://x/y#1a", "ends with #"),
    ("postgres://x/y#" + String(repeating: "a", count: 49), "ends with #"),
  ])
  func `an address without the name of a record is refused`(address: String, words: String) throws {
    let error = try #require(throws: StoreError.self) { try RecordAddress(address) }
    #expect(error.description.contains(words))
  }

  @Test func `no message holds a password`() throws {
    for text in [
      "postgres://u:secret@127.0.0.1:1/db#r", "postgres://127.0.0.1:1/db?user=u&password=secret#r",
      "postgres://u:secret@127.0.0.1:1/db?nothing=1#r", "postgres://u:secret%@127.0.0.1:1/db#r",
    ] {
      let address = try RecordAddress(text)
      let error = try #require(throws: StoreError.self) {
        try PostgresStore.open(at: address, mode: .reading)
      }
      #expect(!"\(error) \(error.advice) \(address.name)".contains("secret"))
    }
  }
}
