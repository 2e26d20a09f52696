import TallyReports
import Tallystick
internal import TransparencyLog

/// A figure of a report in words: what it is of, and its value.
struct FigureWords {
  let context: PageContext

  private var words: Frame { context.words }

  /// What a figure is of, by its address (``Figure``).
  func name(_ address: String) -> HTML {
    let parts = address.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    switch (parts.first, parts.count) {
    case ("totals", 3):
      let event = seq(parts[2]).map { context.reference($0) } ?? .data(parts[2])
      if parts[1] == "both_ways" { return words.html(.bothWaysIn, event) }
      if parts[1] == "not_placed" { return words.html(.notPlacedIn, event) }
    case ("totals", 5...): if let name = total(parts) { return name }
    case ("obligations", 7): if let name = obligation(parts) { return name }
    default: break
    }
    return .data(address)
  }

  private func total(_ parts: [String]) -> HTML? {
    guard let row = row(what: parts[1], way: parts[2], whose: parts[3]) else { return nil }
    let whose = row.whose.map { words.html(.of, context.side($0)) } ?? .text(words(.whoseUnsaid))
    let column = column(parts[4], row, event: parts.dropFirst(5).last)
    return "\(context.title(row)), \(whose), \(column)"
  }

  private func column(_ name: String, _ row: Row, event: String?) -> HTML {
    let event = event.flatMap(seq).map { context.reference($0) } ?? .data(event ?? "?")
    return switch name {
    case "stated": words.html(.statedIn, event)
    case "excluded": words.html(.leftOutIn, event)
    default: column(name, row)
    }
  }

  /// What a column of the totals is of, with its speaker: `Russia says it handed over`.
  func column(_ name: String, _ row: Row) -> HTML {
    switch name {
    case "sender": words.html(.saysSent, context.side(row.from)).withSmall
    case "receiver": words.html(.saysReceived, context.side(row.to)).withSmall
    case "others": .text(words(.othersSay).withSmall)
    case "outlets": .text(words(.outletsSay).withSmall)
    case "confirmed": .text(words(.bothConfirm).withSmall)
    case "handovers": .text(words(.handoversOf))
    case "both_spoke": .text(words(.bothSpokeOf))
    case "contested": .text(words(.contestedOf))
    default: .text(words.column(name).withSmall)
    }
  }

  private func obligation(_ parts: [String]) -> HTML? {
    let what = parts[4].split(separator: "+").first.map(String.init) ?? "."
    guard let row = row(what: what, way: parts[3], whose: parts[5]) else { return nil }
    let names = PageNames(context: context)
    let readers = parts[2].split(separator: "+").map { names.source(named: String($0)) }
    let who = words.html(.readBy, readers.joined(by: ", "))
    let column: HTML =
      switch parts[6] {
      case "debtor_says": words.html(.performedBy, context.side(row.from)).withSmall
      case "creditor_says": words.html(.takenBy, context.side(row.to)).withSmall
      case "others_say": .text(words(.othersSay).withSmall)
      case "outlets_say": .text(words(.outletsSay).withSmall)
      default: .text(words.column(parts[6]).withSmall)
      }
    return "\(names.agreement(named: parts[1])), \(who): \(context.title(row)), \(column)"
  }

  private func row(what: String, way: String, whose: String) -> Row? {
    let sides = way.split(separator: "-").map(String.init)
    guard sides.count == 2 else { return nil }
    func said(_ part: String) -> String? { part == "." ? nil : part.replacing("_", with: "-") }
    return Row(
      what: what == "." ? nil : what, from: said(sides[0]), to: said(sides[1]), whose: said(whose))
  }

  private func seq(_ text: String) -> Int? {
    Int(text.split(separator: "=").first ?? "")
  }

  /// A figure before or after: its sum, but where that is the same, all of it.
  func value(_ row: JSONObject, _ side: String) -> HTML {
    let sums = ["before", "after"].map { sum(row[$0]) }
    return value(row[side], isWhole: sums[0] != nil && sums[0] == sums[1])
  }

  /// The number that counts: of an obligation that which its page shows, of a total the sum.
  private func sum(_ value: JSONValue?) -> String? {
    words.number(value) ?? words.number(value?.object?["sum"])
  }

  private func value(_ value: JSONValue?, isWhole: Bool = false) -> HTML {
    if !isWhole, let number = sum(value) { return .figure(number) }
    switch value {
    case .object(let object): return members(object)
    case .array(let values) where values.isEmpty: return .text("–")
    case .array(let values) where values.count < 8:
      return values.map { self.value($0) }.joined(by: ", ")
    case .integer(let number): return .figure(words.number(number))
    case nil, .null: return .text("–")
    case .string(let word): return text(word)
    case .some(let value):
      return .tag("span", ["class": "hash"]) {
        HTML.text(escaped(String(decoding: CanonicalJSON.bytes(value), as: UTF8.self)))
      }
    }
  }

  /// A word of a closed choice, a date, or the name of a source.
  private func text(_ word: String) -> HTML {
    let date = words.date(word)
    if date != escaped(word) { return .figure(date) }
    if context.edition.sources[word] != nil { return context.name(of: word) }
    return words.value(word)
  }

  /// Whoever said what: in a few words where all of it is to be told.
  private func members(_ object: JSONObject) -> HTML {
    let left: [(String, Phrase)] = [
      ("creditor", .byCreditor), ("debtor", .byDebtor), ("others", .byOthers),
    ]
    if object.members.allSatisfy({ member in left.contains { $0.0 == member.name } }) {
      return left.compactMap { name, phrase in
        words.number(object[name]).map { words.html(phrase, .figure($0)) }
      }.orDash
    }
    var parts: [HTML] = []
    if let number = sum(.object(object)) { parts.append(.figure(number)) }
    let spoken = object.count("handovers")
    if object["of"] != nil {
      let all = words.number(object.count("of"))
      parts.append(words.html(.spokeOf, .text(words.number(spoken)), .text(all)))
    } else if object["handovers"] != nil {
      let numbered = words.number(spoken - object.count("without_number"))
      parts.append(words.html(.ofHandovers, .text(numbered), .text(words.number(spoken))))
    }
    let totals = object["stated"]
    let stated = totals?.object.map { [$0] } ?? totals?.array?.compactMap(\.object)
    for total in (stated ?? []).prefix(3) {
      guard let number = words.spoken(total["count"]) else { continue }
      let isInAll = total["in_all"]?.bool ?? true
      parts.append(
        words.html(isInAll ? .says : .saysFor, .figure(number), words.period(of: total)))
    }
    return parts.orDash
  }
}

extension [HTML] {
  /// The pieces with commas between them; a dash for none.
  fileprivate var orDash: HTML { isEmpty ? .text("–") : joined(by: ", ") }
}

extension String {
  /// The text with a small first letter, in any alphabet.
  var withSmall: String { prefix(1).lowercased() + dropFirst() }
}
