import Testing

@testable import Tallystick

struct SeqListTests {
  @Test(arguments: [[], [1], [1, 2, 3], [127, 128, 255, 256, 16_383, 16_384, 2_097_152], [.max]])
  func `gives back what it keeps`(seqs: [Int]) { #expect(SeqList(seqs).numbers == seqs) }

  @Test func `gives back random seqs`() {
    var random = SplitMix64(3)
    for step in [3, 300, 30_000, 3_000_000_000] {
      var seqs = [Int.random(in: 1...step, using: &random)]
      for _ in 0..<500 {
        seqs.append(seqs[seqs.count - 1] + Int.random(in: 1...step, using: &random))
      }
      #expect(SeqList(seqs).numbers == seqs)
    }
  }
}
