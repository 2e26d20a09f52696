extension Decide {
  /// Decides on a line that is plainly right, from its traits and what the record knows.
  ///
  /// Where it is nil, ``decide(reading:)`` is to decide, which knows every reason to refuse and to
  /// warn; where it is not, that would decide the same, without a warning.
  mutating func decide(plain line: PlainLine) throws -> Decided? {
    guard try isNew(line), try standsWell(line) else { return nil }
    record.add(plain: line)
    return Decided(.append(id: line.id, label: line.label), line)
  }

  /// Whether the record holds neither the event nor its label.
  private func isNew(_ line: PlainLine) throws -> Bool {
    if try record.seq(of: line.id) != nil { return false }
    guard let label = line.label else { return true }
    return try !record.isTaken(label)
  }

  /// Whether nothing in the record speaks against it, or calls for a warning.
  private mutating func standsWell(_ line: PlainLine) throws -> Bool {
    let traits = line.traits
    if let earliest = line.earliest, earliest > record.now.day.next { return false }
    for id in traits.references where try record.seq(of: id) == nil { return false }
    if let speaker = traits.speaker, try !record.isRegistered(speaker, as: .source) {
      return false
    }
    if let under = traits.under, try !record.isRegistered(under, as: .agreement) { return false }
    guard let target = traits.target else { return true }
    return try bears(line, on: target)
  }

  /// Whether an act of a speaker may bear on another in the way of its type.
  private mutating func bears(_ line: PlainLine, on target: EventID) throws -> Bool {
    guard let about = try record.plainLine(target), about.type.isAct else { return false }
    switch line.type {
    case .confirmation, .denial:
      guard let said = try facetsSaid(about) else { return false }
      return line.traits.asked.isSubset(of: said)
    case .correction:
      let claiming: [EventType] = [.announcement, .confirmation, .correction, .denial]
      return claiming.contains(about.type) && about.traits.speaker == line.traits.speaker
    case .retraction: return about.traits.speaker == line.traits.speaker
    default: return false
    }
  }

  /// The facets of which an act says something: its own, and those of what it is about; nil where
  /// not all of these are plain lines.
  private mutating func facetsSaid(_ line: PlainLine) throws -> FacetSet? {
    var said = line.traits.said
    var next = line.traits.target
    while let id = next {
      guard let about = try record.plainLine(id), about.type.isAct else { return nil }
      said.formUnion(about.traits.said)
      next = about.traits.target
    }
    return said
  }
}
