import Foundation
import Glibc

extension Data {
  private typealias Search =
    @convention(c) (UnsafeRawPointer?, Int, UnsafeRawPointer?, Int) -> UnsafeRawPointer?

  /// The C function `memmem`, which Swift's module of the C library leaves out.
  private static let search = unsafeBitCast(dlsym(nil, "memmem"), to: Search?.self)

  /// Whether some bytes stand anywhere in these; many times as fast as `range(of:)`.
  func holds(_ bytes: [UInt8]) -> Bool {
    guard let search = Data.search else { return range(of: Data(bytes)) != nil }
    return withUnsafeBytes { all in
      bytes.withUnsafeBytes { some in
        search(all.baseAddress, all.count, some.baseAddress, some.count) != nil
      }
    }
  }
}
