internal import Glibc
internal import Tallystick
internal import TransparencyLog

extension KeyFolder {
  /// Refuses a key folder, or one above it up to the configuration folder, in which anybody may put
  /// another key, another verifier key or an older checkpoint in the place of ours.
  static func refuseOpen(_ path: String) throws {
    var folder = path
    for level in 0..<4 {  // of the origin, keys, tally, and where it lies
      var status = stat()
      if stat(folder, &status) == 0, status.st_mode & S_IWOTH != 0,
        level < 3 || status.st_mode & S_ISVTX == 0
      {
        throw Failure(
          "Anybody may write the folder \(escaped(folder)), and so put other keys there.",
          hint: "See whose the files in it are; then take that away with: "
            + "chmod o-w '\(escaped(folder))'")
      }
      guard let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) else { return }
      folder = String(folder[..<slash])
    }
  }
}
