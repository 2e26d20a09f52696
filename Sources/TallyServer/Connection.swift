internal import NIOCore
internal import NIOHTTP1

/// One connection: reads a request, has it answered, and only then reads the next.
///
/// All of it happens on the connection's event loop.
final class Connection: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// What the server asks of a connection that is to end, once it has answered.
  struct Stop {}

  enum Phase {
    /// No byte of a request has come.
    case idle

    /// A header is being read.
    case heading

    /// A body is being read.
    case reading(IncomingRequest)

    /// The handler answers, or what it answered is sent.
    case answering(Answering)

    /// Nothing is read or answered any more; what comes is thrown away until the other side closes.
    case draining
  }

  /// An answer on its way.
  struct Answering {
    let request: HTTPRequest
    let isOld: Bool
    var isKeepAlive: Bool
    var isStream = false
    var task: Task<Void, Never>?
  }

  let limits: ServerLimits
  let ready: HTTPServer.Ready
  let handler: HTTPServer.Handler
  var phase = Phase.idle
  var context: ChannelHandlerContext?
  var isStopping = false

  /// Whether a request was refused, and its rest is not wanted.
  var isRefused = false

  /// What came while an answer was on its way.
  private var held: [HTTPServerRequestPart] = []

  /// What was wrong with it.
  private var heldRefusal: IncomingRequest.Refusal?

  private var isReadHeld = false
  private var byteCount = 0

  /// When what is waited for is late, and what is done then; nil where nothing is waited for.
  private var deadline: (time: NIODeadline, late: (Connection) -> Void)?

  /// When it is looked whether something is late: no later than `deadline`.
  private var alarm: (time: NIODeadline, task: Scheduled<Void>)?

  /// The most parts that are held: one that sends more without waiting for an answer is cut off.
  private static let mostHeld = 64

  /// The most bytes that are thrown away before a connection is closed without courtesy.
  private static let mostDrained = 1 << 20

  /// How long it may take the other side to close after a refusal.
  private static let drainTime = Duration.seconds(2)

  init(
    _ limits: ServerLimits, _ ready: @escaping HTTPServer.Ready,
    _ handler: @escaping HTTPServer.Handler
  ) {
    self.limits = limits
    self.ready = ready
    self.handler = handler
  }

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    arm(limits.headerTime) { $0.tooSlow() }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    end()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { end() }

  private func end() {
    disarm()
    alarm?.task.cancel()
    alarm = nil
    if case .answering(let answer) = phase { answer.task?.cancel() }
    phase = .draining
    held = []
    context = nil
  }

  /// Whether bytes go on to be understood; counts them.
  func admits(_ count: Int) -> Bool {
    switch phase {
    case .idle:
      byteCount = count
      phase = .heading
      arm(limits.headerTime) { $0.tooSlow() }
      return true
    case .heading, .answering: return true
    case .reading:
      byteCount += count
      // Framing of chunks, and what extends it, counts for no more than the body itself.
      guard byteCount <= 2 * limits.bodyBytes + limits.headerBytes + 131_072 else {
        refuse(.bodyTooLarge)
        return false
      }
      return true
    case .draining:
      byteCount += count
      if byteCount > Self.mostDrained { context?.close(promise: nil) }
      return false
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    if case .answering(var answer) = phase {
      guard held.count < Self.mostHeld else {
        answer.isKeepAlive = false
        phase = .answering(answer)
        return
      }
      held.append(part)
    } else {
      take(part)
    }
  }

  private func take(_ part: HTTPServerRequestPart) {
    do {
      switch (part, phase) {
      case (.head(let head), .idle), (.head(let head), .heading):
        let request = try IncomingRequest(head, limits: limits)
        phase = .reading(request)
        arm(limits.bodyTime) { $0.tooSlow() }
        if request.isExpecting { sendContinue() }
      case (.body(let bytes), .reading(var request)):
        phase = .heading  // so that the bytes of `request` are held once
        try request.take(bytes)
        phase = .reading(request)
      case (.end, .reading(let request)): answer(request)
      default: break
      }
    } catch {
      refuse(error)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    let refusal: IncomingRequest.Refusal
    switch error as? HTTPParserError {
    case nil:
      context.close(promise: nil)
      return
    case .headerOverflow: refusal = .headerTooLarge
    case .invalidVersion: refusal = .init(505, "This server speaks HTTP/1.1.")
    default: refusal = .malformed
    }
    if case .answering = phase { heldRefusal = refusal } else { refuse(refusal) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is Stop {
      isStopping = true
      switch phase {
      case .idle, .heading: context.close(promise: nil)
      case .answering(let answer) where answer.isStream: answer.task?.cancel()
      case .reading, .answering, .draining: break
      }
    } else if case ChannelEvent.inputClosed = event {
      switch phase {
      case .answering(var answer) where !answer.isStream:
        answer.isKeepAlive = false
        phase = .answering(answer)
      default: context.close(promise: nil)
      }
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  func read(context: ChannelHandlerContext) {
    if case .answering = phase { isReadHeld = true } else { context.read() }
  }

  /// Goes on with the next request, or ends the connection.
  func finish(isKeepAlive: Bool) {
    guard let context else { return }
    guard isKeepAlive, !isStopping else {
      drain(within: isRefused ? Self.drainTime : limits.writeTime)
      return
    }
    phase = .idle
    arm(limits.idleTime) { $0.context?.close(promise: nil) }
    let parts = held
    held = []
    for (place, part) in parts.enumerated() {
      if case .answering = phase {
        held = Array(parts[place...])
        return
      }
      take(part)
    }
    if let refusal = heldRefusal {
      heldRefusal = nil
      if case .answering = phase { heldRefusal = refusal } else { refuse(refusal) }
    }
    if isReadHeld {
      isReadHeld = false
      context.read()
    }
  }

  /// Closes our side, and waits a little for the other: a connection that is closed while bytes come
  /// in would be reset, and the answer lost.
  ///
  /// What was sent may still lie in the kernel's buffer, and a slow client needs `time` to take it.
  private func drain(within time: Duration) {
    guard let context else { return }
    phase = .draining
    byteCount = 0
    held = []
    arm(time) { $0.context?.close(promise: nil) }
    context.close(mode: .output, promise: nil)
    context.read()
  }

  private func tooSlow() {
    if case .idle = phase { context?.close(promise: nil) } else { refuse(.tooSlow) }
  }

  /// Ends the wait for what has a deadline.
  func disarm() { deadline = nil }

  /// Sets the one deadline of the connection, in the place of the one before.
  ///
  /// An alarm that was set for an earlier time stays, and is set again when it comes: requests follow one
  /// another much faster than they are late.
  func arm(_ time: Duration, _ late: @escaping (Connection) -> Void) {
    guard let context else { return }
    let due = context.eventLoop.now + TimeAmount(time)
    deadline = (due, late)
    if let alarm, alarm.time <= due { return }
    alarm?.task.cancel()
    setAlarm(due, on: context.eventLoop)
  }

  private func setAlarm(_ time: NIODeadline, on loop: any EventLoop) {
    let task = loop.assumeIsolated().scheduleTask(deadline: time) { [weak self] in
      if let self { self.alarmCame() }
    }
    alarm = (time, task)
  }

  private func alarmCame() {
    alarm = nil
    guard let context, let deadline else { return }
    if context.eventLoop.now < deadline.time {
      setAlarm(deadline.time, on: context.eventLoop)
    } else {
      self.deadline = nil
      deadline.late(self)
    }
  }
}

/// Stands before the reader of HTTP, and lets bytes through while the connection takes them.
final class ByteGate: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if connection.admits(unwrapInboundIn(data).readableBytes) { context.fireChannelRead(data) }
  }
}
