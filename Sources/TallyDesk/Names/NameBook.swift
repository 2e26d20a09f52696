package import Tallystick
internal import TransparencyLog

/// The names that a record knows: of its sources, parties, agreements and terms.
package struct NameBook: Sendable {
  /// An agreement by its short id, with the names that it goes by.
  package struct Agreement: Hashable, Sendable {
    package let id: String
    package let names: [String]

    /// Creates an agreement.
    package init(id: String, names: [String]) {
      self.id = id
      self.names = names
    }
  }

  /// A name, word by word.
  private struct Entry: Sendable {
    let owner: Owner
    let pieces: [Piece]
  }

  /// Whose name it is.
  enum Owner: Hashable, Sendable {
    case source(String)
    case agreement(String)
    /// A side that has a term, by its code.
    case side(String)
  }

  /// A word of a name.
  struct Piece: Hashable, Sendable {
    let lower: String

    /// What stays of it in every case, for words in Cyrillic.
    let stem: String?
  }

  let sources: SourceBook

  private let terms: TermBook

  /// The names by their first two letters, longest first.
  private let entries: [String: [Entry]]

  /// The names of parties that are one word, of which words for what belongs to them are made.
  private let partyNames: [(owner: Owner, lower: String)]

  /// The words that terms have for what is handed over, longest first.
  private let things: [(what: String, pieces: [Piece])]

  /// The names of sides, as terms have them.
  private let sideNames: [String: String]

  /// Creates the book of some sources, agreements and terms.
  package init(
    _ sources: SourceBook, agreements: [Agreement], terms: TermBook = TermBook()
  ) {
    self.sources = sources
    self.terms = terms
    var entries: [Entry] = []
    var surnames: [String: [(String, [Piece])]] = [:]
    var partyNames: [(owner: Owner, lower: String)] = []
    for source in sources.all {
      for name in [source.name].compactMap({ $0 }) + source.aliases {
        let pieces = NameBook.pieces(name)
        guard !pieces.isEmpty else { continue }
        entries.append(Entry(owner: .source(source.id), pieces: pieces))
        if source.kind == "person", pieces.count > 1, let last = pieces.last {
          surnames[last.lower, default: []].append((source.id, [last]))
        }
        if source.kind == "party", pieces.count == 1 {
          partyNames.append((.source(source.id), pieces[0].lower))
        }
      }
    }
    var sideNames: [String: String] = [:]
    for term in terms.all where term.kind == .side {
      guard let name = term.name else { continue }
      sideNames[term.term] = name
      let pieces = NameBook.pieces(name)
      guard !pieces.isEmpty, !entries.contains(where: { $0.pieces == pieces }) else { continue }
      entries.append(Entry(owner: .side(term.term), pieces: pieces))
      if pieces.count == 1 { partyNames.append((.side(term.term), pieces[0].lower)) }
    }
    self.sideNames = sideNames
    things = terms.all.filter { $0.kind == .what }.flatMap { term in
      let words = term.term.split(separator: "_").joined(separator: " ")
      return [words, term.name, term.one, term.many].compactMap(\.self).map {
        (term.term, NameBook.pieces($0))
      }
    }.filter { !$0.1.isEmpty }.sorted { $0.1.count > $1.1.count }
    for (_, owners) in surnames where Set(owners.map(\.0)).count == 1 {
      entries.append(Entry(owner: .source(owners[0].0), pieces: owners[0].1))
    }
    for agreement in agreements {
      for name in agreement.names {
        let pieces = NameBook.pieces(name)
        if pieces.count > 1 {
          entries.append(Entry(owner: .agreement(agreement.id), pieces: pieces))
        }
      }
    }
    let sorted = entries.sorted { $0.pieces.count > $1.pieces.count }
    self.entries = Dictionary(grouping: sorted) { NameBook.key($0.pieces.first?.lower ?? "") }
    self.partyNames = partyNames
  }

  /// The book of nobody.
  package static let empty = NameBook(SourceBook(), agreements: [])

  private static func key(_ word: String) -> String {
    String(String.UnicodeScalarView(word.unicodeScalars.prefix(2)))
  }

  private static func pieces(_ name: String) -> [Piece] {
    Token.tokens(of: Array(name.unicodeScalars)).filter { $0.kind != .sign && $0.lower != "the" }
      .map { Piece(lower: $0.lower, stem: stem($0.lower)) }
  }

  /// A word in Cyrillic without its ending, of which three letters stay at least.
  private static func stem(_ word: String) -> String? {
    var scalars = Array(word.unicodeScalars)
    guard let first = scalars.first, (0x400...0x4FF).contains(first.value) else { return nil }
    let two = String(String.UnicodeScalarView(scalars.suffix(2)))
    if ["ий", "ый", "ой", "ій", "ая", "яя", "ое", "ее"].contains(two), scalars.count > 5 {
      scalars.removeLast(2)
    } else if let last = scalars.last, "аяеоиіїьйыуюэє".unicodeScalars.contains(last),
      scalars.count > 3
    {
      scalars.removeLast()
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

/// A name of the record in a sentence.
struct NameHit: Hashable, Sendable {
  /// How the name stands.
  enum Form: Hashable, Sendable {
    /// As it is.
    case bare
    /// In another case than that of a subject.
    case oblique
    /// With `'s`.
    case possessive
    /// As an adjective: "Ukrainian".
    case adjective
  }

  let owner: NameBook.Owner
  let range: Range<Int>
  let form: Form

  /// The short id of the source, if it is one.
  var source: String? { if case .source(let id) = owner { id } else { nil } }

  /// The short id of the agreement, if it is one.
  var agreement: String? { if case .agreement(let id) = owner { id } else { nil } }
}

extension NameBook {
  /// The names in a sentence, of those that overlap the longer.
  func hits(in tokens: [Token], _ lexicon: Lexicon) -> [NameHit] {
    var hits: [NameHit] = []
    var place = 0
    while place < tokens.count {
      if let hit = hit(in: tokens, at: place, lexicon) {
        hits.append(hit)
        place = hit.range.upperBound
      } else {
        place += 1
      }
    }
    return hits
  }

  private func hit(in tokens: [Token], at place: Int, _ lexicon: Lexicon) -> NameHit? {
    guard tokens[place].kind == .word else { return nil }
    if tokens[place].isCapital {
      for entry in entries[NameBook.key(tokens[place].lower)] ?? [] {
        guard let (end, form) = form(of: entry, in: tokens, from: place, lexicon) else { continue }
        return NameHit(owner: entry.owner, range: place..<end, form: form)
      }
    }
    guard let owner = adjective(tokens[place], lexicon) else { return nil }
    return NameHit(owner: owner, range: place..<place + 1, form: .adjective)
  }

  /// Where a name ends that begins at a place, and how it stands there; an article within it is no
  /// part of it.
  private func form(
    of entry: Entry, in tokens: [Token], from place: Int, _ lexicon: Lexicon
  ) -> (end: Int, form: NameHit.Form)? {
    var isExact = true
    var place = place
    for (number, piece) in entry.pieces.enumerated() {
      if number > 0, tokens.indices.contains(place), tokens[place].lower == "the" { place += 1 }
      guard tokens.indices.contains(place) else { return nil }
      let token = tokens[place]
      place += 1
      if token.lower == piece.lower { continue }
      isExact = false
      guard let stem = piece.stem, stem.unicodeScalars.count >= 3, token.lower.hasPrefix(stem),
        token.lower.unicodeScalars.count - stem.unicodeScalars.count <= 3
      else { return nil }
      // Of one word, an adjective is told apart; within a longer name it is part of it.
      if entry.pieces.count == 1, isAdjective(token, after: stem, lexicon) { return nil }
    }
    if tokens[place - 1].isPossessive { return (place, .possessive) }
    return (place, isExact ? .bare : .oblique)
  }

  private func isAdjective(_ token: Token, after stem: String, _ lexicon: Lexicon) -> Bool {
    let rest = token.lower.dropFirst(stem.count)
    return lexicon.adjectiveMarks.contains { rest.contains($0) }
  }

  /// The party to which a word says that something belongs.
  private func adjective(_ token: Token, _ lexicon: Lexicon) -> Owner? {
    for (owner, lower) in partyNames {
      if let stem = NameBook.stem(lower) {
        if stem.unicodeScalars.count >= 3, token.lower.hasPrefix(stem),
          isAdjective(token, after: stem, lexicon)
        {
          return owner
        }
      } else if token.isCapital {
        for rule in lexicon.adjectives where lower.hasSuffix(rule.dropped) {
          if token.lower == lower.dropLast(rule.dropped.count) + rule.added { return owner }
        }
      }
    }
    return nil
  }

  /// The side for which a source speaks.
  func side(of source: String?) -> String? { source.flatMap { sources.side(of: $0) } }

  /// The side of which a name tells.
  func side(of hit: NameHit) -> String? {
    if case .side(let side) = hit.owner { side } else { side(of: hit.source) }
  }

  /// Whether a name is a party's.
  func isParty(_ hit: NameHit) -> Bool {
    if case .side = hit.owner { return true }
    return hit.source.flatMap { sources[$0]?.kind } == "party"
  }

  /// What a source or a side is called.
  func name(of hit: NameHit) -> String? {
    if case .side(let side) = hit.owner { return sideNames[side] ?? side }
    return hit.source.map { sources[$0]?.name ?? $0 }
  }

  /// The source of which some words are the whole name.
  package func source(named words: String) -> String? {
    whole(words).flatMap { hit in hit.form == .adjective ? nil : hit.source }
  }

  /// The side of which some words are the whole name, or the code; a code that the record does not
  /// know is none where it knows others.
  func side(called words: String) -> String? {
    if let side = whole(words).flatMap({ side(of: $0) }) { return side }
    guard Name.party.matches(words) else { return nil }
    let known = Set(
      sources.all.compactMap(\.side) + terms.all.filter { $0.kind == .side }.map(\.term))
    return known.isEmpty || known.contains(words) ? words : nil
  }

  /// The name that some words are, and nothing but it.
  private func whole(_ words: String) -> NameHit? {
    let tokens = Token.tokens(of: Array(words.unicodeScalars))
    for lexicon in Lexicon.shipped.values.sorted(by: { $0.language < $1.language }) {
      if let hit = hits(in: tokens, lexicon).first, hit.range.count == tokens.count { return hit }
    }
    return nil
  }

  /// Whether a word for what is handed over is built in, or has a term.
  func knows(what word: String) -> Bool { terms.class(of: word) != nil }

  /// The words of the record's own terms for what is handed over; of two that overlap the longer.
  func things(in tokens: [Token]) -> [WordMark] {
    var marks: [WordMark] = []
    for place in tokens.indices where !marks.contains(where: { $0.range.contains(place) }) {
      for thing in things where place + thing.pieces.count <= tokens.count {
        let isThere = thing.pieces.enumerated().allSatisfy { offset, piece in
          let word = tokens[place + offset].lower
          if word == piece.lower { return true }
          guard let stem = piece.stem, stem.unicodeScalars.count >= 3 else { return false }
          return word.hasPrefix(stem)
            && word.unicodeScalars.count - stem.unicodeScalars.count <= 3
        }
        guard isThere else { continue }
        let range = place..<place + thing.pieces.count
        marks.append(WordMark(use: .thing, value: thing.what, range: range))
        break
      }
    }
    return marks
  }

  /// The side of the first name in some words: "Kyiv", "Ukrainian".
  package func side(named words: String, _ lexicon: Lexicon) -> String? {
    let tokens = Token.tokens(of: Array(words.unicodeScalars))
    return hits(in: tokens, lexicon).lazy.compactMap { self.side(of: $0) }.first
  }
}
