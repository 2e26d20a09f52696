extension Standing {
  /// A claim as corrected, and the corrections that made it so.
  struct Version {
    var claim: Claim
    var seqs: [Int]

    /// The act whose claim it is, of what is denied; else nil.
    var denied: EventID?
  }

  /// A live correction of a claim, and what it changes.
  private typealias Change = (act: Act, parts: JSONObject)

  /// The claim of `act` as its live corrections leave it, by the end of `day`.
  ///
  /// Two corrections of one field that differ, of which neither is certainly later nor names the
  /// other, both stand. Where that makes several versions of the claim, at most
  /// ``Rules/mostVersions``, all are on one handover: what would put them on several is one or the
  /// other, or is left unclear, so that nothing is counted twice.
  func versions(of act: Act, _ base: Claim, by day: Day? = nil) -> [Version] {
    versions(of: base, correctedBy: liveCorrections(of: act.id, by: day))
  }

  /// A claim as some corrections of it leave it.
  func versions(of base: Claim, correctedBy corrections: [Act]) -> [Version] {
    guard !corrections.isEmpty else { return [Version(claim: base, seqs: [])] }
    let changes = corrections.compactMap { correction -> Change? in
      guard case .correction(_, .some(let parts), _) = correction.deed else { return nil }
      return (correction, parts)
    }
    var fields: [String: [(act: Act, value: JSONValue)]] = [:]
    for (act, parts) in changes {
      for part in parts.members { fields[part.name, default: []].append((act, part.value)) }
    }
    var versions = [Version(claim: base, seqs: [])]
    var unclear = unclear(base.unclear, changes)
    for (field, candidates) in fields.sorted(by: { $0.key < $1.key }) {
      let given = values(unsuperseded(candidates, \.act))
      if given.count > 1, Version.isOfPlace(field) {
        if field != "when", let part = Unclear(ofField: field) { unclear.insert(part) }
        for place in versions.indices { versions[place].take(field, oneOf: given) }
        continue
      }
      versions = versions.flatMap { version in
        given.compactMap { version.changing(field, to: $0.value, by: $0.seqs) }
      }
      versions = Array(versions.prefix(Rules.mostVersions))
    }
    for place in versions.indices where versions[place].claim.unclear != unclear {
      versions[place].claim.unclear = unclear
    }
    return versions
  }

  /// The values that corrections give a field, each once, with those that give it.
  private func values(
    _ standing: [(act: Act, value: JSONValue)]
  ) -> [(value: JSONValue, seqs: [Int])] {
    var given: [(value: JSONValue, seqs: [Int])] = []
    var places: [JSONValue: Int] = [:]
    for held in standing {
      if let place = places[held.value] {
        given[place].seqs += chain(of: held.act)
      } else {
        places[held.value] = given.count
        given.append((held.value, chain(of: held.act)))
      }
    }
    return given
  }

  /// The parts that corrections leave unclear: one that is given is clear, unless the same words name
  /// it; of corrections that nothing orders one is enough that leaves it so.
  private func unclear(_ base: Set<Unclear>, _ changes: [Change]) -> Set<Unclear> {
    guard !base.isEmpty || changes.contains(where: { $0.parts["unclear"] != nil }) else {
      return []
    }
    var said: [Unclear: [(act: Act, isUnclear: Bool)]] = [:]
    for (act, parts) in changes {
      let named = parts["unclear"].map { words in
        Set((words.array ?? []).compactMap { $0.string.flatMap { Unclear(rawValue: $0) } })
      }
      let touched =
        named == nil
        ? Set(parts.members.compactMap { Unclear(ofField: $0.name) }) : Set(Unclear.allCases)
      for part in touched { said[part, default: []].append((act, named?.contains(part) ?? false)) }
    }
    return Set(
      Unclear.allCases.filter { part in
        guard let candidates = said[part] else { return base.contains(part) }
        return unsuperseded(candidates, \.act).contains(where: \.isUnclear)
      })
  }

  /// Those of some corrections that no other replaces; all of them where each is replaced.
  ///
  /// A correction replaces another that it names, or that is certainly said before it and does not name it.
  ///
  /// - Complexity: O(*n*) where the corrections name one another in a row, at most O(*n*²).
  func unsuperseded<Candidate>(
    _ candidates: [Candidate], _ act: (Candidate) -> Act
  ) -> [Candidate] {
    guard candidates.count > 1 else { return candidates }
    var named: Set<EventID> = []
    for candidate in candidates {
      for id in corrected(by: act(candidate)) {
        guard named.insert(id).inserted else { break }
      }
    }
    let last = candidates.filter { !named.contains(act($0).id) }
    let standing = last.filter { candidate in
      let held = act(candidate)
      var names: Set<EventID>?
      return !candidates.contains { other in
        guard act(other).stated.isCertainlyAfter(held.stated) else { return false }
        let found = names ?? Set(corrected(by: held))
        names = found
        return !found.contains(act(other).id)
      }
    }
    return standing.isEmpty ? candidates : standing
  }

  /// What a correction corrects: the act that it names, what that corrects, and so on.
  func corrected(by correction: Act) -> some Sequence<EventID> {
    sequence(state: correction) { current -> EventID? in
      guard case .correction(let target, _, _) = current.deed, let next = act(target) else {
        return nil
      }
      current = next
      return target
    }
  }
}

extension Standing.Version {
  /// Whether a field tells which handover, row, deal or act a claim is of, so that each of two values would
  /// have it counted once more.
  ///
  /// Of the others each value makes a version of its own; but sealed fields make none, as nobody sees
  /// what they say, and what is unclear is looked at by itself.
  fileprivate static func isOfPlace(_ field: String) -> Bool {
    [
      "when", "from", "to", "what", "whose", "scope", "under", "place", "about", "handover",
      "unclear", "_sd",
    ].contains(field)
  }

  /// Takes a field of its place to which corrections that nothing orders give several values.
  ///
  /// Days are one or the other, and of the rest nobody can tell which holds. Where that is said beside,
  /// in ``Claim/unclear``, what stands is a suggestion.
  fileprivate mutating func take(
    _ field: String, oneOf values: [(value: JSONValue, seqs: [Int])]
  ) {
    seqs += values.flatMap(\.seqs)
    switch field {
    case "when":
      claim.when = EDTFDate(
        oneOf: values.compactMap { $0.value.string.flatMap { try? EDTFDate(parsing: $0) } })
    case "what": claim.what = nil
    case "place": claim.place = nil
    case "about": claim.about = nil
    case "handover": claim.handover = nil
    default: break
    }
  }

  fileprivate func changing(_ field: String, to value: JSONValue, by seqs: [Int]) -> Self? {
    var copy = self
    guard (try? copy.claim.change(by: [field: value])) != nil else { return nil }
    copy.seqs += seqs
    return copy
  }
}
