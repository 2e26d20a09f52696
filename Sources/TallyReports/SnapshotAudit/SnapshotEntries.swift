internal import Tallystick
internal import TransparencyLog

/// Goes through the entries of a snapshot, which stand in it three times: in bundles, as leaves in
/// tiles, and as lines of `events.jsonl`; and re-derives the tree.
///
/// Where the three differ, the root of the checkpoint tells which of them is right.
struct SnapshotEntries {
  /// The entries, apart from which others each can be understood.
  private(set) var parts: RecordParts

  /// Where to read them again.
  private var index = SnapshotIndex()

  /// Whether the entries lead to the root of the checkpoint, and can all be read.
  private(set) var isProven = false

  /// The roots at the sizes asked for.
  private(set) var roots: [Int: Hash] = [:]

  /// Where the entries differ from those of kept checkpoints.
  private(set) var leaves: LeafComparison

  /// When the last entry was recorded.
  private(set) var lastRecorded: Instant?

  /// Who signed what.
  private(set) var signatures = SignatureAudit()

  /// The entries that the page holds, where it holds them all.
  private(set) var page: PageEntries

  private let head: Checkpoint
  private let sizes: Set<Int>
  private var bundles = Copy()
  private var tiles = Copy()
  private var lines = Copy()
  private var stack = TileStack()
  private var differences: [Difference] = []
  private var rows: [Finding] = []
  private var isReadable = true
  private var isCutOff = false

  /// The most differences and findings about entries that are kept.
  private static let most = 1000

  /// One of the three copies of the leaves.
  private struct Copy {
    var range = CompactRange()
    var isWhole = true

    mutating func add(_ leaves: [Hash]?) {
      guard let leaves, isWhole else {
        isWhole = false
        return
      }
      for leaf in leaves { range.append(leafHash: leaf) }
    }

    func leads(to head: Checkpoint) -> Bool {
      isWhole && range.size == head.size && range.root == head.root
    }
  }

  /// An entry of which the copies differ.
  private struct Difference {
    let seq: Int
    let bundle: Hash?
    let tile: Hash?
    let line: Hash?

    /// What is wrong with the entry in the bundle by itself.
    let finding: Finding?

    subscript(source: Source) -> Hash? {
      switch source {
      case .bundle: bundle
      case .line: line
      case .tile: tile
      }
    }
  }

  /// The copies, from the one that is believed first.
  private enum Source: CaseIterable {
    case bundle
    case line
    case tile
  }

  /// The entries of 256 places, as the three copies have them.
  private struct Part {
    let index: Int
    let width: Int
    var entries: [[UInt8]]?
    var lines: [[UInt8]]?
    var bundleLeaves: [Hash]?
    var tileLeaves: [Hash]?
    var lineLeaves: [Hash]?

    var isEmpty: Bool { entries == nil && tileLeaves == nil && lines == nil }
    var bundle: EntryBundleID { EntryBundleID(index: index, width: width) }
    var tile: TileID { TileID(level: 0, index: index, width: width) }
    var first: Int { index * TileID.fullWidth + 1 }
    var seqs: ClosedRange<Int> { first...first + width - 1 }

    /// The entries of the copy with which another agrees, and their leaves.
    var best: (entries: [[UInt8]], leaves: [Hash])? {
      let bundle = entries.flatMap { entries in bundleLeaves.map { (entries, $0) } }
      let lines = lines.flatMap { lines in lineLeaves.map { (lines, $0) } }
      guard let bundle, let lines, bundle.1 != lines.1 else { return bundle ?? lines }
      return lines.1 == tileLeaves ? lines : bundle
    }
  }

  /// Creates the audit of the entries up to a head, which keeps the roots at the sizes of kept
  /// checkpoints.
  init(_ head: Checkpoint, _ kept: [KeptCheckpoint], page: PageEntries) {
    self.head = head
    sizes = Set(kept.map(\.checkpoint.size))
    leaves = LeafComparison(kept)
    self.page = page
    parts = RecordParts(expecting: min(head.size, 1 << 16))
    if sizes.contains(0) { roots[0] = Hash.ofEmptyTree }
  }

  /// What the entries come to at a cut; they are read again.
  func outcome(
    at chosen: SnapshotCut, _ reading: SnapshotReading, _ progress: (Int, Int) -> Void
  ) throws -> Outcome {
    let lines = try reading.reopen(SnapshotFile.events.path)
    return try Outcome(
      of: parts, at: chosen.cut, asRecorded: chosen.asRecorded,
      reading: { seqs, take in
        try index.forEach(
          of: seqs, lines, bundles: { try reading.entries($0, size: head.size) }, take)
      }, progress: progress)
  }

