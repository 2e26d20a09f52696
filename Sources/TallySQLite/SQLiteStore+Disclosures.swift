package import Tallystick
internal import TransparencyLog

extension SQLiteStore {
  /// The disclosure of this digest; nil where it was destroyed or never held.
  package func disclosure(digest: String) throws(StoreError) -> StoredDisclosure? {
    try access { db in
      try db.rows(
        "SELECT digest, bytes FROM disclosure WHERE digest = ?1", .text(digest),
        read: SQLiteStore.disclosure
      ).first
    }
  }

  /// At most `limit` disclosures whose digests come after one, or from the first, in the order of
  /// digests.
  package func disclosures(
    after digest: String?, limit: Int
  ) throws(StoreError) -> [StoredDisclosure] {
    try access { db in
      try db.rows(
        "SELECT digest, bytes FROM disclosure WHERE digest > ?1 ORDER BY digest LIMIT ?2",
        .text(digest ?? ""), .number(limit), read: SQLiteStore.disclosure)
    }
  }

  /// The digests of all disclosures.
  package func heldDigests() throws(StoreError) -> Set<String> {
    try access { db in
      try Set(
        db.ascending(
          "SELECT digest FROM disclosure ORDER BY digest", by: SQLiteStore.order, of: "disclosure"
        ) { row in
          try row.text(0, "the digest of a disclosure")
        })
    }
  }

  /// Every digest with each audience to which its disclosure goes or went, in order.
  package func audiences() throws(StoreError) -> [DisclosureAudience] {
    try access { db in
      try db.ascending(
        "SELECT digest, name FROM audience ORDER BY digest, name",
        by: { SQLiteStore.order($0.digest + "\0" + $0.audience) }, of: "audience"
      ) { row in
        let digest = try row.text(0, "the digest of an audience")
        return DisclosureAudience(
          digest: digest, audience: try row.text(1, "the name of an audience of \(escaped(digest))")
        )
      }
    }
  }

  /// Names an audience to which a disclosure goes; one that is named already stays.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` when the record does not hold the disclosure.
  package func disclose(_ digest: String, to audience: String) throws(StoreError) {
    try access { db in
      try transaction(db) {
        let keys = (Key.text(digest), Key.text(audience))
        let isNamed = try !db.rows(
          "SELECT 1 FROM audience WHERE digest = ?1 AND name = ?2", keys.0, keys.1
        ) { _ in }.isEmpty
        if !isNamed { try db.execute("INSERT INTO audience VALUES (?1, ?2)", keys.0, keys.1) }
      }
    }
  }
}

extension SQLiteStore {
  /// Keeps the disclosures of new events, within their transaction.
  static func keep(_ disclosures: [StoredDisclosure], _ db: SQLiteConnection) throws {
    for one in disclosures {
      try db.execute("INSERT INTO disclosure VALUES (?1, ?2)", .text(one.digest), .bytes(one.bytes))
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
  static func destroy(_ digests: [String], _ db: SQLiteConnection) throws {
    guard !digests.isEmpty else { return }
    var held = 0
    for digest in digests {
      try db.execute("DELETE FROM disclosure WHERE digest = ?1", .text(digest))
      held += db.changes
    }
    guard held > 0 else { return }
    let others = try db.rows(
      "SELECT digest, bytes FROM disclosure ORDER BY rowid", read: SQLiteStore.disclosure)
    try db.execute("DELETE FROM disclosure")
    try keep(others, db)
  }
}

extension SQLiteStore {
  /// The place of a text among others, byte by byte, as SQLite orders them.
  private static func order(_ text: String) -> ColumnOrder { ColumnOrder(bytes: Array(text.utf8)) }

  /// The disclosure in a row of two columns.
  private static func disclosure(_ row: SQLiteStatement) throws -> StoredDisclosure {
    let digest = try row.text(0, "the digest of a disclosure")
    return StoredDisclosure(
      digest: digest, bytes: try row.blob(1, "the disclosure \(escaped(digest))"))
  }
}

/// Bytes in the order in which SQLite compares them.
private struct ColumnOrder: Comparable {
  let bytes: [UInt8]

  static func < (left: ColumnOrder, right: ColumnOrder) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
