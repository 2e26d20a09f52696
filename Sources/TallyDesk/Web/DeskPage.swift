internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// The page of the desk, without a script: the article, and beside it the draft with its form.
struct DeskPage {
  private let view: DeskView

  init(_ view: DeskView) { self.view = view }

  /// The bytes of the page.
  var html: [UInt8] {
    let title = view.sight.map { "\($0.number) of \($0.count) – drafts" } ?? "The desk is closed"
    return DeskPage.page(
      title, [header, .tag("div", ["class": "desk"]) { [main] + article }])
  }

  /// A page of one sentence.
  static func notice(_ words: String) -> [UInt8] {
    page("Tallystick", [.tag("main") { HTML.tag("p") { HTML.text(words) } }])
  }

  /// What a browser sees that does not show the cookie: another one, or this one where a page of
  /// another site led it here, which then goes on by itself.
  static func stranger(at home: String) -> [UInt8] {
    page(
      "Tallystick",
      [
        .tag("main") {
          HTML.tag("p") {
            "The desk is open in the browser that opened its address. If that was this one, "
            HTML.tag("a", ["href": home]) { "go on" }
            "."
          }
        }
      ])
  }

  private static func page(_ title: String, _ body: [HTML]) -> [UInt8] {
    HTML.several([
      .doctype,
      .tag("html", ["lang": "en"]) {
        HTML.tag("head") {
          HTML.tag("meta", ["charset": "utf-8"])
          HTML.tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
          HTML.tag("meta", ["name": "color-scheme", "content": "light dark"])
          HTML.tag("title") { HTML.text(title) }
          HTML.tag("link", ["rel": "icon", "href": "data:,"])
          HTML.tag("style") { HTML.text(DeskStyle.text) }
        }
        HTML.tag("body") { body }
      },
    ]).html
  }

  private var header: HTML {
    .tag("header", ["class": "deskbar"]) {
      HTML.tag("h1") {
        HTML.text(view.sight.map { "Draft \($0.number) of \($0.count)" } ?? "The desk is closed")
      }
      HTML.tag("p", ["id": "counts"]) { HTML.text(view.counts.description) }
      if !view.message.isEmpty {
        HTML.tag("div", ["role": "status", "id": "message"]) {
          view.message.split(separator: "\n").map { line in
            HTML.tag("p") { HTML.data(String(line)) }
          }
        }
      }
    }
  }

  // MARK: The article

  /// How many lines before the draft's sentence are shown at once.
  private static let before = 3

  /// The article from a little before the sentence on; what stands before that is folded, so that the
  /// sentence is seen without a script that scrolls.
  private var article: [HTML] {
    guard let draft = view.sight?.draft else { return [] }
    let runs = view.article.runs(from: draft.line, sentence: draft.words, reading: draft.why)
    let begin = max(0, (runs.keys.min() ?? 0) - DeskPage.before)
    let name = view.article.isWhole ? "The article" : "Sentences of the article"
    let items = view.article.lines.enumerated().map { place, line in
      HTML.element(
        "li", [("value", "\(line.number)")],
        runs[place].map { $0.map(DeskPage.piece) } ?? [.data(line.text)])
    }
    return [
      .tag("article", ["aria-label": name, "tabindex": "0"]) {
        if begin > 0 {
          HTML.tag("details") {
            HTML.tag("summary") { HTML.text("Before this") }
            HTML.tag("ol") { Array(items[..<begin]) }
          }
        }
        HTML.tag("ol") { Array(items[begin...]) }
      }
    ]
  }

  private static func piece(_ run: DeskArticle.Run) -> HTML {
    switch run.mark {
    case .none: .data(run.text)
    case .sentence: .tag("mark") { HTML.data(run.text) }
    case .read: .tag("mark") { HTML.tag("b") { HTML.data(run.text) } }
    }
  }

  // MARK: The draft

  private var main: HTML {
    .tag("main") {
      if let sight = view.sight { draft(sight) } else { end }
    }
  }

  private var end: [HTML] {
    view.conclusion.map { line in HTML.tag("p") { HTML.data(line) } }
      + [.tag("p") { HTML.text("You can close this page.") }]
  }

  private func draft(_ sight: ReviewSight) -> [HTML] {
    let words = DeskArticle.runs(of: sight.draft.words, reading: sight.draft.why).map { run in
      run.mark == .read ? HTML.tag("b") { HTML.data(run.text) } : .data(run.text)
    }
    let head: [HTML] =
      (words.isEmpty ? [] : [.tag("blockquote") { words }]) + [
        .tag("h2") { HTML.data(sight.heading) },
        .tag("p", ["class": "claim"]) { HTML.data(sight.draft.sentence) },
      ]
    if let decided = sight.decided {
      return head + [
        .tag("p") { HTML.data(decided) },
        .tag("form", ["method": "post"]) {
          turn
          HTML.tag("div", ["class": "buttons"]) { ways(onward: "On") }
        },
        notes(sight), keys,
      ]
    }
    return head + [
      .tag("form", ["method": "post", "id": "skipping"]) { turn },
      .tag("form", ["method": "post"]) {
        turn
        byEnter
        HTML.tag("div", ["class": "buttons"]) { buttons(sight) + ways(onward: "Later") }
        skipping
        notes(sight)
        fields(sight.draft)
        sides(sight)
        HTML.tag("div", ["class": "buttons"]) { button(.change, "Keep what is changed", "e") }
      },
      keys,
    ]
  }

