import TallyReports
import Tallystick
internal import TransparencyLog

/// What a newsroom quotes: what each side says, the gap, how sure, what changed last.
struct OverviewPage {
  let context: PageContext

  private var words: Frame { context.words }

  /// The most of each list on this page.
  private static let most = 8

  /// What is on the page.
  ///
  /// - Throws: What reading events throws.
  func content() throws -> [HTML] {
    let cards = TotalsCards(context: context)
    let items = EventItems(context: context)
    let lines = cards.lines.filter { $0.handovers > 0 || !$0.statedTotals.isEmpty }
    var charts: [HTML] = []
    for line in lines where charts.count < Self.most {
      if let chart = RowChart(context: context, row: line.row).html(level: 3) {
        charts.append(chart)
      }
    }
    let newest = context.changes.statements(by: context.day, most: Self.most).reversed()
    let list = try items.list(Array(newest))
    return [
      .tag("h1") { context.titleHTML },
      author,
      .tag("p", ["class": "lead"]) {
        if let day = context.day {
          words.html(.leadAt, .figure(words.day(day)))
        } else {
          HTML.text(words(.lead))
        }
      },
      facts,
      .tag("section", ["aria-labelledby": "h-totals"]) {
        HTML.tag("h2", ["id": "h-totals"]) { HTML.text(words(.totals)) }
        HTML.tag("p", ["class": "lead"]) { HTML.text(words(.totalsLead)) }
        if lines.isEmpty { BesideSums(context: context).nothing }
        HTML.tag("div", ["class": "cards"]) {
          for line in lines.prefix(Self.most) { cards.card(line.row, level: 3) }
        }
        BesideSums(context: context).note
        all(.totals)
      },
      charts.isEmpty
        ? .several([])
        : .tag("section", ["aria-labelledby": "h-growth"]) {
          HTML.tag("h2", ["id": "h-growth"]) { HTML.text(words(.growth)) }
          HTML.tag("p", ["class": "lead"]) { HTML.text(words(.chartLead)) }
          HTML.tag("div", ["class": "cards"]) { for chart in charts { chart } }
        },
      changed,
      contradictions,
      obligations,
      .tag("section", ["aria-labelledby": "h-newest"]) {
        HTML.tag("h2", ["id": "h-newest"]) { HTML.text(words(.newest)) }
        list
        HTML.tag("p") { context.a(.events, words.html(.allOf, .text(words(.events)))) }
      },
    ]
  }

  private var author: HTML {
    guard let author = context.edition.terms.author else { return .several([]) }
    return .tag("p", ["class": "note"]) { "\(own: words(.author)): \(data: author)" }
  }

  private var facts: HTML {
    let edition = context.edition
    let counted = edition.countedHandovers
    let open = edition.contradictions.count(where: \.isOpen)
    let media = edition.media.count { !$0.isVerified }
    let held = context.record.size - context.changes.left(by: context.day)
    return .tag("ul", ["class": "facts"]) {
      fact(.events, held, held == 1 ? .oneEvent : .factEvents)
      fact(.report(.handovers), counted, counted == 1 ? .oneHandover : .factHandovers)
      fact(.report(.contradictions), open, open == 1 ? .oneOpen : .factOpen)
      fact(.report(.media), media, media == 1 ? .oneMedium : .factMedia)
    }
  }

  private func fact(_ page: SitePage, _ count: Int, _ phrase: Phrase) -> HTML {
    .tag("li") {
      context.a(page, words.html(phrase, .tag("b") { HTML.text(words.number(count)) }))
    }
  }

  private func all(_ report: SiteReport) -> HTML {
    .tag("p") { context.a(.report(report), words.html(.allOf, .text(words(report.title)))) }
  }

  private var changed: HTML {
    let last = context.day ?? context.changes.days.last?.day
    guard let last, let before = context.changes.before(last) else { return .several([]) }
    let moved = MovedTotals(context: context, from: before, to: last)
    return .tag("section", ["aria-labelledby": "h-changed"]) {
      HTML.tag("h2", ["id": "h-changed"]) {
        words.html(.changedSince, .text(words.day(before)))
      }
      moved.html
      HTML.tag("p") {
        context.a(.difference(before, last), .text(words(.changes)))
      }
    }
  }

  private var contradictions: HTML {
    let open = ContradictionList(context: context).open
    return .tag("section", ["aria-labelledby": "h-open"]) {
      HTML.tag("h2", ["id": "h-open"]) { HTML.text(words(.openContradictions)) }
      if open.isEmpty { HTML.tag("p") { HTML.text(words(.noContradictions)) } }
      HTML.tag("ul", ["class": "list"]) {
        for one in open.prefix(Self.most) { ContradictionList(context: context).item(one) }
      }
      all(.contradictions)
    }
  }

  private var obligations: HTML {
    let settled: [Obligations.State] = [.performed, .inExcess, .ended, .renewed, .performedLate]
    let open = context.edition.obligations.lines.filter { !settled.contains($0.state) }
    return .tag("section", ["aria-labelledby": "h-owed"]) {
      HTML.tag("h2", ["id": "h-owed"]) { HTML.text(words(.pendingObligations)) }
      if open.isEmpty { HTML.tag("p") { HTML.text(words(.noObligations)) } }
      HTML.tag("ul", ["class": "list"]) {
        for line in open.prefix(Self.most) { owed(line.json) }
      }
      all(.obligations)
    }
  }

  private func owed(_ line: JSONObject) -> HTML {
    let cards = ObligationCards(context: context)
    return .tag("li", ["class": "line"]) {
      HTML.tag("b") { cards.sentence(line) }
      HTML.mark(cards.state(line))
      HTML.tag("span", ["class": "where"]) { cards.agreement(line) }
    }
  }
}
