public import Tallystick

/// The totals that speakers stated, against the events known that day, as a report.
public struct AssertionsReport: Report {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The stated totals.
  public let assertions: [Assertions.Line]

  /// Makes the report of a view.
  public init(_ view: View) {
    cut = view.cut
    assertions = Assertions(view).lines
  }

  /// Makes the report of a view, with what totals came to before as far as that is known.
  package init(_ view: View, _ past: inout Assertions.Past) {
    cut = view.cut
    assertions = Assertions(view, &past).lines
  }

  private init(cut: ResolvedCut, _ assertions: [Assertions.Line]) {
    self.cut = cut
    self.assertions = assertions
  }

  /// The stated totals on the rows that are wanted.
  public func only(_ filter: RowFilter) -> Self {
    Self(cut: cut, assertions.filter { filter.takes($0.row) })
  }

  /// The rows.
  public var fields: JSONObject {
    ["rows": .array(assertions.map { .object($0.json) })]
  }

  /// The rules on claims, handovers and totals.
  public var rules: [Rule] { Rules.on(.claims, .handovers, .totals) }

  /// One row for each total and side.
  public var table: Table {
    var table = Table([
      "event", "what", "from", "to", "whose", "speaker", "stated", "when", "count", "against",
      "that_day", "that_day_by", "now", "now_by", "events", "explained_as", "explained_by",
      "missing",
    ])
    for line in assertions {
      let total = line.now
      table.add([
        .number(total.seq), .orNone(line.row.what), .orNone(line.row.from), .orNone(line.row.to),
        .orNone(line.row.whose), .text(total.speaker), .text(line.stated.text),
        .orNone(total.when?.text), .text(total.count.description), .orNone(line.side),
        .text(line.then.verdict.word), .amount(line.then.verdict.difference),
        .text(total.verdict.word), .amount(total.verdict.difference),
        .seqs([total.seq] + total.comparedSeqs), .orNone(line.explanation?.value),
        .orNone(line.explanation.map { Int64($0.seq) }), .orNone(line.atCut.missing),
      ])
    }
    return table
  }
}

extension Assertions.Line {
  fileprivate var json: JSONObject {
    var object = row.json
    object["event"] = .integer(Int64(now.seq))
    object["speaker"] = .string(now.speaker)
    object["stated"] = .string(stated.text)
    object["when"] = .orNull(now.when?.text)
    object["count"] = .object(Count(now.count.kind).json)
    object["against"] = .orNull(side)
    object["that_day"] = .object(thatDay.json)
    object["now"] = .object(atCut.json)
    if let explanation {
      object["explanation"] = [
        "event": .integer(Int64(explanation.seq)), "value": .string(explanation.value),
      ]
    }
    return object
  }
}

extension Assertions.Line {
  /// What it comes to now in words, with the explanation that takes it out of the figures.
  public var nowWords: String {
    let explained = explanation.map { ", explained \($0.value) #\($0.seq)" } ?? ""
    return now.verdict.words + explained
  }

  /// What is missing to compare it, as `#171, UA: #173 has no number of UA`; nil where it can be.
  public var missingWords: String? {
    atCut.missing.map { "#\(now.seq), \(side ?? now.speaker): \($0)" }
  }
}

extension Assertions.Comparison {
  /// The verdict, by how much it is off, the events with which it was compared, and what is missing.
  fileprivate var json: JSONObject {
    var object: JSONObject = [
      "verdict": .string(total.verdict.word), "events": .seqs(total.comparedSeqs),
    ]
    object.set("by", total.verdict.difference)
    if let missing { object["missing"] = .string(missing) }
    return object
  }
}

extension StatedTotal.Verdict {
  /// By how much it is off; nil of any other verdict.
  public var difference: Amount? {
    if case .off(let difference) = self { difference } else { nil }
  }

  /// `agrees`, `off by 21` or `not comparable`.
  public var words: String {
    if let difference { return "off by \(difference)" }
    return self == .notComparable ? "not comparable" : word
  }
}
