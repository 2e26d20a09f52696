/// Seqs in ascending order, each once, kept in a byte or two for each.
///
/// A report on a long record holds as many of them as the record has events. Each is written as the
/// difference from the one before (``Packing``).
struct SeqList: Hashable, Sendable {
  private let bytes: [UInt8]

  /// Keeps `seqs`, which ascend.
  init(_ seqs: [Int]) {
    var packing = Packing()
    packing.putDifferences(seqs)
    bytes = packing.bytes
  }

  /// The seqs.
  ///
  /// - Complexity: O(*n*) in their number.
  var numbers: [Int] {
    var unpacking = Unpacking(bytes, from: 0)
    var numbers: [Int] = []
    var last = 0
    while !unpacking.isAtEnd {
      last += unpacking.number()
      numbers.append(last)
    }
    return numbers
  }
}
