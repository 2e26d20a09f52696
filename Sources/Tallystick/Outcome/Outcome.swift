/// What a record comes to at a cut: all that its reports and its page show.
public struct Outcome: Sendable {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

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

  /// Who the sources are.
  public let sources: SourceBook

  /// What short names stand for.
  public let terms: TermBook

  /// The claims that make no handover, and why.
  let excluded: [Handovers.Listed]

  let handovers: PackedHandovers

  /// The sealed fields, without disclosures.
  let sealed: SealedFields

  /// The seqs of the amendments in force that bear on an event.
  let amendments: [EventID: [Int]]

  /// Takes what a view of a whole record holds.
  ///
  /// - Complexity: O(*n* log *n*) in the number of claims and handovers.
  public init(_ view: View) {
    var survey = OutcomeSurvey()
    survey.take(view.standing)
    var fold = OutcomeFold(survey)
    fold.take(view.standing, view.handovers)
    self.init(
      fold, survey, sources: view.standing.sources, terms: view.standing.terms,
      sealed: SealedFields(of: view.history), cut: view.cut)
  }

  init(
    _ fold: OutcomeFold, _ survey: OutcomeSurvey, sources: SourceBook, terms: TermBook,
    sealed: SealedFields, cut: ResolvedCut
  ) {
    self.cut = cut
    self.sources = sources
    self.terms = terms
    self.sealed = sealed
    amendments = survey.amendments
    totals = fold.totals
    handovers = fold.packed
    excluded = fold.excluded.sorted { $0.precedes($1) }
    media = fold.media.sorted { $0.precedes($1) }
    voices = survey.voices.lines(sources) { fold.reliability[$0] }
    obligations = Obligations(fold.obligations, sources, day: cut.cut.day).lines
    contradictions = Contradictions(fold.contradictions, obligations, survey.explanations).all
  }
}

extension Outcome {
  /// Works out what the events of `parts` come to, some thousand events at a time, as far as not more
  /// belong together.
  ///
  /// - Parameters:
  ///   - parts: All events of a record.
  ///   - cut: The cut.
  ///   - asRecorded: How ``View/AsRecorded`` was asked for.
  ///   - many: How many events are looked at at a time.
  ///   - read: Hands the bytes of the entries with some seqs, which ascend, to what it is given.
  ///   - progress: Is told how many events were looked at, each twice.
  /// - Throws: What `read` throws; ``StoreError`` where an entry cannot be read.
  /// - Complexity: O(*n* log *n*) in the number of events, and the square of the claims with vague
  ///   dates on one row.
  init(
    of parts: consuming RecordParts, at cut: Cut, asRecorded: String?,
    chunk many: Int = RecordParts.Chunks.many, reading read: @escaping OutcomeReading,
    progress: (_ done: Int, _ total: Int) -> Void
  ) throws {
    let (size, root, sealed) = (parts.size, parts.root, parts.sealedFields)
    let sources = parts.sources(at: cut)
    let terms = parts.terms(at: cut)
    let areApart = parts.close()
    var chunks = areApart ? parts.chunks(of: many) : RecordParts.Chunks(ofAll: size)
    var done = 0
    func stand(_ seqs: ArraySlice<UInt32>) throws -> Standing {
      var history = History()
      try read(seqs) { seq, bytes throws(StoreError) in
        try history.apply(bytes, seq: seq)
        done += 1
        progress(done, 2 * size)
      }
      return Standing(
        history, at: cut, sources: areApart ? sources : nil, terms: areApart ? terms : nil)
    }
    var survey = OutcomeSurvey()
    var joining = RowJoining()
    for seqs in chunks {
      let standing = try stand(seqs)
      survey.take(standing)
      joining.take(standing, &parts)
    }
    joining.close(&parts)
    if areApart { chunks = parts.chunks(of: many) }
    var fold = OutcomeFold(survey)
    for seqs in chunks {
      let standing = try stand(seqs)
      fold.take(standing, Handovers(standing, standing.liveClaims()))
    }
    self.init(
      fold, survey, sources: sources, terms: terms, sealed: sealed,
      cut: ResolvedCut(
        cut: cut, asRecorded: asRecorded, seq: survey.lastSeq, size: size, root: root,
        straddling: survey.straddling, occurredStraddling: fold.straddling,
        aside: survey.aside.sorted { $0.seq < $1.seq }, unread: survey.unread, sealed: nil))
  }
}

/// Hands the bytes of the entries with some seqs, which ascend, to what it is given, in order.
typealias OutcomeReading = (
  _ seqs: ArraySlice<UInt32>, _ take: (_ seq: Int, _ bytes: [UInt8]) throws(StoreError) -> Void
) throws -> Void
