import Tallystick
import Testing
import TransparencyLog

@testable import TallySite

/// What pages tell in words where reports have the program's notation.
struct SayingTests {
  @Test(arguments: Frame.Language.allCases)
  func `no event of the shipped record is told in notation`(language: Frame.Language) throws {
    let sample = try Sample.shipped()
    let record = try sample.record()
    let context = try Self.context(sample, record, language)
    for event in try record.events(1...record.size) {
      let said = EventItems(context: context).said(event).plainText
      #expect(!said.isEmpty, "#\(event.seq)")
      for notation in [" of UA", " of RU", "RU→", "from RU", "RU owes", "_"] {
        let isKept = event.content.body["reason"]?.string?.contains(notation) ?? false
        #expect(isKept || !said.contains(notation), "#\(event.seq): \(said)")
      }
    }
  }

  @Test(arguments: [
    (
      Frame.Language.en, 137,
      "Handover: 909 remains, labelled Ukraine’s, from Russia to Ukraine, April 2025 (date uncertain)"
    ),
    (
      .uk, 257,
      "Передача: цивільні: 8, чиї: Russia, від сторони Ukraine стороні Russia, 24 серпня 2025 року"
    ),
    (
      .ru, 259,
      "Подтверждает #256: что именно передано, направление, день"
    ),
    (
      .en, 246,
      "Reads the agreement istanbul-2025-07-23 so: Russia owes Ukraine: at least 1,200 prisoners, labelled Ukraine’s; Ukraine owes Russia: at least 1,200 prisoners, labelled Russia’s"
    ),
    (.en, 163, "Denies #162: that it is authentic"),
    // In all is said of what holds everything alone.
    (.en, 204, "from Russia to Ukraine, June 11–16, 2025, as a total"),
  ])
  func `an event says who gave whom how many of what, and when`(
    language: Frame.Language, seq: Int, words: String
  ) throws {
    let page = try Sample.shipped().answer("event/\(seq)/", language).plain
    #expect(page.contains(words), "\(page)")
  }

  @Test(arguments: Frame.Language.allCases)
  func `every contradiction of the shipped record says in words where it lies`(
    language: Frame.Language
  ) throws {
    let sample = try Sample.shipped()
    let record = try sample.record()
    let context = try Self.context(sample, record, language)
    let place = ContradictionPlace(context: context)
    let all = ContradictionList(context: context).all
    #expect(all.count > 30)
    for one in all {
      let text = one.contradiction.place
      #expect(place.found(text, kind: one.contradiction.kind.rawValue) != nil, "\(text)")
    }
  }

  @Test(arguments: [
    (
      "number", "2025-06-16, remains RU→UA of UA",
      "Remains: Russia → Ukraine, labelled Ukraine’s, June 16, 2025"
    ),
    (
      "number", "RU itself, no day, remains RU→UA of ?",
      "Remains: Russia → Ukraine, whose is not said, no day given, Russia against itself"
    ),
    (
      "number", "icrc saw it, 2025-06-16, remains RU→UA of UA",
      "Remains: Russia → Ukraine, labelled Ukraine’s, June 16, 2025, as International Committee of the Red Cross saw it"
    ),
    (
      "direction", "RU→UA or UA→RU, 2025-06-16, remains RU→UA of UA",
      "Remains: Russia → Ukraine, labelled Ukraine’s, June 16, 2025, Russia → Ukraine or Ukraine → Russia"
    ),
    (
      "what", "civilians or prisoners, 2025-06-16, remains RU→UA of UA",
      "Remains: Russia → Ukraine, labelled Ukraine’s, June 16, 2025, civilians or prisoners"
    ),
    (
      "whose", "received as RU, 2025-06-16, remains RU→UA of UA",
      "Remains: Russia → Ukraine, labelled Ukraine’s, June 16, 2025, received as Russia’s"
    ),
    (
      "agreement", "a, b or c, 2025-06-16, remains RU→UA of UA",
      "Remains: Russia → Ukraine, labelled Ukraine’s, June 16, 2025, a, b or c"
    ),
    (
      "implausible", "said on 2025-06-16, before it happened",
      "said on June 16, 2025, before it happened"
    ),
    ("implausible", "remains UA→UA of UA", "Remains: Ukraine → Ukraine, labelled Ukraine’s"),
    (
      "identity", "UA or RU, remains RU→UA of UA, and 3 events more",
      "Remains: Russia → Ukraine, called Ukraine’s and Russia’s, and 3 events more"
    ),
    ("existence", "medinsky denies count, date", "Vladimir Medinsky denies: the number, the day"),
  ])
  func `a place of each form is told in words`(kind: String, text: String, words: String) throws {
    let sample = try Sample.shipped()
    let record = try sample.record()
    let place = ContradictionPlace(context: try Self.context(sample, record, .en))
    let found = try #require(place.found(text, kind: kind))
    #expect(found.plainText == words)
  }

  @Test(
    arguments: [Frame.Language.uk, .ru],
    [
      "", "totals/", "obligations/", "handovers/", "contradictions/", "media/",
      "diff/2025-06-13..2025-06-14/",
    ])
  func `no words of the program are left in English`(language: Frame.Language, path: String) throws
  {
    let page = try Sample.shipped().answer(path, language).text
    #expect(!page.contains("<span lang=\"en\">"), "\(path)")
    #expect(!page.contains(" lang=\"en\"><bdi>"), "\(path)")
  }

