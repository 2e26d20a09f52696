extension ReportPage {
  /// Makes the page of a snapshot: with all its entries, or with those behind its figures and their
  /// proofs.
  ///
  /// `all` is nil of a record with more than ``mostEvents``; `entry` gives the entry of a seq, and
  /// `tree` is the tree over the entries.
  ///
  /// - Throws: ``MerkleError`` where an entry is not in the tree with the root of the view; what
  ///   `entry` and `tree` throw.
  init(
    _ view: View, key: VerifierKey, all: [StoredEntry]?,
    entry: (Int) throws -> StoredEntry, tree: some HashReader
  ) throws {
    if let all {
      self.init(view, key: key, entries: all)
      return
    }
    var entries: [StoredEntry] = []
    var proofs: [Int: [Hash]] = [:]
    for seq in ReportPage.seqs(behind: view, key: key) {
      let found = try entry(seq)
      let proof = try InclusionProof.prove(index: seq - 1, size: view.cut.size, from: tree)
      try proof.check(leafHash: Hash.leaf(of: found.bytes), root: view.root)
      entries.append(found)
      proofs[seq] = proof.hashes
    }
    self.init(view, key: key, entries: entries, proofs: proofs)
  }

  /// The digest by which `reports.note` names it.
  var signedDigest: Hash { Hash.of(Array(mainText.utf8)) }
}

/// All entries of a record, as long as its page holds them all.
struct PageEntries {
  /// The entries; nil of a record with more than ``ReportPage/mostEvents``.
  private(set) var all: [StoredEntry]?

  init(size: Int) { all = size <= ReportPage.mostEvents ? [] : nil }

  mutating func take(_ entry: @autoclosure () throws -> StoredEntry) rethrows {
    guard all != nil else { return }
    all?.append(try entry())
  }
}
