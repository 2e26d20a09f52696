import Testing

@testable import Tallystick

struct BoundsTests {
  private static let small: [Bounds] = (0...4).flatMap { min in
    [Bounds(min: Int64(min), max: nil)] + (min...4).map { Bounds(min: Int64(min), max: Int64($0)) }
  }

  private func holds(_ bounds: Bounds, _ number: Int64) -> Bool {
    number >= bounds.min && number <= bounds.max ?? .max
  }

  @Test func `two overlap when some number lies in both`() {
    for one in BoundsTests.small {
      for two in BoundsTests.small {
        let both = (0...9 as ClosedRange<Int64>).contains { holds(one, $0) && holds(two, $0) }
        #expect(one.overlaps(two) == both)
        #expect((one.distance(from: two) == 0) == both)
        #expect(one.distance(from: two) == -two.distance(from: one))
      }
    }
  }

  @Test func `the union holds both and begins and ends with one of them`() {
    for one in BoundsTests.small {
      for two in BoundsTests.small {
        let union = one.union(two)
        #expect(union.min == min(one.min, two.min))
        #expect(union.max == one.max.flatMap { upper in two.max.map { max($0, upper) } })
        #expect(union == two.union(one))
      }
    }
  }

  @Test func `the distance is signed, from end to end`() {
    #expect(Bounds(10).distance(from: Bounds(min: 3, max: 7)) == 3)
    #expect(Bounds(min: 3, max: 7).distance(from: Bounds(10)) == -3)
    #expect(Bounds(min: 3, max: nil).distance(from: Bounds(10)) == 0)
    #expect(Bounds(2).distance(from: Bounds(min: 3, max: nil)) == -1)
  }

  @Test func `numbers that may be one have no distance, however they are printed`() {
    let about = Bounds(about: 600)
    for end in [about.min, about.max ?? 0] {
      #expect(Bounds(end).gap(from: about) == Amount(number: 0, isAbout: false))
      #expect(about.gap(from: Bounds(end)) == Amount(number: 0, isAbout: false))
    }
    #expect(Bounds(about.min - 1).gap(from: about).isAbout)
  }

  @Test func `sums add the ends, and never overflow`() {
    #expect(Bounds(min: 1, max: 2) + Bounds(min: 10, max: 20) == Bounds(min: 11, max: 22))
    #expect(Bounds(min: 1, max: nil) + Bounds(5) == Bounds(min: 6, max: nil))
    #expect(Bounds(.max) + Bounds(1) == Bounds(.max))
  }

  @Test(
    arguments: [(5, 5 as Int64?, "5"), (5, 7, "5..7"), (5, nil, "5+")] as [(Int64, Int64?, String)])
  func `bounds print as a count does`(min: Int64, max: Int64?, text: String) {
    #expect(Bounds(min: min, max: max).description == text)
    #expect(Bounds(min: min, max: max).exact == (min == max ? min : nil))
  }

  @Test(
    arguments: [
      (Count.largest, Count.largest + 1, "9007199254740991..too large"),
      (Count.largest + 1, Count.largest + 2, "too large"), (Count.largest + 1, nil, "too large"),
    ] as [(Int64, Int64?, String)])
  func `what is too large is said once, and its end left out`(
    min: Int64, max: Int64?, text: String
  ) {
    let bounds = Bounds(min: min, max: max)
    #expect(bounds.description == text)
    #expect(bounds.json["too_large"] == true && bounds.json["max"] == nil)
    let about = Bounds(
      min: min, max: max, low: Amount(number: min, isAbout: true),
      high: max.map { Amount(number: $0, isAbout: true) })
    #expect(about.json["about"] == nil)
  }

  @Test func `an amount is too large below 0 as above`() {
    var object = JSONObject()
    object.set("gap", Amount(number: -Count.largest - 1, isAbout: false))
    #expect(object == ["gap": .null, "gap_too_large": true])
    #expect(Amount(number: -Count.largest - 1, isAbout: false).description == "too large")
    #expect(Amount(number: -Count.largest, isAbout: false).description == "-9007199254740991")
  }

  @Test func `ends out of order stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = Bounds(min: 2, max: 1) }
  }
}
