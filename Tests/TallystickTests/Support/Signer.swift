import Testing
import TransparencyLog

@testable import Tallystick

/// A key of SSH that signs as PROTOCOL.sshsig says.
struct Signer {
  private let seed: [UInt8]

  /// The key as it stands in a file `KEY.pub`.
  let key: SSHKey

  /// Creates the signer of a number.
  init(_ number: UInt8) throws {
    seed = Array(repeating: number, count: 32)
    let publicKey = try #require(Ed25519.publicKey(ofSeed: seed))
    key = try SSHKey(blob: Signer.string("ssh-ed25519".utf8) + Signer.string(publicKey))
  }

  /// The line of the key, as an event holds it.
  var line: JSONValue { .string(key.line) }

  /// A signature over a message.
  func signature(over message: [UInt8], for namespace: String) throws -> SSHSignature {
    let names = Signer.string(namespace.utf8) + Signer.string([]) + Signer.string("sha256".utf8)
    let magic = Array("SSHSIG".utf8)
    let signed = magic + names + Signer.string(Hash.of(message).bytes)
    let bytes = try #require(Ed25519.signature(over: signed, seed: seed))
    let inner = Signer.string("ssh-ed25519".utf8) + Signer.string(bytes)
    let blob = magic + [0, 0, 0, 1] + Signer.string(key.blob) + names + Signer.string(inner)
    return try SSHSignature(base64: Base64.standard.encode(blob))
  }

  /// A draft with the signature of its speaker, for a record of `domain`.
  func signing(_ draft: Draft, for domain: String = "ledger.test") throws -> Draft {
    let line = try #require(draft.content.forSigning)
    let signature = try signature(over: line.statement, for: "statement@\(domain)")
    return Draft(line.signed(signature), label: draft.label, sealed: draft.sealed)
  }

  private static func string(_ bytes: some Collection<UInt8>) -> [UInt8] {
    [0, 0, UInt8(bytes.count >> 8), UInt8(bytes.count & 255)] + bytes
  }
}

extension Ledger {
  /// A record in which the headquarters of Ukraine and the party of Russia have a key each.
  static func withKeys() throws -> (ledger: Ledger, headquarters: Signer, party: Signer) {
    let (headquarters, party) = (try Signer(1), try Signer(2))
    return (
      try Ledger(
        .source("kshpw", ["key": headquarters.line], label: "K-UA"),
        .source("ru", ["key": party.line], label: "K-RU")),
      headquarters, party
    )
  }

  /// The audit of the record.
  func audit() throws -> AuditReport {
    let entries = try store.entries(1...store.end().size)
    let record = OpenRecord(origin: store.origin, table: entries.map { AuditRow($0) })
    return try RecordAudit(of: record, vouched: nil).run()
  }
}
