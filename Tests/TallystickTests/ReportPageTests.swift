import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

/// The page of a snapshot, as text and as pieces; browsers open it in other tests.
struct ReportPageTests {
  private static func key() throws -> SignerKey {
    try SignerKey(name: KeyName("ledger.test/record"), seed: Array(0..<32))
  }

  private static func page(of ledger: Ledger) throws -> ReportPage {
    let entries = try ledger.events().map { StoredEntry($0) }
    return ReportPage(try ledger.view(), key: try key().verifier, entries: entries)
  }

  /// The sources of a page's `path` elements with a class.
  private static func paths(_ series: String, in page: ReportPage) -> [String] {
    let source = String(decoding: page.html(checkpoint: [], reportsNote: []), as: UTF8.self)
    return source.split(separator: #"<path class="\#(series)" d=""#).dropFirst()
      .compactMap { $0.split(separator: "\"").first.map(String.init) }
  }

  @Test func `a record without handovers has a page that says so`() throws {
    let text = try Self.page(of: Ledger()).mainText
    for sentence in [
      "No handover is known.", "Too few numbers have a day for a chart.",
      "Nothing is owed by any agreement.", "Nothing contradicts anything.",
      "No medium is in the record.", "No handover counts.",
      "Nothing: no event of this record has a sealed field.",
    ] {
      #expect(text.contains(sentence))
    }
  }

  @Test(arguments: RandomRecords.range)
  func `a page of a random record is the same each time, and its text is harmless`(
    place: Int
  ) throws {
    let events = try RandomRecords.events(place)
    let view = View(
      folding: events, at: Cut(today: Day(year: 2025, month: 6, day: 9) ?? .maximum))
    let entries = events.map { StoredEntry($0) }
    let page = ReportPage(view, key: try Self.key().verifier, entries: entries)
    let again = ReportPage(view, key: try Self.key().verifier, entries: entries)
    #expect(
      page.html(checkpoint: [], reportsNote: []) == again.html(checkpoint: [], reportsNote: []))
    let isHarmless = page.mainText.unicodeScalars.allSatisfy {
      $0 == "\n" || $0 == "\t" || escaped(String($0)).unicodeScalars.elementsEqual([$0])
    }
    #expect(isHarmless)
    #expect(!page.mainText.contains("%"))
    let seqs = ReportPage.seqs(behind: view, key: try Self.key().verifier)
    #expect(seqs == Set(seqs).sorted())
    #expect(Set(seqs).isSubset(of: events.map(\.seq)))
    #expect(Set(view.totals.lines.flatMap(\.seqs)).isSubset(of: seqs))
  }

  @Test(arguments: RandomRecords.range)
  func `of what a page shows its script can make every element and attribute`(place: Int) throws {
    let events = try RandomRecords.events(place)
    let view = View(
      folding: events, at: Cut(today: Day(year: 2025, month: 6, day: 9) ?? .maximum))
    let page = ReportPage(
      view, key: try Self.key().verifier, entries: events.map { StoredEntry($0) })
    let bytes = page.html(checkpoint: [], reportsNote: [])
    let start = try #require(bytes.firstRange(of: Array("<main ".utf8))).lowerBound
    let end = try #require(bytes.firstRange(of: Array("</main>".utf8))).upperBound
    var names = NamesOfPage()
    try HTMLReader.read(bytes[start..<end], into: &names)
    #expect(names.elements.isSubset(of: PageParts.elements + PageParts.drawn))
    #expect(names.attributes.isSubset(of: PageParts.attributes))
    // What is read is what was written.
    var text = TextWriter(output: DigestedText())
    let inside = bytes[start..<end].dropFirst("<main id=\"main\">".utf8.count)
    try HTMLReader.read(inside.dropLast("</main>".utf8.count), into: &text)
    #expect(text.output.hash == Hash.of(Array(page.mainText.utf8)))
  }

