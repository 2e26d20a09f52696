/// What all threads of a record come to together, from which each can be taken out again.
struct ThreadSums: Sendable {
  private(set) var straddling = 0
  private(set) var occurredStraddling = 0
  private(set) var unread = 0

  /// The last seq in the cut of each thread, and of each block of threads; 0 where there is none.
  private var lasts: [Int] = []
  private var blocks: [Int] = []

  /// What is set aside, the claims that do not say from whom to whom, the denials of what the record does
  /// not hold, and what is kept out from the start, of the threads that have any.
  private var aside: [Int: [Standing.Aside]] = [:]
  private var unplaced: [Int: [Handovers.Unplaced]] = [:]
  private var denied: [Int: [Handovers.Listed]] = [:]
  private var excluded: [Int: [Handovers.Listed]] = [:]

  /// The threads of a block.
  private static let block = 256

  /// The last seq in the cut; 0 where there is none.
  ///
  /// - Complexity: O(*n*) in the number of blocks.
  var last: Int { blocks.max() ?? 0 }

  /// What is set aside, in order.
  var allAside: [Standing.Aside] { aside.values.flatMap { $0 }.sorted { $0.seq < $1.seq } }

  /// The claims that do not say from whom to whom, in no order.
  var allUnplaced: [Handovers.Unplaced] { unplaced.values.flatMap { $0 } }

  /// The denials of what the record does not hold, in no order.
  var allDenied: [Handovers.Listed] { denied.values.flatMap { $0 } }

  /// What is kept out from the start, in no order.
  var allExcluded: [Handovers.Listed] { excluded.values.flatMap { $0 } }

  /// Adds what a thread gave; with a sign of -1 takes it out.
  mutating func add(_ yield: ThreadYield, _ thread: Int, sign: Int) {
    straddling += sign * yield.straddling
    occurredStraddling += sign * yield.occurredStraddling
    unread += sign * yield.unread
    if !yield.aside.isEmpty { aside[thread] = sign > 0 ? yield.aside : nil }
    if !yield.unplaced.isEmpty { unplaced[thread] = sign > 0 ? yield.unplaced : nil }
    if !yield.excluded.isEmpty { excluded[thread] = sign > 0 ? yield.excluded : nil }
    if !yield.denied.isEmpty { denied[thread] = sign > 0 ? yield.denied : nil }
    set(thread, sign > 0 ? yield.lastSeq : 0)
  }

  private mutating func set(_ thread: Int, _ last: Int) {
    let block = thread / ThreadSums.block
    while blocks.count <= block {
      blocks.append(0)
      lasts += Array(repeating: 0, count: ThreadSums.block)
    }
    let had = lasts[thread]
    lasts[thread] = last
    if last >= blocks[block] {
      blocks[block] = last
    } else if had == blocks[block] {
      let first = block * ThreadSums.block
      blocks[block] = lasts[first..<first + ThreadSums.block].max() ?? 0
    }
  }
}
