internal import Glibc
internal import Tallystick
internal import TransparencyLog

/// Folders that hold keys of this machine's user, outside of every record: `KIND/NAME` within
/// `$XDG_CONFIG_HOME/tally`.
enum OwnFolder {
  /// Where the folders of a kind lie.
  static func base(_ kind: String) throws -> String {
    let home: String
    if let configured = Environment["XDG_CONFIG_HOME"], configured.hasPrefix("/") {
      home = configured
    } else if let user = Environment["HOME"], user.hasPrefix("/") {
      home = user + "/.config"
    } else {
      throw Failure(
        "There is no place for keys: neither XDG_CONFIG_HOME nor HOME is set.",
        hint: "Set XDG_CONFIG_HOME to a folder of yours.")
    }
    return "\(home)/tally/\(kind)"
  }

  /// The folder of a name; refused where anybody may put other keys into it.
  static func path(_ kind: String, of name: String) throws -> String {
    let path = "\(try base(kind))/\(fileName(of: name))"
    try KeyFolder.refuseOpen(path)
    return path
  }

  /// A name as one name of a file, with everything but letters, digits, `.` and `-` in `%XX`; the
  /// digest of a long one.
  static func fileName(of text: String) -> String {
    var name = ""
    for byte in text.utf8 {
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || byte == UInt8(ascii: "-") || (byte == UInt8(ascii: ".") && !name.isEmpty)
      name += isPlain ? String(UnicodeScalar(byte)) : "%" + [byte].lowerHex
    }
    return name.utf8.count <= 200 ? name : Hash.of(Array(text.utf8)).bytes.lowerHex
  }

  /// Makes a folder and those above it, durably, for its owner alone.
  static func make(_ path: String) throws {
    var folder = ""
    for part in path.split(separator: "/") {
      folder += "/\(part)"
      if mkdir(folder, 0o700) == 0 {
        try Files.syncFolder(of: folder)
        continue
      }
      guard errno == EEXIST else {
        throw Failure(
          "The folder \(escaped(folder)) cannot be made: \(String(cString: strerror(errno))).",
          hint: "Set XDG_CONFIG_HOME to a folder that you may write.")
      }
    }
  }

  /// Does `body` while no other program holds the folder.
  static func locked<Value>(
    _ path: String, of name: String, _ body: () throws -> Value
  ) throws -> Value {
    let descriptor = open("\(path)/lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Failure(
        "The folder \(escaped(path)) cannot be written: \(String(cString: strerror(errno))).",
        hint: "Get permission to write it: the last checkpoint is kept there.")
    }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        throw Failure(
          "The key of \(escaped(name)) cannot be locked: \(String(cString: strerror(errno))).",
          hint: "Keep keys on a local disk.")
      }
    }
    return try body()
  }

  /// The one line of a file, without its line feed.
  static func line(_ bytes: [UInt8]) -> String {
    var bytes = bytes
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of a secret, from a regular file that nobody else can read.
  static func secret(_ path: String) throws -> String {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Failure("\(escaped(path)) is no regular file.", hint: "Put the key's own file there.")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw Failure(
        "The key file \(escaped(path)) can be read by others.",
        hint: "Take that away with: chmod 600 '\(escaped(path))'")
    }
    return line(try Files.read(path, limit: 4096, what: "a key file"))
  }

  /// A new seed of a key, from the system's secure random source.
  static func seed() -> [UInt8] {
    var seed = [UInt8](repeating: 0, count: SignerKey.seedByteCount)
    var random = SystemRandomNumberGenerator()
    for place in seed.indices { seed[place] = random.next() }
    return seed
  }
}
