import Testing

@testable import Tallystick

/// The days that are read from the bytes of a date are those of the date.
struct PlainDateTests {
  @Test(arguments: 0..<8 as Range<UInt64>)
  func `days read from bytes are those of the date`(seed: UInt64) throws {
    var random = SplitMix64(seed)
    var read = 0
    for _ in 0..<400 {
      let text = PlainDateTests.text(&random)
      let date = try? EDTFDate(parsing: text)
      let span = DaySpan(plainDate: Array(text.utf8).span)
      #expect(span == date.map { DaySpan(from: $0.earliest, to: $0.latest) }, "\(text)")
      if date != nil { read += 1 }
    }
    #expect((20..<380).contains(read))
  }

  /// A day, an interval, an open one, or something that is nearly one of these.
  private static func text(_ random: inout SplitMix64) -> String {
    func day(_ random: inout SplitMix64) -> String {
      let month = Int.random(in: 0...13, using: &random)
      let day = Int.random(in: 20...32, using: &random)
      let mark = random.pick(["", "", "", "?", "~"], or: "")
      return "2025-\(month < 10 ? "0" : "")\(month)-\(day)\(mark)"
    }
    let (one, other) = (day(&random), day(&random))
    let forms = [
      one, "\(one)/\(other)", "\(one)/\(one)", "../\(one)", "\(one)/..", "\(one)-\(other)",
      "..-\(one)", "\(one)/", "./\(one)",
    ]
    return random.pick(forms, or: one)
  }
}
