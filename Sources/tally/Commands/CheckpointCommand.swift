internal import ArgumentParser
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct CheckpointCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Sign the head of the record, and print the signed note.",
    discussion: """
      The note says how many events the record holds, and the root over them. Give it to others: \
      what a checkpoint covers that somebody else keeps, nobody can change unnoticed.

      Example:
        tally checkpoint > checkpoint-2025-06-16.txt
        tally checkpoint --against checkpoint-2025-06-13.txt
      """)

  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(
      "A checkpoint of the record kept elsewhere: refuse if the record is behind it.",
      valueName: "file"),
    completion: .file())
  var against: String?

  func run() throws {
    let store = try record.openForWriting()
    let shown = try against.map { path in
      (
        name: escaped(path),
        note: try Files.read(path, limit: SignedCheckpoint.maxByteCount, what: "a checkpoint")
      )
    }
    let signed = try CheckpointSigning(store, against: shown).sign(readingAll: true).checkpoint
    var output = StandardOutput(
      after: "It is signed, and kept in the record: `tally checkpoint` prints it again.")
    output.write(data: signed.note.bytes)
    output.flush()
    StandardError.write(
      "Give this note to others: it proves the \(grouped(Int64(signed.checkpoint.size))) events "
        + "only for as long as somebody else keeps it.\n")
  }
}
