package import Tallystick
package import TransparencyLog

extension DraftLine {
  /// The fields of a claim that are changed by their own names.
  private static let claimFields: Set = [
    "act", "what", "from", "to", "whose", "count", "when", "scope", "unit", "under", "place",
    "about", "handover", "received_as", "identified_as",
  ]

  /// The fields that are dates, of a claim and of the event's own.
  private static let dates: Set = ["stated", "published", "when", "until"]

  static let lists: Set = ["via", "facets", "names", "parties", "aliases"]

  /// Whether `when`, `count` and the like are a claim's, and not the event's own.
  var hasClaim: Bool {
    [EventType.announcement.rawValue, EventType.denial.rawValue].contains(type)
  }

  /// Changes one part: `to=UA`, `count=~600`, `stated=2025-06-13`, `claim=handover of …`, `of=#12`,
  /// `obligations=RU owes UA 6000 remains of UA; …`; an empty value takes the part away.
  ///
  /// With `today` dates may be typed as people do, such as `stated=13 June 2025`.
  ///
  /// - Throws: `FormatError` for a text that is no such change.
  package mutating func set(_ change: String, today: Day? = nil) throws(FormatError) {
    let parts = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw FormatError("\(quoted(change)) is not FIELD=VALUE, such as to=UA")
    }
    let field = String(parts[0].drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    var value = String(parts[1].drop { $0 == " " })
    if let today, DraftLine.dates.contains(field) {
      value = try TypedDate.edtf(value, today: today)
    }
    switch field {
    case "stated":
      _ = try Stated(parsing: value)
      stated = value
    case "type":
      guard EventType(rawValue: value) != nil else {
        throw FormatError("there is no type \(quoted(value))")
      }
      type = value
    case "claim": body["claim"] = .object(try Claim(notation: value, today: today).json)
    case "obligations":
      var obligations: [JSONValue] = []
      for sentence in value.split(separator: ";") {
        obligations.append(
          .object(try ObligationNotation.fields(String(sentence), today: today)))
      }
      body["obligations"] = obligations.isEmpty ? nil : .array(obligations)
    case _ where DraftLine.claimFields.contains(field) && hasClaim:
      try setClaim(field, value)
    default: try setBody(field, value)
    }
    settle(field)
  }

  private mutating func setClaim(_ field: String, _ value: String) throws(FormatError) {
    var claim = body["claim"]?.object ?? ["act": "statement"]
    if value.isEmpty {
      claim[field] = nil
    } else if field == "count" {
      claim[field] = .object(try Count(parsing: value).json)
    } else {
      claim[field] = .string(value)
    }
    _ = try Claim(json: claim)
    body["claim"] = .object(claim)
  }

  private mutating func setBody(_ field: String, _ value: String) throws(FormatError) {
    let known = EventType(rawValue: type)?.fields.fields.map(\.name) ?? []
    guard known.contains(field) else {
      throw FormatError(
        "\(type) has no field \(quoted(field)): it has \(known.sorted().joined(separator: ", "))")
    }
    if value.isEmpty {
      body[field] = nil
    } else if DraftLine.lists.contains(field) {
      let texts = value.split(separator: ",").map { text in
        JSONValue.string(String(text.drop { $0 == " " }))
      }
      body[field] = .array(texts)
    } else if field == "count" {
      body[field] = .object(try Count(parsing: value).json)
    } else {
      body[field] = .string(value)
    }
  }

  /// Notes that a part is no longer open.
  private mutating func settle(_ field: String) {
    missing.removeAll { $0 == field || $0 == "claim.\(field)" }
    doubts.removeAll { $0.hasPrefix("\(field):") }
    offers[field] = nil
    unread[field] = nil
    if field == "claim" {
      missing.removeAll { $0.hasPrefix("claim.") }
      (offers, unread) = ([:], [:])
    }
  }

  /// Fills open parts with what is offered for them.
  ///
  /// - Throws: `FormatError` where an offer does not fit.
  package mutating func takeOffers() throws(FormatError) {
    for member in offers.members {
      if let text = member.value.string { try set("\(member.name)=\(text)") }
    }
  }

  /// The parts in which a side stands, as what is missing names them.
  private static let ofSides: Set = ["side", "claim.from", "claim.to", "claim.whose"]

  /// The first part in which a side stands and which the words leave open, by the name by which it is
  /// changed; nil where none is.
  package var openSide: String? {
    missing.first { DraftLine.ofSides.contains($0) }
      .map { $0.hasPrefix("claim.") ? String($0.dropFirst(6)) : $0 }
  }

  /// The sides that it names.
  package var sides: [String] {
    let parts = [body, body["claim"]?.object].compactMap { $0 }
    return parts.flatMap { part in
      ["side", "from", "to", "whose"].compactMap { part[$0]?.string }
    }
  }

  /// Fills the sides of names that the record did not know when the article was read.
  package mutating func fillSides(_ side: (String) -> String?) {
    for member in unread.members {
      guard let name = member.value.string, let side = side(name) else { continue }
      try? setClaim(member.name, side)
      settle(member.name)
    }
  }

  /// What it says, for people: a claim in the notation, else its fields.
  package var sentence: String {
    if let claim = body["claim"]?.object, let read = try? Claim(json: claim) {
      return read.notation
    }
    let aside: Set = [
      "speaker", "attribution", "via", "quote", "lang", "rendering", "capture", "published",
    ]
    return body.members.filter { !aside.contains($0.name) }.map { member in
      "\(member.name) \(DraftLine.words(member.value))"
    }.joined(separator: ", ")
  }

  private static func words(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): return text
    case .array(let values): return values.map(words).joined(separator: ", ")
    case .object(let object):
      if let count = try? Count(json: object) { return count.description }
      if let debtor = object["debtor"]?.string, let creditor = object["creditor"]?.string {
        let count = object["count"].map(words) ?? ""
        let what = object["what"].map(words) ?? ""
        return "\(debtor) owes \(creditor) \(count) \(what) of \(object["whose"]?.string ?? "?")"
      }
      return String(decoding: CanonicalJSON.bytes(value), as: UTF8.self)
    default: return String(decoding: CanonicalJSON.bytes(value), as: UTF8.self)
    }
  }
}
