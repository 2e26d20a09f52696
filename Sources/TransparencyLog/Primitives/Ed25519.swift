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

  /// Whether the order of a public key divides 8, in whatever spelling: then one signature fits
  /// many messages.
  package static func isOfSmallOrder(_ publicKey: [UInt8]) -> Bool {
    guard publicKey.count == keyByteCount else { return false }
    // The sign of x is in the last bit; each of these points is of small order with either.
    let key = publicKey.dropLast() + [publicKey[keyByteCount - 1] & 0x7f]
    return smallOrders.contains { $0.elementsEqual(key) }
  }

  /// y of each such point, and its second spelling where y + p has 255 bits.
  package static let smallOrders: [[UInt8]] = {
    func filled(_ first: UInt8, _ middle: UInt8, _ last: UInt8) -> [UInt8] {
      [first] + [UInt8](repeating: middle, count: keyByteCount - 2) + [last]
    }
    return [
      filled(0, 0, 0), filled(1, 0, 0), filled(0xec, 0xff, 0x7f), filled(0xed, 0xff, 0x7f),
      filled(0xee, 0xff, 0x7f),
      [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
        0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
        0xfc, 0x05,
      ],
      [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
      ],
    ]
  }()

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
