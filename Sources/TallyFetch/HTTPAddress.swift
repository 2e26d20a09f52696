/// An address of the web that is spoken to without encryption: `http://HOST[:PORT]/PATH`.
public struct HTTPAddress: Hashable, Sendable {
  /// The name or number of the host, without the brackets of a number of IPv6.
  public let host: String

  /// The port.
  public let port: Int

  /// The path, which begins with a slash.
  public let path: String

  /// What stands in the header `Host`.
  public var authority: String {
    let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    return port == 80 ? name : "\(name):\(port)"
  }

  /// Reads an address.
  ///
  /// - Throws: ``FetchError/badAddress(_:)`` for one of another kind, with a user, a query or a
  ///   fragment, or with characters that an address does not have.
  public init(parsing text: String) throws(FetchError) {
    let scheme = "http://"
    guard text.hasPrefix(scheme), text.utf8.count <= 2000 else {
      throw .badAddress("an address begins with http:// and has at most 2000 characters")
    }
    let rest = text.utf8.dropFirst(scheme.utf8.count)
    guard
      rest.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}?#@".utf8.contains($0) })
    else {
      throw .badAddress(
        "an address has no user, query, fragment, space or other than plain characters")
    }
    let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
    let authority = rest[..<slash]
    path = slash == rest.endIndex ? "/" : String(Substring(rest[slash...]))
    let isNumber = authority.first == UInt8(ascii: "[")
    let end =
      isNumber
      ? authority.firstIndex(of: UInt8(ascii: "]")).map { authority.index(after: $0) }
      : authority.firstIndex(of: UInt8(ascii: ":")) ?? authority.endIndex
    guard let end, end > authority.startIndex else {
      throw .badAddress("an address has a host")
    }
    let name = isNumber ? authority[..<end].dropFirst().dropLast() : authority[..<end]
    guard !name.isEmpty, name.count <= 255 else { throw .badAddress("an address has a host") }
    host = String(Substring(name))
    let after = authority[end...]
    guard !after.isEmpty else {
      port = 80
      return
    }
    let digits = after.dropFirst()
    guard after.first == UInt8(ascii: ":"), (1...5).contains(digits.count),
      digits.allSatisfy({ (48...57).contains($0) }), let number = Int(String(Substring(digits))),
      (1...65_535).contains(number)
    else { throw .badAddress("a port is a number from 1 to 65535") }
    port = number
  }

  /// The path of something below this address.
  public func path(of name: String) -> String {
    path.utf8.last == UInt8(ascii: "/") ? path + name : "\(path)/\(name)"
  }
}
