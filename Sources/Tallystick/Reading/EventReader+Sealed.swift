extension EventReader where Self: DisclosureReader {
  /// The sealed fields of one event, with the disclosures that the record holds.
  ///
  /// - Throws: ``StoreError/corrupt(reason:)`` where one is damaged.
  /// - Complexity: O(*n*) in the number of redactions.
  public func sealedFields(of event: Event) throws(StoreError) -> [SealedField] {
    var fields = SealedFields(of: [event])
    for entry in try entries(ofType: .redaction) { fields.take(try entry.event()) }
    for field in fields[event.id] {
      if let held = try disclosure(digest: field.digest) { fields.take(try held.opened()) }
    }
    return fields[event.id]
  }

  /// What is at hand of sealed fields.
  public func sealedHoldings() throws(StoreError) -> SealedHoldings {
    var redactions: [Event] = []
    for entry in try entries(ofType: .redaction) { redactions.append(try entry.event()) }
    return SealedHoldings(held: try heldDigests(), redactions: redactions)
  }
}
