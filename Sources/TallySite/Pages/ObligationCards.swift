import TallyReports
import Tallystick
internal import TransparencyLog

/// What agreements make each owe, as cards: for each reading what is owed, what either side says of it,
/// and what that leaves.
struct ObligationCards {
  let context: PageContext

  private var words: Frame { context.words }
  private var names: PageNames { PageNames(context: context) }
  private var saying: Saying { Saying(words: words, names: names) }

  /// The cards of some lines of the report, under headings of a level.
  func cards(_ lines: some Collection<JSONObject>, level: Int = 2) -> HTML {
    guard !lines.isEmpty else { return .tag("p") { HTML.text(words(.noObligations)) } }
    return .tag("div", ["class": "cards"]) {
      for line in lines.prefix(ReportTable.mostRows) { card(line, level) }
    }
  }

  private func card(_ line: JSONObject, _ level: Int) -> HTML {
    .tag("article", ["class": "card"]) {
      HTML.tag("h\(level)", ["class": "head"]) { sentence(line) }
      HTML.tag("p", ["class": "whose"]) {
        agreement(line)
        HTML.mark(state(line))
      }
      table(line)
      for note in notes(line) { HTML.tag("p", ["class": "note"]) { note } }
    }
  }

  /// Who owes whom what: `Russia owes Ukraine: 6,000 remains, labelled Ukraine’s`.
  func sentence(_ line: JSONObject) -> HTML {
    var obligation = line
    obligation["count"] = line["owed"] ?? .null
    obligation["due"] = nil
    let said = saying.obligation(obligation)
    return words.language == .en ? said : said.withCapital
  }

  /// The agreement, and by whom it is so read.
  func agreement(_ line: JSONObject) -> HTML {
    let name = names.agreement(named: line["agreement"]?.string ?? "?")
    let readers = line.list("as_read_by").map { context.name(of: $0) }
    return readers.isEmpty ? name : "\(name), \(words.html(.readBy, readers.joined(by: ", ")))"
  }

  /// How far it is performed, in words.
  func state(_ line: JSONObject) -> String { words.plainValue(line["state"]?.string ?? "?") }

  private func table(_ line: JSONObject) -> HTML {
    let (debtor, creditor) = (line["debtor"]?.string, line["creditor"]?.string)
    let left = line["remaining"]?.object ?? [:]
    let largest =
      ["owed", "debtor_says", "creditor_says", "others_say", "outlets_say"].compactMap {
        line[$0]?.ends.map { $0.max ?? $0.min }
      }.max() ?? 0
    return .tag("table", ["class": "figures"]) {
      HTML.tag("caption") { HTML.tag("span", ["class": "unseen"]) { sentence(line) } }
      HTML.tag("tbody") {
        row(.text(words.column("owed")), owed(line), [due(line)])
        said(
          words.html(.performedBy, context.side(debtor)), line["debtor_says"], left["debtor"],
          .sender, largest)
        said(
          words.html(.takenBy, context.side(creditor)), line["creditor_says"],
          left["creditor"], .receiver, largest)
        if line["others_say"]?.object != nil {
          said(.text(words(.othersSay)), line["others_say"], left["others"], .both, largest)
        }
        if line["outlets_say"]?.object != nil {
          said(.text(words(.outletsSay)), line["outlets_say"], nil, .both, largest)
        }
      }
    }
  }

  private func row(_ name: HTML, _ number: HTML, _ beside: [HTML]) -> HTML {
    .tag("tr") {
      HTML.tag("th", ["scope": "row"]) { name }
      HTML.tag("td", ["class": "number"]) { number }
      HTML.tag("td", ["class": "beside"]) { beside }
    }
  }

  private func owed(_ line: JSONObject) -> HTML {
    guard let number = words.number(line["owed"]) ?? words.number(line["owed_number"]) else {
      return words.nothing(words(.numberUnsaid))
    }
    return .figure(number)
  }

  /// The states in which nothing is pending any more.
  private static let done: Set = ["performed", "performed_late", "in_excess", "renewed", "ended"]

