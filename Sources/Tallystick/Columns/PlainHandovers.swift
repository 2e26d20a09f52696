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
      guard let day = claims.days[Int(claim.when)], !claims.isExplained(claim) else {
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
      let day = places[start...place]
      // A total for a day is none of its handover.
      if shared.contains(places[place].day)
        || !day.allSatisfy({ claims.isSimple(claims.all[Int($0.index)]) })
      {
        rest += day.map(\.index)
      } else {
        make(day, of: claims, at: cut, &sides)
      }
      start = place + 1
    }
  }

  /// Makes one handover of plain claims on one row and day, where the cut looks at that day.
  private mutating func make(
    _ day: ArraySlice<Place>, of claims: PlainClaims, at cut: Cut, _ sides: inout PlainClaims.Sides
  ) {
    let first = claims.all[Int(day[day.startIndex].index)]
    if cut.picksByOccurrence,
      Handovers.containment(of: claims.dates[Int(first.when)], in: cut) != .inside
    {
      return
    }
    let row = claims.rows[first.row]
    let numbers =
      day.count == 1
      ? Numbers(claims.voice(first, &sides), on: row)
      : Numbers(day.map { claims.voice(claims.all[Int($0.index)], &sides) }, on: row)
    made.append(
      Handover(
        Handover.Made(
          row: row, when: claims.dates[Int(first.when)], key: nil, sender: numbers.sender,
          receiver: numbers.receiver, others: numbers.others, claims: [], seqs: numbers.seqs)))
  }

  /// What the sides say of one handover.
  private struct Numbers {
    private(set) var sender: SideNumber?
    private(set) var receiver: SideNumber?
    private(set) var others: SideNumber?
    private(set) var seqs: [Int] = []

    init(_ only: PlainVoice, on row: Row) {
      let number = SideNumber(only: only)
      if only.side != nil, only.side == row.from {
        sender = number
      } else if only.side != nil, only.side == row.to {
        receiver = number
      } else {
        others = number
      }
      seqs = number.seqs
    }

    init(_ voices: [PlainVoice], on row: Row) {
      var (sent, received, rest): ([PlainVoice], [PlainVoice], [PlainVoice]) = ([], [], [])
      for voice in voices {
        if voice.side != nil, voice.side == row.from {
          sent.append(voice)
        } else if voice.side != nil, voice.side == row.to {
          received.append(voice)
        } else {
          rest.append(voice)
        }
        seqs += voice.seqs
      }
      sender = SideNumber(sent)
      receiver = SideNumber(received)
      others = SideNumber(rest)
      seqs = seqs.distinct
    }
  }
}
