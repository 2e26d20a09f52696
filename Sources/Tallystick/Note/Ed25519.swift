internal import CLibcrypto

/// Signatures by Ed25519 (RFC 8032 §5.1), through OpenSSL's libcrypto.
package enum Ed25519 {
  /// The number of bytes in a seed, and in a public key.
  static let keyByteCount = 32

  /// The number of bytes in a signature.
  static let signatureByteCount = 64

  /// Returns the public key of a seed; nil where there are not 32 bytes.
  package static func publicKey(ofSeed seed: [UInt8]) -> [UInt8]? {
    withKey(seed: seed) { key in
      var bytes = [UInt8](repeating: 0, count: keyByteCount)
      var count = bytes.count
      guard EVP_PKEY_get_raw_public_key(key, &bytes, &count) == 1, count == keyByteCount else {
        return nil
      }
      return bytes
    }
  }

  /// Signs a message, the same at every call; nil where the seed has not 32 bytes.
  ///
  /// - Complexity: O(*n*).
  package static func signature(over message: [UInt8], seed: [UInt8]) -> [UInt8]? {
    withKey(seed: seed) { key in
      withContext { context in
        var bytes = [UInt8](repeating: 0, count: signatureByteCount)
        var count = bytes.count
        guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
          EVP_DigestSign(context, &bytes, &count, message, message.count) == 1,
          count == signatureByteCount
        else { return nil }
        return bytes
      }
    }
  }

  /// Returns whether a signature over a message is that of a public key.
  ///
  /// - Complexity: O(*n*).
  package static func isValid(
    _ signature: some Collection<UInt8>, over message: [UInt8], by publicKey: [UInt8]
  ) -> Bool {
    guard signature.count == signatureByteCount, publicKey.count == keyByteCount,
      let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, publicKey, publicKey.count)
    else { return false }
    defer { EVP_PKEY_free(key) }
    return withContext { context in
      EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
        && EVP_DigestVerify(
          context, Array(signature), signature.count, message, message.count) == 1
    } ?? false
  }

  private static func withKey<Result>(
    seed: [UInt8], _ body: (OpaquePointer) -> Result?
  ) -> Result? {
    guard seed.count == keyByteCount,
      let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
    else { return nil }
    defer { EVP_PKEY_free(key) }
    return body(key)
  }

  private static func withContext<Result>(_ body: (OpaquePointer) -> Result?) -> Result? {
    guard let context = EVP_MD_CTX_new() else { return nil }
    defer { EVP_MD_CTX_free(context) }
    return body(context)
  }
}
