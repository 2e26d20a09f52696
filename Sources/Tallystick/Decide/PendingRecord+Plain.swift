/// What decisions on plain lines ask of the record, answered without making values of them.
extension PendingRecord {
  /// Begins the decisions on some drafts, and looks up in one go what they will ask for.
  ///
  /// Where the drafts are presumed to be new, the ids and labels of plain lines are not looked for:
  /// the record is taken to hold none, and whoever stores the entries finds out.
  mutating func foresee(_ drafts: Drafts, presumingNew: Bool = false) throws(StoreError) {
    self.drafts = drafts
    presumesNew = presumingNew
    pendingIDs.reserveCapacity(drafts.count)
    sayings.reserveCapacity(drafts.count)
    guard size > 0 else { return }
    var ids: [EventID] = []
    var labels: [String] = []
    var own = PendingIDs()
    for case .plain(let line) in drafts.rows {
      own.append(line.id)
      if presumingNew { continue }
      ids.append(line.id)
      if let label = drafts.lines.label(of: line) { labels.append(label) }
    }
    ids += drafts.lines.references.filter { own.place(of: $0) == nil }
    if ids.isEmpty, labels.isEmpty { return }
    let held = try reader.seqs(ofIDs: ids, labels: labels)
    // What others appended since the decision began does not count.
    for id in ids { foreseenIDs[id] = held.ids[id].flatMap { $0 <= size ? $0 : nil } ?? 0 }
    for label in labels {
      foreseenLabels[label] = held.labels[label].flatMap { $0 <= size ? $0 : nil } ?? 0
    }
  }

  /// Makes the plain line at a place of the drafts, which was decided on, known to the ones after it.
  mutating func add(plain line: PlainLine, at place: Int) {
    add(Int32(place), line.type, line.id, drafts.lines.label(of: line))
    if line.traits.medium != 0, let name = drafts.lines.name(line.traits.medium) {
      names[.medium]?.insert(name)
    }
    if line.type == .retraction, let of = target(of: line) {
      retractions[of, default: []].append(line.id)
    }
    if let ends = endsOfHandovers(line) { linksOfHandovers[ends, default: []].append(line.id) }
  }

  /// Whether neither the event of a plain line is known, nor its label.
  func isNew(_ line: PlainLine) throws(StoreError) -> Bool {
    if pendingIDs.place(of: line.id) != nil { return false }
    if !presumesNew, try seq(of: line.id) != nil { return false }
    guard let label = drafts.lines.label(of: line) else { return true }
    return presumesNew ? byLabel[label] == nil : try !isTaken(label)
  }

  /// The seq of the event of this id, stored or pending; nil where there is none.
  func seq(of id: EventID) throws(StoreError) -> Int? {
    if let place = pendingIDs.place(of: id) { return size + place + 1 }
    if size == 0 { return nil }
    if let seq = foreseenIDs[id] { return seq == 0 ? nil : seq }
    return try event(id)?.seq
  }

  /// Whether an event has this label, or it stands for one in this append.
  private func isTaken(_ label: String) throws(StoreError) -> Bool {
    if byLabel[label] != nil { return true }
    if size == 0 { return false }
    if let seq = foreseenLabels[label] { return seq != 0 }
    return try id(ofLabel: label) != nil
  }

  /// Whether all events that a plain line names are known.
  func knowsReferences(of line: PlainLine) throws(StoreError) -> Bool {
    for place in line.traits.references where try seq(of: drafts.lines.reference(place)) == nil {
      return false
    }
    return true
  }

  /// Whether the source of this code is registered; the code 0 stands for none, and is.
  mutating func isKnown(source code: UInt32) throws(StoreError) -> Bool {
    if code == 0 || knownSources.has(code) { return true }
    guard let name = drafts.lines.name(code), try isRegistered(name, as: .source) else {
      return false
    }
    knownSources.note(code)
    return true
  }

  /// Whether the agreement of this code is registered; the code 0 stands for none, and is.
  mutating func isKnown(agreement code: UInt32) throws(StoreError) -> Bool {
    if code == 0 || knownAgreements.has(code) { return true }
    guard let name = drafts.lines.name(code), try isRegistered(name, as: .agreement) else {
      return false
    }
    knownAgreements.note(code)
    return true
  }

  /// Whether the word of this code for what is handed over needs no look; the code 0 stands for none,
  /// and needs none.
  mutating func isKnown(what code: UInt32) throws(StoreError) -> Bool {
    if code == 0 || knownWhats.has(code) { return true }
    guard let word = drafts.lines.name(code), try isUsual(what: word) else { return false }
    knownWhats.note(code)
    return true
  }

  /// Whether all events that a plain line names are pending plain lines of acts of speakers.
  mutating func namesActs(_ line: PlainLine) throws(StoreError) -> Bool {
    for place in line.traits.references {
      guard let about = try plainLine(drafts.lines.reference(place)), about.type.isAct else {
        return false
      }
    }
    return true
  }

  /// Whether both events that a plain line joins, or tells apart, are pending plain lines that claim a
  /// handover, and no link says so far whether they are of one.
  mutating func joinsHandovers(_ line: PlainLine) throws(StoreError) -> Bool {
    guard let ends = endsOfHandovers(line), linksOfHandovers[ends] == nil else { return false }
    for place in line.traits.references {
      guard try claimsHandover(drafts.lines.reference(place)) else { return false }
    }
    return true
  }

  /// Whether a pending plain line claims a handover, by itself or by what it is about; false also where
  /// that is no such line.
  private mutating func claimsHandover(_ id: EventID) throws(StoreError) -> Bool {
    var next: EventID? = id
    while let id = next, let line = try plainLine(id), Decide.claiming.contains(line.type) {
      if line.traits.claimsHandover { return true }
      next = target(of: line)
    }
    return false
  }

  /// The events of which a plain line says whether they are of one handover; nil where it says something
  /// else.
  private func endsOfHandovers(_ line: PlainLine) -> LinkEnds? {
    guard line.traits.isOfHandovers, line.traits.references.count == 2 else { return nil }
    let first = line.traits.references.lowerBound
    return LinkEnds(drafts.lines.reference(first), drafts.lines.reference(first + 1))
  }

  /// The event that a plain line bears on; nil where it bears on none.
  func target(of line: PlainLine) -> EventID? {
    line.traits.isAimed ? drafts.lines.reference(line.traits.references.lowerBound) : nil
  }

  /// The pending plain line of this id; nil also where an amendment bears on it.
  mutating func plainLine(_ id: EventID) throws(StoreError) -> PlainLine? {
    guard let place = pendingIDs.place(of: id), sayings[place] >= 0,
      case .plain(let line) = drafts.rows[Int(sayings[place])], try !isAmended(id)
    else { return nil }
    return line
  }
}

extension [Bool] {
  fileprivate func has(_ code: UInt32) -> Bool { code < count && self[Int(code)] }

  fileprivate mutating func note(_ code: UInt32) {
    let missing = Int(code) + 1 - count
    if missing > 0 { append(contentsOf: repeatElement(false, count: missing)) }
    self[Int(code)] = true
  }
}
