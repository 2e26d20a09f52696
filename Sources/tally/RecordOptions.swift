internal import ArgumentParser
internal import TallyNodes
internal import TallyPostgres
internal import TallySQLite
internal import Tallystick

/// Which record a command works on.
struct RecordOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The record.",
      discussion:
        "A file, or postgres://…#NAME in a database. Else TALLY_RECORD, else ./record.tally.",
      valueName: "file"),
    completion: .file(extensions: ["tally"]))
  var record: String?

  @Option(
    help: ArgumentHelp(
      "The file that keeps the sealed values of a record in a database.",
      discussion: "Else TALLY_DISCLOSURES.", valueName: "file"),
    completion: .file())
  var disclosures: String?

  /// The path of the record.
  var path: String { RecordOptions.path(record) }

  /// The path of the record, of the one that --record gives.
  static func path(_ given: String?) -> String {
    given ?? Environment["TALLY_RECORD"] ?? "record.tally"
  }

  func openForReading() throws -> any RecordReader {
    try RecordOptions.openForReading(path, disclosures: disclosures)
  }

  func openForWriting() throws -> any RecordWriter {
    if let address = try DatabaseRecord.address(path) {
      return try DatabaseRecord.open(address, .writing, disclosures: disclosures)
    }
    return try SQLiteStore.open(at: path, mode: .writing)
  }

  /// The record, to have a head of it signed; a standby of its database only gives those that were.
  func openForSigning() throws -> (store: any RecordWriter, isStandby: Bool) {
    if let address = try DatabaseRecord.address(path) {
      let store = try DatabaseRecord.open(address, .reading, disclosures: disclosures)
      if try store.server().isStandby { return (store, true) }
    }
    return (try openForWriting(), false)
  }

  /// The record as an append would find it, opened for reading alone.
  func openForDryRun() throws -> any RecordWriter {
    if let address = try DatabaseRecord.address(path) {
      return try DatabaseRecord.open(address, .reading, disclosures: disclosures)
    }
    return try SQLiteStore.open(at: path, mode: .reading)
  }

  /// Opens what a path names for reading.
  ///
  /// The folder of a mirror, a site or a snapshot is a record too, as far as its checkpoint reaches.
  static func openForReading(
    _ path: String, disclosures: String? = nil
  ) throws -> any RecordReader {
    if let address = try DatabaseRecord.address(path) {
      return try DatabaseRecord.open(address, .reading, disclosures: disclosures)
    }
    if OpenFolder.isFolder(path), TilesRecord.isLog(path) { return try TilesRecord(path) }
    return try SQLiteStore.open(at: path, mode: .reading)
  }

  /// Opens what a path names for reading, also where it is damaged.
  static func openForAudit(_ path: String) throws -> any AuditableRecord {
    if let address = try DatabaseRecord.address(path) {
      return try DatabaseRecord.openForAudit(address)
    }
    if OpenFolder.isFolder(path) { return try TilesRecord(path) }
    return try SQLiteStore.openForAudit(at: path)
  }
}

/// How a report is printed.
enum Format: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
  case csv
}

/// How an answer is printed that is no table.
enum AnswerFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}

