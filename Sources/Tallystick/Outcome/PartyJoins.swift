/// Which events may bear on one row: those whose claims name the same two parties, whatever goes from
/// whom to whom.
///
/// It is told of the bytes of each event, by no rule: of the claims that a thread of events makes each
/// names parties that some event of it names, or leaves them unsaid. It may join too much, never too
/// little.
struct PartyJoins {
  private var words = Codes()

  /// The pairs of parties, the lower code first; 0 stands for a party that is not said.
  private var pairs = Numbered<Pair>()

  /// Whether a claim of something handed over leaves a party of a pair unsaid.
  private var isOpen: [Bool] = []

  /// The pair of each event that makes a claim by itself; 0 of all others.
  private var ofEvent: [UInt32] = []

  /// What events say that change what others claim.
  private var changes: [Change] = []

  /// Whether a text was not taken for a party's name: then nothing can be told apart.
  private(set) var isUnclear = false

  private struct Pair: Hashable {
    let first: UInt32
    let second: UInt32

    init(_ one: UInt32, _ other: UInt32) {
      first = min(one, other)
      second = max(one, other)
    }

    var isWhole: Bool { first != 0 }
  }

  /// What an event says that changes what others claim, or what no form tells.
  private struct Change {
    let place: Int
    let parties: [UInt32]

    /// Whether a claim may come of it that leaves a party unsaid.
    let mayLeaveOut: Bool

    /// Whether a claim of something else may become one of something handed over by it.
    let changesAct: Bool
  }

  /// Creates the joins of no events, with room for `size`.
  init(expecting size: Int) { ofEvent.reserveCapacity(size) }

  /// Takes the next event, of which the body's fields stand in `form`.
  mutating func take(_ type: EventType?, _ form: borrowing EntryForm, in bytes: Span<UInt8>) {
    ofEvent.append(0)
    switch type {
    case .announcement: takeClaim(form, in: bytes)
    case .denial, .correction, .amendment: takeChange(type, in: bytes)
    default: break
    }
  }

  /// Takes the next event, of which no form was made.
  mutating func take(_ type: EventType?, in bytes: Span<UInt8>) {
    ofEvent.append(0)
    switch type {
    case .announcement, .denial, .correction, .amendment: takeChange(type, in: bytes)
    default: break
    }
  }

  private mutating func takeClaim(_ form: borrowing EntryForm, in bytes: Span<UInt8>) {
    let from = form.text(.from).map { code(of: $0, in: bytes) } ?? 0
    let to = form.text(.to).map { code(of: $0, in: bytes) } ?? 0
    let pair = pairs.code(of: Pair(from, to))
    ofEvent[ofEvent.count - 1] = pair
    note(pair, isOpen: form.holds("handover", .act, in: bytes))
  }

  private mutating func note(_ pair: UInt32, isOpen: Bool) {
    if self.isOpen.count < Int(pair) { self.isOpen.append(false) }
    if isOpen, !pairs[pair].isWhole { self.isOpen[Int(pair) - 1] = true }
  }

  /// The members `from` and `to`, however deep they stand: no text that is a value holds quotes that
  /// are not escaped.
  private mutating func takeChange(_ type: EventType?, in bytes: Span<UInt8>) {
    let (from, to) = (bytes.values(of: "\"from\":\""), bytes.values(of: "\"to\":\""))
    let parties = Set((from + to).map { code(of: $0, in: bytes) }).sorted()
    let leavesOut = from.isEmpty || to.isEmpty
    let changesAct = bytes.holds("\"act\":\"") || bytes.holds("\"claim.act\"")
    let replaces = leavesOut && bytes.holds("\"instead\":{")
    let mayLeaveOut =
      switch type {
      case .amendment: replaces || bytes.holds("\"drop\":")
      // What a denial says instead is completed by what it denies.
      case .denial: replaces && (changesAct || !bytes.holds("\"of\":"))
      case .correction: false
      default: leavesOut
      }
    changes.append(
      Change(
        place: ofEvent.count - 1, parties: parties, mayLeaveOut: mayLeaveOut,
        changesAct: changesAct))
  }

  private mutating func code(of place: Range<Int>, in bytes: Span<UInt8>) -> UInt32 {
    if let code = words.code(of: place, in: bytes) { return code }
    isUnclear = true
    return 0
  }
}

extension PartyJoins {
  /// What the events of a thread name, where they do not all make claims of one pair.
  private struct Named {
    var parties: Set<UInt32>

