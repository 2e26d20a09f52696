/// Who the sources are, as the registrations in force say field by field.
public struct SourceBook: Sendable {
  /// One source.
  public struct Source: Hashable, Sendable {
    /// Its short id.
    public let id: String
    /// Its kind, such as `person`.
    public var kind: String?
    /// Its name.
    public var name: String?
    /// Its other names.
    public var aliases: [String] = []
    /// The side for which it speaks by itself.
    public var side: String?
    /// The source to which it belongs.
    public var memberOf: String?
    /// The source that it copies.
    public var derivedFrom: String?
    /// The seqs of its registrations.
    public var seqs: [Int] = []
    /// Those of its registrations that give keys, in order.
    var keyed: [Keyed] = []
  }

  private var sources: [String: Source] = [:]

  /// A registration: its seq, day and body.
  typealias Registration = (seq: Int, stated: Stated, body: JSONObject)

  init(_ history: History, _ amended: Amended) {
    self.init(SourceBook.registrations(history, amended))
  }

  /// The registrations in force, as amended.
  static func registrations(_ history: History, _ amended: Amended) -> [Registration] {
    history.sources.map { amended.item(history.items[$0]) }
      .filter { amended.void[$0.id] == nil }
      .map { ($0.seq, $0.stated, $0.body) }
  }

  /// Creates a book without sources.
  package init() {}

  /// Creates the book of some registrations.
  init(_ registrations: [Registration]) {
    let byID = Dictionary(grouping: registrations) { $0.body["source"]?.string ?? "" }
    for (id, registrations) in byID { put(id, registrations) }
  }

  /// Puts what all registrations of one source say in the place of what the book said of it.
  mutating func put(_ id: String, _ registrations: [Registration]) {
    func held(_ field: String) -> String? {
      holding(registrations.filter { $0.body[field] != nil }, \.stated, \.seq)?
        .body[field]?.string
    }
    var source = Source(id: id)
    source.kind = held("kind")
    source.name = held("name")
    source.side = held("side")
    source.memberOf = held("member_of")
    source.derivedFrom = held("derived_from")
    source.aliases = Set(registrations.flatMap { $0.body.texts("aliases") }).sorted()
    source.seqs = registrations.map(\.seq).sorted()
    source.keyed = registrations.filter { $0.body["key"] != nil }
      .map { Source.Keyed(seq: $0.seq, stated: $0.stated, keys: $0.body.texts("key")) }
      .sorted { $0.seq < $1.seq }
    sources[id] = source
  }

  /// Takes a source that nobody registers any more out of the book.
  mutating func remove(_ id: String) { sources[id] = nil }

  /// The source of this short id, if it is registered.
  public subscript(id: String) -> Source? { sources[id] }

  /// All sources, by short id.
  public var all: [Source] { sources.values.sorted { $0.id < $1.id } }

  /// The source itself and the ones to which it belongs, nearest first.
  public func lineage(of id: String) -> [String] { chain(from: id, \.memberOf) }

  /// The side for which a source speaks: its own, else that of what it belongs to.
  public func side(of id: String) -> String? {
    lineage(of: id).lazy.compactMap { self.sources[$0]?.side }.first
  }

  /// Whether some source speaks for this side by itself.
  func hasSide(_ side: String) -> Bool { sources.values.contains { $0.side == side } }

  /// The source from which a source copies in the end; itself when it copies from none.
  public func root(of id: String) -> String { chain(from: id, \.derivedFrom).last ?? id }

  func chain(from id: String, _ next: (Source) -> String?) -> [String] {
    var chain = [id]
    while let last = chain.last, let source = sources[last], let following = next(source),
      !chain.contains(following)
    {
      chain.append(following)
    }
    return chain
  }
}

extension SourceBook {
  /// Whether somebody of neither side, by name, saw a handover.
  func isObserver(_ claim: LiveClaim, of handover: Handover) -> Bool {
    guard claim.rank == 0 else { return false }
    let voice = claim.voice(on: handover.row)
    return voice != .sender && voice != .receiver
      && Rules.isObserver(self[claim.speaker]?.kind)
  }
}
