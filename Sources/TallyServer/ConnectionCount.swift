internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// The connections that are open, of a number that is limited.
final class ConnectionCount: Sendable {
  private let limit: Int
  private let open = Mutex<[ObjectIdentifier: any Channel]>([:])

  init(limit: Int) { self.limit = limit }

  /// The connections.
  var all: [any Channel] { open.withLock { Array($0.values) } }

  /// Sets a new connection up: as one that is answered, one that is told that there are too many, or
  /// one that is closed at once.
  func admit(
    _ channel: any Channel, _ connection: @escaping @Sendable () -> Connection
  ) -> EventLoopFuture<Void> {
    let key = ObjectIdentifier(channel)
    let count = open.withLock { open in
      open[key] = channel
      return open.count
    }
    channel.closeFuture.whenComplete { _ in self.open.withLock { $0[key] = nil } }
    return channel.eventLoop.makeCompletedFuture {
      if count > self.limit {
        try channel.pipeline.syncOperations.addHandler(
          TooMany(isSilent: count > self.limit + Self.mostTold))
      } else {
        try Self.add(connection(), to: channel)
      }
    }
  }

  private static func add(
    _ connection: Connection, to channel: any Channel
  ) throws {
    let limits = connection.limits
    var reading = NIOHTTPDecoderLimitConfiguration()
    reading.maxHeaderFieldSize = limits.headerBytes
    reading.maxHeaderListSize = limits.headerBytes
    reading.maxHeaderFieldCount = limits.headerFields
    let decoder = HTTPRequestDecoder(
      leftOverBytesStrategy: .dropBytes, limitConfiguration: reading)
    try channel.pipeline.syncOperations.addHandlers([
      ByteGate(connection), HTTPResponseEncoder(), ByteToMessageHandler(decoder),
      NIOHTTPResponseHeadersValidator(), connection,
    ])
  }

  /// How many more than the limit are still told so.
  private static let mostTold = 64
}

/// Tells a client that there are too many, and closes.
final class TooMany: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let isSilent: Bool

  init(isSilent: Bool) { self.isSilent = isSilent }

  func channelActive(context: ChannelHandlerContext) {
    guard !isSilent else {
      context.close(promise: nil)
      return
    }
    let sentence = "This server has no connection free: try again.\n"
    let answer = """
      HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r
      Content-Length: \(sentence.utf8.count)\r\nRetry-After: 2\r\nConnection: close\r\n\r\n\(sentence)
      """
    let buffer = context.channel.allocator.buffer(string: answer)
    context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    context.close(mode: .output, promise: nil)
    let channel = context.channel
    context.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    context.close(promise: nil)
  }
}
