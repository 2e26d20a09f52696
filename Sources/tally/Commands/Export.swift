internal import ArgumentParser
internal import TallyReports
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print a record for other programs.",
    discussion: """
      As jsonl, the usual form, these are the entries as they are stored, one a line, and nothing \
      is lost. They can be appended to another record: ids and labels stay, and the times of \
      recording are set anew. Types that this program does not know are among them.

      The other forms are for programs that know no records, and each leaves something out: csv \
      (events for a spreadsheet), claimreview (JSON-LD in the words of schema.org), prov (W3C \
      PROV-JSON), hxl (CSV with tags of the Humanitarian Exchange Language). Exporting.md in the \
      documentation tells what each can hold.

      Example:
        tally export > events.jsonl
        tally export --as hxl --as-of 2025-06-13 > reported.csv
      """)

  @OptionGroup var record: RecordOptions
  @OptionGroup var cut: CutOptions

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("jsonl (the usual form), csv, claimreview, prov or hxl.", valueName: "form"),
    completion: .list(ExportForm.allCases.map(\.rawValue)), transform: Export.form)
  var form: ExportForm = .jsonl

  private static func form(_ word: String) throws -> ExportForm {
    guard let form = ExportForm(rawValue: word) else {
      let known = ExportForm.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("\(quoted(word)) is none of \(known).")
    }
    return form
  }

  func validate() throws {
    guard form != .jsonl || (cut.asOf == nil && cut.occurred == nil && !cut.withHindsight) else {
      throw ValidationError(
        "As jsonl the entries are printed as they are stored; of the cuts only --as-recorded "
          + "applies to them.")
    }
  }

  func run() throws {
    let store = try record.openForReading()
    var output = StandardOutput(endingWithReader: true)
    if form == .jsonl {
      let size = try cut.recorded(in: store, today: try store.today()).size
      try store.check(upTo: size)
      try store.forEach(upTo: size) { output.writeLine($0.bytes) }
    } else {
      let view = try cut.view(of: store)
      var events: [Event] = []
      try store.forEach(upTo: view.history.size) { events.append(try $0.event()) }
      let bytes = form.bytes(of: events, in: view, origin: store.origin) ?? []
      switch form {
      case .csv, .hxl: output.write(data: bytes)
      default: output.write(json: bytes)
      }
    }
    output.flush()
  }
}
