import Testing

@testable import TransparencyLog

/// A signature by ssh-keygen (OpenSSH), over "the sums" and a line feed.
struct SSHSignatureTests {
  private static let text = """
    -----BEGIN SSH SIGNATURE-----
    U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgkQNGBri+z6HMNU144r4QmEjlYM
    Or1Zbe7zzEaRFkJAYAAAAUc25hcHNob3RAc2FtcGxlLnRlc3QAAAAAAAAABnNoYTUxMgAA
    AFMAAAALc3NoLWVkMjU1MTkAAABAsuZsGt8NHsceBJBhZCTspXcAzO6Dq1kEZ4AFZWzWy1
    Et3Vv97ZgScA1tuNM8sJz5pjokKa/Vzta4oSqLUzHSCg==
    -----END SSH SIGNATURE-----

    """

  private static let publicKey =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJEDRga4vs+hzDVNeOK+EJhI5WDDq9WW3u88xGkRZCQG"

  private static let fingerprint = "SHA256:wshs36Lva+2mW8GewZXvkoTaQiCDWZK0r0v3tKhzPlo"

  @Test func `it is read, and written again as it was`() throws {
    let signature = try SSHSignature(parsing: Array(Self.text.utf8))
    #expect(signature.bytes == Array(Self.text.utf8))
    #expect(signature.namespace == "snapshot@sample.test")
    #expect(signature.key.type == "ssh-ed25519")
    #expect(signature.key.line == Self.publicKey)
    #expect(signature.key.fingerprint == Self.fingerprint)
    #expect(try SSHKey(line: Array("\(Self.publicKey) somebody\n".utf8)) == signature.key)
  }

  /// What ssh-keygen forgives, or what changes no byte of what it decodes.
  @Test(arguments: [
    ("\n", "\n\n"), ("\n", "\r\n"), ("\n", ""), ("-----BEGIN", " -----BEGIN"),
    ("SIGNATURE-----\n", "SIGNATURE----- \n"), ("U1NI", "U1NI\n"), ("U1NI", "U 1NI"),
    ("U1NI", "u1NI"),
  ])
  func `another spelling is refused, wherever it stands`(old: String, new: String) throws {
    let ranges = Self.text.ranges(of: old)
    try #require(!ranges.isEmpty)
    for range in ranges {
      let other = Self.text.replacing(old, with: new, subrange: range)
      #expect(throws: FormatError.self) { try SSHSignature(parsing: Array(other.utf8)) }
    }
  }

  @Test func `a byte too many or too few is refused`() {
    let bytes = Array(Self.text.utf8)
    for place in bytes.indices {
      var other = bytes
      other.remove(at: place)
      #expect(throws: FormatError.self) { try SSHSignature(parsing: other) }
      other = bytes
      other.insert(UInt8(ascii: "\n"), at: place)
      #expect(throws: FormatError.self) { try SSHSignature(parsing: other) }
    }
    #expect(throws: FormatError.self) { try SSHSignature(parsing: bytes + [0x0A]) }
  }

