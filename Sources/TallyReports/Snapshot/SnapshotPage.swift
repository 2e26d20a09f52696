internal import Tallystick
internal import TransparencyLog

extension ReportPage {
  /// Makes the page of a snapshot: with all its entries, or with those behind its figures and their
  /// proofs.
  ///
  /// `all` is nil of a record with more than `most` events, which are as many as the page holds.
  /// `among` gives all entries of a range of seqs, of at most 256, and is asked for later ones each
  /// time; `tree` is the tree over the entries.
  ///
  /// - Throws: `MerkleError` where an entry is not in the tree with the root of the cut; what
  ///   `among` and `tree` throw.
  /// - Complexity: O(*n* log *n*) hashes in the number of entries on the page.
  init(
    _ outcome: Outcome, key: VerifierKey, all: [StoredEntry]?, most: Int,
    among: (ClosedRange<Int>) throws -> [StoredEntry], tree: TileHashReader,
    _ progress: SnapshotStage.Progress
  ) throws {
    progress(.page, 0, 0)
    if let all {
      self.init(PageMain(outcome, key: key), entries: all, proofs: [:], isWhole: true)
      return
    }
    let size = tree.size
    let tree = AscendingTree(tree)
    var entries: [StoredEntry] = []
    var proofs: [Int: [Hash]] = [:]
    let main = PageMain(outcome, key: key, most: most)
    var seqs = main.seqs[...]
    while let first = seqs.first {
      let part = seqs.prefix { ($0 - 1) / TileID.fullWidth == (first - 1) / TileID.fullWidth }
      seqs = seqs.dropFirst(part.count)
      let wanted = Set(part)
      for entry in try among(first...(part.last ?? first)) where wanted.contains(entry.seq) {
        let proof = try InclusionProof.prove(index: entry.seq - 1, size: size, from: tree)
        try proof.check(leafHash: Hash.leaf(of: entry.bytes), root: outcome.cut.root)
        entries.append(entry)
        proofs[entry.seq] = proof.hashes
        progress(.page, entries.count, main.seqs.count)
      }
    }
    self.init(main, entries: entries, proofs: proofs, isWhole: false)
  }
}

/// All entries of a record, as long as its page holds them all.
struct PageEntries {
  /// The entries; nil of a record with more than its page holds.
  private(set) var all: [StoredEntry]?

  /// Creates the entries of a record of `size`, whose page holds at most `most`.
  init(size: Int, most: Int) { all = size <= most ? [] : nil }

  mutating func take(_ entry: @autoclosure () throws -> StoredEntry) rethrows {
    guard all != nil else { return }
    all?.append(try entry())
  }
}
