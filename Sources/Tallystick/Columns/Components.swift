/// What is known of each event of a record, and which events are about one another.
///
/// Events that refer to one another, over however many others, are one component. It takes five
/// bytes for each event.
struct Components {
  /// What is known of an event.
  struct Marks: OptionSet {
    let rawValue: UInt8

    /// It is said, or holds, inside the cut.
    static let inside = Marks(rawValue: 1)
    /// It may have been said inside or outside the cut.
    static let straddling = Marks(rawValue: 2)
    /// Its component is to be folded event by event.
    static let slow = Marks(rawValue: 4)
    /// Its component may have claims on rows that its plain claims do not name.
    static let wild = Marks(rawValue: 8)
    /// Its component registers a source.
    static let source = Marks(rawValue: 16)
    /// Its component holds a link that makes claims one handover.
    static let linked = Marks(rawValue: 32)
    /// Its claim is a plain one, and retracted.
    static let retracted = Marks(rawValue: 64)
    /// Its claim is a plain one, and an assessment explains what is wrong with it.
    static let explained = Marks(rawValue: 128)

    /// The marks that all events of a component share.
    static let shared: Marks = [.slow, .wild, .source, .linked]
  }

  private var marks: [Marks] = []
  private var parents: DisjointSet

  /// Creates the components of no events, with room for `size`.
  init(expecting size: Int) {
    marks.reserveCapacity(size)
    parents = DisjointSet(expecting: size)
  }

  /// The number of events.
  var count: Int { marks.count }

  /// Adds the next event.
  mutating func append(_ known: Marks) {
    marks.append(known)
    parents.append()
  }

  /// Makes the components of two events one.
  mutating func join(_ first: Int, _ second: Int) {
    let (one, two) = (parents.root(of: first), parents.root(of: second))
    guard one != two else { return }
    let shared = marks[one].union(marks[two]).intersection(.shared)
    marks[parents.join(one, two)].formUnion(shared)
  }

  /// Marks the component of an event.
  mutating func mark(_ place: Int, _ shared: Marks) {
    marks[parents.root(of: place)].formUnion(shared)
  }

  /// Notes by itself what befell the plain claim of an event.
  mutating func note(_ place: Int, _ mark: Marks) { marks[place].insert(mark) }

  /// The event that stands for the component of an event.
  mutating func root(of place: Int) -> Int { parents.root(of: place) }

  /// What is known of the component of an event.
  mutating func shared(_ place: Int) -> Marks { marks[parents.root(of: place)] }

  /// What is known of an event by itself.
  func own(_ place: Int) -> Marks { marks[place].subtracting(.shared) }
}

/// Numbers from 0, joined into sets.
struct DisjointSet {
  private var parents: [UInt32] = []

  /// Creates the set of no numbers, with room for `size`.
  init(expecting size: Int = 0) { parents.reserveCapacity(size) }

  /// The number of numbers.
  var count: Int { parents.count }

  /// Adds the next number, a set by itself.
  mutating func append() { parents.append(UInt32(parents.count)) }

  /// The least number of the set.
  mutating func root(of number: Int) -> Int {
    var number = number
    while case let parent = Int(parents[number]), parent != number {
      parents[number] = parents[parent]
      number = Int(parents[number])
    }
    return number
  }

  /// Makes two sets one, and returns its least number.
  @discardableResult
  mutating func join(_ first: Int, _ second: Int) -> Int {
    let (one, two) = (root(of: first), root(of: second))
    parents[max(one, two)] = UInt32(min(one, two))
    return min(one, two)
  }
}
