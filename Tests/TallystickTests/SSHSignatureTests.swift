import Testing
import TransparencyLog

@testable import Tallystick

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

  @Test func `a custodian signs under the origin, for its domain alone`() throws {
    let key = try SSHKey(line: Array(Self.publicKey.utf8))
    let custodian = try Custodian(of: Origin("example.org/istanbul-2025"), key: key)
    #expect(
      custodian.allowedSigner == "example.org/istanbul-2025 namespaces=\"snapshot@example.org\" "
        + "\(Self.publicKey)\n")
    for origin in ["a,b", "*", "a?", "!a", "#a", "a\"b", "a\\b"] {
      #expect(throws: FormatError.self) { try Custodian(of: Origin(origin), key: key) }
    }
  }
}
