internal import ArgumentParser
internal import Tallystick

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one event with everything that bears on it.",
    discussion: """
      An event is named by its place (#12), its label, or the first six or more digits of its id.

      Example:
        tally show '#12'
        tally show S07
        tally show PR-040 --unsealed
      """)

  @Argument(help: ArgumentHelp("The event.", valueName: "event"))
  var event: String

  @OptionGroup var options: ReportOptions

  @Flag(help: "Show the values of sealed fields too, in text: what you see is not for everybody.")
  var unsealed = false

  func run() throws {
    let store = try options.record.openForReading()
    let (view, all) = try options.viewAndEvents()
    let found = try store.event(try Reference(parsing: event), among: all)
    let sealed = try store.sealedFields(of: found)
    let report = Bearing(of: found, in: view, all: all, sealed: sealed)
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
    for member in event.content.body.members where member.name != "_sd" {
      lines += Show.lines(member.name, member.value, indent: "")
    }
    if !report.sealed.isEmpty {
      lines += ["", "Sealed"] + report.sealed.flatMap(sealedLines)
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

  private func sealedLines(_ field: SealedField) -> [String] {
    let by = field.erasedBy.map { " by #\($0)" } ?? ""
    let line = "  \(field.path)  \(field.state.rawValue)\(by)  \(field.digest)"
    guard unsealed, let disclosure = field.disclosure, field.state == .present else {
      return [line]
    }
    return [line] + Show.lines(disclosure.name, disclosure.value, indent: "    ")
  }

  private static func lines(_ name: String, _ value: JSONValue, indent: String) -> [String] {
    let padded = indent + name + String(repeating: " ", count: max(1, 14 - name.count))
    switch value {
    case .object(let object):
      return [indent + name]
        + object.members.filter { $0.name != "_sd" }.flatMap {
          lines($0.name, $0.value, indent: indent + "  ")
        }
    case .string(let text): return [padded + text]
    case .array(let values) where values.allSatisfy({ $0.string != nil }):
      return [padded + values.compactMap(\.string).joined(separator: ", ")]
    default: return [padded + String(decoding: CanonicalJSON.bytes(value), as: UTF8.self)]
    }
  }
}
