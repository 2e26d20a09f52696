import Foundation
import TallyReports
import Tallystick
import Testing
import TransparencyLog

/// Pages over records that are out of the ordinary, in a real browser.
struct OddPageTests {
  /// Words that end scripts, open comments, look like references, or turn text round.
  private static let words = [
    "</script><script>alert(1)</script>", "<!-- <script>", "--> ]]>", "&amp; &lt;b&gt; &#13;",
    "a\u{85}b\u{A0}c", "\u{202E}gnp.exe\u{202C}", "\u{FEFF}x\u{200B}y\u{2028}z", "\"' onload='x",
    "שלום 12 עולם", "e\u{301} \u{1F3F3}\u{FE0F}", "C:\\new \\u0000", "line\r\nbreak\tand tab\u{1}",
    "\u{FFFD}\u{E000}", "<textarea><plaintext><svg onload=alert(1)>",
  ]

  private static func line(_ members: [String: Any]) throws -> [UInt8] {
    Array(try JSONSerialization.data(withJSONObject: members))
  }

  private static func source(_ id: String, _ kind: String, side: String? = nil) throws -> [UInt8] {
    var body = ["source": id, "kind": kind, "name": "\(words[0]) \(id)", "reason": words[1]]
    body["side"] = side
    return try line(["type": "source", "stated": "2025-06-01", "body": body])
  }

  private static func hostile() throws -> PageSample {
    let claims = try words.enumerated().map { place, words in
      try line([
        "type": "announcement", "stated": "2025-06-\(10 + place)",
        "body": [
          "speaker": "ru", "attribution": "named", "quote": words, "lang": "en",
          "capture": ["url": "https://example.org/?q=\(words)"],
          "claim": [
            "act": "handover", "what": "remains", "from": "RU", "to": "UA", "whose": "UA",
            "count": ["exact": 10 + place, "words": words], "when": "2025-06-\(10 + place)",
            "scope": "event", "place": words,
          ],
        ],
      ])
    }
    return try PageSample(
      of: [source("ru", "party", side: "RU"), source("ua", "party", side: "UA")] + claims)
  }

