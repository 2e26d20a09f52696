internal import ArgumentParser
internal import Glibc
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "How large the record is, and how fast it is read and written here.",
    discussion: """
      Events are folded once, by the clock. The commits are those of a scratch record beside the \
      record, which is removed again: nothing is appended to the record itself.

      Example:
        tally stats
        tally stats --format json
      """)

  @OptionGroup var record: RecordOptions

  @Option(help: ArgumentHelp("How it is printed: text or json.", valueName: "format"))
  var format: Format = .text

  func validate() throws {
    if format == .csv { throw ValidationError("--format: stats prints text or json, not csv.") }
  }

  func run() throws {
    let store = try record.openForReading()
    let stats = try Stats(store, path: record.path)
    var output = StandardOutput()
    if format == .json {
      output.writeLine(CanonicalJSON.bytes(.object(stats.json)))
    } else {
      for (name, value) in stats.rows {
        let space = String(repeating: " ", count: max(1, 16 - name.count))
        output.write("\(name)\(space)\(escaped(value))\n")
      }
    }
    output.flush()
  }
}

/// What `tally stats` tells.
private struct Stats {
  private let origin: String
  private let root: Hash
  private var events = 0
  private var bytes = 0
  private var largest = 0
  private let fileBytes: Int
  private let checkpoints: Int
  private let covered: Int
  private let foldMicroseconds: Int64
  private let commit: CommitTimes?
  private let journal: String
  private let synchronous: String
  private let sqlite: String

  init(_ store: SQLiteStore, path: String) throws {
    origin = store.origin
    let size = try store.end().size
    let stored = try store.checkpoints()
    checkpoints = stored.count
    covered = stored.last?.size ?? 0
    journal = try store.setting("journal_mode")
    synchronous = Stats.word(forSynchronous: try store.setting("synchronous"))
    sqlite = SQLiteStore.sqliteVersion
    var status = stat()
    fileBytes = stat(path, &status) == 0 ? Int(status.st_size) : 0

    var (folding, count, total, most) = (Folding(), 0, 0, 0)
    var progress = Progress("Reading events", of: size)
    let start = MonotonicClock.microseconds()
    try store.forEachLeaf(upTo: size) { entry, leaf in
      try folding.take(entry, leafHash: leaf)
      count += 1
      total += entry.bytes.count
      most = max(most, entry.bytes.count)
      progress.advance(to: entry.seq)
    }
    foldMicroseconds = max(1, MonotonicClock.microseconds() - start)
    progress.end()
    (root, events, bytes, largest) = (folding.root, count, total, most)
    commit = CommitTimes(beside: path)
  }

  /// The word of the pragma `synchronous` for its number.
  private static func word(forSynchronous number: String) -> String {
    ["0": "off", "1": "normal", "2": "full", "3": "extra"][number] ?? number
  }

  private var perEvent: Int { events == 0 ? 0 : (bytes + events / 2) / events }
  private var perSecond: Int64 { Int64(events) * 1_000_000 / foldMicroseconds }

  var rows: [(String, String)] {
    [
      ("record", origin), ("events", grouped(Int64(events))),
      ("root", root.base64),
      (
        "event bytes",
        "\(grouped(Int64(bytes))), \(grouped(Int64(perEvent))) an event, at most "
          + grouped(Int64(largest))
      ),
      ("file", "\(grouped(Int64(fileBytes))) bytes"),
      ("checkpoints", "\(checkpoints), covering \(grouped(Int64(covered))) events"),
      ("fold", "\(grouped(perSecond)) events a second"),
      (
        "commit",
        commit.map {
          "\(grouped($0.median)) µs in the middle, \(grouped($0.longest)) µs at most, of "
            + "\(CommitTimes.count)"
        } ?? "not measured: the folder of the record cannot be written"
      ), ("journal", "\(journal), synchronous \(synchronous)"), ("SQLite", sqlite),
    ]
  }

  var json: JSONObject {
    [
      "origin": .string(origin), "events": .integer(Int64(events)), "root": .string(root.base64),
      "bytes": .integer(Int64(bytes)), "bytes_per_event": .integer(Int64(perEvent)),
      "largest": .integer(Int64(largest)), "file_bytes": .integer(Int64(fileBytes)),
      "checkpoints": .integer(Int64(checkpoints)), "covered": .integer(Int64(covered)),
      "fold_events_per_second": .integer(perSecond),
      "commit_microseconds": commit.map {
        ["median": .integer($0.median), "longest": .integer($0.longest)]
      } ?? .null,
      "journal_mode": .string(journal), "synchronous": .string(synchronous),
      "sqlite": .string(sqlite),
    ]
  }
}

/// How long a durable commit of one event takes in a folder.
private struct CommitTimes {
  /// How many commits are made.
  static let count = 15

  let median: Int64
  let longest: Int64

  /// Makes a scratch record beside another one, and removes it; nil where none can be made.
  init?(beside path: String) {
    let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
    var template = Array("\(folder).tally-stats-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    let scratch = String(
      decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { FolderRemoval.remove(scratch) }
    guard let times = try? CommitTimes.measure(in: "\(scratch)/scratch.tally") else { return nil }
    median = times.sorted()[times.count / 2]
    longest = times.max() ?? 0
  }

  private static func measure(in path: String) throws -> [Int64] {
    let store = try SQLiteStore.create(at: path, origin: "scratch.test/stats")
    let appender = Appender(to: store, recorder: "stats", clock: Clock.now)
    return try (1...count).map { number in
      let draft = try Draft(
        line: Array(
          #"{"type":"source","stated":"2025-06-13","body":{"source":"s-\#(number)","#.utf8)
          + Array(#""kind":"person","name":"S","reason":"a scratch event"}}"#.utf8))
      let start = MonotonicClock.microseconds()
      _ = try appender.append([draft])
      return MonotonicClock.microseconds() - start
    }
  }
}

/// A clock that nobody sets, for how long something takes.
private enum MonotonicClock {
  static func microseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
