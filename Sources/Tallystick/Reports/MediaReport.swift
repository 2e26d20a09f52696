/// The media as a report, unverified ones first.
public struct MediaReport: ListReport {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The media.
  public let media: [MediaBoard.Line]

  /// Makes the report of a view, of all media or of those that are not verified.
  public init(_ view: View, onlyUnverified: Bool = false) {
    cut = view.cut
    media = view.media.lines.filter { !onlyUnverified || !$0.isVerified }
  }

  /// Makes the report of what a record comes to, of all media or of those that are not verified.
  public init(_ outcome: Outcome, onlyUnverified: Bool = false) {
    cut = outcome.cut
    media = outcome.media.filter { !onlyUnverified || !$0.isVerified }
  }

  /// Makes the report of media at a cut, in order.
  public init(cut: ResolvedCut, _ media: [MediaBoard.Line]) {
    self.cut = cut
    self.media = media
  }

  /// The media that are said to show something on a row that is wanted.
  public func only(_ filter: RowFilter, in view: View) -> Self {
    guard !filter.isOpen else { return self }
    let fitting = view.seqs(fitting: filter)
    return Self(cut: cut, media.filter { $0.claims.contains(where: fitting.contains) })
  }

  /// The rows.
  public var fields: JSONObject { rows.fields }

  /// The rules on media.
  public var rules: [Rule] { Rules.on(.media) }

  /// One row for each medium.
  public var table: Table { rows.table }

  var rows: ReportRows { MediaReport.rows(media) }

  /// The rows of some media.
  static func rows(_ media: [MediaBoard.Line]) -> ReportRows {
    ReportRows(
      [
        "medium", "kind", "rung", "assessed", "verified", "when", "publishers", "locator", "sha256",
        "claims", "denials", "events", "shows",
      ], media, json: { $0.json }, cells: { $0.cells })
  }
}

extension MediaBoard.Line {
  var json: JSONObject {
    [
      "medium": .string(medium), "kind": .string(kind), "rung": .string(rung),
      "assessed": .bool(isAssessed), "verified": .bool(isVerified), "when": .orNull(when?.text),
      "publishers": .array(publishers.map(JSONValue.string)), "locator": .orNull(locator),
      "sha256": .orNull(sha256), "shows": .array(shows.map(JSONValue.string)),
      "claims": .seqs(claims), "denials": .seqs(denials), "events": .seqs(seqs),
    ]
  }

  var cells: [Table.Cell] {
    [
      .text(medium), .text(kind), .text(rung), .text(isAssessed ? "yes" : "no"),
      .text(isVerified ? "yes" : "no"), .orNone(when?.text),
      .text(publishers.joined(separator: " ")), .orNone(locator), .orNone(sha256), .seqs(claims),
      .seqs(denials), .seqs(seqs), .orNone(shows.isEmpty ? nil : shows.joined(separator: "; ")),
    ]
  }
}
