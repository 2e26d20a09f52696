internal import Tallystick
internal import TransparencyLog

/// Who speaks, as far as the words tell.
enum Speaker: Hashable, Sendable {
  /// A source of the record.
  case known(String)

  /// A name that the record does not know.
  case new(String)

  /// Somebody whom the words do not name, told of by this agency, if any.
  case unnamed(agency: String?)
}

/// Words that say who said something: "Medinsky claimed that".
struct Speech: Hashable, Sendable {
  /// Saying, confirming, denying, taking back, keeping silent, or "according to".
  let use: WordUse

  let speaker: Speaker

  /// Why the speaker is taken for that one.
  let why: [String]

  /// The tokens of the words of saying, with the speaker and the day.
  let part: Range<Int>

  /// The verb, or "according to".
  let verb: Range<Int>

  /// The tokens that are what was said.
  let content: Range<Int>

  /// The day on which it was said.
  let day: DateMark?

  /// The agencies and outlets through which it came.
  let via: [String]
}

/// Finds who speaks in a sentence; it remembers who spoke before.
struct SpeechReader {
  /// The speaker of the last words of saying.
  private(set) var last: Speaker?

  /// The last who was not named.
  private var lastUnnamed: Speaker?

  /// The sources that were told of, the last one at the end.
  private var mentioned: [String] = []

  /// The words of saying of a sentence.
  mutating func speeches(in reading: Reading) -> [Speech] {
    for hit in reading.hits where hit.form != .adjective {
      if let source = hit.source { mentioned.append(source) }
    }
    var speeches: [Speech] = colon(reading).map { [$0] } ?? []
    let uses: [WordUse] = [
      .say, .confirm, .deny, .retract, .silent, .according, .accordingThem,
    ]
    let found = reading.marks.filter { uses.contains($0.use) }
      .sorted { ($0.range.lowerBound, -$0.range.count) < ($1.range.lowerBound, -$1.range.count) }
    var end = 0
    for mark in found where mark.range.lowerBound >= end {
      // "in return for", "the count": a noun is no verb of saying.
      guard let speech = speech(mark, reading, after: speeches.last) else { continue }
      speeches.append(speech)
      end = max(mark.range.upperBound, mark.use == .according ? speech.part.upperBound : 0)
      note(speech.speaker)
    }
    return speeches
  }

  private mutating func note(_ speaker: Speaker) {
    last = speaker
    if case .unnamed = speaker { lastUnnamed = speaker }
    if case .known(let source) = speaker { mentioned.append(source) }
  }

  /// "Kyiv: 43 bodies given".
  private mutating func colon(_ reading: Reading) -> Speech? {
    guard let hit = reading.hits.first, hit.range.lowerBound == 0, let source = hit.source,
      hit.form == .bare, hit.range.upperBound < reading.tokens.count,
      reading.tokens[hit.range.upperBound].isSign(":")
    else { return nil }
    note(.known(source))
    let end = hit.range.upperBound + 1
    return Speech(
      use: .say, speaker: .known(source), why: [reading.words(0..<end)], part: 0..<end,
      verb: hit.range, content: end..<reading.tokens.count, day: nil, via: [])
  }

  private func speech(_ mark: WordMark, _ reading: Reading, after earlier: Speech?) -> Speech? {
    switch mark.use {
    case .accordingThem:
      guard let last else { return nil }
      return made(mark, last, subject: mark.range, reading, [reading.words(mark.range)])
    case .according: return according(mark, reading)
    default: return verbal(mark, reading, after: earlier)
    }
  }

  private func according(_ mark: WordMark, _ reading: Reading) -> Speech? {
    let rest = mark.range.upperBound..<reading.tokens.count
    guard let (speaker, subject) = subject(in: rest, reading, isFirst: true, reach: 4) else {
      return nil
    }
    var (chosen, end) = (speaker, subject.upperBound)
    if let citing = reading.marks(.citing, in: end..<min(end + 3, reading.tokens.count)).first,
      let unnamed = unnamed(
        in: citing.range.upperBound..<min(citing.range.upperBound + 5, reading.tokens.count),
        reading, agencies: subject.lowerBound..<subject.upperBound)
    {
      (chosen, end) = (unnamed.0, unnamed.1.upperBound)
    }
    let whole = mark.range.lowerBound..<end
    return made(
      mark, chosen, subject: whole, reading, [reading.words(whole)])
  }

