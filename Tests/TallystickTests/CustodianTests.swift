import TallyReports
import Tallystick
import Testing
import TransparencyLog

struct CustodianTests {
  private static let publicKey =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJEDRga4vs+hzDVNeOK+EJhI5WDDq9WW3u88xGkRZCQG"

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
