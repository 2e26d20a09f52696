import Foundation
import Tallystick
import Testing

/// Statuses that scripts read: 2 is what is not whole, 1 what could not be done (`tally --help`).
struct VerdictStatusTests {
  @Test func `a redaction that leaves a piece of the value in the file has status 2`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let words = String(repeating: "words of a witness ", count: 15)
      let line =
        #"{"type":"announcement","stated":"2025-06-13","label":"L-1","sealed":["quote"],"body":"#
        + #"{"speaker":"s","attribution":"named","quote":"\#(words)","claim":{"act":"statement"}}}"#
      #expect(try folder.tally("append", "-", input: Data(line.utf8)).status == 0)
      // Somebody else's hand once copied it, in pages that are free now and were not wiped.
      _ = try folder.query(
        """
        PRAGMA secure_delete = OFF; CREATE TABLE copy AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL \
        SELECT i + 1 FROM n WHERE i < 200) SELECT bytes FROM disclosure, n; DROP TABLE copy;
        """)
      let ending = try folder.tally("redact", "L-1", "quote", "--reason", "names of persons")
      #expect(ending.status == 2)
      #expect(
        ending.errors.contains(
          "Error: The redaction is recorded, as #3, but record.tally still holds a piece of the value."
        ))
      #expect(ending.errors.contains("append") || ending.errors.contains("Append"))
    }
  }

  @Test func `a record that does not lead to its own head gives no snapshot, with status 2`() throws
  {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(300)
      let trigger = try folder.shell(
        "sqlite3 record.tally \"SELECT sql FROM sqlite_schema WHERE name = 'entry_unchanged'\"")
      try folder.write(
        Data(
          """
          DROP TRIGGER entry_unchanged;
          UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'first 5\"', 'first 6\"') AS BLOB)
            WHERE seq = 5;
          \(trigger.output);
          """.utf8), to: "alter.sql")
      #expect(try folder.shell("sqlite3 record.tally < alter.sql").status == 0)
      let ending = try folder.tally("snapshot", "new")
      #expect(ending.status == 2, "\(ending.errors)")
      #expect(ending.errors.contains("tally verify"))
      #expect(!FileManager.default.fileExists(atPath: folder.work + "/new"))
    }
  }

  @Test func `a day that no snapshot can be cut by is a mistake, and says nothing of the record`()
    throws
  {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let ending = try folder.tally("snapshot", "new", "--as-of=-0001-01-01")
      #expect(ending.status == 1, "\(ending.errors)")
      #expect(
        ending.errors == """
          Error: A snapshot can be cut by days of the years 0000 to 9999 only.
          Hint: Nothing was written. Give --as-of a day of those years.

          """)
      #expect(!FileManager.default.fileExists(atPath: folder.work + "/new"))
    }
  }

  @Test func `a hundred findings on a snapshot are listed, and the rest is counted`() throws {
    try ShippedSnapshot.article.use { folder in
      #expect(try folder.tally("snapshot", "new").status == 0)
      for (more, last) in [
        (100, nil), (101, "1 more findings are not listed"),
        (150, "50 more findings are not listed"),
      ] as [(Int, String?)] {
        #expect(
          try folder.shell("for i in $(seq \(more)); do echo > new/more-$i; done").status == 0)
        let ending = try folder.tally("verify", "new")
        #expect(ending.status == 2)
        #expect(ending.lines.count { $0.contains("more-") } == 100)
        let rest = ending.lines.first { $0.contains("not listed") }
        #expect(rest == last)
      }
    }
  }
}