  @Test func `a side's line begins with its first number, at no 0 before it`() throws {
    let ledger = try Ledger(
      .announce(
        "A", "ru", "2025-06-01", "handover of 100 remains of UA from RU to UA on 2025-06-01"),
      .announce(
        "B", "ru", "2025-06-11", "handover of 100 remains of UA from RU to UA on 2025-06-11"),
      .announce(
        "C", "ua", "2025-06-11", "handover of 50 remains of UA from RU to UA on 2025-06-11"),
      .announce("D", "ua", "2025-06-21", "handover of 50 remains of UA from RU to UA on 2025-06-21")
    )
    let page = try Self.page(of: ledger)
    #expect(Self.paths("sender", in: page) == ["M0 500H500V0H1000"])
    #expect(Self.paths("receiver", in: page) == ["M500 750H1000V500H1000"])
    #expect(
      page.mainText.contains("in the end RU says it sent 200, and UA that it received 100")
    )
  }

  @Test func `a side has the name of its term, and its bare code without one; never a source's`()
    throws
  {
    let ledger = try Ledger(
      .line(
        "term", nil, "2025-06-01",
        ["kind": "side", "term": "UA", "name": "<Ukraine>", "reason": "x"]),
      .line(
        "term", nil, "2025-06-01",
        ["kind": "what", "term": "remains", "name": "mortal remains", "reason": "x"]),
      .announce("A", "ua", "2025-06-11", .there("10")))
    let page = try Self.page(of: ledger)
    #expect(page.mainText.contains("Mortal remains: RU → <Ukraine>"))
    #expect(page.mainText.contains("<Ukraine> says it received\t10"))
    #expect(!page.mainText.contains("Russia says"))
  }

  @Test func `how reliable a source is judged stands beside its name, with its side`() throws {
    let ledger = try Ledger(
      .announce("A", "ua", "2025-06-11", .there("10")),
      .announce("B", "ru", "2025-06-11", .there("10")),
      .assess("X", "2025-06-20", "reliability", "C", ["source": "ua"]))
    let text = try Self.page(of: ledger).mainText
    #expect(text.contains("(UA, reliability C)"))
    #expect(text.contains("(RU)") && !text.contains("(RU, "))
  }

  @Test func `a side that has not spoken has a dash, no bar and no line`() throws {
    let ledger = try Ledger(
      .announce(
        "A", "ua", "2025-06-01", "handover of 10 remains of UA from RU to UA on 2025-06-01"),
      .announce("B", "ua", "2025-06-11", "handover of 10 remains of UA from RU to UA on 2025-06-11")
    )
    let page = try Self.page(of: ledger)
    #expect(page.mainText.contains("RU says it sent\t–\tno number of it is recorded\t\n"))
    #expect(page.mainText.contains("UA says it received\t20\t\na number for 2 of 2 handovers"))
    #expect(Self.paths("sender", in: page) == [])
    #expect(Self.paths("receiver", in: page).count == 1)
    let source = String(decoding: page.html(checkpoint: [], reportsNote: []), as: UTF8.self)
    #expect(!source.contains(#"<svg class="bar sender""#))
    #expect(source.contains(#"<svg class="bar receiver""#))
  }

  @Test func `a range is drawn beside its line`() {
    var line = ChartLine(series: .sender)
    line.step(to: Bounds(min: 10, max: 20), at: 0, top: 100)
    line.step(to: Bounds(min: 30, max: nil), at: 400, top: 100)
    line.step(to: Bounds(40), at: 400, top: 100)
    let drawn = line.html.map { String(decoding: $0.html, as: UTF8.self) }
    #expect(
      drawn == [
        #"<path class="range sender" d="M0 900V800H400V900Z"></path>"#,
        #"<path class="sender" d="M0 900H400V600H1000"></path>"#,
        #"<path class="dots sender" d="M0 900h0M400 600h0"></path>"#,
      ])
  }

  @Test(arguments: [
    (0, 1, ["1"]), (1, 1, ["1"]), (4, 4, ["1", "2", "3", "4"]), (12, 15, ["5", "10", "15"]),
    (12_301, 15_000, ["5,000", "10,000", "15,000"]), (328, 400, ["100", "200", "300", "400"]),
  ])
  func `a scale has few round numbers`(largest: Int64, top: Int64, labels: [String]) {
    #expect(Scale.top(over: largest) == top)
    #expect(Scale.grid(to: top).map(\.textContent).filter { !$0.isEmpty } == labels)
  }

  @Test func `no number is too large for a scale or a bar`() {
    #expect(Scale.top(over: .max) == .max)
    #expect(Scale.grid(to: .max).count < 30)
    #expect(PageBars.share(.max, of: 1) == 1000)
    #expect(PageBars.share(-1, of: 1) == 0)
    #expect(PageBars.share(1, of: 0) == 0)
    #expect(PageBars.percent(PageBars.share(1, of: 3)) == "33.3%")
  }

  @Test func `at most 1,000 events of a figure are listed`() throws {
    let ledger = try Ledger()
    let events = PageEvents(Outcome(try ledger.view()), [], isWhole: false, isPlan: true)
    let list = events.list(Array(1...1_100), most: PageLimits.most.ofFigure)
    #expect(String(decoding: list.html, as: UTF8.self).split(separator: "<li>").count == 1_001)
    #expect(list.textContent.hasSuffix("And 100 more events.\n"))
  }

  @Test func `the changes name the script's digest, as the policy of a page has it`() throws {
    let digest = "sha256-\(Hash.of(Array(PageScript.text.utf8)).base64)"
    let ledger = try Ledger()
    let page = try Self.page(of: ledger).html(checkpoint: [], reportsNote: [])
    let source = String(decoding: page, as: UTF8.self)
    #expect(source.contains("script-src '\(digest)'"))
    #expect(try ProjectFile.text("CHANGELOG.md").contains("`\(digest)`"), "now it is \(digest)")
  }
}

/// Collects the names of elements and attributes.
private struct NamesOfPage: HTMLWriter {
  var elements: Set<String> = []
  var attributes: Set<String> = []

  mutating func begin() {}
  mutating func text(_ text: String) {}
  mutating func close(_ name: String) {}

  mutating func open(_ name: String, _ attributes: [HTML.Attribute]) {
    elements.insert(name)
    self.attributes.formUnion(attributes.map(\.name))
  }
}
