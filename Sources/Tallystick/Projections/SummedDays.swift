/// The handovers of one row that are summed up already.
///
/// They are without names, and each is on a day of its own. All of them count.
struct SummedDays {
  /// The row, of which all is said.
  let row: Row

  /// What they come to.
  var sums = Totals.Sums()

  /// Their events, in any order.
  var seqs = Totals.Seqs()

  /// Their days, by number, in order.
  private(set) var days: [Int] = []

  /// The numbers of each, in that order.
  private(set) var numbers: [BothNumbers] = []

  init(on row: Row) { self.row = row }

  /// The first of the days.
  var first: Day? { days.first.flatMap { Day(number: $0) } }

  /// Adds the handover of the next day, without its events.
  mutating func add(_ both: BothNumbers, sent: Bool, received: Bool, on day: Int) {
    sums.add(both, sent: sent, received: received)
    days.append(day)
    numbers.append(both)
  }

  /// Hands each day, and what a party says of it, to `body`, in order.
  func forEachNumber(of party: String?, _ body: (Int, Bounds?) -> Void) {
    let sends = party != nil && party == row.from
    let receives = party != nil && party == row.to
    for (day, both) in zip(days, numbers) {
      body(day, sends ? both.sent : receives ? both.received : nil)
    }
  }

  /// Whether none of them stands on the days of a handover that may be on its row.
  ///
  /// - Complexity: O(log *n*).
  func isFree(_ handover: Handover) -> Bool {
    let span = handover.outerDays
    guard row.agrees(with: handover.row) else { return true }
    var (low, high) = (0, days.count)
    while low < high {
      let middle = (low + high) / 2
      if days[middle] < span.from { low = middle + 1 } else { high = middle }
    }
    return low == days.count || days[low] > span.to
  }
}
