internal import ArgumentParser
internal import TallyDesk
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

struct DraftCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draft",
    abstract: "Draft an event for each statement of an article.",
    discussion: """
      The article is a text, a page of HTML, or a PDF where pdftotext is installed. Each line that \
      is written is a draft: the event as far as the words give it, and under "draft" the line and \
      the words, why each part was read so, what the words leave open, and which events of the \
      record may say the same. A sentence with a number or a word of the trade that gave no draft, \
      and one in a language that is not read, is a line "gap". Nothing is appended: `append` refuses \
      drafts, and `tally review` goes through them with you.

      Names come from the record's own sources, their aliases, and agreements. The words of a \
      language (en, uk, ru) stand in events/lexicon. Drafting.md in the documentation tells how \
      well it reads.

      Example:
        tally draft article.txt --outlet harbour-wire --published 2024-05-17 \\
          --output drafts.jsonl
        tally draft page.html --outlet harbour-wire --published 2024-05-17 \\
          --url https://example.org/page.html > drafts.jsonl
        tally draft article.txt --outlet harbour-wire --published 2024-05-17 \\
          --with ./my-drafter > drafts.jsonl
      """)

  @Argument(
    help: ArgumentHelp("The file of the article, or - for standard input."), completion: .file())
  var file: String

  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp("The outlet of the page: a source's short id.", valueName: "source"),
    completion: .sources)
  var outlet: String

  @Option(help: ArgumentHelp("The day of the page.", valueName: "date"))
  var published: String

  @Option(help: ArgumentHelp("Where the page stands.", valueName: "url"))
  var url: String?

  @Option(help: ArgumentHelp("en, uk or ru; else by the letters.", valueName: "language"))
  var lang: String?

  @Option(
    help: ArgumentHelp(
      "Another drafter: a command that reads the text and writes draft lines.",
      valueName: "command"))
  var with: String?

  @Option(
    help: ArgumentHelp("The file to write to, in place of standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  func validate() throws {
    guard Name.shortID.matches(outlet) else {
      throw ValidationError("--outlet: \(quoted(outlet)) is no short id: \(Name.shortID.form).")
    }
    if let lang, Lexicon.shipped[lang] == nil {
      let known = Lexicon.shipped.keys.sorted().joined(separator: ", ")
      throw ValidationError("--lang: there are words of \(known), and not of \(quoted(lang)).")
    }
  }

  func run() throws {
    let store = try record.openForReading()
    let builder = EventBuilder(store: store, today: try store.localToday())
    let day = try builder.stated(published, for: "--published")
    guard day.latestDay != nil else {
      throw ValidationError("--published: \(quoted(published)) has no last day; give the day.")
    }
    let article = try ArticleInput(file)
    let page = ArticlePage(
      outlet: outlet, published: day, url: url, sha256: article.sha256, language: lang)
    var result = try drafts(article.text, page, store)
    try store.nameTwins(of: &result.drafts)
    try write(result, page)
  }

  private func drafts(
    _ text: ArticleText, _ page: ArticlePage, _ store: any RecordReader
  ) throws -> Drafter.Result {
    if let with {
      let other = try OtherDrafter(with, on: text, page)
      var result = Drafter.Result()
      (result.drafts, result.gaps) = (other.drafts, other.gaps)
      result.language = lang ?? ""
      return result
    }
    let result = Drafter.drafts(
      of: text, on: page, names: try store.nameBook(), lexicons: Lexicon.shipped)
    guard let result else {
      throw Failure(
        "There are no words for the language of this article.", hint: "Name it with --lang.")
    }
    return result
  }

  private func write(_ result: Drafter.Result, _ page: ArticlePage) throws {
    var article: JSONObject = [
      "outlet": .string(page.outlet), "published": .string(page.published.text),
      "sha256": .string(page.sha256 ?? ""), "drafts": .integer(Int64(result.drafts.count)),
      "gaps": .integer(Int64(result.gaps.count)),
    ]
    article["url"] = url.map(JSONValue.string)
    if !result.language.isEmpty { article["lang"] = .string(result.language) }
    if result.sentences > 0 { article["sentences"] = .integer(Int64(result.sentences)) }
    let objects =
      [["article": .object(article)]] + result.drafts.map(\.json) + result.gaps.map(\.json)
    let lines = objects.flatMap { CanonicalJSON.bytes(.object($0)) + [UInt8(ascii: "\n")] }
    if let output {
      try Files.replace(output, with: lines, mode: 0o600)
    } else {
      var standard = StandardOutput()
      standard.write(json: lines)
      standard.flush()
    }
    let sentences = result.sentences > 0 ? " of \(counted(result.sentences, "sentence"))" : ""
    let gaps = result.gaps.count
    let open =
      gaps == 0
      ? "No other sentence has a number, or a word that is known for the trade."
      : "\(counted(gaps, "sentence")) with a number, a word of the trade or a language that is not "
        + "read gave none or not all, and \(gaps == 1 ? "is named as a gap" : "are named as gaps")."
    StandardError.write(
      "\(counted(result.drafts.count, "draft"))\(sentences). \(open) Go through them with "
        + "`tally review \(output.map(ShellWord.within) ?? "FILE")`.\n")
  }

  private func counted(_ number: Int, _ word: String) -> String {
    "\(grouped(Int64(number))) \(word)\(number == 1 ? "" : "s")"
  }
}
