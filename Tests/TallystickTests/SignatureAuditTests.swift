import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

/// What an audit says of the signatures of speakers.
struct SignatureAuditTests {
  /// A record in which the headquarters signed one statement, and said another.
  private static func ledger() throws -> (Ledger, Signer) {
    let (ledger, signer, _) = try Ledger.withKeys()
    try ledger.add(
      signer.signing(.announce("A", "kshpw", "2025-06-14", .there("1195"))),
      .announce("B", "kshpw", "2025-06-15", .there("3", "2025-06-15")))
    return (ledger, signer)
  }

  /// The same events with another in the place of the one with a label, as whoever has no guard in the
  /// way can write them: whole, with an id of its own.
  private static func events(
    _ ledger: Ledger, _ label: String, _ change: (inout JSONObject) throws -> Void
  ) throws -> [Event] {
    try ledger.events().map { event in
      guard event.label == label else { return event }
      var body = event.content.body
      try change(&body)
      let content = Content(
        type: event.content.type, version: event.content.version, stated: event.content.stated,
        body: body)
      return Event(
        seq: event.seq, id: content.id, label: label, recorded: event.recorded,
        recorder: event.recorder, content: content)
    }
  }

  private static func audit(_ events: [Event]) throws -> AuditReport {
    let table = events.map { AuditRow(StoredEntry($0)) }
    let record = OpenRecord(origin: "ledger.test/record", table: table)
    for rows in [AuditRows(table)] {
      // The row that is scanned and the one that is read say the same.
      for (row, checked) in zip(table, rows.checked(rows.indices)) {
        #expect((CheckedRow(reading: row).signing == nil) == (checked.signing == nil))
      }
    }
    return try RecordAudit(of: record, vouched: nil).run()
  }

  @Test func `a record with signatures that hold is whole, and says how many`() throws {
    let (ledger, _) = try Self.ledger()
    let report = try ledger.audit()
    #expect(report.isWhole && report.signed == 1)
  }

  @Test func `a signature under other words is found at its place`() throws {
    let (ledger, _) = try Self.ledger()
    let seq = try ledger.seq("A")
    let report = try Self.audit(
      Self.events(ledger, "A") { $0["claim"] = .claim(.there("1196")) })
    #expect(
      report.findings == [
        Finding(
          .badSignature, at: seq...seq, "the signature of \"kshpw\" in it is not over these words")
      ])
    #expect(report.signed == 0)
  }

  @Test func `one bit of a signature turned over is found`() throws {
    let (ledger, _) = try Self.ledger()
    let seq = try ledger.seq("A")
    let text = try #require(ledger.entry("A").event().content.body["signature"]?.string)
    let blob = try Base64.standard.decode(text)
    for place in stride(from: 0, to: blob.count, by: 3) {
      var other = blob
      other[place] ^= 1
      let report = try Self.audit(
        Self.events(ledger, "A") { $0["signature"] = .string(Base64.standard.encode(other)) })
      #expect(report.classes == [.badSignature] && report.names(seq), "byte \(place)")
    }
    for wrong: JSONValue in ["", "U1NIU0lH", true, .array([.string(text)]), ["sig": .string(text)]]
    {
      let report = try Self.audit(Self.events(ledger, "A") { $0["signature"] = wrong })
      #expect(report.classes == [.badSignature], "\(wrong)")
    }
  }

  @Test func `a key that the speaker did not have then is found`() throws {
    let (ledger, _) = try Self.ledger()
    let seq = try ledger.seq("A")
    let report = try Self.audit(Self.events(ledger, "K-UA") { $0["key"] = try Signer(9).line })
    #expect(report.classes == [.badSignature] && report.names(seq))
    #expect(
      report.findings.first?.detail.hasSuffix("\"kshpw\" had no such key in the record then")
        == true)
    // The key comes after the statement: what matters is what the record held before it.
    var events = try ledger.events()
    let late = try #require(events.firstIndex { $0.label == "K-UA" })
    events.append(events.remove(at: late))
    let moved = events.enumerated().map { place, event in
      Event(
        seq: place + 1, id: event.id, label: event.label,
        recorded: Instant(microseconds: Int64(place + 1) * 1_000_000) ?? .minimum,
        recorder: event.recorder, content: event.content)
    }
    #expect(try Self.audit(moved).classes == [.badSignature])
    let silent = moved.filter { $0.content.isSigned }
    #expect(silent.count == 1)
  }

  @Test func `a statement that is attributed to another is found`() throws {
    let (ledger, _) = try Self.ledger()
    let report = try Self.audit(Self.events(ledger, "A") { $0["speaker"] = "ua" })
    #expect(report.classes == [.badSignature])
  }

  @Test func `an entry that was changed is told of once`() throws {
    let (ledger, _) = try Self.ledger()
    let seq = try ledger.seq("A")
    var table = try ledger.events().map { AuditRow(StoredEntry($0)) }
    let bytes = try #require(table[seq - 1].bytes)
    let place = try #require(bytes.firstRange(of: Array("1195".utf8))?.lowerBound)
    table[seq - 1] = table[seq - 1].flipping(1, at: place)
    let report = try RecordAudit(
      of: OpenRecord(origin: "ledger.test/record", table: table), vouched: nil
    ).run()
    #expect(report.classes == [.altered] && report.names(seq))
  }

  @Test func `a snapshot says of its signatures what its record says`() throws {
    let (ledger, _) = try Self.ledger()
    let whole = try SnapshotSample(of: ledger.events())
    let report = try whole.audit()
    #expect(report.isWhole && report.signed == 1)
    let seq = try ledger.seq("A")
    let forged = try Self.events(ledger, "A") { $0["quote"] = "1,195" }
    let found = try SnapshotSample(of: forged).audit().findings
    #expect(found.map(\.damage) == [.badSignature] && found.first?.seqs == seq...seq)
    #expect(found.first?.file == "tile/entries/000.p/\(forged.count)")
    // So does its page, when it comes alone.
    for (events, isWhole) in [(try ledger.events(), true), (forged, false)] {
      let page = try #require(try SnapshotSample(of: events).folder.files["report.html"])
      let alone = PageAudit(of: page, vouched: try SnapshotSample.key.verifier).run()
      #expect(alone.findings.map(\.damage) == (isWhole ? [] : [.badSignature]))
    }
  }

  /// No signature holds over any other statement, whatever the statements are.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `of random acts each signature holds over its own alone`(seed: UInt64) throws {
    let signer = try Signer(5)
    let acts = try RandomRecord(seed: seed, size: 40).events().compactMap(\.content.forSigning)
    #expect(acts.count > 15)
    let signatures = try acts.map { act in
      try signer.signature(over: act.statement, for: "statement@random.test")
    }
    for (act, own) in zip(acts, signatures) {
      for other in signatures {
        let isGood =
          if case .good = act.signed(other).checkedSignature { true } else { false }
        #expect(isGood == (own == other))
      }
    }
    #expect(Set(acts.map(\.statement)).count == acts.count)
  }
}
