import Testing
import TransparencyLog

@testable import Tallystick

/// What speakers sign themselves, and what append says of it.
struct StatementSignatureTests {
  private static let said = Draft.announce("A", "kshpw", "2025-06-14", .there("1195"))

  /// An act of each kind that can be signed, of the speaker `kshpw`.
  private static let acts: [Draft] = [
    said, .confirm("B", "kshpw", "2025-06-14", of: ["old"], ["count"]),
    .deny("C", "kshpw", "2025-06-14", of: "old"),
    .correct("D", "kshpw", "2025-06-14", of: "own", "of 7 remains"),
    .retract("E", "kshpw", "2025-06-14", of: "own"),
    .agree("F", "kshpw", "2025-06-14", [.owed("RU", "UA", "6000")]),
    .publish("G", "kshpw", "2025-06-14", "film"),
    .line(
      "silence", "H", "2025-06-14",
      [
        "speaker": "kshpw", "attribution": "institution", "silent": "ru",
        "about_words": "the number",
      ]),
  ]

  @Test func `every act of a speaker can be signed, and is read as without a signature`() throws {
    let (ledger, signer, _) = try Ledger.withKeys()
    try ledger.add(
      .announce("old", "ru", "2025-06-13", .there("1200")),
      .announce("own", "kshpw", "2025-06-13", .there("5", "2025-06-01")))
    let plain = try Ledger(
      .announce("old", "ru", "2025-06-13", .there("1200")),
      .announce("own", "kshpw", "2025-06-13", .there("5", "2025-06-01")))
    #expect(
      Set(Self.acts.compactMap(\.content.knownType)).count
        == EventType.allCases.filter(\.isAct).count)
    for act in Self.acts {
      // What is signed names events by their ids.
      let resolved = try ledger.resolved(act)
      let outcome = try #require(try ledger.add(signer.signing(resolved)).first)
      #expect(outcome.isNew && outcome.warnings == [])
      try plain.add(act)
      let event = try ledger.entry(#require(act.label)).event()
      #expect(event.content.isSigned && event.content.knownType == act.content.knownType)
      #expect(
        event.content.unsigned.inLowestVersion()
          == (try plain.entry(#require(act.label)).event().content))
    }
    #expect(try ledger.view().sides() == (try plain.view().sides()))
    let audit = try ledger.audit()
    #expect(audit.isWhole && audit.signed == Self.acts.count)
  }

  @Test func `a signature is over the line and a line feed, in the version that can be signed`()
    throws
  {
    let line = try #require(Self.said.content.forSigning)
    #expect(line.version == 3 && line.problems().isEmpty && !line.isSigned)
    #expect(line.statement == line.bytes + [0x0A])
    let signed = try Signer(1).signing(Self.said).content
    #expect(signed.version == 3 && signed.unsigned == line && signed.statement == line.statement)
    #expect(signed.inLowestVersion() == signed)
    let other = try #require(
      Draft.retract("E", "kshpw", "2025-06-14", of: "00112233445566778899aabbccddeeff").content
        .forSigning)
    #expect(other.version == 2)
    #expect(Draft.source("x", ["kind": "court", "name": "X"]).content.forSigning == nil)
  }

  @Test func `the signatures of the vectors, which ssh-keygen made, hold`() throws {
    let signed = try EventVector.all.map { try $0.decoded() }.filter(\.isSigned)
    #expect(Set(signed.compactMap(\.knownType)).count == 8)
    for content in signed {
      guard case .good(let signature) = content.checkedSignature else {
        Issue.record(
          "the vector of \(content.type) of \(content.stated.text) is not signed by its key")
        continue
      }
      #expect(signature.domain == "example.org" && signature.ssh.hash == "sha512")
    }
  }

  @Test func `a signature over any other line is refused`() throws {
    let (ledger, signer, _) = try Ledger.withKeys()
    let signed = try signer.signing(Self.said)
    for other in Self.others {
      var body = try #require(other.content.forSigning).body
      body["signature"] = signed.content.body["signature"]
      let forged = Draft(
        Content(type: "announcement", version: 3, stated: other.content.stated, body: body))
      #expect(
        try ledger.refusal(of: forged).hasPrefix(
          "body.signature: it is no signature over this statement, but over other words. Print"))
    }
    #expect(try ledger.refusal(of: signed) == "")
  }

  /// What differs from ``said`` in one field each.
  private static let others: [Draft] = [
    .announce("A", "kshpw", "2025-06-14", .there("1196")),
    .announce("A", "kshpw", "2025-06-15", .there("1195")),
    .announce("A", "kshpw", "2025-06-14", .back("1195")),
    .announce("A", "kshpw", "2025-06-14", .there("1195"), ["quote": "1,195"]),
    .announce("A", "kshpw", "2025-06-14", .there("1195"), ["repeat": 2]),
    .announce("A", "kshpw", "2025-06-14", .there("1195"), ["attribution": "named"]),
  ]

