@testable import Tallystick

/// Short literals for agreements in version 2 of their shape, and for placements.
extension Draft {
  /// A reading of a deal between NORTH and SOUTH.
  static func deal(
    _ label: String, _ speaker: String, _ deal: String, _ when: String,
    _ obligations: [JSONValue], stated: String? = nil, _ more: JSONObject = [:]
  ) -> Draft {
    var body: JSONObject = [
      "speaker": .string(speaker), "attribution": "institution", "agreement": .string(deal),
      "names": [.string(deal)], "when": .string(when), "parties": ["NORTH", "SOUTH"],
      "obligations": .array(obligations),
    ]
    for member in more.members { body[member.name] = member.value }
    return .line("agreement", label, stated ?? "2025-12-01", body, version: 2)
  }

  /// The recorder places an act under a deal, or under none.
  static func place(_ label: String, _ of: String, _ deal: String, _ stated: String) -> Draft {
    .line(
      "assessment", label, stated,
      [
        "of": .string("@\(of)"), "scale": "placement", "value": .string(deal),
        "reason": "a test",
      ], version: 2)
  }
}

extension JSONValue {
  /// `NORTH owes SOUTH 10 prisoners`, of the creditor's people.
  static func owing(_ count: JSONValue, due: String? = nil, _ more: JSONObject = [:]) -> JSONValue {
    var obligation: JSONObject = [
      "debtor": "NORTH", "creditor": "SOUTH", "what": "prisoners", "whose": "SOUTH",
      "count": count,
    ]
    obligation["due"] = due.map { .string($0) }
    for member in more.members { obligation[member.name] = member.value }
    return .object(obligation)
  }

  static func owing(_ number: Int64, due: String? = nil) -> JSONValue {
    owing(["exact": .integer(number)], due: due)
  }
}

extension String {
  /// A claim of prisoners of SOUTH from NORTH to SOUTH.
  static func freed(_ count: String, _ when: String) -> String {
    "handover of \(count) prisoners of SOUTH from NORTH to SOUTH on \(when)"
  }
}

extension Ledger {
  /// A record of two parties, a mediator, an observer and an outlet, that speak of what NORTH owes.
  static func deals(_ drafts: Draft...) throws -> Ledger { try deals(drafts) }

  static func deals(_ drafts: [Draft]) throws -> Ledger {
    let ledger = try Ledger(
      cast: [
        .source("north", ["kind": "institution", "name": "North", "side": "NORTH"]),
        .source("south", ["kind": "institution", "name": "South", "side": "SOUTH"]),
        .source("office", ["kind": "mediator", "name": "Office"]),
        .source("cross", ["kind": "observer", "name": "Cross"]),
        .source("paper", ["kind": "outlet", "name": "Paper"]),
      ])
    try ledger.add(drafts)
    return ledger
  }

  /// The obligations in short, as ``Obligations/Line/brief`` writes them.
  func owed(
    asOf: String? = nil, upTo: Int? = nil, today: String = "2026-01-01"
  ) throws -> [String] {
    try view(asOf: asOf, upTo: upTo, today: today).obligations.lines.map(\.brief)
  }

  /// The only obligation.
  func only(today: String = "2026-01-01") throws -> Obligations.Line? {
    let lines = try view(today: today).obligations.lines
    return lines.count == 1 ? lines.first : nil
  }
}

extension Obligations.Line {
  /// `may 1000: 146 / – / 7, 854 / – / 993, in_performance`: what the creditor, the debtor and others
  /// say, and what remains by each; `~` before a number that is only a part, the open in brackets.
  var brief: String {
    let says = [creditorSays, debtorSays, othersSay].map { column in
      column.map { $0.bounds?.description ?? "?" } ?? "–"
    }
    let rest = [remaining.creditor, remaining.debtor, remaining.others].map { one in
      one.map { ($0.isPartial ? "≤" : "") + $0.bounds.partly($0.isPartial) } ?? "–"
    }
    let open = open.map { " (\($0.bounds?.description ?? "?") open)" } ?? ""
    return "\(agreement) \(owed?.description ?? "?"): \(says.joined(separator: " / ")), "
      + "\(rest.joined(separator: " / ")), \(state.rawValue)\(open)"
  }
}

extension Bounds {
  fileprivate func partly(_ isPartial: Bool) -> String {
    isPartial ? max.map { "\($0)" } ?? "?" : description
  }
}
