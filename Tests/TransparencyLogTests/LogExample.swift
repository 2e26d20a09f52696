import TransparencyLog

/// A small log and its keys, for tests; its hashes and signatures were computed by other programs.
enum LogExample {
  static let verifierText =
    "example.org/returns+018fa90b+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
  static let signerText =
    "PRIVATE+KEY+example.org/returns+018fa90b+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
  static let witnessText =
    "witness.example+790a8a0d+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"

  /// The checkpoint over the first five entries, with the witness's line after the log's.
  static let checkpointText = """
    example.org/returns
    5
    fKo0Xb2JKmZFTWxlEuo8PqPw0+whvj/C4jdXBf049nI=

    — example.org/returns AY+pC1sH0K+maTAng9ghdZgK7mH0W85GSqMdn2jEC6iFIA6khLpUKvEEtiKoVZONQ9FXzCLI\
    IJapac3kB3LpAt/Wtwc=

    """
  static let witnessLine = """
    — witness.example eQqKDQAAAABoTuGAAtNFSMT85qThQu9mREcnpC7cAHX5HrPu2WXagS0lkfpTR3VWBUc2BZvfGDSQJ\
    ZTG4JvyUoQurAG+MxZGjowOAg==

    """

  /// A text with a blank line in it, signed by the log's key.
  static let noteText = """
    6057

    6000

    — example.org/returns AY+pCwjKY+/Mhn2tP6WfKxrPYTvaxJfZcF6cEmM3cU6p6bQgQFlWMuCg83G+N1z4FeuhQ\
    5fdWimxV2LsH68X58D7Ewc=

    """

  static var verifier: VerifierKey { get throws { try VerifierKey(parsing: verifierText) } }
  static var signer: SignerKey { get throws { try SignerKey(parsing: signerText) } }
  static var witness: VerifierKey { get throws { try VerifierKey(parsing: witnessText) } }

  /// The leaf hashes of the entries `entry 0`, `entry 1` and so on.
  static func leafHashes(_ count: Int) -> [Hash] {
    (0..<count).map { Hash.leaf(of: Array("entry \($0)".utf8)) }
  }

  /// Returns the copies of `bytes` in which one byte has another value: every other value, or only
  /// those that differ in one bit.
  static func changes(of bytes: [UInt8], singleBits: Bool = false) -> some Sequence<[UInt8]> {
    let masks: [UInt8] = singleBits ? [1, 2, 4, 8, 16, 32, 64, 128] : Array(1...255)
    return bytes.indices.lazy.flatMap { place in
      masks.lazy.map { mask in
        var copy = bytes
        copy[place] ^= mask
        return copy
      }
    }
  }

  /// SplitMix64: the same numbers at every run.
  struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
      return mixed ^ (mixed >> 31)
    }
  }
}

extension Hash {
  /// Returns the hash with bit `place` (0 to 255) turned over.
  func flipping(bit place: Int) throws -> Hash {
    var copy = bytes
    copy[place / 8] ^= 1 << UInt8(place % 8)
    return try Hash(bytes: copy)
  }
}
