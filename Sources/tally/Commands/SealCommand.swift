internal import ArgumentParser
internal import TallyReports
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct SealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal",
    abstract: "List sealed fields, and hand their values to those who may see them.",
    discussion: """
      A field is sealed when its event is recorded: --seal FIELD, or "sealed" in a content line. \
      The event holds only a digest; the value lies in the record beside it. So hand on snapshots \
      and exports, never the record itself. `tally redact` destroys a value.

      Example:
        tally announce … --quote 'names' --label PR-040 --seal quote
        tally seal list
        tally seal disclose PR-040 quote --to court
        tally seal export --audience court > disclosures.jsonl
      """,
    subcommands: [ListSealed.self, Disclose.self, ExportDisclosures.self])
}

extension SealCommand {
  struct ListSealed: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List sealed fields: present, withheld (never held here) or erased.",
      discussion: """
        Example:
          tally seal list
          tally seal list PR-040 --format json
        """)

    @Argument(
      help: ArgumentHelp("Only those of this event.", valueName: "event"), completion: .events)
    var event: String?

    @OptionGroup var record: RecordOptions

    @Option(help: ArgumentHelp("How it is printed.", valueName: "format"))
    var format: Format = .text

    func run() throws {
      let store = try record.openForReading()
      let report = SealedReport(try fields(store), audiences: try store.audiences())
      var output = StandardOutput()
      switch format {
      case .json: output.writeLine(CanonicalJSON.bytes(.object(report.json)))
      case .csv: output.write(data: report.table.csv.utf8)
      case .text: for line in lines(report) { output.write(line + "\n") }
      }
      output.flush()
    }

    private func fields(_ store: any RecordReader) throws -> [SealedField] {
      if let event {
        return try store.sealedFields(of: try store.entry(try Reference(parsing: event)).event())
      }
      var fields = SealedFields()
      try store.forEach(upTo: try store.end().size) { fields.take(try $0.event()) }
      for disclosure in try store.openedDisclosures() { fields.take(disclosure) }
      return fields.all
    }

    private func lines(_ report: SealedReport) -> [String] {
      guard !report.lines.isEmpty else { return ["No field is sealed."] }
      var table = TextTable([">event", "label", "field", "state", "goes to", "digest"])
      for (field, audiences) in report.lines {
        let by = field.erasedBy.map { " by #\($0)" } ?? ""
        table.add([
          "#\(field.seq)", field.label ?? "", field.path, field.state.rawValue + by,
          audiences.isEmpty ? Words.nothing : audiences.joined(separator: " "), field.digest,
        ])
      }
      return table.lines()
    }
  }

  struct Disclose: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "disclose",
      abstract: "Name an audience that may see the value of a sealed field.",
      discussion: """
        From then on `tally seal export --audience` holds the disclosure, and so does a snapshot made \
        for that audience. What was handed out cannot be taken back.

        Example:
          tally seal disclose PR-040 quote --to court
        """)

    @Argument(help: ArgumentHelp("The event.", valueName: "event"), completion: .events)
    var event: String

    @Argument(help: ArgumentHelp("The field, such as quote or claim.place.", valueName: "field"))
    var field: String

    @Option(
      help: ArgumentHelp("The audience: a short name of your own.", valueName: "audience"),
      completion: .audiences)
    var to: String

    @OptionGroup var record: RecordOptions

    func validate() throws { try Audience.check(to, "--to") }

    func run() throws {
      let store = try record.openForWriting()
      let target = try store.entry(try Reference(parsing: event)).event()
      let found = try store.sealedField(field, of: target)
      try store.disclose(found.digest, to: to)
      let answer = "The \(escaped(field)) of #\(target.seq) goes to \(to)."
      var output = StandardOutput(after: answer)
      output.write(answer + "\n")
      output.flush()
    }
  }

  struct ExportDisclosures: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Print the disclosures that go to an audience, one a line.",
      discussion: """
        Each line is {"disclosure":…}, an SD-JWT disclosure (RFC 9901): base64url of [salt, name, \
        value]. Its digest, base64url of SHA-256, stands in the event.

        Example:
          tally seal export --audience court > disclosures.jsonl
        """)

    @Option(
      help: ArgumentHelp("The audience; more by more flags.", valueName: "audience"),
      completion: .audiences)
    var audience: [String]

    @OptionGroup var record: RecordOptions

    func validate() throws {
      if audience.isEmpty { throw ValidationError("--audience: name at least one.") }
      for name in audience { try Audience.check(name, "--audience") }
    }

    func run() throws {
      let store = try record.openForReading()
      let found = try store.disclosures(to: audience)
      guard !found.isEmpty else {
        throw Failure(
          "No disclosure goes to \(audience.joined(separator: ", ")).",
          hint: "Name what does with `tally seal disclose EVENT FIELD --to AUDIENCE`.")
      }
      var output = StandardOutput()
      for one in found { output.writeLine(one.line) }
      output.flush()
    }
  }
}

/// The names of audiences.
enum Audience {
  /// Refuses what is no short name.
  static func check(_ name: String, _ flag: String) throws {
    guard Name.shortID.matches(name) else {
      throw ValidationError("\(flag): \(quoted(name)) is not \(Name.shortID.form).")
    }
  }
}

extension RecordReader {
  /// The sealed field of this name, whose value the record holds.
  func sealedField(_ name: String, of event: Event) throws -> SealedField {
    let fields = try sealedFields(of: event)
    if let found = fields.first(where: { $0.state == .present && $0.path == name }) {
      return found
    }
    guard !fields.isEmpty else {
      throw Failure(
        "Event #\(event.seq) has no sealed field.", hint: "`tally seal list` lists those there are."
      )
    }
    let known = fields.map { field in
      let by = field.erasedBy.map { " by #\($0)" } ?? ""
      return "\(field.path) (\(field.state.rawValue)\(by))"
    }
    throw Failure(
      "Event #\(event.seq) holds no value of a sealed field \(quoted(name)); its sealed fields: "
        + "\(known.map(escaped).joined(separator: ", ")).",
      hint: "`tally seal list` tells their digests too.")
  }
}
