/// Which threads are judged together: those with claims on one day of one row, or of one name.
///
/// A cell is named by keys; a claim that leaves part of its row unsaid belongs to the keys of all
/// rows that agree with it, of the same days. Keys that were joined stay joined.
struct Cells: Sendable {
  /// What a cell is named by: a row, and the days or the explicit name of a claim on it.
  private struct Key: Hashable {
    let row: UInt32
    let days: UInt32
    let name: UInt32
  }

  private var rows = Numbered<Row>()
  private var days = Numbered<DaysKey>()
  private var names = Numbered<String>()
  private var keys = Numbered<Key>()
  private var sets = DisjointSet()

  /// The keys of each days: of whole rows, and of rows that leave a part unsaid.
  private var whole: [UInt32: [UInt32]] = [:]
  private var partial: [UInt32: [UInt32]] = [:]

  /// The threads with claims in each cell.
  private(set) var threads: [Int: Set<Int>] = [:]

  /// Makes two cells one, and adds both to `joined`: what they gave is to be taken back.
  private mutating func join(_ first: Int, _ second: Int, _ joined: inout [Int]) {
    let (one, two) = (sets.root(of: first), sets.root(of: second))
    guard one != two else { return }
    joined += [one, two]
    let both = [threads.removeValue(forKey: one) ?? [], threads.removeValue(forKey: two) ?? []]
      .sorted { $0.count > $1.count }
    let root = sets.join(one, two)
    let all = both[0].union(both[1])
    if !all.isEmpty { threads[root] = all }
  }

  /// The cell that a key names.
  mutating func cell(ofKey key: Int) -> Int { sets.root(of: key) }

  /// Puts a thread with some claims into the cell of all of them, and returns a key of it.
  ///
  /// Cells that became one by it are added to `joined`, as they were named before.
  mutating func insert(
    _ thread: Int, _ claims: [LiveClaim], _ joined: inout [Int]
  ) -> Int? {
    var first: Int?
    for claim in claims {
      for key in keys(of: claim, &joined) {
        if let first { join(first, key, &joined) } else { first = key }
      }
    }
    if let first { threads[sets.root(of: first), default: []].insert(thread) }
    return first
  }

  /// Takes a thread out of its cell.
  mutating func remove(_ thread: Int, ofKey key: Int) {
    let cell = sets.root(of: key)
    threads[cell]?.remove(thread)
    if threads[cell]?.isEmpty ?? false { threads[cell] = nil }
  }

  private mutating func keys(of claim: LiveClaim, _ joined: inout [Int]) -> [Int] {
    let row = rows.code(of: claim.row)
    var found = [key(Key(row: row, days: days.code(of: claim.days), name: 0), &joined)]
    if claim.row.isWhole, let name = claim.placement.handover {
      found.append(key(Key(row: row, days: 0, name: names.code(of: name)), &joined))
    }
    return found
  }

  private mutating func key(_ key: Key, _ joined: inout [Int]) -> Int {
    let place = Int(keys.code(of: key)) - 1
    guard place == sets.count else { return place }
    sets.append()
    guard key.days != 0 else { return place }
    let row = rows[key.row]
    let others = (row.isWhole ? [] : whole[key.days] ?? []) + (partial[key.days] ?? [])
    for other in others where rows[keys[other + 1].row].agrees(with: row) {
      join(place, Int(other), &joined)
    }
    if row.isWhole {
      whole[key.days, default: []].append(UInt32(place))
    } else {
      partial[key.days, default: []].append(UInt32(place))
    }
    return place
  }
}
