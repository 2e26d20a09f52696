internal import Glibc
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// A folder that is made under another name beside its own, and takes its name once it is whole
/// and on the disk.
///
/// Until then it is for its owner alone, and locked; what was not locked any more, as the program
/// that made it was killed, is removed by the next one for that name.
struct NewFolder: SnapshotTarget {
  private let path: String
  private let temporary: String
  private let root: CInt

  /// Whether it stays for its owner alone.
  private let isPrivate: Bool
  private var open: [String: CInt] = [:]
  private var made: Set<String> = []
  private var interrupts: InterruptWatch?

  /// Makes the folder that is to become `path`, which must not exist.
  init(_ path: String, isPrivate: Bool = false) throws {
    self.path = NewFolder.withoutSlashes(path)
    self.isPrivate = isPrivate
    try NewFolder.refuseExisting(self.path)
    PartialFolders.removeLeft(for: self.path)
    (temporary, root) = try PartialFolders.make(for: self.path)
  }

  /// From now on a signal that asks the program to end, and that is held back, removes the folder.
  mutating func watchInterrupts() { interrupts = InterruptWatch(removing: temporary) }

  /// Does `body` while no signal removes the folder.
  private mutating func whole(_ body: (inout NewFolder) throws -> Void) throws {
    guard let interrupts else { return try body(&self) }
    try interrupts.whileWriting { try body(&self) }
  }

  /// Adds bytes to the end of a file.
  mutating func append(_ bytes: [UInt8], to path: String) throws {
    try whole { try $0.write(bytes, to: path) }
  }

  private mutating func write(_ bytes: [UInt8], to path: String) throws {
    let descriptor = try open[path] ?? make(path)
    open[path] = descriptor
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { throw failure(path) }
      rest = rest.dropFirst(max(count, 0))
    }
  }

  /// Ends a file, and sees that it is on the disk.
  mutating func close(_ path: String) throws {
    guard let descriptor = open[path] else { return }
    guard fsync(descriptor) == 0 else { throw failure(path) }
    open[path] = nil
    guard Glibc.close(descriptor) == 0 else { throw failure(path) }
  }

  /// Writes a whole file.
  mutating func put(_ bytes: [UInt8], to path: String) throws {
    try append(bytes, to: path)
    try close(path)
  }

  /// Sees that all of it is on the disk, and gives it its name.
  mutating func finish() throws {
    for path in open.keys { try close(path) }
    for folder in made { try sync(folder) }
    guard fchmod(root, isPrivate ? 0o700 : 0o755) == 0, fsync(root) == 0 else {
      throw failure(temporary)
    }
    if let interrupts { try interrupts.end { try takeName() } } else { try takeName() }
    Glibc.close(root)
    try Files.syncFolder(of: path)
  }

  private func takeName() throws {
    try NewFolder.refuseExisting(path)
    guard rename(temporary, path) == 0 else { throw failure(path) }
  }

  /// Removes whatever was written.
  mutating func discard() {
    interrupts?.end()
    for descriptor in open.values { Glibc.close(descriptor) }
    open = [:]
    FolderRemoval.remove(temporary)
    Glibc.close(root)
  }

  private func sync(_ folder: String) throws {
    let descriptor = openat(root, folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(folder) }
    defer { Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(folder) }
  }

  private mutating func make(_ path: String) throws -> CInt {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"))
    var folder = ""
    for part in parts.dropLast() {
      folder += folder.isEmpty ? "\(Substring(part))" : "/\(Substring(part))"
      guard made.insert(folder).inserted else { continue }
      guard mkdirat(root, folder, 0o755) == 0, fchmodat(root, folder, 0o755, 0) == 0 else {
        throw failure(folder)
      }
    }
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let mode: mode_t = path == SnapshotFile.disclosures.path ? 0o600 : 0o644
    let descriptor = openat(root, path, flags, mode)
    guard descriptor >= 0, fchmod(descriptor, mode) == 0 else { throw failure(path) }
    return descriptor
  }

  private func failure(_ name: String) -> Failure {
    Failure(
      "\(escaped(name)) cannot be written: \(String(cString: strerror(errno))).",
      hint: "Nothing was left at \(escaped(path)). Free space there, or name another folder.")
  }

  private static func refuseExisting(_ path: String) throws {
    if path.isEmpty || Files.exists(path) {
      throw Failure(
        "\(escaped(path.isEmpty ? "/" : path)) exists already.",
        hint: "Name a folder that does not exist yet: nothing is written over.")
    }
  }

  private static func withoutSlashes(_ path: String) -> String {
    var bytes = Array(path.utf8)
    while bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Removes a folder with all that lies in it, following no link.
enum FolderRemoval {
  static func remove(_ path: String) {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = DirectoryEntry.name(of: entry)
      guard name != ".", name != ".." else { continue }
      let inner = "\(path)/\(name)"
      if unlink(inner) != 0 { remove(inner) }
    }
    closedir(folder)
    rmdir(path)
  }
}

/// What a folder lists.
enum DirectoryEntry {
  /// The names in a folder, in no order; none where there is no such folder.
  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = name(of: entry)
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// The name, with what is no UTF-8 in it repaired.
  static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafePointer(to: &entry.pointee.d_name) { name in
      name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
  }
}
