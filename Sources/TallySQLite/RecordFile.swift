import Glibc
import Tallystick
internal import TransparencyLog

/// The file of a record: its absolute path, and the name under which messages speak of it.
///
/// SQLite is never given a relative path: `""` would be a private database that takes appends and
/// forgets them, and with `file:` a URI would begin.
struct RecordFile: Hashable, Sendable {
  /// The absolute path.
  let path: String

  /// The name as it was given, harmless for a terminal.
  let name: String

  /// Creates a file's name that is known to be one.
  private init(path: String, name: String) {
    self.path = path
    self.name = name
  }

  /// Creates the file's name; nothing is looked up but the working folder.
  ///
  /// - Throws: ``StoreError/unusable(reason:advice:)`` for a name that no file can have.
  init(_ name: String) throws(StoreError) {
    guard !name.isEmpty, !name.utf8.contains(0) else {
      throw .unusable(
        reason: "The name of the record is empty or has a zero byte.",
        advice: "Name a file, as in --record demo.tally.")
    }
    let path = name.utf8.first == UInt8(ascii: "/") ? name : try RecordFile.folder() + "/" + name
    guard path.utf8.count <= 500 else {
      throw .unusable(
        reason: "The path of the record is longer than 500 bytes.",
        advice: "Go to its folder and name it from there only if that path is shorter; or move it.")
    }
    self.path = path
    self.name = escaped(name)
  }

  /// Checks that there is a file that may be read.
  ///
  /// - Throws: ``StoreError/unusable(reason:advice:)``, saying what stands in the way.
  func checkReadable() throws(StoreError) {
    let status = try status()
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR:
      throw .unusable(
        reason: "\(name) is a folder, not a record.",
        advice: "Name the file in it, as in \(name)/record.tally.")
    default: throw notRecord
    }
    guard unsafe faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0 else {
      throw .unusable(
        reason: "\(name) cannot be read: \(RecordFile.text(of: errno)).",
        advice: "Ask its owner for permission to read it.")
    }
    guard status.st_size > 0 else { throw empty }
    // It has no name left where another file was just put in its place.
    guard status.st_nlink <= 1 else {
      throw .unusable(
        reason:
          "\(name) is one file under \(status.st_nlink) names (hard links): an append that was "
          + "broken off under one of them is not seen under another.",
        advice: "Copy it with `cp` to a file of its own, or remove the other names.")
    }
  }

  /// The path of the file's journal: SQLite keeps it beside the file to which a link leads.
  var journal: String { beside("-journal") }

  /// The path of a file that SQLite keeps beside the record.
  private func beside(_ suffix: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path + suffix }
    defer { unsafe free(real) }
    return unsafe String(cString: real) + suffix
  }

  /// Checks that what SQLite would open beside the file is its own to open.
  ///
  /// A link in the place of a journal would have SQLite write into, or delete, what it leads to; a
  /// write-ahead log is played into a file that is not in that mode.
  ///
  /// - Throws: ``StoreError/unusable(reason:advice:)``, naming what lies there.
  func checkBeside(isWAL: Bool) throws(StoreError) {
    for suffix in ["-journal", "-wal"] {
      var status = stat()
      guard unsafe lstat(beside(suffix), &status) == 0 else { continue }
      // It has no name left where another append, which ended, just took it away.
      guard status.st_mode & S_IFMT == S_IFREG, status.st_nlink <= 1 else {
        throw refusal(of: suffix, "is a link, or no regular file")
      }
      guard suffix != "-wal" || isWAL else {
        throw refusal(of: suffix, "lies beside a record that is not in WAL mode")
      }
    }
  }

  /// Whether there is a journal.
  var hasJournal: Bool { unsafe faccessat(AT_FDCWD, journal, F_OK, 0) == 0 }

  /// The refusal of a file beside the record that SQLite would play into it.
  func refusal(of suffix: String, _ why: String) -> StoreError {
    .unusable(
      reason: "\(name)\(suffix) \(why). SQLite would act on it, so \(name) was not opened.",
      advice: "Put \(name)\(suffix) elsewhere, keep it, and run `tally verify` on the record.")
  }

  /// The refusal of a journal of another state of the file.
  var staleJournal: StoreError {
    .unusable(
      reason: "\(name)-journal was left by an append that was broken off, and \(name) was appended "
        + "to, moved or restored since: played back, it would mix two states of the record.",
      advice:
        "If the file that the journal belongs to is elsewhere, put it back here. Else put the "
        + "journal elsewhere, and run `tally verify` on the record.")
  }

  /// The moment of the file's last change in nanoseconds, by which a waiting program sees that
  /// others get on; nil when the file cannot be seen.
  var lastChange: Int? {
    guard let status = try? status() else { return nil }
    return Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
  }

  /// The refusal of a file that is not ours.
  var notRecord: StoreError {
    .unusable(
      reason: "\(name) is no record of Tallystick; nothing was written to it.",
      advice: "Make a record with `tally init`, or name another file with --record.")
  }

  /// The refusal of a file without content.
  var empty: StoreError {
    .unusable(
      reason: "\(name) is empty, so it is no record.",
      advice: "If `tally init` was broken off, remove the file and run it again.")
  }

  /// The refusal of a file that is not ours to write.
  var notWritable: StoreError {
    .unusable(
      reason: "\(name) may be read but not written.",
      advice: "Get permission to write it and its folder, or copy it to a place of your own.")
  }

  private func status() throws(StoreError) -> stat {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      let code = errno
      if code == ENOENT || code == ENOTDIR {
        throw .unusable(
          reason: "There is no record at \(name).",
          advice: "Make one with `tally init \(name) --origin example.org/record`, "
            + "or name another file with --record.")
      }
      throw .unusable(
        reason: "\(name) cannot be looked at: \(RecordFile.text(of: code)).",
        advice: "Look at the permissions of its folder.")
    }
    return status
  }
}

