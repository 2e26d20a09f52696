import Tallystick

/// What a record comes to at several cuts, each kept live.
///
/// A cut that is asked for is reached from the nearest one, so that a day of a long record takes the time
/// of the events between the two, not of those between it and whatever day was asked for before. All share
/// what is the same at their cuts.
struct Reckonings {
  /// Each, the one asked last at the end.
  private var kept = [Reckoning(at: Cut(today: .minimum), disputing: true)]

  /// The most that are kept, and of how many events together; one takes some 0.5 kB for each.
  private static let (most, mostEvents) = (16, 800_000)

  /// The fewest events between two when one more is kept, so that a short record has one.
  static let leastApart = 1000

  private let leastApart: Int

  /// How many are kept.
  var count: Int { kept.count }

  init(leastApart: Int) { self.leastApart = leastApart }

  /// The cut that was asked for last.
  var lastCut: Cut { kept[kept.count - 1].cut }

  /// Asks what stands at a cut of some events, at least those of the time before; `said` tells how many
  /// had been said by the end of a day, and without one how many of a known day there are.
  ///
  /// - Complexity: that of what may be otherwise than at the nearest cut that is kept.
  mutating func ask<Result>(
    at cut: Cut, _ folding: Folding, said: (Day?) -> Int, _ ask: (inout Reckoning) throws -> Result
  ) rethrows -> Result {
    let place = nearest(to: cut, said)
    let size = folding.history.size
    let most = max(1, min(Reckonings.most, Reckonings.mostEvents / max(size, 1)))
    let apart = max(leastApart, size / (2 * most))
    let isFar = abs(said(kept[place].cut.asOf) - said(cut.asOf)) > apart
    var one = isFar && kept.count < most ? kept[place] : kept.remove(at: place)
    one.catchUp(with: folding)
    one.move(to: cut)
    one.settle()
    defer { kept.append(one) }
    return try ask(&one)
  }

  /// Forgets all but the one that is nearest to the whole record: new events come, which each would have
  /// to take.
  mutating func keepLatest(said: (Day?) -> Int) {
    kept = [kept[nearest(to: Cut(today: .minimum), said)]]
  }

  private func nearest(to cut: Cut, _ said: (Day?) -> Int) -> Int {
    let wanted = said(cut.asOf)
    // Of equals the one asked last, whose day is likely to be the same.
    return kept.indices.reversed().min {
      abs(said(kept[$0].cut.asOf) - wanted) < abs(said(kept[$1].cut.asOf) - wanted)
    } ?? 0
  }
}
