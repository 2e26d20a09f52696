internal import TransparencyLog

extension Decide {
  /// Decides on a draft of which fields are to be sealed.
  ///
  /// As every sealing draws new salts, the same event is not known by its id: its label and its
  /// opened content tell (Format.md).
  ///
  /// - Throws: ``Refusals``, or the store's error.
  mutating func decide(sealing draft: Draft, _ plain: Content) throws -> Decided {
    let paths = try sealablePaths(draft, plain)
    guard let label = draft.label else {
      throw refusal(draft, "An event with sealed fields needs a label: add one.")
    }
    if let id = try record.id(ofLabel: label), let (seq, existing) = try record.event(id) {
      try checkSame(plain, existing, id, seq, label, draft)
      return Decided(.already(seq: seq, id: id), existing, bytes: existing.bytes)
    }
    try checkLabel(draft, plain)
    if let (seq, _) = try record.event(plain.id) {
      throw refusal(
        draft, "Event #\(seq) says this in plain: what is recorded cannot be sealed afterwards.")
    }
    let warnings = try judge(plain, draft)
    let (content, disclosures) = try sealed(plain, paths, draft)
    let bytes = content.bytes
    guard bytes.count <= Content.longest else { throw tooLong(draft, bytes.count) }
    let id = EventID(hashing: bytes)
    record.add(content, id: id, label: label, disclosures)
    return Decided(
      .append(id: id, label: label), content, bytes: bytes, warnings,
      SealedChanges(
        kept: disclosures.map { StoredDisclosure($0) }, destroyed: content.destroyed))
  }

  private func sealed(
    _ plain: Content, _ paths: [FieldPath], _ draft: Draft
  ) throws -> (Content, [Disclosure]) {
    do {
      return try plain.sealing(paths, salt: salt)
    } catch {
      throw refusal(draft, "Nothing can be sealed here: \(error.description).")
    }
  }

  /// Where the fields stand that the draft names.
  private func sealablePaths(_ draft: Draft, _ plain: Content) throws -> [FieldPath] {
    guard draft.id == nil, !plain.body.isSealed else {
      throw refusal(
        draft,
        "sealed: the fields are given by their values, in an event without id and _sd; leave sealed "
          + "out of an event that is sealed already.")
    }
    guard !plain.isSigned else {
      throw refusal(
        draft,
        "sealed: what is sealed now was not signed so. A statement with sealed fields is signed with "
          + "their digests, in _sd, in the place of their values.")
    }
    let sealable = plain.knownType?.fields.sealable(in: plain.body) ?? []
    let byName = Dictionary(sealable.map { ($0.description, $0) }) { first, _ in first }
    let given = Set(plain.body.paths().map(\.description))
    let refusals = draft.sealed.filter { byName[$0] == nil }.map { name in
      Refusal(
        given.contains(name)
          ? "sealed: \(name) cannot be sealed, as figures or refusals may read it."
            + Decide.others(byName.keys)
          : "sealed: the event gives no \(quoted(name)).\(Decide.others(byName.keys))",
        line: draft.line)
    }
    guard refusals.isEmpty else { throw Refusals(refusals) }
    return sealable.filter { draft.sealed.contains($0.description) }
  }

  private static func others(_ names: some Collection<String>) -> String {
    names.isEmpty
      ? " Nothing that it gives can be."
      : " Of it can be: \(names.sorted().joined(separator: ", "))."
  }

  /// Refuses a draft under the label of an event that is another one, or cannot be compared.
  private mutating func checkSame(
    _ plain: Content, _ existing: Content, _ id: EventID, _ seq: Int, _ label: String,
    _ draft: Draft
  ) throws {
    var disclosures: [String: Disclosure] = [:]
    var missing: [String] = []
    for (_, digest) in existing.body.sealedDigests() {
      if let held = try record.disclosure(digest) {
        disclosures[digest] = held
      } else {
        missing.append(digest)
      }
    }
    guard missing.isEmpty else {
      for redaction in try record.redactions(of: id) where missing.contains(redaction.digest) {
        throw refusal(
          draft,
          "Event #\(seq) has the label \(label), and a sealed field of it was destroyed by "
            + "#\(redaction.seq): it is not recorded again, lest the value come back.")
      }
      throw refusal(
        draft,
        "Event #\(seq) has the label \(label), and this record does not hold what its fields seal: "
          + "whether this is the same event cannot be told.")
    }
    guard existing.opened(by: disclosures) == plain else {
      throw refusal(
        draft, "The label \(label) belongs to event #\(seq) with other content; choose another.")
    }
  }
}
