import Glibc
package import Tallystick
internal import TransparencyLog

/// A folder that holds the files of a log (C2SP tlog-tiles), read without following any link in it.
package final class LogFolder: Sendable {
  /// The path as it was given.
  package let path: String

  private let root: CInt

  /// Opens a folder.
  ///
  /// - Throws: `StoreError.unusable` where it is none, or may not be read.
  package init(_ path: String) throws(StoreError) {
    self.path = path
    root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard root >= 0 else { throw LogFolder.unusable(path, errno) }
  }

  deinit { close(root) }

  /// The bytes of a regular file of at most `limit` bytes; nil where there is none.
  ///
  /// - Throws: `StoreError.unusable` where it cannot be read, `StoreError.corrupt` where it is larger
  ///   or no regular file.
  package func read(_ name: String, limit: Int) throws(StoreError) -> [UInt8]? {
    // Without O_NONBLOCK a pipe would be waited for, before it could be refused.
    let descriptor = openat(root, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      if errno == ELOOP { throw notRegular(name) }
      throw LogFolder.unusable("\(path)/\(name)", errno)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw LogFolder.unusable("\(path)/\(name)", errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw notRegular(name) }
    guard status.st_size <= limit else {
      throw .corrupt(reason: "The file \(escaped(name)) of \(escaped(path)) is too large.")
    }
    var code: CInt = 0
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let count = Glibc.read(
          descriptor, buffer.baseAddress?.advanced(by: filled), size - filled)
        if count < 0, errno == EINTR { continue }
        if count < 0 { code = errno }
        guard count > 0 else { return }
        filled += count
      }
    }
    guard code == 0 else { throw LogFolder.unusable("\(path)/\(name)", code) }
    return bytes
  }

  /// The paths of everything in the folder that is no folder, in no order; at most about `limit`.
  package func files(limit: Int) throws(StoreError) -> [String] {
    var found: [String] = []
    var folders = [""]
    while let outer = folders.popLast(), found.count < limit {
      for name in try names(in: outer) {
        let inner = outer.isEmpty ? name : "\(outer)/\(name)"
        var status = stat()
        let isFolder =
          fstatat(root, inner, &status, AT_SYMLINK_NOFOLLOW) == 0
          && status.st_mode & S_IFMT == S_IFDIR
        if isFolder { folders.append(inner) } else { found.append(inner) }
      }
    }
    return found
  }

  /// The names in a folder below this one; in this one for an empty path.
  func names(in path: String) throws(StoreError) -> [String] {
    let name = path.isEmpty ? "." : path
    let descriptor = openat(root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0, let stream = fdopendir(descriptor) else {
      let code = errno
      if descriptor >= 0 { close(descriptor) }
      throw LogFolder.unusable("\(self.path)/\(name)", code)
    }
    defer { closedir(stream) }  // and the descriptor
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = LogFolder.name(of: entry)
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Does `body` with the number of the open folder.
  func use<Value, Failure>(_ body: (CInt) throws(Failure) -> Value) throws(Failure) -> Value {
    defer { extendLifetime(self) }
    return try body(root)
  }

  private func notRegular(_ name: String) -> StoreError {
    .corrupt(reason: "\(escaped(name)) of \(escaped(path)) is a link, or no regular file.")
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafePointer(to: &entry.pointee.d_name) { name in
      name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
  }

  private static func unusable(_ path: String, _ code: CInt) -> StoreError {
    .unusable(
      reason: "\(escaped(path)) cannot be read: \(String(cString: strerror(code))).",
      advice: "Name the folder of a log that you may read.")
  }
}
