import TallyReports
import Tallystick
internal import TransparencyLog

/// What things are called where an event speaks of them.
protocol SayingNames {
  /// A side.
  func side(named code: String) -> HTML
  /// What is handed over.
  func thing(named word: String) -> HTML
  /// A source.
  func source(named id: String) -> HTML
  /// An event, by its id.
  func event(named id: String) -> HTML
  /// An agreement of which the event is itself a reading.
  func agreement(named id: String) -> HTML
  /// A medium that the event itself is about.
  func medium(named id: String) -> HTML
}

/// What an event says, in the words of a frame: all that ``Event/saying`` tells in the program's notation,
/// but for the key that joins handovers, which is for programs.
struct Saying {
  let words: Frame
  let names: any SayingNames

  /// What an event says without its quote.
  func html(_ content: Content) -> HTML {
    let body = content.body
    switch content.knownType {
    case .announcement: return ClaimWords(self).claim(body["claim"]?.object ?? [:])
    case .confirmation: return confirmation(body)
    case .denial: return denial(body)
    case .correction: return correction(body)
    case .retraction: return because(body, words.html(.withdraws, events(body, "of")))
    case .silence: return silence(body)
    case .agreement: return agreement(body)
    case .medium: return medium(body)
    case .source, .term, .assessment, .link, .amendment, .redaction:
      return JudgementWords(saying: self).html(content)
    case .none: return .text(words(.unknownType))
    }
  }

  private func confirmation(_ body: JSONObject) -> HTML {
    let all = words.html(.confirms, events(body, "of"), parts(body.list("facets")))
    guard let count = ClaimWords(self).amount(body["count"]?.object, of: []) else { return all }
    return "\(all); \(words.html(.ownCount, count))"
  }

  private func denial(_ body: JSONObject) -> HTML {
    let facets = body.list("facets")
    var all: HTML
    if let claim = body["claim"]?.object {
      all = words.html(.deniesClaim, ClaimWords(self).claim(claim))
      if !facets.isEmpty { all = "\(all): \(parts(facets))" }
    } else {
      let what = facets.isEmpty ? HTML.text(words(.deniesWhole)) : parts(facets)
      all = words.html(.denies, events(body, "of"), what)
    }
    guard let instead = body["instead"]?.object else { return all }
    return "\(all); \(words.html(.instead, ClaimWords(self).claim(instead)))"
  }

  private func correction(_ body: JSONObject) -> HTML {
    if let claim = body["claim"]?.object {
      return words.html(.corrects, events(body, "of"), ClaimWords(self).claim(claim))
    }
    let terms = body["terms"]?.object ?? [:]
    var parts = deal(terms)
    if let when = terms["when"]?.string { parts.append(.text(words.date(when))) }
    let names = terms.list("names")
    if !names.isEmpty { parts.append(names.map { "“\(data: $0)”" }.joined(by: ", ")) }
    let parties = terms.list("parties")
    if !parties.isEmpty { parts.append(parties.map(names(side:)).joined(by: ", ")) }
    return words.html(.corrects, events(body, "of"), parts.joined(by: "; "))
  }

  private func names(side: String) -> HTML { names.side(named: side) }

  private func silence(_ body: JSONObject) -> HTML {
    let silent = body["silent"]?.string ?? "?"
    let who = Name.party.matches(silent) ? names.side(named: silent) : names.source(named: silent)
    let about = body["about_words"]?.string.map { HTML.data($0) } ?? events(body, "about")
    let all = words.html(.keepsSilent, who, about)
    guard let until = body["until"]?.string else { return all }
    return "\(all), \(words.html(.until, .data(words.date(until))))"
  }

  private func agreement(_ body: JSONObject) -> HTML {
    let name = names.agreement(named: body["agreement"]?.string ?? "?")
    let parts = deal(body)
    return parts.isEmpty
      ? words.html(.speaksOfDeal, name) : words.html(.readsDeal, name, parts.joined(by: "; "))
  }

  /// What a reading of a deal makes each owe, until when, and in whose place it stands.
  private func deal(_ body: JSONObject) -> [HTML] {
    var parts = (body["obligations"]?.array ?? []).compactMap(\.object).map(obligation)
    if let until = body["until"]?.string {
      parts.append(words.html(.until, .text(words.date(until))))
    }
    if let renewed = body["renews"]?.string {
      parts.append(words.html(.renewsDeal, .data(renewed)))
    }
    return parts
  }

  /// One obligation: who owes whom how many of what.
  func obligation(_ one: JSONObject) -> HTML {
    let claims = ClaimWords(self)
    let what = one.list("what")
    var amount = claims.amount(one["count"]?.object, of: what) ?? claims.things(what)
    if let whose = one["whose"]?.string {
      amount = "\(amount), \(words.html(.of, names.side(named: whose)))"
    }
    if let row = one["count"]?.object?["of"]?.object {
      amount = words.html(.owesEach, amount, claims.claim(row))
    }
    if let due = one["due"]?.string {
      amount = "\(amount), \(words.html(.dueBy, .text(words.date(due))))"
    }
    return words.html(
      .owesWhat, names.side(named: one["debtor"]?.string ?? "?"),
      names.side(named: one["creditor"]?.string ?? "?"), amount)
  }

  private func medium(_ body: JSONObject) -> HTML {
    let kind = HTML.text(words.plainValue(body["kind"]?.string ?? "?").withCapital)
    let name = words.html(.namedMedium, kind, names.medium(named: body["medium"]?.string ?? "?"))
    var parts = [name]
    if let publisher = body["publisher"]?.string {
      parts.append(words.html(.publishedBy, names.source(named: publisher)))
    }
    if let when = body["when"]?.string { parts.append(.text(words.date(when))) }
    if let shows = body["shows"]?.string.map({ HTML.data($0) }) {
      parts.append(words.html(.toShow, shows))
    } else if body["shows"] != nil {
      parts.append(words.html(.toShow, events(body, "shows")))
    }
    return parts.joined(by: ", ")
  }

  /// The parts of a claim that an act names.
  func parts(_ facets: [String]) -> HTML {
    facets.map { words.value($0, of: "facet") }.joined(by: ", ")
  }

  /// The events that a field names.
  func events(_ body: JSONObject, _ field: String) -> HTML {
    body.list(field).map { names.event(named: $0) }.joined(by: ", ")
  }

  /// A sentence with the reason that is given for it.
  func because(_ body: JSONObject, _ said: HTML) -> HTML {
    guard let reason = body["reason"]?.string else { return said }
    return "\(said). \(HTML.tag("span", ["dir": "auto"]) { HTML.data(reason) })"
  }
}

extension JSONObject {
  /// The texts in a field: one, or a list of them.
  func list(_ name: String) -> [String] {
    self[name]?.string.map { [$0] } ?? (self[name]?.array ?? []).compactMap(\.string)
  }
}

extension String {
  /// The text with a capital first letter, in any alphabet.
  var withCapital: String { prefix(1).uppercased() + dropFirst() }
}
