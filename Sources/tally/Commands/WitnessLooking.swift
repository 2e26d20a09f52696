internal import ArgumentParser
internal import Tallystick
internal import TransparencyLog

struct WitnessEvidenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "List what was cosigned last, and what was refused as another history.",
    discussion: """
      Two notes of one size with two roots, both signed by the record's key, prove to anybody that it \
      showed two histories: `tally compare` says so. Exit status 2 where there are such.

      Example:
        tally witness evidence
      """)

  @OptionGroup var options: WitnessOptions

  func run() throws {
    let folder = try options.folder()
    let key = try folder.load().verifier
    let (logs, kept) = try folder.locked {
      (try folder.logs(by: key), try WitnessEvidence.all(of: folder))
    }
    var output = StandardOutput()
    if logs.isEmpty { output.write("\(escaped(folder.name)) knows no record yet.\n") }
    for log in logs {
      let origin = escaped(log.origin.text)
      if let made = log.made, let head = log.last?.checkpoint {
        output.write(
          "\(origin): cosigned \(events(head.size)), root \(head.root.base64), at "
            + "\(made.when)\n")
      } else if let head = log.last?.checkpoint {
        output.write(
          "\(origin): nothing cosigned; begins after \(events(head.size))\n")
      } else {
        output.write("\(origin): nothing cosigned\n")
      }
    }
    for item in kept {
      let notes = ["last", "next"].map { ShellWord.within("\(item.path)/\($0)") }
      output.write(
        item.isFork
          ? "A FORK: tally compare \(notes.joined(separator: " "))\n"
          : "not proven to extend what was cosigned: \(escaped(item.path))\n")
    }
    output.flush()
    if kept.contains(where: \.isFork) { throw ExitCode(2) }
  }
}

struct WitnessClearTime: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear-time",
    abstract: "Forget when a record was cosigned last, after a clock was ahead.",
    discussion: """
      A witness never cosigns at an earlier time than before. Where the clock of its machine was \
      ahead, it refuses until that time comes, or until a person says so here. What it saw of the \
      record is kept.

      Example:
        tally witness clear-time example.org/istanbul-2025
      """)

  @Argument(help: ArgumentHelp("The record, by its origin.", valueName: "origin"))
  var origin: String

  @OptionGroup var options: WitnessOptions

  func run() throws {
    let origin = try misread("the origin") { try Origin(self.origin) }
    let folder = try options.folder()
    let key = try folder.load().verifier
    try folder.locked {
      guard let log = try folder.log(of: origin, by: key) else {
        throw Failure(
          "\(escaped(origin.text)) is none of this witness's records.",
          hint: "`tally witness evidence` lists them.")
      }
      try folder.clearTime(of: log)
    }
    var output = StandardOutput()
    output.write("The next cosignature of \(escaped(origin.text)) may have any time.\n")
    output.flush()
  }
}
