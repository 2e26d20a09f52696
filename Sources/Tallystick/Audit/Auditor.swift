public import TransparencyLog

/// Goes through the rows of a record from the first to the last and re-derives its tree.
///
/// It finds what is wrong with single rows, with their order, and with the stored tiles, and it
/// remembers the roots at the sizes that checkpoints name.
public struct Auditor {
  /// What was found so far, but for what only checkpoints can decide.
  public private(set) var findings: [Finding] = []

  /// The seq of the last row; the number of entries where none is missing.
  public private(set) var size = 0

  /// The roots at the sizes asked for, as far as the rows are whole.
  public private(set) var roots: [Int: Hash] = [:]

  /// Entries that are well formed and differ from their tile: which of the two was changed is for
  /// the checkpoints to say.
  private(set) var doubtful: [Int] = []

  /// The largest seq that an entry can write, 2^53−1.
  private static let largest = 9_007_199_254_740_991

  /// The tree over the full tiles; the rows after them are in `leaves`.
  private var range = CompactRange()
  private var isWhole = true
  private var lastRecorded: Instant?

  /// When the first row was recorded that says it.
  private(set) var firstRecorded: Instant?
  private var leaves: [Hash?] = []
  private var damaged: Set<Int> = []
  private var tileRoots: [[Hash?]] = []
  private let sizes: Set<Int>
  private let stored: (_ level: Int, _ index: Int) throws -> AuditTile?

  /// Creates the audit of no rows.
  ///
  /// - Parameters:
  ///   - sizes: The sizes at which roots are wanted.
  ///   - stored: The tile that is stored at a place; nil where there is none.
  public init(
    sizes: Set<Int>, stored: @escaping (_ level: Int, _ index: Int) throws -> AuditTile?
  ) {
    self.sizes = sizes
    self.stored = stored
    roots = sizes.contains(0) ? [0: range.root] : [:]
  }

  /// Takes the next row.
  ///
  /// - Throws: What reading a stored tile throws.
  /// - Complexity: O(1) hashes amortised.
  public mutating func take(_ row: CheckedRow) throws {
    guard (1...Auditor.largest).contains(row.seq) else {
      findings.append(
        Finding(.altered, at: row.seq...row.seq, "no entry of a record has such a seq"))
      return
    }
    if row.seq > size + 1 { try skip(to: row.seq) }
    size = row.seq
    if let finding = row.finding {
      findings.append(finding)
      damaged.insert(row.seq)
    }
    if let recorded = row.recorded, row.finding == nil {
      if let last = lastRecorded, recorded <= last {
        findings.append(.clockBack(row.seq, recorded, after: last))
      }
      lastRecorded = recorded
      firstRecorded = firstRecorded ?? recorded
    }
    if row.leaf == nil { isWhole = false }
    try add(row.leaf)
    if sizes.contains(size), let root { roots[size] = root }
  }

  /// The seq of the first row that is changed, gone, or not the one of its tile; nil where none is.
  var firstChange: Int? {
    let changing: Set<Damage> = [.altered, .missing, .reordered]
    let found = findings.filter { changing.contains($0.damage) }.compactMap { $0.seqs?.lowerBound }
    return (found + doubtful).min()
  }

  /// The root over all rows; nil where one is missing.
  ///
  /// - Complexity: O(1) hashes, at most 255 and those of the levels above.
  public var root: Hash? {
    guard isWhole else { return nil }
    var range = range
    for leaf in leaves.compactMap({ $0 }) { range.append(leafHash: leaf) }
    return range.root
  }

  private mutating func skip(to seq: Int) throws {
    let gone = size + 1...seq - 1
    let word = gone.count == 1 ? "the entry is" : "\(gone.count) entries are"
    findings.append(Finding(.missing, at: gone, "\(word) not there"))
    isWhole = false
    // A gap can be as wide as the numbers go: only what lies in tiles begun is filled up.
    let open = (size / TileID.fullWidth + 1) * TileID.fullWidth
    for _ in size..<min(seq - 1, open) { try add(nil) }
    guard seq - 1 > open else { return }
    let first = (seq - 1) / TileID.fullWidth
    tileRoots = []
    leaves = Array(repeating: nil, count: seq - 1 - first * TileID.fullWidth)
    firstTile = first
  }

  /// The index of the first tile that `tileRoots` is about.
  private var firstTile = 0

  private mutating func add(_ leaf: Hash?) throws {
    leaves.append(leaf)
    guard leaves.count == TileID.fullWidth else { return }
    let index = firstTile + (tileRoots.first?.count ?? 0)
    let root = Auditor.root(over: leaves)
    try compare(leaves, root, level: 0, index: index)
    leaves.removeAll(keepingCapacity: true)
    if isWhole, let root { range.append(subtreeRoot: root, level: TileID.height) }
    try addRoot(root, level: 0)
  }

  private mutating func addRoot(_ root: Hash?, level: Int) throws {
    if tileRoots.count <= level { tileRoots.append([]) }
    tileRoots[level].append(root)
    let count = tileRoots[level].count
    guard firstTile == 0, count % TileID.fullWidth == 0 else { return }
    let hashes = Array(tileRoots[level].suffix(TileID.fullWidth))
    let above = Auditor.root(over: hashes)
    try compare(hashes, above, level: level + 1, index: count / TileID.fullWidth - 1)
    try addRoot(above, level: level + 1)
  }

  /// The root over the hashes of a full tile; nil where one is not known.
  private static func root(over hashes: [Hash?]) -> Hash? {
    let whole = hashes.compactMap { $0 }
    return whole.count == hashes.count ? MerkleTree.root(ofLeafHashes: whole) : nil
  }

  /// Compares the hashes that the rows give, and the root over them, with the tile that is stored.
  private mutating func compare(
    _ hashes: [Hash?], _ root: Hash?, level: Int, index: Int
  ) throws {
    let width = 1 << (TileID.height * level)
    let first = index * TileID.fullWidth * width + 1
    let seqs = first...first + TileID.fullWidth * width - 1
    guard let tile = try stored(level, index) else {
      findings.append(
        Finding(.tileMissing, at: seqs, "the tile \(level)/\(index) is full and not stored"))
      return
    }
    if let root, tile.holds(hashes, under: root) { return }
    guard let held = tile.wholeHashes else {
      findings.append(
        Finding(.tileAltered, at: seqs, "the tile \(level)/\(index) does not lead to its root"))
      return
    }
    let differing = hashes.indices.filter { hashes[$0] != nil && hashes[$0] != held[$0] }
    guard !differing.isEmpty else { return }
    if level > 0 {
      findings.append(
        Finding(.tileAltered, at: seqs, "the tile \(level)/\(index) is not that of its tiles"))
      return
    }
    doubtful += differing.map { first + $0 }.filter { !damaged.contains($0) }
  }
}