  private func verbal(_ mark: WordMark, _ reading: Reading, after earlier: Speech?) -> Speech? {
    let clause = reading.clause(at: mark.range.lowerBound)
    let start = max(clause.lowerBound, earlier.map { $0.verb.upperBound } ?? 0)
    let before = min(start, mark.range.lowerBound)..<mark.range.lowerBound
    // A sentence that begins with the speaker: the clause may begin later, after an apposition.
    let wide = (earlier == nil ? 0 : start)..<mark.range.lowerBound
    let after = mark.range.upperBound..<clause.upperBound
    if let found = relative(before: mark, reading) ?? unnamed(in: before, reading, agencies: clause)
      ?? subject(in: before, reading, isFirst: true)
    {
      return made(
        mark, found.0, subject: found.1, reading,
        [reading.words(found.1.lowerBound..<mark.range.upperBound)])
    }
    if mark.use != .silent, !reading.has(.that, in: after.prefixRange(1)),
      let found = unnamed(in: after.prefixRange(3), reading, agencies: clause)
        ?? inverted(after, reading)
    {
      return made(
        mark, found.0, subject: found.1, reading,
        [reading.words(mark.range.lowerBound..<found.1.upperBound)])
    }
    if let found = subject(in: wide, reading, isFirst: false), earlier == nil {
      return made(
        mark, found.0, subject: found.1, reading,
        [reading.words(found.1), reading.words(mark.range)])
    }
    guard let last = earlier?.speaker ?? (mark.use == .say ? nil : self.last) else { return nil }
    return made(
      mark, last, subject: mark.range, reading, ["the same speaker", reading.words(mark.range)])
  }

  /// "the committee, which counted": who stands before the word.
  private func relative(before mark: WordMark, _ reading: Reading) -> (Speaker, Range<Int>)? {
    guard let relative = reading.mark(.relative, endingAt: mark.range.lowerBound) else {
      return nil
    }
    let place = relative.range.lowerBound
    let hit = reading.hits.last {
      $0.source != nil && $0.form != .adjective && (0...1).contains(place - $0.range.upperBound)
    }
    guard let hit, let source = hit.source else { return nil }
    return (.known(source), hit.range)
  }

  /// "said Nadia Sorel", "said on Friday the head of the delegation, Nadia Sorel".
  private func inverted(_ after: Range<Int>, _ reading: Reading) -> (Speaker, Range<Int>)? {
    let hits = reading.hits.filter {
      $0.source != nil && $0.form != .adjective && after.contains($0.range.lowerBound)
        && !isAfterPreposition($0, reading)
    }
    let people = hits.filter { $0.source.map { reading.names.sources[$0]?.kind } == "person" }
    guard let hit = people.first ?? (reading.lexicon.isInflected ? hits.first : hits.first),
      let source = hit.source,
      reading.lexicon.isInflected || hit.range.lowerBound - after.lowerBound <= 3
    else { return nil }
    return (.known(source), hit.range)
  }

  private func isAfterPreposition(_ hit: NameHit, _ reading: Reading) -> Bool {
    var place = hit.range.lowerBound
    while place > 0, reading.mark(.article, endingAt: place) != nil { place -= 1 }
    return [WordUse.from, .to, .of, .by, .on].contains {
      reading.mark($0, endingAt: place) != nil
    }
  }

  /// Somebody whom the words do not name, with the agency that tells of them.
  private func unnamed(
    in range: Range<Int>, _ reading: Reading, agencies: Range<Int>
  ) -> (Speaker, Range<Int>)? {
    if let same = reading.marks(.sameSource, in: range).first, let lastUnnamed {
      return (lastUnnamed, same.range)
    }
    guard let mark = reading.marks(.unnamed, in: range).first else { return nil }
    if mark.value == "speaks_for", let institution = institution(after: mark, reading) {
      return institution
    }
    let agency = reading.hits.first {
      agencies.contains($0.range.lowerBound) && isAgency($0.source, reading)
    }
    return (.unnamed(agency: agency?.source), mark.range)
  }

  /// The institution for which somebody speaks: "a spokesman for the Relief Committee".
  private func institution(after mark: WordMark, _ reading: Reading) -> (Speaker, Range<Int>)? {
    let end = min(mark.range.upperBound + 3, reading.tokens.count)
    let near = mark.range.upperBound..<max(mark.range.upperBound, end)
    if let hit = reading.hits.first(where: { near.contains($0.range.lowerBound) }),
      hit.form == .bare || hit.form == .oblique, let source = hit.source
    {
      return (.known(source), mark.range.lowerBound..<hit.range.upperBound)
    }
    guard let they = reading.marks(.they, in: near).first, let speaker = speaker(for: they, reading)
    else { return nil }
    return (speaker, mark.range.lowerBound..<they.range.upperBound)
  }

  private func isAgency(_ source: String?, _ reading: Reading) -> Bool {
    let kind = source.flatMap { reading.names.sources[$0]?.kind }
    return kind == "agency" || kind == "outlet"
  }

  /// Who stands in a range as a speaker: a name of the record, an unknown one, or a word for
  /// somebody told of before.
  private func subject(
    in range: Range<Int>, _ reading: Reading, isFirst: Bool, reach: Int = .max
  ) -> (Speaker, Range<Int>)? {
    let hits = reading.hits.filter {
      range.contains($0.range.lowerBound) && $0.source != nil && $0.form != .adjective
        && $0.form != .possessive && (!isAfterPreposition($0, reading) || reach < .max)
        && $0.range.lowerBound - range.lowerBound <= reach
    }
    let unknown = reading.unknownName(in: range).flatMap { name in
      reading.hits.contains { $0.range == name || $0.form != .adjective && $0.range.overlaps(name) }
        ? nil : name
    }
    let hit = isFirst ? hits.first : hits.last
    let they = reading.marks(.they, in: range).last
    if let unknown, unknown.lowerBound - range.lowerBound <= reach,
      unknown.lowerBound <= hit?.range.lowerBound ?? .max
    {
      return (.new(reading.words(unknown)), unknown)
    }
    if let hit, let source = hit.source { return (.known(source), hit.range) }
    if let they, let speaker = speaker(for: they, reading) { return (speaker, they.range) }
    return nil
  }

