internal import NIOCore
internal import NIOHTTP1

extension Connection {
  /// How many bytes are handed to the socket at a time: so many must be taken in `writeTime`.
  private static let partSize = 65_536

  /// Has a request answered.
  func answer(_ incoming: IncomingRequest) {
    guard let context else { return }
    let request = incoming.whole(from: context.remoteAddress?.ipAddress)
    phase = .answering(
      Answering(request: request, isOld: incoming.isOld, isKeepAlive: incoming.isKeepAlive))
    disarm()
    if let response = ready(request) {
      send(response)
      return
    }
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    let task = Task(executorPreference: AnsweringThreads.shared) { [handler] in
      let response = await handler(request)
      bound.eventLoop.execute { bound.value.send(response) }
    }
    keep(task)
  }

  /// Sends a sentence, and ends the connection.
  func refuse(_ refusal: IncomingRequest.Refusal) {
    if case .draining = phase { return }
    isRefused = true
    let request = HTTPRequest(method: "", path: "")
    phase = .answering(Answering(request: request, isOld: false, isKeepAlive: false))
    send(HTTPResponse(status: refusal.status, text: refusal.sentence + "\n"))
  }

  func sendContinue() {
    guard let context else { return }
    let head = HTTPResponseHead(version: .http1_1, status: .continue)
    context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
  }

  /// Sends an answer.
  private func send(_ response: HTTPResponse) {
    guard let context, case .answering(var answer) = phase else { return }
    let isHead = answer.request.method == "HEAD"
    var isBare = isHead || response.status == 204 || response.status == 304
    var version = answer.isOld ? HTTPVersion.http1_0 : .http1_1
    var headers = HTTPHeaders(response.headers.map { ($0.name, $0.value) })
    switch response.body {
    case .bytes(let bytes):
      if response.status != 204, response.status != 304 || !bytes.isEmpty {
        headers.replaceOrAdd(name: "Content-Length", value: String(bytes.count))
      }
      isBare = isBare || bytes.isEmpty
    case .stream:
      headers.remove(name: "Content-Length")
      // Without chunks, the end of the body is the end of the connection.
      if answer.isOld || isHead {
        version = .http1_0
        answer.isKeepAlive = false
      }
    }
    if isStopping { answer.isKeepAlive = false }
    headers.replaceOrAdd(name: "Date", value: HTTPDate.now)
    if !answer.isKeepAlive {
      headers.replaceOrAdd(name: "Connection", value: "close")
    } else if answer.isOld {
      headers.replaceOrAdd(name: "Connection", value: "keep-alive")
    }
    let head = HTTPResponseHead(
      version: version, status: HTTPResponseStatus(statusCode: response.status), headers: headers)
    phase = .answering(answer)
    armWriting()
    context.write(wrapOutboundOut(.head(head))).whenFailure { [channel = context.channel] _ in
      channel.close(promise: nil)
    }
    switch response.body {
    case .bytes(let bytes):
      if !isBare { write(bytes) }
      sendEnd()
    case .stream(let body):
      if isBare { sendEnd() } else { stream(body) }
    }
  }

  /// Sends bytes in parts, each of which must be taken in time.
  private func write(_ bytes: [UInt8]) {
    guard let context else { return }
    var buffer = context.channel.allocator.buffer(bytes: bytes)
    while let part = buffer.readSlice(length: min(buffer.readableBytes, Self.partSize)),
      part.readableBytes > 0
    {
      let promise = context.eventLoop.makePromise(of: Void.self)
      promise.futureResult.assumeIsolated().whenSuccess { [weak self] in self?.armWriting() }
      context.write(wrapOutboundOut(.body(.byteBuffer(part))), promise: promise)
    }
  }

  /// Sends a part of a stream.
  func write(_ bytes: [UInt8], _ promise: EventLoopPromise<Void>) {
    guard let context, case .answering = phase else {
      promise.fail(ChannelError.ioOnClosedChannel)
      return
    }
    armWriting()
    let buffer = context.channel.allocator.buffer(bytes: bytes)
    promise.futureResult.assumeIsolated().whenSuccess { [weak self] in self?.disarm() }
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: promise)
  }

  private func stream(_ body: @escaping @Sendable (BodyWriter) async throws -> Void) {
    guard let context, case .answering(var answer) = phase else { return }
    answer.isStream = true
    phase = .answering(answer)
    disarm()
    context.flush()
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    let task = Task(executorPreference: AnsweringThreads.shared) {
      do {
        try await body(BodyWriter(bound))
        bound.eventLoop.execute { bound.value.sendEnd() }
      } catch {
        bound.eventLoop.execute { bound.value.context?.close(promise: nil) }
      }
    }
    keep(task)
    if isStopping { task.cancel() }
  }

  private func sendEnd() {
    guard let context, case .answering = phase else { return }
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { [weak self] result in
      guard let self, case .answering(let answer) = self.phase else { return }
      switch result {
      case .success: self.finish(isKeepAlive: answer.isKeepAlive)
      case .failure: self.context?.close(promise: nil)
      }
    }
    armWriting()
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: promise)
  }

  private func keep(_ task: Task<Void, Never>) {
    guard case .answering(var answer) = phase else { return }
    answer.task = task
    phase = .answering(answer)
  }

  private func armWriting() {
    arm(limits.writeTime) { $0.context?.close(promise: nil) }
  }
}
