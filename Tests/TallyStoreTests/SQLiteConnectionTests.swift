import TallySQLite
import Testing

/// The connection by itself, on tables of these tests.
struct SQLiteConnectionTests {
  private func withConnection(_ body: (SQLiteConnection) throws -> Void) throws {
    try withFolder { folder in
      try Shell.must(folder + "/sample.db", "CREATE TABLE t (a, b); CREATE TABLE u (a UNIQUE)")
      try body(
        SQLiteConnection(path: folder + "/sample.db", isWriting: true, patience: .seconds(1)))
    }
  }

  @Test func `a file that is not there is not made`() throws {
    try withFolder { folder in
      let error = try #require(throws: SQLiteError.self) {
        try SQLiteConnection(path: folder + "/none", isWriting: true, patience: .zero)
      }
      #expect(error == SQLiteError(14, "unable to open database file"))
    }
  }

  @Test func `a column is read as what it is, and as nothing else`() throws {
    try withConnection { db throws in
      let rows = try db.rows(
        "VALUES (?1), (?2), (?3), (NULL), (1.5), (CAST(x'ff' AS TEXT)), (x''), ('')",
        .number(.min), .text("ѫ\0x"), .bytes([0, 255])
      ) { row in
        (row.integer(0), row.text(0), row.blob(0))
      }
      #expect(rows.map(\.0) == [.min, nil, nil, nil, nil, nil, nil, nil])
      #expect(rows.map(\.1) == [nil, "ѫ\0x", nil, nil, nil, nil, nil, ""])
      #expect(rows.map(\.2) == [nil, nil, [0, 255], nil, nil, nil, [], nil])
    }
  }

  @Test func `a column of another kind is an error that names its place`() throws {
    try withConnection { db throws in
      for (value, message) in [
        ("NULL", "the size of it is no integer"), ("'7'", "the size of it is no integer"),
        ("7", "the size of it is no text"), ("x'07'", "the size of it is no text"),
        ("CAST(x'ff' AS TEXT)", "the size of it is no text"), ("1.0", "the size of it is no blob"),
      ] {
        let error = try #require(throws: ColumnError.self) {
          try db.rows("SELECT \(value)") { row in
            switch message {
            case "the size of it is no integer": _ = try row.integer(0, "the size of it")
            case "the size of it is no text": _ = try row.text(0, "the size of it")
            default: _ = try row.blob(0, "the size of it")
            }
          }
        }
        #expect(error.description == message)
      }
    }
  }

  @Test func `what is bound comes back, an empty blob included`() throws {
    try withConnection { db throws in
      for bytes in [[], [0], Array(repeating: 7, count: 9_000)] as [[UInt8]] {
        #expect(try db.rows("SELECT ?1", .bytes(bytes)) { $0.blob(0) } == [bytes])
      }
      #expect(try db.rows("SELECT typeof(?1)", .bytes([])) { $0.text(0) } == ["blob"])
    }
  }

  @Test func `an error has SQLite's extended code and words`() throws {
    try withConnection { db throws in
      try db.execute("INSERT INTO u VALUES (?1)", .number(1))
      let twice = try #require(throws: SQLiteError.self) {
        try db.execute("INSERT INTO u VALUES (?1)", .number(1))
      }
      #expect(twice == SQLiteError(2067, "UNIQUE constraint failed: u.a"))
      #expect(twice.primaryCode == 19)
      let unknown = try #require(throws: SQLiteError.self) { try db.execute("SELECT none") }
      #expect(unknown == SQLiteError(1, "no such column: none"))
      let empty = try #require(throws: SQLiteError.self) { try db.execute("") }
      #expect(empty.code == 21)
      let many = try #require(throws: SQLiteError.self) { try db.execute("SELECT 1", .number(1)) }
      #expect(many.code == 25)
    }
  }

  @Test func `a transaction is done, or leaves nothing`() throws {
    try withConnection { db throws in
      struct Mishap: Error {}
      try db.transaction {
        #expect(db.isInTransaction)
        try db.execute("INSERT INTO t VALUES (1, 2)")
      }
      #expect(throws: Mishap.self) {
        try db.transaction {
          try db.execute("INSERT INTO t VALUES (3, 4)")
          throw Mishap()
        }
      }
      #expect(!db.isInTransaction)
      #expect(try db.rows("SELECT a FROM t") { $0.integer(0) } == [1])
    }
  }

  @Test func `a statement that failed can be used again`() throws {
    try withConnection { db throws in
      let insert = "INSERT INTO u VALUES (?1)"
      try db.execute(insert, .number(1))
      #expect(throws: SQLiteError.self) { try db.execute(insert, .number(1)) }
      try db.execute(insert, .number(2))
      #expect(db.changes == 1)
      struct Mishap: Error {}
      #expect(throws: Mishap.self) { try db.rows("SELECT a FROM u") { _ in throw Mishap() } }
      #expect(try db.rows("SELECT a FROM u") { $0.integer(0) } == [1, 2])
    }
  }

  @Test func `a closed connection answers with errors`() throws {
    try withConnection { db throws in
      try db.execute("INSERT INTO t VALUES (1, 2)")
      db.close()
      #expect(throws: SQLiteError.self) { try db.execute("INSERT INTO t VALUES (1, 2)") }
      #expect(throws: SQLiteError.self) { try db.execute("SELECT 1") }
      #expect(throws: SQLiteError.self) { try db.set(1010, true) }
      #expect(db.firstBytes(16) == nil && db.isReadOnly && !db.isInTransaction && !db.isSet(1010))
      #expect(db.changes == 0)
    }
  }

  @Test func `a setting that SQLite does not have is an error`() throws {
    try withConnection { db throws in
      #expect(throws: SQLiteError.self) { try db.set(9_999, true) }
    }
  }
}
