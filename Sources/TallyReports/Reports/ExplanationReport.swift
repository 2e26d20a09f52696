public import Tallystick

/// One figure, down to the acts, words and pages that it comes from, as a report.
public struct ExplanationReport: Report {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The figure.
  public let figure: Figure

  /// The acts of speakers that it comes from, as amended, in order.
  public let acts: [Event]

  /// The judgements that it needs besides, as amended, in order.
  public let judgements: [Event]

  /// Whether folding these events alone gives the figure.
  public let isWhole: Bool

  /// Where the voices among the acts begin.
  public let roots: [Roots.Root]

  /// For a claim, the addresses of the figures of the reports that name it.
  public let standsIn: [String]

  /// The side for which each act speaks, by its place.
  public let sides: [Int: String]

  /// How reliable a recorder judges the speaker of each act, `A` to `F`, by its place.
  public let reliability: [Int: String]

  /// What each act claims at the cut, by its place.
  public let claims: [Int: [String]]

  /// Who signed each act that is signed, by its place.
  public let signings: [Int: Signing]

  /// The rules that bear on it.
  public let rules: [Rule]

  /// Explains a figure of a view, from the events that the view was made from.
  public init(_ figure: Figure, in view: View, events: [Event]) {
    let explainer = Explainer(view, events: events)
    let needed = explainer.events(of: figure)
    cut = view.cut
    self.figure = figure
    let standing = view.standing
    let recorded = needed.acts.compactMap(explainer.event)
    acts = recorded.map { $0.amended(by: standing.amended) }
    judgements = needed.judgements.compactMap(explainer.event)
      .map { $0.amended(by: standing.amended) }
    isWhole = explainer.gives(figure, needed.acts + needed.judgements)
    roots = Roots.among(acts.map(\.id), view.standing)
    standsIn = figure.source == .claim ? ExplanationReport.addresses(naming: figure, view) : []
    let found = acts.compactMap { standing.act($0.id) }
    sides = Dictionary(
      uniqueKeysWithValues: found.compactMap { act in act.side.map { (act.seq, $0) } })
    reliability = Dictionary(
      uniqueKeysWithValues: found.compactMap { act in
        standing.judgements.held(act.speech.speaker, on: "reliability").map { (act.seq, $0.value) }
      })
    claims = Dictionary(
      uniqueKeysWithValues: found.map { act in
        (act.seq, Set(standing.claims(of: act).map(\.claim.notation)).sorted())
      })
    // What is signed is what was recorded.
    signings = Dictionary(
      uniqueKeysWithValues: recorded.compactMap { act in
        standing.sources.signing(of: act.content, at: act.seq).map { (act.seq, $0) }
      })
    let types = Set((acts + judgements).compactMap(\.content.knownType))
    rules = Rules.all.filter { rule in
      figure.topics.contains(rule.topic)
        && (rule.types.isEmpty || !rule.types.isDisjoint(with: types))
    }
  }

  private static func addresses(naming figure: Figure, _ view: View) -> [String] {
    let seq = figure.seqs.first { figure.address == "claim:\($0)" }
    let sources: [Figure.Source] = [
      .totals, .handovers, .timeline, .obligations, .contradictions, .media,
    ]
    return sources.flatMap { Figure.all($0, in: view) }
      .filter { one in seq.map(one.seqs.contains) ?? false }.map(\.address)
  }

  /// The figure, its acts and judgements, its roots and its rules.
  public var fields: JSONObject {
    [
      "figure": .string(figure.address), "value": figure.value, "whole": .bool(isWhole),
      "acts": .array(acts.map { .object(json($0)) }),
      "judgements": .array(
        judgements.map { event in
          [
            "event": .integer(Int64(event.seq)), "id": .string(event.id.description),
            "type": .string(event.content.type), "summary": .string(event.summary),
          ]
        }),
      "roots": .array(roots.map { .seqs($0.voices.map(\.seq)) }),
      "stands_in": .array(standsIn.map(JSONValue.string)),
      "rules": .object(Rules.json(rules)),
    ]
  }

  private func json(_ event: Event) -> JSONObject {
    let body = event.content.body
    var object: JSONObject = [
      "event": .integer(Int64(event.seq)), "id": .string(event.id.description),
      "label": .orNull(event.label), "type": .string(event.content.type),
      "stated": .string(event.content.stated.text), "speaker": .orNull(body["speaker"]?.string),
      "side": .orNull(sides[event.seq]), "attribution": .orNull(body["attribution"]?.string),
      "via": .array(body.texts("via").map(JSONValue.string)),
      "quote": .orNull(body["quote"]?.string),
      "claims": .array((claims[event.seq] ?? []).map(JSONValue.string)),
      "summary": .string(event.summary),
      "signed": signings[event.seq].map { .object($0.json) } ?? .null,
    ]
    object["capture"] = body["capture"] ?? .null
    if let reliability = reliability[event.seq] { object["reliability"] = .string(reliability) }
    return object
  }

  /// One row for each event.
  public var table: Table {
    var table = Table([
      "event", "label", "type", "role", "stated", "voice", "side", "root", "via", "page",
      "signed_by",
      "quote",
      "summary",
    ])
    for event in acts + judgements {
      let body = event.content.body
      let via = body.texts("via")
      table.add([
        .number(event.seq), .orNone(event.label), .text(event.content.type),
        .text(event.content.knownType?.isAct == true ? "act" : "judgement"),
        .text(event.content.stated.text), .text(event.voice), .orNone(sides[event.seq]),
        .orNone(root(of: event.seq).map(Int64.init)),
        .orNone(via.isEmpty ? nil : via.joined(separator: " ")), .orNone(event.page),
        .orNone(signings[event.seq]?.signer.map { $0.name ?? $0.id }),
        .orNone(body["quote"]?.string), .text(event.summary),
      ])
    }
    return table
  }

  /// The number of the root in which an act begins, from 1.
  public func root(of seq: Int) -> Int? {
    roots.firstIndex { $0.voices.contains { $0.seq == seq } }.map { $0 + 1 }
  }
}

extension Event {
  /// Where the page stands from which an act was taken: its address, else that of a copy, else the
  /// digest of one; nil where none is told.
  public var page: String? {
    let capture = content.body["capture"]?.object
    return capture?["url"]?.string ?? capture?["archive"]?.string
      ?? capture?["sha256"]?.string.map { "SHA-256 \($0)" }
  }
}
