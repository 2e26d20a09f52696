public import Tallystick

/// What one speaker said over time as a report.
public struct StatementsReport: Report {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The short id of the speaker.
  public let speaker: String

  /// Its acts, by when they were said, each with what it says: its claim, as it said it, else the event in
  /// a line.
  public let lines: [(line: Statements.Line, type: String, summary: String)]

  /// Makes the report on a speaker of a view and its events: of all that it said, or of those acts
  /// only in which it changed what it had said before.
  public init(of speaker: String, in view: View, events: [Event], onlyChanges: Bool = false) {
    cut = view.cut
    self.speaker = speaker
    let amended = view.standing.amended
    let bySeq = Dictionary(events.map { ($0.seq, $0.amended(by: amended)) }) { first, _ in first }
    lines = Statements(of: speaker, view.standing).lines
      .filter { !onlyChanges || !$0.changes.isEmpty }
      .compactMap { line in
        bySeq[line.seq].map { (line, $0.content.type, line.claim ?? $0.summary) }
      }
  }

  private init(
    cut: ResolvedCut, speaker: String,
    _ lines: [(line: Statements.Line, type: String, summary: String)]
  ) {
    self.cut = cut
    self.speaker = speaker
    self.lines = lines
  }

  /// The acts on a row that is wanted.
  public func only(_ filter: RowFilter, in view: View) -> Self {
    guard !filter.isOpen else { return self }
    let fitting = view.seqs(fitting: filter)
    return Self(cut: cut, speaker: speaker, lines.filter { fitting.contains($0.line.seq) })
  }

  /// The speaker and its acts.
  public var fields: JSONObject {
    [
      "speaker": .string(speaker),
      "rows": .array(
        lines.map { line, type, summary in
          [
            "event": .integer(Int64(line.seq)), "type": .string(type),
            "stated": .string(line.stated.text), "state": .string(line.state),
            "says": .string(summary), "changes": .array(line.changes.map { .object($0.json) }),
          ]
        }),
    ]
  }

  /// The rules on claims, sources.
  public var rules: [Rule] { Rules.on(.claims, .sources) }

  /// One row for each act, or for each of its changes.
  public var table: Table {
    var table = Table([
      "event", "type", "stated", "state", "changed", "before", "after", "since", "says",
    ])
    for (line, type, summary) in lines {
      let changes = line.changes.isEmpty ? [nil] : line.changes.map(Optional.some)
      for change in changes {
        table.add([
          .number(line.seq), .text(type), .text(line.stated.text), .text(line.state),
          .orNone(change?.part), .orNone(change?.before), .orNone(change?.after),
          .orNone(change.map { Int64($0.since) }), .text(summary),
        ])
      }
    }
    return table
  }
}

extension Statements.Change {
  var json: JSONObject {
    [
      "part": .string(part), "before": .orNull(before), "after": .orNull(after),
      "since": .integer(Int64(since)),
    ]
  }

  /// `count 57 → 78 (#9)`, with a dash for what is unsaid.
  public var words: String { "\(part) \(before ?? "–") → \(after ?? "–") (#\(since))" }
}
