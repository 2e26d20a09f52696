extension Appender {
  /// What became of one draft.
  public struct Outcome: Hashable, Sendable {
    /// Its place in the log.
    public let seq: Int
    /// Its id.
    public let id: EventID
    /// Its label, where one was stored with it now.
    public let label: String?
    /// Whether it was appended now, and not before.
    public let isNew: Bool
    /// What the person who asked should know besides.
    public let warnings: [String]
  }

  /// What became of the drafts of an append, in their order; each outcome is made when it is asked
  /// for.
  public struct Outcomes: Sendable {
    private let decisions: Decisions
    private let size: Int

    init(_ decisions: Decisions, after end: LogEnd) {
      self.decisions = decisions
      size = end.size
    }

    /// The seqs of the events that were appended now.
    public var newSeqs: Range<Int> { size + 1..<size + 1 + decisions.countOfNew }

    /// The places of drafts that say the same as an earlier one, each with the place of that one.
    public var doubled: [(place: Int, first: Int)] {
      decisions.read.compactMap { read in
        guard case .success(let decided) = read.result,
          case .already(let seq, _) = decided.decision, seq > size
        else { return nil }
        return (read.place, place(of: seq))
      }
    }

    /// The place of the draft that became the event of this seq.
    ///
    /// - Complexity: O(log *n*) in the number of drafts for each repeat before it.
    private func place(of seq: Int) -> Int {
      let number = seq - size - 1
      var place = number
      while true {
        let next = number + decisions.repeats(before: place + 1)
        if next == place { return place }
        place = next
      }
    }

    /// The places of drafts of which the person who asked should know something besides.
    public var warned: [Int] {
      decisions.read.filter { read in
        if case .success(let decided) = read.result { !decided.warnings.isEmpty } else { false }
      }.map(\.place)
    }
  }
}

extension Appender.Outcomes: RandomAccessCollection {
  /// 0.
  public var startIndex: Int { 0 }

  /// The number of drafts.
  public var endIndex: Int { decisions.drafts.count }

  /// What became of the draft at a place.
  ///
  /// - Complexity: O(log *n*) in the number of drafts.
  public subscript(place: Int) -> Appender.Outcome {
    let seq = size + 1 + place - decisions.repeats(before: place)
    if case .success(let decided) = decisions.read(at: place)?.result {
      return Appender.Outcome(seq, decided)
    }
    guard case .plain(let line) = decisions.drafts.rows[place] else {
      preconditionFailure("an outcome is asked for where no draft was refused")
    }
    return Appender.Outcome(
      seq: seq, id: line.id, label: decisions.drafts.lines.label(of: line), isNew: true,
      warnings: [])
  }
}

extension Appender.Outcome {
  /// Creates the outcome of a draft that was read, which becomes number `seq` if it is new.
  fileprivate init(_ seq: Int, _ decided: Decided) {
    switch decided.decision {
    case .append(let id, let label):
      self.init(seq: seq, id: id, label: label, isNew: true, warnings: decided.warnings)
    case .already(let first, let id):
      self.init(seq: first, id: id, label: nil, isNew: false, warnings: decided.warnings)
    }
  }
}
