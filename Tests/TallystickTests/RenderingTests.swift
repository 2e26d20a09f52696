import Testing

@testable import Tallystick

/// Several renderings of one utterance are one claim, of the nearest that gives a part (TheRules.md).
struct RenderingTests {
  private func sides(
    _ first: (count: String, via: [String]), _ second: (count: String, via: [String]),
    reversed: Bool = false
  ) throws -> String {
    let drafts = [("A", first), ("B", second)].map { label, said -> Draft in
      let via = JSONValue.array(said.via.map(JSONValue.string))
      return .announce(label, "ru", "2025-06-13", .there(said.count), ["via": via])
    }
    let ledger = try Ledger()
    try ledger.add(reversed ? drafts.reversed() : drafts)
    try ledger.add(.link("A", "same_utterance", "B"))
    return try ledger.view().sides()
  }

  @Test func `the one that came by the shorter way gives the number`() throws {
    for (near, far) in [("1190..1210", "1200"), ("1200", "1190..1210")] {
      #expect(try sides((near, ["wire"]), (far, ["wire", "paper"])) == "\(near) / –")
      #expect(try sides((far, ["wire", "paper"]), (near, ["wire"])) == "\(near) / –")
    }
  }

  @Test func `of two that are as near it is the same whichever was recorded first`() throws {
    for (one, other) in [("1190..1210", "1200"), ("1200", "1190..1210")] {
      let mine = ((one, ["wire"]), (other, ["paper"]))
      #expect(try sides(mine.0, mine.1) == sides(mine.0, mine.1, reversed: true))
    }
  }
}
