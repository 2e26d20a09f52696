/// What was decided on the drafts of an append.
///
/// Of plain lines that become events nothing is kept beside the drafts: all others are decided on by
/// reading them, and listed.
struct Decisions: Sendable {
  /// The decision on a draft that was read.
  struct Read: Sendable {
    /// The place of the draft.
    let place: Int

    /// How many drafts before it are no new events.
    let repeatsBefore: Int

    let result: Result<Decided, Refusals>
  }

  let drafts: Drafts

  /// The decisions on drafts that were read, in the order of their places.
  private(set) var read: [Read] = []

  /// How many drafts are no new events: the record holds them, or an earlier draft is the same.
  private(set) var countOfRepeats = 0

  /// How many drafts are refused.
  private(set) var countOfRefused = 0

  /// The reasons against drafts, in their order.
  private(set) var refusals: [Refusal] = []

  /// Decides on each draft, the others taken or not.
  ///
  /// - Throws: The store's error.
  init(_ drafts: Drafts, by decide: inout Decide) throws {
    self.drafts = drafts
    for place in drafts.indices {
      if case .plain(let line) = drafts.rows[place], try decide.decide(plain: line, at: place) {
        continue
      }
      do {
        take(.success(try decide.decide(drafts[place])), at: place)
      } catch let refusals as Refusals {
        take(.failure(refusals), at: place)
      }
    }
  }

  private mutating func take(_ result: Result<Decided, Refusals>, at place: Int) {
    read.append(Read(place: place, repeatsBefore: countOfRepeats, result: result))
    switch result {
    case .success(let decided): if decided.isRepeat { countOfRepeats += 1 }
    case .failure(let refusals):
      countOfRefused += 1
      self.refusals += refusals.all
    }
  }

  /// The number of events that come of drafts, where none is refused.
  var countOfNew: Int { drafts.count - countOfRepeats }

  /// The decision on the draft at a place, if it was read.
  ///
  /// - Complexity: O(log *n*) in the number of drafts that were read.
  func read(at place: Int) -> Read? {
    let found = firstRead(from: place)
    return found < read.count && read[found].place == place ? read[found] : nil
  }

  /// How many drafts before a place are no new events.
  ///
  /// - Complexity: O(log *n*) in the number of drafts that were read.
  func repeats(before place: Int) -> Int {
    let next = firstRead(from: place)
    return next < read.count ? read[next].repeatsBefore : countOfRepeats
  }

  private func firstRead(from place: Int) -> Int {
    var (low, high) = (0, read.count)
    while low < high {
      let middle = (low + high) / 2
      if read[middle].place < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The decision on the draft at a place as values, which takes a parse of a plain line.
  subscript(place: Int) -> Result<Decided, Refusals> {
    if let read = read(at: place) { return read.result }
    let draft = drafts[place]
    let bytes = draft.content.bytes
    return .success(
      Decided(
        .append(id: EventID(hashing: bytes), label: draft.label), draft.content, bytes: bytes))
  }

  /// What goes with all of them into the record, and out of it.
  var sealed: SealedChanges {
    var sealed = SealedChanges()
    for case .success(let decided) in read.lazy.map(\.result) {
      sealed.kept += decided.sealed.kept
      sealed.destroyed += decided.sealed.destroyed
    }
    return sealed
  }
}

extension Decided {
  /// Whether the record held it already.
  var isRepeat: Bool {
    if case .already = decision { true } else { false }
  }
}