    /// Whether a claim leaves a party unsaid; of something handed over; or may become one of that.
    var leavesOut = false
    var isOpen = false
    var changesAct = false
  }

  /// The most parties of a thread of which each pair is looked at.
  private static let most = 16

  /// Makes one the threads in `sets` that name the same parties.
  consuming func join(_ sets: inout DisjointSet) {
    var first = [Int](repeating: -1, count: pairs.values.count)
    let named = named(&sets)
    for (place, code) in ofEvent.enumerated() where code != 0 {
      let root = sets.root(of: place)
      let pair = Int(code) - 1
      if first[pair] < 0 { first[pair] = root } else { sets.join(first[pair], root) }
    }
    for (place, thread) in named.sorted(by: { $0.key < $1.key }) {
      var parties = thread.parties
      let mayBeOpen = thread.isOpen || thread.leavesOut && thread.changesAct
      if thread.leavesOut { parties.insert(0) }
      if parties.count > PartyJoins.most { isUnclear = true }
      if isUnclear { break }
      let all = parties.sorted()
      for (index, one) in all.enumerated() {
        for other in all[index...] {
          let code = pairs.code(of: Pair(one, other))
          note(code, isOpen: mayBeOpen)
          if first.count < Int(code) { first.append(-1) }
          let pair = Int(code) - 1
          if first[pair] < 0 { first[pair] = place } else { sets.join(first[pair], place) }
        }
      }
    }
    joinOpen(first, &sets)
  }

  /// The threads of which not all claims are of one pair, or of which some are changed, by their roots.
  private func named(_ sets: inout DisjointSet) -> [Int: Named] {
    var only = [UInt32](repeating: 0, count: ofEvent.count)
    var named: [Int: Named] = [:]
    func add(_ code: UInt32, _ root: Int) {
      guard code != 0 else { return }
      let pair = pairs[code]
      var thread = named[root] ?? Named(parties: [])
      thread.parties.formUnion([pair.first, pair.second].filter { $0 != 0 })
      if !pair.isWhole {
        thread.leavesOut = true
        if isOpen[Int(code) - 1] { thread.isOpen = true }
      }
      named[root] = thread
    }
    for (place, code) in ofEvent.enumerated() where code != 0 {
      let root = sets.root(of: place)
      if only[root] == 0 {
        only[root] = code
      } else if only[root] != code {
        add(only[root], root)
        add(code, root)
      }
    }
    for change in changes {
      let root = sets.root(of: change.place)
      let isMore =
        change.mayLeaveOut || change.changesAct || !change.parties.isEmpty || named[root] != nil
      guard isMore else { continue }
      add(only[root], root)
      var thread = named[root] ?? Named(parties: [])
      thread.parties.formUnion(change.parties.filter { $0 != 0 })
      thread.changesAct = thread.changesAct || change.changesAct
      if change.mayLeaveOut {
        thread.leavesOut = true
        thread.isOpen = true
      }
      named[root] = thread
    }
    return named
  }

  /// Joins the pairs of which a party is left unsaid with all that may be the same.
  private func joinOpen(_ first: [Int], _ sets: inout DisjointSet) {
    let all = pairs.values.indices.filter { first[$0] >= 0 }
    guard let begin = all.first else { return }
    if isUnclear {
      for pair in all { sets.join(first[begin], first[pair]) }
      return
    }
    for open in all where isOpen[open] {
      let said = pairs.values[open].second
      for pair in all {
        let other = pairs.values[pair]
        if said == 0 || other.first == said || other.second == said || other.second == 0 {
          sets.join(first[open], first[pair])
        }
      }
    }
  }
}

extension Span<UInt8> {
  /// Where the texts stand that follow these letters, the last of which is the quote before a text.
  fileprivate func values(of letters: StaticString) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = first(UInt8(ascii: "\""), from: 0)
    while place < count {
      let start = place + letters.utf8CodeUnitCount
      if start < count, holds(letters, at: place..<start), let end = endOfString(from: start) {
        found.append(start..<end)
        place = end
      }
      place = first(UInt8(ascii: "\""), from: place + 1)
    }
    return found
  }

  /// Whether these letters, which begin with a quote, stand in it.
  fileprivate func holds(_ letters: StaticString) -> Bool {
    var place = first(UInt8(ascii: "\""), from: 0)
    while place < count {
      let end = place + letters.utf8CodeUnitCount
      if end <= count, holds(letters, at: place..<end) { return true }
      place = first(UInt8(ascii: "\""), from: place + 1)
    }
    return false
  }
}
