internal import ArgumentParser
internal import Tallystick
internal import TransparencyLog

struct Redact: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact",
    abstract: "Destroy the value of a sealed field, and record that it was.",
    discussion: """
      The value and its salt are gone from every file of the record; the event keeps the digest, so \
      that every root, proof and checkpoint holds. Where the record never held the value, name \
      the digest.

      Example:
        tally redact PR-040 quote --reason 'names of persons' \\
          --authority 'court order 17'
        tally redact PR-040 --digest <43 characters> --reason 'held elsewhere'
      """)

  @Argument(
    help: ArgumentHelp("The event with the sealed field.", valueName: "event"), completion: .events)
  var event: String

  @Argument(help: ArgumentHelp("The field, such as quote or claim.place.", valueName: "field"))
  var field: String?

  // One digest of 64 begins with a hyphen.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The digest in place of the field, where this record never held the value.",
      valueName: "digest"))
  var digest: String?

  @Option(help: ArgumentHelp("Who ordered it.", valueName: "words"))
  var authority: String?

  @OptionGroup(title: "The judgement") var judgement: JudgementOptions
  @OptionGroup(title: "The event") var options: EventOptions

  func validate() throws {
    guard (field != nil) != (digest != nil) else {
      throw ValidationError("Give what is destroyed: a field, or --digest, and not both.")
    }
  }

  func run() throws {
    let store = try options.append.record.openForDryRun()
    let target = try store.entry(try Reference(parsing: event)).event()
    let found = try field.map { try store.sealedField($0, of: target) }
    let held = try (found?.digest ?? digest).flatMap { try store.disclosure(digest: $0) }
    let audiences = try store.audiences().filter { $0.digest == found?.digest ?? digest }
    let seq = try options.run(.redaction, stated: judgement.stated) { _ in
      var fields = judgement.fields
      fields["of"] = .string(target.id.description)
      fields.set([("digest", found?.digest ?? digest), ("authority", authority)])
      return fields
    }
    if let seq {
      try held.map { try checkGone($0, by: seq, store) }
      StandardError.write(Redact.words(field, target.seq, held != nil, audiences.map(\.audience)))
    }
  }

  /// Searches the bytes of the record's files for what the redaction #`seq` destroyed.
  private func checkGone(
    _ disclosure: StoredDisclosure, by seq: Int, _ store: any RecordWriter
  ) throws {
    let files: [String]
    do {
      files = try store.leftovers(of: disclosure)
    } catch {
      throw Failure(
        "The redaction is recorded, as #\(seq), but it could not be seen whether a file of the record "
          + "still holds a piece of the value. \(escaped(error.description))",
        hint: "Look at the disk, and run `tally verify`.")
    }
    guard files.isEmpty else {
      throw Failure(
        "The redaction is recorded, as #\(seq), but \(files.joined(separator: ", ")) still holds a piece of the "
          + "value.",
        hint:
          "Append the entries that `tally export` prints to a new record, and destroy this one.",
        status: 2)
    }
  }

  /// What was done, and what it cannot reach.
  private static func words(
    _ field: String?, _ seq: Int, _ wasHeld: Bool, _ audiences: [String]
  ) -> String {
    guard wasHeld else {
      return "This record held no value for it: nothing was destroyed here.\n"
    }
    let handed = audiences.isEmpty ? "" : " (to \(audiences.joined(separator: ", ")))"
    return """
      The \(field.map(escaped) ?? "field") of #\(seq) is destroyed: no file of the record holds it.
      Out of reach are backups and copies of the record, disclosures handed out\(handed), and disk \
      blocks that were freed.

      """
  }
}
