internal import ArgumentParser
internal import Dispatch
internal import Synchronization
internal import TallyPostgres
internal import TallyServer
internal import TallySite
internal import Tallystick
internal import TransparencyLog

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the public site of a record, live, over HTTP.",
    discussion: """
      The same pages and files as `tally site` writes, of the record as it stands: a new event is on \
      them within a second, and PATH/stream tells of it. Nothing can be changed through it. Put a \
      proxy such as nginx in front, for TLS and limits of rate. SIGTERM or SIGINT lets \
      what is being answered be answered, and ends it.

      Example:
        tally serve
        tally serve one.tally two.tally --listen 127.0.0.1:8080 --access-log -
      """)

  @Argument(
    help: ArgumentHelp(
      "The records; else --record, TALLY_RECORD, ./record.tally.",
      discussion: "A file, the folder of a mirror, or postgres://…#NAME in a database.",
      valueName: "file"),
    completion: .file(extensions: ["tally"]))
  var files: [String] = []

  @Option(
    help: ArgumentHelp("One record, as every other command takes it.", valueName: "file"),
    completion: .file(extensions: ["tally"]))
  var record: String?

  @Option(
    help: ArgumentHelp("Where to listen; port 0 is any that is free.", valueName: "address:port"))
  var listen = "127.0.0.1:8080"

  @Option(help: ArgumentHelp("The language of the frame.", valueName: "en|uk|ru"))
  var lang: SiteLanguage = .en

  @Option(
    help: ArgumentHelp(
      "Where the site stands for its readers, for feeds.", valueName: "url"))
  var baseURL: String?

  @Option(
    help: ArgumentHelp(
      "A file with a token, without which nothing is shown.", valueName: "file"),
    completion: .file())
  var tokenFile: String?

  @Option(
    help: ArgumentHelp(
      "A file with the token of an audience, which sees what was disclosed to it; more by more flags.",
      discussion: "What it is shown is kept by nobody.", valueName: "audience=file"),
    completion: .file())
  var audience: [String] = []

  @Option(
    help: ArgumentHelp(
      "Where each answer is told, a line each; - is standard output.", valueName: "file"),
    completion: .file())
  var accessLog: String?

  @Option(
    help: ArgumentHelp(
      "The field of a header in which a proxy in front tells the client's address, such as X-Real-IP.",
      discussion:
        "It is put into the log. Without this no field is believed, and the log has the address of the other side.",
      valueName: "name"))
  var readHeader: String?

  func validate() throws {
    guard record == nil || files.isEmpty else {
      throw ValidationError("Name the records, or one with --record: not both.")
    }
    if ListenAddress(parsing: listen) == nil {
      throw ValidationError("--listen: give an address and a port, such as 127.0.0.1:8080.")
    }
    if let baseURL, !SiteCommand.isAddress(baseURL) {
      throw ValidationError("--base-url: give an address that begins with https:// or http://.")
    }
    for flag in audience {
      let halves = flag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2, !halves[1].isEmpty else {
        throw ValidationError("--audience: give a name and a file, such as court=court.token.")
      }
      try Audience.check(String(halves[0]), "--audience")
    }
  }

  func run() throws {
    guard let address = ListenAddress(parsing: listen) else { return }
    let paths = files.isEmpty ? [RecordOptions.path(record)] : files
    let names = try ServeCommand.names(of: paths)
    let version = VersionText.build
    let site = Site(lang.language, base: baseURL, version: version)
    for path in paths { _ = try RecordOptions.openForReading(path).end() }
    let records = zip(paths, names).map { path, name in
      let base = baseURL.map {
        names.count == 1 ? $0 : "\($0.hasSuffix("/") ? $0 : $0 + "/")\(name)"
      }
      return ServedRecord(
        path, name: name, site: Site(lang.language, base: base, version: version))
    }
    let host = SiteHost(
      records, site: site, token: try tokenFile.map { try AccessToken(file: $0) },
      audiences: try ServeCommand.audiences(audience),
      isSecure: baseURL?.hasPrefix("https://") ?? false,
      log: try accessLog.map { try AccessLog($0, header: readHeader) })
    try ServeCommand.serve(host, on: address)
  }

  /// The audiences, each with its token.
  private static func audiences(
    _ flags: [String]
  ) throws -> [(name: String, token: AccessToken)] {
    try flags.map { flag in
      let halves = flag.split(separator: "=", maxSplits: 1).map(String.init)
      return (halves[0], try AccessToken(file: halves[1]))
    }
  }

  /// The names of records among several: those of their files, without `.tally`, or in their databases.
  static func names(of paths: [String]) throws -> [String] {
    let names = paths.map { path -> String in
      if let address = try? DatabaseRecord.address(path) { return address.schema }
      let last = path.split(separator: "/").last.map(String.init) ?? path
      return last.hasSuffix(".tally") ? String(last.dropLast(6)) : last
    }
    guard names.count > 1 else { return names.map { $0.isEmpty ? "record" : $0 } }
    for (place, name) in names.enumerated() {
      let isPlain = Name.label.matches(name) && !["healthz", "metrics", "login"].contains(name)
      guard isPlain, !names[..<place].contains(name) else {
        throw Failure(
          "\(RecordOptions.subject(paths[place])) cannot be told from the others in an address.",
          hint: "Give the records' files names of their own of A-Z, a-z, 0-9, '.', '_' and '-'.")
      }
    }
    return names
  }

  private static func serve(_ host: SiteHost, on address: ListenAddress) throws {
    let signals = StopSignals()
    let done = DispatchSemaphore(value: 0)
    let failure = Mutex<Failure?>(nil)
    Task.detached {
      do {
        for record in host.records { _ = try await record.head() }
        let server = try await HTTPServer.start(on: address, ready: host.ready) {
          await host.answer($0)
        }
        StandardError.write("Serving http://\(server.address)/ until SIGTERM or SIGINT.\n")
        await signals.wait()
        await server.stop()
      } catch let error as ServedRecord.Unavailable {
        failure.withLock {
          $0 = Failure(
            error.details ?? error.reason, hint: "Nothing is served. Run `tally verify`.", status: 2
          )
        }
      } catch {
        failure.withLock {
          $0 = Failure("\(error).", hint: "Name another address with --listen.")
        }
      }
      done.signal()
    }
    done.wait()
    if let failure = failure.withLock({ $0 }) { throw failure }
  }
}
