import Foundation
import Testing

/// From the article of the record to its totals, by keys at a terminal of 80 × 24.
struct ReviewSittingTests {
  /// A record that knows the article's sources, the two sides among them, with the drafts of the
  /// article's sentences in `d.jsonl`; and beside it the record as people made it, `golden.tally`.
  static let drafted = Result {
    try KeptFolder { folder in
      let (sources, article) = try ReviewSittingTests.article()
      try folder.write(Data(sources.utf8), to: "sources.jsonl")
      try folder.write(Data(article.utf8), to: "article.txt")
      try folder.link(Project.root + "/events")
      let made = try folder.shell(
        """
        set -e
        tally init golden.tally --origin golden.test/r --test-clock 2026-11-24T09:00:00Z
        tally append events/istanbul-2025/article.jsonl --record golden.tally
        tally init --origin review.test/r --test-clock 2026-11-24T09:00:00Z
        tally append sources.jsonl
        tally draft article.txt --outlet article-2025-06-13 --published '2025-06-13?' \\
          --output d.jsonl
        """)
      try #require(made.status == 0, "\(made.output)")
    }
  }

  private struct Line: Decodable {
    struct Body: Decodable { let quote: String? }
    let type: String
    let body: Body
  }

  /// The lines of the sources, with a second side that has no source of its own there, and the
  /// sentences that the events quote, in the article's order.
  private static func article() throws -> (sources: String, text: String) {
    let path = Project.root + "/events/istanbul-2025/article.jsonl"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    var sources = [
      #"{"type":"source","stated":"2026-11-23","body":{"source":"ukraine","kind":"party","name":"Ukraine","aliases":["Kyiv"],"side":"UA","reason":"A side of the article."}}"#
    ]
    var quotes: [String] = []
    for text in lines {
      let line = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
      if line.type == "source" { sources.append(String(text)) }
      guard let quote = line.body.quote, !quotes.contains(where: { $0.contains(quote) }) else {
        continue
      }
      quotes.removeAll { quote.contains($0) }
      quotes.append(quote)
    }
    // The agreement is recorded before the plan that names it, and told of after it.
    if let plan = quotes.firstIndex(where: { $0.hasPrefix("On June 11") }),
      let deal = quotes.firstIndex(where: { $0.hasPrefix("These agreements") }), deal < plan
    {
      quotes.swapAt(plan, deal)
    }
    let sentences = quotes.map { $0.hasSuffix(".") || $0.hasSuffix("’") ? $0 : $0 + "." }
    return (sources.joined(separator: "\n") + "\n", sentences.joined(separator: "\n") + "\n")
  }

  /// What a person answers to the drafts, in their order: those that the rules read rightly are
  /// accepted, what is offered is taken where the words bear it, and what the article says a second
  /// time is left out, with where it said it first.
  static let answers = [
    "o", "a",  // 1,200 by the unnamed source, on the day of the page
    "a",  // not a single body
    "a",  // Medinsky's plan
    "o", "a",  // the agreement, by the name that the words give
    "a",  // 1,212, as worded
    "o", "a",  // 27, to whom and until when as offered
    "a",  // the confirmation
    "a",  // the silence
    "o", "a",  // 6,000 for 6,000, of the agreement before
    "a",  // the video
    "s", "=line 2", "s", "=line 2", "s", "=line 7",
  ]

  /// The keys beyond accepting and going on.
  private static func effort(_ answers: [String]) -> Int {
    answers.reduce(0) { sum, answer in
      if answer == "a" || answer == "n" { return sum }
      return sum + (answer.hasPrefix("=") ? answer.count : 1)
    }
  }

  /// What both sides said, and what is confirmed, row by row, without the places of the events.
  static func figures(_ record: String, in folder: TemporaryFolder) throws -> [[String]] {
    let table = try folder.shell(
      """
      tally totals --format csv --record \(record) > t.csv; python3 -c '
      import csv
      for row in csv.DictReader(open("t.csv")):
          print(*(row[n] for n in row if n.split("_")[0] in ("what", "from", "to", "whose", "sender",
              "receiver", "confirmed", "contested", "net", "absolute") or n == "handovers"), sep="|")
      '
      tally obligations --what remains --format csv --record \(record) > o.csv; python3 -c '
      import csv
      for row in csv.DictReader(open("o.csv")):
          print(*(v for n, v in row.items() if n not in ("agreement", "events", "id")), sep="|")
      '
      """)
    #expect(table.status == 0, "\(table.output)")
    return table.lines.map { $0.split(separator: "|").map(String.init) }
  }

  static func events(in folder: TemporaryFolder) throws -> Int {
    try folder.tally("export").lines.count
  }

