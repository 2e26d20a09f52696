/// Why something could not be fetched.
public enum FetchError: Error, Hashable, Sendable {
  /// What was given is no address that can be fetched from.
  case badAddress(String)

  /// The server could not be reached, or the connection failed.
  case unreachable(String)

  /// The server took longer than it was waited for.
  case tooSlow(seconds: Int)

  /// What the server sent is no answer, or larger than what was asked for can be.
  case badAnswer(String)
}

extension FetchError: CustomStringConvertible {
  /// What happened, as a clause without a period.
  public var description: String {
    switch self {
    case .badAddress(let reason), .unreachable(let reason): reason
    case .tooSlow(let seconds): "the server did not answer within \(seconds) seconds"
    case .badAnswer(let reason): "the server's answer cannot be used: \(reason)"
    }
  }
}
