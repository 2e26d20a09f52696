import Testing

@testable import Tallystick

@Suite struct RowTests {
  private static let parts = ["remains", "RU", "UA", "UA"]

  private static func row(_ parts: [String?]) -> Row {
    Row(what: parts[0], from: parts[1], to: parts[2], whose: parts[3])
  }

  @Test(arguments: 0..<4)
  func `rows agree unless a part that both say differs`(place: Int) {
    let row = RowTests.row(RowTests.parts)
    var others: [String?] = RowTests.parts
    #expect(row.isWhole)
    #expect(row.agrees(with: RowTests.row(others)))
    others[place] = "BY"
    #expect(!row.agrees(with: RowTests.row(others)))
    #expect(!RowTests.row(others).agrees(with: row))
    others[place] = nil
    #expect(!RowTests.row(others).isWhole)
    #expect(row.agrees(with: RowTests.row(others)))
    #expect(RowTests.row(others).agrees(with: row))
  }
}
