import Testing
import TransparencyLog

@testable import Tallystick

/// What a signature was made for: one for something else signs no statement.
struct SignaturePurposeTests {
  private func isTaken(_ namespace: String) throws -> Bool {
    let signature = try Signer(1).signature(over: Array("words\n".utf8), for: namespace)
    return (try? StatementSignature(signature)) != nil
  }

  @Test(arguments: ["snapshot@ledger.test", "file", "xstatement@ledger.test", "statement@"])
  func `a signature for something else, or for no domain, is no statement's`(namespace: String)
    throws
  {
    #expect(try !isTaken(namespace))
  }

  @Test func `one for the domain of a record is`() throws {
    #expect(try isTaken("statement@ledger.test"))
  }
}
