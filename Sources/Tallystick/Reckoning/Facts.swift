/// The events of a record, whatever the cut, and which of them name one another.
///
/// Events that name one another, over however many others, are one thread: what becomes of one of
/// them no event outside can tell. Joining too much is only slower.
struct Facts: Sendable {
  /// One event, as far as the rules read it.
  enum Fact {
    case item(History.Item)
    case unread(History.Unread)

    var seq: Int {
      switch self {
      case .item(let item): item.seq
      case .unread(let event): event.seq
      }
    }
  }

  /// The events, in order.
  private(set) var all: [Fact] = []

  private var places: [EventID: Int] = [:]

  /// The events that name an id which the record did not hold before them.
  private var awaiting: [EventID: [Int]] = [:]

  /// The first event that speaks of a medium, or judges a source, by its name.
  private var named: [String: Int] = [:]

  private var threads = DisjointSet()

  /// The next event of each one's thread, round and round.
  private var next: [UInt32] = []

  /// Which threads, named by their first events, have registrations of what.
  private var registering: [Registers] = []

  /// What the registrations of a thread are of.
  struct Registers: OptionSet {
    let rawValue: UInt8

    static let sources = Registers(rawValue: 1)
    static let terms = Registers(rawValue: 2)
  }

  /// Adds an event, and joins it with those that it names and that name it.
  ///
  /// - Returns: The threads that there were before, named by their first events.
  mutating func append(_ fact: Fact) -> [Int] {
    let place = all.count
    all.append(fact)
    threads.append()
    next.append(UInt32(place))
    registering.append([])
    guard case .item(let item) = fact else { return [] }
    if item.type == .source { registering[place] = .sources }
    if item.type == .term { registering[place] = .terms }
    var others = item.namedEvents.compactMap { id -> Int? in
      if let other = places[id] { return other }
      guard id != item.id else { return nil }
      // Two that name what is not there, or cannot be read, bear on one another all the same.
      let first = awaiting[id]?.first
      awaiting[id, default: []].append(place)
      return first
    }
    for name in item.namedThings {
      if let first = named[name] { others.append(first) } else { named[name] = place }
    }
    if let same = places[item.id] { others.append(same) }
    if let waiting = awaiting.removeValue(forKey: item.id) { others += waiting }
    places[item.id] = place
    let roots = Set(others.map { threads.root(of: $0) }).subtracting([place])
    for other in others { join(place, other) }
    return roots.sorted()
  }

  private mutating func join(_ first: Int, _ second: Int) {
    let (one, two) = (threads.root(of: first), threads.root(of: second))
    guard one != two else { return }
    let root = threads.join(one, two)
    registering[root].formUnion(registering[max(one, two)])
    next.swapAt(one, two)  // joins the two rings
  }

  /// The threads of the events after a seq.
  mutating func threads(after seq: Int) -> Set<Int> {
    var found: Set<Int> = []
    for place in all.indices.reversed() {
      guard all[place].seq > seq else { break }
      found.insert(threads.root(of: place))
    }
    return found
  }

  /// The place of the event of a seq.
  ///
  /// - Complexity: O(log *n*).
  func place(ofSeq seq: Int) -> Int? {
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].seq < seq { low = middle + 1 } else { high = middle }
    }
    return low < all.count && all[low].seq == seq ? low : nil
  }

  /// The thread of an event, named by its first event.
  mutating func thread(of place: Int) -> Int { threads.root(of: place) }

  /// What the registrations of a thread are of, named by its first event.
  func registers(ofThread thread: Int) -> Registers { registering[thread] }

  /// The places of all events of the thread of an event, in order.
  func members(ofThread place: Int) -> [Int] {
    var members = [place]
    var other = Int(next[place])
    while other != place {
      members.append(other)
      other = Int(next[other])
    }
    return members.count == 1 ? members : members.sorted()
  }
}

extension History.Item {
  /// The media of which it speaks by name, and the sources that it judges.
  fileprivate var namedThings: [String] {
    guard type == .assessment || type == .medium || type == .amendment else { return [] }
    let body = body
    return [body, body["set"]?.object].compactMap { $0 }.flatMap { part in
      ["medium", "source"].compactMap { name in part[name]?.string.map { "\(name) \($0)" } }
    }
  }
}
