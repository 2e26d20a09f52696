internal import Tallystick
package import TransparencyLog

/// The words of one language that the drafter goes by.
///
/// They are data: `events/lexicon/` has a file for each language, whose form its README tells.
package struct Lexicon: Sendable {
  /// The language's tag, such as `en`.
  package let language: String

  /// Whether nouns change their endings by case, so that a name tells who gives and who gets.
  let isInflected: Bool

  /// The script of its letters.
  let script: Script

  /// Words after which a full stop ends no sentence.
  let abbreviations: Set<String>

  /// How the word for what belongs to a party is made of its name: `+n`, or `-e+ian`.
  let adjectives: [(dropped: String, added: String)]

  /// What stands within such a word, for languages that have many endings.
  let adjectiveMarks: [String]

  /// The phrases by their first letter, longest first.
  private let phrases: [Unicode.Scalar: [Entry]]

  private struct Entry: Sendable {
    let phrase: Phrase
    let use: WordUse
    let value: String
  }

  /// Reads the file of a language.
  ///
  /// - Throws: `FormatError` that names what is not as it should be.
  package init(_ bytes: [UInt8]) throws(FormatError) {
    let json: JSONValue
    do {
      json = try JSONValue(
        parsing: bytes, limits: JSONLimits(sizeInBytes: 1_000_000, keys: .any))
    } catch {
      throw FormatError(error.description)
    }
    guard let object = json.object, let language = object["language"]?.string,
      Name.language.matches(language)
    else { throw FormatError("a lexicon is an object with the tag of its language") }
    guard let words = object["words"]?.object else {
      throw FormatError("a lexicon has words: an object of lists of phrases, by their use")
    }
    self.language = language
    isInflected = object["inflected"]?.bool ?? false
    abbreviations = Set(Lexicon.texts(object["abbreviations"]))
    adjectiveMarks = Lexicon.texts(object["adjective_marks"])
    adjectives = Lexicon.texts(object["adjectives"]).map { text in
      let parts = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0].drop { $0 == "-" }), parts.count > 1 ? String(parts[1]) : "")
    }
    var phrases: [Unicode.Scalar: [Entry]] = [:]
    for member in words.members {
      guard let use = WordUse(rawValue: member.name) else {
        throw FormatError("a lexicon has no words of the use \(quoted(member.name))")
      }
      let lists = member.value.object?.members.map { ($0.name, $0.value) } ?? [("", member.value)]
      for (value, list) in lists {
        guard let texts = list.array else {
          throw FormatError("the words of \(quoted(member.name)) are no list")
        }
        for text in texts.compactMap(\.string) {
          let phrase = Phrase(text)
          guard let first = phrase.pieces.first?.text.unicodeScalars.first else {
            throw FormatError("an empty phrase stands under \(quoted(member.name))")
          }
          phrases[first, default: []].append(Entry(phrase: phrase, use: use, value: value))
        }
      }
    }
    let letters = phrases.keys.compactMap(\.script)
    script = letters.count { $0 == .latin } * 2 > letters.count ? .latin : .cyrillic
    self.phrases = phrases.mapValues { entries in
      entries.sorted { $0.phrase.pieces.count > $1.phrase.pieces.count }
    }
  }

  private static func texts(_ value: JSONValue?) -> [String] {
    (value?.array ?? []).compactMap(\.string)
  }

  /// The words of a sentence that the lexicon knows, each use by itself: of two that overlap the
  /// longer, else the first.
  ///
  /// - Complexity: O(*nm*) in the number of tokens and of phrases with one first letter.
  func marks(in tokens: [Token]) -> [WordMark] {
    var marks: [WordMark] = []
    var ends: [WordUse: Int] = [:]
    for place in tokens.indices {
      guard let first = tokens[place].lower.unicodeScalars.first else { continue }
      for entry in phrases[first] ?? [] where ends[entry.use, default: 0] <= place {
        guard entry.phrase.matches(tokens, at: place) else { continue }
        let end = place + entry.phrase.pieces.count
        ends[entry.use] = end
        marks.append(WordMark(use: entry.use, value: entry.value, range: place..<end))
      }
    }
    // "handed over 1,212", "to hand over 1,212": a word of a longer verb says nothing of the number.
    return marks.filter { mark in
      !WordUse.beforeNumbers.contains(mark.use)
        || !marks.contains {
          WordUse.verbs.contains($0.use) && $0.range.count > mark.range.count
            && $0.range.contains(mark.range.lowerBound)
        }
    }
  }
}

/// Words of a sentence that a lexicon knows.
struct WordMark: Hashable, Sendable {
  let use: WordUse

  /// What they stand for, where their use tells several apart, such as `remains`.
  let value: String

