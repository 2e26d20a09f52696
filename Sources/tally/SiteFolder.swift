internal import Glibc
internal import TallySQLite
internal import TallySite
internal import Tallystick
internal import TransparencyLog

/// A folder that holds a site as files, and is brought up to date: only what differs is written, each
/// file whole under another name first.
///
/// Nothing in it is believed: what lies there is read and compared, and links are not followed.
struct SiteFolder {
  /// The list of the site's files, as `sha256sum -c` reads it, but for the checkpoint.
  static let list = "SHA256SUMS"

  /// The name under which a file is written before it takes its own.
  private static let new = ".tally-site-new"

  /// The folder, open and locked.
  private let root: CInt

  private let path: String
  private var made: Set<String> = [""]

  /// How many files were written.
  private(set) var written = 0

  /// How many files were removed.
  private(set) var removed = 0

  /// Opens the folder, or makes it.
  init(_ path: String) throws {
    self.path = path
    if mkdir(path, 0o755) != 0, errno != EEXIST { throw SiteFolder.failure(path) }
    root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard root >= 0 else { throw SiteFolder.failure(path) }
    guard flock(root, LOCK_EX | LOCK_NB) == 0 else {
      close()
      throw Failure(
        "Another program is writing \(escaped(path)).", hint: "Wait for it, and run this again.")
    }
    do {
      try begin()
    } catch {
      close()
      throw error
    }
  }

  /// Sees that the folder is a site's.
  ///
  /// In an empty one the list comes first, of nothing yet: so a run that was broken off is gone on with.
  private mutating func begin() throws {
    if try read(SiteFolder.list, limit: 1 << 28) == nil {
      guard try isEmpty() else {
        throw Failure(
          "\(escaped(path)) holds other files, and no site.",
          hint: "Name a folder that is empty or does not exist yet: nothing is written over.")
      }
      try put([], to: SiteFolder.list)
      written = 0
    }
    unlinkat(root, SiteFolder.new, 0)
  }

  /// Closes the folder, which unlocks it.
  func close() { Glibc.close(root) }

  private func isEmpty() throws -> Bool {
    guard let folder = opendir(path) else { throw SiteFolder.failure(path) }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = DirectoryEntry.name(of: entry)
      if name != ".", name != "..", name != SiteFolder.new { return false }
    }
    return true
  }

  /// The bytes of a regular file; nil where there is none, or a larger one than `limit`.
  func read(_ name: String, limit: Int) throws -> [UInt8]? {
    let descriptor = openat(root, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ELOOP || errno == ENOTDIR { return nil }
      throw SiteFolder.failure(name)
    }
    defer { Glibc.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      Int(status.st_size) <= limit
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      filled += count
    }
    return bytes
  }

  /// Whether a regular file is there, of any bytes.
  func has(_ name: String) -> Bool {
    var status = stat()
    return fstatat(root, name, &status, AT_SYMLINK_NOFOLLOW) == 0
      && status.st_mode & S_IFMT == S_IFREG
  }

  /// Writes a file where it has other bytes, or none.
  mutating func put(_ bytes: [UInt8], to name: String) throws {
    if try read(name, limit: bytes.count) == bytes { return }
    try makeFolders(of: name)
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
    let descriptor = openat(root, SiteFolder.new, flags, 0o644)
    guard descriptor >= 0 else { throw SiteFolder.failure(name) }
    do {
      defer { Glibc.close(descriptor) }
      guard fchmod(descriptor, 0o644) == 0 else { throw SiteFolder.failure(name) }
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw SiteFolder.failure(name) }
        rest = rest.dropFirst(count)
      }
    }
    guard renameat(root, SiteFolder.new, root, name) == 0 else { throw SiteFolder.failure(name) }
    written += 1
  }

  /// Removes a file, and the folders that it leaves empty.
  mutating func remove(_ name: String) throws {
    guard unlinkat(root, name, 0) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return }
      throw SiteFolder.failure(name)
    }
    removed += 1
    var folder = Project.folder(of: name)
    while !folder.isEmpty, unlinkat(root, folder, AT_REMOVEDIR) == 0 {
      made.remove(folder)
      folder = Project.folder(of: folder)
    }
  }

  /// Waits until all that was written is on the disk.
  func sync() throws {
    do {
      try NewFile.syncFileSystem(of: root)
    } catch {
      throw SiteFolder.failure(path, error.code)
    }
  }

  private mutating func makeFolders(of name: String) throws {
    var folder = ""
    for part in name.utf8.split(separator: UInt8(ascii: "/")).dropLast() {
      folder += folder.isEmpty ? "\(Substring(part))" : "/\(Substring(part))"
      guard made.insert(folder).inserted else { continue }
      if mkdirat(root, folder, 0o755) == 0 { continue }
      var status = stat()
      guard errno == EEXIST, fstatat(root, folder, &status, AT_SYMLINK_NOFOLLOW) == 0,
        status.st_mode & S_IFMT == S_IFDIR
      else { throw SiteFolder.failure(folder) }
    }
  }

  private static func failure(_ name: String, _ code: CInt = errno) -> Failure {
    Failure(
      "\(escaped(name)) cannot be written: \(String(cString: strerror(code))).",
      hint:
        "What was published before is there still. Free space or rights there, and run it again."
    )
  }

  /// Names of folders.
  private enum Project {
    static func folder(of name: String) -> String {
      guard let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
      return String(name[..<slash])
    }
  }
}