  @Test func `the key has to be one that the speaker had in the record before`() throws {
    let (ledger, headquarters, party) = try Ledger.withKeys()
    let refusal = try ledger.refusal(of: party.signing(Self.said))
    #expect(
      refusal.hasPrefix(
        "body.signature: it is made by the key \(party.key.fingerprint), and kshpw has "
          + "\(headquarters.key.fingerprint) in this record. Where it is kshpw's, register it first"
      ))
    #expect(
      try ledger.refusal(
        of: headquarters.signing(.announce("A", "icrc", "2025-06-14", .there("5")))
      )
      .contains("icrc has no key in this record"))
    // Whoever belongs to a source may speak under its key; nobody under that of its members.
    let envoy = Draft.announce("M", "medinsky", "2025-06-14", .there("1212"))
    #expect(try ledger.refusal(of: party.signing(envoy)) == "")
    #expect(
      try ledger.refusal(of: headquarters.signing(.announce("U", "ua", "2025-06-14", .there("5"))))
        .contains("ua has no key in this record"))
    // In one append the key may come first, and not last.
    let key = Draft.source("icrc", ["key": try Signer(3).line])
    let seen = try Signer(3).signing(.announce("R", "icrc", "2025-06-14", .there("5")))
    #expect(try ledger.refusal(of: key, seen) == "")
    #expect(try ledger.refusal(of: seen, key).contains("icrc has no key"))
  }

  @Test func `a new key takes the place of the old, and what was signed before stays signed`()
    throws
  {
    let (ledger, old, _) = try Ledger.withKeys()
    let new = try Signer(4)
    try ledger.add(old.signing(Self.said))
    try ledger.add(.source("kshpw", ["key": new.line], on: "2025-07-01"))
    let later = Draft.announce("Z", "kshpw", "2025-07-02", .there("3", "2025-07-01"))
    #expect(try ledger.refusal(of: old.signing(later)).contains("kshpw has \(new.key.fingerprint)"))
    try ledger.add(new.signing(later))
    try ledger.add(.source("kshpw", ["key": .array([old.line, new.line])], on: "2025-08-01"))
    let both = Draft.announce("Y", "kshpw", "2025-08-02", .there("4", "2025-08-01"))
    #expect(
      try ledger.refusal(of: old.signing(both)) == "" && ledger.refusal(of: new.signing(both)) == ""
    )
    try ledger.add(.source("kshpw", ["key": "none"], on: "2025-09-01"))
    #expect(try ledger.refusal(of: new.signing(both)).contains("kshpw has no key"))
    #expect(try ledger.audit().isWhole)
    let sources = try ledger.view().standing.sources
    for (label, signer) in [("A", old), ("Z", new)] {
      let event = try ledger.entry(label).event()
      let signing = try #require(sources.signing(of: event.content, at: event.seq))
      #expect(signing.signer?.id == "kshpw" && signing.fingerprint == signer.key.fingerprint)
    }
  }

  @Test func `a key that was registered by mistake is amended, and signs no more`() throws {
    let (ledger, headquarters, party) = try Ledger.withKeys()
    try ledger.add(headquarters.signing(Self.said))
    try ledger.add(.amend("M", of: "K-UA", ["void": true]))
    let later = Draft.announce("Z", "kshpw", "2025-07-02", .there("3", "2025-07-01"))
    #expect(try ledger.refusal(of: headquarters.signing(later)).contains("kshpw has no key"))
    // The record is whole: it was the key then. Whoever reads it is told that it is not any more.
    #expect(try ledger.audit().isWhole)
    let event = try ledger.entry("A").event()
    let signing = try #require(
      ledger.view().standing.sources.signing(of: event.content, at: event.seq))
    #expect(signing.signer == nil && signing.words.hasPrefix("not signed by its speaker"))
    try ledger.add(.amend("N", of: "K-RU", ["set": ["key": headquarters.line]]))
    let envoy = Draft.announce("E", "medinsky", "2025-07-02", .there("1212"))
    #expect(try ledger.refusal(of: headquarters.signing(envoy)) == "")
    #expect(try ledger.refusal(of: party.signing(envoy)).contains("ru has") == false)
  }

  @Test func `a line is signed for this record's domain, an entry of another record for its own`()
    throws
  {
    let (ledger, signer, _) = try Ledger.withKeys()
    let foreign = try signer.signing(Self.said, for: "other.test")
    #expect(
      try ledger.refusal(of: foreign)
        == "body.signature: it is made for \"statement@other.test\", and statements of this record are "
        + "signed for statement@ledger.test: let kshpw sign again, with -n statement@ledger.test.")
    try ledger.add(Draft(foreign.content, label: "A", id: foreign.content.id))
    #expect(try ledger.audit().isWhole)
    let event = try ledger.entry("A").event()
    let signing = try #require(
      ledger.view().standing.sources.signing(of: event.content, at: event.seq))
    #expect(signing.words.contains("signed by Headquarters for other.test, key SHA256:"))
  }

  @Test func `a signature of another purpose, of another kind of key, or none at all is refused`()
    throws
  {
    let (ledger, signer, _) = try Ledger.withKeys()
    let line = try #require(Self.said.content.forSigning)
    for (purpose, words) in [
      ("snapshot@ledger.test", "it is made for \"snapshot@ledger.test\""),
      ("statement@", "it is made for \"statement@\""), ("file", "it is made for \"file\""),
    ] {
      let signature = try signer.signature(over: line.statement, for: purpose)
      #expect(
        try ledger.refusal(of: Draft(line.signed(signature))).hasPrefix("body.signature: \(words)"))
    }
    var body = line.body
    body["signature"] = .string("U1NIU0lH" + String(repeating: "A", count: 240))
    let none = Draft(Content(type: "announcement", version: 3, stated: line.stated, body: body))
    #expect(try ledger.refusal(of: none).contains("no SSH signature of version 1"))
    body["signature"] = "signed"
    let short = Draft(Content(type: "announcement", version: 3, stated: line.stated, body: body))
    #expect(
      try ledger.refusal(of: short).contains(
        "is not an SSH signature: what `ssh-keygen -Y sign` writes"))
  }

  @Test func `digests stand in what is signed, and it holds when a value is destroyed`() throws {
    let (ledger, signer, _) = try Ledger.withKeys()
    let disclosure = try Disclosure(sealing: "driven by A. B.", as: "quote", salt: [UInt8](0..<16))
    var body = try #require(Self.said.content.forSigning).body
    body["_sd"] = .array([.string(disclosure.digest)])
    let sealed = Draft(
      Content(type: "announcement", stated: Self.said.content.stated, body: body), label: "A")
    try ledger.add(signer.signing(sealed))
    try ledger.add(
      .line(
        "redaction", nil, "2025-07-01",
        ["of": "@A", "digest": .string(disclosure.digest), "reason": "a court"]))
    let audit = try ledger.audit()
    #expect(audit.isWhole && audit.signed == 1 && audit.sealed.words?.contains("1 erased") == true)
    // Fields are sealed before they are signed, never after.
    let quoted = Draft.announce("Q", "kshpw", "2025-06-14", .there("9"), ["quote": "nine"])
    let late = try signer.signing(quoted)
    #expect(
      try ledger.refusal(of: Draft(late.content, label: "Q", sealed: ["quote"])).hasPrefix(
        "sealed: what is sealed now was not signed so"))
  }

  @Test func `an amendment neither sets nor drops a signature, and is no part of what was signed`()
    throws
  {
    let (ledger, signer, _) = try Ledger.withKeys()
    try ledger.add(signer.signing(Self.said))
    let signature = try #require(ledger.entry("A").event().content.body["signature"])
    for change: JSONObject in [["set": ["signature": signature]], ["drop": ["signature"]]] {
      #expect(
        try ledger.refusal(of: .amend("M", of: "A", change)).hasPrefix(
          "body.set: a signature is not amended"))
    }
    let outcome = try #require(
      try ledger.add(.amend("M", of: "A", ["set": ["claim": ["handover": "H-1"]]])).first)
    #expect(
      outcome.warnings.contains {
        $0.hasSuffix("is signed as it was recorded; what you amend is no part of what was signed.")
      })
    #expect(try ledger.audit().isWhole)
  }

  @Test func `the same without a signature is told of`() throws {
    let (ledger, signer, _) = try Ledger.withKeys()
    try ledger.add(Self.said)
    let seq = try ledger.seq("A")
    let outcome = try #require(
      try ledger.add(signer.signing(.announce("S", "kshpw", "2025-06-14", .there("1195")))).first)
    #expect(
      outcome.warnings == [
        "Event #\(seq) says the same without the signature: join the two with `tally link`, as same_utterance."
      ])
    #expect(try ledger.view().sides() == "– / 1195")
  }
}

extension Ledger {
  /// A draft with its labels replaced by the ids that they name.
  func resolved(_ draft: Draft) throws -> Draft {
    let record = PendingRecord(store, size: try store.end().size, now: .maximum)
    return Draft(try Decide(record).resolved(draft), label: draft.label)
  }
}
