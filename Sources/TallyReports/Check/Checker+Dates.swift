internal import Tallystick

/// The checks on the three times.
extension Checker {
  /// Acts that were recorded long after they were said: all of them in one.
  var backDated: [Found] {
    let late = acts.compactMap { event, stated -> (seq: Int, days: Int)? in
      guard let said = stated.latestDay else { return nil }
      let lag = event.recorded.day.number - said.number
      return lag > days ? (event.seq, lag) : nil
    }
    guard let most = late.map(\.days).max() else { return [] }
    return [
      Found(
        .backDated, late.map(\.seq),
        "\(late.count == 1 ? "1 act was" : "\(late.count) acts were") recorded more than \(days) days "
          + "after \(late.count == 1 ? "it was" : "they were") said, at most \(most) days.")
    ]
  }

  /// Acts that say on an earlier day something about what was said on a later one.
  var datedBefore: [Found] {
    let acts = acts
    let saying = Dictionary(acts.map { ($0.event.id, $0) }, uniquingKeysWith: { first, _ in first })
    return acts.flatMap { event, stated in
      event.content.body.ids("of").compactMap { saying[$0] }.compactMap { about -> Found? in
        guard let said = stated.latestDay, let first = about.stated.earliestDay, said < first else {
          return nil
        }
        return Found(
          .datedBefore, [event.seq, about.event.seq],
          "#\(event.seq) is stated on \(stated), before #\(about.event.seq), which it is about: one "
            + "of the two days is wrong.")
      }
    }
  }

  /// Acts of which it is not sure that they were said by the cut, and claims of which it is not
  /// sure that they happened inside the days asked for.
  var impreciseDates: [Found] {
    let cut = view.standing.cut
    var found: [Found] = []
    if let asOf = cut.asOf {
      let astride = acts.filter { Checker.isNear(asOf, $0.stated) }
      found += astride.map { event, stated in
        Found(
          .impreciseDates, [event.seq],
          "stated \(stated): it is not sure that this was said by \(asOf).")
      }
    }
    if cut.picksByOccurrence {
      let claims = view.standing.liveClaims().filter { claim in
        claim.placement.act == .handover && claim.half == 0
          && (claim.placement.when?.lies(within: cut.occurredFrom, to: cut.occurredTo)
            ?? .straddling) == .straddling
      }
      found += claims.map { claim in
        Found(
          .impreciseDates, [claim.seq],
          "when \(claim.placement.when?.text ?? "unsaid"): it is not sure that this happened in "
            + "\(cut.occurred ?? "").")
      }
    }
    return found
  }

  /// Whether a date has a first day by the cut and a last one after it, or is marked as not sure
  /// and ends on the cut or the day after it.
  private static func isNear(_ cut: Day, _ stated: Stated) -> Bool {
    let begins = stated.earliestDay.map { $0 <= cut } ?? true
    let ends = stated.latestDay.map { $0 <= cut } ?? false
    if begins && !ends { return true }
    guard let date = stated.date, date.isUncertain || date.isApproximate,
      let last = stated.latestDay
    else { return false }
    return last == cut || last == cut.next
  }

  /// Events that a clock stamped which was ahead or behind.
  var clock: [Found] {
    ahead + jumps + behind
  }

  private var ahead: [Found] {
    let late = events.filter { $0.recorded > now }.map(\.seq)
    guard let first = late.first, let last = late.last else { return [] }
    let recorded = events.last { $0.seq == last }?.recorded.description ?? ""
    return [
      Found(
        .clock, late,
        "#\(first) to #\(last) were recorded by a clock that was ahead, up to \(recorded): a cut "
          + "by the day of recording leaves them out; use --as-recorded '#SEQ'.")
    ]
  }

  /// The most days between two events in a row that are not worth a look.
  static let longestRest = 400

  private var jumps: [Found] {
    zip(events, events.dropFirst()).compactMap { one, next in
      let rest = next.recorded.day.number - one.recorded.day.number
      guard rest > Checker.longestRest else { return nil }
      return Found(
        .clock, [one.seq, next.seq],
        "#\(next.seq) was recorded \(rest) days after #\(one.seq): one of the two clocks may have "
          + "been wrong, and all that follow are stamped after it.")
    }
  }

  private var behind: [Found] {
    let early = acts.filter { event, stated in
      stated.earliestDay.map { $0 > event.recorded.day.next } ?? false
    }.map(\.event.seq)
    guard !early.isEmpty else { return [] }
    return [
      Found(
        .clock, early,
        "\(early.count) \(early.count == 1 ? "act was" : "acts were") recorded before the day of "
          + "being said: the clock was behind, or the day is wrong.")
    ]
  }

  /// The acts, each with when it was said, as amended.
  private var acts: [(event: Event, stated: Stated)] {
    events.filter { $0.content.knownType?.isAct ?? false }.map { event in
      (event, view.standing.amended.items[event.id]?.stated ?? event.content.stated)
    }
  }
}