extension RecordFile {
  /// Makes the file, for its owner alone, out of one beside it that `fill` lays out.
  ///
  /// No file is ever opened that was there before, and no symbolic link followed.
  ///
  /// - Throws: ``StoreError/unusable(reason:advice:)`` when it exists or cannot be made; and what
  ///   `fill` throws.
  func make(_ fill: (RecordFile) throws(StoreError) -> Void) throws(StoreError) {
    guard path.utf8.count <= RecordFile.longestNew else {
      throw .unusable(
        reason: "The path of a new record is longer than \(RecordFile.longestNew) bytes.",
        advice: "Go to its folder and name it from there only if that path is shorter; or move it.")
    }
    do {
      try NewFile.make(path, mode: 0o600, replacing: false) { new, _ in
        try fill(RecordFile(path: new, name: name))
      }
    } catch let trouble as NewFile.Trouble {
      throw refusal(trouble)
    } catch {
      throw Fault.refusal(error, of: self)
    }
  }

  /// The longest path of a new record: SQLite takes 512 bytes, of which the name under which it is
  /// made and that of a journal need some.
  private static let longestNew = 490

  private func refusal(_ trouble: NewFile.Trouble) -> StoreError {
    let why = RecordFile.text(of: trouble.code)
    switch trouble.step {
    case .exists:
      return .unusable(
        reason: "\(name) exists already; a record is never made over another file.",
        advice: "Choose another name, or open this record with --record.")
    case .making, .writing:
      return .unusable(
        reason: "\(name) cannot be made: \(why).",
        advice: "See that its folder exists, may be written in, and has room.")
    case .confirming:
      return .unusable(
        reason: "The disk did not confirm \(name): \(why).",
        advice: "Look at the disk, and run the command again.")
    }
  }

  /// Removes the file and its journal, after a failed making.
  func remove() {
    unsafe unlink(path)
    unsafe unlink(path + "-journal")
  }

  /// Waits until the file's entry in its folder is on the disk.
  ///
  /// - Throws: ``StoreError/unusable(reason:advice:)`` when the disk does not confirm it.
  func syncFolder() throws(StoreError) {
    do {
      try NewFile.syncFolder(of: path)
    } catch {
      throw refusal(error)
    }
  }

  private static func folder() throws(StoreError) -> String {
    guard let buffer = unsafe getcwd(nil, 0) else {
      throw .unusable(
        reason: "The folder in which this runs is gone.", advice: "Change to another folder.")
    }
    defer { unsafe free(buffer) }
    return unsafe String(cString: buffer)
  }

  private static func text(of code: CInt) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}
