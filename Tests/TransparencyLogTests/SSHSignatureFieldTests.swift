import Testing

@testable import TransparencyLog

/// A signature that holds more than OpenSSH writes, though it is over the message.
struct SSHSignatureFieldTests {
  private static let message = Array("the sums\n".utf8)
  private static let seed = [UInt8](repeating: 7, count: 32)

  private func isGood(reserved: String, after proof: [UInt8]) throws -> Bool {
    let key = try #require(Ed25519.publicKey(ofSeed: Self.seed))
    let names =
      SSHFields.string("snapshot@sample.test".utf8) + SSHFields.string(reserved.utf8)
      + SSHFields.string("sha256".utf8)
    let magic = Array("SSHSIG".utf8)
    let signed = magic + names + SSHFields.string(Hash.of(Self.message).bytes)
    let bytes = try #require(Ed25519.signature(over: signed, seed: Self.seed))
    let type = SSHFields.string("ssh-ed25519".utf8)
    let blob =
      magic + [0, 0, 0, 1] + SSHFields.string(type + SSHFields.string(key)) + names
      + SSHFields.string(type + SSHFields.string(bytes) + proof)
    return try SSHSignature(base64: Base64.standard.encode(blob)).isGood(over: Self.message)
  }

  @Test func `as OpenSSH writes it, it holds`() throws {
    #expect(try isGood(reserved: "", after: []))
  }

  @Test(arguments: [("more", [] as [UInt8]), ("", [0]), ("", [0, 0, 0, 0])])
  func `with something reserved, or more after its proof, it is refused`(
    reserved: String, after: [UInt8]
  ) throws {
    #expect(throws: FormatError.self) { try isGood(reserved: reserved, after: after) }
  }
}
