/// Silences, and numbers that are withheld, at a cut, each with its end where one was announced
/// (TheRules.md).
public struct Silences: Sendable {
  /// One silence.
  public struct Line: Hashable, Sendable {
    /// What kind of silence it is.
    public enum Kind: String, Sendable {
      /// The one who is silent says so.
      case declared
      /// Somebody else says so.
      case observed
      /// A claim is made without its number.
      case withheld
    }

    /// Its event.
    public let seq: Int
    /// What kind of silence it is.
    public let kind: Kind
    /// The source or party that is silent.
    public let silent: String
    /// Who says so.
    public let speaker: String
    /// When that was said.
    public let stated: Stated
    /// On what: words, or the claim without its number.
    public let about: String
    /// The event on which it is silent, where the record holds one.
    public let aboutSeq: Int?
    /// How long, a date or words; nil where no end was announced.
    public let until: String?
    /// The last day of the silence, where its end is a date.
    public let lastDay: Day?
    /// The events that make the line, in order.
    public let seqs: [Int]
  }

  /// The silences, by when they were said.
  public let lines: [Line]

  package init(_ standing: Standing) {
    let acts = standing.acts.filter { standing.isLive($0.id) }.sorted { $0.precedes($1) }
    var ends: [EventID: (until: String, seq: Int)] = [:]
    for act in acts {
      guard case .silence(let silence) = act.deed, let about = silence.about,
        let until = silence.until, silence.isOf(act, standing.sources)
      else { continue }
      ends[about] = (until, act.seq)
    }
    lines = acts.flatMap { act -> [Line] in
      if case .silence(let silence) = act.deed { return [Line(act, silence, standing)] }
      return Line.withheld(act, standing, end: ends[act.id])
    }
  }
}

extension Silence {
  /// Whether the one who is silent says so, itself or by a member.
  fileprivate func isOf(_ act: Standing.Act, _ book: SourceBook) -> Bool {
    book.lineage(of: act.speech.speaker).contains(silent) || act.side == silent
  }
}

extension Silences.Line {
  fileprivate init(_ act: Standing.Act, _ silence: Silence, _ standing: Standing) {
    let about = silence.about.flatMap { standing.act($0) }
    seq = act.seq
    kind = silence.isOf(act, standing.sources) ? .declared : .observed
    silent = silence.silent
    speaker = act.speech.speaker
    stated = act.stated
    self.about = silence.aboutWords ?? about.flatMap { $0.claim?.notation } ?? "an event"
    aboutSeq = about?.seq
    until = silence.until
    lastDay = silence.until.flatMap { (try? EDTFDate(parsing: $0))?.latest }
    seqs = [act.seq]
  }

  /// The claims of an act that keep their number back; both halves of an exchange are one.
  fileprivate static func withheld(
    _ act: Standing.Act, _ standing: Standing, end: (until: String, seq: Int)?
  ) -> [Silences.Line] {
    let claims = standing.claims(of: act).filter {
      $0.half == 0 && $0.claim.count?.kind == .withheld
    }
    return claims.prefix(1).map { claim in
      Silences.Line(
        seq: act.seq, kind: .withheld, silent: act.speech.speaker, speaker: act.speech.speaker,
        stated: act.stated, about: claim.claim.notation, aboutSeq: nil, until: end?.until,
        lastDay: end.flatMap { (try? EDTFDate(parsing: $0.until))?.latest },
        seqs: Set(claim.seqs + (end.map { [$0.seq] } ?? [])).sorted())
    }
  }
}
