internal import Glibc
internal import Tallystick

/// A folder whose files are read, following no link below it.
final class OpenFolder: SnapshotFolder {
  private let path: String
  private let root: CInt

  /// Opens a folder.
  init(_ path: String) throws {
    self.path = path
    root = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard root >= 0 else { throw OpenFolder.failure(path) }
  }

  deinit { close(root) }

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
    let descriptor =
      folder.isEmpty
      ? openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      : try descend(folder.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) })
    guard descriptor >= 0, let stream = fdopendir(descriptor) else {
      throw OpenFolder.failure("\(path)/\(folder)")
    }
    defer { closedir(stream) }
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
    let folder = try descend(parts.dropLast())
    guard folder >= 0 else { return nil }
    defer { close(folder) }
    // A pipe would be waited for, and a device perhaps moved: neither is opened.
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
      status.st_mode & S_IFMT == S_IFREG
    else { return nil }
    let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT || errno == ELOOP { return nil }
      throw OpenFolder.failure("\(self.path)/\(path)")
    }
    return try OpenFile(file, name: "\(self.path)/\(path)")
  }

  /// Opens the folder at the end of a path, no part of which is a link; less than 0 where there is
  /// none.
  private func descend(_ parts: some Sequence<String>) throws -> CInt {
    var folder = openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    for part in parts where folder >= 0 {
      let next = openat(folder, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      let reason = errno
      close(folder)
      if next < 0, reason == EACCES || reason == EMFILE {
        errno = reason
        throw OpenFolder.failure("\(path)/\(part)")
      }
      folder = next
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
  private let descriptor: CInt
  private let name: String

  init(_ descriptor: CInt, name: String) throws {
    self.descriptor = descriptor
    self.name = name
    var status = stat()
    let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    count = isRegular ? Int(status.st_size) : 0
    guard isRegular else { throw OpenFolder.failure(name) }
  }

  deinit { close(descriptor) }

  func read(_ count: Int) throws -> [UInt8] {
    let size = min(count, 1 << 20)
    guard size > 0 else { return [] }
    var got = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      repeat {
        got = Glibc.read(descriptor, buffer.baseAddress, size)
      } while got < 0
        && errno == EINTR
      filled = max(got, 0)
    }
    guard got >= 0 else { throw OpenFolder.failure(name) }
    return bytes
  }

  func read(_ count: Int, at offset: Int) throws -> [UInt8] {
    var got = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      repeat {
        got = pread(descriptor, buffer.baseAddress, count, offset)
      } while got < 0
        && errno == EINTR
      filled = max(got, 0)
    }
    guard got >= 0 else { throw OpenFolder.failure(name) }
    return bytes
  }
}
