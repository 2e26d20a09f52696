internal import Glibc
internal import TallyNodes
internal import TallyPostgres
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

/// A record that is made out of another one, beside its own name, and takes that once it is whole and
/// on the disk.
///
/// Until then it lies in a folder for its owner alone, which a signal that asks the program to end
/// removes, and of a program that was killed the next one for that name.
struct NewRecord {
  /// The path of the record.
  let path: String

  /// Its address, where it is made in a database.
  private let address: RecordAddress?

  init(_ path: String) throws {
    self.path = path
    address = try DatabaseRecord.address(path)
    if address != nil { return }
    PartialFolders.removeLeft(for: path)
    guard !path.isEmpty, !Files.exists(path) else {
      throw StoreError.unusable(
        reason: "\(escaped(path)) exists already; a record is never made over another file.",
        advice: "Choose another name, or put what is there aside first.")
    }
  }

  /// Makes the record out of `source`; `check` is shown the copy before it takes its name.
  func make(
    copying source: any RecordReader, withSealed: Bool = true,
    check: (any EventStore, RecordCopy.Done) throws -> Void = { _, _ in }
  ) throws -> (size: Int, done: RecordCopy.Done) {
    let copy = try RecordCopy(of: source, withSealed: withSealed)
    if let address {
      return (copy.size, try DatabaseTarget.fill(address, from: source, copy))
    }
    let (folder, lock) = try PartialFolders.make(for: path)
    defer { close(lock) }
    return try Interrupts.held {
      let watch = InterruptWatch(removing: folder)
      do {
        let made = "\(folder)/record.tally"
        let done = try fill(made, from: source, copy, check)
        try watch.end { try takeName(made) }
        FolderRemoval.remove(folder)
        try Files.syncFolder(of: path)
        return (copy.size, done)
      } catch {
        watch.end()
        FolderRemoval.remove(folder)
        throw error
      }
    }
  }

  /// Fills a new record, which is closed when this returns.
  private func fill(
    _ made: String, from source: any RecordReader, _ copy: RecordCopy,
    _ check: (any EventStore, RecordCopy.Done) throws -> Void
  ) throws -> RecordCopy.Done {
    let store = try SQLiteStore.create(
      at: made, origin: source.origin, testClock: source.testClock,
      verifierKey: try source.verifierKey())
    var progress = Progress("Copying events", of: copy.size)
    defer { progress.end() }
    let done = try copy.write(to: store) { progress.advance(to: $0) }
    try check(store, done)
    return done
  }

  private func takeName(_ made: String) throws {
    do {
      try NewFile.rename(made, to: path)
    } catch {
      guard error.code == EEXIST else {
        throw Failure(
          "\(escaped(path)) cannot be made: \(String(cString: strerror(error.code))).",
          hint: "See that its folder may be written in, and has room.")
      }
      _ = try NewRecord(path)
    }
  }
}
