import Foundation
import Synchronization
import Tallystick
import Testing

@testable import TallyPostgres

/// A PostgreSQL cluster of the tests' own, on a socket in a temporary folder: it is started when the
/// first test asks for it, and ends with the tests, however they end.
final class Cluster: Sendable {
  /// The folder of PostgreSQL's programs; nil where it is not installed.
  private static let programs: String? = {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    return all.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }
      .map { "/usr/lib/postgresql/\($0)/bin" }
      .first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
  }()

  /// Whether there can be one: PostgreSQL is installed, as tools/test sees to.
  static let isThere = programs != nil && (try? RecordAddress("postgres:///x#x").options()) != nil

  /// Whether a pool stands before it: pgbouncer is installed.
  static let hasPool =
    isThere
    && ["/usr/sbin", "/usr/bin"].contains {
      FileManager.default.isExecutableFile(atPath: $0 + "/pgbouncer")
    }

  /// Where clusters lie: in memory, where there is room, so that no test waits for a disk.
  private static let base: String = {
    let memory = "/dev/shm"
    let free = try? FileManager.default.attributesOfFileSystem(forPath: memory)[.systemFreeSize]
    let isRoomy = (free as? NSNumber)?.int64Value ?? 0 > 2_000_000_000
    return isRoomy && FileManager.default.isWritableFile(atPath: memory) ? memory : "/tmp"
  }()

  /// What is said where tests are left out.
  static let missing: Comment = "PostgreSQL is not installed: apt install postgresql libpq5"

  /// The cluster of most tests.
  private static let main = Result { try Cluster() }

  /// The folder of the socket.
  let folder: String

  /// The pipe whose end tells the cluster that the tests are over.
  private let leash = Pipe()

  /// Starts a cluster.
  init(_ settings: String = "") throws {
    let programs = try #require(Cluster.programs)
    folder = "\(Cluster.base)/tally-pg-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = [
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/cluster.sh", folder,
      programs, settings,
    ]
    process.standardInput = leash
    process.standardOutput = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    try #require(said.hasPrefix("ready"), "the cluster did not start")
  }

  /// Ends the cluster, which removes its folder.
  func end() { try? leash.fileHandleForWriting.close() }

  /// Runs `body` with a cluster whose every COMMIT waits for a standby that there is not.
  static func withLonely(_ body: (Cluster) throws -> Void) throws {
    let cluster = try Cluster("-c synchronous_standby_names=nobody")
    defer { cluster.end() }
    try cluster.administer(
      "SET synchronous_commit = local; ALTER ROLE postgres SET synchronous_commit = local")
    try body(cluster)
  }

  /// The address of a record, for who logs in as `user`.
  static func address(_ record: String, user: String = "postgres") throws -> RecordAddress {
    try main.get().address(record, user: user)
  }

  /// The address of a record, for who logs in as `user`; through the pool by another port.
  func address(
    _ record: String, user: String = "postgres", port: Int = 5432
  ) throws -> RecordAddress {
    try RecordAddress("postgres://\(user)@/postgres?host=\(folder)&port=\(port)#\(record)")
  }

  private static let count = Mutex(0)

  /// A name that no record has yet.
  static func newName() -> String {
    let number = count.withLock { count in
      count += 1
      return count
    }
    return "record-\(number)"
  }

  /// Executes statements as the administrator.
  @discardableResult
  static func administer(_ statements: String) throws -> [PostgresRows] {
    try main.get().administer(statements)
  }

  /// Executes statements as the administrator.
  @discardableResult
  func administer(_ statements: String) throws -> [PostgresRows] {
    try PostgresConnection(address("x")).execute(statements)
  }

  /// Makes a role that may log in and has a role of a record; one that is there already gets it.
  static func grant(_ role: String, of record: String, to user: String) throws {
    try main.get().grant(role, of: record, to: user)
  }

  /// Makes a role that may log in and has a role of a record; one that is there already gets it.
  func grant(_ role: String, of record: String, to user: String) throws {
    try administer(
      """
      DO $$ BEGIN
        PERFORM pg_advisory_xact_lock(1);
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(user)') THEN
          CREATE ROLE \(user) LOGIN;
        END IF;
        GRANT "tally_\(record)_\(role)" TO \(user);
      END $$
      """)
  }

  /// A new, empty record, opened by who may append what others recorded.
  static func record(
    _ name: String = newName(), testClock: Instant? = nil, origin: String = "sample.test/record",
    isPooled: Bool = false
  ) throws -> PostgresStore {
    try main.get().record(name, testClock: testClock, origin: origin, isPooled: isPooled)
  }

  /// A new, empty record, opened by who may append what others recorded.
  ///
  /// Through the pool each record has a user of its own. A server's process that works out what its user
  /// is a member of, while that user is being granted something, may keep the answer of before:
  /// a process of the pool would then refuse a record to its keeper.
  func record(
    _ name: String, testClock: Instant? = nil, origin: String = "sample.test/record",
    isPooled: Bool = false
  ) throws -> PostgresStore {
    try PostgresStore.create(at: try address(name), origin: origin, testClock: testClock)
    let user = isPooled ? "pooled" + name.filter(\.isNumber) : "keeper"
    try grant("restorer", of: name, to: user)
    return try PostgresStore.open(
      at: try address(name, user: user, port: isPooled ? 6432 : 5432), mode: .writing)
  }
}
