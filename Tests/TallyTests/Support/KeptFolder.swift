import Foundation
import Glibc

/// What lies in a temporary folder, kept in memory: what takes long to make is made once, and put
/// into the folders of all the tests that begin with it.
struct KeptFolder: Sendable {
  private enum Kind {
    case folder
    case file(Data)
    case link(String)
  }

  private let items: [(path: String, mode: mode_t, kind: Kind)]

  /// Keeps what `body` makes in an empty folder, or in one with all that another holds.
  init(after other: KeptFolder? = nil, _ body: (TemporaryFolder) throws -> Void) throws {
    items = try TemporaryFolder.use(inMemory: true) { folder in
      try other?.put(into: folder)
      try body(folder)
      let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
      return try paths.map { path in
        let whole = "\(folder.path)/\(path)"
        var status = stat()
        guard lstat(whole, &status) == 0 else { throw CocoaError(.fileReadNoSuchFile) }
        return (path, status.st_mode & 0o7777, try Self.kind(of: whole, status.st_mode & S_IFMT))
      }
    }
  }

  private static func kind(of path: String, _ type: mode_t) throws -> Kind {
    switch type {
    case S_IFDIR: .folder
    case S_IFLNK:
      .link(try FileManager.default.destinationOfSymbolicLink(atPath: path))
    default: .file(try Data(contentsOf: URL(filePath: path)))
    }
  }

  /// The paths of the files under a folder, which are theirs below it, in the order of their bytes.
  func files(under folder: String) -> [String] {
    items.compactMap { item in
      guard case .file = item.kind, item.path.hasPrefix(folder + "/") else { return nil }
      return String(item.path.dropFirst(folder.utf8.count + 1))
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Hands a folder with all of it to `body`, and removes it.
  func use<Result>(
    inMemory: Bool = false, _ body: (TemporaryFolder) throws -> Result
  ) throws -> Result {
    try TemporaryFolder.use(inMemory: inMemory) { folder in
      try put(into: folder)
      return try body(folder)
    }
  }

  /// Writes all of it, with its permissions, over what is there.
  private func put(into folder: TemporaryFolder) throws {
    for item in items {  // a folder before what lies in it
      let path = "\(folder.path)/\(item.path)"
      switch item.kind {
      case .link(let other):
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: other)
        continue
      case .folder:
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      case .file(let bytes): try bytes.write(to: URL(filePath: path))
      }
      guard chmod(path, item.mode) == 0 else { throw CocoaError(.fileWriteNoPermission) }
    }
  }
}
