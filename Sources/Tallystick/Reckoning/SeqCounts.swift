/// Seqs with how many handovers name each, in order, from which each can be taken out again.
struct SeqCounts: Sendable {
  private var seqs: [UInt32] = []
  private var counts: [UInt32] = []

  /// Whether each seq that was added or taken out was there before.
  private var before: [UInt32: Bool] = [:]

  /// How many seqs there are.
  var count: Int { seqs.count }

  /// The seqs in order, each once.
  var all: [Int] { seqs.map { Int($0) } }

  /// The first seqs in order, at most so many.
  func first(_ most: Int) -> [Int] { seqs.prefix(most).map { Int($0) } }

  /// Adds seqs, each as often as it is there; with a sign of -1 takes them out.
  ///
  /// - Complexity: O(1) for each that is later than all others; else O(*n*), in one move of memory.
  mutating func add(_ more: [Int], sign: Int = 1) {
    for seq in more { add(UInt32(seq), sign) }
  }

  private mutating func add(_ seq: UInt32, _ sign: Int) {
    let place = place(of: seq)
    let isThere = place < seqs.count && seqs[place] == seq
    if before[seq] == nil { before[seq] = isThere }
    if sign > 0 {
      if isThere {
        counts[place] += 1
      } else {
        seqs.insert(seq, at: place)
        counts.insert(1, at: place)
      }
    } else if isThere {
      counts[place] -= 1
      if counts[place] == 0 {
        seqs.remove(at: place)
        counts.remove(at: place)
      }
    }
  }

  /// Whether other seqs are there than when it was asked last.
  mutating func haveChanged() -> Bool {
    defer { before.removeAll(keepingCapacity: true) }
    return before.contains { seq, was in
      let place = place(of: seq)
      return (place < seqs.count && seqs[place] == seq) != was
    }
  }

  private func place(of seq: UInt32) -> Int {
    guard let last = seqs.last, last >= seq else { return seqs.count }
    var (low, high) = (0, seqs.count)
    while low < high {
      let middle = (low + high) / 2
      if seqs[middle] < seq { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
