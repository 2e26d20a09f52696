import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

struct ChecksumsTests {
  private static let some = Checksums([
    "b": Hash.of([1]), "a/c": Hash.of([2]), "README.txt": Hash.of([3]),
  ])

  @Test func `lines stand in the order of their names' bytes and are read again`() throws {
    let sums = Self.some
    #expect(sums.lines.map(\.name) == ["README.txt", "a/c", "b"])
    #expect(try Checksums(parsing: sums.bytes[...]) == sums)
    #expect(sums["a/c"] == Hash.of([2]) && sums["c"] == nil)
    #expect(try Checksums(parsing: []).lines.isEmpty)
  }

  @Test func `no other text is read as the same lines`() {
    let bytes = Self.some.bytes
    for place in bytes.indices {
      var other = bytes
      for byte in [0, 0x0A, 0x0D, 0x20, 0x41, 0x5C, bytes[place] ^ 1, bytes[place] ^ 0x20] {
        other[place] = byte
        let read = try? Checksums(parsing: other[...])
        #expect((read == Self.some) == (byte == bytes[place]), "byte \(place)")
        if let read { #expect(read.bytes == other) }
      }
      #expect((try? Checksums(parsing: bytes[..<place])) != Self.some)
    }
  }

  @Test(arguments: [
    "", "x", "0  b\n", "\n", String(repeating: "0", count: 64) + " b\n",
    String(repeating: "0", count: 64) + "  \n", String(repeating: "F", count: 64) + "  b\n",
    String(repeating: "0", count: 64) + "  b\r\n", String(repeating: "0", count: 64) + "  b c\n",
    String(repeating: "0", count: 64) + "  ü\n",
    String(repeating: "0", count: 64) + "  a\\b\n",
    ["c", "b"].map { String(repeating: "0", count: 64) + "  \($0)\n" }.joined(),
    String(repeating: String(repeating: "0", count: 64) + "  b\n", count: 2),
  ])
  func `what sha256sum does not write here is refused`(text: String) throws {
    if text.isEmpty {
      #expect(try Checksums(parsing: []).bytes == [])
    } else {
      #expect(throws: FormatError.self) { try Checksums(parsing: Array(text.utf8)[...]) }
    }
  }
}
