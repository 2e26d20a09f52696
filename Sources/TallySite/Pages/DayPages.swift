import Tallystick
internal import TransparencyLog

/// The days on which something was said, and what differs between two of them.
struct DayPages {
  let context: PageContext

  private var words: Frame { context.words }

  /// The days, the last first.
  var days: [HTML] {
    let days = context.changes.days
    return [
      .tag("h1") { HTML.text(words(.changedDays)) },
      .tag("p", ["class": "lead"]) { HTML.text(words(.daysLead)) },
      days.isEmpty ? .tag("p") { HTML.text(words(.nothingSaid)) } : .several([]),
      .tag("ul", ["class": "list days"]) {
        for (place, one) in days.enumerated().reversed() {
          HTML.tag("li", ["class": "line"]) {
            HTML.tag("a", ["href": context.href(.page(.overview, at: one.day))]) {
              HTML.tag("b") { HTML.figure(words.day(one.day)) }
            }
            " \(own: DayPages.words(one.types, words)) "
            if place > 0 {
              HTML.tag(
                "a",
                ["href": context.href(.page(.difference(days[place - 1].day, one.day), at: nil))]
              ) { HTML.text(words(.changes)) }
            }
          }
        }
      },
    ]
  }

  /// `announcements: 3, corrections: 1`.
  static func words(_ types: [(type: String, count: Int)], _ words: Frame) -> String {
    types.map { "\(words.types($0.type)): \(words.number($0.count))" }.joined(separator: ", ")
  }

  /// What differs between two days, and which events made it.
  ///
  /// - Throws: What reading events throws.
  func difference(_ from: Day, _ to: Day) throws -> [HTML] {
    let report = try context.record.difference(from, to)
    let rows = report.fields["rows"]?.array?.compactMap(\.object) ?? []
    let pages = ReportPages(context: context)
    return [
      .tag("h1") {
        "\(.figure(words.day(from))) → \(.figure(words.day(to)))"
      },
      .tag("p", ["class": "lead"]) { HTML.text(words(.differenceLead)) },
      rows.isEmpty ? .tag("p") { HTML.text(words(.differenceNone)) } : .several([]),
      .tag("ul", ["class": "list"]) {
        for row in rows.prefix(ReportTable.mostRows) { change(row) }
      },
      pages.files(nil, .difference(from, to, .csv)),
    ]
  }

  private func change(_ row: JSONObject) -> HTML {
    let steps = row["made_by"]?.array?.compactMap(\.object) ?? []
    return .tag("li", ["class": "line"]) {
      HTML.tag("b") { name(row["figure"]?.string ?? "?") }
      ": \(value(row, "before")) → \(HTML.tag("b") { value(row, "after") })"
      HTML.tag("span", ["class": "where"]) {
        HTML.text(words(.madeBy))
        " "
        for step in steps.prefix(20) {
          if let seq = step["event"]?.integer.map({ Int(clamping: $0) }) {
            context.reference(seq)
          } else {
            HTML.text(words(.dayWent))
          }
          " "
        }
      }
    }
  }

  /// What a figure is of, in words, as far as its address is that of a total.
  private func name(_ address: String) -> HTML {
    let parts = address.split(separator: ":").map(String.init)
    let sides = parts.count == 5 ? parts[2].split(separator: "-").map(String.init) : []
    guard parts.first == "totals", sides.count == 2 else { return .data(address) }
    func said(_ part: String) -> String? { part == "." ? nil : part.replacing("_", with: "-") }
    let row = Row(
      what: parts[1] == "." ? nil : parts[1], from: said(sides[0]), to: said(sides[1]),
      whose: said(parts[3]))
    let whose = row.whose.map { words.html(.of, context.side($0)) } ?? .text(words(.whoseUnsaid))
    return "\(context.title(row)), \(whose), \(own: words.column(parts[4]).lowercased())"
  }

  /// A figure before or after: its sum, but where that is the same, all of it.
  private func value(_ row: JSONObject, _ side: String) -> HTML {
    let sums = ["before", "after"].map { words.number(row[$0]?.object?["sum"]) }
    return value(row[side], isWhole: sums[0] != nil && sums[0] == sums[1])
  }

  private func value(_ value: JSONValue?, isWhole: Bool = false) -> HTML {
    let inner = value?.object?["sum"] ?? value
    if !isWhole, let number = words.number(inner) { return .figure(number) }
    switch value {
    case .object(let object) where object.members.count < 8:
      return object.members.map { member in
        "\(own: words.column(member.name).lowercased()) \(self.value(member.value))"
      }.joined(by: "; ")
    case .array(let values) where values.count < 8:
      return values.map { self.value($0) }.joined(by: ", ")
    case nil, .null: return .text("–")
    case .string(let word): return words.value(word)
    case .some(let value):
      return .tag("span", ["class": "hash"]) {
        HTML.text(escaped(String(decoding: CanonicalJSON.bytes(value), as: UTF8.self)))
      }
    }
  }
}
