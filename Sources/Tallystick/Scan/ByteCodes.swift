/// Pieces of bytes, each with a number of its own, counted from 1; 0 stands for none.
///
/// They stand one after the other in one piece of memory, and are found by a hash of eight bytes at a
/// time that nobody outside can foresee.
struct ByteCodes: Sendable {
  /// The bytes of all pieces, one after the other, and where each ends.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// The codes by their hashes, with room for as many more; 0 where nothing is.
  private var slots: [UInt32] = []

  private let secret = RunSecret.ofThisRun

  /// The number of pieces.
  var count: Int { ends.count }

  /// The bytes of a code.
  func bytes(of code: UInt32) -> ArraySlice<UInt8> { bytes[place(of: code)] }

  /// The code of some bytes; 0 where they have none.
  func code(of piece: Span<UInt8>) -> UInt32 {
    guard !slots.isEmpty else { return 0 }
    var slot = hash(piece) & (slots.count - 1)
    while slots[slot] != 0 {
      if piece.isSame(as: bytes.span.extracting(place(of: slots[slot]))) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return 0
  }

  /// Gives bytes that have none a code.
  mutating func insert(_ piece: Span<UInt8>) -> UInt32 {
    piece.withUnsafeBytes { bytes.append(contentsOf: $0) }
    ends.append(bytes.count)
    if count * 2 > slots.count { grow() } else { place(UInt32(count)) }
    return UInt32(count)
  }

  private func place(of code: UInt32) -> Range<Int> {
    (code == 1 ? 0 : ends[Int(code) - 2])..<ends[Int(code) - 1]
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: Swift.max(16, slots.count * 2))
    for code in 1...UInt32(count) { place(code) }
  }

  private mutating func place(_ code: UInt32) {
    var slot = hash(bytes.span.extracting(place(of: code))) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = code
  }

  private func hash(_ piece: Span<UInt8>) -> Int {
    var hash = UInt64(piece.count)
    var place = 0
    while place < piece.count {
      hash = secret.mixed(hash, piece.eight(from: place))
      place += 8
    }
    return Int(truncatingIfNeeded: hash)
  }
}

extension Span<UInt8> {
  /// Eight bytes from a place on; zeros where they end.
  fileprivate func eight(from place: Int) -> UInt64 {
    if place + 8 <= count {
      return bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
    }
    var word: UInt64 = 0
    for index in place..<count { word = word << 8 | UInt64(self[index]) }
    return word
  }

  fileprivate func isSame(as other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    var place = 0
    while place < count {
      if eight(from: place) != other.eight(from: place) { return false }
      place += 8
    }
    return true
  }
}
