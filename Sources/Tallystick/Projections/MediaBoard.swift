/// The media at a cut, by how far each is authenticated, unverified ones first (TheRules.md).
public struct MediaBoard: Sendable {
  /// One medium.
  public struct Line: Hashable, Sendable {
    /// Its short id.
    public let medium: String
    /// `video`, `photo`, `document` or `illustration`; as those who published it say, the first stated
    /// first, as everything of which they may say several.
    public let kinds: [String]
    /// Who published it: the publisher named, else the speaker.
    public let publishers: [String]
    /// When it was made or appeared.
    public let whens: [EDTFDate]
    /// Where it stands.
    public let locators: [String]
    /// The SHA-256 of each copy.
    public let digests: [String]
    /// The rung of authenticity: as assessed, else what its fields give.
    public let rung: String
    /// Whether the rung was assessed by a recorder.
    public let isAssessed: Bool
    /// What it is said to show, in words.
    public let shows: [String]
    /// The claims that it is said to show.
    public let claims: [Int]
    /// The acts that deny its authenticity.
    public let denials: [Int]
    /// The events that make the line, in order.
    public let seqs: [Int]

    /// Whether its content was verified.
    public var isVerified: Bool { rung == Rules.rungs.last }
  }

  /// The media.
  public let lines: [Line]

  init(_ standing: Standing) {
    var byID: [String: [(act: Standing.Act, medium: Medium)]] = [:]
    for act in standing.acts where standing.isLive(act.id) {
      if case .medium(let medium) = act.deed {
        byID[medium.medium, default: []].append((act, medium))
      }
    }
    let denials = MediaBoard.denials(standing)
    lines = byID.map { id, found in Line(id, found, standing, denials) }
      .sorted { $0.precedes($1) }
  }

  private static func denials(_ standing: Standing) -> [EventID: [Int]] {
    var denials: [EventID: [Int]] = [:]
    for act in standing.acts where standing.isLive(act.id) {
      guard case .denial(.some(let target), _, let facets, _) = act.deed,
        facets.isEmpty || facets.contains(.authenticity)
      else { continue }
      denials[target, default: []].append(act.seq)
    }
    return denials
  }
}

extension MediaBoard.Line {
  fileprivate init(
    _ id: String, _ unordered: [(act: Standing.Act, medium: Medium)], _ standing: Standing,
    _ denials: [EventID: [Int]]
  ) {
    let found = unordered.sorted { $0.act.precedes($1.act) }
    let assessed = standing.judgements.held(id, on: "authenticity")
    medium = id
    kinds = found.map(\.medium.kind).distinctInOrder
    publishers = Set(found.map { $0.medium.publisher ?? $0.act.speech.speaker }).sorted()
    whens = found.compactMap(\.medium.when).distinctInOrder
    locators = found.compactMap(\.medium.locator).distinctInOrder
    digests = found.compactMap(\.medium.copy).distinctInOrder
    rung = assessed?.value ?? MediaBoard.rung(of: found.map(\.medium))
    isAssessed = assessed != nil
    shows = Set(found.compactMap(\.medium.showsWords)).sorted()
    claims = Set(found.flatMap(\.medium.shows).compactMap { standing.act($0)?.seq }).sorted()
    self.denials = found.flatMap { denials[$0.act.id] ?? [] }.sorted()
    let seqs = found.map(\.act.seq) + self.denials + (assessed.map { [$0.seq] } ?? [])
    self.seqs = Set(seqs).sorted()
  }

  /// Unverified ones first, and among them the ones that know least.
  private var rank: Int {
    Rules.rungs.firstIndex(of: rung) ?? 0
  }

  /// Whether it stands before another: the ones less verified first, then by short id.
  func precedes(_ other: MediaBoard.Line) -> Bool {
    (rank, medium) < (other.rank, other.medium)
  }
}

extension [EDTFDate] {
  /// Each once, as it is written.
  fileprivate var distinctInOrder: [EDTFDate] {
    var seen: Set<String> = []
    return filter { seen.insert($0.text).inserted }
  }
}

extension [String] {
  /// Each once.
  fileprivate var distinctInOrder: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}

extension Medium {
  /// The digest of a copy: an empty file is none.
  fileprivate var copy: String? { sha256 == Medium.digestOfNothing ? nil : sha256 }
}

extension MediaBoard {
  /// The rung that the fields give by themselves: a locator may be sealed, so that it gives none.
  fileprivate static func rung(of media: [Medium]) -> String {
    media.contains { $0.copy != nil } ? Rules.rungWithCopy : Rules.rungAtLeast
  }
}
