internal import Tallystick
internal import TransparencyLog

/// Reads an article and drafts an event for each statement that the rules find.
///
/// Nothing is filled in that was not read off the words; what is left open is named, and each
/// sentence with a number or a word of the trade that gave no draft, and each in a language that is
/// not read, is a gap. The same article, names
/// and lexicon give the same drafts.
package struct Drafter {
  /// What came of an article.
  package struct Result: Sendable {
    /// The drafts in the order of the words; those of sources first.
    package var drafts: [DraftLine] = []

    /// What gave no draft.
    package var gaps: [Gap] = []

    /// The number of sentences.
    package var sentences = 0

    /// The language whose lexicon was used; empty for an article in a script that is not read, of
    /// which every sentence that tells of anything is a gap.
    package var language = ""

    /// Creates a result without drafts.
    package init() {}
  }

  /// The most drafts that are made of one article, about.
  package static let most = 1000

  let page: ArticlePage
  let names: NameBook
  let lexicon: Lexicon
  let day: Day
  var result = Result()
  var speakers = SpeechReader()

  /// The sources that the record does not know, by short id.
  var newSources: [(id: String, draft: DraftLine)] = []

  /// The sides told of so far, in their order.
  var sides: [String] = []

  /// What the last handover counted.
  var lastThing: String?

  /// The things that the last sentence told of.
  var earlierThings: [WordMark] = []
  var media: [String: Int] = [:]

  /// The name of the last agreement that was told of by one: "Istanbul agreements".
  var lastDeal: String?

  /// Drafts the events of an article.
  ///
  /// - Complexity: O(*n*) in the number of words, for sentences of bounded length.
  package static func drafts(
    of text: ArticleText, on page: ArticlePage, names: NameBook, lexicons: [String: Lexicon]
  ) -> Result? {
    let language = page.language ?? Lexicon.language(of: text)
    guard let lexicon = lexicons[language ?? "en"], let day = page.published.latestDay else {
      return nil
    }
    var drafter = Drafter(page: page, names: names, lexicon: lexicon, day: day)
    drafter.result.language = language ?? ""
    drafter.addOutlet()
    for sentence in text.sentences(abbreviations: lexicon.abbreviations) {
      drafter.read(Reading(sentence, lexicon, names, page: day))
    }
    drafter.finish()
    return drafter.result
  }

  private init(page: ArticlePage, names: NameBook, lexicon: Lexicon, day: Day) {
    self.page = page
    self.names = names
    self.lexicon = lexicon
    self.day = day
  }

  private mutating func read(_ reading: Reading) {
    result.sentences += 1
    guard result.drafts.count < Drafter.most else {
      result.gaps.append(
        Gap(
          line: reading.sentence.line, words: reading.sentence.text,
          why: ["the article gave \(Drafter.most) drafts before it, and is read no further"]))
      return
    }
    for hit in reading.hits {
      if let side = names.side(of: hit), names.isParty(hit), !sides.contains(side) {
        sides.append(side)
      }
    }
    if let name = reading.dealName { lastDeal = name }
    let speeches = speakers.speeches(in: reading)
    var found = SentenceDrafts(reading: reading, speeches: speeches, drafter: self)
    found.draft()
    for source in found.newSources where !newSources.contains(where: { $0.id == source.id }) {
      newSources.append(source)
    }
    media = found.media
    lastThing = found.lastThing
    result.drafts += found.drafts
    result.gaps += found.gaps
    earlierThings = reading.marks(.thing, .dead, .people, in: reading.all)
  }

  /// An outlet that the record does not know becomes a draft of its own.
  private mutating func addOutlet() {
    guard names.sources[page.outlet] == nil else { return }
    var draft = DraftLine(
      type: .source, stated: page.published.text,
      body: ["source": .string(page.outlet), "kind": "outlet"])
    draft.missing = ["name", "reason"]
    draft.offers["name"] = .string(page.outlet)
    draft.why = ["the outlet of the page is not in the record"]
    newSources.append((page.outlet, draft))
  }

  /// Where the article first has a source that the record does not know.
  private func reason(of source: DraftLine) -> String {
    let day = page.published.text
    guard source.line > 0 else {
      let sha256 = page.sha256.map { ", SHA-256 \($0)" } ?? ""
      return "The page that was read, of \(day)\(sha256)."
    }
    let how = source.body["kind"]?.string == "unnamed" ? "Cited without a name" : "Named"
    return "\(how) on line \(source.line) of \(page.outlet), \(day)."
  }

  /// The label of a draft: by its line and the words that it was read off, and not by its place among
  /// the drafts, so that it is the same when the article is drafted again by a record that knows more.
  private static func label(
    of draft: DraftLine, _ prefix: String, _ taken: inout Set<String>
  ) -> String {
    let read = Hash.of(Array(([draft.type] + draft.why).joined(separator: "\n").utf8))
    let name = "\(prefix)-\(draft.line)-\(read.bytes.lowerHex.prefix(4))"
    let free = ([name] + (2...99).lazy.map { "\(name).\($0)" }).first { !taken.contains($0) }
    taken.insert(free ?? name)
    return free ?? name
  }

  /// Puts the sources first, and gives each draft its label.
  private mutating func finish() {
    for place in newSources.indices {
      newSources[place].draft.offers["reason"] = .string(reason(of: newSources[place].draft))
    }
    result.drafts = newSources.map(\.draft) + result.drafts
    let prefix = "\(page.outlet.prefix(40))-\(page.sha256?.prefix(4) ?? "page")"
    var labels: [String: String] = [:]
    var taken: Set<String> = []
    for place in result.drafts.indices {
      let label = Drafter.label(of: result.drafts[place], prefix, &taken)
      if let own = result.drafts[place].label { labels[own] = label }
      result.drafts[place].label = label
    }
    func renamed(_ value: JSONValue?) -> JSONValue? {
      guard let of = value?.string, of.hasPrefix("@"), let label = labels[String(of.dropFirst())]
      else { return value }
      return .string("@\(label)")
    }
    for place in result.drafts.indices {
      result.drafts[place].body["of"] = renamed(result.drafts[place].body["of"])
      result.drafts[place].offers["of"] = renamed(result.drafts[place].offers["of"])
    }
  }
}
