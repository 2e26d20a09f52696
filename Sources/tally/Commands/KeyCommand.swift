internal import ArgumentParser
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Show, export or import the key that signs a record's checkpoints.",
    discussion: """
      The private key stays in your configuration folder, never in the record. Give the verifier \
      key that `tally key show` prints to everybody, by a way of its own.

      Example:
        tally key show
        tally key export > key-for-the-safe.txt
      """,
    subcommands: [ShowKey.self, ExportKey.self, ImportKey.self, KeyPath.self])
}

/// Which log's key a command is about.
struct KeyOptions: ParsableArguments {
  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp("The log; else that of the record.", valueName: "origin"),
    completion: .origins)
  var origin: String?

  func folder() throws -> KeyFolder {
    try KeyFolder(origin: try origin ?? record.openForReading().origin)
  }
}

extension KeyCommand {
  struct ShowKey: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Print the verifier key, for everybody.",
      discussion: """
        Example:
          tally key show
        """)

    @OptionGroup var options: KeyOptions

    func run() throws {
      let folder = try options.folder()
      guard let key = try folder.verifier() else {
        throw Failure(
          "No key of \(escaped(folder.origin)) is on this machine.",
          hint: "Bring it with `tally key import`, or make one with `tally checkpoint`.")
      }
      var output = StandardOutput()
      output.write(data: "\(key)\n".utf8)
      output.flush()
    }
  }

  struct ExportKey: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Print the private key: whoever reads it can sign.",
      discussion: """
        Example:
          tally key export > key-for-the-safe.txt
        """)

    @OptionGroup var options: KeyOptions

    func run() throws {
      let folder = try options.folder()
      let key = try folder.load()
      var output = StandardOutput()
      output.write(data: "\(key.encodedSecret)\n".utf8)
      output.flush()
      if try folder.lastCheckpoint() != nil {
        StandardError.write(
          "Take \(escaped(folder.lastPath)) along: `tally key import --last-checkpoint` asks for "
            + "it.\n")
      }
    }
  }

  struct ImportKey: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Put a private key on this machine, from standard input.",
      discussion: """
        A key signs one history only, and what it signed last is known where it was: bring its last \
        checkpoint too. Running the command again changes nothing.

        Example:
          tally key import --last-checkpoint checkpoint-2025-06-16.txt < key-from-the-safe.txt
        """)

    @OptionGroup var options: KeyOptions

    @Option(
      help: ArgumentHelp(
        "The last checkpoint that the key signed, as `tally checkpoint` printed it.",
        valueName: "file"),
      completion: .file())
    var lastCheckpoint: String?

    func run() throws {
      let key = try ImportKey.readKey()
      let folder =
        if options.origin == nil, options.record.record == nil {
          try KeyFolder(origin: key.name.text)
        } else {
          try options.folder()
        }
      let last = try lastCheckpoint.map {
        try Files.read($0, limit: SignedCheckpoint.maxByteCount, what: "a checkpoint")
      }
      let isNew = try folder.bring(key, signedLast: last)
      let verb = isNew ? "is at" : "is on this machine already, at"
      let answer = "The key \(key.verifier.identity) \(verb) \(escaped(folder.keyPath))"
      var output = StandardOutput(after: answer)
      output.write(answer + "\n")
      output.flush()
      if try folder.lastCheckpoint() == nil {
        StandardError.write(
          "Warning: No checkpoint that this key signed is on this machine. If it has signed one "
            + "elsewhere, a copy of the record that is older or was changed could be signed here as "
            + "a second history. Bring the last one: "
            + "`tally key import --last-checkpoint FILE`.\n")
      }
    }

    private static func readKey() throws -> SignerKey {
      let what = "the line that `tally key export` printed"
      guard let line = try Files.firstLineOfInput(limit: 4096, what: what) else {
        throw Failure("Standard input is empty.", hint: "Give \(what).")
      }
      do {
        return try SignerKey(parsing: String(decoding: line, as: UTF8.self))
      } catch {
        throw Failure(
          "Standard input holds no private key: \(error.reason).", hint: "Give \(what).")
      }
    }
  }

  struct KeyPath: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "path", abstract: "Print where the private key lies.",
      discussion: """
        Example:
          tally key path
        """)

    @OptionGroup var options: KeyOptions

    func run() throws {
      var output = StandardOutput()
      output.write(data: "\(try options.folder().keyPath)\n".utf8)
      output.flush()
    }
  }
}
