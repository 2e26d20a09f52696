import TallyReports
import Tallystick
internal import TransparencyLog

/// The totals as cards: for each row what each side says, in a sentence that can be quoted and in
/// numbers.
struct TotalsCards {
  let context: PageContext

  private var words: Frame { context.words }

  /// The lines of totals that have something to tell, those with the most handovers first.
  var lines: [Totals.Line] {
    context.edition.totals.lines.enumerated().sorted { one, other in
      let (mine, theirs) = (one.element.handovers, other.element.handovers)
      return mine == theirs ? one.offset < other.offset : mine > theirs
    }.map(\.element)
  }

  /// The card of a row, under a heading of a level; without one where all of the page is of its row.
  func card(_ row: Row, level: Int = 2, isWhole: Bool = false) -> HTML {
    let line = context.edition.line(of: row) ?? [:]
    return .tag("article", ["class": "card"]) {
      if !isWhole {
        HTML.tag("h\(level)", ["class": "head"]) { context.a(.row(row), context.title(row)) }
        HTML.tag("p", ["class": "whose"]) { context.whose(row) }
      }
      HTML.tag("p", ["class": "quote"]) { sentence(line) }
      table(line)
      notes(line)
    }
  }

  /// What both sides say, to be quoted: it names the sides, the numbers, the gap and the day.
  func sentence(_ line: JSONObject) -> HTML {
    let row = line.row
    let (from, to) = (context.side(row.from), context.side(row.to))
    let (sender, receiver) = (SideSaid(line["sender"]), SideSaid(line["receiver"]))
    let sent = words.spoken(sender?.sum).map(HTML.figure)
    let received = words.spoken(receiver?.sum).map(HTML.figure)
    var parts = [words.html(.quoteOf, context.what(row), context.side(row.whose))]
    switch (sent, received) {
    case (let sent?, let received?):
      parts.append(words.html(.quoteBoth, from, to, sent, received))
      if let gap = line["absolute_gap"]?.integer {
        parts.append(
          gap == 0
            ? .text(words(.quoteEqual)) : words.html(.quoteGap, .figure(words.number(gap))))
      }
    case (let sent?, nil):
      parts.append(
        words.html(receiver == nil ? .quoteSender : .quoteSenderAlone, from, to, sent))
    case (nil, let received?):
      parts.append(
        words.html(sender == nil ? .quoteReceiver : .quoteReceiverAlone, from, to, received))
    case (nil, nil): parts.append(.text(words(.quoteNone)))
    }
    if sent == nil { parts += states(from, sender) }
    if received == nil { parts += states(to, receiver) }
    let day = context.edition.resolved.cut.day
    parts.append(words.html(.quoteAt, .figure(words.day(context.day ?? day))))
    return parts.joined(by: " ")
  }

  /// The totals that a side states, to be quoted where it has no sum.
  private func states(_ side: HTML, _ said: SideSaid?) -> [HTML] {
    (said?.stated ?? []).prefix(2).compactMap { total in
      guard let count = words.spoken(total["count"]) else { return nil }
      let isInAll = total["in_all"]?.bool ?? true
      return words.html(
        isInAll ? .quoteStated : .quoteStatedFor, side, .figure(count), words.period(of: total))
    }
  }

  private func table(_ line: JSONObject) -> HTML {
    let row = line.row
    let (sent, received) = (SideSaid(line["sender"]), SideSaid(line["receiver"]))
    let largest = max(sent?.largest ?? 0, received?.largest ?? 0)
    let handovers = line.count("handovers")
    let stated = (line["stated_totals"]?.array ?? []).compactMap(\.object)
    let speakers = Dictionary(
      stated.map { ($0.count("event"), $0["speaker"]?.string) }, uniquingKeysWith: { $1 })
    return .tag("table", ["class": "figures"]) {
      HTML.tag("caption") { HTML.tag("span", ["class": "unseen"]) { context.title(row) } }
      HTML.tag("tbody") {
        self.row(
          words.html(.saysSent, context.side(row.from)), sent, .sender, largest, handovers, speakers
        )
        self.row(
          words.html(.saysReceived, context.side(row.to)), received, .receiver, largest, handovers,
          speakers)
        if let others = SideSaid(line["others"]) {
          self.row(.text(words(.othersSay)), others, .both, largest, handovers, speakers)
        }
        if let outlets = SideSaid(line["outlets"]) {
          self.row(.text(words(.outletsSay)), outlets, .both, largest, handovers, speakers)
        }
        plain(words(.bothConfirm), words.cell(line["confirmed"]), confirmedNote(line))
        plain(
          words(.gap), gap(line),
          .text(words(line["absolute_gap"]?.integer == nil ? .noGap : .gapNote)))
      }
    }
  }

  private func row(
    _ who: HTML, _ said: SideSaid?, _ series: PageBars.Series, _ largest: Int64, _ all: Int,
    _ speakers: [Int: String?]
  ) -> HTML {
    .tag("tr") {
      HTML.tag("th", ["scope": "row"]) { who }
      HTML.tag("td", ["class": "number"]) { words.cell(said) }
      HTML.tag("td", ["class": "beside"]) {
        Self.bar(said?.sum?.ends, of: largest, series)
        if let said { of(said, all) } else { HTML.text(words(.notSpoken)) }
        for total in (said?.stated ?? []).prefix(3) { states(total, speakers) }
      }
    }
  }

