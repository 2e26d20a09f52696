/// Where a server listens: an address of the machine and a port.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address as a number, IPv4 or IPv6.
  public let host: String

  /// The port; 0 for any that is free.
  public let port: Int

  /// Creates an address.
  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `HOST:PORT`, `[HOST]:PORT`, or `PORT` alone, which is on 127.0.0.1.
  ///
  /// `localhost` is 127.0.0.1 too; nil for anything else.
  public init?(parsing text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let last = parts.last, (1...5).contains(last.utf8.count),
      last.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(last), port <= 65_535
    else { return nil }
    self.port = port
    guard parts.count > 1 else {
      host = "127.0.0.1"
      return
    }
    var name = parts.dropLast().joined(separator: ":")
    if name.hasPrefix("["), name.hasSuffix("]") {
      name = String(name.dropFirst().dropLast())
    } else if parts.count > 2 {
      return nil
    }
    if name == "localhost" { name = "127.0.0.1" }
    guard !name.isEmpty, name.utf8.allSatisfy({ Self.isOfNumber($0) }) else { return nil }
    host = name
  }

  /// Whether only programs of this machine reach it.
  public var isLoopback: Bool { host == "::1" || host.hasPrefix("127.") }

  /// The address as it stands in a URL.
  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
  }
}
