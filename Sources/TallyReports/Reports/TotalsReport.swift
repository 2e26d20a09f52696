public import Tallystick

/// The totals as a report.
public struct TotalsReport: ListReport {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The totals.
  public let totals: Totals

  /// The zeros that are of no handover: who says that nothing was handed over.
  public let zeros: [Handovers.Listed]

  /// Makes the report of what a record comes to.
  public init(_ outcome: Outcome) {
    self.init(cut: outcome.cut, outcome.totals, zeros: outcome.zeros)
  }

  /// Makes the report of a view.
  public init(_ view: View) {
    self.init(cut: view.cut, view.totals, zeros: view.handovers.zeros)
  }

  /// Makes the report of totals at a cut.
  public init(cut: ResolvedCut, _ totals: Totals, zeros: [Handovers.Listed]) {
    self.cut = cut
    self.totals = totals
    self.zeros = zeros
  }

  /// The rows that are wanted.
  public func only(_ filter: RowFilter) -> Self {
    Self(cut: cut, totals.only(filter), zeros: zeros.filter { filter.takes($0.row) })
  }

  /// The rows, the numbers for both ways together, and what no row takes.
  public var fields: JSONObject { rows.fields }

  /// The rules on claims, handovers, totals.
  public var rules: [Rule] { Rules.on(.claims, .handovers, .totals) }

  /// One row for each line.
  public var table: Table { rows.table }

  var rows: ReportRows { TotalsReport.rows(totals, zeros) }

  /// The headings of what each voice says; of others with who says what in all.
  private static var voiceHeadings: [String] {
    ["sender", "receiver", "others", "outlets"].flatMap { voice in
      let isSide = voice == "sender" || voice == "receiver"
      return
        (["min", "max", "handovers", "without_number", "says"] + (isSide ? [] : ["says_by"])
        + ["says_when"]).map { "\(voice)_\($0)" }
    }
  }

  /// The rows of some totals, and the zeros beside them.
  static func rows(_ totals: Totals, _ zeros: [Handovers.Listed]) -> ReportRows {
    ReportRows(
      ["what", "from", "to", "whose"] + voiceHeadings + [
        "handovers", "both_spoke", "confirmed", "contested_min", "contested_max", "net_gap",
        "absolute_gap", "about", "events", "excluded", "stated_totals", "identified",
      ], totals.lines,
      beside: JSONObject.with(
        zeros,
        [
          "both_ways": .array(totals.together.map { .object($0.json) }),
          "not_placed": .array(totals.unplaced.map { .object($0.json) }),
        ]), row: { $0.row }, json: { $0.json }, cells: { $0.cells })
  }
}

extension Totals.Line {
  /// The columns, each with its name and whose it is.
  var columns: [(name: String, column: Totals.Column?)] {
    [("sender", sender), ("receiver", receiver), ("others", others), ("outlets", outlets)]
  }

  /// The JSON form (Exporting.md).
  public var json: JSONObject {
    var object = row.json
    for (name, column) in columns {
      let isSide = name == "sender" || name == "receiver"
      object[name] = column.map { .object($0.json(isSide: isSide)) } ?? .null
    }
    object["handovers"] = .integer(Int64(handovers))
    object["both_spoke"] = .integer(Int64(bothSpoke))
    object.set("confirmed", confirmed)
    object["contested"] = contested.map { .object($0.json) } ?? .null
    object.set("net_gap", netGap)
    object.set("absolute_gap", absoluteGap)
    object["events"] = .seqs(seqs)
    object["event_count"] = .integer(Int64(eventCount))
    object["excluded"] = .array(
      excluded.map { one in
        var listed: JSONObject = ["event": .integer(Int64(one.seq)), "why": .string(one.why)]
        if let count = one.count { listed["count"] = .object(count.json) }
        return .object(listed)
      })
    object["stated_totals"] = .array(statedTotals.map { .object($0.json) })
    object["identified"] = .array(identified.map { .object($0.json) })
    return object
  }

  var cells: [Table.Cell] {
    var cells: [Table.Cell] = [
      .orNone(row.what), .orNone(row.from), .orNone(row.to), .orNone(row.whose),
    ]
    for (name, column) in columns {
      cells += Totals.cells(column, isSide: name == "sender" || name == "receiver")
    }
    cells += [.number(handovers), .number(bothSpoke), .amount(confirmed)]
    cells += Table.Cell.ends(contested)
    cells += [.amount(netGap), .amount(absoluteGap), .words(approximate)]
    cells += [.seqs(seqs), .words(excluded.map(\.words)), .words(statedTotals.map(\.words))]
    return cells + [.words(identified.map(\.words))]
  }

  /// The names of the numbers that are approximate.
  private var approximate: [String] {
    let amounts: [(String, Amount?)] = [
      ("confirmed", confirmed), ("net_gap", netGap), ("absolute_gap", absoluteGap),
    ]
    let columns = columns.filter { $0.column?.sum?.about != nil }.map(\.name)
    return columns + (contested?.about == nil ? [] : ["contested"])
      + amounts.filter { $0.1?.isAbout ?? false }.map(\.0)
  }
}

extension Table.Cell {
  /// Some words, set apart by semicolons; none of none.
  static func words(_ words: [String]) -> Table.Cell {
    .orNone(words.isEmpty ? nil : words.joined(separator: "; "))
  }
}

extension Totals.Excluded {
  /// `#7 1212 implausible`.
  public var words: String { "#\(seq) \(count.map { "\($0) " } ?? "")\(why)" }
}

