import Glibc
package import Tallystick
internal import TransparencyLog

/// The custodian's own file of the sealed values of a record whose events stand in a database.
///
/// It is a record of the same origin without an event: values are destroyed in it as in every record.
package struct DisclosureFile: DisclosureKeeper {
  private let store: SQLiteStore

  /// Opens the file at a path; makes it where there is none and `isWriting` says so.
  ///
  /// - Throws: ``StoreError/unusable(reason:advice:)`` where the file is that of another record, or is a
  ///   record of its own.
  package init(at path: String, of origin: String, isWriting: Bool) throws(StoreError) {
    let mode = isWriting ? SQLiteStore.Mode.writing : .reading
    let isThere = try RecordFile(path).isThere
    store =
      isWriting && !isThere
      ? try SQLiteStore.create(at: path, origin: origin)
      : try SQLiteStore.open(at: path, mode: mode)
    guard store.origin.utf8.elementsEqual(origin.utf8), try store.end().size == 0 else {
      throw .unusable(
        reason: "\(escaped(path)) does not keep the sealed values of \(escaped(origin)).",
        advice: "Name the file that was named when they were sealed, or one that is not there yet.")
    }
  }

  /// Keeps disclosures, durably, or none of them.
  package func keep(_ disclosures: [StoredDisclosure]) throws(StoreError) {
    try store.access { db in
      try store.transaction(db) { try SQLiteStore.keep(disclosures, db) }
    }
  }

  /// Destroys those of some disclosures that are kept, so that no byte of them is left.
  package func destroy(_ digests: [String]) throws(StoreError) {
    try store.access { db in
      try store.transaction(db) { try SQLiteStore.destroy(digests, db) }
    }
  }

  /// Names an audience to which a disclosure goes.
  package func disclose(_ digest: String, to audience: String) throws(StoreError) {
    try store.disclose(digest, to: audience)
  }

  /// The files that still hold a piece of a disclosure which was destroyed.
  package func leftovers(of disclosure: StoredDisclosure) throws(StoreError) -> [String] {
    try store.leftovers(of: disclosure)
  }

  /// The disclosure of this digest; nil where it was destroyed or never kept.
  package func disclosure(digest: String) throws(StoreError) -> StoredDisclosure? {
    try store.disclosure(digest: digest)
  }

  /// At most `limit` disclosures whose digests come after one, in the order of digests.
  package func disclosures(
    after digest: String?, limit: Int
  ) throws(StoreError) -> [StoredDisclosure] {
    try store.disclosures(after: digest, limit: limit)
  }

  /// The digests of all disclosures.
  package func heldDigests() throws(StoreError) -> Set<String> { try store.heldDigests() }

  /// Every digest with each audience to which its disclosure goes or went, in order.
  package func audiences() throws(StoreError) -> [DisclosureAudience] { try store.audiences() }
}

extension RecordFile {
  /// Whether there is anything of that name.
  fileprivate var isThere: Bool { unsafe access(path, F_OK) == 0 }
}
