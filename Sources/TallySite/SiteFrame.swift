import TallyReports
import Tallystick
internal import TransparencyLog

/// What stands around every page: the name of the record, the ways to its pages, the slider, what the
/// cut leaves out, and at its end how to check it.
struct SiteFrame {
  let context: PageContext
  /// The title of the page.
  let title: String
  /// Feeds of the page, beside that of the record.
  var feeds: [SiteFeed] = []

  private var words: Frame { context.words }

  /// The whole page.
  func page(_ content: [HTML]) -> HTML {
    .several([
      .doctype,
      .tag("html", ["lang": words.language.rawValue]) {
        head
        HTML.tag("body") {
          HTML.tag("a", ["class": "skip", "href": "#main"]) { HTML.text(words(.skip)) }
          top
          SliderForm(context: context).html
          HTML.tag("div", ["id": "page"]) {
            strip
            HTML.tag("main", ["id": "main", "tabindex": "-1"]) { content }
            foot
          }
        }
      },
    ])
  }

  private var head: HTML {
    let day = context.day.map { " – " + words.text(.headSays, words.day($0)) } ?? ""
    return .tag("head") {
      HTML.tag("meta", ["charset": "utf-8"])
      HTML.tag(
        "meta", ["http-equiv": "Content-Security-Policy", "content": SiteAnswer.policy])
      HTML.tag("meta", ["name": "referrer", "content": "no-referrer"])
      HTML.tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      HTML.tag("meta", ["name": "color-scheme", "content": "light dark"])
      HTML.tag("title") { HTML.text("\(title)\(day) – \(context.title)") }
      HTML.tag("meta", ["name": "description", "content": words(.lead)])
      HTML.tag("link", ["rel": "icon", "href": "data:,"])
      HTML.tag("link", ["rel": "stylesheet", "href": context.href(.file(.style))])
      for feed in [.events, .contradictions] + feeds {
        HTML.tag(
          "link",
          [
            "rel": "alternate", "type": "application/atom+xml", "href": context.href(.feed(feed)),
          ])
      }
      HTML.tag("script", ["src": context.href(.file(.script)), "defer": ""])
    }
  }

  private static let pages: [(SitePage, Phrase)] =
    [(.overview, .overview)]
    + SiteReport.onEveryPage.map { (.report($0), $0.title) }
    + [(.events, .events), (.record, .record)]

  private var top: HTML {
    .tag("header", ["id": "top", "class": "top"]) {
      HTML.tag("p", ["class": "kicker"]) { HTML.text(words(.kicker)) }
      HTML.tag("p", ["class": "name"]) { context.a(.overview, context.titleHTML) }
      HTML.tag("nav", ["aria-label": words(.pages)]) {
        HTML.tag("ul", ["class": "ways"]) {
          for (page, phrase) in SiteFrame.pages {
            HTML.tag("li") { way(page, words(phrase)) }
          }
        }
      }
    }
  }

  private func way(_ page: SitePage, _ name: String) -> HTML {
    var attributes: [HTML.Attribute] = [("href", context.link(page))]
    if case .page(page, _) = context.path { attributes.append(("aria-current", "page")) }
    return .element("a", attributes, [.text(name)])
  }

  /// What the cut leaves out, on every page that is not of now.
  private var strip: [HTML] {
    let audience = context.record.audience.map { audience in
      HTML.tag("aside", ["class": "strip"]) { words.html(.disclosedTo, .data(audience.name)) }
    }
    guard let day = context.day else { return [audience].compactMap { $0 } }
    return [audience].compactMap { $0 } + [
      .tag("aside", ["id": "strip", "class": "strip"]) {
        words.html(.strip, .figure(words.day(day)))
        " "
        HTML.tag("a", ["href": context.href(.page(context.page(on: nil), at: nil))]) {
          HTML.text(words(.seeNow))
        }
      }
    ]
  }

  private var foot: HTML {
    .tag("footer", ["class": "foot"]) {
      HTML.tag("p") { HTML.text(words(.noLosses)) }
      HTML.tag("p") {
        context.a(.record, .text(words(.record)))
        " · "
        words.html(.rulesVersion, .text("\(Rules.version)"))
        " · "
        HTML.tag("a", ["href": context.href(.feed(.events))]) { HTML.text(words(.feed)) }
      }
    }
  }
}

extension SiteReport {
  /// Those to which every page leads.
  static let onEveryPage: [SiteReport] = [
    .totals, .handovers, .timeline, .obligations, .contradictions, .media, .sources,
  ]

  /// Its title.
  var title: Phrase {
    switch self {
    case .totals: .totals
    case .handovers: .handovers
    case .timeline: .timeline
    case .obligations: .obligations
    case .contradictions: .contradictions
    case .media: .media
    case .sources: .sources
    case .silences: .silences
    case .assertions: .assertions
    }
  }

  /// What it is.
  var lead: Phrase {
    switch self {
    case .totals: .totalsSays
    case .handovers: .handoversSays
    case .timeline: .timelineSays
    case .obligations: .obligationsSays
    case .contradictions: .contradictionsSays
    case .media: .mediaSays
    case .sources: .sourcesSays
    case .silences: .silencesSays
    case .assertions: .assertionsSays
    }
  }
}

extension PageContext {
  /// The page that shows on another day, or now, what this one shows: where that was not there yet,
  /// the page that would hold it.
  func page(on day: Day?) -> SitePage {
    guard case .page(let page, _) = path else { return .overview }
    switch page {
    case .contradiction: return .report(.contradictions)
    case .row(let row): return record.rowsNow.contains(row) ? page : .report(.totals)
    default: return day == nil || page.takesCut ? page : .overview
    }
  }
}
