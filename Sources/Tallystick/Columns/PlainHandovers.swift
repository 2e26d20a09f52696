/// The handovers of a group of rows on which only plain claims bear, each made at once of all that
/// is said of its day; all other claims are left to ``Handovers``.
///
/// The claims of a row that name one day are one handover (design §4.2), unless something else is
/// said of that day, or a link names one of them, or a number is zero. Where a claim leaves part of
/// its row unsaid, there are none.
struct PlainHandovers {
  /// The handovers, by row and by day.
  private(set) var made: [Handover] = []

  /// The places of the claims left over, among all claims.
  private(set) var rest: [UInt32] = []

  /// The row and the day of a handover.
  struct Day: Hashable {
    let row: UInt32
    let day: Int
  }

  /// A claim in the order in which it is looked at.
  private struct Place {
    let day: Day
    let stated: Int64
    let id: UInt64
    let index: UInt32

    func precedes(_ other: Place) -> Bool {
      if day.row != other.day.row { return day.row < other.day.row }
      if day.day != other.day.day { return day.day < other.day.day }
      return stated != other.stated ? stated < other.stated : id < other.id
    }
  }

  /// Gathers claims; those on `shared` days are left over.
  init(
    _ indexes: some Sequence<UInt32>, of claims: PlainClaims, _ ids: [UInt64],
    sharing shared: Set<Day>, at cut: Cut, _ sides: inout PlainClaims.Sides
  ) {
    var places: [Place] = []
    for index in indexes {
      let claim = claims.all[Int(index)]
      guard let day = claims.days[Int(claim.when)] else {
        rest.append(index)
        continue
      }
      places.append(
        Place(
          day: Day(row: claim.row, day: day), stated: claim.stated,
          id: ids[Int(claim.seq) - 1], index: index))
    }
    places.sort { $0.precedes($1) }
    var start = 0
    for place in places.indices {
      if place + 1 < places.count, places[place + 1].day == places[place].day { continue }
      let all = places[start...place].map { claims.all[Int($0.index)] }
      // A total for a day is none of its handover.
      if shared.contains(places[place].day) || !all.allSatisfy(claims.isSimple) {
        rest += places[start...place].map(\.index)
      } else {
        make(all, of: claims, at: cut, &sides)
      }
      start = place + 1
    }
  }

  /// Makes one handover of plain claims on one row and day, where the cut looks at that day.
  private mutating func make(
    _ all: [PlainClaim], of claims: PlainClaims, at cut: Cut, _ sides: inout PlainClaims.Sides
  ) {
    let (row, when) = (claims.rows[all[0].row], claims.dates[Int(all[0].when)])
    guard Handovers.containment(of: when, in: cut) == .inside else { return }
    var sender: [PlainVoice] = []
    var receiver: [PlainVoice] = []
    var others: [PlainVoice] = []
    for claim in all {
      let voice = claims.voice(claim, &sides)
      if voice.side != nil, voice.side == row.from {
        sender.append(voice)
      } else if voice.side != nil, voice.side == row.to {
        receiver.append(voice)
      } else {
        others.append(voice)
      }
    }
    let seqs = (sender + receiver + others).flatMap(\.seqs)
    made.append(
      Handover(
        Handover.Made(
          row: row, when: when, key: nil, sender: SideNumber(sender),
          receiver: SideNumber(receiver), others: SideNumber(others), claims: [],
          seqs: seqs.distinct)))
  }
}
