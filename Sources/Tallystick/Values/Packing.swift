/// Numbers, one after the other, each in as few bytes as it needs: seven bits in each, the lowest
/// first (LEB128).
struct Packing: Sendable {
  private(set) var bytes: [UInt8] = []

  /// Adds a number.
  mutating func put(_ number: Int) {
    var rest = UInt64(bitPattern: Int64(number))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Adds how many seqs there are, and each as its difference from the one before.
  mutating func put(_ seqs: [Int]) {
    put(seqs.count)
    putDifferences(seqs)
  }

  /// Adds seqs, each as its difference from the one before.
  mutating func putDifferences(_ seqs: [Int]) {
    var last = 0
    for seq in seqs {
      put(seq - last)
      last = seq
    }
  }
}

/// Reads what a ``Packing`` holds, from a place on.
struct Unpacking {
  private let bytes: [UInt8]
  private var place: Int

  init(_ bytes: [UInt8], from place: Int) {
    self.bytes = bytes
    self.place = place
  }

  /// Whether there is no number any more.
  var isAtEnd: Bool { place == bytes.count }

  /// The next number.
  mutating func number() -> Int {
    var (number, shift) = (UInt64(0), UInt64(0))
    while true {
      let byte = bytes[place]
      place += 1
      number |= UInt64(byte & 0x7F) << shift
      guard byte >= 0x80 else { return Int(Int64(bitPattern: number)) }
      shift += 7
    }
  }

  /// The next seqs.
  mutating func seqs() -> [Int] {
    var last = 0
    return (0..<number()).map { _ in
      last += number()
      return last
    }
  }
}
