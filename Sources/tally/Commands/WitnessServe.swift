internal import ArgumentParser
internal import TallyServer
internal import Tallystick
internal import TransparencyLog

struct WitnessServe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Answer requests over HTTP (C2SP tlog-witness).",
    discussion: """
      It listens on this machine alone unless --listen says otherwise; put a proxy with TLS before \
      it. POST /add-checkpoint takes requests; GET /HEX/checkpoint shows the last note of a log, HEX \
      being SHA-256 of its origin. A log that is added while it runs is known at once. SIGTERM or \
      Ctrl-C stops it.

      Example:
        tally witness serve --listen 127.0.0.1:8080
      """)

  @OptionGroup var options: WitnessOptions

  @Option(
    help: ArgumentHelp("Where to listen; port 0 is any that is free.", valueName: "host:port"))
  var listen = "127.0.0.1:8080"

  func run() throws {
    guard let address = ListenAddress(parsing: listen) else {
      throw ValidationError("--listen: write an address as numbers and a port: 127.0.0.1:8080.")
    }
    let desk = try WitnessDesk(options.folder())
    let service = WitnessService(desk)
    try Waiting.until {
      let signals = StopSignals()
      let server: HTTPServer
      do {
        server = try await HTTPServer.start(on: address, limits: WitnessService.limits) { request in
          await service.answer(request)
        }
      } catch let error as HTTPServer.StartError {
        throw Failure("\(escaped(error.description)).", hint: "Name another with --listen.")
      }
      WitnessServe.announce(server.address, desk)
      await signals.wait()
      await server.stop()
    }
  }

  private static func announce(_ address: ListenAddress, _ desk: WitnessDesk) {
    var output = StandardOutput()
    output.write("Witnessing on http://\(address) as \(escaped(desk.key.verifier.description))\n")
    output.flush()
    if !address.isLoopback {
      StandardError.write(
        "Warning: others reach \(address) without TLS: what stands before it should have it.\n")
    }
  }
}
