package import TransparencyLog

/// What a record comes to at a cut: what its reports and its page show, as far as it was asked for.
public struct Outcome: Sendable {
  /// What is worked out of a record.
  public struct Parts: OptionSet, Sendable {
    /// The bits, one for each part.
    public let rawValue: UInt8

    /// Creates the parts of these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The sums, row by row.
    public static let totals = Parts(rawValue: 1)
    /// The handovers.
    public static let handovers = Parts(rawValue: 2)
    /// How far each handover is borne out.
    public static let statuses = Parts(rawValue: 4)
    /// What cannot all be right.
    public static let contradictions = Parts(rawValue: 8)
    /// What agreements make each party owe.
    public static let obligations = Parts(rawValue: 16)
    /// The media.
    public static let media = Parts(rawValue: 32)
    /// What each source says.
    public static let voices = Parts(rawValue: 64)
    /// Which amendments bear on which events.
    public static let amendments = Parts(rawValue: 128)

    /// All of it.
    public static let all = Parts(rawValue: .max)
  }

  /// The cut that it resolved to.
  public internal(set) var cut: ResolvedCut

  /// The sums, row by row.
  public let totals: Totals

  /// What cannot all be right.
  public let contradictions: [Contradiction]

  /// What agreements make each party owe.
  public let obligations: [Obligations.Line]

  /// The media.
  public let media: [MediaBoard.Line]

  /// What each source says.
  public let voices: [Voices.Line]

  /// How reliable a recorder judges sources, `A` to `F`, by their short ids.
  public let reliability: [String: String]

  /// Who the sources are.
  public let sources: SourceBook

  /// What short names stand for.
  public let terms: TermBook

  /// The events that say of a deal that it renews another, and that have no effect.
  public let withoutEffect: [Int]

  /// The zeros that are of no handover: who says that nothing was handed over.
  public let zeros: [Handovers.Listed]

  /// The claims that make no handover, and why.
  package let excluded: [Handovers.Listed]

  package let handovers: PackedHandovers

  /// The sealed fields, without disclosures.
  package let sealed: SealedFields

  /// The seqs of the amendments in force that bear on an event.
  package let amendments: [EventID: [Int]]

  init(
    _ fold: consuming OutcomeFold, sources: SourceBook, terms: TermBook, sealed: SealedFields,
    cut: ResolvedCut
  ) {
    self.cut = cut
    self.sources = sources
    self.terms = terms
    self.sealed = sealed
    amendments = fold.amendments
    totals = fold.totals
    handovers = fold.packed
    excluded = fold.excluded.sorted { $0.precedes($1) }
    zeros = fold.zeros.sorted { $0.precedes($1) }
    media = fold.media.sorted { $0.precedes($1) }
    let (spoken, reliability) = (fold.voices, fold.reliability)
    self.reliability = reliability.mapValues(\.value)
    voices = fold.wanted.contains(.voices) ? spoken.lines(sources) { reliability[$0] } : []
    let owed = Obligations(fold.obligations, sources, day: cut.cut.day)
    obligations = owed.lines
    withoutEffect = owed.withoutEffect
    contradictions = Contradictions(fold.contradictions, owed.lines, fold.explanations).all
  }
}

extension Outcome {
  /// Works out what the events of `parts` come to, some thousand events at a time, as far as not more
  /// belong together.
  ///
  /// - Parameters:
  ///   - parts: All events of a record.
  ///   - root: The root over them, where their leaf hashes were not given.
  ///   - cut: The cut.
  ///   - asRecorded: How ``View/AsRecorded`` was asked for.
  ///   - wanted: What is worked out.
  ///   - workers: Where parts are judged.
  ///   - many: How many events are looked at at a time.
  ///   - read: Hands the bytes of the entries with some seqs, which ascend, to what it is given.
  ///   - progress: Is told how many events were looked at.
  /// - Throws: What `read` throws; ``StoreError`` where an entry cannot be read.
  /// - Complexity: O(*n* log *n*) in the number of events, and the square of the claims with vague
  ///   dates on one row.
  package init(
    of parts: consuming RecordParts, root: Hash? = nil, at cut: Cut, asRecorded: String?,
    wanted: Parts = .all, on workers: Workers = .here, chunk many: Int = RecordParts.Chunks.many,
    reading read: OutcomeReading,
    progress: (_ done: Int, _ total: Int) -> Void
  ) throws {
    let (size, root, sealed) = (parts.size, root ?? parts.root, parts.sealedFields)
    let sources = parts.sources(at: cut)
    let terms = parts.terms(at: cut)
    let seqsOfDeals = parts.seqsOfDeals()
    let areApart = parts.close()
    let stand: @Sendable (History) -> Standing = { history in
      Standing(
        history, at: cut, sources: areApart ? sources : nil, terms: areApart ? terms : nil)
    }
    var readings = Obligations.Readings()
    if !seqsOfDeals.isEmpty, wanted.needsObligations {
      let all = areApart ? seqsOfDeals : Array(1...UInt32(size))
      readings.take(stand(try parts.history(of: all[...], reading: read)))
    }
    var fold = OutcomeFold(readings, wanted)
    var done = 0
    let chunks = areApart ? parts.chunks(of: many) : RecordParts.Chunks(ofAll: size)
    try workers.judge(chunks, into: &fold) {
      try parts.history(of: $0, reading: read)
    } standing: {
      stand($0)
    } done: {
      done += $0
      progress(done, size)
    }
    let resolved = fold.resolved(cut, asRecorded: asRecorded, size: size, root: root)
    self.init(fold, sources: sources, terms: terms, sealed: sealed, cut: resolved)
  }
}

extension Outcome {
  /// Says in the cut how many of the sealed fields can be opened by what is at hand of them.
  public mutating func tell(_ holdings: SealedHoldings) {
    cut = ResolvedCut(
      cut: cut.cut, asRecorded: cut.asRecorded, seq: cut.seq, size: cut.size, root: cut.root,
      straddling: cut.straddling, occurredStraddling: cut.occurredStraddling, aside: cut.aside,
      unread: cut.unread, sealed: sealed.counts(by: holdings).words)
  }
}

extension Outcome.Parts {
  /// Whether it is asked what agreements make each party owe: a contradiction may stand beside that.
  var needsObligations: Bool { contains(.obligations) || contains(.contradictions) }
}

extension RecordParts {
  /// The fold of the events with some seqs, which ascend; those of which nothing is kept are read.
  func history(of seqs: ArraySlice<UInt32>, reading read: OutcomeReading) throws -> History {
    var history = History(expecting: seqs.count)
    var left = seqs
    /// Takes what is kept of the events up to a seq.
    func takeKept(before seq: UInt32) throws(StoreError) {
      while let next = left.first, next < seq {
        switch fact(Int(next)) {
        case .item(let item): history.take(item)
        case .bytes(let bytes): try history.apply(bytes, seq: Int(next))
        case nil: break
        }
        left.removeFirst()
      }
    }
    let missing = seqs.filter { !isKept(Int($0)) }
    if !missing.isEmpty {
      try read(missing[...]) { seq, bytes throws(StoreError) in
        try takeKept(before: UInt32(seq))
        try history.apply(bytes, seq: seq)
      }
    }
    try takeKept(before: .max)
    return history
  }
}

/// Hands the bytes of the entries with some seqs, which ascend, to what it is given, in order.
package typealias OutcomeReading = (
  _ seqs: ArraySlice<UInt32>, _ take: (_ seq: Int, _ bytes: [UInt8]) throws(StoreError) -> Void
) throws -> Void
