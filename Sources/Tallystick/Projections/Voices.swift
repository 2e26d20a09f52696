/// What each source says and carries at a cut, registered or not (design §4.7).
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
    public let acts: [Int]
    /// The acts of other speakers that it carried, in order.
    public let carried: [Int]
    /// The first and the last day on which it may have spoken.
    public let days: DaySpan?
    /// The events that make the line, in order.
    public let seqs: [Int]
  }

  /// The sources, by short id.
  public let lines: [Line]

  init(_ standing: Standing) {
    var spoken: [String: [Standing.Act]] = [:]
    var carried: [String: [Int]] = [:]
    for act in standing.acts {
      spoken[act.speech.speaker, default: []].append(act)
      for name in Set(act.speech.via) { carried[name, default: []].append(act.seq) }
    }
    let book = standing.sources
    var copies: [String: [String]] = [:]
    for source in book.all where book.root(of: source.id) != source.id {
      for above in book.copied(by: source.id) { copies[above, default: []].append(source.id) }
    }
    let names = Set(book.all.map(\.id)).union(spoken.keys).union(carried.keys)
    lines = names.sorted().map { name in
      Line(
        name, book, reliability: standing.judgements.held(name, on: "reliability"),
        spoken[name] ?? [], carried[name] ?? [], copiedBy: copies[name] ?? [])
    }
  }
}

extension Voices.Line {
  fileprivate init(
    _ name: String, _ book: SourceBook, reliability held: Judgements.Assessment?,
    _ spoken: [Standing.Act], _ carried: [Int], copiedBy: [String]
  ) {
    id = name
    source = book[name]
    side = book.side(of: name)
    root = book.root(of: name)
    self.copiedBy = copiedBy.sorted()
    reliability = held?.value
    acts = spoken.map(\.seq)
    self.carried = carried
    let first = spoken.compactMap(\.stated.earliestDay).min()
    let last = spoken.compactMap(\.stated.latestDay).max()
    days = spoken.isEmpty ? nil : DaySpan(from: first, to: last)
    let judged = (source?.seqs ?? []) + (held.map { [$0.seq] } ?? [])
    seqs = Set(spoken.map(\.seq) + carried + judged).sorted()
  }

  /// Whether somebody registered it.
  public var isRegistered: Bool { source != nil }
}

extension SourceBook {
  /// The sources that a source copies, the nearest first.
  func copied(by id: String) -> [String] { Array(chain(from: id, \.derivedFrom).dropFirst()) }
}
