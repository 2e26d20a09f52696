import Foundation
import GRDB
package import Tallystick

extension SQLiteStore {
  /// The disclosure of this digest; nil where it was destroyed or never held.
  package func disclosure(digest: String) throws(StoreError) -> StoredDisclosure? {
    try access { db in
      let statement = try db.cachedStatement(
        sql: "SELECT digest, bytes FROM disclosure WHERE digest = ?")
      return try GRDB.Row.fetchOne(statement, arguments: [digest]).map { StoredDisclosure(row: $0) }
    }
  }

  /// At most `limit` disclosures whose digests come after one, or from the first, in the order of
  /// digests.
  package func disclosures(
    after digest: String?, limit: Int
  ) throws(StoreError) -> [StoredDisclosure] {
    try access { db in
      try GRDB.Row.fetchAll(
        db,
        sql: "SELECT digest, bytes FROM disclosure WHERE digest > ? ORDER BY digest LIMIT ?",
        arguments: [digest ?? "", limit]
      ).map { StoredDisclosure(row: $0) }
    }
  }

  /// The digests of all disclosures.
  package func heldDigests() throws(StoreError) -> Set<String> {
    try access { db in try Set(String.fetchCursor(db, sql: "SELECT digest FROM disclosure")) }
  }

  /// Every digest with each audience to which its disclosure goes or went, in order.
  package func audiences() throws(StoreError) -> [DisclosureAudience] {
    try access { db in
      try GRDB.Row.fetchAll(db, sql: "SELECT digest, name FROM audience ORDER BY digest, name").map
      {
        DisclosureAudience(
          digest: String.fromDatabaseValue($0[0]) ?? "",
          audience: String.fromDatabaseValue($0[1]) ?? "")
      }
    }
  }

  /// Names an audience to which a disclosure goes; one that is named already stays.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` when the record does not hold the disclosure.
  package func disclose(_ digest: String, to audience: String) throws(StoreError) {
    try access { db in
      try db.inTransaction(.immediate) {
        let isNamed = try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM audience WHERE digest = ? AND name = ?)",
          arguments: [digest, audience])
        if isNamed != true {
          try db.execute(
            sql: "INSERT INTO audience VALUES (?, ?)", arguments: [digest, audience])
        }
        return .commit
      }
    }
  }
}

extension SQLiteStore {
  /// Keeps the disclosures of new events, within their transaction.
  static func keep(_ disclosures: [StoredDisclosure], _ db: Database) throws {
    guard !disclosures.isEmpty else { return }
    let statement = try db.cachedStatement(sql: "INSERT INTO disclosure VALUES (?, ?)")
    for one in disclosures {
      try statement.execute(arguments: [one.digest, Data(one.bytes)])
    }
  }

  /// Destroys disclosures, within a transaction, so that no page of the file keeps a byte of them.
  ///
  /// `secure_delete` overwrites the row and every page that is freed, but not what the balancing of
  /// the tree left behind in the gaps of pages when it moved rows to others. So all rows go, which
  /// frees and overwrites every page of the table but its root, an inner page without values, and
  /// those that stay are written anew. No VACUUM: that would copy the record to another folder.
  ///
  /// - Complexity: O(*n*) in the number of all disclosures, where one of them is held.
  static func destroy(_ digests: [String], _ db: Database) throws {
    guard !digests.isEmpty else { return }
    var held = 0
    for digest in digests {
      try db.execute(sql: "DELETE FROM disclosure WHERE digest = ?", arguments: [digest])
      held += db.changesCount
    }
    guard held > 0 else { return }
    let others = try GRDB.Row.fetchAll(
      db, sql: "SELECT digest, bytes FROM disclosure ORDER BY rowid"
    )
    .map { StoredDisclosure(row: $0) }
    try db.execute(sql: "DELETE FROM disclosure")
    try keep(others, db)
  }
}

extension StoredDisclosure {
  /// The row as it is; a column that is not what it should be counts as empty.
  fileprivate init(row: GRDB.Row) {
    self.init(
      digest: String.fromDatabaseValue(row[0]) ?? "",
      bytes: Data.fromDatabaseValue(row[1]).map { Array($0) } ?? [])
  }
}
