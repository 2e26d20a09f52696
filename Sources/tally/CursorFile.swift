internal import Glibc
internal import Tallystick
internal import TransparencyLog

/// Where a follower stands in a record, in a file of its own: the last event that was taken care of.
///
/// Whoever follows by it holds a lock, and so does the command that it has started: a follower that
/// is killed leaves it to its command, so that the next one waits for that to end.
struct CursorFile: ~Copyable {
  private let path: String
  private let origin: String
  private let lock: Descriptor

  /// The last event that was taken care of; nil in a file that is still to be made.
  private(set) var last: (seq: Int, id: EventID)?

  /// The most bytes of such a file.
  private static let mostBytes = 4096

  /// How long another follower is waited for, in seconds.
  private static let patience = 10.0

  /// Locks and reads the cursor of a record.
  init(_ path: String, of origin: String) throws {
    let lock = try CursorFile.locked("\(path).lock", of: path)
    let last = try CursorFile.read(path, of: origin)
    (self.path, self.origin) = (path, origin)
    self.lock = lock
    self.last = last
  }

  /// Moves the cursor, durably.
  mutating func move(to seq: Int, _ id: EventID) throws {
    let json: JSONObject = [
      "id": .string(id.description), "origin": .string(origin), "seq": .integer(Int64(seq)),
    ]
    try Files.replace(
      path, with: CanonicalJSON.bytes(.object(json)) + [UInt8(ascii: "\n")], mode: 0o600)
    last = (seq, id)
  }

  private static func read(_ path: String, of origin: String) throws -> (seq: Int, id: EventID)? {
    guard Files.exists(path) else { return nil }
    let bytes = try Files.read(path, limit: mostBytes, what: "a cursor that `tally follow` wrote")
    let line = bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...]
    guard let json = (try? JSONValue(parsing: Array(line)))?.object, json.members.count == 3,
      let name = json["origin"]?.string,
      let id = json["id"]?.string.flatMap({ EventID($0) }), let seq = json["seq"]?.integer,
      let seq = Int(exactly: seq), seq > 0
    else {
      throw Failure(
        "\(escaped(path)) is no cursor of `tally follow`.",
        hint: "Name another file, or remove it and say where to begin with --after.")
    }
    guard name.utf8.elementsEqual(origin.utf8) else {
      throw Failure(
        "\(escaped(path)) is the cursor of \(escaped(name)), and this record is "
          + "\(escaped(origin)).", hint: "Give each record a cursor of its own.")
    }
    return (seq, id)
  }

  /// Opens and locks a file that a command which is started keeps open, and with it the lock.
  private static func locked(_ name: String, of path: String) throws -> Descriptor {
    guard let made = Descriptor(open(name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)),
      // Which a program that is started inherits.
      let lock = Descriptor(made.use { fcntl($0, F_DUPFD, 10) })
    else { throw failure(name) }
    let end = MonotonicClock.seconds() + patience
    while lock.use({ flock($0, LOCK_EX | LOCK_NB) }) != 0 {
      guard errno == EINTR || errno == EWOULDBLOCK else { throw failure(name) }
      guard MonotonicClock.seconds() < end else {
        throw Failure(
          "Another follower goes by \(escaped(path)), or a command that one has started still runs.",
          hint: "End it first, or give this one a cursor of its own.")
      }
      usleep(20_000)
    }
    return lock
  }

  private static func failure(_ name: String) -> Failure {
    Failure(
      "\(escaped(name)) cannot be made: \(String(cString: strerror(errno))).",
      hint: "Name a cursor in a folder that you may write.")
  }
}
