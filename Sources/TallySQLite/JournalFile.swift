import Glibc
import Tallystick
internal import TransparencyLog

/// A rollback journal beside a record, read before SQLite acts on it.
///
/// SQLite plays a journal that a killed program left back into the file, deletes it, and deletes the
/// super-journal that it names; it asks nothing. So it is handed only a journal that this program can
/// have written, on the file as it is.
///
/// | OFFSET | SIZE | |
/// |---|---|---|
/// | 0 | 8 | `D9 D5 05 F9 20 A1 63 D7` |
/// | 8 | 4 | the number of pages that follow |
/// | 12 | 4 | a random number, from which checksums start |
/// | 16 | 4 | the pages of the file before the transaction |
/// | 20 | 4 | the size of a sector |
/// | 24 | 4 | the size of a page |
///
/// From the next sector on stand pages as they were before: number, content, checksum. Where the
/// transaction was one over several files, the journal ends with the number of a page that is never
/// used, the name of the super-journal, its length, its checksum, and the first eight bytes again.
struct JournalFile {
  /// What SQLite may do with a journal.
  enum Verdict: Hashable {
    /// It is none, or holds nothing that SQLite would play.
    case idle
    /// It undoes an append to the file as it is.
    case own
    /// It is not to be played; what is wrong, as the end of a sentence about it.
    case foreign(String)
    /// It is of another state of the file.
    case stale
  }

  private let descriptor: CInt
  private let size: Int

  private static let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]

  /// Tells what SQLite may do with the journal at `path`.
  ///
  /// - Parameters:
  ///   - path: The journal's path.
  ///   - firstPage: The first page of the file as it is, read past SQLite.
  /// - Returns: Whether it may be played, and what is wrong with it.
  static func verdict(at path: String, beside firstPage: FirstPage) -> Verdict {
    let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT: return .idle
      case EACCES: return .own  // SQLite may not read it either, and says so.
      default: return .foreign("cannot be read as a file")
      }
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return .foreign("is no regular file")
    }
    return JournalFile(descriptor: descriptor, size: Int(status.st_size)).verdict(beside: firstPage)
  }

  private func verdict(beside now: FirstPage) -> Verdict {
    guard let first = bytes(1, at: 0)?.first, first != 0 else { return .idle }
    guard let header = bytes(28, at: 0), header.starts(with: JournalFile.magic) else {
      return .foreign("is no journal of SQLite")
    }
    if let name = superJournal {
      return .foreign(
        "names another file, \(escaped(name)), which SQLite would delete: no append of tally does so"
      )
    }
    let sector = Int(header.number(at: 20))
    guard (32...65_536).contains(sector), sector.nonzeroBitCount == 1 else {
      return .foreign("is damaged")
    }
    guard Int(header.number(at: 24)) == now.pageSize else {
      return .foreign("is of a file with pages of another size")
    }
    // Of a file that was empty: the making of a record, which nothing follows.
    if header.number(at: 16) == 0 { return now.commits <= 1 ? .own : .stale }
    let nonce = header.number(at: 12)
    let old: FirstPage
    switch firstPage(of: header, sector: sector, size: now.pageSize) {
    case .success(let page): old = page
    case .failure(let why): return .foreign(why.description)
    }
    guard old.pageCount == header.number(at: 16) else { return .foreign("is damaged") }
    return old.precedes(now, nonce: nonce) ? .own : .stale
  }

  /// Finds the first page of the file among those that the journal keeps.
  ///
  /// Every append of this program keeps it first.
  private func firstPage(
    of header: [UInt8], sector: Int, size: Int
  ) -> Result<FirstPage, ColumnError> {
    let record = size + 8
    let counted = Int(header.number(at: 8))
    let count = min(counted, max(0, self.size - sector) / record)
    for place in 0..<count {
      let start = sector + place * record
      guard bytes(4, at: start)?.number(at: 0) == 1 else { continue }
      guard let page = bytes(size, at: start + 4),
        let sum = bytes(4, at: start + 4 + size)?.number(at: 0)
      else { break }
      // SQLite adds up every 200th byte, from the end on.
      let places = stride(from: size - 200, to: 0, by: -200)
      let expected = places.reduce(header.number(at: 12)) { $0 &+ UInt32(page[$1]) }
      guard sum == expected, let first = FirstPage(page) else {
        return .failure(ColumnError("is damaged"))
      }
      return .success(first)
    }
    return .failure(ColumnError("does not keep the first page, as every append of tally does"))
  }

  /// The super-journal that it names; nil for none.
  private var superJournal: String? {
    guard let end = bytes(16, at: size - 16), end.suffix(8).elementsEqual(JournalFile.magic) else {
      return nil
    }
    let length = Int(end.number(at: 0))
    guard length > 0, length <= size - 16 else { return nil }
    let name = bytes(min(length, 4_096), at: size - 16 - length) ?? []
    return String(decoding: name, as: UTF8.self)
  }

  /// `count` bytes from an offset on; nil where there are fewer.
  private func bytes(_ count: Int, at offset: Int) -> [UInt8]? {
    guard offset >= 0, count <= size, offset <= size - count else { return nil }
    var bytes = [UInt8](repeating: 0, count: count)
    let read = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe pread(descriptor, buffer.baseAddress, count, off_t(offset))
    }
    return read == count ? bytes : nil
  }
}

/// The first page of a file, with the numbers by which its states are told apart.
struct FirstPage: Hashable {
  /// The bytes.
  let bytes: [UInt8]

  /// Creates a page; nil where it is none of an SQLite file.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 512, bytes.starts(with: "SQLite format 3\0".utf8) else { return nil }
    self.bytes = bytes
  }

  /// The size of a page.
  var pageSize: Int { FirstPage.pageSize(bytes) }

  /// The size of a page, as the header of a file gives it.
  static func pageSize(_ header: [UInt8]) -> Int {
    let size = Int(header[16]) << 8 | Int(header[17])
    return size == 1 ? 65_536 : size
  }

  /// The number of commits, which SQLite counts.
  var commits: UInt32 { bytes.number(at: 24) }

  /// The number of pages.
  var pageCount: UInt32 { bytes.number(at: 28) }

  /// The mark of the journal of the last transaction.
  ///
  /// The field is SQLite's suggestion of a cache size, which nothing reads: every connection of this
  /// program sets its own.
  private var mark: UInt32 { bytes.number(at: 48) }

  /// The mark of a transaction, by the random number of its journal.
  static func mark(of nonce: UInt32) -> UInt32 { 1 + nonce % 65_535 }

  /// Whether a file whose first page was this one and is `now` is in the middle of the transaction
  /// of a journal with the random number `nonce`.
  ///
  /// The transaction marks the file by that number, so that a file which another one has changed
  /// since is told apart. A program that sets no mark leaves the one before.
  func precedes(_ now: FirstPage, nonce: UInt32) -> Bool {
    if now == self { return true }
    guard now.commits == commits || now.commits == commits &+ 1 else { return false }
    return now.mark == FirstPage.mark(of: nonce) || now.mark == mark
  }
}

extension [UInt8] {
  /// The number of four bytes, the highest first.
  func number(at offset: Int) -> UInt32 {
    self[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
