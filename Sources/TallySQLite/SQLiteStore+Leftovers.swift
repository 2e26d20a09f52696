import CTallySQLite
import Glibc
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
        try db.rows(
          "SELECT 1 FROM disclosure WHERE instr(bytes, ?1) > 0 LIMIT 1", .bytes(piece)
        ) { _ in }.isEmpty
      }
    }
    var found: [String] = []
    for suffix in ["", "-journal", "-wal"] {
      do {
        if try file.holds(pieces, in: suffix) { found.append(file.name + suffix) }
      } catch {
        throw .unusable(
          reason: "\(file.name)\(suffix) cannot be read.",
          advice: "Look at the disk, and run `tally verify`.")
      }
    }
    return found
  }

  /// Pieces of 32 bytes, so close to one another that each page with a part of the whole has one.
  static func pieces(of bytes: [UInt8]) -> [[UInt8]] {
    let size = min(32, bytes.count)
    let last = bytes.count - size
    return (Array(stride(from: 0, to: last, by: 400)) + [last]).map { start in
      Array(bytes[start..<start + size])
    }
  }
}

extension RecordFile {
  /// Whether the file, or one beside it of the same name and a suffix, holds any of the pieces.
  func holds(_ pieces: [[UInt8]], in suffix: String) throws -> Bool {
    var descriptor: CInt
    repeat {
      descriptor = unsafe open(path + suffix, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else {
      if errno == ENOENT { return false }
      throw Unread()
    }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: RecordFile.overlap + 1 << 20)
    var kept = 0
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe read(descriptor, bytes.baseAddress.map { unsafe $0 + kept }, bytes.count - kept)
      }
      guard count > 0 else {
        if count == 0 { return false }
        if errno == EINTR { continue }
        throw Unread()
      }
      let end = kept + count
      if pieces.contains(where: { buffer[..<end].holds($0) }) { return true }
      kept = min(RecordFile.overlap, end)
      buffer.replaceSubrange(0..<kept, with: buffer[end - kept..<end])
    }
  }

  /// One byte less than the longest piece has.
  private static let overlap = 31

  private struct Unread: Error {}
}

extension ArraySlice<UInt8> {
  /// Whether `piece` stands anywhere in it.
  fileprivate func holds(_ piece: [UInt8]) -> Bool {
    unsafe withUnsafeBytes { all in
      unsafe piece.withUnsafeBytes { piece in
        unsafe tally_find(all.baseAddress, all.count, piece.baseAddress, piece.count) != 0
      }
    }
  }
}