  /// For whom a word such as "he" or "the ministry" stands: the source told of last whose name has
  /// the word, else the last speaker.
  private func speaker(for mark: WordMark, _ reading: Reading) -> Speaker? {
    let noun = reading.tokens[mark.range.upperBound - 1].lower
    for source in mentioned.reversed() {
      guard let known = reading.names.sources[source] else { continue }
      let names = [known.name].compactMap { $0 } + known.aliases
      let words = names.flatMap { Token.tokens(of: Array($0.unicodeScalars)).map(\.lower) }
      if noun.utf8.count > 3, words.contains(noun) || words.contains(where: { noun.hasPrefix($0) })
      {
        return .known(source)
      }
    }
    if case .new(let name) = last, name.lowercased().contains(noun) { return last }
    return last
  }

  private func made(
    _ mark: WordMark, _ speaker: Speaker, subject: Range<Int>, _ reading: Reading, _ why: [String]
  ) -> Speech {
    let count = reading.tokens.count
    var start = min(mark.range.lowerBound, subject.lowerBound)
    var end = max(mark.range.upperBound, subject.upperBound)
    // A day beside the words of saying is the day of saying.
    func isGlue(_ place: Int) -> Bool { reading.tokens[place].isSign(",") }
    let days = reading.dates.filter { $0.from == $0.to && !$0.isUntil }
    let inside = days.first { $0.range.overlaps(start..<end) }
    let next = days.first {
      $0.range.lowerBound == end || $0.range.lowerBound == end + 1 && isGlue(end) && end < count
    }
    let leading = days.first { day in
      day.range.lowerBound <= 4 && day.range.upperBound <= start
        && start - day.range.upperBound <= 2
        && !reading.has(.give, .get, .bringBack, .given, .come, in: 0..<day.range.lowerBound)
        && !reading.numbers.contains { $0.core.lowerBound < day.range.lowerBound }
    }
    var day = inside ?? leading ?? next
    if let leading, day == leading { start = 0 }
    if let next, day == next { end = next.range.upperBound }
    if day == nil, let tail = days.first(where: { $0.range.lowerBound >= end }),
      isTail(tail, after: end, reading)
    {
      day = tail
      end = tail.range.upperBound
    }
    var via: [String] = []
    if case .unnamed(let agency?) = speaker { via.append(agency) }
    if let that = reading.marks(.that, in: end..<min(end + 8, count)).first,
      !reading.has(.give, .get, .bringBack, .given, .come, in: end..<that.range.upperBound),
      !reading.numbers.contains(where: { (end..<that.range.upperBound).overlaps($0.core) })
    {
      end = that.range.upperBound
    }
    let isLast = isContentFirst(start: start, end: end, mark, reading)
    if isLast { end = count }
    let part = start..<end
    for hit in reading.hits where part.contains(hit.range.lowerBound) {
      if let source = hit.source, isAgency(source, reading), speaker != .known(source),
        !via.contains(source)
      {
        via.append(source)
      }
    }
    return Speech(
      use: mark.use, speaker: speaker, why: why, part: part, verb: mark.range,
      content: isLast ? 0..<start : end..<count, day: day, via: via)
  }

  /// Whether a date ends the words of saying that end the sentence: "told the agency on Thursday".
  private func isTail(_ date: DateMark, after end: Int, _ reading: Reading) -> Bool {
    let rest = end..<date.range.lowerBound
    return date.range.upperBound >= reading.tokens.count - 1 && rest.count <= 6
      && !reading.has(.give, .get, .bringBack, .given, .come, .trade, .thing, .that, in: rest)
      && !reading.numbers.contains { rest.overlaps($0.core) }
  }

  /// Whether what was said stands before the words of saying.
  private func isContentFirst(
    start: Int, end: Int, _ mark: WordMark, _ reading: Reading
  ) -> Bool {
    guard start > 2, [WordUse.say, .according, .accordingThem].contains(mark.use) else {
      return false
    }
    let before = 0..<start
    let hasContent =
      reading.numbers.contains { before.overlaps($0.core) }
      || reading.has(
        .give, .get, .bringBack, .given, .come, .free, .trade, .swap, .single, in: before)
    let after = end..<reading.tokens.count
    let hasMore =
      reading.numbers.contains { after.overlaps($0.core) }
      || reading.has(.give, .get, .bringBack, .given, .that, .single, in: after)
    return hasContent && !hasMore
  }
}

extension Range<Int> {
  /// The first so many of them.
  func prefixRange(_ count: Int) -> Range<Int> {
    lowerBound..<Swift.min(upperBound, lowerBound + Swift.max(count, 0))
  }
}
