internal import TransparencyLog

/// Compares the disclosures of a record with the sealed fields of its entries.
struct SealAudit {
  private var fields = SealedFields()

  /// Takes the next row of the table of entries.
  mutating func take(_ row: CheckedRow) {
    if let event = row.sealing { fields.take(event) }
  }

  /// How many fields are in each state where no disclosure can be read.
  var counts: SealedCounts { fields.counts(holding: []) }

  /// What is wrong with the disclosures of `record`, the rows of which were all taken, and how many
  /// fields are in each state.
  ///
  /// - Complexity: O(*n* log *n*) in the number of disclosures.
  func findings(_ record: any AuditableRecord) throws -> (
    findings: [Finding], counts: SealedCounts
  ) {
    var findings: [Finding] = []
    var held: Set<String> = []
    var opening = DisclosureCheck(fields)
    var last: String?
    while true {
      let batch = try record.disclosures(after: last, limit: 4096)
      guard let end = batch.last, last.map({ $0 < end.digest }) ?? true else { break }
      for one in batch {
        findings += SealAudit.findings(one, &opening)
        held.insert(one.digest)
      }
      last = end.digest
    }
    for one in try record.audiences() where fields[one.digest].isEmpty {
      findings.append(
        Finding(
          .badDisclosure,
          "the audience \(quoted(one.audience)) is named for \(quoted(one.digest)), which seals no "
            + "field"))
    }
    return (findings, fields.counts(holding: held))
  }

  private static func findings(
    _ stored: StoredDisclosure, _ opening: inout DisclosureCheck
  ) -> [Finding] {
    let disclosure: Disclosure
    do {
      disclosure = try stored.disclosure()
    } catch {
      return [Finding(.badDisclosure, "the disclosure of \(quoted(stored.digest)): \(error)")]
    }
    return opening.objections(to: disclosure).map { objection in
      guard let seq = objection.seq else {
        return Finding(
          .badDisclosure, "the disclosure of \(stored.digest) \(objection.reason)")
      }
      return Finding(
        .badDisclosure, at: seq...seq, "the disclosure of \(stored.digest) \(objection.reason)")
    }
  }
}
