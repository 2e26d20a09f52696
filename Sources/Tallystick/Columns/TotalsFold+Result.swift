extension TotalsFold {
  /// The totals and the cut that they resolved to.
  public struct Result: Sendable {
    /// The totals.
    public let totals: Totals

    /// The cut.
    public let cut: ResolvedCut
  }

  /// Sums up the entries taken, and reads again from `reader` those that are not plain.
  ///
  /// `digests` are those of the disclosures at hand, where the state of sealed fields is to be told.
  ///
  /// - Throws: ``StoreError`` when an entry cannot be read again.
  public consuming func result(
    reading reader: some EventReader, asRecorded: String? = nil, digests: Set<String>? = nil
  ) throws(StoreError) -> Result {
    let isAmbiguous = close()
    if isAmbiguous || needsView {
      return try viewed(reader, asRecorded: asRecorded, digests: digests)
    }
    let (size, root) = (size, range.root)
    let counts = digests.map { SealedFields(of: sealed).counts(holding: $0) }
    var sums = RowSums(self)
    try sums.sum(reading: reader)
    return Result(
      totals: Totals(lines: sums.lines, together: sums.together),
      cut: ResolvedCut(
        cut: sums.cut, asRecorded: asRecorded, seq: sums.lastSeq, size: size, root: root,
        straddling: sums.straddling, occurredStraddling: sums.occurredStraddling,
        aside: sums.aside.sorted { $0.seq < $1.seq }, unread: sums.unread, sealed: counts?.words))
  }

  private func viewed(
    _ reader: some EventReader, asRecorded: String?, digests: Set<String>?
  ) throws(StoreError) -> Result {
    var folding = Folding()
    try reader.forEach(of: 1...UInt32(size)) { entry throws(StoreError) in
      try folding.take(entry)
    }
    var view = View(folding.history, root: folding.root, at: cut, asRecorded: asRecorded)
    view.heldDigests = digests
    return Result(totals: view.totals, cut: view.cut)
  }
}

extension EventReader {
  /// Hands the entries with these seqs to `body`, in their order, which is ascending.
  func forEach(
    of seqs: some Collection<UInt32>, _ body: (EntryBytes) throws(StoreError) -> Void
  ) throws(StoreError) {
    var place = seqs.startIndex
    while place != seqs.endIndex {
      let end = seqs.index(place, offsetBy: Self.batchSize, limitedBy: seqs.endIndex)
      let batch = seqs[place..<(end ?? seqs.endIndex)].map { Int($0) }
      for entry in try bytes(at: batch) { try body(entry) }
      place = end ?? seqs.endIndex
    }
  }
}
