import Testing

@testable import Tallystick

/// Where events stand, by the first half of their ids.
struct EventPlacesTests {
  @Test(arguments: [0, 10, 1_000])
  func `finds every event however much room there was`(expected: Int) {
    var places = EventPlaces(expecting: expected)
    var random = SplitMix64(5)
    let ids = (0..<500).map { _ in
      EventID(high: random.next() as UInt64, low: random.next() as UInt64)
    }
    for id in ids { places.append(id) }
    for (place, id) in ids.enumerated() { #expect(places[id] == place) }
    #expect(places[EventID(high: 1, low: 2)] == nil)
    let isAmbiguous = places.areAmbiguous()
    #expect(!isAmbiguous)
    for (place, id) in ids.enumerated() { #expect(places[id] == place) }
  }

  @Test(arguments: [2, 15, 16, 17, 47, 48, 49, 300])
  func `tells when two events have one first half`(count: Int) {
    var places = EventPlaces(expecting: 0)
    for high in 1..<UInt64(count) { places.append(EventID(high: high, low: 0)) }
    let before = places.areAmbiguous()
    places.append(EventID(high: 1, low: 9))
    let after = places.areAmbiguous()
    #expect(!before)
    #expect(after)
  }
}
