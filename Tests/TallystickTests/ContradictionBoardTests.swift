import Testing

@testable import Tallystick

/// A board of contradictions, against a list that is put in order anew.
struct ContradictionBoardTests {
  private static func found() throws -> [Contradiction] {
    let events = try RandomRecord(seed: 1400, size: 400, isRich: true).events()
    let cut = Cut(today: try Day(parsing: "2026-01-01"))
    var reckoning = LiveFigures.reckoning(of: events, at: cut)
    reckoning.settle()
    return reckoning.contradictions()
  }

  @Test func `a board holds in order what was added as often as it was not taken out again`() throws
  {
    let all = try Array(Set(ContradictionBoardTests.found()))
    #expect(all.count > 30)
    var random = SplitMix64(14)
    var board = ContradictionBoard()
    var held: [Contradiction] = []
    for step in 0..<300 {
      // Few at a time are put in their place, many have everything put in order.
      for _ in 0..<(step.isMultiple(of: 17) ? 20 : Int.random(in: 1...3, using: &random)) {
        if random.chance(55) || held.isEmpty {
          let one = try #require(all.randomElement(using: &random))
          held.append(one)
          board.add([one], sign: 1)
        } else {
          board.add([held.remove(at: Int.random(in: held.indices, using: &random))], sign: -1)
        }
      }
      #expect(board.inOrder() == Set(held).sorted { $0.precedes($1) })
    }
  }

  @Test func `what blocks a total is not told a second time as blocking none`() throws {
    let one = try #require(ContradictionBoardTests.found().first { $0.isBlocking })
    var board = ContradictionBoard()
    board.add([one.notBlocking], sign: 1)
    #expect(board.inOrder() == [one.notBlocking])
    board.add([one], sign: 1)
    #expect(board.inOrder() == [one])
    board.add([one], sign: -1)
    #expect(board.inOrder() == [one.notBlocking])
    board.add([one.notBlocking], sign: -1)
    #expect(board.inOrder() == [])
  }
}
