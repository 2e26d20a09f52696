/// One sealed field of an event.
public struct SealedField: Hashable, Sendable {
  /// Whether its value can be seen.
  public enum State: String, CaseIterable, Sendable {
    /// Its disclosure is here.
    case present
    /// Its disclosure is not here: it was kept back, or never came with the events.
    case withheld
    /// A redaction says that it was destroyed.
    case erased
  }

  /// The place of its event in the log.
  public let seq: Int

  /// The id of its event.
  public let id: EventID

  /// The label of its event.
  public let label: String?

  /// The digest that stands in its event.
  public let digest: String

  /// What opens it; nil unless it is present.
  public internal(set) var disclosure: Disclosure?

  /// The seq of the redaction that destroyed it.
  public internal(set) var erasedBy: Int?

  /// The object in which it stands.
  let object: FieldPath

  /// The type of its event; nil where it is not known.
  let type: EventType?

  /// The names that the object has in plain.
  let plain: Set<String>

  /// Whether its value can be seen.
  public var state: State {
    erasedBy != nil ? .erased : disclosure == nil ? .withheld : .present
  }

  /// Where it stands in the body, such as `quote` or `claim.place`; where only the disclosure would
  /// tell its name, the object in which it stands, such as `claim.…`.
  public var path: String {
    object.to(.name(disclosure?.name ?? "…")).description
  }
}

/// The sealed fields of some events: which of them are present, withheld and erased (Format.md).
///
/// Events are taken in their order, and disclosures in any.
public struct SealedFields: Sendable {
  private var fields: [SealedField] = []
  private var places: [String: [Int]] = [:]
  private var byID: [EventID: Range<Int>] = [:]
  private var given: [String: Disclosure] = [:]

  /// Creates the sealed fields of no events.
  public init() {}

  /// Creates the sealed fields of events, in order, with the disclosures at hand.
  ///
  /// - Complexity: O(*n*) in their number and size.
  public init(of events: some Sequence<Event>, disclosures: some Sequence<Disclosure> = []) {
    for event in events { take(event) }
    for disclosure in disclosures { take(disclosure) }
  }

  /// Takes the next event into account.
  ///
  /// - Complexity: O(*n*) in the size of the event.
  public mutating func take(_ event: Event) {
    take(
      event.content.knownType, event.content.body, seq: event.seq, id: event.id,
      label: event.label)
  }

  /// Takes the next event into account, by its type and body.
  mutating func take(
    _ type: EventType?, _ body: JSONObject, seq: Int, id: EventID, label: String?
  ) {
    let digests = body.sealedDigests()
    if !digests.isEmpty {
      byID[id] = fields.count..<fields.count + digests.count
      for (object, digest) in digests {
        places[digest, default: []].append(fields.count)
        fields.append(
          SealedField(
            seq: seq, id: id, label: label, digest: digest, disclosure: given[digest],
            erasedBy: nil, object: object, type: type,
            plain: body.object(at: object).map { Set($0.members.map(\.name)) } ?? []))
      }
    }
    guard type == .redaction, let digest = body["digest"]?.string else { return }
    for place in places[digest] ?? []
    where body.ids("of") == [fields[place].id] && fields[place].erasedBy == nil {
      fields[place].erasedBy = seq
    }
  }

  /// Takes a disclosure into account.
  ///
  /// - Complexity: O(*n*) in the size of the disclosure.
  public mutating func take(_ disclosure: Disclosure) {
    let digest = disclosure.digest
    given[digest] = disclosure
    for place in places[digest] ?? [] { fields[place].disclosure = disclosure }
  }

  /// All of them, in the order of their events.
  public var all: [SealedField] { fields }

  /// Those that have a digest: one, unless somebody copied it into another event.
  subscript(digest: String) -> [SealedField] { (places[digest] ?? []).map { fields[$0] } }

  /// Those of one event.
  public subscript(id: EventID) -> [SealedField] { byID[id].map { Array(fields[$0]) } ?? [] }

  /// How many of them are in each state.
  ///
  /// - Complexity: O(*n*) in their number.
  public var counts: SealedCounts { counts(\.state) }

  /// How many of them are in each state, where only the digests of the disclosures are at hand.
  ///
  /// - Complexity: O(*n*) in their number.
  package func counts(holding held: Set<String>) -> SealedCounts {
    counts { field in
      field.erasedBy != nil ? .erased : held.contains(field.digest) ? .present : .withheld
    }
  }

  /// How many of them are in each state, by what is at hand of them.
  ///
  /// - Complexity: O(*n*) in their number and that of the redactions.
  func counts(by holdings: SealedHoldings) -> SealedCounts {
    var fields = self
    for redaction in holdings.redactions { fields.take(redaction) }
    return fields.counts(holding: holdings.held)
  }

  private func counts(_ state: (SealedField) -> SealedField.State) -> SealedCounts {
    fields.reduce(into: SealedCounts()) { counts, field in
      switch state(field) {
      case .present: counts.present += 1
      case .withheld: counts.withheld += 1
      case .erased: counts.erased += 1
      }
    }
  }

  /// The digests of disclosures that open no field of the events, sorted.
  ///
  /// - Complexity: O(*n* log *n*) in the number of disclosures.
  public var strays: [String] { given.keys.filter { places[$0] == nil }.sorted() }

  /// The fields that a redaction says were destroyed, and of which a disclosure is here.
  ///
  /// - Complexity: O(*n*) in their number.
  public var notDestroyed: [SealedField] {
    fields.filter { $0.erasedBy != nil && $0.disclosure != nil }
  }
}

/// What is at hand of sealed fields now, at whichever cut they are looked at.
public struct SealedHoldings: Sendable {
  /// The digests of the disclosures at hand.
  let held: Set<String>

  /// Every redaction of the record: what was destroyed after a cut is not withheld at it.
  let redactions: [Event]
}

/// How many sealed fields are in each state.
public struct SealedCounts: Hashable, Sendable {
  /// Those whose value can be seen.
  public internal(set) var present = 0

  /// Those whose disclosure is not here.
  public internal(set) var withheld = 0

  /// Those that were destroyed.
  public internal(set) var erased = 0

  /// Creates the counts of no fields.
  public init() {}

  /// `3 sealed fields: 1 present, 1 withheld, 1 erased`; nil where there is none.
  public var words: String? {
    let all = present + withheld + erased
    guard all > 0 else { return nil }
    let fields = all == 1 ? "1 sealed field" : "\(all) sealed fields"
    return "\(fields): \(present) present, \(withheld) withheld, \(erased) erased"
  }

  /// The JSON form.
  public var json: JSONObject {
    [
      "present": .integer(Int64(present)), "withheld": .integer(Int64(withheld)),
      "erased": .integer(Int64(erased)),
    ]
  }
}
