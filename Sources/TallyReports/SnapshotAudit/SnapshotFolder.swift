internal import Tallystick

/// A folder that is said to be a snapshot, whatever lies in it.
public protocol SnapshotFolder {
  /// Everything that lies in it, in any order, folders and links too; what lies in a folder only
  /// where `isSearched` says so of its path. No link is followed.
  func contents(where isSearched: (_ folder: String) -> Bool) throws -> [SnapshotItem]

  /// Opens a regular file, following no link; nil where there is none of this path.
  func open(_ path: String) throws -> (any SnapshotBytes)?
}

/// Something that lies in a folder.
public struct SnapshotItem: Hashable, Sendable {
  /// What it is.
  public enum Kind: Hashable, Sendable {
    /// A regular file.
    case file
    /// A folder.
    case folder
    /// A link, a device, or anything else.
    case other
  }

  /// Its path below the folder, parts separated by `/`.
  public let path: String

  /// What it is.
  public let kind: Kind

  /// Creates an item.
  public init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }
}

/// The bytes of an open file, from the first on.
public protocol SnapshotBytes {
  /// How many there are in all.
  var count: Int { get }

  /// The next bytes, at most `count` of them; none at the end.
  func read(_ count: Int) throws -> [UInt8]

  /// The bytes from number `offset` on, counted from 0, at most `count` of them; it does not move
  /// what ``read(_:)`` reads next.
  func read(_ count: Int, at offset: Int) throws -> [UInt8]
}