  @Test func `an obligation is told as a sentence, with what each side's numbers leave`() throws {
    for path in ["obligations/", "agreement/istanbul-2025-06-02/"] {
      let page = try Sample.shipped().answer(path).plain
      #expect(page.contains("Russia owes Ukraine: 6,000 remains, labelled Ukraine’s"), "\(path)")
      #expect(page.contains("By Ukraine’s numbers, received\t6,037"), "\(path)")
      #expect(page.contains("Identified as Russia’s: at least 20 #229"), "\(path)")
      #expect(page.contains("number not said") && !page.contains("unspecified"), "\(path)")
    }
  }

  @Test(
    arguments: [
      (Frame.Language.en, "Staff denies: #5 (#6)", "as a total"),
      (.uk, "Staff заперечує: #5 (#6)", "як підсумок"),
      (.ru, "Staff отрицает: #5 (#6)", "как итог"),
    ])
  func `who denies a deal is told beside it, and that the sides' totals differ`(
    language: Frame.Language, denial: String, total: String
  ) throws {
    func stated(_ speaker: String, _ count: Int) -> String {
      let claim =
        #"{"act":"handover","what":"remains","from":"NORTH","to":"SOUTH","whose":"SOUTH","when":"2025-06-03/2025-06-19","scope":"cumulative","count":{"exact":"#
        + "\(count)}}"
      return #"{"type":"announcement","stated":"2025-06-20","body":{"speaker":""# + speaker
        + #"","attribution":"institution","claim":"# + claim + "}}"
    }
    let deal =
      #"{"type":"agreement","stated":"2025-06-02","label":"deal","body":{"speaker":"ministry","attribution":"institution","agreement":"deal","names":["deal"],"when":"2025-06-02","parties":["NORTH","SOUTH"],"obligations":[{"debtor":"NORTH","creditor":"SOUTH","what":"remains","whose":"SOUTH","count":{"exact":6000}}]}}"#
    let no =
      #"{"type":"denial","stated":"2025-06-03","body":{"speaker":"staff","attribution":"institution","of":"@deal"}}"#
    let sample = try Sample(
      Story.lines.prefix(2) + [stated("ministry", 720), stated("staff", 700), deal, no])
    #expect(try sample.answer("obligations/", language).plain.contains(denial))
    #expect(try sample.answer("contradictions/", language).plain.contains(total))
  }

  @Test func `a difference names each figure in words`() throws {
    let page = try Sample.shipped().answer("diff/2025-06-13..2025-06-14/").plain
    #expect(
      page.contains(
        "Remains: Russia → Ukraine, labelled Ukraine’s, Russia says it handed over: 6,653 → 7,853"))
    #expect(
      page.contains(
        "as read by Vladimir Medinsky: Remains: Russia → Ukraine, by Ukraine’s numbers, received: 2,412 → 3,612"
      ), "\(page)")
    #expect(!page.contains("obligations:") && !page.contains("_says"))
  }

  @Test func `the axis of a chart has days and months in words`() throws {
    for (language, first, month) in [
      (Frame.Language.en, "January 1, 2025", "April"), (.uk, "1 січня 2025 року", "квітень"),
      (.ru, "1 января 2025 года", "апрель"),
    ] {
      let page = try Sample.shipped().answer("timeline/", language).text
      #expect(page.contains(">\(first)</text>") && page.contains(">\(month)</text>"))
      #expect(!page.contains(">2025-"))
    }
  }

  @Test func `a medium leads to where it stands`() throws {
    let page = try Sample.shipped().answer("media/").text
    #expect(page.contains("rel=\"noreferrer noopener external\"><bdi>lenta.ru</bdi></a>"))
    #expect(!page.contains("<bdi>https://"))
  }

  @Test func `a page without a record has its own style, and may load nothing`() throws {
    let sample = try Sample(Story.lines)
    let answers = try [
      sample.answer("nothing/here"), Site(.uk).refusal(405, "No."), Site(.ru).unavailable("No."),
      Site(.en).login(from: "", depth: 0, status: 401),
    ]
    for answer in answers {
      let policy = answer.fields.first { $0.name == "Content-Security-Policy" }?.value ?? ""
      let style = try #require(answer.text.split(separator: "<style>").last)
      let text = String(style.prefix(while: { $0 != "<" }))
      #expect(policy.contains("style-src 'sha256-\(Hash.of(Array(text.utf8)).base64)'"))
      #expect(!policy.contains("'self'; script") && !answer.text.contains("rel=\"stylesheet\""))
    }
  }

  @Test func `one of a kind is not told as several`() throws {
    let page = try Sample(Array(Story.lines.prefix(1))).answer("").plain
    #expect(page.contains("1 event") && !page.contains("1 events"))
  }

  @Test(arguments: [
    ("it gives no number", "it gives no number"),
    (
      "#173 has no number of UA; its beginning is not said; no handover of a known day is entered",
      "no number by Ukraine for #173; its beginning is not said; no handover of a known day is recorded"
    ),
    (
      "#171 and 3 more have no number of RU; from 2025-05-23; the first handover entered is of 2025-06-09",
      "no number by Russia for #171 and 3 more; it begins on May 23, 2025; the first handover recorded is of June 9, 2025"
    ),
    ("trt is neither side", "TRT is neither side"),
  ])
  func `why a total is not compared is told in words`(text: String, words: String) throws {
    let sample = try Sample.shipped()
    let record = try sample.record()
    let cells = ToldCells(context: try Self.context(sample, record, .en))
    #expect(cells.missing(text).plainText == words)
  }

  private static func context(
    _ sample: Sample, _ record: SiteRecord, _ language: Frame.Language
  ) throws -> PageContext {
    PageContext(
      record: record, edition: record.edition(at: Cut(today: sample.today)), day: nil,
      path: .page(.report(.contradictions), at: nil), words: Frame(language))
  }
}
