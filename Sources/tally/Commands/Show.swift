internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

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

  @Argument(help: ArgumentHelp("The event.", valueName: "event"), completion: .events)
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
    if let signing = report.signing { lines.append(signing.words) }
    for claim in report.claims { lines.append("claims    \(claim)") }
    lines = lines.map { escaped($0) } + [""]
    for member in event.content.body.members where !["_sd", "signature"].contains(member.name) {
      lines += Show.lines(member.name, member.value, indent: "")
    }
    if !report.sealed.isEmpty {
      lines += ["", "Sealed"] + report.sealed.flatMap(sealedLines)
    }
    return lines + bearing(report).map { escaped($0) }
  }

  private func bearing(_ report: Bearing) -> [String] {
    var lines: [String] = []
    if !report.mentions.isEmpty {
      lines += ["", "Named by"]
      for (other, how, voidBy) in report.mentions {
        let void = voidBy.map { ", void by amendment #\($0)" } ?? ""
        lines.append(
          "  #\(other.seq) \(other.content.type) (\(how)\(void)) \(other.voice): \(other.summary)")
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
    return lines
  }

  private func sealedLines(_ field: SealedField) -> [String] {
    let by = field.erasedBy.map { " by #\($0)" } ?? ""
    let line = escaped("  \(field.path)  \(field.state.rawValue)\(by)  \(field.digest)")
    guard unsealed, let disclosure = field.disclosure, field.state == .present else {
      return [line]
    }
    return [line] + Show.lines(disclosure.name, disclosure.value, indent: "    ")
  }

  /// The lines of a field; its words are set by themselves, whatever their direction.
  private static func lines(_ name: String, _ value: JSONValue, indent: String) -> [String] {
    let name = escaped(name)
    let padded = indent + name + String(repeating: " ", count: max(1, 14 - name.count))
    switch value {
    case .object(let object):
      return [indent + name]
        + object.members.filter { $0.name != "_sd" }.flatMap {
          lines($0.name, $0.value, indent: indent + "  ")
        }
    case .string(let text): return [padded + Bidi.cell(escaped(text))]
    case .array(let values) where values.allSatisfy({ $0.string != nil }):
      let texts = values.compactMap(\.string).map { Bidi.cell(escaped($0)) }
      return [padded + texts.joined(separator: ", ")]
    default:
      return [padded + escaped(String(decoding: CanonicalJSON.bytes(value), as: UTF8.self))]
    }
  }
}
