import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

/// The reports in a snapshot, which are written row by row from a view that keeps no texts.
struct SnapshotReportsTests {
  @Test(arguments: RandomRecords.range)
  func `they are the bytes that the program prints`(place: Int) throws {
    let events = try RandomRecords.events(place)
    let sample = try SnapshotSample(of: events)
    let view = View(folding: events, at: Cut(today: try Day(parsing: "2025-07-01")))
    for name in SnapshotReports.allCases {
      let report = name.report(of: view)
      #expect(sample.folder.files[name.csvPath] == Array(report.table.csv.utf8))
      #expect(
        sample.folder.files[name.jsonPath]
          == CanonicalJSON.bytes(.object(report.json)) + [NoteLines.newline])
      var withRules = report.json
      withRules["rules"] = .object(Rules.json(report.rules))
      #expect(report.bytes(as: .json, withRules: true) == withRules.line)
      #expect(report.bytes(as: .csv) == Array(report.table.csv.utf8))
    }
    let page = ReportPage(
      view, key: try SnapshotSample.key.verifier, entries: events.map { StoredEntry($0) })
    let note = try #require(sample.folder.files["reports.note"])
    let html = page.html(checkpoint: sample.checkpoint.note.bytes, reportsNote: note)
    #expect(sample.folder.files["report.html"] == html)
  }

  @Test(arguments: [0, 1, 3_000])
  func `a list comes in pieces that are its bytes`(count: Int) throws {
    let rows = ReportRows(
      ["n", "words"], Array(0..<count), beside: ["zz": [1], "aa": "x"],
      json: { ["n": .integer(Int64($0)), "words": .string("“\($0)”, said")] },
      cells: { [.number($0), .text("“\($0)”, said")] })
    let cut = try Ledger().view().cut
    var csv: [[UInt8]] = []
    rows.writeCSV { csv.append($0) }
    #expect(Array(csv.joined()) == Array(rows.table.csv.utf8))
    var json: [[UInt8]] = []
    rows.writeJSON(cut: cut) { json.append($0) }
    var whole = rows.fields
    whole["cut"] = .object(cut.json)
    #expect(Array(json.joined()) == CanonicalJSON.bytes(.object(whole)) + [NoteLines.newline])
    #expect(json.allSatisfy { $0.count < 1 << 17 })
    #expect(count < 3_000 || json.count > 1 && csv.count > 0)
  }

  @Test func `what may be sealed is kept, and nothing else`() throws {
    let digest = String(repeating: "A", count: 43)
    let open = try Ledger(.announce("A", "ru", "2025-06-01", "statement", ["quote": "q"]))
    var parts = RecordParts()
    func take(_ bytes: [UInt8]) throws {
      try parts.take(bytes, seq: parts.size + 1, leafHash: Hash.leaf(of: bytes))
    }
    for seq in 1...9 { try take(try open.store.entries(seq...seq)[0].bytes) }
    #expect(parts.sealedFields.all == [])
    let text =
      #"{"body":{"_sd":["\#(digest)"],"attribution":"named","claim":{"act":"statement"},"#
      + #""speaker":"ru"},"id":"00112233445566778899aabbccddeeff","#
      + #""recorded":"2026-01-01T00:00:01Z","recorder":"r","seq":10,"stated":"2025-06-01","#
      + #""type":"announcement","v":1}"#
    try take(Array(text.utf8))
    #expect(parts.sealedFields.all.map(\.digest) == [digest])
  }

  @Test func `an entry that says that it is another one is refused`() throws {
    let ledger = try Ledger(.announce("A", "ru", "2025-06-01", "statement", ["quote": "q"]))
    let second = try ledger.store.entries(2...2)[0].bytes
    var parts = RecordParts()
    #expect(throws: StoreError.damaged(seq: 1, reason: "it says that it is number 2")) {
      try parts.take(second, seq: 1, leafHash: Hash.leaf(of: second))
    }
  }
}
