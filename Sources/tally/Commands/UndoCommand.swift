internal import ArgumentParser
internal import TallyReports
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Say how an event is undone: nothing is ever removed.",
    discussion: """
      An event stays in the record. What undoes it depends on whose mistake it was: ours is an \
      amendment, the speaker's own change of words is a retraction or a correction, and what \
      another speaker says against it is a denial. This prints the event and the commands, and \
      appends nothing. Without an event it speaks of the last one.

      Example:
        tally undo
        tally undo S07
      """)

  @Argument(help: ArgumentHelp("The event.", valueName: "event"), completion: .events)
  var event: String?

  @OptionGroup var record: RecordOptions

  func run() throws {
    let store = try record.openForReading()
    let found: Event
    if let event {
      found = try store.entry(try Reference(parsing: event)).event()
    } else {
      let size = try store.end().size
      guard size > 0 else {
        throw Failure("The record has no event.", hint: "There is nothing to undo.")
      }
      found = try store.entry(.seq(size)).event()
    }
    var output = StandardOutput()
    for line in lines(found) { output.write(line + "\n") }
    output.flush()
  }

  private func lines(_ event: Event) -> [String] {
    let file = record.record.map { " --record \(ShellWord.within($0))" } ?? ""
    let reference = "'#\(event.seq)'"
    let type = event.content.knownType
    var lines = [
      escaped(
        "#\(event.seq) \(event.content.type), \(event.content.stated), \(event.voice): "
          + event.summary),
      "Nothing is removed from a record: what undoes this is one more event.", "",
      "Recorded by mistake, and to count nowhere:",
      "  tally amend --of \(reference) --void --reason '…'\(file)",
    ]
    guard type != .redaction else {
      return Array(lines.prefix(2)) + ["A value that a redaction destroyed does not come back."]
    }
    if type != .amendment {
      lines += [
        "Recorded with a slip of ours in it:",
        "  tally amend --of \(reference) --set FIELD=VALUE --reason '…'\(file)",
      ]
    }
    if let type, type.isAct {
      let speaker = event.content.body["speaker"]?.string.map(ShellWord.within) ?? "SOURCE"
      lines += ["Taken back by the speaker:"]
      lines.append(
        "  tally retract --of \(reference) --speaker \(speaker) --stated DAY\(file)")
      if event.content.body["claim"] != nil {
        lines += [
          "Changed by the speaker:",
          "  tally correct --of \(reference) --speaker \(speaker) --stated DAY --count NUMBER\(file)",
        ]
      }
      if type != .retraction {
        lines += [
          "Denied by somebody else:",
          "  tally deny --of \(reference) --speaker SOURCE --stated DAY\(file)",
        ]
      }
    } else if type == .source || type == .term {
      lines += [
        "Said anew, of which the later day holds field by field: the same verb again."
      ]
    }
    return lines
  }
}
