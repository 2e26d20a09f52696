internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// The answers of time-stamping authorities over checkpoints of a record, in a folder beside it:
/// `record.tally-stamps/SIZE-HEX.tsr`, HEX the beginning of the SHA-256 of the answer.
///
/// Those of a record in a database lie in the folder of its key.
struct StampFiles {
  /// The folder.
  let path: String

  private let record: String

  init(of store: any RecordReader, at record: String) throws {
    self.record = record
    path = try BesideRecord.path("stamps", of: store, at: record)
  }

  /// Keeps an answer over the text of a checkpoint of a size.
  func keep(_ stamp: Timestamp, onSize size: Int) throws {
    try BesideRecord.make(path, at: record)
    let hex = Hash.of(stamp.bytes).bytes.prefix(8).lowerHex
    let file = "\(path)/\(size)-\(hex).tsr"
    if !Files.holds(file, stamp.bytes) {
      try Files.replace(file, with: stamp.bytes, mode: 0o644)
    }
  }

  /// The answers that are kept over the text of a checkpoint of a size, in the order of their names.
  func all(onSize size: Int, over text: [UInt8]) throws -> [Timestamp] {
    let names = DirectoryEntry.names(in: path).filter { name in
      name.hasPrefix("\(size)-") && name.hasSuffix(".tsr")
    }
    return try names.sorted().map { name in
      let file = "\(path)/\(name)"
      let bytes = try Files.read(
        file, limit: Timestamp.maxByteCount, what: "an answer of a time-stamping authority")
      do {
        return try Timestamp(bytes, over: text)
      } catch {
        throw Failure(
          "\(escaped(file)) is no stamp of that checkpoint: \(error).",
          hint: "Remove it: it says nothing of this record.", status: 2)
      }
    }
  }
}
