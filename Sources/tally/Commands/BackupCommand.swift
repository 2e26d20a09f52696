internal import ArgumentParser
internal import TallyNodes
internal import TallyPostgres
internal import Tallystick
internal import TransparencyLog

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write a copy of the record while others may go on appending.",
    discussion: """
      The copy holds the events that the record held when this began, its checkpoints, and the sealed \
      values; every event is read, and compared with the tiles and with the last checkpoint. It has \
      its name only once it is whole. In a folder it is named by the record and its size, so that a \
      timer can run this again and again. The key is not in it: keep what `tally key export` prints \
      apart from it.

      Example:
        tally backup backups/
        tally backup record-2025-06-16.tally --without-sealed
      """)

  @Argument(
    help: ArgumentHelp("The file to make, or a folder.", valueName: "file|folder"),
    completion: .file())
  var target: String

  @OptionGroup var record: RecordOptions

  @Flag(help: "Leave out the sealed values, which nothing else can bring back.")
  var withoutSealed = false

  func run() throws {
    let store = try record.openForReading()
    let path = try path(size: try store.end().size)
    if path != target, Files.exists(path) {
      var output = StandardOutput()
      output.write("\(escaped(path)) is there already: the record has not grown since.\n")
      output.flush()
      return
    }
    let made = try NewRecord(path).make(copying: store, withSealed: !withoutSealed)
    let words = CopyWords(origin: store.origin, size: made.size, done: made.done)
    var output = StandardOutput(after: "The backup is written, to \(escaped(path)).")
    output.write("Wrote \(escaped(path)): \(words.what).\n")
    output.write(
      "Not in it: the key of \(escaped(store.origin)). Keep what `tally key export` prints elsewhere.\n"
    )
    for (what, path) in [
      ("lines of witnesses", try CosignedNotes(of: store, at: record.path).path),
      ("stamps of authorities", try StampFiles(of: store, at: record.path).path),
    ] where Files.exists(path) {
      output.write("Not in it: the \(what). Copy the folder \(escaped(path)) too.\n")
    }
    if words.sealedValues > 0 {
      let values =
        words.sealedValues == 1 ? "1 sealed value is" : "\(words.sealedValues) sealed values are"
      output.write("\(values) in it: keep it as you keep the record.\n")
    }
    for sentence in words.missing { output.write(sentence + "\n") }
    output.flush()
  }

  /// The file: in a folder one that is named by the record and its size.
  private func path(size: Int) throws -> String {
    guard target.hasSuffix("/") || OpenFolder.isFolder(target) else { return target }
    guard OpenFolder.isFolder(target) else {
      throw Failure(
        "There is no folder \(escaped(target)).", hint: "Make it first, or name a file.")
    }
    let last =
      try DatabaseRecord.address(record.path)?.schema[...]
      ?? record.path.split(separator: "/").last ?? "record"
    let name = last.hasSuffix(".tally") ? last.dropLast(6) : last
    return "\(target)\(target.hasSuffix("/") ? "" : "/")\(name)-\(size).tally"
  }
}

struct CopyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy",
    abstract: "Copy a record into a new one, from one kind of store to another.",
    discussion: """
      Every event keeps its bytes, its place and its time, so the copy has the same root and goes by \
      the same key. Two records of one origin that both go on are two histories: go on with one.

      Example:
        tally copy record.tally moved.tally
      """)

  @Argument(
    help: ArgumentHelp("The record: a file, or the folder of a mirror, site or snapshot."),
    completion: .file())
  var from: String

  @Argument(help: ArgumentHelp("The record to make."), completion: .file(extensions: ["tally"]))
  var to: String

  @Flag(help: "Leave out the sealed values.")
  var withoutSealed = false

  func run() throws {
    let store = try RecordOptions.openForReading(from)
    let made = try NewRecord(to).make(copying: store, withSealed: !withoutSealed)
    let words = CopyWords(origin: store.origin, size: made.size, done: made.done)
    var output = StandardOutput(after: "The copy is made: \(RecordOptions.name(to)).")
    output.write("Made \(RecordOptions.name(to)): \(words.what).\n")
    for sentence in words.missing { output.write(sentence + "\n") }
    output.flush()
  }
}