  /// What Enter in a field does: the first button of a form.
  private var byEnter: HTML {
    .tag(
      "button",
      [
        "name": "action", "value": DeskAction.change.rawValue, "class": "unseen", "tabindex": "-1",
        "aria-hidden": "true",
      ]
    ) { HTML.text("Keep") }
  }

  private var keys: HTML {
    .tag("p", ["class": "note"]) {
      "An underlined letter is its key: with Alt, in Firefox with Alt and Shift, on a Mac with "
      "Control and Option. What is written into a part holds whichever button comes next."
    }
  }

  private func notes(_ sight: ReviewSight) -> HTML {
    let all =
      sight.notes
      + [("like", sight.twins), ("in the record", sight.verdict)].filter {
        !$0.1.isEmpty
      }
    return .tag("dl") {
      for (name, texts) in all {
        HTML.tag("dt") { HTML.text(name) }
        texts.map { text in HTML.tag("dd") { HTML.data(text) } }
      }
    }
  }

  private func fields(_ draft: DraftLine) -> [HTML] {
    [
      .tag("div", ["class": "parts"]) {
        for part in draft.parts {
          let offer = part.offer.map { ["offered: \(data: $0)"] as [HTML] } ?? []
          field(
            "part.\(part.name)", part.name, part.text, note: (part.isOpen ? ["open"] : []) + offer,
            hasSides: part.name == draft.openSide)
        }
        field(
          "another", "another part", "",
          note: ["FIELD=VALUE, such as under=DEAL, of=#12 or claim=handover of …"])
      }
    ]
  }

  /// The sides that the record or the queue knows, for the open part in which one stands.
  private func sides(_ sight: ReviewSight) -> HTML {
    .tag("datalist", ["id": "sides"]) {
      for side in sight.sides { HTML.tag("option", ["value": side]) }
    }
  }

  private func field(
    _ name: String, _ label: String, _ text: String, note: [HTML], hasSides: Bool = false
  ) -> [HTML] {
    let attributes =
      [
        ("type", "text"), ("id", name), ("name", name), ("value", text), ("autocomplete", "off"),
        ("spellcheck", "false"), ("aria-describedby", "\(name)-note"),
      ] + (hasSides ? [("list", "sides")] : [])
    return [
      .tag("label", ["for": name]) { HTML.text(label) },
      .element("input", attributes, []),
      .tag("span", ["class": "note", "id": "\(name)-note"]) { note.joined(by: ", ") },
    ]
  }

  private func buttons(_ sight: ReviewSight) -> [HTML] {
    var buttons = [button(.accept, "Accept", "a")]
    if !sight.draft.offers.members.isEmpty {
      buttons.append(button(.offers, "Take what is offered", "o"))
    }
    return buttons + [button(.split, "Split in two", "x")]
  }

  private func ways(onward: String) -> [HTML] {
    [
      button(.pass, onward, "n"), button(.back, "Back", "b"),
      button(.quit, "Quit", "q"),
    ]
  }

  private func button(
    _ action: DeskAction, _ words: String, _ key: Character, form: String? = nil
  ) -> HTML {
    let parts: [HTML]
    if let place = words.lowercased().firstIndex(of: key) {
      parts = [
        .text(String(words[..<place])),
        .tag("u") { HTML.text(String(words[place])) },
        .text(String(words[words.index(after: place)...])),
      ]
    } else {
      parts = [
        .text(words + " ("), .tag("u") { HTML.text(String(key)) }, .text(")"),
      ]
    }
    return .element(
      "button",
      [
        ("name", "action"), ("value", action.rawValue), ("id", action.rawValue),
        ("accesskey", String(key)),
      ] + (form.map { [("form", $0)] } ?? []), parts)
  }

  private var turn: HTML {
    .tag("input", ["type": "hidden", "name": "turn", "value": "\(view.turn)"])
  }

  /// The field and the button of another form, which stands outside this one.
  private var skipping: HTML {
    .tag("div", ["class": "skipping"]) {
      HTML.tag("label", ["for": "reason"]) { HTML.text("Why is it left out?") }
      HTML.tag(
        "input",
        [
          "type": "text", "id": "reason", "name": "reason", "form": "skipping", "required": "",
          "autocomplete": "off",
        ])
      button(.skip, "Skip", "s", form: "skipping")
    }
  }
}
