/// How much a client may ask of a server, and how long it may take.
public struct ServerLimits: Sendable {
  /// The most bytes of a request's header, its first line with it; beyond, 431.
  public var headerBytes = 16_384

  /// The most fields of a request's header; beyond, 431.
  public var headerFields = 100

  /// The most bytes of a request's target; beyond, 414.
  public var targetBytes = 2_048

  /// The most bytes of a request's body; beyond, 413.
  public var bodyBytes = 65_536

  /// How long a header may take, from its first byte or the opening of the connection; beyond, 408.
  public var headerTime = Duration.seconds(10)

  /// How long a body may take, from the end of the header; beyond, 408.
  public var bodyTime = Duration.seconds(30)

  /// How long a connection may rest between two requests.
  public var idleTime = Duration.seconds(60)

  /// How long a client may take for each 64 KiB of an answer.
  public var writeTime = Duration.seconds(30)

  /// The most connections at one time; to one more is said 503.
  public var connections = 2_048

  /// Creates limits that fit a small server behind a proxy.
  public init() {}
}
