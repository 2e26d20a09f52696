/// What later events make of plain claims, by their seqs: few have any.
struct PlainChanges {
  /// The correction that gave a claim its number, and the number before it.
  struct Correction {
    let seq: UInt32
    let day: Day
    let number: UInt32
    let kind: PlainManner.Number
  }

  /// The only correction of each claim that has one.
  private(set) var corrections: [UInt32: Correction] = [:]

  /// The explanation that takes a claim out of the sums.
  private(set) var explanations: [UInt32: String] = [:]

  fileprivate mutating func correct(_ seq: UInt32, by correction: Correction) {
    corrections[seq] = correction
  }

  fileprivate mutating func explain(_ seq: UInt32, by value: String) { explanations[seq] = value }
}

extension PlainClaims {
  /// Gives the announcement with the seq `target` the number of its only correction, made on `day`;
  /// false where that says more than a number, or the number may be another one by some day.
  mutating func correct(
    _ target: Int, to count: PlainCount, by seq: Int, on day: Day
  ) -> Bool {
    guard let place = place(ofSeq: target), let correction = UInt32(exactly: seq) else {
      return false
    }
    let claim = all[place]
    let former = manners[claim.manner]
    guard !former.isConfirmation, !former.isCorrected else { return false }
    var manner = former
    manner.number = count.kind
    manner.isCorrected = true
    guard
      let corrected = PlainClaim(
        number: count.number, stated: claim.stated, seq: target, row: claim.row, when: claim.when,
        manner: manners.code(of: manner))
    else { return false }
    all[place] = corrected
    changes.correct(
      claim.seq,
      by: PlainChanges.Correction(
        seq: correction, day: day, number: claim.number, kind: former.number))
    return true
  }

  /// Takes the claim with the seq `target` out of the sums, as its only explanation has it.
  mutating func explain(_ target: Int, by value: String) -> Bool {
    guard let place = place(ofSeq: target) else { return false }
    let claim = all[place]
    var manner = manners[claim.manner]
    manner.isExplained = true
    guard
      let explained = PlainClaim(
        number: Int64(claim.number), stated: claim.stated, seq: target, row: claim.row,
        when: claim.when, manner: manners.code(of: manner))
    else { return false }
    all[place] = explained
    changes.explain(claim.seq, by: value)
    return true
  }

  /// Whether two claims are on one row and one day, so that they are one handover without a link.
  func areOnOneDay(_ first: Int, _ second: Int) -> Bool {
    guard let one = place(ofSeq: first).map({ all[$0] }),
      let two = place(ofSeq: second).map({ all[$0] }),
      let day = days[Int(one.when)]
    else { return false }
    return one.row == two.row && day == days[Int(two.when)]
  }
}
