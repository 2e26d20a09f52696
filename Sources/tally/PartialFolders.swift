internal import Glibc
internal import Tallystick
internal import TransparencyLog

/// The folders `NAME.partial-XXXXXX`, of which each becomes the folder `NAME` or is removed.
///
/// Whoever makes one keeps it locked; the system takes the lock away when the program ends, however
/// it ends.
enum PartialFolders {
  private static let ending = ".partial-"

  /// Makes one, open, locked and for its owner alone.
  static func make(for path: String) throws -> (path: String, descriptor: CInt) {
    while true {
      var template = Array("\(path)\(ending)XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else { throw failure(path) }
      let made = String(
        decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let descriptor = open(made, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      var status = stat()
      if descriptor < 0, errno == ENOENT { continue }
      guard descriptor >= 0 else { throw failure(path) }
      flock(descriptor, LOCK_EX)
      // Another program may have taken it for one that was left, before it was locked.
      if fstat(descriptor, &status) == 0, status.st_nlink > 0 { return (made, descriptor) }
      close(descriptor)
    }
  }

  /// Removes those of a name that a killed program has left, with what lies in them.
  static func removeLeft(for path: String) {
    let bytes = Array(path.utf8)
    let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(decoding: bytes[...$0], as: UTF8.self) } ?? "./"
    let start = String(decoding: bytes[(slash.map { $0 + 1 } ?? 0)...], as: UTF8.self) + ending
    guard let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = DirectoryEntry.name(of: entry)
      guard name.hasPrefix(start), name.utf8.count == start.utf8.count + 6 else { continue }
      remove("\(folder)\(name)")
    }
  }

  private static func remove(_ path: String) {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    guard let folder = Descriptor(open(path, flags)) else { return }
    folder.use { folder in
      var status = stat()
      guard fstat(folder, &status) == 0, status.st_uid == geteuid(),
        flock(folder, LOCK_EX | LOCK_NB) == 0
      else { return }
      FolderRemoval.remove(path)
      StandardError.write("Removed \(escaped(path)), which a program that was killed had left.\n")
    }
  }

  private static func failure(_ path: String) -> Failure {
    Failure(
      "The folder \(escaped(path)) cannot be made: \(String(cString: strerror(errno))).",
      hint: "Name one in a folder that exists and that you may write.")
  }
}
