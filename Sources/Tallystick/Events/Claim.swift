public import TransparencyLog

/// What kind of thing a claim says of the world.
public enum ClaimAct: String, CaseIterable, Sendable {
  /// Something changed hands.
  case handover
  /// It is going to.
  case plan
  /// It is offered.
  case offer
  /// It was brought to the place, and not handed over.
  case staging
  /// A list was given.
  case list
  /// Remains were identified.
  case identification
  /// The sides talked.
  case talks
  /// Anything else that was said.
  case statement
}

/// How a claim's number relates to handovers (design §3).
public enum Scope: String, CaseIterable, Sendable {
  /// One handover.
  case event
  /// Some of a number given beside it: shown with it, never summed or compared.
  case part
  /// Two handovers, the second the other way.
  case eachWay = "each_way"
  /// One number for two handovers together.
  case bothWays = "both_ways"
  /// A total that the speaker adds up.
  case cumulative
}

/// A part of a claim that its words give and leave ambiguous: one of its facets, or its scope.
public enum Unclear: String, CaseIterable, Sendable {
  /// The number.
  case count
  /// From whom to whom.
  case direction
  /// When.
  case date
  /// What.
  case what
  /// Whose.
  case whose
  /// Where.
  case place
  /// Under which agreement.
  case agreement
  /// How the number relates to handovers.
  case scope
}

/// The proposition that an announcement makes; a part that the words leave unsaid is nil.
public struct Claim: Hashable, Sendable {
  /// What kind of thing it says.
  public var act: ClaimAct

  /// What was handed over, such as `remains`.
  public var what: String?

  /// What the count counts, such as `bag`.
  public var unit: String?

  /// The party that sends.
  public var from: String?

  /// The party that receives.
  public var to: String?

  /// The party whose people they are, as the sender labels them.
  public var whose: String?

  /// Whose they are in the receiver's words.
  public var receivedAs: String?

  /// Whose they turned out to be.
  public var identifiedAs: String?

  /// The number.
  public var count: Count?

  /// When it happened.
  public var when: EDTFDate?

  /// How the number relates to handovers; ``Scope/event`` where nothing is said.
  public var scope: Scope

  /// The short id of the agreement that it performs.
  public var under: String?

  /// The place as written.
  public var place: String?

  /// What a statement, talks or an identification is about: an event's id, or words.
  public var about: String?

  /// An explicit name of the handover, to tell two apart or join two.
  public var handover: String?

  /// The parts that the words leave ambiguous; what is given of these is a suggestion.
  public var unclear: Set<Unclear> = []

  /// Creates a claim that says nothing but its kind.
  public init(_ act: ClaimAct) {
    self.act = act
    scope = .event
  }
}

extension Claim {
  /// Reads the JSON form of a whole claim.
  ///
  /// - Throws: `FormatError` when a field does not have its form.
  public init(json object: JSONObject) throws(FormatError) {
    guard let act = (object["act"]?.string).flatMap(ClaimAct.init) else {
      throw FormatError("a claim has an act")
    }
    self.init(act)
    try change(by: object)
  }

  /// Changes the parts that `object` names, and no others; a part that it gives is no longer unclear,
  /// unless it says so.
  ///
  /// - Throws: `FormatError` when a field does not have its form.
  public mutating func change(by object: JSONObject) throws(FormatError) {
    if !unclear.isEmpty {
      unclear.subtract(object.members.compactMap { Unclear(ofField: $0.name) })
    }
    for member in object.members {
      switch (member.name, member.value) {
      case ("unclear", .array(let words)):
        unclear = []
        for word in words {
          guard let part = word.string.flatMap({ Unclear(rawValue: $0) }) else {
            throw FormatError("unclear names the parts of a claim that are")
          }
          unclear.insert(part)
        }
      case ("count", .object(let count)): self.count = try Count(json: count)
      case ("when", .string(let text)): when = try EDTFDate(parsing: text)
      case ("_sd", .array): break
      case (_, .string(let text)): try change(member.name, to: text)
      default: throw FormatError("a claim's \(escaped(member.name)) has another form")
      }
    }
  }

  private mutating func change(_ name: String, to text: String) throws(FormatError) {
    switch name {
    case "act":
      guard let act = ClaimAct(rawValue: text) else { throw FormatError("no act \(quoted(text))") }
      self.act = act
    case "scope":
      guard let scope = Scope(rawValue: text) else {
        throw FormatError("no scope \(quoted(text))")
      }
      self.scope = scope
    case "what": what = text
    case "unit": unit = text
    case "from": from = text
    case "to": to = text
    case "whose": whose = text
    case "received_as": receivedAs = text
    case "identified_as": identifiedAs = text
    case "under": under = text
    case "place": place = text
    case "about": about = text
    case "handover": handover = text
    default: throw FormatError("a claim has no field \(quoted(name))")
    }
  }

  /// The JSON form; the scope stands in it only when it is not ``Scope/event``.
  public var json: JSONObject {
    var object: JSONObject = ["act": .string(act.rawValue)]
    let texts: [(String, String?)] = [
      ("what", what), ("unit", unit), ("from", from), ("to", to), ("whose", whose),
      ("received_as", receivedAs), ("identified_as", identifiedAs), ("when", when?.text),
      ("under", under), ("place", place), ("about", about), ("handover", handover),
      ("scope", scope == .event ? nil : scope.rawValue),
    ]
    for (name, text) in texts { object[name] = text.map(JSONValue.string) }
    object["count"] = count.map { .object($0.json) }
    if !unclear.isEmpty {
      object["unclear"] = .array(unclear.map(\.rawValue).sorted().map(JSONValue.string))
    }
    return object
  }

  /// The other half of a claim of scope ``Scope/eachWay``: from, to and whose exchanged.
  var turnedRound: Claim {
    var other = self
    (other.from, other.to) = (to, from)
    if let whose {
      let isOfTheUnsaid = whose != from && whose != to && (from == nil || to == nil)
      other.whose = whose == from ? to : whose == to ? from : isOfTheUnsaid ? nil : whose
    }
    return other
  }
}

extension Unclear {
  /// Reads the names of parts, with commas between them.
  ///
  /// - Throws: `FormatError` for a word that names no part, and for a part that is named twice.
  public static func parts(_ text: String) throws(FormatError) -> Set<Unclear> {
    var parts: Set<Unclear> = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = String(word).trimmed
      guard let part = Unclear(rawValue: word) else {
        let known = allCases.map(\.rawValue).joined(separator: ", ")
        throw FormatError("\(quoted(word)) is no part that can be unclear; the parts: \(known)")
      }
      guard parts.insert(part).inserted else {
        throw FormatError("\(word) is said to be unclear twice")
      }
    }
    return parts
  }

  /// Creates the part to which a field of a claim belongs; nil for one that belongs to none.
  fileprivate init?(ofField name: String) {
    switch name {
    case "count": self = .count
    case "from", "to": self = .direction
    case "when": self = .date
    case "what": self = .what
    case "whose": self = .whose
    case "place": self = .place
    case "under": self = .agreement
    case "scope": self = .scope
    default: return nil
    }
  }
}