  /// Reads all entries, and notes what is wrong with them.
  mutating func run(
    _ reading: inout SnapshotReading, check: ([AuditRow]) -> [CheckedRow], progress: (Int) -> Void
  ) throws {
    let limit = head.size.multipliedReportingOverflow(by: Event.longest + 1)
    let file = try reading.open(
      SnapshotFile.events.path, limit: limit.overflow ? .max : limit.partialValue)
    var text = file.map { SnapshotLines($0) }
    var index = 0
    while index <= (head.size - 1) / TileID.fullWidth, head.size > 0 {
      let part = try part(index, &text, &reading)
      // What a size names that nobody wrote is not looked for to its end.
      isCutOff = part.isEmpty
      if isCutOff { break }
      try take(part, &reading, check)
      progress(parts.size)
      index += 1
    }
    try finish(&text, &reading)
    settle(&reading)
  }

  private func part(
    _ index: Int, _ text: inout SnapshotLines?, _ reading: inout SnapshotReading
  ) throws -> Part {
    let width = TileID.width(level: 0, index: index, size: head.size)
    var part = Part(index: index, width: width)
    let path = part.bundle.path
    if let bytes = try reading.bytes(of: path, limit: width * (EntryBundle.maxEntryByteCount + 2)) {
      do {
        part.entries = try EntryBundle(bytes: bytes, width: width).entries
      } catch {
        reading.add(Finding(.altered, at: part.seqs, in: path, "it is no entry bundle: \(error)"))
      }
    }
    part.tileLeaves = try SnapshotEntries.tile(part.tile, &reading)?.hashes
    var lines: [[UInt8]] = []
    while lines.count < width, let line = try text?.next() { lines.append(line) }
    if lines.count == width { part.lines = lines }
    part.bundleLeaves = part.entries?.map(Hash.leaf(of:))
    part.lineLeaves =
      part.lines == part.entries ? part.bundleLeaves : part.lines?.map(Hash.leaf(of:))
    return part
  }

  private static func tile(_ id: TileID, _ reading: inout SnapshotReading) throws -> Tile? {
    let count = id.width * Hash.byteCount
    guard let bytes = try reading.bytes(of: id.path, limit: count) else { return nil }
    do {
      return try Tile(bytes: bytes, width: id.width)
    } catch {
      reading.add(Finding(.tileAltered, in: id.path, "it is no tile: \(error)"))
      return nil
    }
  }

  private mutating func take(
    _ part: Part, _ reading: inout SnapshotReading, _ check: ([AuditRow]) -> [CheckedRow]
  ) throws {
    bundles.add(part.bundleLeaves)
    tiles.add(part.tileLeaves)
    lines.add(part.lineLeaves)
    compare(part)
    guard let best = part.best else {
      isReadable = false
      for leaf in part.tileLeaves ?? [] { try push(leaf, &reading) }
      return
    }
    let rows = best.entries.enumerated().map { AuditRow(seq: part.first + $0, bytes: $1) }
    for (place, row) in check(rows).enumerated() {
      take(row, best.entries[place], best.leaves[place], part.bundle.path)
      try push(best.leaves[place], &reading)
    }
  }

  private mutating func push(_ leaf: Hash, _ reading: inout SnapshotReading) throws {
    for filled in stack.append(leafHash: leaf) where filled.id.level > 0 {
      try compare(filled, &reading)
    }
  }

  private mutating func take(
    _ row: CheckedRow, _ bytes: [UInt8], _ leaf: Hash, _ path: String
  ) {
    let ofSignature = signatures.take(row)
    if let finding = row.finding ?? ofSignature { note(finding, in: path) }
    guard isReadable, let recorded = row.recorded,
      (try? parts.take(bytes, seq: row.seq, leafHash: leaf)) != nil,
      (try? page.take(StoredEntry(seq: row.seq, bytes: bytes))) != nil
    else {
      isReadable = false
      return
    }
    index.append(bytes, leaf: leaf)
    leaves.take(leaf, seq: row.seq)
    if let last = lastRecorded, recorded <= last {
      note(.clockBack(row.seq, recorded, after: last), in: path)
    }
    lastRecorded = recorded
    if sizes.contains(row.seq) { roots[row.seq] = parts.root }
  }

  private mutating func note(_ finding: Finding, in path: String) {
    guard rows.count < SnapshotEntries.most else { return }
    rows.append(Finding(finding.damage, at: finding.seqs, in: path, finding.detail))
  }

