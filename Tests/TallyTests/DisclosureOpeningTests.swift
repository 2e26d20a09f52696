import Foundation
import Tallystick
import Testing

/// What disclosures open, looked at by both verifiers (RFC 9901 §7.1).
struct DisclosureOpeningTests {
  /// The disclosures that somebody could make, by name.
  private static func disclosures() throws -> [String: Disclosure] {
    let values: [(String, String, JSONValue)] = [
      ("quote", "quote", "we gave 3"), ("other quote", "quote", "we gave 300"),
      ("digests", "_sd", ["x"]), ("dots", "...", "x"), ("count", "count", ["exact": 300]),
      ("number", "quote", 5), ("long", "quote", .string(String(repeating: "ї", count: 301))),
      ("longest", "quote", .string(String(repeating: "ї", count: 300))), ("empty", "quote", ""),
      ("place", "place", "the bridge"), ("words", "words", "three"), ("reason", "reason", "no"),
      ("capture", "capture", ["url": "https://example.org/"]), ("bare", "capture", [:]),
      ("nested", "capture", ["_sd": ["x"], "url": "u"]), ("hash", "capture", ["sha256": "x"]),
      ("copied", "quote", "copied"), ("foreign", "anything", "x"),
    ]
    var made: [String: Disclosure] = [:]
    for (number, (name, field, value)) in values.enumerated() {
      let salt = [UInt8](repeating: UInt8(number), count: 16)
      made[name] = try Disclosure(sealing: value, as: field, salt: salt)
    }
    return made
  }

  /// The event that holds some of them: in its body, its claim, and the claim's count.
  private static func line(
    _ label: String, _ sealed: [String], claim: [String] = [], count: [String] = [],
    plain: [String: Any] = [:], in all: [String: Disclosure]
  ) throws -> Data {
    func digests(_ names: [String]) throws -> [String] {
      try names.map { try #require(all[$0]).digest }.sorted()
    }
    var number: [String: Any] = ["exact": 3]
    if !count.isEmpty { number["_sd"] = try digests(count) }
    var about: [String: Any] = [
      "act": "handover", "what": "remains", "from": "NORTH", "to": "SOUTH", "whose": "SOUTH",
      "count": number, "when": "2025-06-13",
    ]
    if !claim.isEmpty { about["_sd"] = try digests(claim) }
    var body: [String: Any] = [
      "speaker": "staff", "attribution": "named", "lang": label.hasSuffix("0") ? "en" : "uk",
      "claim": about,
    ]
    if !sealed.isEmpty { body["_sd"] = try digests(sealed) }
    body.merge(plain) { _, new in new }
    return try JSONSerialization.data(withJSONObject: [
      "type": "announcement", "label": label, "stated": "2025-06-14", "body": body,
    ])
  }

  private static let record = Result {
    try KeptFolder { folder in
      let all = try disclosures()
      let lines = try [
        line("two", ["quote", "other quote"], in: all),
        line("plain", ["longest"], plain: ["quote": "said"], in: all),
        line("odd", ["digests", "dots", "count", "reason", "place"], in: all),
        line("forms", ["number", "long", "empty", "bare", "nested", "hash"], in: all),
        line("deep", ["capture"], claim: ["place"], count: ["words"], in: all),
        line("copy-1", ["copied"], in: all),
        line("copy-2", ["copied"], plain: ["side": "SOUTH"], in: all),
      ]
      try folder.write(Data(Array(lines.joined(separator: [10])) + [10]), to: "lines.jsonl")
      let made = try folder.shell(
        """
        set -e
        tally init --origin open.test/r --test-clock 2025-07-01T00:00:00Z
        tally source --source staff --kind institution --name Staff --reason r --side SOUTH
        tally append lines.jsonl
        tally snapshot s
        """)
      try #require(made.status == 0, "\(made.output)")
    }
  }

  /// Disclosures that are handed on together, and what each verifier says of one of them; nothing
  /// where all is well.
  private static let cases: [(names: [String], tally: String?, second: String?)] = [
    (["quote"], nil, nil), (["capture", "words"], nil, nil),
    (["quote", "other quote"], "another one opens quote too", "a name that another one opens too"),
    (["longest"], "the event has quote in plain", "a name that stands beside it in plain"),
    (["digests"], "no field has that name", "a name that no field has"),
    (["dots"], "no field has that name", "a name that no field has"),
    (["count"], "none of that name can be sealed there", "a name that cannot be sealed there"),
    (["reason"], "none of that name can be sealed there", "a name that cannot be sealed there"),
    (["number"], "quote: this must be text of 1 to 300 characters", "a value that the field"),
    (["long"], "this has 301 characters, and at most 300 are allowed", "a value that the field"),
    (["empty"], "this is empty", "a value that the field cannot have"),
    (["bare"], "give at least one of: url, archive, sha256", "a value that the field cannot have"),
    (["nested"], "there is no such field", "a value that the field cannot have"),
    (["hash"], "is not a SHA-256", "a value that the field cannot have"),
    (["copied"], "has a digest that stands in #7 and #8", "a digest that stands twice"),
    (["foreign"], "opens no sealed field of these events", "no sealed field"),
  ]

  @Test(arguments: cases.indices)
  func `what a disclosure opens must be a field that can be sealed there, once`(
    place: Int
  ) throws {
    let (names, first, second) = Self.cases[place]
    let all = try Self.disclosures()
    let chosen = try names.map { try #require(all[$0]) }.sorted { $0.digest < $1.digest }
    try Self.record.get().use(inMemory: true) { folder in
      let lines = chosen.map { "{\"disclosure\":\"\($0.text)\"}\n" }.joined()
      try folder.write(Data(lines.utf8), to: "s/disclosures.jsonl")
      // Nobody signed these sums; what each says of the disclosures is what counts here.
      let report = try folder.tally("verify", "s")
      let found = report.lines.filter { $0.contains("in disclosures.jsonl: line") }
      #expect(found.count == (first == nil ? 0 : 1), "\(names): \(report.output)")
      if let first { #expect(found.first?.contains(first) == true, "\(names): \(report.output)") }
      let python = try folder.shell(
        "python3 -B '\(Project.root)/tools/verify_snapshot.py' s", joined: false)
      let lined = python.lines.filter { $0.hasPrefix("disclosures.jsonl: line") }
      #expect(lined.count == (second == nil ? 0 : 1), "\(names): \(python.output)")
      if let second { #expect(lined.first?.contains(second) == true, "\(python.output)") }
    }
  }
}
