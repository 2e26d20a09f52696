import Testing

@testable import TallyReports
@testable import Tallystick

/// Media by authenticity, unverified ones first (TheRules.md).
struct MediaTests {
  @Test(
    arguments: [
      ([:], "mentioned"), (["locator": "https://x.test/v"], "mentioned"),
      (["sha256": .string(String(repeating: "a", count: 64))], "archived"),
      (
        ["sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"], "mentioned"
      ),
    ] as [(JSONObject, String)])
  func `without an assessment the fields give the rung`(fields: JSONObject, rung: String) throws {
    let ledger = try Ledger(.publish("M", "paper", "2025-06-13", "film", fields))
    let line = try #require(try ledger.view().media.lines.first)
    #expect(line.rung == rung)
    #expect(!line.isAssessed)
    #expect(!line.isVerified)
    #expect(line.publishers == ["paper"])
  }

  @Test func `an assessment gives the rung, by the day it was made`() throws {
    let ledger = try Ledger(
      .publish("M", "paper", "2025-06-13", "film", ["locator": "https://x.test/v"]),
      .assess("X", "2025-06-20", "authenticity", "verified", ["medium": "film"]))
    let line = try #require(try ledger.view().media.lines.first)
    #expect(line.rung == "verified")
    #expect(line.isAssessed)
    #expect(line.isVerified)
    #expect(try line.seqs == ledger.seqs("M", "X"))
    #expect(try ledger.view(asOf: "2025-06-19").media.lines.map(\.rung) == ["mentioned"])
    #expect(
      try ledger.view(asOf: "2025-06-19", hindsight: true).media.lines.map(\.rung) == ["verified"])
  }

  @Test func `unverified ones come first, and those that know least before others`() throws {
    let values = ["verified", "provenance_known", "mentioned", "recycled", "archived"]
    let ledger = try Ledger()
    for (place, value) in values.enumerated() {
      try ledger.add(
        .publish("M\(place)", "paper", "2025-06-13", "m\(place)"),
        .assess("X\(place)", "2025-06-13", "authenticity", value, ["medium": "m\(place)".json]))
    }
    #expect(
      try ledger.view().media.lines.map(\.rung)
        == ["recycled", "mentioned", "archived", "provenance_known", "verified"])
    #expect(try MediaReport(ledger.view(), onlyUnverified: true).media.count == 4)
  }

  @Test func `the claims that lean on a medium and its denials are listed`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .publish("M", "paper", "2025-06-13", "film", ["shows": ["@A"], "publisher": "wire"]),
      .publish("N", "ru", "2025-06-14", "film", ["shows": "the column"]),
      .deny("X", "ua", "2025-06-15", of: "M", ["authenticity"]),
      .deny("Y", "ua", "2025-06-15", of: "N", ["authenticity"]),
      .retract("Z", "ua", "2025-06-16", of: "Y"))
    let line = try #require(try ledger.view().media.lines.first)
    #expect(try line.claims == ledger.seqs("A"))
    #expect(line.shows == ["the column"])
    #expect(try line.denials == ledger.seqs("X"))
    #expect(line.publishers == ["ru", "wire"])
    #expect(try line.seqs == ledger.seqs("M", "N", "X"))
  }

  @Test func `a claim that was not said yet does not lean on a medium`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-20", .there("1200")),
      .publish("M", "paper", "2025-06-13", "film", ["shows": ["@A"]]))
    #expect(try ledger.view(asOf: "2025-06-14").media.lines.map(\.claims) == [[]])
  }

  @Test func `a medium that was withdrawn is gone`() throws {
    let ledger = try Ledger(
      .publish("M", "paper", "2025-06-13", "film"), .retract("R", "paper", "2025-06-14", of: "M"))
    #expect(try ledger.view().media.lines.isEmpty)
    #expect(try ledger.view(asOf: "2025-06-13").media.lines.count == 1)
  }

  @Test func `what those say who published it stands side by side, the first first`() throws {
    let ledger = try Ledger(
      .publish(
        "N", "ru", "2025-06-14", "film", ["locator": "https://x.test/2", "when": "2025-06-02"]),
      .publish(
        "M", "paper", "2025-06-13", "film", ["locator": "https://x.test/1", "when": "2025-06-11"]),
      .publish(
        "O", "wire", "2025-06-15", "film",
        ["locator": "https://x.test/1", "when": "2025-06-02", "kind": "photo"]))
    let line = try #require(try ledger.view().media.lines.first)
    #expect(line.locators == ["https://x.test/1", "https://x.test/2"])
    #expect(line.whens.map(\.text) == ["2025-06-11", "2025-06-02"])
    #expect(line.kinds == ["video", "photo"])
    #expect(line.json["when"] == ["2025-06-11", "2025-06-02"])
    #expect(line.cells[5] == .text("2025-06-11; 2025-06-02"))
  }
}

extension String {
  fileprivate var json: JSONValue { .string(self) }
}
