internal import CLibcrypto

/// A SHA-256 that is fed piece by piece (FIPS 180-4 §6.2), through OpenSSL's libcrypto.
///
/// It is a plain value: a copy goes on by itself, and nothing is allocated.
package struct SHA256: Sendable {
  private var state = SHA256_CTX()

  /// Creates the hash of nothing yet.
  package init() { SHA256_Init(&state) }

  /// Adds bytes.
  ///
  /// - Complexity: O(*n*).
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    SHA256_Update(&state, bytes.baseAddress, bytes.count)
  }

  /// Adds bytes.
  ///
  /// - Complexity: O(*n*).
  package mutating func update(_ bytes: Span<UInt8>) { bytes.withUnsafeBytes { update($0) } }

  /// Adds bytes.
  ///
  /// - Complexity: O(*n*).
  package mutating func update(_ bytes: some Sequence<UInt8>) {
    let isDone: Void? = bytes.withContiguousStorageIfAvailable { bytes in
      update(UnsafeRawBufferPointer(bytes))
    }
    if isDone == nil { Array(bytes).withUnsafeBytes { update($0) } }
  }

  /// Returns the hash of all bytes so far.
  ///
  /// What is added later counts from here on.
  package func finalize() -> Hash {
    var last = state
    return withUnsafeTemporaryAllocation(byteCount: Hash.byteCount, alignment: 8) { bytes in
      SHA256_Final(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), &last)
      return Hash(loading: UnsafeRawBufferPointer(bytes))
    }
  }
}
