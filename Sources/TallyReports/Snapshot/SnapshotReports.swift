public import Tallystick
internal import TransparencyLog

/// The reports of a snapshot, each as JSON and as CSV, just as the program prints them.
public enum SnapshotReports: String, CaseIterable, Sendable {
  /// What cannot all be right.
  case contradictions
  /// Each handover with both sides' numbers.
  case handovers
  /// The media.
  case media
  /// What agreements make each party owe.
  case obligations
  /// Who speaks.
  case sources
  /// The handovers by when they happened.
  case timeline
  /// What each side says was handed over, summed up.
  case totals

  /// The path of the report as JSON.
  public var jsonPath: String { "reports/\(rawValue).json" }

  /// The path of the report as CSV.
  public var csvPath: String { "reports/\(rawValue).csv" }

  /// The paths of all reports.
  public static let paths = Set(allCases.flatMap { [$0.jsonPath, $0.csvPath] })

  /// The report of a view.
  public func report(of view: View) -> any Report {
    switch self {
    case .contradictions: ContradictionsReport(view)
    case .handovers: HandoversReport(view)
    case .media: MediaReport(view)
    case .obligations: ObligationsReport(view)
    case .sources: SourcesReport(view)
    case .timeline: TimelineReport(view)
    case .totals: TotalsReport(view)
    }
  }

  private func rows(of outcome: Outcome) -> ReportRows {
    switch self {
    case .contradictions: ContradictionsReport.rows(outcome.contradictions)
    case .handovers:
      HandoversReport.rows(outcome.handovers.lines, outcome.excluded, outcome.zeros)
    case .media: MediaReport.rows(outcome.media)
    case .obligations: ObligationsReport.rows(outcome.obligations, outcome.withoutEffect)
    case .sources: SourcesReport.rows(outcome.voices)
    case .timeline: TimelineReport.rows(outcome.handovers.timeline, outcome.zeros)
    case .totals: TotalsReport.rows(outcome.totals, outcome.zeros)
    }
  }

  /// The bytes of a file, handed to `take` piece by piece.
  typealias Bytes = (_ take: ([UInt8]) throws -> Void) throws -> Void

  /// Hands both files of every report to `body`, by name.
  static func forEach(
    of outcome: Outcome, _ progress: SnapshotStage.Progress,
    _ body: (_ path: String, _ bytes: Bytes) throws -> Void
  ) throws {
    for (place, name) in allCases.enumerated() {
      progress(.reports, place, allCases.count)
      let rows = name.rows(of: outcome)
      try body(name.csvPath) { try rows.writeCSV($0) }
      try body(name.jsonPath) { try rows.writeJSON(cut: outcome.cut, $0) }
    }
  }
}

extension JSONObject {
  /// The canonical bytes, and a line feed.
  var line: [UInt8] { CanonicalJSON.bytes(.object(self)) + [NoteLines.newline] }
}
