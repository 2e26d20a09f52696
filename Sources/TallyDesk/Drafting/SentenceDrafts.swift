internal import Tallystick
internal import TransparencyLog

/// The drafts of one sentence, as they are made.
struct SentenceDrafts {
  let reading: Reading
  let speeches: [Speech]
  let page: ArticlePage
  let names: NameBook

  /// The drafts before this sentence.
  let earlier: [DraftLine]
  let sides: [String]
  let earlierThings: [WordMark]
  var media: [String: Int]
  var lastThing: String?
  let lastDeal: String?

  /// The drafts, each with the token at which its words begin.
  private var placed: [(place: Int, draft: DraftLine)] = []
  private(set) var gaps: [Gap] = []
  private(set) var newSources: [(id: String, draft: DraftLine)] = []

  /// The numbers that a draft holds, or that are told of beside one.
  var used: Set<Range<Int>> = []

  /// Words of the sentence by which what is told may not be told as done.
  let cautions: [WordMark]

  /// The clauses that tell of no handover of their own, to which all others of the sentence listen.
  let framing: [Range<Int>]

  init(reading: Reading, speeches: [Speech], drafter: Drafter) {
    self.reading = reading
    self.speeches = speeches
    page = drafter.page
    names = drafter.names
    earlier = drafter.result.drafts
    sides = drafter.sides
    earlierThings = drafter.earlierThings
    media = drafter.media
    lastThing = drafter.lastThing
    lastDeal = drafter.lastDeal
    cautions = reading.cautions
    framing = cautions.isEmpty ? [] : reading.clauses.filter { !reading.hasHandover(in: $0) }
  }

  /// The drafts in the order of their words.
  var drafts: [DraftLine] {
    placed.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
      .map(\.element.draft)
  }

  /// All drafts so far, those of the article before and those of this sentence.
  var known: [DraftLine] { earlier + drafts }

  var isEmpty: Bool { placed.isEmpty }

  mutating func draft() {
    draftMedium()
    draftActs()
    draftDeal()
    for number in reading.numbers where !used.contains(number.core) { draft(number) }
    draftNone()
    draftPlan()
    findGaps()
  }

  mutating func add(_ draft: DraftLine, at place: Int, about range: Range<Int>) {
    var draft = draft
    draft.line = reading.sentence.line
    draft.words = reading.sentence.text
    draft.label = "\(earlier.count + placed.count)"
    draft.body["quote"] = .string(quote(around: range))
    draft.body["lang"] = .string(reading.lexicon.language)
    if let capture = page.capture { draft.body["capture"] = .object(capture) }
    caution(&draft, at: place, about: range)
    var seen: Set<String> = []
    draft.why = draft.why.filter { !$0.isEmpty && seen.insert($0).inserted }
    placed.append((place, draft))
  }

  /// The sentence, or where it is longer than a quote may be the part of it around some words.
  private func quote(around range: Range<Int>) -> String {
    let most = 300
    let scalars = reading.sentence.scalars
    guard scalars.count > most else { return reading.sentence.text }
    let clause = reading.clause(at: range.lowerBound)
    var start = reading.tokens[clause.lowerBound].range.lowerBound
    let end = reading.tokens[max(range.upperBound, range.lowerBound + 1) - 1].range.upperBound
    if end - start > most { start = reading.tokens[range.lowerBound].range.lowerBound }
    if end <= most { start = 0 }
    var last = min(scalars.count, start + most)
    while last < scalars.count, last > end, !scalars[last].properties.isWhitespace { last -= 1 }
    return String(String.UnicodeScalarView(scalars[start..<last]))
  }

  /// Who says what stands at a token.
  func speech(at place: Int) -> Speech? {
    speeches.last { $0.content.contains(place) && $0.use != .silent }
      ?? speeches.last { $0.part.contains(place) && $0.use != .silent }
  }

  /// The fields of whoever says something, with the side for which it speaks.
  mutating func voice(
    of speech: Speech?, draft: inout DraftLine
  ) -> String? {
    guard let speech else {
      draft.body["speaker"] = .string(page.outlet)
      draft.body["attribution"] = "outlet"
      draft.body["rendering"] = "verbatim"
      return nil
    }
    let (source, attribution) = source(of: speech.speaker)
    draft.body["speaker"] = .string(source)
    draft.body["attribution"] = .string(attribution)
    draft.body["via"] = .array((speech.via + [page.outlet]).map(JSONValue.string))
    draft.body["rendering"] = "paraphrase"
    draft.why += speech.why
    if let day = speech.day {
      draft.stated = day.edtf
      draft.body["published"] = .string(page.published.text)
      draft.why.append(reading.words(day.range))
    } else if let before = earlier.last(where: {
      $0.body["speaker"] == .string(source) && $0.stated != page.published.text
    }) {
      draft.stated = before.stated
      draft.body["published"] = .string(page.published.text)
      draft.doubts.append("stated: as on line \(before.line)")
    }
    return names.side(of: source)
  }

