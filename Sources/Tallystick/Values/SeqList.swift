/// Seqs in ascending order, each once, kept in a byte or two for each.
///
/// A report on a long record holds as many of them as the record has events. Each is written as the
/// difference from the one before, in groups of seven bits, the lowest first (LEB128).
struct SeqList: Hashable, Sendable {
  private let bytes: [UInt8]

  /// Keeps `seqs`, which ascend.
  init(_ seqs: [Int]) {
    var bytes: [UInt8] = []
    var last = 0
    for seq in seqs {
      var rest = UInt64(bitPattern: Int64(seq - last))
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
      last = seq
    }
    self.bytes = bytes
  }

  /// The seqs.
  ///
  /// - Complexity: O(*n*) in their number.
  var numbers: [Int] {
    var numbers: [Int] = []
    var (last, rest, shift) = (0, UInt64(0), UInt64(0))
    for byte in bytes {
      rest |= UInt64(byte & 0x7F) << shift
      shift += 7
      guard byte < 0x80 else { continue }
      last += Int(truncatingIfNeeded: rest)
      numbers.append(last)
      (rest, shift) = (0, 0)
    }
    return numbers
  }
}
