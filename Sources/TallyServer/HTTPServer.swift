internal import Glibc
internal import NIOCore
internal import NIOPosix

/// A small server of HTTP/1.1, which stands behind a proxy or on the machine itself.
///
/// It bounds what a client may ask and how long it may take (``ServerLimits``), answers one request of a
/// connection at a time, and knows no file, log or path: a handler answers. TLS, HTTP/2 and what limits
/// a rate belong to a proxy before it.
public final class HTTPServer: Sendable {
  /// Answers a request; several are asked at once.
  ///
  /// Its task is cancelled when the client goes away.
  public typealias Handler = @Sendable (HTTPRequest) async -> HTTPResponse

  /// Answers a request at once, from what is there already; nil where that takes longer.
  ///
  /// It is asked on the thread that reads and writes, and must never wait.
  public typealias Ready = @Sendable (HTTPRequest) -> HTTPResponse?

  /// Why a server could not start.
  public struct StartError: Error, CustomStringConvertible {
    /// A sentence without its period.
    public let description: String
  }

  /// Where it listens, with the port that it was given where any was asked for.
  public let address: ListenAddress

  private let listener: any Channel
  private let connections: ConnectionCount
  private let group: MultiThreadedEventLoopGroup

  private init(
    _ listener: any Channel, _ address: ListenAddress, _ connections: ConnectionCount,
    _ group: MultiThreadedEventLoopGroup
  ) {
    self.listener = listener
    self.address = address
    self.connections = connections
    self.group = group
  }

  /// Begins to listen.
  ///
  /// - Parameters:
  ///   - address: Where.
  ///   - threadCount: How many threads read and write; handlers run on others.
  ///   - limits: What a client may ask.
  ///   - ready: What is asked first, and answers what needs no work.
  ///   - handler: What answers all else.
  /// - Returns: The server, which listens already.
  /// - Throws: ``StartError`` where the address cannot be listened on.
  public static func start(
    on address: ListenAddress, threadCount: Int = 1, limits: ServerLimits = ServerLimits(),
    ready: @escaping Ready = { _ in nil }, handler: @escaping Handler
  ) async throws -> HTTPServer {
    // Beside the connections: those that are told that there are too many, and files of handlers.
    OpenFiles.allow(limits.connections + 256)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: max(threadCount, 1))
    let connections = ConnectionCount(limit: limits.connections)
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1_024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptBackoffHandler())
        }
      }
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelInitializer { channel in
        connections.admit(channel) { Connection(limits, ready, handler) }
      }
    do {
      let listener = try await bootstrap.bind(host: address.host, port: address.port).get()
      let port = listener.localAddress?.port ?? address.port
      return HTTPServer(
        listener, ListenAddress(host: address.host, port: port), connections, group)
    } catch {
      try? await group.shutdownGracefully()
      throw StartError(description: "\(address) cannot be listened on: \(reason(error))")
    }
  }

  /// Stops: takes no more connections, lets what is being answered be answered for so long, ends
  /// streams, and closes.
  public func stop(within grace: Duration = .seconds(5)) async {
    try? await listener.close()
    for channel in connections.all {
      channel.pipeline.fireUserInboundEventTriggered(Connection.Stop())
    }
    let clock = ContinuousClock()
    let end = clock.now + grace
    while !connections.all.isEmpty, clock.now < end {
      try? await Task.sleep(for: .milliseconds(20))
    }
    for channel in connections.all { channel.close(promise: nil) }
    try? await group.shutdownGracefully()
  }

  private static func reason(_ error: any Error) -> String {
    guard let error = error as? IOError else { return "this machine has no such address" }
    return String(cString: strerror(error.errnoCode))
  }
}
