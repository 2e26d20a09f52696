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

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `when it was said, read from bytes, is what the whole reader reads`(seed: UInt64) {
    var random = SplitMix64(seed)
    var (read, plain) = (0, 0)
    var days = DayReader()
    for _ in 0..<400 {
      let text = PlainDateTests.time(&random)
      let stated = try? Stated(parsing: text)
      let bytes = Array(text.utf8)
      #expect(
        DaySpan(plainStated: bytes.span)
          == stated.map { DaySpan(from: $0.earliestDay, to: $0.latestDay) }, "\(text)")
      if stated != nil { read += 1 }
      guard let instant = Instant(plain: bytes.span, &days) else { continue }
      plain += 1
      #expect(instant.day == stated?.earliestDay && instant.day == stated?.latestDay, "\(text)")
      #expect(instant == stated?.earliest, "\(text)")
      #expect(stated?.instant != nil, "\(text)")
    }
    #expect((100..<400).contains(read))
    #expect((5..<read).contains(plain))
  }

  /// A day, or a time in one of many forms, good and bad, with many offsets.
  private static func time(_ random: inout SplitMix64) -> String {
    let day = "2025-06-\(random.pick("01", "13", "30", "31"))"
    if random.chance(20) { return day + random.pick("", "?", "~", "/\(day)") }
    let clock = random.pick("00:00:00", "01:20:00", "23:59:59", "12:30:60", "24:00:00", "09:15")
    let decimals = random.pick("", "", "", ".5", ".123456", ".1234567")
    let zone = random.pick(
      ["Z", "Z", "+03:00", "-11:00", "+14:00", "-12:00", "+00:00", "+03", "", "z", "+24:00"],
      or: "Z")
    return "\(day)T\(clock)\(decimals)\(zone)"
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
