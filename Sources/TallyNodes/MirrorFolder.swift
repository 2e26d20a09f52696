import Glibc
internal import Tallystick
package import TransparencyLog

/// The folder of a mirror, open and locked, in which each file is written whole under another name first.
package final class MirrorFolder {
  let folder: LogFolder
  private var made: Set<String> = [""]

  /// How many files were written.
  package private(set) var written = 0

  /// Waits until all that was written to the file system of an open folder is on the disk.
  private let syncFileSystem: (CInt) throws -> Void

  /// Opens the folder of a mirror under a key, or makes it.
  ///
  /// - Parameters:
  ///   - path: The path of the folder.
  ///   - key: The key that signs the log.
  ///   - syncFileSystem: Waits until all that was written to the file system of a descriptor is on
  ///     the disk.
  /// - Throws: ``MirrorError``, and `StoreError.unusable` for what is no folder.
  package init(
    _ path: String, key: VerifierKey, syncFileSystem: @escaping (CInt) throws -> Void
  ) throws {
    self.syncFileSystem = syncFileSystem
    if mkdir(path, 0o755) != 0, errno != EEXIST {
      throw MirrorError.unwritable(file: path, reason: String(cString: strerror(errno)))
    }
    folder = try LogFolder(path)
    let isLocked = folder.use { flock($0, LOCK_EX | LOCK_NB) == 0 }
    guard isLocked else { throw MirrorError.busy }
    let name = MirrorFile.verifierKey.rawValue
    if let held = try folder.read(name, limit: 4096) {
      guard VerifierKey(line: held) == key else {
        throw MirrorError.foreignFolder(
          "\(escaped(path)) is the mirror of a log with another key than \(key.identity).")
      }
      guard try folder.read("SHA256SUMS", limit: 1 << 28) == nil else {
        throw MirrorError.foreignFolder("\(escaped(path)) is a site or a snapshot, and no mirror.")
      }
    } else {
      let held = try folder.files(limit: 2).filter { $0 != MirrorFile.new.rawValue }
      guard held.isEmpty else {
        throw MirrorError.foreignFolder("\(escaped(path)) holds other files, and no mirror.")
      }
      try put(Array("\(key)\n".utf8), to: name)
      try sync()
    }
  }

  /// Gives the lock back by itself: a program that is being started elsewhere holds the descriptor until it
  /// runs, and a lock lasts as long as one who holds it.
  deinit { folder.use { _ = flock($0, LOCK_UN) } }

  /// Writes a file where it has other bytes, or none.
  func put(_ bytes: [UInt8], to name: String) throws {
    if (try? folder.read(name, limit: bytes.count)) == bytes { return }
    try makeFolders(of: name)
    try folder.use { root in
      let new = MirrorFile.new.rawValue
      let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
      let descriptor = openat(root, new, flags, 0o644)
      guard descriptor >= 0 else { throw unwritable(name) }
      do {
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o644) == 0 else { throw unwritable(name) }
        var rest = bytes[...]
        while !rest.isEmpty {
          let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
          if count < 0, errno == EINTR { continue }
          guard count > 0 else { throw unwritable(name) }
          rest = rest.dropFirst(count)
        }
      }
      guard renameat(root, new, root, name) == 0 else { throw unwritable(name) }
    }
    written += 1
  }

  /// Waits until all that was written is on the disk.
  func sync() throws {
    try folder.use { root in try syncFileSystem(root) }
  }

  /// Removes the partial files beside one that was replaced, but for those that are kept.
  func removePartials(of path: String, keeping kept: Set<String>) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return }
    let outer = String(path[..<slash])
    let names = (try? folder.names(in: outer)) ?? []
    folder.use { root in
      for name in names where !kept.contains("\(outer)/\(name)") {
        unlinkat(root, "\(outer)/\(name)", 0)
      }
      unlinkat(root, outer, AT_REMOVEDIR)  // where it is empty
    }
    made = [""]
  }

  private func makeFolders(of name: String) throws {
    var path = ""
    for part in name.utf8.split(separator: UInt8(ascii: "/")).dropLast() {
      path += path.isEmpty ? "\(Substring(part))" : "/\(Substring(part))"
      guard made.insert(path).inserted else { continue }
      try folder.use { root in
        if mkdirat(root, path, 0o755) == 0 { return }
        var status = stat()
        guard errno == EEXIST, fstatat(root, path, &status, AT_SYMLINK_NOFOLLOW) == 0,
          status.st_mode & S_IFMT == S_IFDIR
        else { throw unwritable(path) }
      }
    }
  }

  private func unwritable(_ name: String) -> MirrorError {
    .unwritable(file: name, reason: String(cString: strerror(errno)))
  }
}
