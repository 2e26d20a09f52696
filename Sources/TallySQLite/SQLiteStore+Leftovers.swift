import Foundation
import GRDB
package import Tallystick

extension SQLiteStore {
  /// The files of the record that still hold a piece of a disclosure which was destroyed: none,
  /// unless something else kept a copy of a page.
  ///
  /// The bytes of the files are searched, not their tables. Pieces that stand in another disclosure
  /// too, as where the same words were sealed twice, are left out: the salt stands in none.
  ///
  /// - Throws: ``StoreError/unusable(reason:advice:)`` when a file cannot be read.
  /// - Complexity: O(*n* · *m*) in the bytes of the files, and those of the disclosure.
  package func leftovers(of disclosure: StoredDisclosure) throws(StoreError) -> [String] {
    let pieces = try access { db in
      try SQLiteStore.pieces(of: disclosure.bytes).filter { piece in
        try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM disclosure WHERE instr(bytes, ?) > 0)",
          arguments: [piece]) == false
      }
    }
    var found: [String] = []
    for suffix in ["", "-journal", "-wal"] {
      do {
        if try file.holds(pieces, in: suffix) { found.append(file.name + suffix) }
      } catch {
        throw .unusable(
          reason: "\(file.name)\(suffix) cannot be read after a redaction, to see that nothing is "
            + "left.",
          advice: "Look at the disk, and run `tally verify`.")
      }
    }
    return found
  }

  /// Pieces of 32 bytes, so close to one another that each page with a part of the whole has one.
  static func pieces(of bytes: [UInt8]) -> [Data] {
    let size = min(32, bytes.count)
    let last = bytes.count - size
    return (Array(stride(from: 0, to: last, by: 400)) + [last]).map { start in
      Data(bytes[start..<start + size])
    }
  }
}

extension RecordFile {
  /// Whether the file, or one beside it of the same name and a suffix, holds any of the pieces.
  func holds(_ pieces: [Data], in suffix: String) throws -> Bool {
    guard FileManager.default.fileExists(atPath: path + suffix) else { return false }
    let handle = try FileHandle(forReadingFrom: URL(filePath: path + suffix))
    defer { try? handle.close() }
    var kept = Data()
    while let read = try handle.read(upToCount: 1 << 20), !read.isEmpty {
      let bytes = kept + read
      if pieces.contains(where: { bytes.range(of: $0) != nil }) { return true }
      kept = Data(bytes.suffix(31))
    }
    return false
  }
}
