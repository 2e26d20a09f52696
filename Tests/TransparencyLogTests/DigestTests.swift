import Testing
import TransparencyLog

/// SHA-256 and Ed25519 against answers that others published.
@Suite struct DigestTests {
  /// Messages of FIPS 180-4 as RFC 6234 §8.5 has them, and their digests.
  static let digests: [(message: String, repeated: Int, digest: String)] = [
    ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    (
      "0123456701234567012345670123456701234567012345670123456701234567", 10,
      "594847328451bdfa85056225462cc1d867d877fb388df0ce35f25ab5562bfbb5"
    ),
  ]

  @Test("SHA-256 gives the digests of RFC 6234", arguments: digests)
  func sha256(_ known: (message: String, repeated: Int, digest: String)) {
    let message = Array(String(repeating: known.message, count: known.repeated).utf8)
    #expect("\(Hash.of(message))" == known.digest)
  }

  @Test("A message in pieces has the digest of the whole, and a copy goes on by itself")
  func pieces() {
    let message = Array(0..<200).map { UInt8($0) }
    for size in [1, 3, 55, 56, 63, 64, 65, 199] {
      var hash = SHA256()
      var copy = hash
      for start in stride(from: 0, to: message.count, by: size) {
        copy = hash
        hash.update(message[start..<min(start + size, message.count)])
      }
      #expect(hash.finalize() == Hash.of(message))
      #expect(hash.finalize() == Hash.of(message), "asked twice")
      copy.update([1, 2, 3])
      #expect(copy.finalize() != hash.finalize())
      #expect(hash.finalize() == Hash.of(message), "after its copy went on")
    }
  }

  /// Keys, messages and signatures of RFC 8032 §7.1.
  static let signatures: [(seed: String, publicKey: String, message: [UInt8], signature: String)] =
    [
      (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", [],
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
          + "d25bf5f0595bbe24655141438e7a100b"
      ),
      (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", [0x72],
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
          + "387b2eaeb4302aeeb00d291612bb0c00"
      ),
      (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", [0xaf, 0x82],
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
          + "4a7c15e9716ed28dc027beceea1ec40a"
      ),
    ]

  @Test("Ed25519 gives the keys and signatures of RFC 8032", arguments: signatures)
  func ed25519(
    _ known: (seed: String, publicKey: String, message: [UInt8], signature: String)
  ) throws {
    let seed = Self.bytes(known.seed)
    let publicKey = try #require(Ed25519.publicKey(ofSeed: seed))
    let signature = try #require(Ed25519.signature(over: known.message, seed: seed))
    #expect(publicKey == Self.bytes(known.publicKey))
    #expect(signature == Self.bytes(known.signature))
    #expect(Ed25519.isValid(signature, over: known.message, by: publicKey))
    #expect(!Ed25519.isValid(signature, over: known.message + [0], by: publicKey))
    for place in signature.indices {
      var changed = signature
      changed[place] ^= 1
      #expect(!Ed25519.isValid(changed, over: known.message, by: publicKey), "byte \(place)")
    }
  }

  @Test("A seed, a key or a signature of another length is none", arguments: [0, 31, 33, 63, 65])
  func lengths(_ count: Int) {
    let bytes = [UInt8](repeating: 1, count: count)
    #expect(Ed25519.publicKey(ofSeed: bytes) == nil)
    #expect(Ed25519.signature(over: [], seed: bytes) == nil)
    #expect(!Ed25519.isValid(bytes, over: [], by: [UInt8](repeating: 1, count: 32)))
    #expect(!Ed25519.isValid([UInt8](repeating: 1, count: 64), over: [], by: bytes))
  }

  private static func bytes(_ digits: String) -> [UInt8] {
    stride(from: 0, to: digits.utf8.count, by: 2).compactMap { place in
      UInt8(Array(digits)[place..<place + 2].map(String.init).joined(), radix: 16)
    }
  }
}