/// Which part of a record a report looks at.
struct CutOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What had been said by the end of this day.", valueName: "date"))
  var asOf: String?

  @Option(
    help: ArgumentHelp(
      "What this record held by the end of this day, up to event #SEQ, or when a checkpoint was "
        + "signed.",
      valueName: "date|#seq|file"))
  var asRecorded: String?

  @Option(
    help: ArgumentHelp(
      "What happened on these days; either end may be left out.", valueName: "from..to"))
  var occurred: String?

  @Flag(help: "Apply assessments made later to what was said by --as-of.")
  var withHindsight = false

  /// The cut, with `today`, in UTC, as its day unless --as-of is given; `here` is the day that people
  /// mean by the word.
  func cut(today: Day, here: Day) throws -> Cut {
    var cut = Cut(
      asOf: try asOf.map { try DateWords.day($0, today: here, for: "--as-of") },
      withHindsight: withHindsight, today: today)
    if let occurred {
      (cut.occurredFrom, cut.occurredTo) = try DateWords.days(
        occurred, today: here, for: "--occurred")
    }
    if withHindsight, asOf == nil {
      throw ValidationError("--with-hindsight needs --as-of: without it every assessment applies.")
    }
    return cut
  }

  /// What the record held by when.
  private func recordedCut(of store: any RecordReader, today: Day) throws -> View.AsRecorded {
    guard let asRecorded else { return .everything }
    if Files.exists(asRecorded) {
      return .seq(try CheckpointCut.size(asRecorded, of: store))
    }
    if asRecorded.utf8.first == UInt8(ascii: "#") {
      guard case .seq(let seq) = try Reference(parsing: asRecorded) else { return .everything }
      return .seq(seq)
    }
    return .day(try DateWords.day(asRecorded, today: today, for: "--as-recorded"))
  }

  /// Says which events a cut by the day of recording misses, as a clock that was ahead took them.
  private func warnOfClock(_ store: any RecordReader, today: Day) throws {
    let (size, inTime) = (try store.end().size, try store.size(asRecorded: .day(today)))
    guard size > inTime else { return }
    StandardError.write(
      "Warning: #\(inTime + 1) to #\(size) were recorded by a clock that was ahead. A cut by the day "
        + "of recording leaves them out; cut with --as-recorded '#SEQ'.\n")
  }

  /// How many events the record held by --as-recorded, and how that was written.
  func recorded(
    in store: any RecordReader, today: Day
  ) throws -> (size: Int, recorded: View.AsRecorded) {
    let recorded = try recordedCut(of: store, today: today)
    let size = try store.size(asRecorded: recorded)
    if case .day = recorded { try warnOfClock(store, today: today) }
    if case .seq(let seq) = recorded, seq > size {
      throw Failure(
        "The record holds \(size) events, and --as-recorded names #\(seq).",
        hint: "Give a number up to #\(size).")
    }
    return (size, recorded)
  }

  /// A cut with what it means for a record.
  struct Chosen {
    /// The cut.
    let cut: Cut

    /// How what the record held by when was asked for.
    let asRecorded: String?

    /// The number of events that the record held.
    let size: Int
  }

  /// Finds out what the flags mean for a record.
  func chosen(of store: any RecordReader) throws -> Chosen {
    let today = try store.today()
    let cut = try cut(today: today, here: try store.localToday())
    let (size, recorded) = try recorded(in: store, today: today)
    return Chosen(cut: cut, asRecorded: recorded.words, size: size)
  }

  /// Works out what the record comes to at the cut, as far as it is wanted.
  func outcome(of store: any RecordReader, _ wanted: Outcome.Parts) throws -> Outcome {
    let chosen = try chosen(of: store)
    var progress = Progress()
    let outcome = try store.outcome(
      upTo: chosen.size, at: chosen.cut, asRecorded: chosen.asRecorded, wanted: wanted,
      on: .allCores
    ) { progress.advance($0.rawValue, to: $1, of: $2) }
    progress.end()
    return outcome
  }

  /// Folds the record and looks at it at the cut.
  func view(of store: any RecordReader) throws -> View {
    let chosen = try chosen(of: store)
    var folding = Folding()
    var progress = Progress("Reading events", of: chosen.size)
    try store.forEachLeaf(upTo: chosen.size) { entry, leaf in
      try folding.take(entry, leafHash: leaf)
      progress.advance(to: entry.seq)
    }
    progress.end()
    return View(
      folding.history, root: folding.root, at: chosen.cut, asRecorded: chosen.asRecorded)
  }
}

extension View.AsRecorded {
  /// How it is written, nil for everything.
  var words: String? {
    switch self {
    case .everything: nil
    case .day(let day): day.description
    case .seq(let seq): "#\(seq)"
    }
  }
}
