/// The lines of a report of handovers, each in some fifty bytes: a long record has very many.
///
/// What is kept of a handover is what reports show of it, not its claims.
package struct PackedHandovers: Sendable {
  private var packing = Packing()

  /// Where the bytes of each line begin, in the order in which lines were added.
  private var starts: [Int] = []

  private var rows = Numbered<Row>()
  private var dates = Numbered<EDTFDate>()
  private var texts = Numbered<String>()

  /// The claims of parts of numbers, by the place of their line; few lines have any.
  private var parts: [Int: [(seq: Int, count: Count?)]] = [:]

  /// The lines that have more than is packed, by their place; few lines do.
  private var rare: [Int: HandoverLine] = [:]

  /// The places of the lines in the order of a report.
  private var order: [UInt32] = []

  /// The places of those that count, by their last day, then in the order of a report.
  private var byDay: [UInt32] = []

  /// Adds the handovers of a part of a record, in order; those of a row are all in one part.
  mutating func append(_ lines: some Sequence<HandoverLine>) {
    for line in lines { append(line) }
  }

  /// Brings what was added into order.
  ///
  /// - Complexity: O(*n* log *n*) in the number of handovers.
  mutating func sort() {
    let ranked = rows.values.enumerated().sorted { $0.element < $1.element }
    var ranks = [Int](repeating: 0, count: ranked.count)
    for (rank, row) in ranked.enumerated() { ranks[row.offset] = rank }
    let heads = starts.map { head(at: $0) }
    order = heads.indices.sorted { first, second in
      let (one, two) = (ranks[heads[first].row], ranks[heads[second].row])
      return one == two ? first < second : one < two
    }.map { UInt32($0) }
    let last = dates.values.map { OuterDays($0).to }
    let counted = order.enumerated().compactMap { offset, place in
      let head = heads[Int(place)]
      return head.isCounted
        ? (day: head.when == 0 ? .max : last[head.when - 1], offset: offset, place: place) : nil
    }
    byDay = counted.sorted { ($0.day, $0.offset) < ($1.day, $1.offset) }.map(\.place)
  }

  /// The lines, by row, then by when.
  package var lines: some Sequence<HandoverLine> { order.lazy.map { line(at: Int($0)) } }

  /// How many handovers count.
  package var countOfCounted: Int { byDay.count }

  /// The last of the handovers that count, at most so many, by when.
  package func latest(_ most: Int) -> [HandoverLine] {
    byDay.suffix(most).map { line(at: Int($0)) }
  }

  /// The handovers that count, by when, each with the sums up to it.
  package var timeline: some Sequence<Timeline.Line> { ByDay(handovers: self) }

  private struct ByDay: Sequence {
    let handovers: PackedHandovers

    func makeIterator() -> AnyIterator<Timeline.Line> {
      var places = handovers.byDay.makeIterator()
      var sums = Timeline.Sums()
      return AnyIterator {
        places.next().map { sums.line(handovers.line(at: Int($0)).handover) }
      }
    }
  }
}

extension PackedHandovers {
  /// What a line is sorted by: the place of its row, the code of its date, and whether it counts.
  private struct Head {
    let row: Int
    let when: Int
    let isCounted: Bool
  }

  private func head(at start: Int) -> Head {
    var unpacking = Unpacking(packing.bytes, from: start)
    return Head(
      row: unpacking.number() - 1, when: unpacking.number(), isCounted: unpacking.number() == 0)
  }

  private mutating func append(_ line: HandoverLine) {
    let (handover, status) = (line.handover, line.status)
    if !line.parts.isEmpty { parts[starts.count] = line.parts }
    if line.hasMore { rare[starts.count] = line.withoutClaims }
    starts.append(packing.bytes.count)
    packing.put(Int(rows.code(of: handover.row)))
    packing.put(handover.when.map { Int(dates.code(of: $0)) } ?? 0)
    if case .possibleOverlap(let seqs) = handover.place {
      packing.put(1)
      packing.put(seqs)
    } else {
      packing.put(0)
    }
    packing.put(code(handover.key))
    for facet in Facet.allCases { packing.put(status.facets[facet].map { $0.rawValue + 1 } ?? 0) }
    packing.put(
      Mark.allCases.enumerated().reduce(0) { bits, mark in
        status.flags.contains(mark.element) ? bits | 1 << mark.offset : bits
      })
    packing.put(status.flagSeqs)
    packing.put(handover.seqs)
    for side in [handover.sender, handover.receiver, handover.others] { put(side) }
  }

