package import Tallystick
internal import TransparencyLog

/// A record in a schema of a PostgreSQL database.
///
/// It keeps one connection, which is closed when the last copy of the value goes. Sealed values are never
/// in the database, whose files, logs and standbys keep what was once in it.
package struct PostgresStore: EventStore, Sendable {
  /// What a store is opened for.
  package enum Mode: Sendable {
    /// For reading only, which a standby allows too.
    case reading

    /// For reading and appending.
    case writing
  }

  /// The name of the record, the origin of its checkpoints.
  package let origin: String

  /// The instant from which a record of the domain `.test` counts its own time.
  package let testClock: Instant?

  /// Who is logged in: the recorder of what is appended.
  package let user: String

  let address: RecordAddress
  let schema: Schema
  let connection: PostgresConnection

  /// What keeps the sealed values; nil where this program has none.
  package var disclosures: (any DisclosureKeeper)?

  /// How long an append may wait for its COMMIT, which standbys may have to confirm.
  package var patience = Duration.seconds(10)

  /// Whether an append is refused where no standby has to confirm it.
  package var requiresStandby = false

  /// What is done in a transaction before its COMMIT; nothing but in tests.
  package var beforeCommit: @Sendable () throws -> Void = {}

  init(
    _ connection: PostgresConnection, _ schema: Schema, origin: String, testClock: Instant?,
    user: String
  ) {
    self.connection = connection
    self.schema = schema
    self.origin = origin
    self.testClock = testClock
    self.user = user
    address = connection.address
  }
}

extension PostgresStore {
  /// The disclosure of this digest; nil where it was destroyed, or is not kept here.
  package func disclosure(digest: String) throws(StoreError) -> StoredDisclosure? {
    try disclosures?.disclosure(digest: digest)
  }

  /// At most `limit` disclosures whose digests come after one, in the order of digests.
  package func disclosures(
    after digest: String?, limit: Int
  ) throws(StoreError) -> [StoredDisclosure] {
    try disclosures?.disclosures(after: digest, limit: limit) ?? []
  }

  /// The digests of all disclosures that are kept here.
  package func heldDigests() throws(StoreError) -> Set<String> {
    try disclosures?.heldDigests() ?? []
  }

  /// Every digest with each audience to which its disclosure goes or went, in order.
  package func audiences() throws(StoreError) -> [DisclosureAudience] {
    try disclosures?.audiences() ?? []
  }

  /// Names an audience to which a disclosure goes.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` when it is not kept here.
  package func disclose(_ digest: String, to audience: String) throws(StoreError) {
    guard let disclosures else {
      throw .refused(code: "none", reason: "only a disclosure that is here has an audience")
    }
    try disclosures.disclose(digest, to: audience)
  }

  /// The files that still hold a piece of a disclosure which was destroyed.
  package func leftovers(of disclosure: StoredDisclosure) throws(StoreError) -> [String] {
    try disclosures?.leftovers(of: disclosure) ?? []
  }
}
