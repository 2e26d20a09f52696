internal import ArgumentParser
internal import Tallystick
internal import TransparencyLog

struct WitnessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness",
    abstract: "Be a witness of others' records: cosign what extends what you saw.",
    discussion: """
      A witness keeps the last checkpoint of each record that it knows, and cosigns the next only \
      where that extends it: so no two readers can be shown two histories. It reads no event, and \
      says of none that it is true. Its key and what it saw are in your configuration folder: never \
      restore that folder from an older copy, for it would cosign a second history.

      Example:
        tally witness init south.example/w
        tally witness add-log 'example.org/record+1a2b3c4d+…' \\
          --from checkpoint-2025-06-13.txt
        tally witness cosign request.txt > answer.txt
        tally witness serve --listen 127.0.0.1:8080
      """,
    subcommands: [
      WitnessInit.self, WitnessAddLog.self, WitnessCosign.self, WitnessServe.self,
      WitnessEvidenceCommand.self, WitnessClearTime.self,
    ])
}

/// Which witness of this machine a command is about.
struct WitnessOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The witness, where several are on this machine.", valueName: "name"))
  var witness: String?

  func folder() throws -> WitnessFolder { try WitnessFolder(chosen: witness) }
}

struct WitnessInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a witness with a key of its own, and print its verifier key.",
    discussion: """
      The name is for good: a domain of yours and a path, without a scheme. Give the verifier key \
      to those who keep records and to those who read them.

      Example:
        tally witness init south.example/w
      """)

  @Argument(help: ArgumentHelp("The name, such as south.example/w.", valueName: "name"))
  var name: String

  func run() throws {
    guard !name.contains("://") else {
      throw ValidationError("Leave out the scheme and its slashes: south.example/w.")
    }
    let folder = try WitnessFolder(name: name)
    let key = try folder.make()
    var output = StandardOutput(after: "The witness is made, in \(escaped(folder.path)).")
    output.write(data: "\(key.verifier)\n".utf8)
    output.flush()
  }
}

struct WitnessAddLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add-log", abstract: "Begin to witness a record.",
    discussion: """
      The first checkpoint that is cosigned is taken on trust, unless --from names one that it must \
      extend. A record whose key changes gets the new key by the same command. None is ever taken \
      away.

      Example:
        tally witness add-log 'example.org/record+1a2b3c4d+…' \\
          --from checkpoint-2025-06-13.txt
      """)

  @Argument(help: ArgumentHelp("The verifier key of the record.", valueName: "key"))
  var key: String

  @OptionGroup var options: WitnessOptions

  @Option(
    help: ArgumentHelp("A checkpoint that you know: the first must extend it.", valueName: "file"),
    completion: .file())
  var from: String?

  func run() throws {
    let logKey = try misread("the key") { try VerifierKey(parsing: key) }
    guard logKey.type == .ed25519 else {
      throw Failure(
        "The key \(logKey.identity) is a witness's, and no record's.",
        hint: "Give the key that `tally key show` prints where the record is kept.")
    }
    let origin = try misread("the key's name") { try Origin(logKey.name.text) }
    let folder = try options.folder()
    let own = try folder.load().verifier
    guard logKey.publicKey != own.publicKey else {
      throw Failure(
        "The key \(logKey.identity) is the witness's own.",
        hint: "A witness needs a key of its own.")
    }
    let pinned = try from.map { path in
      let bytes = try Files.read(path, limit: SignedCheckpoint.maxByteCount, what: "a checkpoint")
      do {
        return try SignedCheckpoint(opening: bytes, with: logKey)
      } catch {
        throw Failure(
          "\(escaped(path)) is no checkpoint of this key: \(escaped("\(error)"))",
          hint: "Name one that `tally checkpoint` printed for that record.")
      }
    }
    let isNew = try folder.locked { try folder.add([logKey], pinned: pinned) }
    var text = isNew ? "\(folder.name) witnesses \(origin)" : "\(origin) was known; its key is kept"
    if let pinned { text += ", from \(events(pinned.checkpoint.size)) on" }
    var output = StandardOutput(after: escaped(text))
    output.write("\(escaped(text)).\n")
    output.flush()
  }
}

struct WitnessCosign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cosign", abstract: "Answer a request that came as a file, and print the line.",
    discussion: """
      The request is what `tally cosign request` prints where the record is kept; the answer goes \
      back to there, for `tally cosign import`. Exit status 2: what is asked for is another history.

      Example:
        tally witness cosign request.txt > answer.txt
      """)

  @Argument(help: ArgumentHelp("The file, or - for standard input."), completion: .file())
  var file: String

  @OptionGroup var options: WitnessOptions

  func run() throws {
    let desk = try WitnessDesk(options.folder())
    let body = try Files.read(
      file == "-" ? "/dev/stdin" : file, limit: WitnessRequest.maxByteCount,
      what: "a request to a witness")
    let (decision, notice) = try desk.answer(body, at: Clock.now().microseconds / 1_000_000)
    guard case .cosign(let made, let signed, _) = decision else {
      throw WitnessCosign.failure(decision, notice)
    }
    let head = signed.checkpoint
    var output = StandardOutput(after: "It is cosigned: the same request again gives a new line.")
    output.write(data: made.signature.line)
    output.flush()
    StandardError.write(
      "You say with this line that \(events(head.size)) of \(escaped(head.origin.text)), "
        + "root \(head.root.base64), extend all that this witness saw of it. You do not say that an "
        + "event is true, or that you agree: answer in the record what you dispute.\n")
  }

  /// What is said where nothing is cosigned.
  private static func failure(_ decision: Witness.Decision, _ notice: String?) -> Failure {
    let said = String(decoding: decision.body.dropLast(), as: UTF8.self)
    return switch decision {
    case .otherSize(let size):
      Failure(
        ["This witness saw \(size) events last, and the request takes it to have seen others."]
          + (notice.map { [$0] } ?? []),
        hint: "Ask for a request from there: `tally cosign request --from \(size)`.")
    case .notConsistent:
      Failure(
        ["Nothing is cosigned: \(escaped(said))"] + (notice.map { [$0] } ?? []),
        hint: "Ask who keeps the record why. `tally witness evidence` lists what is kept.",
        status: 2)
    case .unknownLog:
      Failure(
        "The record is none of this witness's.", hint: "Add its key: `tally witness add-log KEY`.")
    case .clockBehind:
      Failure(notice ?? escaped(said), hint: "Nothing is cosigned.")
    case .notSigned:
      Failure(
        escaped(said), hint: "A record with a new key needs it added: `tally witness add-log KEY`.")
    case .malformed, .cosign:
      Failure(escaped(said), hint: "Give what `tally cosign request` printed, unchanged.")
    }
  }
}
