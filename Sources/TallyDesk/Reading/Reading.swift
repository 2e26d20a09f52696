internal import Tallystick
internal import TransparencyLog

/// A sentence with all that the lexicon and the record know of its words.
struct Reading: Sendable {
  let sentence: Sentence
  let lexicon: Lexicon
  let names: NameBook
  let marks: [WordMark]
  let hits: [NameHit]
  let dates: [DateMark]
  let numbers: [NumberMark]

  /// The clauses, as ranges of tokens: each has one predicate, if any.
  let clauses: [Range<Int>]

  var tokens: [Token] { sentence.tokens }

  init(_ sentence: Sentence, _ lexicon: Lexicon, _ names: NameBook, page: Day) {
    self.sentence = sentence
    self.lexicon = lexicon
    self.names = names
    let things = names.things(in: sentence.tokens)
    let known = lexicon.marks(in: sentence.tokens).filter { mark in
      // What the record has a word for is that, whatever the language has.
      mark.use != .thing || !things.contains { $0.range.overlaps(mark.range) }
    }
    let marks = things.isEmpty ? known : known + things
    self.marks = marks
    hits = names.hits(in: sentence.tokens, lexicon)
    dates = DateReader(
      tokens: sentence.tokens, marks: marks, page: page, areMonthsCapital: !lexicon.isInflected
    ).dates()
    numbers = NumberReader(tokens: sentence.tokens, marks: marks, dates: dates).numbers()
    clauses = Reading.clauses(sentence.tokens, marks)
  }

  /// The marks of some uses that lie in a range.
  func marks(_ uses: WordUse..., in range: Range<Int>) -> [WordMark] {
    marks.filter {
      uses.contains($0.use) && $0.range.lowerBound >= range.lowerBound
        && $0.range.upperBound <= range.upperBound
    }
  }

  func has(_ uses: WordUse..., in range: Range<Int>) -> Bool {
    marks.contains {
      uses.contains($0.use) && $0.range.lowerBound >= range.lowerBound
        && $0.range.upperBound <= range.upperBound
    }
  }

  /// The mark of a use that begins at a place.
  func mark(_ use: WordUse, at place: Int) -> WordMark? {
    marks.first { $0.use == use && $0.range.lowerBound == place }
  }

  /// The mark of a use that ends before a place.
  func mark(_ use: WordUse, endingAt place: Int) -> WordMark? {
    marks.first { $0.use == use && $0.range.upperBound == place }
  }

  var all: Range<Int> { 0..<tokens.count }

  /// The clause in which a token stands.
  func clause(at place: Int) -> Range<Int> { clauses.first { $0.contains(place) } ?? all }

  func words(_ range: Range<Int>) -> String { sentence.words(range) }

  private static let predicates: Set<WordUse> = [
    .give, .get, .bringBack, .given, .come, .free, .base, .say, .confirm, .deny, .retract, .silent,
    .shows, .identified, .published, .agreed, .swapVerb,
  ]

  /// Parts a sentence at commas, semicolons, dashes and joining words, but only where a predicate
  /// stands on both sides.
  private static func clauses(_ tokens: [Token], _ marks: [WordMark]) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    for place in tokens.indices where place > start {
      let isSign = tokens[place].isSign(",;:—–")
      let isWord = marks.contains {
        ($0.use == .between || $0.use == .and) && $0.range.lowerBound == place
      }
      guard isSign || isWord else { continue }
      pieces.append(start..<place)
      start = place
    }
    pieces.append(start..<tokens.count)
    func hasPredicate(_ range: Range<Int>) -> Bool {
      marks.contains {
        predicates.contains($0.use) && range.contains($0.range.lowerBound)
          || $0.use == .according && range.contains($0.range.lowerBound)
      }
    }
    var clauses: [Range<Int>] = []
    for piece in pieces {
      guard let last = clauses.last else {
        clauses.append(piece)
        continue
      }
      if hasPredicate(last), hasPredicate(piece) {
        clauses.append(piece)
      } else {
        clauses[clauses.count - 1] = last.lowerBound..<piece.upperBound
      }
    }
    return clauses
  }
}

extension Reading {
  /// Words of number that are not read, and stand beside no number: "hundreds", "1.5".
  var unreadNumbers: [Range<Int>] {
    let words = tokens.indices.filter { tokens[$0].isUnreadNumber }.map { $0..<$0 + 1 }
    return (marks(.vague, in: all).map(\.range) + words).filter { range in
      !numbers.contains {
        $0.range.lowerBound <= range.upperBound && range.lowerBound <= $0.range.upperBound
      } && !dates.contains { $0.range.overlaps(range) }
        && mark(.measure, at: range.upperBound) == nil
    }
  }

  /// A run of words in capitals that may be a name which the record does not know.
  ///
  /// Words such as "of" and "for" stand within it. A single word with which the sentence begins is
  /// none, as every sentence begins with a capital.
  func unknownName(in range: Range<Int>) -> Range<Int>? {
    var place = range.lowerBound
    while place < range.upperBound {
      guard isOfName(place) else {
        place += 1
        continue
      }
      var end = place + 1
      while end < range.upperBound {
        if isOfName(end) {
          end += 1
        } else if end + 1 < range.upperBound, isOfName(end + 1),
          ["of", "for", "de", "на", "з"].contains(tokens[end].lower)
        {
          end += 2
        } else if end + 2 < range.upperBound, isOfName(end + 2),
          ["of", "for"].contains(tokens[end].lower), tokens[end + 1].lower == "the"
        {
          end += 3
        } else {
          break
        }
      }
      var start = place
      if tokens[start].lower == "the" { start += 1 }
      let isOrdinary = end - start < 2 && (place == 0 || tokens[start].isPossessive)
      if start < end, !isOrdinary, !dates.contains(where: { $0.range.overlaps(start..<end) }) {
        return start..<end
      }
      place = end
    }
    return nil
  }

  private func isOfName(_ place: Int) -> Bool {
    tokens[place].kind == .word && tokens[place].isCapital && tokens[place].text.utf8.count > 1
  }
}