  @Test func `hostile text stays text, and the bytes of every event come out as they went in`()
    throws
  {
    let sample = try Self.hostile()
    let texts =
      "JSON.stringify([...document.querySelectorAll('#events > li')]"
      + ".map((item) => item.textContent))"
    let sight = try #require(try Browser.open(Browser.Wish(sample.html, evaluate: texts)).first)
    #expect(sight.state == "whole", "\(sight.faults)")
    let read = try JSONDecoder().decode([String].self, from: Data((sight.value ?? "").utf8))
    #expect(read.map { Array($0.utf8) } == sample.entries.map(\.bytes))
    let main = try #require(sight.main)
    #expect(Array(main.utf8) == Array(sample.page.mainText.utf8))
    #expect(
      main.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || escaped("\($0)") == "\($0)" })
    #expect(main.contains(#"\u{202e}gnp.exe\u{202c}"#))
    #expect(sight.errors.isEmpty)
    #expect(sight.requests.isEmpty)
  }

  /// A record one event too long for its page, of which few events are behind figures.
  private static let long = Result { try makeLong() }

  private static func makeLong() throws -> (PageSample, seqs: [Int]) {
    var entries = try hostile().entries
    let recorded = entries.last?.recorded ?? .maximum
    let id = entries[0].id
    for seq in (entries.count + 1)...(ReportPage.mostEvents + 1) {
      let text =
        #"{"body":{},"id":"\#(id)","recorded":"\#(recorded)","recorder":"r","seq":\#(seq),"#
        + #""stated":"2025-06-01","type":"weather","v":1}"#
      entries.append(
        StoredEntry(
          seq: seq, id: id, label: nil, recorded: recorded, type: "weather",
          bytes: Array(text.utf8)))
    }
    var folding = Folding()
    for entry in entries { try folding.take(EntryBytes(seq: entry.seq, bytes: entry.bytes)) }
    let tree = MemoryTree(leafHashes: entries.map { Hash.leaf(of: $0.bytes) })
    let view = View(
      folding.history, root: folding.root, at: Cut(today: try Day(parsing: "2026-11-23")))
    let seqs = ReportPage.seqs(behind: view, key: try PageSample.key().verifier)
    var proofs: [Int: [Hash]] = [:]
    for seq in seqs {
      proofs[seq] = try InclusionProof.prove(index: seq - 1, size: entries.count, from: tree).hashes
    }
    return (
      try PageSample(view, entries: seqs.map { entries[$0 - 1] }, proofs: proofs), seqs
    )
  }

  @Test func `a long record's page holds the events behind its figures, each proven`() throws {
    let (sample, seqs) = try Self.long.get()
    #expect(seqs.count > 10)
    #expect(seqs.count < 100)
    let page = String(decoding: sample.html, as: UTF8.self)
    let changed = page.replacingOccurrences(
      of: "&quot;exact&quot;:12,", with: "&quot;exact&quot;:13,")
    #expect(changed != page)
    let one = try #require(page.range(of: #"<li id="e\#(seqs[3])">"#))
    let next = try #require(page.range(of: #"<li id="e\#(seqs[4])">"#))
    let removed = page.replacingCharacters(in: one.lowerBound..<next.lowerBound, with: "")
    let count = #"<summary id="count">"#
    let counted = removed.replacingOccurrences(
      of: "\(count)\(seqs.count) events", with: "\(count)\(seqs.count - 1) events")
    #expect(counted != removed)
    let links =
      "String([...document.querySelectorAll('main a[href^=\"#\"]')]"
      + ".filter((a) => !document.querySelector(a.getAttribute('href'))).length)"
    let sights = try Browser.open(
      Browser.Wish(sample.html, evaluate: links), Browser.Wish(Array(changed.utf8)),
      Browser.Wish(Array(counted.utf8)), Browser.Wish(Array(removed.utf8)))
    #expect(sights[0].state == "whole", "\(sights[0].faults)")
    #expect(
      sights[0].why?.hasPrefix(
        "Each of the \(seqs.count) events here is in the record of 20001; that another was removed "
          + "cannot be noticed from this page alone") == true)
    #expect(sights[0].value == "0")
    #expect(sights[0].main?.contains("that another one was removed cannot be noticed") == true)
    #expect(sights[1].state == "broken")
    #expect(sights[1].faults.first?.hasSuffix("is not in the record of the checkpoint") == true)
    #expect(sights[2].state == "whole")
    #expect(sights[3].faults == ["The page: it has other parts than it should"])
  }

  @Test func `a short record's page must hold all events, proofs or not`() throws {
    let sample = try Self.hostile()
    let tree = MemoryTree(leafHashes: sample.entries.map { Hash.leaf(of: $0.bytes) })
    var proofs: [Int: [Hash]] = [:]
    for entry in sample.entries.dropLast() {
      proofs[entry.seq] =
        try InclusionProof.prove(index: entry.seq - 1, size: tree.size, from: tree).hashes
    }
    let short = try PageSample(
      sample.view, entries: sample.entries.dropLast(), proofs: proofs)
    let sight = try #require(try Browser.open(Browser.Wish(short.html)).first)
    #expect(sight.state == "broken")
    #expect(sight.faults == ["The events: a record of this size has all its events on its page"])
  }

  @Test func `what is sealed or erased is said`() throws {
    let digests = ["A", "B"].map { String(repeating: $0, count: 42) + "A" }
    let sample = try PageSample(of: [
      Self.source("ru", "party", side: "RU"),
      Self.line([
        "type": "announcement", "stated": "2025-06-10", "label": "L",
        "body": [
          "speaker": "ru", "attribution": "named", "_sd": digests,
          "claim": ["act": "statement"],
        ],
      ]),
      Self.line([
        "type": "redaction", "stated": "2025-06-11",
        "body": ["of": "@L", "digest": digests[1], "reason": "asked for"],
      ]),
    ])
    #expect(sample.page.mainText.contains("#2, in …: sealed, not on this page. \(digests[0])\n"))
    #expect(sample.page.mainText.contains("#2, in …: erased, as #3 says. \(digests[1])\n"))
  }
}
