internal import ArgumentParser
internal import Glibc
internal import TallyNodes
internal import TallyPostgres
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

      A checkpoint bears no date: its age is that of the last event that it covers, and the checkpoint \
      itself is no older. Behind is how many events the last checkpoint that was signed on this \
      machine, or brought to `restore`, covers beyond the record.

      Example:
        tally stats
        tally stats --format json
      """)

  @OptionGroup var record: RecordOptions

  @Option(help: ArgumentHelp("How it is printed.", valueName: "format"))
  var format: AnswerFormat = .text

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
  private let last: LastCheckpoint?
  private let behind: Int
  private let foldMicroseconds: Int64
  private let file: FileTimes?
  private let server: DatabaseServer?

  /// What an SQLite file tells beside.
  private struct FileTimes {
    let commit: CommitTimes?
    let journal: String
    let synchronous: String
  }

  init(_ store: any RecordReader, path: String) throws {
    origin = store.origin
    let size = try store.end().size
    let stored = try store.checkpoints()
    checkpoints = stored.count
    covered = stored.last?.size ?? 0
    last = try stored.last.map { try LastCheckpoint($0, of: store, at: path) }
    behind = max(0, (LastSigned(of: store)?.checkpoint.size ?? 0) - size)
    fileBytes = Stats.size(of: path)

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
    server = try (store as? PostgresStore)?.server()
    file = try (store as? SQLiteStore).map { store in
      FileTimes(
        commit: CommitTimes(beside: path), journal: try store.setting("journal_mode"),
        synchronous: Stats.word(forSynchronous: try store.setting("synchronous")))
    }
  }

  /// The bytes of a file, or of all files in a folder.
  private static func size(of path: String) -> Int {
    guard OpenFolder.isFolder(path) else {
      var status = stat()
      return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
    guard let folder = try? LogFolder(path), let files = try? folder.files(limit: .max) else {
      return 0
    }
    return files.reduce(0) { $0 + size(of: "\(path)/\($1)") }
  }

  /// The word of the pragma `synchronous` for its number.
  private static func word(forSynchronous number: String) -> String {
    ["0": "off", "1": "normal", "2": "full", "3": "extra"][number] ?? number
  }

  private var perEvent: Int { events == 0 ? 0 : (bytes + events / 2) / events }
  private var perSecond: Int64 { Int64(events) * 1_000_000 / foldMicroseconds }

  var rows: [(String, String)] {
    var rows = [
      ("record", origin), ("events", grouped(Int64(events))), ("root", root.base64),
      (
        "event bytes",
        "\(grouped(Int64(bytes))), \(grouped(Int64(perEvent))) an event, at most "
          + grouped(Int64(largest))
      ),
      ("checkpoints", "\(checkpoints), covering \(grouped(Int64(covered))) events"),
    ]
    if server == nil {
      rows.insert(("file", "\(grouped(Int64(fileBytes))) bytes"), at: 4)
    }
    if let last { rows.append(("last checkpoint", last.words)) }
    if behind > 0 {
      let events = behind == 1 ? "1 event" : "\(grouped(Int64(behind))) events"
      rows.append(("behind", "\(events): a restored or an older copy"))
    }
    rows.append(("fold", "\(grouped(perSecond)) events a second"))
    if let server { rows += server.rows }
    guard let file else { return rows }
    rows += [
      (
        "commit",
        file.commit.map {
          "\(grouped($0.median)) µs in the middle, \(grouped($0.longest)) µs at most, of "
            + "\(CommitTimes.count)"
        } ?? "not measured: the folder of the record cannot be written"
      ), ("journal", "\(file.journal), synchronous \(file.synchronous)"),
      ("SQLite", SQLiteStore.sqliteVersion),
    ]
    return rows
  }

  var json: JSONObject {
    var json: JSONObject = [
      "origin": .string(origin), "events": .integer(Int64(events)), "root": .string(root.base64),
      "bytes": .integer(Int64(bytes)), "bytes_per_event": .integer(Int64(perEvent)),
      "largest": .integer(Int64(largest)),
      "file_bytes": server == nil ? .integer(Int64(fileBytes)) : .null,
      "checkpoints": .integer(Int64(checkpoints)), "covered": .integer(Int64(covered)),
      "uncovered": .integer(Int64(events - covered)),
      "last_checkpoint": last.map { .object($0.json) } ?? .null,
      "behind": .integer(Int64(behind)), "fold_events_per_second": .integer(perSecond),
    ]
    if let server { json["database"] = .object(server.json) }
    guard let file else { return json }
    json["commit_microseconds"] =
      file.commit.map {
        ["median": .integer($0.median), "longest": .integer($0.longest)]
      } ?? .null
    json["journal_mode"] = .string(file.journal)
    json["synchronous"] = .string(file.synchronous)
    json["sqlite"] = .string(SQLiteStore.sqliteVersion)
    return json
  }
}

extension DatabaseServer {
  /// What `stats` tells of the server of a record.
  fileprivate var rows: [(String, String)] {
    let waits =
      confirming.isEmpty
      ? "no standby has to confirm an append" : "an append waits for \(confirming)"
    let all = standbys.map { standby in
      let behind = standby.behind.map { ", \(grouped(Int64($0))) bytes behind" } ?? ""
      return standby.name + (standby.role.map { " (\($0))" } ?? "") + behind
    }
    return [
      ("PostgreSQL", "\(version), a \(isStandby ? "standby" : "primary"); \(waits)"),
      ("standbys", all.isEmpty ? "none" : all.joined(separator: "; ")),
    ]
  }

  /// The same for programs.
  fileprivate var json: JSONObject {
    [
      "version": .string(version), "standby": .bool(isStandby), "confirming": .string(confirming),
      "standbys": .array(
        standbys.map { standby in
          [
            "name": .string(standby.name), "role": standby.role.map(JSONValue.string) ?? .null,
            "behind_bytes": standby.behind.map { .integer(Int64($0)) } ?? .null,
          ]
        }),
    ]
  }
}

/// What is known of the last checkpoint of a record.
private struct LastCheckpoint {
  private let size: Int
  private let covered: Instant?
  private let age: Int64?
  private let cosignatures: Int

  init(_ checkpoint: StoredCheckpoint, of store: any RecordReader, at path: String) throws {
    size = checkpoint.size
    covered = try store.entries(max(size, 1)...max(size, 1)).first?.recorded
    let now = try store.testClock == nil ? Clock.now() : store.end().recorded
    age = covered.flatMap { covered in
      now.map { max(0, $0.microseconds - covered.microseconds) / 1_000_000 }
    }
    // One line is the log's own.
    cosignatures =
      try CosignedNotes(of: store, at: path).note(of: checkpoint).signatures.count - 1
  }

  var words: String {
    let age = age.map { ", \(grouped($0)) s ago" } ?? ""
    let time = covered.map { " up to \($0)\(age)" } ?? ""
    return "\(grouped(Int64(size))) events\(time); "
      + (cosignatures == 1 ? "1 cosignature" : "\(cosignatures) cosignatures")
  }

  var json: JSONObject {
    [
      "size": .integer(Int64(size)), "covered_to": .orNull(covered?.description),
      "age_seconds": age.map { .integer($0) } ?? .null,
      "cosignatures": .integer(Int64(cosignatures)),
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
