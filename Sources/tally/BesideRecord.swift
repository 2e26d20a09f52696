internal import Glibc
internal import TallyPostgres
internal import Tallystick
internal import TransparencyLog

/// What is kept of a record outside of it: lines of witnesses, answers of time-stamping authorities.
///
/// Of a record in a file it lies beside that, as `record.tally-NAME`; of one in a database in the
/// folder of its key on this machine.
enum BesideRecord {
  /// The path of the folder of a kind.
  static func path(_ kind: String, of store: any RecordReader, at record: String) throws -> String {
    guard RecordAddress.isAddress(record) else { return "\(record)-\(kind)" }
    return "\(try KeyFolder(origin: store.origin).path)/\(kind)"
  }

  /// Makes such a folder, where it is not there.
  static func make(_ path: String, at record: String) throws {
    if RecordAddress.isAddress(record) { return try OwnFolder.make(path) }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw Failure(
        "The folder \(escaped(path)) cannot be made: \(String(cString: strerror(errno))).",
        hint: "Get permission to write beside the record.")
    }
  }
}

extension RecordOptions {
  /// How a record is called in what is told to people: the path of a file, and of an address nothing
  /// that may be a password.
  static func name(_ path: String) -> String {
    guard RecordAddress.isAddress(path) else { return escaped(path) }
    return (try? RecordAddress(path))?.name ?? "a record in a database"
  }

  /// The same at the beginning of a sentence.
  static func subject(_ path: String) -> String {
    let name = name(path)
    guard RecordAddress.isAddress(path), let first = name.first else { return name }
    return first.uppercased() + name.dropFirst()
  }
}
