import TallyReports
import Tallystick
internal import TransparencyLog

/// A claim in words, part by part, in the order in which a reader asks.
struct ClaimWords {
  private let words: Frame
  private let names: any SayingNames
  private let saying: Saying

  init(_ saying: Saying) {
    self.saying = saying
    words = saying.words
    names = saying.names
  }

  /// The claim, or only the parts of it that are given.
  func claim(_ claim: JSONObject) -> HTML {
    let parts = parts(claim).joined(by: ", ")
    guard let act = claim["act"]?.string else { return parts }
    let named = words.value(act, of: "act")
    return self.parts(claim).isEmpty ? named : "\(named): \(parts)"
  }

  private func parts(_ claim: JSONObject) -> [HTML] {
    var parts: [HTML] = []
    let what = claim.list("what")
    if let amount = amount(claim["count"]?.object, of: what) {
      parts.append(amount)
    } else if !what.isEmpty {
      parts.append(things(what))
    }
    if let whose = claim["whose"]?.string {
      parts.append(words.html(.of, names.side(named: whose)))
    }
    if let way = way(claim["from"]?.string, claim["to"]?.string) { parts.append(way) }
    if let when = claim["when"]?.string { parts.append(.text(words.date(when))) }
    if let scope = scope(claim["scope"]?.string) { parts.append(.text(words(scope))) }
    if let unit = claim["unit"]?.string {
      parts.append(words.html(.countedIn, words.value(unit, of: "unit")))
    }
    for (field, phrase) in [("received_as", Phrase.receivedAs), ("identified_as", .identifiedAs)] {
      if let side = claim[field]?.string {
        parts.append(words.html(phrase, names.side(named: side)))
      }
    }
    if let agreement = claim["under"]?.string {
      parts.append(words.html(.under, .data(agreement)))
    }
    if let place = claim["place"]?.string { parts.append(words.html(.atPlace, .data(place))) }
    if let about = claim["about"]?.string {
      let isEvent = about.utf8.count == 32 && EventID(about) != nil
      parts.append(words.html(.aboutWhat, isEvent ? names.event(named: about) : .data(about)))
    }
    let unclear = claim.list("unclear")
    if !unclear.isEmpty { parts.append(words.html(.unclearParts, saying.parts(unclear))) }
    return parts
  }

  private func scope(_ scope: String?) -> Phrase? {
    switch scope {
    case "part": .inPart
    case "each_way": .eachWay
    case "both_ways": .bothWays
    case "cumulative": .asTotal
    default: nil
    }
  }

  private func way(_ from: String?, _ to: String?) -> HTML? {
    switch (from.map(names.side(named:)), to.map(names.side(named:))) {
    case (let from?, let to?): words.html(.fromTo, from, to)
    case (let from?, nil): words.html(.fromSide, from)
    case (nil, let to?): words.html(.toSide, to)
    case (nil, nil): nil
    }
  }

  /// What is handed over; several are joined by “or”.
  func things(_ what: [String]) -> HTML {
    what.map { names.thing(named: $0) }.joined(by: " \(own: words(.or)) ")
  }

  /// A number of something, with what stands for it where none is given; nil where nothing is said of it.
  func amount(_ count: JSONObject?, of what: [String]) -> HTML? {
    guard let count else { return nil }
    if let number = number(count) {
      guard !what.isEmpty else { return .figure(number) }
      // A noun that stands for several does not go with 1.
      return count["exact"]?.integer == 1
        ? "\(things(what)): \(.figure(number))"
        : words.html(.amountOf, .figure(number), things(what))
    }
    let isWithheld = count["withheld"]?.bool == true
    let lack = HTML.text(words(isWithheld ? .numberWithheld : .numberUnsaid))
    return what.isEmpty ? lack : "\(things(what)), \(lack)"
  }

  private func number(_ count: JSONObject) -> String? {
    let plain = count["each"]?.integer.map { words.number($0) } ?? words.spoken(.object(count))
    guard let plain else { return nil }
    switch count["per"]?.string {
    case "day": return words.text(.perDay, plain)
    case "week": return words.text(.perWeek, plain)
    case "month": return words.text(.perMonth, plain)
    default: return plain
    }
  }
}
