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

  /// A number in a cell: a dash for a side that has not spoken, which is read aloud as such.
  func cell(_ value: JSONValue?) -> HTML {
    if let number = number(value) { return .figure(number) }
    return nothing(value == nil || value == .null ? self(.notSpoken) : self(.withoutNumber))
  }

  /// A dash, and what it means for who does not see it.
  func nothing(_ meaning: String) -> HTML {
    .several([
      .tag("span", ["aria-hidden": "true"]) { "–" },
      .tag("span", ["class": "unseen"]) { HTML.text(meaning) },
    ])
  }
}

/// What a side said of a row: the sum over its handovers, and beside it the total that it stated.
struct SideSaid {
  /// The sum.
  let sum: JSONValue?
  /// The total that it stated, where the report has it beside the sum.
  let stated: JSONObject?
  /// Of how many handovers it gave a number.
  let numbered: Int64?
  /// The events.
  let seqs: [Int]

  /// Reads a side's part of a line of totals; nil where the side has not spoken.
  init?(_ value: JSONValue?) {
    guard let object = value?.object else { return nil }
    let sum = object["sum"]?.object ?? object
    // One that spoke of a handover and gave no number has a sum that says none.
    let hasSpoken = object["handovers"]?.integer != 0
    self.sum = object["sum"] == .null && hasSpoken ? .object([:]) : object["sum"] ?? value
    stated = object["stated"]?.object
    numbered = sum["handovers"]?.integer.map { $0 - (sum["without_number"]?.integer ?? 0) }
    let own = object.seqs("events")
    seqs = own.isEmpty ? sum.seqs("events") : own
  }
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
