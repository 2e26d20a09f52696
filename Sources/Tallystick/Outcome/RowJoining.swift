/// Finds which events bear on one row, or speak of one thing by its name.
///
/// What stands of events is worked out as for any report; only where it lies is kept.
struct RowJoining {
  private var rows = Numbered<Row>()

  /// For each row the place of the first event with a live claim on it, where there is one.
  private var live: [Int?] = []

  /// The rows on which an event had a claim that was withdrawn, or that was explained.
  private var past: [(row: Int, place: Int)] = []

  /// The place of the first event that speaks of a medium or a source by its name.
  private var names: [String: Int] = [:]

  /// Takes some events apart from which all others can be understood.
  mutating func take(_ standing: Standing, _ parts: inout RecordParts) {
    for act in standing.acts {
      let isLive = standing.isLive(act.id)
      for claim in standing.claims(of: act) {
        take(claim, isLive: isLive, &parts)
      }
      if case .medium(let medium) = act.deed { take(medium.medium, act.seq, &parts) }
    }
    for place in standing.history.assessments {
      let item = standing.amended.item(standing.history.items[place])
      for field in ["source", "medium"] {
        if let name = item.body[field]?.string { take(name, item.seq, &parts) }
      }
    }
  }

  private mutating func take(_ claim: LiveClaim, isLive: Bool, _ parts: inout RecordParts) {
    let row = Int(rows.code(of: claim.row)) - 1
    if live.count == row { live.append(nil) }
    let place = claim.seq - 1
    if isLive, claim.placement.act == .handover {
      if let first = live[row] { parts.join(first, place) } else { live[row] = place }
    } else if past.last.map({ $0 != (row, place) }) ?? true {
      past.append((row, place))
    }
  }

  private mutating func take(_ name: String, _ seq: Int, _ parts: inout RecordParts) {
    if let first = names[name] { parts.join(first, seq - 1) } else { names[name] = seq - 1 }
  }

  /// Joins the rows that agree where one leaves a part of it unsaid, and past claims with live ones.
  func close(_ parts: inout RecordParts) {
    let partial = rows.values.indices.filter { live[$0] != nil && !rows.values[$0].isWhole }
    var near = live
    for (place, row) in rows.values.enumerated() {
      for part in partial where rows.values[part].agrees(with: row) {
        guard let first = live[part] else { continue }
        if let other = near[place] { parts.join(first, other) } else { near[place] = first }
      }
    }
    for (row, place) in past {
      if let first = near[row] { parts.join(first, place) }
    }
  }
}