  @Test func `one sitting, left in the middle, comes to the golden totals by keys alone`() throws {
    try ReviewSittingTests.drafted.get().use { folder in
      let before = try ReviewSittingTests.events(in: folder)
      let answers = ReviewSittingTests.answers
      let first = try Terminal("review d.jsonl", in: folder, answers.prefix(8) + ["q"])
      #expect(first.account.status == 0 && first.account.left == 0, "\(first.shown)")
      #expect(first.shown.contains("5 accepted, 0 skipped, 8 left."), "\(first.shown)")
      let second = try Terminal("review d.jsonl", in: folder, Array(answers.dropFirst(8)))
      #expect(second.account.status == 0 && second.account.left == 0, "\(second.shown)")
      #expect(second.shown.contains("10 accepted, 3 skipped, 0 left."), "\(second.shown)")
      #expect(second.shown.contains("skipped, line 18, announcement: line 2"))
      for seen in [first, second] {
        #expect(seen.account.widest <= 80 && !seen.account.escapes, "\(seen.account)")
        #expect(seen.account.tallest <= 24, "\(seen.account)")
      }
      #expect(try ReviewSittingTests.events(in: folder) == before + 10)
      #expect(
        try ReviewSittingTests.figures("record.tally", in: folder)
          == ReviewSittingTests.figures("golden.tally", in: folder))
      let pressed = first.account.keys + second.account.keys
      let typed = answers.reduce(1) { $0 + ($1.hasPrefix("=") ? $1.count : 1) }
      #expect(pressed == typed)
      #expect(ReviewSittingTests.effort(answers) + 1 < 60)
    }
  }

  /// What a person answers first where the record knows nobody: each source, as offered and with the
  /// side that the person gives it, typed the first time and then by its number; that of the page has
  /// none.
  private static let sources =
    ["o", "a"]
    + ["=RU", "1", "=UA", "2", "1", "1", "2"].flatMap { side in
      ["o"] + (side.hasPrefix("=") ? ["0"] : []) + [side, "a"]
    }

  @Test func `from an empty record it is two sittings, as many keys as the manual says`() throws {
    try ReviewSittingTests.drafted.get().use { folder in
      let draft =
        "tally draft article.txt --outlet article-2025-06-13 --published '2025-06-13?' --output"
      let made = try folder.shell(
        """
        rm record.tally d.jsonl
        tally init --origin empty.test/r --test-clock 2026-11-24T09:00:00Z && \(draft) d.jsonl
        """)
      try #require(made.status == 0, "\(made.output)")
      let sources = ReviewSittingTests.sources
      let first = try Terminal("review d.jsonl", in: folder, sources + ["q"])
      #expect(first.shown.contains("8 accepted, 0 skipped"), "\(first.shown.suffix(600))")
      _ = try folder.shell("\(draft) e.jsonl")
      let answers = ReviewSittingTests.answers
      let second = try Terminal("review e.jsonl", in: folder, answers)
      #expect(second.shown.contains("10 accepted, 3 skipped, 0 left."), "\(second.shown)")
      #expect(first.account.left == 0 && second.account.left == 0)
      #expect(
        try ReviewSittingTests.figures("record.tally", in: folder)
          == ReviewSittingTests.figures("golden.tally", in: folder))
      let manual = try String(
        contentsOfFile: Project.root + "/Sources/Tallystick/Documentation.docc/Drafting.md",
        encoding: .utf8)
      let count = ReviewSittingTests.effort(sources) + ReviewSittingTests.effort(answers) + 1
      let accepted = (sources + answers).count { $0 == "a" }
      #expect(count == first.account.keys + second.account.keys - accepted)
      #expect(count < 60)
      #expect(manual.contains("\(count) keys beyond accepting"), "\(count)")
    }
  }

  @Test func `a review killed at any question goes on with every accepted draft recorded once`()
    throws
  {
    try ReviewSittingTests.drafted.get().use { folder in
      let before = try ReviewSittingTests.events(in: folder)
      var rest = ReviewSittingTests.answers
      while !rest.isEmpty {
        // Each sitting ends after a decision, without a word to the program.
        let end = rest.firstIndex { $0 == "a" || $0.hasPrefix("=") } ?? rest.count - 1
        let seen = try Terminal(
          "review d.jsonl", in: folder,
          Array(rest[...end]) + (rest.count > end + 1 ? ["!kill"] : []))
        #expect(seen.account.left == 0, "\(seen.shown)")
        rest.removeFirst(end + 1)
      }
      #expect(try ReviewSittingTests.events(in: folder) == before + 10)
      #expect(
        try ReviewSittingTests.figures("record.tally", in: folder)
          == ReviewSittingTests.figures("golden.tally", in: folder))
      #expect(try folder.tally("verify").status != 2)
    }
  }

  @Test(.enabled(if: Strace.isThere, "\(Strace.missing)"), arguments: 1...6)
  func `killed between the append and its note, it appends nothing twice`(number: Int) throws {
    try ReviewSittingTests.drafted.get().use { folder in
      let before = try ReviewSittingTests.events(in: folder)
      let killed = try folder.shell(
        "printf 'o\\na\\na\\na\\no\\na\\n' | strace -f -qq -o /dev/null -e trace=rename,renameat2 "
          + "-e inject=rename,renameat2:signal=KILL:when=\(number) tally review d.jsonl --plain")
      #expect(killed.status != 0)
      let ending = try folder.shell(
        "printf 'o\\na\\na\\na\\no\\na\\na\\na\\na\\na\\na\\na\\n' | tally review d.jsonl --plain")
      #expect(ending.status == 0)
      let labels = try folder.tally("log", "--format", "csv").lines.filter {
        $0.contains("article-2025-06-13-")
      }
      let accepted = try #require(
        ending.output.firstMatch(of: /(\d+) accepted, 0 skipped/).flatMap { Int($0.1) })
      #expect(labels.count == accepted && accepted >= 4)
      #expect(try ReviewSittingTests.events(in: folder) == before + accepted)
    }
  }
}
