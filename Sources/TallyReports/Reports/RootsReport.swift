public import Tallystick

/// The independent roots behind one claim as a report.
public struct RootsReport: Report {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The roots.
  public let roots: Roots

  /// Makes the report on an event of a view; nil where no claim of the event stands in its cut.
  public init?(of event: EventID, in view: View) {
    guard let roots = Roots(of: event, view.standing, view.handovers) else { return nil }
    cut = view.cut
    self.roots = roots
  }

  /// The event, how many independent roots there are, and the roots.
  public var fields: JSONObject { roots.json }

  /// The rules on claims, sources.
  public var rules: [Rule] { Rules.on(.claims, .sources) }

  /// One row for each voice.
  public var table: Table {
    var table = Table([
      "root", "behind", "event", "speaker", "side", "attribution", "stated", "via", "agrees",
      "repeats", "why", "by", "claim",
    ])
    for (place, root) in roots.roots.enumerated() {
      for voice in root.voices {
        table.add([
          .number(place + 1), .text(root.isBehind ? "yes" : "no"), .number(voice.seq),
          .text(voice.speaker), .orNone(voice.side), .text(voice.attribution.rawValue),
          .text(voice.stated.text),
          .orNone(voice.via.isEmpty ? nil : voice.via.joined(separator: " ")),
          .orNone(voice.agrees.map { $0 ? "yes" : "no" }),
          .orNone(voice.repeats.map { Int64($0.seq) }), .orNone(voice.repeats?.why),
          .seqs(voice.repeats?.seqs ?? []), .text(voice.claim),
        ])
      }
    }
    return table
  }
}

extension Roots {
  /// The event, how many independent roots there are, and the roots.
  var json: JSONObject {
    [
      "event": .integer(Int64(seq)), "independent": .integer(Int64(independent)),
      "roots": .array(
        roots.map { root in
          [
            "behind": .bool(root.isBehind),
            "voices": .array(root.voices.map { .object($0.json) }),
          ]
        }),
    ]
  }
}

extension Roots.Voice {
  fileprivate var json: JSONObject {
    [
      "event": .integer(Int64(seq)), "speaker": .string(speaker), "side": .orNull(side),
      "attribution": .string(attribution.rawValue), "stated": .string(stated.text),
      "via": .array(via.map(JSONValue.string)), "claim": .string(claim),
      "agrees": agrees.map { .bool($0) } ?? .null,
      "repeats": repeats.map {
        [
          "event": .integer(Int64($0.seq)), "why": .string($0.why), "by": .seqs($0.seqs),
        ]
      } ?? .null,
    ]
  }
}