  /// Keeps the entries of which the copies differ.
  private mutating func compare(_ part: Part) {
    let copies = [part.bundleLeaves, part.tileLeaves, part.lineLeaves].compactMap { $0 }
    guard let first = copies.first, copies.contains(where: { $0 != first }) else { return }
    for place in 0..<part.width where copies.contains(where: { $0[place] != first[place] }) {
      guard differences.count < SnapshotEntries.most else { return }
      let seq = part.first + place
      let row = part.entries.map { CheckedRow(AuditRow(seq: seq, bytes: $0[place])) }
      differences.append(
        Difference(
          seq: seq, bundle: part.bundleLeaves?[place], tile: part.tileLeaves?[place],
          line: part.lineLeaves?[place], finding: row?.finding))
    }
  }

  /// Compares a tile above the leaves with what lies below it.
  private func compare(_ derived: TileStack.Placed, _ reading: inout SnapshotReading) throws {
    let path = derived.id.path
    guard let tile = try SnapshotEntries.tile(derived.id, &reading), tile != derived.tile else {
      return
    }
    reading.add(Finding(.tileAltered, in: path, "it is not the tile of the tiles below it"))
  }

  private mutating func finish(
    _ text: inout SnapshotLines?, _ reading: inout SnapshotReading
  ) throws {
    if !isCutOff {
      for derived in stack.edge where derived.id.level > 0 { try compare(derived, &reading) }
    }
    let path = SnapshotFile.events.path
    if let more = try text?.next() {
      reading.add(
        Finding(.fileAltered, in: path, "it goes on after \(head.size) events: \(more.count) bytes")
      )
      lines.isWhole = false
    } else if text?.isMalformed == true || text != nil && !lines.isWhole {
      reading.add(
        Finding(
          .fileAltered, in: path, "it does not hold \(head.size) lines that each can be an entry"))
    }
    if let digest = try text?.finish() { reading.note(digest, of: path) }
    isProven = isReadable && parts.size == head.size && parts.root == head.root
  }
}

extension SnapshotEntries {
  /// Says of each difference which copy was changed.
  private func settle(_ reading: inout SnapshotReading) {
    let isRight: [Source: Bool] = [
      .bundle: bundles.leads(to: head), .line: lines.leads(to: head), .tile: tiles.leads(to: head),
    ]
    let right = Source.allCases.first { isRight[$0] == true }
    settle(right, &reading)
    let told = Set(differences.map(\.seq))
    for row in rows where !(row.seqs.map { told.contains($0.lowerBound) } ?? false) {
      reading.add(row)
    }
    guard right == nil, head.size > 0, differences.isEmpty else { return }
    let isWhole = bundles.isWhole || lines.isWhole || tiles.isWhole
    guard isWhole else { return }
    reading.add(
      Finding(
        .forked, at: 1...head.size, in: SnapshotFile.events.path,
        "the entries do not lead to the root of the checkpoint: two histories exist, or entries "
          + "were changed together with tiles and bundles"))
  }

  /// Whether a copy of an entry is not the one that is right; where none is right, each may be.
  private func isWrong(_ source: Source, _ difference: Difference, _ right: Source?) -> Bool {
    guard let own = difference[source] else { return false }
    return right.map { own != difference[$0] } ?? true
  }

  private func settle(_ right: Source?, _ reading: inout SnapshotReading) {
    let unsure = right == nil ? "the copies differ, and none leads to the checkpoint" : nil
    for difference in differences where isWrong(.bundle, difference, right) {
      let finding = difference.finding
      reading.add(
        Finding(
          finding?.damage ?? .swapped, at: difference.seq...difference.seq,
          in: EntryBundleID(holding: difference.seq, size: head.size).path,
          finding?.detail ?? unsure ?? "it is well formed, and not the entry that was signed"))
    }
    let tiled = differences.filter { isWrong(.tile, $0, right) }.map(\.seq)
    let byTile = Dictionary(grouping: tiled) { ($0 - 1) / TileID.fullWidth }
    for (index, seqs) in byTile.sorted(by: { $0.key < $1.key }) {
      let width = TileID.width(level: 0, index: index, size: head.size)
      reading.add(
        Finding(
          .tileAltered, at: seqs[0]...seqs[seqs.count - 1],
          in: TileID(level: 0, index: index, width: width).path,
          unsure ?? "the entries do not lead to it"))
    }
    let lined = differences.filter { isWrong(.line, $0, right) }.map(\.seq)
    guard let first = lined.first, let last = lined.last else { return }
    reading.add(
      Finding(
        .fileAltered, at: first...last, in: SnapshotFile.events.path,
        unsure ?? "its lines are not the entries that were signed"))
  }
}

extension EntryBundleID {
  /// The bundle in which an entry stands, in a log of `size` entries.
  init(holding seq: Int, size: Int) {
    let index = (seq - 1) / TileID.fullWidth
    self.init(index: index, width: TileID.width(level: 0, index: index, size: size))
  }
}
