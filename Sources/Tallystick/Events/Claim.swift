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

/// How a claim's number relates to handovers (events/README.md).
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
///
/// All but the number and the day are very often said in the same words: these are kept once for all
/// claims that were read with them.
public struct Claim: Sendable {
  /// What is said but for ``count`` and ``when``.
  var words: ClaimWords

  /// The number.
  public var count: Count?

  /// When it happened.
  public var when: EDTFDate?

  /// Creates a claim that says nothing but its kind.
  public init(_ act: ClaimAct) { self.init(ClaimWords(ClaimWords.Parts(act))) }

  init(_ words: ClaimWords) { self.words = words }
}

/// The words of a claim, without its number and its day: they never change, and are a class for the
/// reason that ``Standing/Act`` is one.
final class ClaimWords: Sendable {
  let parts: Parts

  /// What goes from whom to whom by them.
  let row: Row

  init(_ parts: Parts) {
    self.parts = parts
    row = Row(what: parts.what, from: parts.from, to: parts.to, whose: parts.whose)
  }

  /// What can be said.
  struct Parts: Hashable, Sendable {
    var act: ClaimAct
    var what: String?
    var unit: String?
    var from: String?
    var to: String?
    var whose: String?
    var receivedAs: String?
    var identifiedAs: String?
    var scope = Scope.event
    var under: String?
    var place: String?
    var about: String?
    var handover: String?
    var unclear: Set<Unclear> = []

    init(_ act: ClaimAct) { self.act = act }
  }
}

extension Claim {
  private mutating func say(_ change: (inout ClaimWords.Parts) -> Void) {
    var parts = words.parts
    change(&parts)
    words = ClaimWords(parts)
  }

  /// What kind of thing it says.
  public var act: ClaimAct {
    get { words.parts.act }
    set { say { $0.act = newValue } }
  }

  /// What was handed over, such as `remains`.
  public var what: String? {
    get { words.parts.what }
    set { say { $0.what = newValue } }
  }

  /// What the count counts, such as `bag`.
  public var unit: String? {
    get { words.parts.unit }
    set { say { $0.unit = newValue } }
  }

  /// The party that sends.
  public var from: String? {
    get { words.parts.from }
    set { say { $0.from = newValue } }
  }

  /// The party that receives.
  public var to: String? {
    get { words.parts.to }
    set { say { $0.to = newValue } }
  }

  /// The party whose people they are, as the sender labels them.
  public var whose: String? {
    get { words.parts.whose }
    set { say { $0.whose = newValue } }
  }

  /// Whose they are in the receiver's words.
  public var receivedAs: String? {
    get { words.parts.receivedAs }
    set { say { $0.receivedAs = newValue } }
  }

  /// Whose they turned out to be.
  public var identifiedAs: String? {
    get { words.parts.identifiedAs }
    set { say { $0.identifiedAs = newValue } }
  }

  /// How the number relates to handovers; ``Scope/event`` where nothing is said.
  public var scope: Scope {
    get { words.parts.scope }
    set { say { $0.scope = newValue } }
  }

  /// The short id of the agreement that it performs.
  public var under: String? {
    get { words.parts.under }
    set { say { $0.under = newValue } }
  }

  /// The place as written.
  public var place: String? {
    get { words.parts.place }
    set { say { $0.place = newValue } }
  }

  /// What a statement, talks or an identification is about: an event's id, or words.
  public var about: String? {
    get { words.parts.about }
    set { say { $0.about = newValue } }
  }

  /// An explicit name of the handover, to tell two apart or join two.
  public var handover: String? {
    get { words.parts.handover }
    set { say { $0.handover = newValue } }
  }

  /// The parts that the words leave ambiguous; what is given of these is a suggestion.
  public var unclear: Set<Unclear> {
    get { words.parts.unclear }
    set { say { $0.unclear = newValue } }
  }
}

extension Claim: Hashable {
  /// Whether two claims say the same.
  public static func == (left: Claim, right: Claim) -> Bool {
    left.count == right.count && left.when == right.when
      && (left.words === right.words || left.words.parts == right.words.parts)
  }

  /// Feeds what is said into `hasher`.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.parts)
    hasher.combine(count)
    hasher.combine(when)
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
    var parts = words.parts
    defer { words = ClaimWords(parts) }
    if !parts.unclear.isEmpty {
      parts.unclear.subtract(object.members.compactMap { Unclear(ofField: $0.name) })
    }
    for member in object.members {
      switch (member.name, member.value) {
      case ("unclear", .array(let words)):
        parts.unclear = []
        for word in words {
          guard let part = word.string.flatMap({ Unclear(rawValue: $0) }) else {
            throw FormatError("unclear names the parts of a claim that are")
          }
          parts.unclear.insert(part)
        }
      case ("count", .object(let count)): self.count = try Count(json: count)
      case ("when", .string(let text)): when = try EDTFDate(parsing: text)
      case ("_sd", .array): break
      case (_, .string(let text)): try parts.change(member.name, to: text)
      default: throw FormatError("a claim's \(escaped(member.name)) has another form")
      }
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
  init?(ofField name: String) {
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

extension ClaimWords.Parts {
  fileprivate mutating func change(_ name: String, to text: String) throws(FormatError) {
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
}
