/// A SHA-256 hash: 32 bytes.
public struct Hash: Hashable, Sendable {
  /// The number of bytes in a hash.
  public static let byteCount = 32

  /// The first eight bytes, the most significant first.
  package let first: UInt64

  /// The eight bytes after them.
  package let second: UInt64

  private let third: UInt64
  private let fourth: UInt64

  /// Creates a hash of its bytes, as they stand in a tile or a database.
  ///
  /// - Throws: When there are not 32 bytes.
  public init(bytes: some Collection<UInt8>) throws(FormatError) {
    guard bytes.count == Self.byteCount else {
      throw FormatError("a hash has 32 bytes, not \(bytes.count)")
    }
    self = Array(bytes).withUnsafeBytes { Self(loading: $0) }
  }

  /// Creates a hash of its padded, canonical base64, as it stands in a checkpoint or a proof.
  ///
  /// - Throws: When `text` is no base64 of 32 bytes.
  public init(base64 text: some BidirectionalCollection<UInt8>) throws(FormatError) {
    try self.init(bytes: Base64.standard.decode(text))
  }

  /// Creates a hash of its padded, canonical base64.
  ///
  /// - Throws: When `text` is no base64 of 32 bytes.
  public init(base64 text: String) throws(FormatError) {
    try self.init(base64: text.utf8)
  }

  private init(digesting bytes: UnsafeRawBufferPointer) {
    var hasher = SHA256()
    hasher.update(bytes)
    self = hasher.finalize()
  }

  package init(loading bytes: UnsafeRawBufferPointer) {
    func word(_ place: Int) -> UInt64 {
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self))
    }
    first = word(0)
    second = word(1)
    third = word(2)
    fourth = word(3)
  }

  private func store(in bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
    bytes.storeBytes(of: first.bigEndian, toByteOffset: offset, as: UInt64.self)
    bytes.storeBytes(of: second.bigEndian, toByteOffset: offset + 8, as: UInt64.self)
    bytes.storeBytes(of: third.bigEndian, toByteOffset: offset + 16, as: UInt64.self)
    bytes.storeBytes(of: fourth.bigEndian, toByteOffset: offset + 24, as: UInt64.self)
  }
}

extension Hash {
  /// The root of the tree without leaves: SHA-256 of nothing (RFC 6962 §2.1).
  public static let ofEmptyTree = Hash.of([])

  /// Returns the SHA-256 of `bytes`.
  ///
  /// - Complexity: O(*n*).
  public static func of(_ bytes: [UInt8]) -> Hash {
    bytes.withUnsafeBytes { Hash(digesting: $0) }
  }

  /// Returns the leaf hash of an entry: SHA-256 of `0x00 ‖ entry` (RFC 6962 §2.1).
  ///
  /// - Complexity: O(*n*).
  public static func leaf(of entry: [UInt8]) -> Hash { leaf(of: entry.span) }

  /// Returns the leaf hash of an entry: SHA-256 of `0x00 ‖ entry` (RFC 6962 §2.1).
  ///
  /// - Complexity: O(*n*).
  public static func leaf(of entry: Span<UInt8>) -> Hash {
    entry.withUnsafeBytes { entry in
      withUnsafeTemporaryAllocation(byteCount: entry.count + 1, alignment: 1) { buffer in
        buffer[0] = 0x00
        UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: entry)
        return Hash(digesting: UnsafeRawBufferPointer(buffer))
      }
    }
  }

  /// Creates the leaf hash of an entry before which its `0x00` stands already.
  ///
  /// - Complexity: O(*n*).
  package init(prefixed entry: Span<UInt8>) {
    self = entry.withUnsafeBytes { Hash(digesting: $0) }
  }

  /// Returns the hash of an inner node: SHA-256 of `0x01 ‖ left ‖ right` (RFC 6962 §2.1).
  public static func node(_ left: Hash, _ right: Hash) -> Hash {
    withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 1) { buffer in
      buffer[0] = 0x01
      left.store(in: buffer, at: 1)
      right.store(in: buffer, at: 1 + byteCount)
      return Hash(digesting: UnsafeRawBufferPointer(buffer))
    }
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
      store(in: UnsafeMutableRawBufferPointer(buffer), at: 0)
      count = Self.byteCount
    }
  }

  /// The bytes of some hashes, one after another.
  ///
  /// - Complexity: O(*n*) in the number of hashes.
  public static func bytes(of hashes: [Hash]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: byteCount * hashes.count) { buffer, count in
      for (place, hash) in hashes.enumerated() {
        hash.store(in: UnsafeMutableRawBufferPointer(buffer), at: byteCount * place)
      }
      count = byteCount * hashes.count
    }
  }

  /// The bytes as padded base64: 44 characters.
  public var base64: String { Base64.standard.encode(bytes) }
}

extension Hash: CustomStringConvertible {
  /// The bytes as 64 lower-case hexadecimal digits.
  public var description: String {
    [first, second, third, fourth].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
