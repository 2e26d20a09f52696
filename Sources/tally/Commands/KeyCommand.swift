internal import ArgumentParser
internal import TallySQLite
internal import Tallystick

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
      guard let key = try folder.verifier() ?? (folder.hasKey ? folder.load().verifier : nil) else {
        throw Failure(
          "No key of \(escaped(folder.origin)) is on this machine.",
          hint: "Bring it with `tally key import`, or make one with `tally checkpoint`.")
      }
      var output = StandardOutput()
      output.write("\(key)\n")
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
      let key = try options.folder().load()
      var output = StandardOutput()
      output.write("\(key.encodedSecret)\n")
      output.flush()
    }
  }

  struct ImportKey: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Put a private key on this machine, from standard input.",
      discussion: """
        Example:
          tally key import < key-from-the-safe.txt
        """)

    @OptionGroup var options: KeyOptions

    func run() throws {
      guard let text = readLine(strippingNewline: true) else {
        throw Failure(
          "Standard input is empty.", hint: "Give the line that `tally key export` printed.")
      }
      let key: SignerKey
      do {
        key = try SignerKey(parsing: text)
      } catch {
        throw Failure(
          "Standard input holds no private key: \(error.reason).",
          hint: "Give the line that `tally key export` printed.")
      }
      let folder =
        if options.origin == nil, options.record.record == nil {
          try KeyFolder(origin: key.name.text)
        } else {
          try options.folder()
        }
      if folder.hasKey {
        throw Failure(
          "A key of \(escaped(folder.origin)) is on this machine already.",
          hint: "Look at it with `tally key show`; one key is never put over another.")
      }
      try folder.store(key)
      var output = StandardOutput()
      output.write("The key \(key.verifier.identity) is at \(escaped(folder.keyPath))\n")
      output.flush()
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
      output.write("\(try options.folder().keyPath)\n")
      output.flush()
    }
  }
}
