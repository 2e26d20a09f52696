internal import TallyNodes
internal import TallyPostgres
internal import Tallystick
internal import TransparencyLog

/// A record in a database that is filled out of another one.
enum DatabaseTarget {
  /// Fills the record at an address, which is made where there is none, out of `source`.
  ///
  /// What was broken off is gone on with: the database keeps what it holds.
  static func fill(
    _ address: RecordAddress, from source: any RecordReader, _ copy: RecordCopy
  ) throws -> RecordCopy.Done {
    try make(address, of: source)
    let store = try DatabaseRecord.open(address, .writing, disclosures: nil)
    guard store.origin.utf8.elementsEqual(source.origin.utf8) else {
      throw Failure(
        "Another record is there: \(address.name) is \(escaped(store.origin)), and not "
          + "\(escaped(source.origin)).",
        hint: "Nothing was added. Choose another name after the #.")
    }
    var progress = Progress("Copying events", of: copy.size)
    defer { progress.end() }
    do {
      return try copy.write(to: store) { progress.advance(to: $0) }
    } catch let error as NotBeginning {
      throw Failure(
        "Another history is there: \(address.name) holds \(error.held) events, which are not the "
          + "first of the \(error.size) that were to be copied.",
        hint: "Nothing was added. Choose another name after the #.")
    }
  }

  /// Makes an empty record with the names of `source`, where there is none.
  private static func make(_ address: RecordAddress, of source: any RecordReader) throws {
    if (try? PostgresStore.openForAudit(at: address)) != nil { return }
    do {
      try PostgresStore.create(
        at: address, origin: source.origin, testClock: source.testClock,
        verifierKey: try source.verifierKey(), makerMay: .restore)
    } catch let needed as AdministratorNeeded {
      throw Failure(needed)
    }
  }
}

extension Failure {
  /// Prints what an administrator has to run, on standard output, and says so.
  init(_ needed: AdministratorNeeded) {
    var output = StandardOutput()
    output.write(needed.script)
    output.flush()
    self.init(
      "\(needed.reason) Nothing was made.",
      hint: "Have an administrator run, by psql, the statements on standard output; then run this "
        + "again.")
  }
}
