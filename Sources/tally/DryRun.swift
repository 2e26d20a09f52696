internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// What an append would do, line by line.
struct DryRun {
  /// What would become of one line.
  private enum Fate {
    case new(Draft, Content, warnings: [String])
    case already(Draft, Content, seq: Int)
    case same(Draft, Content, line: Int)
    case refused([Refusal])
    case ignored
  }

  private let input: AppendInput

  /// What of the record may say the same as a row of a spreadsheet.
  private let twins: RowTwins?

  /// The fates, in the order of the lines.
  private let fates: [(line: Int, fate: Fate)]

  /// Works out what `appender` would do, and appends nothing.
  init(_ input: AppendInput, _ appender: Appender, twins: RowTwins? = nil) throws {
    var fates: [(line: Int, fate: Fate)] = input.problems.map { ($0.line ?? 0, .refused([$0])) }
    fates += input.ignored.map { ($0, .ignored) }
    var lines: [[UInt8]: Int] = [:]  // where each content stands first
    for (draft, rehearsed) in zip(input.drafts, try appender.rehearse(input.drafts)) {
      let fate: Fate
      switch rehearsed {
      case .new(let content, let warnings):
        lines[content.bytes] = draft.line ?? 0
        fate = .new(draft, content, warnings: warnings)
      case .already(let content, let seq):
        if let line = lines[content.bytes] {
          fate = .same(draft, content, line: line)
        } else {
          fate = .already(draft, content, seq: seq)
        }
      case .refused(let refusals): fate = .refused(refusals)
      }
      fates.append((draft.line ?? 0, fate))
    }
    let sorted = fates.enumerated().sorted {
      ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
    }
    self.input = input
    self.twins = twins
    self.fates = sorted.map(\.element)
  }

  /// Whether the append would be taken.
  var isWell: Bool { counts.refused == 0 }

  private var counts: (new: Int, already: Int, same: Int, refused: Int, ignored: Int) {
    var counts = (new: 0, already: 0, same: 0, refused: 0, ignored: 0)
    for (_, fate) in fates {
      switch fate {
      case .new: counts.new += 1
      case .already: counts.already += 1
      case .same: counts.same += 1
      case .refused: counts.refused += 1
      case .ignored: counts.ignored += 1
      }
    }
    return counts
  }

  /// Prints a line for each line, and the sum.
  func print(_ format: AnswerFormat) {
    var output = StandardOutput()
    for (line, fate) in fates {
      if format == .json {
        output.writeLine(CanonicalJSON.bytes(.object(json(line, fate))))
      } else {
        for text in texts(fate) { output.write("\(input.name):\(line): \(escaped(text))\n") }
      }
    }
    if format == .text { output.write(sum) }
    output.flush()
  }

  private func texts(_ fate: Fate) -> [String] {
    switch fate {
    case .new(let draft, let content, let warnings):
      ["append \(words(draft, content))"] + warnings.map { "  Warning: \($0)" }
        + [twins?.words(content)].compactMap(\.self).map { "  \($0)" }
    case .already(let draft, let content, let seq):
      ["#\(seq) already is \(words(draft, content))"]
    case .same(let draft, let content, let line):
      ["the same as line \(line): \(words(draft, content))", "  Warning: \(Append.sameAs(line))"]
    case .refused(let refusals): refusals.map { "REFUSED: \($0)" }
    case .ignored: ["left out by the map"]
    }
  }

  private func words(_ draft: Draft, _ content: Content) -> String {
    let label = draft.label.map { " \($0)" } ?? ""
    let voice = content.body["speaker"]?.string.map { " \($0):" } ?? ":"
    return "\(content.type)\(label), \(content.stated),\(voice) \(content.summary)"
  }

  private func json(_ line: Int, _ fate: Fate) -> JSONObject {
    var object: JSONObject = ["line": .integer(Int64(line))]
    switch fate {
    case .new(let draft, let content, let warnings):
      object["would"] = "append"
      object["warnings"] = .array(warnings.map(JSONValue.string))
      object["content"] = .object(content.json)
      object["label"] = draft.label.map(JSONValue.string)
      let like = twins?.like(content) ?? []
      if !like.isEmpty { object["like"] = .array(like.map { .string("#\($0)") }) }
    case .already(let draft, let content, let seq):
      object["would"] = "find"
      object["seq"] = .integer(Int64(seq))
      object["content"] = .object(content.json)
      object["label"] = draft.label.map(JSONValue.string)
    case .same(let draft, let content, let line):
      object["would"] = "find"
      object["same_as_line"] = .integer(Int64(line))
      object["content"] = .object(content.json)
      object["label"] = draft.label.map(JSONValue.string)
    case .refused(let refusals):
      object["would"] = "refuse"
      object["problems"] = .array(refusals.map { .string($0.description) })
    case .ignored: object["would"] = "ignore"
    }
    return object
  }

  private var sum: String {
    let counts = counts
    let words = [
      (counts.new, "would be appended"), (counts.already, "would be found in the record"),
      (counts.same, "the same as earlier lines"), (counts.refused, "REFUSED"),
      (counts.ignored, "left out by the map"),
    ].filter { $0.0 > 0 }.map { "\(grouped(Int64($0.0))) \($0.1)" }
    let unused = input.unused.map { quoted($0) }.joined(separator: ", ")
    let columns = unused.isEmpty ? "" : "Columns that the map does not use: \(unused).\n"
    let end =
      isWell
      ? "Nothing was appended: this was a dry run.\n"
      : "Nothing was appended, and nothing would be: all lines are appended, or none.\n"
    return columns + (words.isEmpty ? "There are no lines" : words.joined(separator: ", "))
      + ".\n" + end
  }
}
