internal import Tallystick
internal import TransparencyLog

/// Where the entries of a snapshot stand in `events.jsonl`, and by what each is known again.
struct SnapshotIndex {
  /// Where each line ends, its line feed included.
  private var ends: [Int] = []

  /// The first half of the half of each leaf hash: what is read again is what was proven.
  private var marks: [UInt64] = []

  /// Adds the next entry.
  mutating func append(_ bytes: [UInt8], leaf: Hash) {
    ends.append((ends.last ?? 0) + bytes.count + 1)
    marks.append(leaf.mark)
  }

  /// Hands the entries with some seqs, which ascend, to `take`: from the lines of `events.jsonl`, or
  /// where these were changed from the bundles.
  ///
  /// - Throws: `FormatError` where an entry is in neither any more; what reading throws.
  func forEach(
    of seqs: ArraySlice<UInt32>, _ lines: (any SnapshotBytes)?,
    bundles: (ClosedRange<Int>) throws -> [StoredEntry],
    _ take: (_ seq: Int, _ bytes: [UInt8]) throws(StoreError) -> Void
  ) throws {
    var bundle: [StoredEntry] = []
    for seq in seqs.lazy.map({ Int($0) }) {
      let start = seq == 1 ? 0 : ends[seq - 2]
      if let line = try lines?.read(ends[seq - 1] - start - 1, at: start), isEntry(line, seq) {
        try take(seq, line)
        continue
      }
      if bundle.last.map({ $0.seq < seq }) ?? true {
        let first = (seq - 1) / TileID.fullWidth * TileID.fullWidth + 1
        bundle = try bundles(first...min(first + TileID.fullWidth - 1, ends.count))
      }
      guard let entry = bundle.first(where: { $0.seq == seq }), isEntry(entry.bytes, seq) else {
        throw FormatError("event #\(seq) was changed while it was read")
      }
      try take(seq, entry.bytes)
    }
  }

  private func isEntry(_ bytes: [UInt8], _ seq: Int) -> Bool {
    Hash.leaf(of: bytes).mark == marks[seq - 1]
  }
}

extension Hash {
  /// Its first eight bytes.
  fileprivate var mark: UInt64 {
    bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
