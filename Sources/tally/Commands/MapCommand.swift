internal import ArgumentParser
internal import TallyDesk
internal import TallyReports
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Make the map by which a spreadsheet is appended.",
    discussion: """
      A map says which column of a spreadsheet gives which field of an event; `append --csv` reads \
      rows by it. Spreadsheets.md in the documentation tells its form.

      Example:
        tally map init statements.csv --output map.json
      """,
    subcommands: [MapInit.self])
}

extension MapCommand {
  struct MapInit: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "init",
      abstract: "Guess a map from the headings and cells of a spreadsheet.",
      discussion: """
        Headings are known in English, Ukrainian and Russian; speakers, sides and things by the \
        names of the record. What is not sure is marked in the map as a gap, with the question, \
        and `append` refuses a map with a gap. The first five rows are shown as they would be \
        recorded. Nothing is appended.

        An XLSX or ODS file is read where ssconvert (gnumeric) or soffice (LibreOffice) is \
        installed.

        Example:
          tally map init statements.csv --output map.json
          tally map init statements.csv --set speaker=ministry --set claim.what=remains
          tally map init statements.csv --column when=On --header 3
        """)

    @Argument(
      help: ArgumentHelp("The spreadsheet, or - for CSV on standard input."),
      completion: .file(extensions: ["csv", "xlsx", "ods"]))
    var sheet: String

    @OptionGroup var record: RecordOptions

    @Option(
      help: ArgumentHelp(
        "Which column it is: stated, when, speaker, via, count, what, from, to, whose, quote, url, "
          + "label or place.", valueName: "role=heading"))
    var column: [String] = []

    @Option(
      help: ArgumentHelp(
        "What a field is in every row, such as claim.what=remains.", valueName: "field=value"))
    var set: [String] = []

    @Option(
      help: ArgumentHelp("The line of the headings, of those with cells.", valueName: "number"))
    var header: Int?

    @Option(help: ArgumentHelp("What the labels of rows begin with.", valueName: "text"))
    var prefix = "row-"

    @Option(
      help: ArgumentHelp("The file to write to, in place of standard output.", valueName: "file"),
      completion: .file(extensions: ["json"]))
    var output: String?

    func validate() throws {
      if let header, header < 1 { throw ValidationError("--header: give a number from 1.") }
    }

    func run() throws {
      var given = SheetGuess.Given()
      given.header = header
      given.prefix = prefix
      given.columns = try column.map { text in
        let (role, heading) = try MapInit.pair(text, "--column", "when=Date")
        guard let known = SheetRole(rawValue: role) else {
          let roles = SheetRole.allCases.map(\.rawValue).joined(separator: ", ")
          throw ValidationError("--column: there is no role \(quoted(role)); the roles: \(roles).")
        }
        return (known, heading)
      }
      given.values = try set.map { try MapInit.value($0) }
      let file = try SheetFile(sheet)
      let guess: SheetGuess
      do {
        guess = try SheetGuess(file.bytes, names: try names(), given: given)
      } catch let error as CSVError {
        throw Failure(
          "\(file.name):\(error.line):\(error.column): \(error.reason).",
          hint: "Mend the file, or save it as CSV in UTF-8 anew.")
      } catch let error as FormatError {
        throw Failure("\(file.name): \(escaped(error.description)).", hint: "No map was written.")
      }
      try write(guess)
    }

    /// What --set gives; a date as people type it.
    private static func value(_ text: String) throws -> (String, String) {
      let (field, value) = try pair(text, "--set", "claim.what=remains")
      guard ["stated", "published", "claim.when"].contains(field) else { return (field, value) }
      let today = Clock.localDay(at: Clock.now())
      return (field, try misread("--set \(field)") { try TypedDate.edtf(value, today: today) })
    }

    private static func pair(_ text: String, _ flag: String, _ example: String) throws -> (
      String, String
    ) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw ValidationError("\(flag): \(quoted(text)) is not NAME=VALUE, such as \(example).")
      }
      return (String(parts[0]), String(parts[1]))
    }

    /// The names that the record knows; none where there is no record and none is named.
    private func names() throws -> NameBook {
      if record.record == nil, Environment["TALLY_RECORD"] == nil, !Files.exists(record.path) {
        return NameBook.empty
      }
      return try record.openForReading().nameBook()
    }

    private func write(_ guess: SheetGuess) throws {
      let json = JSONValue.object(guess.map).indented + "\n"
      if let output {
        try Files.replace(output, with: Array(json.utf8), mode: 0o644)
      } else {
        var standard = StandardOutput()
        standard.write(json: Array(json.utf8))
        standard.flush()
      }
      var lines = guess.used.map { "\($0.field): \(quoted($0.heading))" }
      lines += guess.notes.map { "Note: \($0)." }
      lines += guess.gaps.map { "Gap in \($0.field): \($0.why)" }
      if !guess.rows.isEmpty {
        lines.append("The first rows, as they would be recorded:")
        lines += guess.rows.map { "  \($0)" }
      }
      let map = output.map(ShellWord.within) ?? "MAP"
      lines.append(
        guess.gaps.isEmpty
          ? "Look at it with `tally append --csv \(ShellWord.within(sheet)) --map \(map) --dry-run`."
          : "The map has \(guess.gaps.count) gap\(guess.gaps.count == 1 ? "" : "s"): fill them where it says GAP, or with --column and --set."
      )
      StandardError.write(lines.map { escaped($0) + "\n" }.joined())
    }
  }
}