  /// By when it is due, and how far that is while it is pending.
  private func due(_ line: JSONObject) -> HTML {
    if words.number(line["owed"]) == nil, line["owed_number"]?.object == nil,
      line["owed"]?.object?["unspecified"] != nil
    {
      return .text(words(.numberUnsaid))
    }
    guard let due = line["due"]?.string else { return .several([]) }
    let date = words.html(.dueBy, .dated(words.date(due)))
    let isPending = !Self.done.contains(line["state"]?.string ?? "")
    guard isPending, let days = line["due_in"]?.integer else { return date }
    let far =
      days < 0
      ? words.text(.daysPast, words.number(-days)) : words.text(.daysLeft, words.number(days))
    return "\(date), \(own: far)"
  }

  /// What somebody says was performed, and what that leaves.
  private func said(
    _ who: HTML, _ column: JSONValue?, _ left: JSONValue?, _ series: PageBars.Series,
    _ largest: Int64
  ) -> HTML {
    guard let object = column?.object else {
      return row(who, words.nothing(words(.notSpoken)), [.text(words(.notSpoken))])
    }
    let number = words.number(column)
    var beside = TotalsCards.bar(column?.ends, of: largest, series)
    if number == nil { beside.append("\(own: words(.withoutNumber)); ") }
    let all = object.count("of")
    if all > 0 {
      let spoken = object.count("handovers")
      beside.append(words.html(.spokeOf, .text(words.number(spoken)), .text(words.number(all))))
    } else if object["stated"]?.object != nil || object["stated"]?.array?.isEmpty == false {
      beside.append(.text(words(.onlyStated)))
    }
    if let rest = words.number(left) {
      beside.append(
        .tag("span", ["class": "where"]) { "\(own: words(.leftBy)): \(.figure(rest))" })
    }
    return row(who, number.map(HTML.figure) ?? words.nothing(words(.withoutNumber)), beside)
  }

  /// What speakers for neither side each state in all, where several do: the column has one number.
  private func stated(_ totals: [JSONObject]) -> [HTML] {
    guard Set(totals.map { $0["speaker"]?.string }).count > 1 else { return [] }
    return totals.compactMap { total in
      words.spoken(total["count"]).map { count in
        let says = words.html(.saysFor, .figure(count), words.period(of: total))
        let who = context.name(of: total["speaker"]?.string ?? "?")
        return "\(who): \(says) \(context.references(total.seqs("event")))"
      }
    }
  }

  private func notes(_ line: JSONObject) -> [HTML] {
    var notes: [HTML] = []
    for denial in (line["denials"]?.array ?? []).compactMap(\.object) {
      let who = names.source(named: denial["speaker"]?.string ?? "")
      let said = words.html(.whoDenies, who, context.references(denial.seqs("of")))
      notes.append("\(said) (\(context.references(denial.seqs("event"))))")
    }
    for name in ["since", "until"] {
      if let date = line[name]?.string {
        notes.append("\(own: words.column(name)): \(.dated(words.date(date)))")
      }
    }
    if let days = line["days_late"]?.integer {
      notes.append("\(own: words.column("days_late")): \(.figure(words.number(days)))")
    }
    if let by = line["renewed_by"]?.string {
      notes.append("\(own: words.column("renewed_by")): \(names.agreement(named: by))")
    }
    for one in (line["identified"]?.array ?? []).compactMap(\.object) {
      let whose = words.html(.identifiedAs, context.side(one["as"]?.string)).withCapital
      let number = words.spoken(one["count"]) ?? words(.numberUnsaid)
      notes.append("\(whose): \(.figure(number)) \(context.references(one.seqs("event")))")
    }
    for name in ["others_say", "outlets_say"] {
      notes += stated((line[name]?.object?["stated"]?.array ?? []).compactMap(\.object))
    }
    let notCounted = Set(
      (line["not_counted"]?.array ?? []).compactMap { $0.object?.count("event") })
    if !notCounted.isEmpty {
      let events = context.references(notCounted.sorted(), most: 12)
      notes.append(words.html(.inNoNumber, events))
    }
    let assumed = line.count("assumed")
    if assumed > 0 {
      notes.append(words.html(.assumedUnder, .figure(words.number(assumed))))
    }
    if let open = line["open"]?.object {
      let handovers = open["handovers"]?.array?.count ?? open.count("handovers")
      let number = words.number(.object(open)).map { " (\($0))" } ?? ""
      notes.append(words.html(.openUnder, .figure(words.number(handovers) + number)))
    }
    let events = line.seqs("events")
    if !events.isEmpty {
      notes.append("\(own: words(.events)): \(context.references(events, most: 12))")
    }
    return notes
  }
}
