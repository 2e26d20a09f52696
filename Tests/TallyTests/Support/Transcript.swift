import Foundation
import Testing

/// A session with the program, as it is seen on a terminal.
///
/// A line `# …` says why, `$ …` is a line for bash (continued after a backslash), what follows is
/// the output, and `[exit 2]` the exit status where it is not 0. In the output `…` stands for
/// anything within the line, and a line that is only `…` for any number of lines. Each command has
/// a bash of its own; what `$ export …` sets holds for the ones after it.
struct Transcript {
  /// One command with what it is expected to print.
  struct Step: Sendable {
    /// The number of the line with the command, from 1.
    let line: Int

    /// What the lines above it say.
    let why: String

    let command: String

    /// The commands `export` before it.
    let exports: String

    let expected: [String]
    let status: Int32
  }

  let steps: [Step]

  /// Reads a transcript.
  init(_ text: String) {
    var exports = ""
    var steps: [Step] = []
    var why: [String] = []
    var rest = text.separateLines[...]
    while let line = rest.popFirst() {
      if line.hasPrefix("# ") { why.append(String(line.dropFirst(2))) }
      guard line.hasPrefix("$ ") else { continue }
      let number = rest.startIndex
      var command = String(line.dropFirst(2))
      while command.hasSuffix("\\"), let more = rest.popFirst() { command += "\n" + more }
      var expected: [String] = []
      while let next = rest.first, !next.hasPrefix("$ "), !next.hasPrefix("# ") {
        expected.append(next)
        rest.removeFirst()
      }
      while expected.last == "" { expected.removeLast() }
      let status = expected.last.flatMap(Transcript.status)
      if status != nil { expected.removeLast() }
      steps.append(
        Step(
          line: number, why: why.joined(separator: " "), command: command, exports: exports,
          expected: expected, status: status ?? 0))
      if command.hasPrefix("export ") { exports += command + "\n" }
      why = []
    }
    self.steps = steps
  }

  private static func status(_ line: String) -> Int32? {
    guard line.hasPrefix("[exit "), line.hasSuffix("]") else { return nil }
    return Int32(line.dropFirst(6).dropLast())
  }
}

extension Transcript {
  /// Reads the `console` blocks of a page in Markdown as one session; what stands outside of them
  /// counts as empty lines.
  init(sessionsIn page: String) {
    var isSession = false
    let lines = page.separateLines.map { line in
      isSession = line == "```console" || isSession && line != "```"
      return isSession && line != "```console" ? line : ""
    }
    self.init(lines.joined(separator: "\n"))
  }
}

extension Transcript.Step {
  /// Runs the command, and records an issue where it does something else than expected; returns
  /// the lines that it printed then, its exit status among them.
  func run(
    in folder: TemporaryFolder, of name: String, onlyErrors: Bool = false
  ) throws -> [String]? {
    guard let actual = try difference(in: folder, onlyErrors: onlyErrors) else { return nil }
    Issue.record("\(name):\(line): \(command)\n\(actual.joined(separator: "\n"))")
    return actual
  }

  /// Runs the command, and returns what it printed where that is not as expected; with
  /// `onlyErrors` all that it prints is to go to standard error.
  func difference(in folder: TemporaryFolder, onlyErrors: Bool = false) throws -> [String]? {
    let ending = try folder.shell(exports + command, joined: !onlyErrors)
    var actual = onlyErrors ? ending.errors.separateLines : ending.lines
    if onlyErrors { actual += ending.lines.map { "[output] \($0)" } }
    while actual.last == "" { actual.removeLast() }
    if ending.status == status, Transcript.matches(expected[...], actual[...]) { return nil }
    return ending.status == 0 ? actual : actual + ["[exit \(ending.status)]"]
  }
}

extension Transcript {
  /// Whether lines are as a pattern of lines has them.
  static func matches(_ pattern: ArraySlice<String>, _ lines: ArraySlice<String>) -> Bool {
    guard let first = pattern.first else { return lines.isEmpty }
    let rest = pattern.dropFirst()
    if first == "…" {
      return (lines.startIndex...lines.endIndex).contains { matches(rest, lines[$0...]) }
    }
    guard let line = lines.first else { return false }
    return matches(first, line) && matches(rest, lines.dropFirst())
  }

  /// Whether a line is as a pattern with `…` for anything has it.
  static func matches(_ pattern: String, _ line: String) -> Bool {
    let parts = pattern.components(separatedBy: "…")
    guard let first = parts.first, let last = parts.last, parts.count > 1 else {
      return pattern.utf8.elementsEqual(line.utf8)
    }
    guard line.hasPrefix(first) else { return false }
    var rest = line.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.range(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }

  /// Rewrites the steps of a file that printed something else, for people to look at.
  static func rewrite(_ path: String, _ changed: [(step: Step, actual: [String])]) throws {
    guard ProcessInfo.processInfo.environment["TALLY_RECORD_TRANSCRIPTS"] == "1" else { return }
    var lines = try String(contentsOfFile: path, encoding: .utf8).separateLines
    for (step, actual) in changed.reversed() {
      let start = step.line + step.command.count { $0 == "\n" }
      let old = step.expected.count + (step.status == 0 ? 0 : 1)
      lines.replaceSubrange(start..<(start + old), with: actual)
    }
    try lines.joined(separator: "\n").write(toFile: path, atomically: false, encoding: .utf8)
  }
}
