import Testing

@testable import Tallystick

/// The short ways to read a plain day and a plain instant make what the long ways make.
struct PlainFormTests {
  private static let texts: [String] =
    ["2025-06-13", "2024-02-29", "2025-02-29", "0000-01-01", "9999-12-31", "2025-13-01"]
    .flatMap { day in ["", "?", "~", "%", "X", "Z", " "].map { day + $0 } }
    + ["2025-06", "2025-XX-01", "-2025-06-1", "2025-06-1a", "2025/06/13", "२०२५-06-13", "", "?"]

  @Test(arguments: texts)
  func `a plain day is read as by the whole reader`(text: String) throws {
    let plain = EDTFDate(plainDay: text)
    let read = try? EDTFDate(reading: text)
    #expect((try? EDTFDate(parsing: text)) == read)
    guard let plain else {
      #expect(read == nil || Day(plain: text.utf8.prefix(10)) == nil)
      return
    }
    let whole = try #require(read)
    #expect(plain.text == whole.text)
    #expect(plain.earliest == whole.earliest)
    #expect(plain.latest == whole.latest)
    #expect(plain.choice == whole.choice)
    #expect(plain.members == whole.members)
    #expect(plain.spans == whole.spans)
    #expect(plain.joinedSpans == whole.joinedSpans)
    #expect(plain.isUncertain == whole.isUncertain)
    #expect(plain.isApproximate == whole.isApproximate)
    #expect(plain.isUnresolved == whole.isUnresolved)
    #expect(DaysKey(plain) == DaysKey(whole))
    for from in [nil, Day(year: 2025, month: 6, day: 13), Day(year: 2030, month: 1, day: 1)] {
      #expect(plain.lies(within: from, to: nil) == whole.lies(within: from, to: nil))
      #expect(plain.lies(within: nil, to: from) == whole.lies(within: nil, to: from))
    }
  }

  @Test func `dates that mean one day have one key`() throws {
    let keys =
      try [
        "2025-06-13", "2025-06-13?", "[2025-06-13]", "2025-06-13/2025-06-13",
        "2025-06-13T01:20:00+03:00",
      ].map { DaysKey(try EDTFDate(parsing: $0)) } + [
        DaysKey(try Stated(parsing: "2025-06-13T23:00:00-05:00"))
      ]
    #expect(Set(keys).count == 1)
    #expect(keys[0] != DaysKey(try EDTFDate(parsing: "2025-06-14")))
    #expect(keys[0] != DaysKey.none)
  }

  @Test(arguments: [
    "2025-06-13T09:15:00Z", "2025-06-13T09:15:00.000001Z", "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z", "2025-06-13T24:00:00Z", "2025-06-13T23:60:00Z",
    "2025-06-13T23:59:60Z", "2025-02-29T00:00:00Z", "2025-06-13t09:15:00Z",
    "2025-06-13T09:15:00z", "2025-06-13T09:15:00+00:00", "2025-06-13T09:15:00.1Z",
    "2025-06-13 09:15:00Z", "2025-06-13T09:15Z", "", "Z",
  ])
  func `a plain instant is read as by the whole reader`(text: String) {
    let read = try? Instant(reading: text)
    #expect((try? Instant(parsing: text)) == read)
    if let plain = Instant(plain: text.utf8.span) { #expect(plain == read) }
  }
}
