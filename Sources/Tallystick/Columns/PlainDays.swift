/// The handovers of a group of rows on which only plain claims bear, each summed up at once from all
/// that is said of its day; all other claims are left to ``Handovers``.
///
/// The claims of a row that name one day are one handover (design §4.2), unless something else is
/// said of that day, or a link names one of them, or a number is zero, or two things are counted.
/// Where a claim leaves part of its row unsaid, there are none.
struct PlainDays {
  /// The handovers, for each row that has any.
  private(set) var rows: [SummedDays] = []

  /// The places of the claims left over, among all claims.
  private(set) var rest: [UInt32] = []

  /// A day of a row.
  struct Day: Comparable {
    private let key: UInt64

    /// Two days that are very far from this one may be taken for the same.
    init(row: UInt32, day: Int) {
      let day = UInt32(bitPattern: Int32(clamping: day)) ^ 0x8000_0000
      key = UInt64(row) << 32 | UInt64(day)
    }

    static func < (left: Day, right: Day) -> Bool { left.key < right.key }
  }

  /// A claim, by the day about which it is.
  private struct Place {
    let day: Day
    let index: UInt32
  }

  private var voices = DayVoices()

  /// The code of the last of the rows; 0 of none.
  private var row: UInt32 = 0

  /// Sums up claims; those on `shared` days, which ascend, are left over.
  init(
    _ indexes: some Sequence<UInt32>, of claims: PlainClaims, sharing shared: [Day], at cut: Cut,
    _ sides: inout PlainClaims.Sides
  ) {
    let places = sorted(indexes, claims)
    var (start, other) = (0, shared.startIndex)
    for place in places.indices {
      let day = places[place].day
      if place + 1 < places.count, places[place + 1].day == day { continue }
      while other < shared.endIndex, shared[other] < day { other += 1 }
      let run = places[start...place]
      start = place + 1
      let isShared = other < shared.endIndex && shared[other] == day
      if isShared || !voices.hear(run.lazy.map(\.index), of: claims, &sides) {
        rest += run.map(\.index)
      } else {
        take(claims.all[Int(places[place].index)], of: claims, at: cut)
      }
    }
  }

  /// The claims about one day, by it, and then by their seqs, in which order they come.
  private mutating func sorted(
    _ indexes: some Sequence<UInt32>, _ claims: PlainClaims
  ) -> [Place] {
    var places: [Place] = []
    for index in indexes {
      let claim = claims.all[Int(index)]
      guard let day = claims.days[Int(claim.when)], !claims.isExplained(claim) else {
        rest.append(index)
        continue
      }
      places.append(Place(day: Day(row: claim.row, day: day), index: index))
    }
    places.sort { $0.day == $1.day ? $0.index < $1.index : $0.day < $1.day }
    return places
  }

  /// Takes the handover of the day of which was heard, where the cut looks at that day.
  private mutating func take(_ claim: PlainClaim, of claims: PlainClaims, at cut: Cut) {
    let when = Int(claim.when)
    if cut.picksByOccurrence,
      Handovers.containment(of: claims.dates[when], in: cut) != .inside
    {
      return
    }
    guard let day = claims.days[when] else { return }
    if row != claim.row {
      row = claim.row
      rows.append(SummedDays(on: claims.rows[row]))
    }
    voices.add(on: day, to: &rows[rows.count - 1])
  }
}