  /// The tokens.
  let range: Range<Int>
}

/// What words are used for.
enum WordUse: String, CaseIterable, Sendable {
  /// Verbs whose subject hands something over.
  case give
  /// Verbs whose subject receives.
  case get
  /// Verbs of bringing back, which leave open who does it: "returned".
  case bringBack = "bring_back"
  /// Participles of handing over, whose subject is what is handed over.
  case given
  /// Verbs whose subject is what is handed over, and goes: "came home".
  case come
  /// Verbs in the form that follows "will" or "to", by what they are: give, get, bring_back.
  case base
  /// Setting people free.
  case free
  /// An exchange: "swapped", "an exchange".
  case swap
  /// Verbs of exchanging: "exchanged".
  case swapVerb = "swap_verb"
  /// Nouns of handing over: "transfer".
  case trade
  /// Forms of "to be" before a participle.
  case be

  /// Verbs of saying.
  case say
  /// Verbs of confirming.
  case confirm
  /// Verbs of denying.
  case deny
  /// Verbs of taking back what was said.
  case retract
  /// Keeping silent.
  case silent
  /// "According to".
  case according
  /// "According to him", where one word tells of the last speaker.
  case accordingThem = "according_them"
  /// "Citing", after which the speaker stands.
  case citing
  /// A person who is not named; with `speaks_for` one who speaks for the institution named after it.
  case unnamed
  /// The last source that was not named.
  case sameSource = "same_source"
  /// Words for the last speaker: "he", "the ministry".
  case they
  /// A claim as a noun: "Russia's claim of".
  case claim
  /// That.
  case that
  /// "Which", after the name of who speaks.
  case relative

  /// Things that are handed over, by the word of the vocabulary.
  case thing
  /// Words for people whose state the words do not say: soldiers.
  case people
  /// Words for the state of being dead.
  case dead
  /// Words for being a prisoner.
  case captive
  /// Number words, by their number.
  case number
  /// Number words that multiply, by their number.
  case multiplier
  /// Before a number that is about right.
  case about
  /// Before the least number.
  case atLeast = "at_least"
  /// Before a number that is surpassed.
  case moreThan = "more_than"
  /// Before the greatest number.
  case atMost = "at_most"
  /// Before a number that is not reached.
  case lessThan = "less_than"
  /// Words of these that may as well belong to the word before them: "lied about 1,212".
  case particle
  /// Words of number that are not read: "hundreds", "half", "or more".
  case vague
  /// Between two numbers of which either may be right.
  case or
  /// A single one, which "not" makes none.
  case single
  /// None, by itself.
  case none
  /// Not.
  case not
  /// With these what is told is not told as done: "refuses to", "if", "it is false that".
  case doubtful
  /// What is counted without being handed over: per cent, kilometres, hours.
  case measure
  /// A number as a noun: "the figure".
  case figure

  /// In total.
  case total
  /// Of these.
  case part
  /// "Of the", before the number of which another is a part.
  case whole
  /// Each side.
  case each
  /// Between the numbers of a formula: "6,000 for 6,000".
  case forEach = "for_each"

  /// What is going to be.
  case future
  /// What is offered.
  case offer
  /// What was brought and not handed over.
  case staging
  /// Identified.
  case identified
  /// A list.
  case list
  /// Being there.
  case remain
  /// An agreement, as a noun.
  case deal
  /// Agreeing.
  case agreed
  /// The last of several things told of before.
  case latter
  /// Media, by kind.
  case medium
  /// Publishing.
  case published
  /// Showing.
  case shows

  /// Before who gives.
  case from
  /// Before who gets.
  case to
  /// Before who does it, in the passive.
  case by
  /// Of.
  case of
  /// Before days.
  case on
  /// A word after an adjective that means the party itself: "side".
  case side
  /// Both sides.
  case both
  /// Between two clauses.
  case between
  /// And.
  case and
  /// Words that nouns stand after.
  case article

  /// Months, by number.
  case month
  /// Days of the week, by number from Monday.
  case weekday
  /// Today and its like, by the number of days from the day of the page.
  case day
  /// Spans that the page's day is in: week, month, year; by `week`, `last_week`, `next_week` and so.
  case span
  /// Since.
  case since
  /// Already, by now.
  case already
  /// Before the second end of a span.
  case until
  /// "Between", before the first end.
  case within
}

extension WordUse {
  /// Verbs of handing over.
  static let verbs: Set<WordUse> = [
    .give, .get, .bringBack, .given, .come, .free, .base, .swapVerb,
  ]

  /// What stands before a number and changes it.
  static let beforeNumbers: Set<WordUse> = [.atLeast, .moreThan, .about, .atMost, .lessThan]
}
