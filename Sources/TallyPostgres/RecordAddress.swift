import CLibpq
package import Tallystick
internal import TransparencyLog

/// Where a record in a database stands: what libpq is told, and the schema that holds the record.
///
/// `postgres://alice@db1,db2/newsroom#istanbul-2025` names the schema `istanbul-2025` of the database
/// `newsroom`; everything before the `#` goes to libpq as it is.
package struct RecordAddress: Hashable, Sendable {
  /// The address without the schema, which may hold a password and is never printed.
  let database: String

  /// The schema, which is the name of the record in its database.
  package let schema: String

  /// Whether a text names a record in a database, and not a file.
  package static func isAddress(_ text: String) -> Bool {
    text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
  }

  /// Reads an address.
  ///
  /// - Throws: ``StoreError/unusable(reason:advice:)`` where it names no schema.
  package init(_ text: String) throws(StoreError) {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard RecordAddress.isAddress(text), parts.count == 2,
      RecordAddress.isSchema(String(parts[1])), !text.utf8.contains(0)
    else {
      throw .unusable(
        reason:
          "The address of a record in a database ends with # and the name of the record: up to "
          + "\(RecordAddress.longestSchema) of the letters a to z, digits, - and _, a letter first.",
        advice: "Write it as 'postgres://user@host/database#record'.")
    }
    database = String(parts[0])
    schema = String(parts[1])
  }

  /// The longest name of a record: the names of its roles are longer, and PostgreSQL cuts a name off
  /// after 63 bytes.
  private static let longestSchema = 48

  private static func isSchema(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, bytes.count <= longestSchema, !text.hasPrefix("pg_"),
      text != "public", text != "information_schema"
    else { return false }
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    return letters.contains(first)
      && bytes.allSatisfy {
        letters.contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
  }

  /// What libpq reads in the address, by the names of its options.
  ///
  /// - Throws: ``StoreError/unusable(reason:advice:)`` where there is no libpq, and where it cannot read
  ///   the address.
  func options() throws(StoreError) -> [String: String] {
    try Libpq.load()
    var options: [String: String] = [:]
    var (name, value) = ([CChar](repeating: 0, count: 64), [CChar](repeating: 0, count: 1024))
    for place in 0..<64 {
      let code = unsafe tally_pq_option(
        database, CInt(place), &name, name.count, &value, value.count)
      if code == 1 { break }
      guard code == 0 else {
        throw .unusable(
          reason: "libpq cannot read the address before #\(schema).",
          advice: "Write it as 'postgres://user@host/database#record', with % and two hexadecimal "
            + "digits for a character that is not plain.")
      }
      options[RecordAddress.text(name)] = RecordAddress.text(value)
    }
    return options
  }

  private static func text(_ characters: [CChar]) -> String {
    String(
      decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// How the record is called in what is told to people: never with a password.
  package var name: String {
    guard let options = try? options() else { return "the record \(schema)" }
    let database = options["dbname"].map { "in the database \(escaped($0))" } ?? "in its database"
    let host = options["host"] ?? options["hostaddr"] ?? options["service"].map { "service \($0)" }
    return "the record \(schema) \(database)" + (host.map { " at \(escaped($0))" } ?? "")
  }

  /// Whether the address says something of this name.
  func says(_ option: String) -> Bool { (try? options()[option]) != nil }
}

/// libpq, as it is on this machine.
enum Libpq {
  /// Loads it, once.
  ///
  /// - Throws: ``StoreError/unusable(reason:advice:)`` where there is none.
  static func load() throws(StoreError) {
    switch tally_pq_load() {
    case 0: return
    case 1:
      throw .unusable(
        reason: "A record in a database is reached through libpq, which is not installed.",
        advice: "Install it, in Debian by `apt install libpq5`.")
    default:
      throw .unusable(
        reason: "The libpq of this machine is too old for a record in a database.",
        advice: "Install libpq of PostgreSQL 13 or later.")
    }
  }
}
