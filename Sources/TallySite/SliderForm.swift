import TallyReports
import Tallystick
internal import TransparencyLog

/// The way through time: a form and links that work without a script, to which the script adds a
/// slider over the days on which something was said.
struct SliderForm {
  let context: PageContext

  private var words: Frame { context.words }

  var html: HTML {
    let days = context.changes.days
    let first = days.first.map { "\($0.day)" } ?? ""
    let last = isOfFigures ? days.last.map { "\($0.day)" } ?? "" : ""
    return .element(
      "form",
      [
        ("id", "slider"), ("class", "slider"), ("method", "get"),
        ("action", context.href(.page(.days, at: nil))), ("aria-label", words(.slider)),
        ("data-now", words(.now)), ("data-saidby", words(.saidBy)),
        ("data-page", SitePath.page(context.page(on: days.first?.day), at: nil).text),
      ],
      [
        .tag("div", ["id": "steps", "class": "steps"]) { steps },
        .tag("p", ["class": "pick"]) {
          HTML.tag("label", ["for": "day"]) { HTML.text(words(.saidBy)) }
          " "
          HTML.element(
            "input",
            [
              ("type", "date"), ("id", "day"), ("name", "day"), ("min", first),
              ("value", context.day.map { "\($0)" } ?? last), ("required", ""),
            ], [])
          " "
          HTML.tag("button", ["type": "submit"]) { HTML.text(words(.show)) }
          " "
          HTML.tag("a", ["href": context.href(.page(.days, at: nil))]) {
            HTML.text(words(.allDays))
          }
        },
      ])
  }

  /// Whether the page shows figures, from which one goes on to those of the day before: another one, of an
  /// event for one, is the same whatever is said later.
  private var isOfFigures: Bool {
    switch context.path {
    case .page(.overview, _), .page(.report, _), .page(.row, _): true
    default: context.day != nil
    }
  }

  @HTML.Builder private var steps: [HTML] {
    step(words(.earlier), to: isOfFigures ? earlier : nil, "prev")
    HTML.tag("strong", ["id": "shown"]) {
      HTML.text(context.day.map(words.day) ?? words(.now))
    }
    if let day = context.day {
      if let next = context.changes.after(day) {
        step(words(.later), to: .some(next), "next")
      } else {
        step(words(.now), toNow: "next")
      }
    } else {
      step(words(.later), to: nil, "next")
    }
  }

  private var earlier: Day? { context.changes.before(context.day) }

  private func step(_ name: String, to day: Day?, _ relation: String) -> HTML {
    guard let day else {
      return .tag("span", ["class": "off", "aria-disabled": "true"]) { HTML.text(name) }
    }
    let target = SitePath.page(context.page(on: day), at: day)
    return .tag("a", ["rel": relation, "href": context.href(target)]) {
      HTML.text(name)
      HTML.tag("span", ["class": "unseen"]) { HTML.text(": \(words.day(day))") }
    }
  }

  private func step(_ name: String, toNow relation: String) -> HTML {
    .tag("a", ["rel": relation, "href": context.href(.page(context.page(on: nil), at: nil))]) {
      HTML.text(name)
    }
  }
}