  /// The short id of a speaker, and how it is attributed; one that the record does not know becomes
  /// a draft of its own.
  mutating func source(of speaker: Speaker) -> (id: String, attribution: String) {
    switch speaker {
    case .known(let source):
      return (source, Attribution.usual(ofKind: names.sources[source]?.kind).rawValue)
    case .new(let name):
      let id = ShortID.of(name)
      let isInstitution = name.unicodeScalars.filter { $0 == " " }.count > 1
      var draft = sourceDraft(id)
      draft.body["name"] = .string(
        String(String.UnicodeScalarView(name.unicodeScalars.prefix(200))))
      draft.missing = ["kind", "side", "reason"]
      if let side = adjectiveSide(name) { draft.offers["side"] = .string(side) }
      draft.offers["kind"] = isInstitution ? "institution" : "person"
      draft.why = ["\(name) is not in the record"]
      note(id, draft)
      return (id, isInstitution ? "institution" : "named")
    case .unnamed(let agency):
      let id = ShortID.of(
        "\(agency ?? page.outlet)-source-\(page.published.latestDay?.description ?? "")")
      if names.sources[id] == nil {
        var draft = sourceDraft(id)
        let teller = agency.flatMap { names.sources[$0]?.name ?? $0 } ?? page.outlet
        draft.body["kind"] = "unnamed"
        draft.body["name"] = .string("Unnamed source cited by \(teller)")
        draft.missing = ["side", "reason"]
        draft.why = ["a source that the words do not name"]
        note(id, draft)
      }
      return (id, "unnamed")
    }
  }

  /// A name in the place of a party, of which the record knows no side, becomes a draft of its own.
  mutating func noteParty(_ name: String) {
    let id = ShortID.of(name)
    guard names.sources[id] == nil else { return }
    var draft = sourceDraft(id)
    draft.body["name"] = .string(limited(name, 200))
    draft.missing = ["kind", "side", "reason"]
    draft.offers["kind"] = "party"
    draft.why = ["\(name) stands where a party does, and is not in the record"]
    note(id, draft)
  }

  private func sourceDraft(_ id: String) -> DraftLine {
    var draft = DraftLine(
      type: .source, stated: page.published.text, body: ["source": .string(id)])
    draft.line = reading.sentence.line
    draft.words = reading.sentence.text
    return draft
  }

  private mutating func note(_ id: String, _ draft: DraftLine) {
    if !newSources.contains(where: { $0.id == id }) { newSources.append((id, draft)) }
  }

  /// The side that a name tells of by an adjective: "Velorian Foreign Ministry".
  private func adjectiveSide(_ name: String) -> String? {
    let tokens = Token.tokens(of: Array(name.unicodeScalars))
    return names.hits(in: tokens, reading.lexicon).first { $0.form == .adjective }
      .flatMap { names.side(of: $0) }
  }

  /// Names a sentence that tells of numbers or of the trade and gave no draft, and one that is not
  /// read.
  private mutating func findGaps() {
    let numbers = reading.numbers.filter { !used.contains($0.core) }
    var why = numbers.map { reading.words($0.range) }
    if reading.sentence.isUnread(in: reading.lexicon.script) {
      why.append("in a language that is not read")
    }
    if reading.sentence.scalars.contains(where: \.isOtherNumeral) {
      why.append("with numerals that are not read")
    }
    if !reading.trades(in: reading.all).isEmpty {
      why += reading.unreadNumbers.map { reading.words($0) }
    }
    if isEmpty {
      let trades = reading.trades(in: reading.all).map { reading.words($0.range) }
      let deals = reading.marks(.deal, .silent, .deny, .retract, .staging, in: reading.all)
      why += trades + deals.map { reading.words($0.range) }
    }
    guard !why.isEmpty else { return }
    gaps.append(Gap(line: reading.sentence.line, words: reading.sentence.text, why: why))
  }
}

/// Short ids made of names.
enum ShortID {
  /// A name in small Latin letters, digits and hyphens, at most 40.
  static func of(_ name: String) -> String {
    var id = ""
    for scalar in name.lowercased().unicodeScalars {
      if scalar.isDigit || (0x61...0x7A).contains(scalar.value) {
        id.unicodeScalars.append(scalar)
      } else if let latin = letters[scalar] {
        id += latin
      } else if !id.hasSuffix("-"), !id.isEmpty, scalar != "'", scalar != "’" {
        id += "-"
      }
    }
    var short = String(id.prefix(40))
    while short.hasSuffix("-") { short.removeLast() }
    return short.isEmpty ? "source" : short
  }

  /// Cyrillic letters in Latin, as passports have them.
  private static let letters: [Unicode.Scalar: String] = [
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ё": "e",
    "ж": "zh", "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ы": "y", "ъ": "", "э": "e", "ю": "iu",
    "я": "ia",
  ]
}
