import Testing

@testable import TallySite
@testable import Tallystick

/// The keys by which pages name contradictions.
struct ContradictionKeyTests {
  private func declared(_ these: Int, _ those: Int, _ key: String) -> Contradiction {
    Contradiction(
      kind: .declared, these: [these], those: [those], key: key, newest: nil, place: "",
      difference: nil, isBlocking: false, explanation: nil)
  }

  @Test func `of several of one key the one that opened last has the last number`() {
    let (one, two) = (declared(4, 7, "1a2b:declared"), declared(4, 9, "1a2b:declared"))
    let other = declared(5, 6, "3c4d:declared")
    // The newest stand first in the list.
    let all = ContradictionList.keyed([two, other, one])
    #expect(all.map(\.key) == ["1a2b-declared-2", "3c4d-declared", "1a2b-declared"])
    #expect(ContradictionList.keyed([one]).map(\.key) == ["1a2b-declared"])
    let three = ContradictionList.keyed([declared(3, 12, "1a2b:declared"), two, one])
    #expect(three.map(\.key) == ["1a2b-declared-3", "1a2b-declared-2", "1a2b-declared"])
  }

  @Test func `a key is of small letters, digits, hyphens and underscores`() {
    let keys = ContradictionList.keyed([declared(1, 2, "1A:total_Falls:Ü")]).map(\.key)
    #expect(keys == ["1a-total_falls---"])
  }
}
