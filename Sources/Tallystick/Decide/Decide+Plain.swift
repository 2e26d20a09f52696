extension Decide {
  /// Decides on a line that is plainly right, from its traits and what the record knows; true where
  /// it becomes the next event.
  ///
  /// Where it is false, ``decide(_:)`` is to decide, which knows every reason to refuse and to warn;
  /// where it is true, that would decide the same, without a warning.
  mutating func decide(plain line: PlainLine, at place: Int) throws -> Bool {
    guard try record.isNew(line), try standsWell(line) else { return false }
    record.add(plain: line, at: place)
    return true
  }

  /// Whether nothing in the record speaks against it, or calls for a warning.
  private mutating func standsWell(_ line: PlainLine) throws -> Bool {
    if let earliest = line.earliest, earliest > record.lastDay { return false }
    guard try record.knowsReferences(of: line), try record.isKnown(source: line.traits.speaker),
      try record.isKnown(agreement: line.traits.under), try record.isKnown(what: line.traits.what)
    else { return false }
    if let silent = record.drafts.lines.name(line.traits.silent) {
      return try warn(silent: silent).isEmpty
    }
    if line.type == .assessment { return try record.namesActs(line) }
    if line.traits.isOfHandovers { return try record.joinsHandovers(line) }
    guard let target = record.target(of: line) else { return true }
    return try bears(line, on: target)
  }

  /// Whether an act of a speaker may bear on another in the way of its type.
  private mutating func bears(_ line: PlainLine, on target: EventID) throws -> Bool {
    guard let about = try record.plainLine(target), about.type.isAct else { return false }
    if let first = about.earliest {
      guard let said = line.earliest, said >= first else { return false }
    }
    switch line.type {
    case .confirmation, .denial:
      guard let said = try facetsSaid(about) else { return false }
      return line.traits.asked.isSubset(of: said)
    case .correction:
      return Decide.claiming.contains(about.type) && isOwn(line, about, target)
    case .retraction: return isOwn(line, about, target)
    default: return false
    }
  }

  /// Whether an act is of the same speaker as what it changes, which nobody has retracted.
  private func isOwn(_ line: PlainLine, _ about: PlainLine, _ target: EventID) -> Bool {
    about.traits.speaker == line.traits.speaker && record.retractions[target] == nil
  }

  /// The facets of which an act says something: its own, and those of what it is about; nil where
  /// not all of these are plain lines.
  private mutating func facetsSaid(_ line: PlainLine) throws -> FacetSet? {
    var said = line.traits.said
    var next = record.target(of: line)
    while let id = next {
      guard let about = try record.plainLine(id), about.type.isAct else { return nil }
      said.formUnion(about.traits.said)
      next = record.target(of: about)
    }
    return said
  }
}
