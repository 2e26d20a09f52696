internal import ArgumentParser
internal import TallySQLite
internal import Tallystick

/// Which record a command works on.
struct RecordOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The record.", discussion: "Else TALLY_RECORD, else ./record.tally.", valueName: "file"),
    completion: .file(extensions: ["tally"]))
  var record: String?

  /// The path of the record.
  var path: String { RecordOptions.path(record) }

  /// The path of the record, of the one that --record gives.
  static func path(_ given: String?) -> String {
    given ?? Environment["TALLY_RECORD"] ?? "record.tally"
  }

  func openForReading() throws -> SQLiteStore { try SQLiteStore.open(at: path, mode: .reading) }

  func openForWriting() throws -> SQLiteStore { try SQLiteStore.open(at: path, mode: .writing) }
}

/// How a report is printed.
enum Format: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
  case csv
}

/// How an answer to an append is printed.
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
    if let occurred { (cut.occurredFrom, cut.occurredTo) = try occurredDays(occurred, here) }
    if withHindsight, asOf == nil {
      throw ValidationError("--with-hindsight needs --as-of: without it every assessment applies.")
    }
    return cut
  }

  private func occurredDays(_ text: String, _ today: Day) throws -> (Day?, Day?) {
    let bytes = Array(text.utf8)
    let dots = bytes.indices.dropLast().first {
      bytes[$0] == UInt8(ascii: ".") && bytes[$0 + 1] == UInt8(ascii: ".")
    }
    func day(_ part: ArraySlice<UInt8>) throws -> Day? {
      let word = String(decoding: part, as: UTF8.self)
      return word.isEmpty ? nil : try DateWords.day(word, today: today, for: "--occurred")
    }
    guard let dots else {
      let day = try day(bytes[...])
      return (day, day)
    }
    let (from, to) = (try day(bytes[..<dots]), try day(bytes[(dots + 2)...]))
    if let from, let to, from > to {
      throw ValidationError("--occurred: \(from) lies after \(to); write the earlier day first.")
    }
    guard from != nil || to != nil else {
      throw ValidationError("--occurred: give at least one day, as 2025-06-11..2025-06-16.")
    }
    return (from, to)
  }

  /// What the record held by when.
  private func recordedCut(of store: SQLiteStore, today: Day) throws -> View.AsRecorded {
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
  private func warnOfClock(_ store: SQLiteStore, today: Day) throws {
    let (size, inTime) = (try store.end().size, try store.size(asRecorded: .day(today)))
    guard size > inTime else { return }
    StandardError.write(
      "Warning: #\(inTime + 1) to #\(size) were recorded by a clock that was ahead. A cut by the day "
        + "of recording leaves them out; cut with --as-recorded '#SEQ'.\n")
  }

  /// How many events the record held by --as-recorded, and how that was written.
  func recorded(
    in store: SQLiteStore, today: Day
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
  func chosen(of store: SQLiteStore) throws -> Chosen {
    let today = try store.today()
    let cut = try cut(today: today, here: try store.localToday())
    let (size, recorded) = try recorded(in: store, today: today)
    return Chosen(cut: cut, asRecorded: recorded.words, size: size)
  }

  /// Folds the record and looks at it at the cut.
  func view(of store: SQLiteStore) throws -> View {
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
