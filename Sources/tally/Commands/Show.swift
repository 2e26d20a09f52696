internal import ArgumentParser
internal import Tallystick

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show one event with everything that bears on it.",
    discussion: """
      An event is named by its place (#12), its label, or the first six or more digits of its id.

      Example:
        tally show '#12'
        tally show S07
      """)

  @Argument(help: ArgumentHelp("The event.", valueName: "event"))
  var event: String

  @OptionGroup var options: ReportOptions

  func run() throws {
    let store = try options.record.openForReading()
    let found = try store.entry(try Reference(parsing: event)).event()
    let (view, all) = try options.viewAndEvents()
    let report = Bearing(of: found, in: view, all: all)
    options.print(report, title: "Event #\(found.seq)", lines)
  }

  private func lines(_ report: Bearing) -> [String] {
    let event = report.event
    var lines = [
      "\(event.content.type) v\(event.content.version)\(event.label.map { "  \($0)" } ?? "")",
      "id        \(event.id)",
      "stated    \(event.content.stated)",
      "recorded  \(event.recorded) by \(event.recorder)",
      "state     \(report.state)",
    ]
    for claim in report.claims { lines.append("claims    \(claim)") }
    lines.append("")
    for member in event.content.body.members {
      lines += Show.lines(member.name, member.value, indent: "")
    }
    if !report.mentions.isEmpty {
      lines += ["", "Named by"]
      for (other, how) in report.mentions {
        lines.append(
          "  #\(other.seq) \(other.content.type) (\(how)) \(other.voice): \(other.summary)")
      }
    }
    for line in report.handovers {
      let when = line.handover.when?.text ?? "?"
      lines += ["", "On the handover of \(when), \(line.handover.row): \(line.status.word)"]
      for facet in Facet.allCases {
        if let status = line.status.facets[facet] {
          lines.append("  \(facet.rawValue) \(status.word)")
        }
      }
      lines.append("  events \(Words.seqs(line.handover.seqs))")
    }
    return lines.map { escaped($0) }
  }

  private static func lines(_ name: String, _ value: JSONValue, indent: String) -> [String] {
    let padded = indent + name + String(repeating: " ", count: max(1, 14 - name.count))
    switch value {
    case .object(let object):
      return [indent + name]
        + object.members.flatMap { lines($0.name, $0.value, indent: indent + "  ") }
    case .string(let text): return [padded + text]
    case .array(let values) where values.allSatisfy({ $0.string != nil }):
      return [padded + values.compactMap(\.string).joined(separator: ", ")]
    default: return [padded + String(decoding: CanonicalJSON.bytes(value), as: UTF8.self)]
    }
  }
}
