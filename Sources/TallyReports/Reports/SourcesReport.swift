public import Tallystick

/// The sources, and who copies whom, as a report.
public struct SourcesReport: ListReport {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The sources, by short id.
  public let sources: [Voices.Line]

  /// Makes the report of a view, of all sources or of those only that nobody registered.
  public init(_ view: View, onlyUnregistered: Bool = false) {
    cut = view.cut
    sources = Voices(view.standing).lines.filter { !onlyUnregistered || !$0.isRegistered }
  }

  /// Makes the report of what a record comes to, of all sources or of those only that nobody registered.
  public init(_ outcome: Outcome, onlyUnregistered: Bool = false) {
    cut = outcome.cut
    sources = outcome.voices.filter { !onlyUnregistered || !$0.isRegistered }
  }

  private init(cut: ResolvedCut, _ sources: [Voices.Line]) {
    self.cut = cut
    self.sources = sources
  }

  /// The sources that say or carry something on a row that is wanted.
  public func only(_ filter: RowFilter, in view: View) -> Self {
    guard !filter.isOpen else { return self }
    let fitting = view.seqs(fitting: filter)
    return Self(
      cut: cut, sources.filter { ($0.acts + $0.carried).contains(where: fitting.contains) })
  }

  /// The rows.
  public var fields: JSONObject { rows.fields }

  /// The rules on claims, sources.
  public var rules: [Rule] { Rules.on(.claims, .sources) }

  /// One row for each source.
  public var table: Table { rows.table }

  var rows: ReportRows { SourcesReport.rows(sources) }

  /// The rows of some sources.
  static func rows(_ sources: [Voices.Line]) -> ReportRows {
    ReportRows(
      [
        "source", "registered", "kind", "side", "member_of", "derived_from", "root", "copied_by",
        "reliability", "acts", "carried", "first", "last", "events", "name", "aliases",
      ], sources, json: { $0.json }, cells: { $0.cells })
  }
}

extension Voices.Line {
  var json: JSONObject {
    [
      "source": .string(id), "registered": .bool(isRegistered), "kind": .orNull(source?.kind),
      "name": .orNull(source?.name),
      "aliases": .array((source?.aliases ?? []).map(JSONValue.string)), "side": .orNull(side),
      "member_of": .orNull(source?.memberOf), "derived_from": .orNull(source?.derivedFrom),
      "root": .string(root), "copied_by": .array(copiedBy.map(JSONValue.string)),
      "reliability": .orNull(reliability), "acts": .seqs(acts), "carried": .seqs(carried),
      "first": .orNull(days?.earliest?.description), "last": .orNull(days?.latest?.description),
      "events": .seqs(seqs),
    ]
  }

  var cells: [Table.Cell] {
    let aliases = source?.aliases ?? []
    return [
      .text(id), .text(isRegistered ? "yes" : "no"), .orNone(source?.kind), .orNone(side),
      .orNone(source?.memberOf), .orNone(source?.derivedFrom), .text(root),
      .orNone(copiedBy.isEmpty ? nil : copiedBy.joined(separator: " ")), .orNone(reliability),
      .number(acts.count), .number(carried.count), .orNone(days?.earliest?.description),
      .orNone(days?.latest?.description), .seqs(seqs), .orNone(source?.name),
      .orNone(aliases.isEmpty ? nil : aliases.joined(separator: "; ")),
    ]
  }
}

/// Silences and withheld numbers as a report.
public struct SilencesReport: Report {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The silences, by when they were said.
  public let silences: [Silences.Line]

  /// Makes the report of a view.
  public init(_ view: View) {
    cut = view.cut
    silences = Silences(view.standing).lines
  }

  private init(cut: ResolvedCut, _ silences: [Silences.Line]) {
    self.cut = cut
    self.silences = silences
  }

  /// The silences on something that is on a row that is wanted.
  public func only(_ filter: RowFilter, in view: View) -> Self {
    guard !filter.isOpen else { return self }
    let fitting = view.seqs(fitting: filter)
    return Self(
      cut: cut,
      silences.filter { line in
        fitting.contains(line.seq) || line.aboutSeq.map(fitting.contains) ?? false
      })
  }

  /// The rows.
  public var fields: JSONObject {
    ["rows": .array(silences.map { .object($0.json) })]
  }

  /// The rules on claims, sources.
  public var rules: [Rule] { Rules.on(.claims, .sources) }

  /// One row for each silence.
  public var table: Table {
    var table = Table([
      "event", "kind", "silent", "said_by", "stated", "until", "last_day", "about_event", "events",
      "about",
    ])
    for line in silences {
      table.add([
        .number(line.seq), .text(line.kind.rawValue), .text(line.silent), .text(line.speaker),
        .text(line.stated.text), .orNone(line.until), .orNone(line.lastDay?.description),
        .orNone(line.aboutSeq.map { Int64($0) }), .seqs(line.seqs), .text(line.about),
      ])
    }
    return table
  }
}

extension Silences.Line {
  var json: JSONObject {
    [
      "event": .integer(Int64(seq)), "kind": .string(kind.rawValue), "silent": .string(silent),
      "said_by": .string(speaker), "stated": .string(stated.text), "about": .string(about),
      "about_event": .orNull(aboutSeq.map { Int64($0) }), "until": .orNull(until),
      "last_day": .orNull(lastDay?.description), "events": .seqs(seqs),
    ]
  }
}
