internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

struct Append: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "append",
    abstract: "Append events from JSON lines, or from a spreadsheet.",
    discussion: """
      Each line is {"type":…,"stated":…,"body":{…}}, with "label" if given; "@LABEL" stands for \
      the id of an event of the record or of an earlier line, and "sealed":["quote"] keeps the \
      value of a field out of the event. All lines are appended, or none. A line that the record \
      holds already is not appended again; a redaction destroys the value that it names.

      With --receipt whoever submitted the lines gets a proof of each: it shows to anybody that they \
      were taken.

      A spreadsheet saved as CSV is read by a map, a JSON file that says which column gives which \
      field; Spreadsheets.md in the documentation tells its form.

      Example:
        tally append events/istanbul-2025/article.jsonl
        tally append events/istanbul-2025/article.jsonl --receipt receipt-2025-06-16
        tally append line.json --signature line.json.sig --label PR-046
        tally append --csv statements.csv --map map.json --dry-run
        tally append --csv statements.csv --map map.json --draft > review.jsonl
      """)

  @Argument(help: ArgumentHelp("The file, or - for standard input."), completion: .file())
  var file: String?

  @OptionGroup var options: AppendOptions

  @Option(
    help: ArgumentHelp("A spreadsheet in place of the file.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var csv: String?

  @Option(
    help: ArgumentHelp("What the columns of the spreadsheet mean.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var map: String?

  @Flag(help: "Show line by line what would be appended and what refused; append nothing.")
  var dryRun = false

  @Flag(help: "Write the spreadsheet's content lines, to review and append; append nothing.")
  var draft = false

  @Option(
    help: ArgumentHelp(
      "The file to write the draft to, in place of standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(help: "Append line by line, and answer each as soon as it is durable.")
  var each = false

  @Option(
    help: ArgumentHelp(
      "A folder to make for whoever submitted them: a proof of each event, under a new checkpoint.",
      valueName: "folder"),
    completion: .directory)
  var receipt: String?

  @Option(
    help: ArgumentHelp(
      "The speaker's signature over the one line of the file, as `ssh-keygen -Y sign` wrote it; the "
        + "line as --to-sign printed it.",
      valueName: "file"),
    completion: .file(extensions: ["sig"]))
  var signature: String?

  @Option(
    help: ArgumentHelp("A short name for the event of the signed line.", valueName: "label"))
  var label: String?

  /// What a refusal in the middle of a stream leaves behind.
  private var earlier: String { "The lines before this one were appended." }

  /// How messages name the file.
  private var name: String {
    let path = csv ?? file ?? "-"
    return path == "-" ? "standard input" : escaped(path)
  }

  /// The most problems that are listed.
  private static let most = 100

  /// The most lines that are warned of.
  private static let mostWarned = 20

  func validate() throws {
    guard (file == nil) != (csv == nil) else {
      throw ValidationError("Name a file of JSON lines, or a spreadsheet with --csv and --map.")
    }
    guard (csv == nil) == (map == nil) else {
      throw ValidationError("--csv and --map go together: a spreadsheet is read by a map.")
    }
    guard !draft || csv != nil else { throw ValidationError("--draft goes with --csv.") }
    guard output == nil || draft else { throw ValidationError("--output goes with --draft.") }
    guard [dryRun, draft, each].count(where: { $0 }) <= 1, !each || csv == nil else {
      throw ValidationError("Give one of --dry-run, --draft and --each; --each without --csv.")
    }
    guard signature == nil || file != nil && !each else {
      throw ValidationError("--signature goes with a file of one line, without --each.")
    }
    guard label == nil || signature != nil else {
      throw ValidationError("--label goes with --signature; other lines have their own \"label\".")
    }
    guard receipt == nil || !(dryRun || draft || each) else {
      throw ValidationError("--receipt: without --dry-run, --draft and --each.")
    }
  }

  func run() throws {
    if draft { return try writeDraft(try read()) }
    if dryRun {
      let store = try options.record.openForDryRun()
      let appender = try options.appender(to: store)
      let input = try read()
      let twins = csv == nil ? nil : try RowTwins(input.drafts, in: store)
      let dryRun = try Appending.run { try DryRun(input, appender, twins: twins) }
      dryRun.print(options.format)
      if !dryRun.isWell { throw ExitCode(1) }
      return
    }
    let store = try options.openForWriting()
    let appender = try options.appender(to: store)
    if each {
      var lines = try LineReader(path: file ?? "-", hint: earlier)
      try appendEach(&lines, appender)
    } else {
      let input = try read()
      let twins = csv == nil ? nil : try RowTwins(input.drafts, in: store)
      let receipt = receipt.map { Receipt(folder: $0) }
      try receipt?.refuse(input.drafts.count)
      let outcomes = try appendAll(input, appender, twins)
      guard let receipt, !outcomes.isEmpty else { return }
      try receipt.write(of: outcomes.map(\.seq), in: store, at: options.record.path)
      StandardError.write(
        "Give \(escaped(receipt.folder)) to whoever submitted them: `tally verify` checks each proof.\n"
      )
    }
  }

  private func read() throws -> AppendInput {
    if let csv, let map { return try AppendInput(sheet: csv, map: map) }
    let input = try AppendInput(lines: file ?? "-")
    guard let signature else { return input }
    return try input.signed(by: try Statement.signature(in: signature), label: label)
  }

  private func writeDraft(_ input: AppendInput) throws {
    guard input.problems.isEmpty else {
      throw failure(input.problems, hint: "No draft was written: mend these lines or the map.")
    }
    let lines = input.drafts.flatMap { $0.contentLine + [UInt8(ascii: "\n")] }
    if let output {
      try Files.replace(output, with: lines, mode: 0o600)
      return
    }
    var standard = StandardOutput()
    standard.write(json: lines)
    standard.flush()
  }

  private func appendAll(
    _ input: AppendInput, _ appender: Appender, _ twins: RowTwins?
  ) throws -> Appender.Outcomes {
    guard input.problems.isEmpty else {
      // What the readable lines say is looked at too, so that everything is told at once.
      throw failure(try input.problems + appender.problems(of: input.drafts))
    }
    let outcomes: Appender.Outcomes
    do {
      outcomes = try appender.append(input.drafts)
    } catch let refusals as Refusals {
      throw failure(refusals.all)
    } catch let error as ClockError {
      throw Appending.failure(error)
    }
    answer(outcomes, input.drafts, twins)
    return outcomes
  }

  private func appendEach(_ lines: inout LineReader, _ appender: Appender) throws {
    var output = StandardOutput()
    while let line = try lines.next() {
      do {
        var drafts = Drafts()
        try drafts.append(line: line.bytes, number: line.number)
        for (place, outcome) in try appender.append(drafts).enumerated() {
          output.done =
            "Line \(line.number) is in the record, as #\(outcome.seq), with those before it; "
            + "those after it were not read."
          if options.format == .json {
            output.writeLine(outcome.json)
          } else {
            warn(outcome, drafts.lineNumber(of: place))
            output.write(outcome.line(drafts.type(of: place)) + "\n")
          }
        }
        output.flush()
      } catch let refusals as Refusals {
        throw failure(refusals.all, hint: earlier)
      } catch let error as FormatError {
        throw failure([Refusal("\(error).", line: line.number)], hint: earlier)
      } catch let error as ClockError {
        throw Appending.failure(error, hint: earlier)
      }
    }
  }

  private func warn(_ outcome: Appender.Outcome, _ line: Int?) {
    for warning in outcome.warnings { warn(line, warning) }
  }

  private func warn(_ line: Int?, _ warning: String) {
    StandardError.write("Warning: \(name):\(line ?? 0): \(escaped(warning))\n")
  }

  /// What is told of a line that says the same as an earlier one.
  static func sameAs(_ line: Int?) -> String {
    "It says the same as line \(line ?? 0), and is the same event: nothing is appended for it. If it "
      + "was said again, give \"repeat\":2 in the body; if it is another handover, give each a name "
      + "in claim.handover."
  }

  private func failure(
    _ problems: [Refusal], hint: String = "Nothing was appended: mend these lines and append again."
  ) -> Failure {
    let sorted = problems.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }.map(\.element)
    var messages = sorted.prefix(Append.most).map { problem in
      "\(name):\(problem.line ?? 0): \(escaped(problem.description))"
    }
    if sorted.count > Append.most {
      messages.append("\(name): \(sorted.count - Append.most) more problems are not listed.")
    }
    return Failure(messages, hint: hint)
  }

  private func answer(_ outcomes: Appender.Outcomes, _ drafts: Drafts, _ twins: RowTwins?) {
    let summary = summary(outcomes)
    var output = StandardOutput(after: summary)
    if options.format == .json {
      for outcome in outcomes { output.writeLine(outcome.json) }
    } else {
      let doubled = outcomes.doubled
      for (place, first) in doubled.prefix(Append.mostWarned) {
        warn(drafts.lineNumber(of: place), Append.sameAs(drafts.lineNumber(of: first)))
      }
      if doubled.count > Append.mostWarned {
        let more = grouped(Int64(doubled.count - Append.mostWarned))
        StandardError.write("Warning: \(name): \(more) more lines say the same as earlier ones.\n")
      }
      let odd = outcomes.warned
      for place in odd.prefix(Append.mostWarned) {
        warn(outcomes[place], drafts.lineNumber(of: place))
      }
      if odd.count > Append.mostWarned {
        let more = grouped(Int64(odd.count - Append.mostWarned))
        StandardError.write("Warning: \(name): \(more) more lines look odd; see --format json.\n")
      }
      if let twins { warn(of: twins, outcomes, drafts) }
      output.write(summary + "\n")
    }
    output.flush()
  }

  /// Warns of rows that may say what the record held before.
  private func warn(of twins: RowTwins, _ outcomes: Appender.Outcomes, _ drafts: Drafts) {
    var told = 0
    for place in outcomes.indices where outcomes[place].isNew {
      guard let words = twins.words(drafts[place].content) else { continue }
      told += 1
      if told <= Append.mostWarned { warn(drafts.lineNumber(of: place), "The row is \(words).") }
    }
    if told > Append.mostWarned {
      let more = grouped(Int64(told - Append.mostWarned))
      StandardError.write("Warning: \(name): \(more) more rows are like events of the record.\n")
    }
    if told > 0 {
      StandardError.write(
        "Hint: Where two events tell of one handover, say so with `tally link`; one that was "
          + "recorded by mistake is taken out with `tally amend --void`.\n")
    }
  }

  private func summary(_ outcomes: Appender.Outcomes) -> String {
    let new = outcomes.newSeqs
    let old = outcomes.count - new.count
    guard let first = new.first, let last = new.last else {
      return outcomes.isEmpty
        ? "There are no lines; nothing was appended."
        : "Nothing was appended: the record holds all \(grouped(Int64(old))) events already."
    }
    let seqs = new.count == 1 ? "#\(first)" : "#\(first) to #\(last)"
    let doubled = outcomes.doubled.count
    let held =
      old == doubled ? "" : " The record held \(grouped(Int64(old - doubled))) others already."
    let same =
      switch doubled {
      case 0: ""
      case 1: " One line says the same as an earlier one."
      default: " \(grouped(Int64(doubled))) lines say the same as earlier ones."
      }
    let word = new.count == 1 ? "event" : "events"
    return "Appended \(grouped(Int64(new.count))) \(word), \(seqs).\(held)\(same)"
  }
}