extension Totals {
  fileprivate static func cells(_ column: Column?, isSide: Bool) -> [Table.Cell] {
    guard let column else { return Array(repeating: .none, count: isSide ? 6 : 7) }
    let stated = column.stated
    // As many days as numbers: those of a total that names none are left empty.
    let days = stated.contains { $0.when != nil } ? stated.map { $0.when?.text ?? "" } : []
    return Table.Cell.ends(column.sum) + [
      .number(column.handovers), .number(column.withoutNumber),
      .words(stated.map(\.bounds.description)),
    ] + (isSide ? [] : [.words(stated.map(\.speaker))]) + [.words(days)]
  }
}

extension Totals.Column {
  /// The column of a side has one stated total or none; that of others a list.
  fileprivate func json(isSide: Bool) -> JSONObject {
    [
      "sum": sum.map { .object($0.json) } ?? .null, "handovers": .integer(Int64(handovers)),
      "without_number": .integer(Int64(withoutNumber)), "events": .seqs(seqs),
      "stated": isSide
        ? stated.first.map { .object($0.json) } ?? .null
        : .array(
          stated.map {
            var object = $0.json
            object["speaker"] = .string($0.speaker)
            return .object(object)
          }),
    ]
  }

  /// `1,200`, `3 (1 of 4 handovers)`, `180 (says 345 in all)` or `– (says 345 in all)`, each number as
  /// `number` writes it; of others with who says it.
  public func words(of all: Int, isSide: Bool, _ number: (Int64) -> String) -> String {
    let first = sum.map { $0.words(number) } ?? (handovers > 0 ? "no number" : "–")
    guard !stated.isEmpty else {
      let numbered = handovers - withoutNumber
      return numbered == all || handovers == 0
        ? first
        : "\(first) (\(number(Int64(numbered))) of \(number(Int64(all))) handover\(all == 1 ? "" : "s"))"
    }
    let says = stated.map { (isSide ? "" : "\($0.speaker) ") + $0.words(number) }
    return "\(first) (\(says.joined(separator: "; ")))"
  }
}

extension Totals.Stated {
  /// Whether it is so many a day, a week or a month, and the number what they come to.
  private var isRate: Bool { count?.per != nil }

  fileprivate var json: JSONObject {
    var object: JSONObject = [
      "event": .integer(Int64(givers.first ?? 0)),
      "count": isRate || count == nil
        ? .object(bounds.json) : .object(Count(count?.kind ?? .unspecified).json),
      "when": .orNull(when?.text), "in_all": .bool(isInAll),
    ]
    object["unit"] = unit.map { .string($0) }
    object["under"] = under.map { .string($0) }
    if isRate, let count { object["rate"] = .object(Count(count.kind, per: count.per).json) }
    if givers.count > 1 { object["ties"] = .seqs(Array(givers.dropFirst())) }
    return object
  }

  /// `says 345 in all`, `says 6,057 for 2025-06-11/2025-06-16`, or `says 30 bag under deal-b`.
  public func words(_ number: (Int64) -> String) -> String {
    let period = isInAll ? "in all" : when.map { "for \($0.text)" }
    let rate = isRate ? "at \(count?.description ?? "?")" : nil
    let parts = ["says \(bounds.words(number))", unit, rate, under.map { "under \($0)" }, period]
    return parts.compactMap { $0 }.joined(separator: " ")
  }
}

extension StatedTotal {
  /// The JSON form (Exporting.md).
  var json: JSONObject {
    var object: JSONObject = [
      "event": .integer(Int64(seq)), "speaker": .string(speaker), "side": .orNull(side),
      "count": .object(Count(count.kind).json), "when": .orNull(when?.text),
      "verdict": .string(verdict.word),
    ]
    object["unit"] = unit.map { .string($0) }
    object["under"] = under.map { .string($0) }
    if case .off(let difference) = verdict { object.set("by", difference) }
    return object
  }

  /// `#11 0 by medinsky (RU) for ../2025-06-13: off by 27`.
  public var words: String {
    let side = side.map { " (\($0))" } ?? ""
    let days = when.map { " for \($0.text)" } ?? ""
    let judged =
      if case .off(let difference) = verdict {
        "off by \(difference)"
      } else {
        verdict.word == "not_comparable" ? "not comparable" : verdict.word
      }
    let unit = unit.map { " \($0)" } ?? ""
    let deal = under.map { " under \($0)" } ?? ""
    return "#\(seq) \(count)\(unit) by \(speaker)\(side)\(deal)\(days): \(judged)"
  }
}

extension Handovers.Together {
  fileprivate var json: JSONObject {
    [
      "event": .integer(Int64(seq)), "what": .orNull(what), "side": .orNull(side),
      "count": count.map { .object(Count($0.kind).json) } ?? .null,
    ]
  }
}

extension Handovers.Unplaced {
  /// The JSON form.
  var json: JSONObject {
    var object = row.json
    object["event"] = .integer(Int64(seq))
    object["side"] = .orNull(side)
    object["count"] = count.map { .object(Count($0.kind).json) } ?? .null
    object["when"] = .orNull(when?.text)
    object["why"] = .string(why)
    return object
  }

  /// `#7 24 remains ?→? of ? (RU) on 2025-06-13: direction unsaid`.
  public var words: String {
    let side = side.map { " (\($0))" } ?? ""
    let days = when.map { " for \($0.text)" } ?? ""
    return "#\(seq) \(count?.description ?? "no number") \(row)\(side)\(days): \(why)"
  }
}

extension Handovers.Identified {
  /// The JSON form.
  var json: JSONObject {
    [
      "event": .integer(Int64(seq)), "by": .string(side ?? speaker), "speaker": .string(speaker),
      "as": .string(identifiedAs),
      "count": count.map { .object(Count($0.kind).json) } ?? .null,
    ]
  }

  /// `#9 1 identified as GAZA by IL`.
  public var words: String {
    "#\(seq) \(count?.description ?? "some") identified as \(identifiedAs) by \(side ?? speaker)"
  }
}