  private func states(_ total: JSONObject, _ speakers: [Int: String?]) -> HTML {
    guard let count = words.spoken(total["count"]) else { return .several([]) }
    let isInAll = total["in_all"]?.bool ?? true
    let says = words.html(
      isInAll ? .says : .saysFor, .figure(count), words.period(of: total))
    return .tag("span", ["class": "where"]) {
      if let speaker = total["speaker"]?.string ?? speakers[total.count("event")] ?? nil {
        "\(context.name(of: speaker)): \(says) \(context.references(total.seqs("event")))"
      } else {
        "\(says) \(context.references(total.seqs("event")))"
      }
    }
  }

  /// A number as a bar, beside the largest of its card.
  static func bar(
    _ ends: (min: Int64, max: Int64?)?, of largest: Int64, _ series: PageBars.Series
  ) -> [HTML] {
    guard let ends, largest > 0 else { return [] }
    let low = PageBars.share(ends.min, of: largest)
    let high = PageBars.share(ends.max ?? largest, of: largest)
    return [
      .tag("svg", ["class": "bar \(series.rawValue)", "aria-hidden": "true"]) {
        if high > low {
          HTML.tag(
            "rect", ["class": "range", "width": PageBars.percent(high), "height": "100%"])
        }
        HTML.tag("rect", ["width": PageBars.percent(low), "height": "100%"])
      }
    ]
  }

  private func of(_ said: SideSaid, _ all: Int) -> HTML {
    guard said.handovers > 0 else { return .text(words(.onlyStated)) }
    return words.html(.ofHandovers, .text(words.number(said.numbered)), .text(words.number(all)))
  }

  private func plain(_ name: String, _ number: HTML, _ note: HTML) -> HTML {
    .tag("tr") {
      HTML.tag("th", ["scope": "row"]) { HTML.text(name) }
      HTML.tag("td", ["class": "number"]) { number }
      HTML.tag("td", ["class": "beside"]) { note }
    }
  }

  private func confirmedNote(_ line: JSONObject) -> HTML {
    words.html(
      .confirmedOf, .text(words.number(line.count("both_spoke"))),
      .text(words.number(line.count("handovers"))))
  }

  private func gap(_ line: JSONObject) -> HTML {
    guard let net = line["net_gap"]?.integer, let all = line["absolute_gap"]?.integer else {
      return words.nothing(words(.withoutNumber))
    }
    return net == all
      ? .figure(words.number(net))
      : words.html(.netAndAll, .figure(words.number(net)), .figure(words.number(all)))
  }

  /// The most stated totals that a card lists.
  private static let mostStated = 8

  private func notes(_ line: JSONObject) -> [HTML] {
    var notes: [HTML] = []
    let seqs = line.seqs("events")
    if !seqs.isEmpty {
      notes.append("\(own: words(.events)): \(context.references(seqs, most: 6))")
    }
    let stated = (line["stated_totals"]?.array ?? []).compactMap(\.object)
    if !stated.isEmpty {
      let shown = stated.prefix(Self.mostStated).map { total -> HTML in
        let number = words.spoken(total["count"]) ?? "–"
        let speaker = context.name(of: total["speaker"]?.string ?? "?")
        let when = total["when"]?.string.map { ", \(words.date($0))" } ?? ""
        return
          "\(context.references(total.seqs("event"))) \(.figure(number)) (\(speaker)\(own: when))"
      }.joined(by: "; ")
      let rest = stated.count - Self.mostStated
      let more = rest > 0 ? words.html(.more, .text(words.number(rest))) : .several([])
      let all = context.a(.report(.assertions), .text(words(.assertions)))
      notes.append(
        "\(own: words(.statedTotals)): \(shown) \(rest > 0 ? "\(more): \(all)" : .several([]))")
    }
    let out = (line["excluded"]?.array ?? []).compactMap(\.object)
    if !out.isEmpty {
      let shown = out.prefix(Self.mostStated).map { one in
        let number = words.spoken(one["count"]).map { ": \($0)" } ?? ""
        let speaker = one.seqs("event").first.flatMap(context.record.index.speaker).map {
          "\(PageNames(context: context).source(named: $0)), " as HTML
        }
        let why: HTML = "\(speaker ?? .several([]))\(reason(one))"
        return "\(context.references(one.seqs("event")))\(own: number) (\(why))"
      }.joined(by: "; ")
      let rest = out.count - Self.mostStated
      let more = rest > 0 ? words.html(.more, .text(words.number(rest))) : .several([])
      notes.append("\(own: words(.notInSums)): \(shown) \(more)")
    }
    return notes.map { note in .tag("p", ["class": "note"]) { note } }
  }

  /// Why a number is in no sum.
  private func reason(_ excluded: JSONObject) -> HTML {
    let why = excluded["why"]?.string ?? "?"
    let parts = why.split(separator: ": ", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0] == "explained" else { return words.value(why) }
    return words.value(parts[1], of: "explained")
  }
}

extension JSONObject {
  /// A count, 0 where there is none.
  func count(_ name: String) -> Int { self[name]?.integer.map { Int(clamping: $0) } ?? 0 }
}

extension SideSaid {
  /// The larger end, by which bars are drawn.
  var largest: Int64 { sum?.ends.map { $0.max ?? $0.min } ?? 0 }
}
