public import Tallystick

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
  /// `video`; `video or photo` where those who published it differ.
  public var kind: String { kinds.joined(separator: " or ") }

  var json: JSONObject {
    [
      "medium": .string(medium), "kind": .texts(kinds), "rung": .string(rung),
      "assessed": .bool(isAssessed), "verified": .bool(isVerified),
      "when": .texts(whens.map(\.text)), "publishers": .texts(publishers),
      "locator": .texts(locators), "sha256": .texts(digests), "shows": .texts(shows),
      "claims": .seqs(claims), "denials": .seqs(denials), "events": .seqs(seqs),
    ]
  }

  var cells: [Table.Cell] {
    [
      .text(medium), .words(kinds), .text(rung), .text(isAssessed ? "yes" : "no"),
      .text(isVerified ? "yes" : "no"), .words(whens.map(\.text)),
      .text(publishers.joined(separator: " ")), .words(locators), .words(digests), .seqs(claims),
      .seqs(denials), .seqs(seqs), .words(shows),
    ]
  }
}

extension JSONValue {
  /// A list of texts.
  fileprivate static func texts(_ texts: [String]) -> JSONValue {
    .array(texts.map(JSONValue.string))
  }
}
