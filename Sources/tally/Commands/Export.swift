internal import ArgumentParser
internal import TallySQLite
internal import Tallystick

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the entries of a record as they are stored, one a line.",
    discussion: """
      The lines can be appended to another record: ids and labels stay, and the times of \
      recording are set anew. Types that this program does not know are among them.

      Example:
        tally export > events.jsonl
      """)

  @OptionGroup var record: RecordOptions

  func run() throws {
    let store = try record.openForReading()
    let size = try store.end().size
    var output = StandardOutput()
    try store.forEach(upTo: size) { output.writeLine($0.bytes) }
    output.flush()
  }
}
