extension Appender {
  /// What would become of one draft.
  public enum Rehearsed: Sendable {
    /// It would be appended.
    case new(Content, warnings: [String])
    /// It is in the record already, at this seq, or would be by an earlier draft.
    case already(Content, seq: Int)
    /// It would be refused, for these reasons, and all the others with it.
    case refused([Refusal])
  }

  /// Decides on all drafts, each by itself, and appends nothing.
  ///
  /// - Throws: ``ClockError`` or ``StoreError``.
  /// - Complexity: As an append, without its transaction.
  public func rehearse(_ drafts: Drafts) throws -> [Rehearsed] {
    let (decisions, end) = try decideEach(drafts)
    let repeated = try repeats(decisions, end)
    return drafts.indices.map { place in
      switch decisions[place] {
      case .failure(let refusals): return .refused(refusals.all)
      case .success(let decided):
        if let refusal = repeated[place] { return .refused([refusal]) }
        switch decided.decision {
        case .append: return .new(decided.content, warnings: decided.warnings)
        case .already(let seq, _): return .already(decided.content, seq: seq)
        }
      }
    }
  }
}
