/// Text or bytes that do not have the form they should have.
public struct FormatError: Error, Hashable, Sendable {
  /// What is wrong and what would be right, as a clause without a final period.
  public let reason: String

  /// The offset in bytes of the first byte that is wrong, where one can be named.
  public let offset: Int?

  /// Creates an error.
  public init(_ reason: String, at offset: Int? = nil) {
    self.reason = reason
    self.offset = offset
  }
}

extension FormatError: CustomStringConvertible {
  /// The message shown to the user.
  public var description: String {
    guard let offset else { return reason }
    return "\(reason) (byte \(offset))"
  }
}
