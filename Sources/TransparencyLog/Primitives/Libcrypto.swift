internal import CLibcrypto

/// The library that hashes and signs.
package enum Libcrypto {
  /// Its name and version, as it gives them: `OpenSSL 3.0.17 1 Jul 2025`.
  package static var version: String {
    OpenSSL_version(OPENSSL_VERSION).map { String(cString: $0) } ?? "unknown"
  }
}
