/// The sums of a fold, one group of rows after the other.
///
/// Rows are one group where some claim may be on either, or an event is about claims on both; no
/// claim on another row can bear on their sums.
struct RowSums {
  let cut: Cut
  let unread: Int
  private(set) var lastSeq: Int
  private(set) var straddling = 0
  private(set) var occurredStraddling = 0
  private(set) var aside: [Standing.Aside] = []
  private(set) var lines: [Totals.Line] = []
  private(set) var together: [Handovers.Together] = []

  private var claims: PlainClaims
  private var components: Components
  private let ids: [UInt64]
  private let sameHandovers: [TotalsFold.SameHandover]
  private let sources: SourceBook
  private var sides: PlainClaims.Sides

  init(_ fold: consuming TotalsFold) {
    cut = fold.cut
    let context = Standing(fold.context, at: cut)
    sources = context.sources
    sides = PlainClaims.Sides(context.sources)
    unread = context.unread.count
    lastSeq = context.lastSeq
    claims = fold.claims
    components = fold.components
    ids = fold.places.ids
    sameHandovers = fold.links
  }

  /// Sums all rows.
  mutating func sum(reading reader: some EventReader) throws(StoreError) {
    let wild = try stand(wildSeqs(), reader)
    var groups = RowGroups(&claims, &components)
    groups.join(wild.live, &claims, &components)
    let byGroup = Dictionary(grouping: wild.live) { groups.group(of: claims.code(of: $0.row)) }
    let plain = plainClaims(&groups)
    let slow = slowSeqs(&groups)
    let linked = plainLinks(&groups)
    for group in 0..<groups.count {
      let (indexes, seqs) = (plain[group], slow[group])
      guard !indexes.isEmpty || !seqs.isEmpty || byGroup[group] != nil else { continue }
      var (live, links) = try stand(seqs, reader)
      live += byGroup[group] ?? []
      let (days, rest) = gather(indexes, linked: linked[group], beside: live)
      live += rest.map { self.live(claims.all[Int($0)]) }
      live.sort { $0.precedes($1) }
      links += wild.links + linked[group].map { link(sameHandovers[Int($0)]) }
      take(Handovers(live, links: links.sorted { $0.seq < $1.seq }, at: cut, beside: days), days)
    }
    try standAlone(slow[groups.count], reader)
    countOthers()
    lines.sort { $0.row < $1.row }
    together.sort { $0.precedes($1) }
  }

  private mutating func take(_ handovers: Handovers, _ days: [SummedDays]) {
    occurredStraddling += handovers.straddling
    together += handovers.together
    lines += Totals(handovers, beside: days, listing: false).lines
  }

  private mutating func live(_ plain: PlainClaim) -> LiveClaim {
    claims.live(plain, ids, &sides)
  }

  /// Sums up the handovers of which plain claims alone speak, beside claims of other events; what is
  /// said of the days of `linked` ones is left over, as one handover may be on several of them.
  private mutating func gather(
    _ indexes: ArraySlice<UInt32>, linked: ArraySlice<UInt32>, beside live: [LiveClaim]
  ) -> (days: [SummedDays], rest: [UInt32]) {
    guard live.allSatisfy(\.row.isWhole) else { return ([], Array(indexes)) }
    var shared: [PlainDays.Day] = []
    for claim in live {
      let days = OuterDays(claim.placement.when)
      guard days.from == days.to else { continue }
      shared.append(PlainDays.Day(row: claims.code(of: claim.row), day: days.from))
    }
    for link in linked {
      for place in sameHandovers[Int(link)].places {
        guard let index = claims.place(ofSeq: Int(place) + 1) else { continue }
        let claim = claims.all[index]
        guard let day = claims.days[Int(claim.when)] else { continue }
        shared.append(PlainDays.Day(row: claim.row, day: day))
      }
    }
    shared.sort()
    let plain = PlainDays(indexes, of: claims, sharing: shared, at: cut, &sides)
    return (plain.rows, plain.rest)
  }

  /// What stands of some events, of which no other event is about any.
  private mutating func stand(
    _ seqs: some Collection<UInt32>, _ reader: some EventReader
  ) throws(StoreError) -> (live: [LiveClaim], links: [Judgements.Link]) {
    guard !seqs.isEmpty else { return ([], []) }
    var history = History()
    try reader.forEach(of: seqs) { entry throws(StoreError) in
      try history.apply(entry.bytes, seq: entry.seq)
    }
    let standing = Standing(history, at: cut, sources: sources)
    lastSeq = max(lastSeq, standing.lastSeq)
    straddling += standing.straddling
    aside += standing.aside
    let live = standing.liveClaims().filter { $0.placement.act == .handover }
    return (live, standing.judgements.links)
  }

  /// The events of components that may have claims on any row.
  private mutating func wildSeqs() -> [UInt32] {
    var seqs: [UInt32] = []
    for place in 0..<components.count where components.shared(place).contains([.slow, .wild]) {
      seqs.append(UInt32(place + 1))
    }
    return seqs
  }

  /// The plain claims that nothing else is about, by the group of their row.
  private mutating func plainClaims(_ groups: inout RowGroups) -> Sorted {
    Sorted(claims.all.count, groups: groups.count) { index in
      let claim = claims.all[index]
      let place = Int(claim.seq) - 1
      let stands =
        components.own(place).intersection([.inside, .retracted]) == .inside
        && !components.shared(place).contains(.slow)
      return stands ? (groups.group(of: claim.row), UInt32(index)) : nil
    }
  }

