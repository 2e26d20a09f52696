extension SealedFields {
  /// Creates the sealed fields of folded events, without disclosures.
  ///
  /// - Complexity: O(*n*) in the number and size of the events.
  init(of history: History) {
    for item in history.items {
      if let body = item.sealedBody {
        take(item.type, body, seq: item.seq, id: item.id, label: item.label)
      }
    }
  }
}