  private func line(at place: Int) -> HandoverLine {
    if let line = rare[place] { return line }
    var unpacking = Unpacking(packing.bytes, from: starts[place])
    let row = rows[UInt32(unpacking.number())]
    let date = unpacking.number()
    let overlap = unpacking.number() == 0 ? nil : unpacking.seqs()
    let key = text(unpacking.number())
    let status = status(&unpacking)
    let seqs = unpacking.seqs()
    var handover = Handover(
      Handover.Made(
        row: row, when: date == 0 ? nil : dates[UInt32(date)], key: key, sender: side(&unpacking),
        receiver: side(&unpacking), others: side(&unpacking), outlets: nil, claims: [], seqs: seqs))
    if let overlap { handover.place = .possibleOverlap(with: overlap) }
    return HandoverLine(
      handover: handover, status: status, parts: parts[place] ?? [], identified: [])
  }

  private func status(_ unpacking: inout Unpacking) -> HandoverStatus {
    var facets: [Facet: Status] = [:]
    for facet in Facet.allCases { facets[facet] = Status(rawValue: unpacking.number() - 1) }
    let bits = unpacking.number()
    let flags = Mark.allCases.enumerated().filter { bits & 1 << $0.offset != 0 }.map(\.element)
    return HandoverStatus(
      facets: facets, flags: Set(flags), flagSeqs: unpacking.seqs(), denials: [])
  }
}

extension PackedHandovers {
  /// What stands in the first number of a side, as bits.
  private enum Has {
    static let side = 1
    static let bounds = 2
    static let most = 4
    static let others = 8
  }

  private mutating func put(_ side: SideNumber?) {
    guard let side else {
      packing.put(0)
      return
    }
    var bits = Has.side
    if side.bounds != nil { bits |= Has.bounds }
    if side.bounds?.max != nil { bits |= Has.most }
    if !side.others.isEmpty { bits |= Has.others }
    packing.put(bits)
    put(side.bounds)
    packing.put(code(side.unit))
    packing.put(side.seqs)
    guard !side.others.isEmpty else { return }
    packing.put(side.others.count)
    for other in side.others {
      packing.put(other.seq)
      packing.put(code(other.unit))
      packing.put(other.bounds.max == nil ? 0 : Has.most)
      put(other.bounds)
    }
  }

  private mutating func put(_ bounds: Bounds?) {
    guard let bounds else { return }
    packing.put(Int(bounds.min))
    if let max = bounds.max { packing.put(Int(max)) }
  }

  private func side(_ unpacking: inout Unpacking) -> SideNumber? {
    let bits = unpacking.number()
    guard bits & Has.side != 0 else { return nil }
    let bounds = bits & Has.bounds == 0 ? nil : PackedHandovers.bounds(bits, &unpacking)
    let unit = text(unpacking.number())
    let seqs = unpacking.seqs()
    var others: [SideNumber.OtherUnit] = []
    if bits & Has.others != 0 {
      for _ in 0..<unpacking.number() {
        let seq = unpacking.number()
        let unit = text(unpacking.number()) ?? ""
        let bounds = PackedHandovers.bounds(unpacking.number(), &unpacking)
        others.append(SideNumber.OtherUnit(seq: seq, unit: unit, bounds: bounds))
      }
    }
    return SideNumber(
      bounds: bounds, unit: unit, seqs: seqs, givers: [], others: others, apart: [])
  }

  private static func bounds(_ bits: Int, _ unpacking: inout Unpacking) -> Bounds {
    let min = Int64(unpacking.number())
    return Bounds(min: min, max: bits & Has.most == 0 ? nil : Int64(unpacking.number()))
  }

  private mutating func code(_ text: String?) -> Int { text.map { Int(texts.code(of: $0)) } ?? 0 }

  private func text(_ code: Int) -> String? { code == 0 ? nil : texts[UInt32(code)] }
}

extension HandoverLine {
  /// Whether it has what few lines have.
  fileprivate var hasMore: Bool {
    let numbers = [handover.sender, handover.receiver, handover.others]
    return handover.outlets != nil || !handover.beside.isEmpty || !identified.isEmpty
      || !status.denials.isEmpty
      || numbers.contains { number in
        guard let number else { return false }
        return !number.apart.isEmpty || number.bounds?.about != nil
          || number.others.contains { $0.bounds.about != nil }
      }
  }

  /// The same without the claims, which no report shows.
  fileprivate var withoutClaims: Self {
    var bare = Handover(
      Handover.Made(
        row: handover.row, when: handover.when, key: handover.key, sender: handover.sender,
        receiver: handover.receiver, others: handover.others, outlets: handover.outlets, claims: [],
        seqs: handover.seqs))
    bare.place = handover.place
    bare.beside = handover.beside
    return Self(handover: bare, status: status, parts: parts, identified: identified)
  }
}
