internal import CTallySQLite
internal import Glibc

/// A file that is made under another name beside its own, and takes its name once it is whole and on
/// the disk: a program that is killed leaves nothing under that name.
///
/// Whoever makes one holds a lock on it. A file of such a name that nobody holds is what a killed
/// program left, and the next that makes the same file removes it.
package enum NewFile {
  /// What kept a file from being made.
  package struct Trouble: Error {
    /// The step that failed.
    package enum Step: Sendable {
      /// Something has the name already.
      case exists

      /// No file can be made there.
      case making

      /// The file cannot be written.
      case writing

      /// The disk does not confirm it.
      case confirming
    }

    /// The step that failed.
    package let step: Step

    /// The reason, an `errno`.
    package let code: CInt

    /// Creates what failed, and why.
    package init(_ step: Step, _ code: CInt) {
      self.step = step
      self.code = code
    }
  }

  /// What stands between the name of a file and eight digits in the name under which it is made.
  private static let mark = ".new-"

  /// Makes the file at `path`, which may be there already only when `replacing`.
  ///
  /// `fill` writes into the file that it is handed by name and descriptor. After a failure what was
  /// there before is there still, but where the disk does not confirm a name that was replaced.
  ///
  /// - Throws: ``Trouble``, and what `fill` throws.
  package static func make(
    _ path: String, mode: UInt32, replacing: Bool,
    _ fill: (_ name: String, _ descriptor: CInt) throws -> Void
  ) throws {
    if !replacing, exists(path) { throw Trouble(.exists, EEXIST) }
    removeLeftovers(of: path)
    let (name, descriptor) = try open(beside: path)
    defer { close(descriptor) }
    do {
      guard fchmod(descriptor, mode) == 0 else { throw Trouble(.making, errno) }
      try fill(name, descriptor)
      guard sync(descriptor) else { throw Trouble(.confirming, errno) }
      try rename(name, to: path, replacing)
    } catch {
      remove(name)
      throw error
    }
    do {
      try syncFolder(of: path)
    } catch {
      if !replacing { unsafe unlink(path) }
      throw error
    }
  }

  /// Waits until the entry of a file in its folder is on the disk.
  package static func syncFolder(of path: String) throws(Trouble) {
    let descriptor = again {
      unsafe Glibc.open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard descriptor >= 0 else { throw Trouble(.confirming, errno) }
    defer { close(descriptor) }
    guard sync(descriptor) || errno == EINVAL else { throw Trouble(.confirming, errno) }
  }

  /// Waits until all that was written to the file system of an open file is on the disk.
  package static func syncFileSystem(of descriptor: CInt) throws(Trouble) {
    guard again({ tally_sync_file_system(descriptor) }) == 0 else {
      throw Trouble(.confirming, errno)
    }
  }

  /// Whether anything has this name.
  private static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }

  /// The folder of a file, and its name there.
  private static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Does what a signal may interrupt until none does.
  private static func again(_ body: () -> CInt) -> CInt {
    var code = body()
    while code < 0, errno == EINTR { code = body() }
    return code
  }

  private static func sync(_ descriptor: CInt) -> Bool { again { fsync(descriptor) } == 0 }

  /// Removes a file that was being made, and the journal of one that is a database.
  private static func remove(_ name: String) {
    unsafe unlink(name)
    unsafe unlink(name + "-journal")
  }
}

extension NewFile {
  /// Makes a file under a name that nothing has, and locks it.
  private static func open(
    beside path: String
  ) throws(Trouble) -> (name: String, descriptor: CInt) {
    for _ in 0..<100 {
      let digits = String(UInt32.random(in: 0x1000_0000 ... .max), radix: 16)
      let name = path + mark + digits
      let flags = O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC
      let descriptor = again { unsafe Glibc.open(name, flags, 0o600) }
      guard descriptor >= 0 else {
        if errno == EEXIST { continue }
        throw Trouble(.making, errno)
      }
      // Between the two calls another program may take it for what a killed one left.
      if isLocked(descriptor), isNamed(descriptor) { return (name, descriptor) }
      close(descriptor)
    }
    throw Trouble(.making, EAGAIN)
  }

  /// Locks a file; where the file system has no locks there is nothing to wait for.
  private static func isLocked(_ descriptor: CInt) -> Bool {
    again { flock(descriptor, LOCK_EX | LOCK_NB) } == 0 || errno != EWOULDBLOCK
  }

  /// Whether a file that is open has a name still.
  private static func isNamed(_ descriptor: CInt) -> Bool {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 && status.st_nlink > 0
  }

  /// Gives a file that was made elsewhere a name that nothing has.
  package static func rename(_ name: String, to path: String) throws(Trouble) {
    try rename(name, to: path, false)
  }

  /// Gives a file its name, over another only when `replacing`.
  private static func rename(
    _ name: String, to path: String, _ replacing: Bool
  ) throws(Trouble) {
    if !replacing {
      if unsafe tally_rename_new(name, path) == 0 { return }
      if errno == EEXIST { throw Trouble(.exists, EEXIST) }
      // Some file systems cannot refuse by themselves.
      guard errno == EINVAL || errno == ENOSYS else { throw Trouble(.writing, errno) }
      if exists(path) { throw Trouble(.exists, EEXIST) }
    }
    guard unsafe Glibc.rename(name, path) == 0 else { throw Trouble(.writing, errno) }
  }

  /// Removes what programs left that were killed while they made this file.
  private static func removeLeftovers(of path: String) {
    let folder = folder(of: path)
    let base =
      path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? ""
    let prefix = base + mark
    for name in names(in: folder) where name.hasPrefix(prefix) {
      let digits = name.utf8.dropFirst(prefix.utf8.count)
      guard digits.count == 8, UInt32(String(decoding: digits, as: UTF8.self), radix: 16) != nil
      else { continue }
      removeIfLeft(folder == "/" ? "/\(name)" : "\(folder)/\(name)")
    }
  }

  private static func removeIfLeft(_ name: String) {
    let descriptor = again { unsafe Glibc.open(name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      flock(descriptor, LOCK_EX | LOCK_NB) == 0
    else { return }
    remove(name)
  }

  /// The names in a folder that are UTF-8; none where it cannot be listed.
  private static func names(in path: String) -> [String] {
    guard let folder = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { text in
          unsafe String(validatingCString: text)
        }
      }
      if let name { names.append(name) }
    }
    return names
  }
}