  @Test(arguments: ["", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-rsa \(publicKey.dropFirst(12))"])
  func `what is no public key is refused`(line: String) {
    #expect(throws: FormatError.self) { try SSHKey(line: Array(line.utf8)) }
  }

  @Test func `it holds over what ssh-keygen signed, and over nothing else`() throws {
    let message = Array("the sums\n".utf8)
    for (text, hash) in [(Self.text, "sha512"), (Self.shortHash, "sha256")] {
      let signature = try SSHSignature(parsing: Array(text.utf8))
      #expect(signature.hash == hash)
      #expect(try signature.isGood(over: message))
      #expect(try SSHSignature(base64: signature.base64) == signature)
      for other in ["the sums", "the sums\n\n", "The sums\n", ""] {
        #expect(try !signature.isGood(over: Array(other.utf8)))
      }
    }
  }

  @Test func `with any bit of it turned over it holds no more`() throws {
    let signature = try SSHSignature(parsing: Array(Self.text.utf8))
    let blob = try Base64.standard.decode(signature.base64)
    for place in blob.indices {
      for bit in 0..<8 {
        var other = blob
        other[place] ^= 1 << bit
        let read = try? SSHSignature(base64: Base64.standard.encode(other))
        #expect((try? read?.isGood(over: Array("the sums\n".utf8))) != true, "\(place)")
      }
    }
    for count in 0..<blob.count {
      let read = try? SSHSignature(base64: Base64.standard.encode(blob.prefix(count)))
      #expect((try? read?.isGood(over: Array("the sums\n".utf8))) != true)
    }
  }

  @Test(arguments: [(ellipticCurve, "ecdsa-sha2-nistp256"), (rsa, "ssh-rsa")])
  func `of a key of another type it is not told whether it holds`(text: String, type: String)
    throws
  {
    let signature = try SSHSignature(parsing: Array(text.utf8))
    #expect(signature.key.type == type && signature.key.ed25519 == nil)
    #expect {
      try signature.isGood(over: Array("the sums\n".utf8))
    } throws: { error in
      "\(error)" == "its key is of the type \(type), and only ssh-ed25519 is checked"
    }
  }

  @Test func `a key of small order, or of another length, is none`() throws {
    let type = SSHFields.string("ssh-ed25519".utf8)
    for point in Ed25519.smallOrders {
      #expect(try SSHKey(blob: type + SSHFields.string(point)).ed25519 == nil)
    }
    let key = try #require(try SSHKey(line: Array(Self.publicKey.utf8)).ed25519)
    #expect(try SSHKey(blob: type + SSHFields.string(key)).ed25519 == key)
    #expect(try SSHKey(blob: type + SSHFields.string(key.dropLast())).ed25519 == nil)
    #expect(try SSHKey(blob: type + SSHFields.string(key + [0])).ed25519 == nil)
    #expect(try SSHKey(blob: type + SSHFields.string(key) + [0]).ed25519 == nil)
  }

  /// What is signed is put together here from the specification, byte by byte.
  @Test func `the bytes under it are those of the specification`() throws {
    let seed = Array(repeating: UInt8(7), count: 32)
    let publicKey = try #require(Ed25519.publicKey(ofSeed: seed))
    let key = [0, 0, 0, 11] + Array("ssh-ed25519".utf8) + [0, 0, 0, 32] + publicKey
    let digest = SHA512.hash(of: Array("m".utf8))
    let names =
      [0, 0, 0, 3] + Array("a@b".utf8) + [0, 0, 0, 0] + [0, 0, 0, 6] + Array("sha512".utf8)
    let signed = Array("SSHSIG".utf8) + names + [0, 0, 0, 64] + digest
    let bytes = try #require(Ed25519.signature(over: signed, seed: seed))
    let inner = [0, 0, 0, 11] + Array("ssh-ed25519".utf8) + [0, 0, 0, 64] + bytes
    let blob =
      Array("SSHSIG".utf8) + [0, 0, 0, 1] + [0, 0, 0, 51] + key + names + [0, 0, 0, 83] + inner
    let signature = try SSHSignature(base64: Base64.standard.encode(blob))
    #expect(try signature.isGood(over: Array("m".utf8)))
    #expect(signature.namespace == "a@b")
  }

  private static let shortHash = """
    -----BEGIN SSH SIGNATURE-----
    U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgKKaCdEOmCiJh62+t7JH363u/ks
    rsPmTEIsSKIh1wdzYAAAAVc3RhdGVtZW50QHNhbXBsZS50ZXN0AAAAAAAAAAZzaGEyNTYA
    AABTAAAAC3NzaC1lZDI1NTE5AAAAQOFrQYIGt29kj8XL2PMMNRlDh5XaVllFftUDzv5F0V
    /WwlRcRYYTzfDEiTee/hIFnOAc+l219L3OLZbFVMF9VQQ=
    -----END SSH SIGNATURE-----

    """

  static let ellipticCurve = """
    -----BEGIN SSH SIGNATURE-----
    U1NIU0lHAAAAAQAAAGgAAAATZWNkc2Etc2hhMi1uaXN0cDI1NgAAAAhuaXN0cDI1NgAAAE
    EEqjw7hgXMhAgw9jygLHGMd2unnitPjXWXATE0nXtBf9oougtHKE3NXJWfVnqyZ4uzFgS/
    Jdo0Yyqncti5GVo9GQAAABVzdGF0ZW1lbnRAc2FtcGxlLnRlc3QAAAAAAAAABnNoYTUxMg
    AAAGQAAAATZWNkc2Etc2hhMi1uaXN0cDI1NgAAAEkAAAAhAMTHoyQnw0rUNShUIzMv756h
    Chc7Wd8kLDrUKA5ZJkSeAAAAIHgdEGc/dup8Jml5NpOJ+PaK3sZWYP4rl1yej3367S7q
    -----END SSH SIGNATURE-----

    """

  static let rsa = """
    -----BEGIN SSH SIGNATURE-----
    U1NIU0lHAAAAAQAAARcAAAAHc3NoLXJzYQAAAAMBAAEAAAEBAK4PgeIye883YGcDF0YXMT
    Dp1rlBcNyhqhO8ti5DKBvAWvGBJkTf25voM4f193FRJ2pbVdo7K50y4+E6ibaJXR2HvWJ7
    +rJX2LWg+PEZARKRDgb6Src29fKCS1BmNxFBmdzSwt/sLHvzwb5mzWVnCBKckih7zR5TaL
    LuzM8rafA6RsGKXgp6jZx5vTvJRX9wbzGyE7TljG6PPn2p7R36W0BiyyrIZPruwW5LPhaw
    HW9UDWPznWk1SyVXrz4kevCL76tGS4zkvYj93tc4UHzbz9cwKblj+sH9y9K2qSR9GApGtl
    zRs+AXgLeTnlNtf5t2EuaXAgQvUEcAk3ICRlKFlmcAAAAVc3RhdGVtZW50QHNhbXBsZS50
    ZXN0AAAAAAAAAAZzaGE1MTIAAAEUAAAADHJzYS1zaGEyLTUxMgAAAQCEoA9DAcwIQqd2SH
    kOMxPlk/y6qoZiPoA4JWVit4LE5eFWbQ9OV3YURXLdAoPhPDVb9cdununNzs7o2aqReMQC
    eUrBpJs1be9LKV1nwCeQkPhDZJLXhbwdWf0nmlF7oEtSILsa+eYezhrl7vRPREFsvunCm0
    zvgxOVECI+unON9hg1edEAkoOGSIcajdjj5sCf6QL9TmD9RZqcFD3QrM7Dp5eAJO+Dh/0w
    itLFKa1BO868YvdY8M6CHHSeodZeyOlpmItexAkAfYAckC6CXucgii8nnlp2ETaA/s7AAB
    gtW7H3W32zffaygW4Hm7uYU7s60lSx7jPOQ85NCI0stKKB
    -----END SSH SIGNATURE-----

    """
}
