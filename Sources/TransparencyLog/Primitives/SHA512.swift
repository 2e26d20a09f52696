internal import CLibcrypto

/// SHA-512 (FIPS 180-4 §6.4), through OpenSSL's libcrypto.
enum SHA512 {
  /// The number of bytes in a hash.
  static let byteCount = 64

  /// Returns the hash of some bytes.
  ///
  /// - Complexity: O(*n*).
  static func hash(of bytes: [UInt8]) -> [UInt8] {
    var state = SHA512_CTX()
    SHA512_Init(&state)
    SHA512_Update(&state, bytes, bytes.count)
    var hash = [UInt8](repeating: 0, count: byteCount)
    SHA512_Final(&hash, &state)
    return hash
  }
}
