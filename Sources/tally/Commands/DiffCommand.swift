internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "What totals and obligations were at two cuts, and which events made the difference.",
    discussion: """
      A cut is a day (what had been said by then), '#SEQ' (what this record held by then), or \
      both, as '2025-06-13#57'. Each event named moved the figure when it came in: what says how \
      to read the others first, then by the day on which it was stated; between two cuts by what \
      the record held, in the order of recording. The others named with it are those that the \
      figure took up, or let go, at that step.

      Example:
        tally diff 2025-06-13 2025-06-16 --occurred 2025-06-11..
        tally diff '#45' '#60'
      """)

  @Argument(help: ArgumentHelp("The first cut.", valueName: "cut"))
  var first: String

  @Argument(help: ArgumentHelp("The second cut.", valueName: "cut"))
  var second: String

  @OptionGroup var options: ReportOptions
  @OptionGroup(title: "Which rows") var rows: RowOptions

  func validate() throws {
    guard options.cut.asOf == nil, options.cut.asRecorded == nil else {
      throw ValidationError(
        "The two cuts are the arguments: write 2025-06-13, '#57' or '2025-06-13#57'.")
    }
  }

  func run() throws {
    let store = try options.record.openForReading()
    let before = try view(first, of: store)
    let after = try view(second, of: store)
    var events: [Event] = []
    try store.forEach(upTo: max(before.history.size, after.history.size)) {
      events.append(try $0.event())
    }
    let report = DifferenceReport(from: before, to: after, events: events, only: rows.filter)
    let title = "From \(escaped(first)) to \(escaped(second))"
    options.print(report, title: title, lines)
  }

  /// The record at a cut, `DAY`, `#SEQ` or `DAY#SEQ`.
  private func view(_ text: String, of store: any RecordReader) throws -> View {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    var cut = options.cut
    if let day = parts.first, !day.isEmpty {
      let here = try store.localToday()
      cut.asOf = try DateWords.day(String(day), today: here, for: quoted(text)).description
    }
    if parts.count > 1 { cut.asRecorded = "#\(parts[1])" }
    return try cut.view(of: store)
  }

  private func lines(_ report: DifferenceReport) -> [String] {
    // What differs in a part that its words leave out, such as of how many handovers, is in the JSON.
    let changes = report.changes.filter { words($0.before) != words($0.after) }
    guard !changes.isEmpty else { return ["No total and no obligation differs."] }
    var lines: [String] = []
    for change in changes {
      lines.append("\(change.address)  \(words(change.before)) → \(words(change.after))")
      lines += change.steps.filter { words($0.before) != words($0.after) }.map { step in
        let moved = "\(words(step.before)) → \(words(step.after))"
        guard let seq = step.event, let event = report.events[seq] else {
          return "    the day: \(moved)"
        }
        let way = step.comesIn ? "" : " goes out"
        let others = (step.gained + step.lost).filter { $0 != seq }.sorted()
        let with = others.isEmpty ? "" : " (with \(Words.seqs(others)))"
        return "    #\(seq)\(way) \(event.voice) \(event.content.stated): \(moved)\(with)  "
          + event.summary
      }
    }
    return lines.map { escaped($0) }
  }

  private func words(_ value: JSONValue?) -> String { value.map(FigureText.words) ?? Words.nothing }
}

/// Values of figures for people.
enum FigureText {
  /// A number or a range as people read it, a dash for null, what each party says, else JSON.
  static func words(_ value: JSONValue) -> String {
    switch value {
    case .null: return Words.nothing
    case .string(let text): return text
    case .integer(let number): return grouped(number)
    case .object(let object):
      if let verdict = object["verdict"]?.string {
        let by = object["by"]?.integer.map { " by \(grouped($0))" } ?? ""
        return verdict + by
      }
      if object["too_large"] == true {
        return object["min"]?.integer.map { "\(grouped($0))–too large" } ?? "too large"
      }
      if let bounds = Bounds(json: object) { return Words.bounds(bounds) }
      if let count = try? Count(json: object) {
        return count.bounds.map { Words.bounds($0) } ?? count.description
      }
      if let why = object["why"]?.string {
        return [object["count"].map { words($0) }, why].compactMap { $0 }.joined(separator: ", ")
      }
      if let column = column(object) ?? parties(object) { return column }
      if let most = object["max"]?.integer, object["min"] == nil { return "≤ \(grouped(most))" }
    case .array(let values) where values.allSatisfy { $0.string != nil }:
      return values.compactMap(\.string).joined(separator: ", ")
    default: break
    }
    return String(decoding: CanonicalJSON.bytes(value), as: UTF8.self)
  }

  /// `600 by the creditor, 300 by the debtor`, of what each party says; nil of anything else.
  private static func parties(_ object: JSONObject) -> String? {
    let names = ["creditor", "debtor", "others"]
    guard object.members.map(\.name).sorted() == names else { return nil }
    let said = names.compactMap { name -> String? in
      guard let value = object[name], value != .null else { return nil }
      return "\(words(value)) by \(name == "others" ? name : "the \(name)")"
    }
    return said.isEmpty ? Words.nothing : said.joined(separator: ", ")
  }

  /// `180 (says 345 in all)`, of a column of totals; nil of anything else.
  private static func column(_ object: JSONObject) -> String? {
    guard let sum = object["sum"] else { return nil }
    let first = sum == .null && object["handovers"] != 0 ? "no number" : words(sum)
    let all =
      object["stated"]?.array?.compactMap(\.object) ?? [object["stated"]?.object].compactMap { $0 }
    let stated = all.compactMap { total -> String? in
      guard let count = total["count"]?.object else { return nil }
      let number =
        (try? Count(json: count))?.bounds.map { Words.bounds($0) } ?? words(.object(count))
      let who = total["speaker"]?.string.map { "\($0) " } ?? ""
      let when = total["in_all"] == true ? "in all" : total["when"]?.string.map { "for \($0)" }
      let parts = [
        "\(who)says \(number)", total["unit"]?.string, total["under"]?.string.map { "under \($0)" },
        when,
      ]
      return parts.compactMap { $0 }.joined(separator: " ")
    }
    return stated.isEmpty ? first : "\(first) (\(stated.joined(separator: "; ")))"
  }
}
