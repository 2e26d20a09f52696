public import Tallystick

/// One event with everything of the record that bears on it, at a cut.
public struct Bearing: Report {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The event.
  public let event: Event

  /// Whether it stands: `live`, `retracted`, `void`, `not in the cut`, or why it is set aside.
  public let state: String

  /// The events that name it, in order, each with how, and the amendment that makes it void, if one
  /// does.
  public let mentions: [(event: Event, how: String, voidBy: Int?)]

  /// What it claims, as it stands at the cut.
  public let claims: [String]

  /// The handovers that it is on.
  public let handovers: [HandoversReport.Line]

  /// Who signed it; nil where nobody did.
  public let signing: Signing?

  /// Its sealed fields.
  public let sealed: [SealedField]

  /// Works out what bears on an event of a view.
  ///
  /// - Complexity: O(*n*) in the number of `all` events.
  public init(of event: Event, in view: View, all: [Event], sealed: [SealedField] = []) {
    cut = view.cut
    self.sealed = sealed
    self.event = event
    signing = view.standing.sources.signing(of: event.content, at: event.seq)
    state = Bearing.state(of: event, in: view)
    let name = event.id.description
    let short = [event.content.body["medium"]?.string, event.content.body["source"]?.string]
      .compactMap { $0 }
    mentions = all.filter { $0.id != event.id }.compactMap { other in
      other.content.body.mentions(name, orNames: short).map {
        (other, $0, view.standing.amended.void[other.id])
      }
    }
    let act = view.standing.act(event.id)
    let live = act.map { view.standing.claims(of: $0) } ?? []
    claims = Array(Set(live.map(\.claim.notation))).sorted()
    handovers = view.lines.filter { line in
      line.handover.claims.contains { $0.id == event.id }
    }
  }

  static func state(of event: Event, in view: View) -> String {
    if let voided = view.standing.amended.void[event.id] { return "void by amendment #\(voided)" }
    if let aside = view.standing.aside.first(where: { $0.seq == event.seq }) {
      return "set aside: \(aside.why)"
    }
    guard let type = event.content.knownType else { return "not read by this program" }
    guard type.isAct else { return "holds" }
    guard view.standing.act(event.id) != nil else { return "not in the cut" }
    let retractions = view.standing.liveRetractions(of: event.id)
    return retractions.isEmpty
      ? "live" : "retracted by \(retractions.map { "#\($0.seq)" }.joined(separator: ", "))"
  }

  /// The entry, its state, and what bears on it.
  public var fields: JSONObject {
    [
      "event": (try? JSONValue(parsing: event.bytes)) ?? .null, "state": .string(state),
      "claims": .array(claims.map(JSONValue.string)),
      "mentioned_by": .array(
        mentions.map { mention in
          [
            "event": .integer(Int64(mention.event.seq)), "how": .string(mention.how),
            "summary": .string(mention.event.summary),
            "void_by": mention.voidBy.map { .integer(Int64($0)) } ?? .null,
          ]
        }),
      "handovers": .array(handovers.map { .object($0.json) }),
      "signed": signing.map { .object($0.json) } ?? .null,
      "sealed": .array(sealed.map { .object($0.json) }),
    ]
  }

  /// One row for each event that names it.
  public var table: Table {
    var table = Table(["event", "type", "how", "voice", "stated", "summary", "void_by"])
    for (other, how, voidBy) in mentions {
      table.add([
        .number(other.seq), .text(other.content.type), .text(how), .text(other.voice),
        .text(other.content.stated.text), .text(other.summary),
        .orNone(voidBy.map { Int64($0) }),
      ])
    }
    return table
  }
}

extension JSONObject {
  /// How a body names an event of this id, or a medium or source of one of these names.
  fileprivate func mentions(_ id: String, orNames names: [String]) -> String? {
    for member in members {
      switch member.value {
      case .string(id): return member.name
      case .array(let values) where values.contains(.string(id)): return member.name
      case .object(let inner):
        if let how = inner.mentions(id, orNames: []) { return "\(member.name).\(how)" }
      case .string(let text)
      where names.contains(text) && (member.name == "medium" || member.name == "source"):
        return member.name
      default: break
      }
    }
    return nil
  }
}
