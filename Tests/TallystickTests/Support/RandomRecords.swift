import Foundation

@testable import Tallystick

/// Records of random content: all fourteen types, from a seed, each event one that append accepts.
///
/// Few parties, days and numbers, so that events meet: claims agree, rival, overlap, and are
/// confirmed, corrected and withdrawn in chains.
struct RandomRecord {
  /// What earlier events are to later ones.
  struct Said {
    let id: EventID
    let type: EventType
    let speaker: String
    let body: JSONObject
  }

  let store = MemoryStore(origin: "random.test/record")
  var random: SplitMix64
  private(set) var said: [Said] = []
  let isWhole: Bool

  /// Makes a record of `size` events.
  ///
  /// Where it is whole, every claim says what, from whom, to whom, of whom and when, and a
  /// confirmation is of one act: then no claim's place depends on what other claims there are. Where it
  /// is of many parties, few claims bear on one another. Where it is rich, amendments are of any field
  /// of any type, and numbers as large as they can be.
  init(
    seed: UInt64, size: Int, isWhole: Bool = false, isOfManyParties: Bool = false,
    isRich: Bool = false
  ) throws {
    random = SplitMix64(seed)
    random.isRich = isRich
    random.isOfManyParties = isOfManyParties
    self.isWhole = isWhole
    for draft in Ledger.cast { try take(draft) }
    var left = size * 20
    while said.count < size, left > 0 {
      left -= 1
      try take(draft())
    }
  }

  func events() throws -> [Event] { try store.entries(1...said.count).map { try $0.event() } }

  /// Appends a draft by itself; one that is refused is left out.
  private mutating func take(_ draft: Draft) throws {
    guard try RandomRecord.append(draft, to: store), let type = draft.content.knownType else {
      return
    }
    said.append(
      Said(
        id: draft.content.id, type: type, speaker: draft.content.body["speaker"]?.string ?? "",
        body: draft.content.body))
  }

  /// Appends a draft; false when it is refused or stood in the record already.
  static func append(_ draft: Draft, to store: MemoryStore) throws -> Bool {
    let now = Instant(day: try Day(parsing: "2026-01-01"))
    do {
      return try Appender(to: store, recorder: "r", clock: { now }).append([draft])
        .contains(where: \.isNew)
    } catch is Refusals {
      return false
    }
  }

  private mutating func draft() -> Draft {
    if random.isRich, random.chance(15), let draft = anyAmendment() { return draft }
    return switch Int.random(in: 0..<100, using: &random) {
    case ..<36: announcement()
    case ..<48: confirmation()
    case ..<55: denial()
    case ..<66: correction()
    case ..<72: retraction()
    case ..<73: silence()
    case ..<76: agreement()
    case ..<79: medium()
    case ..<81: registration()
    case ..<82: term()
    case ..<87: assessment()
    case ..<92: link()
    case ..<98: amendment()
    default: redaction()
    }
  }

  /// One of the earlier events of some types, the last ones rather than the first.
  mutating func earlier(_ types: EventType...) -> Said? {
    let fitting = said.filter { types.contains($0.type) }
    return fitting.suffix(random.chance(70) ? 6 : 60).randomElement(using: &random)
  }
}

extension Ledger {
  /// The short ids of ``cast``, and one that is not registered.
  static let names = cast.compactMap { $0.content.body["source"]?.string } + ["stranger"]
}

/// Some random records, made once: the laws look at the same ones.
///
/// With TALLY_RANDOM=FIRST,COUNT they are of other seeds, as many as are wanted.
enum RandomRecords {
  /// Their places, which are their seeds.
  static let range: Range<Int> = {
    let wanted = ProcessInfo.processInfo.environment["TALLY_RANDOM"]?.split(separator: ",")
    guard let numbers = wanted?.compactMap({ Int($0) }), numbers.count == 2 else { return 0..<6 }
    return numbers[0]..<numbers[0] + numbers[1]
  }()

  private static let mixed = Result { try range.map { try make(UInt64($0), isWhole: false) } }
  private static let whole = Result { try range.map { try make(UInt64($0), isWhole: true) } }

  /// The events of a record.
  static func events(_ place: Int, isWhole: Bool = false) throws -> [Event] {
    try (isWhole ? whole : mixed).get()[place - range.lowerBound]
  }

  private static func make(_ seed: UInt64, isWhole: Bool) throws -> [Event] {
    try RandomRecord(seed: seed, size: 45, isWhole: isWhole).events()
  }
}