  /// The links between plain claims that make them one handover, by the group of their row.
  private mutating func plainLinks(_ groups: inout RowGroups) -> Sorted {
    Sorted(sameHandovers.count, groups: groups.count) { index in
      let place = Int(sameHandovers[index].a)
      guard !components.shared(place).contains(.slow) else { return nil }
      return groups.group(ofComponent: components.root(of: place)).map { ($0, UInt32(index)) }
    }
  }

  private func link(_ link: TotalsFold.SameHandover) -> Judgements.Link {
    Judgements.Link(
      seq: Int(link.seq), a: EventID(high: ids[Int(link.a)], low: 0),
      b: EventID(high: ids[Int(link.b)], low: 0), relation: "same_handover", reason: nil)
  }

  /// The events of the other components that are to be folded one by one, by the group of their
  /// rows; last those on no row.
  private mutating func slowSeqs(_ groups: inout RowGroups) -> Sorted {
    Sorted(components.count, groups: groups.count + 1) { place in
      guard components.shared(place).intersection([.slow, .wild]) == .slow else { return nil }
      let group = groups.group(ofComponent: components.root(of: place))
      return (group ?? groups.count, UInt32(place + 1))
    }
  }

  /// Counts what the cut makes of the events that are not folded one by one.
  private mutating func countOthers() {
    for place in 0..<components.count where !components.shared(place).contains(.slow) {
      let own = components.own(place)
      if own.contains(.inside) { lastSeq = max(lastSeq, place + 1) }
      if own.contains(.straddling) { straddling += 1 }
    }
  }

  /// Looks at components on no row, some thousand events at a time.
  private mutating func standAlone(
    _ seqs: ArraySlice<UInt32>, _ reader: some EventReader
  ) throws(StoreError) {
    var rooted = seqs.map { (root: components.root(of: Int($0) - 1), seq: $0) }
    rooted.sort { ($0.root, $0.seq) < ($1.root, $1.seq) }
    var batch: [UInt32] = []
    for (place, one) in rooted.enumerated() {
      batch.append(one.seq)
      let isLast = place + 1 == rooted.count || rooted[place + 1].root != one.root
      guard isLast, place + 1 == rooted.count || batch.count >= 4096 else { continue }
      _ = try stand(batch.sorted(), reader)
      batch = []
    }
  }
}

/// Which rows are one group.
private struct RowGroups {
  private var sets: DisjointSet

  /// The row of the first claim of each such component, by its root.
  private var rowOf: [Int: UInt32] = [:]

  /// The number of rows; a group is named by the least of its rows, counted from 0.
  var count: Int { sets.count }

  /// Joins the rows on which one component has claims, where it is folded event by event or holds a
  /// link.
  init(_ claims: inout PlainClaims, _ components: inout Components) {
    sets = DisjointSet(expecting: claims.rows.values.count)
    for _ in claims.rows.values { sets.append() }
    for claim in claims.all {
      let place = Int(claim.seq) - 1
      if components.shared(place).isDisjoint(with: [.slow, .linked]) { continue }
      join(claim.row, of: components.root(of: place))
    }
  }

  /// Takes claims that may be on new rows, or leave a part of their row unsaid.
  mutating func join(
    _ live: [LiveClaim], _ claims: inout PlainClaims, _ components: inout Components
  ) {
    for claim in live {
      let row = claims.code(of: claim.row)
      while sets.count < row { sets.append() }
      join(row, of: components.root(of: claim.seq - 1))
    }
    let rows = claims.rows.values
    for (place, row) in rows.enumerated() where !row.isWhole {
      for (other, whole) in rows.enumerated() where whole.agrees(with: row) {
        sets.join(place, other)
      }
    }
  }

  private mutating func join(_ row: UInt32, of component: Int) {
    sets.join(Int(row) - 1, Int(rowOf[component, default: row]) - 1)
    rowOf[component] = row
  }

  /// The group of a row.
  mutating func group(of row: UInt32) -> Int { sets.root(of: Int(row) - 1) }

  /// The group of a component's rows; nil where it is on none.
  mutating func group(ofComponent root: Int) -> Int? {
    rowOf[root].map { group(of: $0) }
  }
}

/// Numbers by the group to which they belong, in order.
private struct Sorted {
  private var numbers: [UInt32]
  private var ends: [Int]

  /// Sorts the numbers of so many places that have one by the groups to which they belong.
  init(_ count: Int, groups: Int, _ place: (Int) -> (group: Int, number: UInt32)?) {
    var next = [Int](repeating: 0, count: groups + 1)
    for index in 0..<count {
      if let group = place(index)?.group { next[group + 1] += 1 }
    }
    for group in 0..<groups { next[group + 1] += next[group] }
    ends = Array(next.dropFirst())
    numbers = [UInt32](repeating: 0, count: next[groups])
    for index in 0..<count {
      guard let (group, number) = place(index) else { continue }
      numbers[next[group]] = number
      next[group] += 1
    }
  }

  subscript(group: Int) -> ArraySlice<UInt32> {
    numbers[(group == 0 ? 0 : ends[group - 1])..<ends[group]]
  }
}
