package import Tallystick
internal import TransparencyLog

/// What may be otherwise on a site since its record held fewer events, so that the rest need not be made
/// again.
///
/// The answer is one-sided: what is said to be still as it was is so, to the byte, whichever day it is
/// today; of what may be otherwise most is as it was too.
package struct SiteChange {
  /// How many events there were before.
  package let size: Int

  /// The first day of which a page may differ; nil where none does.
  let firstMoved: Day?

  /// Whether an event since says how to read the record, or something was said before all that had been:
  /// then nothing is known.
  let isOpen: Bool

  /// The events on whose pages something may differ.
  let seqs: Set<Int>

  /// The short ids of which the events since speak.
  let names: Set<String>

  /// The keys of the contradictions that are as they were.
  let contradictions: Set<String>

  /// The rows that are among those of now, and were not, or no longer.
  let rows: Set<Row>

  /// The media, each with the events of its page.
  let media: [String: [Int]]

  /// Whether the answer to a path is still as it was.
  package func keeps(_ path: SitePath) -> Bool {
    if case .page(.row(let row), .some) = path, rows.contains(row) { return false }
    if let day = path.day { return isStill(day) }
    guard !isOpen else { return false }
    switch path {
    case .page(.difference(_, let to), nil), .difference(_, let to, _): return isStill(to)
    case .page(.event(let seq), nil): return seq <= size && !seqs.contains(seq)
    case .page(.eventsTo(let end), nil): return end + EventPages.perPage <= size
    case .page(.contradiction(let key), nil): return contradictions.contains(key)
    case .page(.source(let id), nil), .feed(.source(let id)): return !names.contains(id)
    case .page(.medium(let id), nil):
      return !names.contains(id) && !(media[id] ?? []).contains(where: seqs.contains)
    default: return false
    }
  }

  /// Whether the pages of a day are still as they were.
  package func isStill(_ day: Day) -> Bool { firstMoved.map { day < $0 } ?? true }
}

extension SiteRecord {
  /// Goes on to so many events, which need not be those that are there, and tells what may be otherwise
  /// than it was; nil where so much is new that it is quicker to make everything again.
  ///
  /// - Throws: What reading the record throws.
  package func advance(to end: Int, today: Day) throws -> SiteChange? {
    let (before, first) = (size, changes.days.first?.day)
    guard before > 0, end >= before, end - before <= SiteRecord.mostNew else {
      try catchUp(to: end)
      return nil
    }
    let now = Cut(today: today)
    let had = reckoned(at: now) { reckoning in
      reckoning.forgetChanges()
      return ContradictionList.keyed(reckoning.contradictions())
    }
    let rows = rowsNow
    try catchUp(to: end)
    let (touched, has) = try reckoned(at: now) { reckoning in
      (
        try reckoning.eventsTouched(since: before) { seqs in
          Set(try events(seqs).flatMap(\.rowsSaid))
        },
        ContradictionList.keyed(reckoning.contradictions())
      )
    }
    let new = before < size ? try events(before + 1...size) : []
    return SiteChange(
      size: before, firstMoved: firstMoved(since: before),
      isOpen: changes.areReadOtherwise(since: before) || changes.days.first?.day != first,
      seqs: touched.union(index.reached(since: before)),
      names: Set(new.flatMap { JSONValue.object($0.content.body).texts }),
      contradictions: SiteRecord.same(had, has), rows: rows.symmetricDifference(rowsNow),
      media: Dictionary(
        index.ids(of: "medium").map { ($0, index.events(of: "medium", $0)) },
        uniquingKeysWith: { first, _ in first }))
  }

  /// The most events since of which it is asked what they touch.
  private static let mostNew = 1000

  /// The keys of what stands in both as it was.
  ///
  /// What somebody says of an agreement is left out: the day moves what is owed.
  private static func same(
    _ had: [ContradictionList.One], _ has: [ContradictionList.One]
  ) -> Set<String> {
    let before = Dictionary(
      had.map { ($0.key, $0.contradiction) }, uniquingKeysWith: { first, _ in first })
    return Set(
      has.filter { $0.contradiction.kind != .compliance && before[$0.key] == $0.contradiction }
        .map(\.key))
  }
}

extension Event {
  /// The rows of which it speaks, both ways: it may be of an exchange.
  fileprivate var rowsSaid: [Row] {
    ["claim", "instead"].compactMap { content.body[$0]?.object }.flatMap { claim in
      let row = claim.row
      return [row, Row(what: row.what, from: row.to, to: row.from, whose: nil)]
    }
  }
}

extension JSONValue {
  /// The texts that stand anywhere in the value.
  fileprivate var texts: [String] {
    switch self {
    case .string(let text): [text]
    case .object(let object): object.members.flatMap(\.value.texts)
    case .array(let values): values.flatMap(\.texts)
    default: []
    }
  }
}
