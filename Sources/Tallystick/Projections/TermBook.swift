/// What the short names of a record stand for and how they are printed, as the terms in force say
/// field by field.
public struct TermBook: Hashable, Sendable {
  /// What a term is a name of.
  public enum Kind: String, CaseIterable, Sendable {
    /// A party, such as `RU`.
    case side
    /// What is handed over, such as `remains`.
    case what
    /// What a count counts, such as `bag`.
    case unit
    /// The record itself.
    case record
  }

  /// What kind of thing is handed over.
  public enum Class: String, CaseIterable, Sendable {
    /// The living.
    case people
    /// The dead.
    case remains
    /// Things.
    case goods
    /// Money.
    case money
  }

  /// One term.
  public struct Term: Hashable, Sendable {
    /// The short name.
    public let term: String
    /// What it is a name of.
    public let kind: Kind
    /// How it is printed; of the record its title.
    public var name: String?
    /// What kind of thing it is, of what is handed over.
    public var of: Class?
    /// The unit in which it is counted where nothing else is said.
    public var unit: String?
    /// How one of them is printed.
    public var one: String?
    /// How several of them are printed.
    public var many: String?
    /// Who made the record.
    public var author: String?
    /// The language of the names, as BCP 47 writes it.
    public var language: String?
    /// The seqs of its registrations.
    public var seqs: [Int] = []
  }

  private struct Key: Hashable {
    let kind: Kind
    let term: String
  }

  private var terms: [Key: Term] = [:]

  /// The registration of the record's own names that holds.
  private var record: String?

  /// Creates a book without terms, which knows what is built in.
  public init() {}

  init(_ history: History, _ amended: Amended) {
    self.init(TermBook.registrations(history, amended))
  }

  /// The registrations of terms in force, as amended.
  static func registrations(
    _ history: History, _ amended: Amended
  ) -> [SourceBook.Registration] {
    history.terms.map { amended.item(history.items[$0]) }
      .filter { amended.void[$0.id] == nil }
      .map { ($0.seq, $0.stated, $0.body) }
  }

  /// Creates the book of some registrations.
  init(_ registrations: [SourceBook.Registration]) {
    let read = registrations.compactMap { one -> (Key, SourceBook.Registration)? in
      guard let kind = (one.body["kind"]?.string).flatMap(Kind.init),
        let term = one.body["term"]?.string
      else { return nil }
      return (Key(kind: kind, term: term), one)
    }
    for (key, all) in Dictionary(grouping: read, by: \.0) { put(key, all.map(\.1)) }
    record =
      holding(read.filter { $0.0.kind == .record }, \.1.stated, \.1.seq)?.0.term
  }

  private mutating func put(_ key: Key, _ registrations: [SourceBook.Registration]) {
    func held(_ field: String) -> String? {
      holding(registrations.filter { $0.body[field] != nil }, \.stated, \.seq)?
        .body[field]?.string
    }
    terms[key] = Term(
      term: key.term, kind: key.kind, name: held("name"), of: held("of").flatMap(Class.init),
      unit: held("unit"), one: held("one"), many: held("many"), author: held("author"),
      language: held("lang"), seqs: registrations.map(\.seq).sorted())
  }

  /// The term of this name and kind, if there is one.
  public subscript(kind: Kind, term: String) -> Term? { terms[Key(kind: kind, term: term)] }

  /// All terms, by kind and name.
  public var all: [Term] {
    terms.values.sorted { ($0.kind.rawValue, $0.term) < ($1.kind.rawValue, $1.term) }
  }

  /// The name of a side; nil where no term gives one, so that its bare code is to be printed.
  public func name(ofSide side: String) -> String? { self[.side, side]?.name }

  /// The name of what is handed over; nil where no term gives one.
  public func name(ofWhat what: String) -> String? {
    self[.what, what].flatMap { $0.name ?? $0.many }
  }

  /// The name of a unit; nil where no term gives one.
  public func name(ofUnit unit: String) -> String? {
    self[.unit, unit].flatMap { $0.name ?? $0.many }
  }

  /// How so many of what is handed over, or of a unit, are printed, such as `lorry` or `lorries`; the short
  /// name where no term says it.
  public func word(_ kind: Kind, _ name: String, of number: Bounds?) -> String {
    let term = self[kind, name]
    return (number?.exact == 1 ? term?.one : term?.many) ?? name
  }

  /// What kind of thing is handed over: what a term says, else what is built in; nil where neither
  /// says it.
  public func `class`(of what: String) -> Class? {
    self[.what, what]?.of ?? TermBook.builtIn[what]
  }

  /// The word with a term, or built in, that `what` is likely to be misspelt for; nil where it is such
  /// a word itself, and where it is like none.
  package func word(near what: String) -> String? {
    guard self[.what, what] == nil, TermBook.builtIn[what] == nil else { return nil }
    let known = terms.keys.filter { $0.kind == .what }.map(\.term) + TermBook.builtIn.keys
    return known.filter { $0.utf8.count > 3 && $0.isNear(what) }.min()
  }

  /// The title of the record; nil where no term gives one.
  public var title: String? { record.flatMap { self[.record, $0]?.name } }

  /// Who made the record; nil where no term says it.
  public var author: String? { record.flatMap { self[.record, $0]?.author } }

  /// The language of the record's own words; nil where no term says it.
  public var language: String? { record.flatMap { self[.record, $0]?.language } }

  /// The words whose kind is known without a term.
  static let builtIn: [String: Class] = [
    "remains": .remains, "prisoners": .people, "prisoners_of_war": .people, "civilians": .people,
    "wounded": .people, "hostages": .people, "detainees": .people, "children": .people,
  ]
}
