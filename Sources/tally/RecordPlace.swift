internal import ArgumentParser
internal import TallyPostgres
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

/// A record that a command appends to.
protocol RecordWriter: EventStore, AuditableRecord {
  /// The files that still hold a piece of a disclosure which was destroyed.
  func leftovers(of disclosure: StoredDisclosure) throws(StoreError) -> [String]

  /// Who is the recorder of all that is appended, where the store says so.
  var boundRecorder: String? { get }

  /// Has an append refused where no standby has to confirm it.
  mutating func requireStandby() throws
}

extension SQLiteStore: RecordWriter {
  /// Nobody: who may write a file writes under any name.
  var boundRecorder: String? { nil }

  /// Refuses: a file has none.
  func requireStandby() throws {
    throw ValidationError("--require-standby: only a record in a database has standbys.")
  }
}

extension PostgresStore: RecordWriter {
  /// Who is logged in.
  var boundRecorder: String? { user }

  /// Has an append refused where no standby has to confirm it.
  mutating func requireStandby() { requiresStandby = true }
}

/// A record in a database, with what this machine adds to it.
enum DatabaseRecord {
  /// The address, where a record is named by one.
  static func address(_ path: String) throws -> RecordAddress? {
    RecordAddress.isAddress(path) ? try RecordAddress(path) : nil
  }

  /// Opens a record in a database, with the file of its sealed values where one is named.
  static func open(
    _ address: RecordAddress, _ mode: PostgresStore.Mode, disclosures: String?
  ) throws -> PostgresStore {
    var store = try PostgresStore.open(at: address, mode: mode)
    store.requiresStandby = Environment["TALLY_REQUIRE_STANDBY"] == "1"
    if let path = disclosures ?? Environment["TALLY_DISCLOSURES"] {
      try store.keepDisclosures(in: path, isWriting: mode == .writing)
    }
    return store
  }

  /// Opens a record in a database for reading, also where it is damaged.
  static func openForAudit(_ address: RecordAddress) throws -> PostgresStore {
    var store = try PostgresStore.openForAudit(at: address)
    if let path = Environment["TALLY_DISCLOSURES"] {
      try store.keepDisclosures(in: path, isWriting: false)
    }
    return store
  }
}

extension PostgresStore {
  /// Has the sealed values kept in a file; those that the record says were destroyed go.
  fileprivate mutating func keepDisclosures(in path: String, isWriting: Bool) throws(StoreError) {
    guard isWriting || Files.exists(path) else { return }
    let file = try DisclosureFile(at: path, of: origin, isWriting: isWriting)
    disclosures = file
    guard isWriting else { return }
    let held = try file.heldDigests()
    if held.isEmpty { return }
    let redacted = try entries(ofType: .redaction).map { entry throws(StoreError) in
      try entry.event().content.body["digest"]?.string
    }
    try file.destroy(redacted.compactMap { $0 }.filter { held.contains($0) })
  }
}
