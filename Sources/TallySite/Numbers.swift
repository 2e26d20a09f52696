import TallyReports
import Tallystick
internal import TransparencyLog

/// Numbers of reports in words, as their JSON has them.
extension Frame {
  /// A number, a range or a count; nil where none is given.
  func number(_ value: JSONValue?) -> String? {
    switch value {
    case .integer(let number): return self.number(number)
    case .object(let object):
      if let exact = object["exact"]?.integer { return number(exact) }
      if let about = object["about"]?.integer { return "~\(number(about))" }
      let about = object["about"]?.bool == true ? "~" : ""
      switch (object["min"]?.integer, object["max"]?.integer) {
      case (let min?, let max?) where min == max: return about + number(max)
      case (let min?, let max?): return "\(about)\(number(min))–\(number(max))"
      case (let min?, nil): return "\(about)≥ \(number(min))"
      case (nil, let max?): return "\(about)≤ \(number(max))"
      case (nil, nil): return nil
      }
    default: return nil
    }
  }

  /// A number within a sentence: `at least 1,000`; nil where none is given.
  func spoken(_ value: JSONValue?) -> String? {
    guard let object = value?.object else { return number(value) }
    if let about = object["about"]?.integer { return text(.about, number(about)) }
    let said: String?
    switch (object["min"]?.integer, object["max"]?.integer) {
    case (let min?, nil): said = text(.atLeast, number(min))
    case (nil, let max?): said = text(.atMost, number(max))
    case (let min?, let max?): said = min == max ? number(max) : "\(number(min))–\(number(max))"
    case (nil, nil): said = object["exact"]?.integer.map { number($0) }
    }
    return object["about"]?.bool == true ? said.map { text(.about, $0) } : said
  }

  /// The sum of a side in a cell: a dash where there is none, which is read aloud as what it means.
  func cell(_ said: SideSaid?) -> HTML {
    guard let said else { return nothing(self(.notSpoken)) }
    return number(said.sum).map(HTML.figure) ?? nothing(self(said.lack))
  }

  /// A number in a cell: a dash where there is none, which is read aloud as such.
  func cell(_ value: JSONValue?) -> HTML {
    if let number = number(value) { return .figure(number) }
    return nothing(self(.withoutNumber))
  }

  /// What a stated total is of: what it counts, the deal, and the days, as far as its words say them.
  func period(of total: JSONObject) -> HTML {
    let words = [total["unit"], total["under"]].compactMap { $0?.string }.map { HTML.data($0) }
    let days = total["when"]?.string.map { HTML.dated(date($0)) }
    let parts = words + [days].compactMap { $0 }
    return parts.isEmpty ? .text("–") : parts.joined(by: ", ")
  }

  /// A dash, and what it means for who does not see it.
  func nothing(_ meaning: String) -> HTML {
    .several([
      .tag("span", ["aria-hidden": "true"]) { "–" },
      .tag("span", ["class": "unseen"]) { HTML.text(meaning) },
    ])
  }
}

/// What a side, or others, said of a row: the sum over its handovers, and beside it the totals that it
/// stated.
struct SideSaid {
  /// The sum; nil where no handover has a number.
  let sum: JSONValue?
  /// The totals that it stated.
  let stated: [JSONObject]
  /// Of how many handovers it spoke.
  let handovers: Int64
  /// Of how many handovers it gave a number.
  let numbered: Int64

  /// Reads a column of a line of totals; nil where nobody of it has spoken.
  init?(_ value: JSONValue?) {
    guard let object = value?.object else { return nil }
    sum = object["sum"]?.object.map { .object($0) }
    let totals = object["stated"]
    stated = totals?.object.map { [$0] } ?? totals?.array?.compactMap(\.object) ?? []
    handovers = object["handovers"]?.integer ?? 0
    numbered = handovers - (object["without_number"]?.integer ?? 0)
    if sum == nil, handovers == 0, stated.isEmpty { return nil }
  }

  /// What the lack of a number means.
  var lack: Phrase { handovers > 0 ? .withoutNumber : .onlyStated }
}

extension JSONValue {
  /// The ends of a number, of which either may be open.
  var ends: (min: Int64, max: Int64?)? {
    if let number = integer { return (number, number) }
    guard let object else { return nil }
    if let exact = (object["exact"] ?? object["about"])?.integer { return (exact, exact) }
    return object["min"]?.integer.map { ($0, object["max"]?.integer) }
  }
}
