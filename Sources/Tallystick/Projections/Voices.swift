/// What each source says and carries at a cut, registered or not (TheRules.md).
public struct Voices: Sendable {
  /// One source.
  public struct Line: Hashable, Sendable {
    /// Its short id.
    public let id: String
    /// Who it is; nil where nobody registered it.
    public let source: SourceBook.Source?
    /// The side for which it speaks: its own, else that of what it belongs to.
    public let side: String?
    /// The source from which it copies in the end; itself when it copies from none.
    public let root: String
    /// The sources that copy it, directly or through others, in order.
    public let copiedBy: [String]
    /// The reliability that a recorder gives it, `A` to `F`.
    public let reliability: String?
    /// The acts of which it is the speaker, withdrawn ones too, in order.
    public var acts: [Int] { actList.numbers }
    /// The acts of other speakers that it carried, in order.
    public var carried: [Int] { carriedList.numbers }
    /// The first and the last day on which it may have spoken.
    public let days: DaySpan?
    /// The events that make the line, in order.
    public var seqs: [Int] { list.numbers }
    private let actList: SeqList
    private let carriedList: SeqList
    private let list: SeqList
  }

  /// The sources, by short id.
  public let lines: [Line]

  package init(_ standing: Standing) {
    var fold = Fold()
    fold.take(standing)
    lines = fold.lines(standing.sources) { standing.judgements.held($0, on: "reliability") }
  }
}

extension Voices {
  /// What the sources say and carry, part of a record by part.
  struct Fold {
    /// What one source says.
    fileprivate struct Speaking {
      var acts: [UInt32] = []
      var first: Day?
      var last: Day?
    }

    private var speaking: [String: Speaking] = [:]
    private var carried: [String: [UInt32]] = [:]

    /// Takes the acts of a part of a record.
    mutating func take(_ standing: Standing) {
      for act in standing.acts {
        speaking[act.speech.speaker, default: Speaking()].take(act)
        for name in Set(act.speech.via) { carried[name, default: []].append(UInt32(act.seq)) }
      }
    }

    /// Takes what was found of another part of the record.
    mutating func merge(_ other: Self) {
      speaking.merge(other.speaking) { $0.merged($1) }
      carried.merge(other.carried) { $0 + $1 }
    }

    /// The sources of the book and those that say or carry something, by short id.
    func lines(
      _ book: SourceBook, reliability: (String) -> Judgements.Assessment?
    ) -> [Line] {
      var copies: [String: [String]] = [:]
      for source in book.all where book.root(of: source.id) != source.id {
        for above in book.copied(by: source.id) { copies[above, default: []].append(source.id) }
      }
      let names = Set(book.all.map(\.id)).union(speaking.keys).union(carried.keys)
      return names.sorted().map { name in
        Line(
          name, book, reliability: reliability(name), speaking[name] ?? Speaking(),
          carried[name] ?? [], copiedBy: copies[name] ?? [])
      }
    }
  }
}

extension Voices.Fold.Speaking {
  fileprivate func merged(_ other: Self) -> Self {
    Self(
      acts: acts + other.acts, first: [first, other.first].compactMap { $0 }.min(),
      last: [last, other.last].compactMap { $0 }.max())
  }

  fileprivate mutating func take(_ act: Standing.Act) {
    acts.append(UInt32(act.seq))
    if let day = act.stated.earliestDay { first = first.map { min($0, day) } ?? day }
    if let day = act.stated.latestDay { last = last.map { max($0, day) } ?? day }
  }
}

extension Voices.Line {
  fileprivate init(
    _ name: String, _ book: SourceBook, reliability held: Judgements.Assessment?,
    _ spoken: Voices.Fold.Speaking, _ carried: [UInt32], copiedBy: [String]
  ) {
    id = name
    source = book[name]
    side = book.side(of: name)
    root = book.root(of: name)
    self.copiedBy = copiedBy.sorted()
    reliability = held?.value
    let (said, brought) = (spoken.acts.sorted().map { Int($0) }, carried.sorted().map { Int($0) })
    actList = SeqList(said)
    carriedList = SeqList(brought)
    days = said.isEmpty ? nil : DaySpan(from: spoken.first, to: spoken.last)
    let judged = (source?.seqs ?? []) + (held.map { [$0.seq] } ?? [])
    list = SeqList((said + brought + judged).distinct)
  }

  /// Whether somebody registered it.
  public var isRegistered: Bool { source != nil }
}

extension SourceBook {
  /// The sources that a source copies, the nearest first.
  package func copied(by id: String) -> [String] {
    Array(chain(from: id, \.derivedFrom).dropFirst())
  }
}
