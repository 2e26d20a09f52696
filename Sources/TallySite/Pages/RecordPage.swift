import TallyReports
import Tallystick
internal import TransparencyLog

/// What a record is, and how anyone can check it.
struct RecordPage {
  let context: PageContext

  private var words: Frame { context.words }

  /// What is on the page.
  ///
  /// - Throws: What reading the record throws.
  func content() throws -> [HTML] {
    let cut = context.edition.resolved
    let checkpoint = context.record.checkpoint
    let terms = context.edition.terms
    let key = try context.record.reader.verifierKey()
    return [
      .tag("h1") { HTML.text(words(.record)) },
      .tag("p", ["class": "lead"]) { HTML.text(words(.recordLead)) },
      .tag("dl") {
        if let title = terms.title { fact(.title, context.spoken(title)) }
        if let author = terms.author { fact(.author, .data(author)) }
        if let language = terms.language { fact(.language, .data(language)) }
        fact(.origin, .data(context.record.origin))
        fact(.size, .figure(words.number(cut.size)))
        fact(.root, .hash(cut.root.base64))
        fact(
          .lastCheckpoint,
          checkpoint.map { checkpoint in
            .several([
              .figure("#\(checkpoint.size)"), .text(" "),
              .tag("a", ["href": context.href(.file(.checkpoint))]) { "checkpoint" },
            ])
          } ?? .text(words(.noCheckpoint)))
        if let key {
          fact(
            .key,
            .several([
              .hash(key), .text(" "),
              .tag("a", ["href": context.href(.file(.verifierKey))]) { "log.vkey" },
            ]))
        }
        fact(.countsFrom, .figure(words.day(cut.cut.day)))
        fact(.rulesVersion, .text("\(Rules.version)"))
      },
      .tag("h2") { HTML.text(words(.checkHead)) },
      .tag("p") { HTML.text(words(.checkWords)) },
      aside(cut),
      .tag("h2") { HTML.text(words(.allData)) },
      .tag("ul", ["class": "plain"]) {
        for report in SiteReport.allCases {
          HTML.tag("li") {
            context.a(.report(report), .text(words(report.title)))
            for format in ReportFormat.allCases {
              " · "
              HTML.tag(
                "a", ["href": context.href(.report(report, format, at: nil))]
              ) { HTML.text("\(report.rawValue).\(format.rawValue)") }
            }
          }
        }
      },
    ]
  }

  private func fact(_ phrase: Phrase, _ value: HTML) -> HTML {
    let name = words.text(phrase, "").reversed().drop { " :,".contains($0) }.reversed()
    return .several([.tag("dt") { HTML.text(String(name)) }, .tag("dd") { value }])
  }

  private func aside(_ cut: ResolvedCut) -> HTML {
    var notes: [HTML] = []
    if cut.straddling > 0 {
      notes.append(words.html(.straddling, .text(words.number(cut.straddling))))
    }
    if cut.unread > 0 { notes.append(words.html(.unread, .text(words.number(cut.unread)))) }
    for one in cut.aside.prefix(200) {
      notes.append(
        "\(context.reference(one.seq)): \(HTML.tag("span", ["lang": "en"]) { HTML.data(one.why) })")
    }
    guard !notes.isEmpty else { return .several([]) }
    return .several([
      .tag("h2") { HTML.text(words(.setAside)) },
      .tag("ul", ["class": "plain"]) { for note in notes { HTML.tag("li") { note } } },
    ])
  }
}
