internal import Glibc
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// A folder whose files are read, following no link below it.
final class OpenFolder: SnapshotFolder {
  private let path: String
  private let root: Descriptor

  /// Opens a folder.
  init(_ path: String) throws {
    self.path = path
    guard let root = Descriptor(Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) else {
      throw OpenFolder.failure(path)
    }
    self.root = root
  }

  /// Whether a path is that of a folder, or of a link to one.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Everything that lies in the folder.
  func contents(where isSearched: (String) -> Bool) throws -> [SnapshotItem] {
    var items: [SnapshotItem] = []
    try list("", &items, isSearched)
    return items
  }

  private func list(
    _ folder: String, _ items: inout [SnapshotItem], _ isSearched: (String) -> Bool
  ) throws {
    let parts = folder.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    guard let opened = try descend(parts) else { throw OpenFolder.failure("\(path)/\(folder)") }
    let descriptor = opened.handedOver()
    guard let stream = fdopendir(descriptor) else {
      let reason = errno
      close(descriptor)
      errno = reason
      throw OpenFolder.failure("\(path)/\(folder)")
    }
    defer { closedir(stream) }  // and the descriptor
    while let entry = readdir(stream) {
      let name = DirectoryEntry.name(of: entry)
      guard name != ".", name != ".." else { continue }
      let inner = folder.isEmpty ? name : "\(folder)/\(name)"
      let kind = kind(of: entry, in: descriptor)
      items.append(SnapshotItem(path: inner, kind: kind))
      if kind == .folder, isSearched(inner) { try list(inner, &items, isSearched) }
    }
  }

  private func kind(
    of entry: UnsafeMutablePointer<dirent>, in folder: CInt
  ) -> SnapshotItem.Kind {
    var status = stat()
    let code = withUnsafePointer(to: &entry.pointee.d_name) { name in
      name.withMemoryRebound(to: CChar.self, capacity: 256) {
        fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW)
      }
    }
    guard code == 0 else { return .other }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// Opens a regular file.
  func open(_ path: String) throws -> (any SnapshotBytes)? {
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    guard let name = parts.last else { return nil }
    guard let folder = try descend(parts.dropLast()) else { return nil }
    return try folder.use { folder in
      // A pipe would be waited for, and a device perhaps moved: neither is opened.
      var status = stat()
      guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
        status.st_mode & S_IFMT == S_IFREG
      else { return nil }
      guard
        let file = Descriptor(openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC))
      else {
        if errno == ENOENT || errno == ELOOP { return nil }
        throw OpenFolder.failure("\(self.path)/\(path)")
      }
      return try OpenFile(file, name: "\(self.path)/\(path)")
    }
  }

  /// Opens the folder at the end of a path, no part of which is a link; nil where there is none.
  private func descend(_ parts: some Sequence<String>) throws -> Descriptor? {
    defer { extendLifetime(self) }
    var folder = root.use { Descriptor(openat($0, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)) }
    for part in parts {
      guard let outer = folder.take() else { return nil }
      folder = try outer.use { outer in
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let next = Descriptor(openat(outer, part, flags))
        if next == nil, errno == EACCES || errno == EMFILE {
          throw OpenFolder.failure("\(path)/\(part)")
        }
        return next
      }
    }
    return folder
  }

  fileprivate static func failure(_ path: String) -> Failure {
    Failure(
      "\(escaped(path)) cannot be read: \(String(cString: strerror(errno))).",
      hint: "Name the folder of a snapshot that you may read.")
  }
}

/// A regular file that is read from its beginning.
private final class OpenFile: SnapshotBytes {
  let count: Int
  private let descriptor: Descriptor
  private let name: String

  init(_ descriptor: consuming Descriptor, name: String) throws {
    var status = stat()
    let isRegular = descriptor.use { fstat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFREG
    guard isRegular else { throw OpenFolder.failure(name) }
    count = Int(status.st_size)
    self.descriptor = descriptor
    self.name = name
  }

  func read(_ count: Int) throws -> [UInt8] {
    let size = min(count, 1 << 20)
    return try filled(size) { Glibc.read($0, $1, size) }
  }

  func read(_ count: Int, at offset: Int) throws -> [UInt8] {
    try filled(count) { pread($0, $1, count, offset) }
  }

  /// What a call puts into `count` bytes of memory.
  private func filled(
    _ count: Int, by call: (CInt, UnsafeMutablePointer<UInt8>?) -> Int
  ) throws -> [UInt8] {
    guard count > 0 else { return [] }
    defer { extendLifetime(self) }
    var got = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      repeat {
        got = descriptor.use { call($0, buffer.baseAddress) }
      } while got < 0 && errno == EINTR
      filled = max(got, 0)
    }
    guard got >= 0 else { throw OpenFolder.failure(name) }
    return bytes
  }
}
