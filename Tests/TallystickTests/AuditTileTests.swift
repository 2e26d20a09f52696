import Tallystick
import Testing
import TransparencyLog

struct AuditTileTests {
  @Test func `a tile that is gone is named`() throws {
    var record = try AuditSample.whole
    record.firstTile = nil
    let report = try record.audit()
    #expect(
      report.findings.map(\.description) == [
        "tile_missing #1–#256: the tile 0/0 is full and not stored"
      ])
    #expect(report.covered == 300)
  }

  /// Every byte of the hashes in turn, in 32 parts.
  @Test(arguments: 0..<32)
  func `any changed byte of a tile is found`(part: Int) throws {
    let record = try AuditSample.whole
    let tile = try #require(record.firstTile)
    let whole = try #require(tile.hashes)
    var random = SplitMix64(UInt64(part))
    let shelf = Shelf()
    var auditor = Auditor(sizes: []) { _, _ in shelf.tile }
    for row in AuditSample.check(AuditRows(record.table.prefix(255))) {
      try auditor.take(row)
    }
    let last = AuditSample.check(AuditRows([record[256]]))
    for place in stride(from: part, to: whole.count, by: 32) {
      var hashes = whole
      hashes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      shelf.tile = AuditTile(root: tile.root, hashes: hashes)
      var copy = auditor
      try copy.take(last[0])
      #expect(copy.findings.map(\.damage) == [.tileAltered], "byte \(place)")
      #expect(copy.findings.map(\.seqs) == [1...256])
    }
  }

  @Test(arguments: 0..<32)
  func `any changed byte of a tile's root is found`(place: Int) throws {
    var record = try AuditSample.indexed
    let tile = try #require(record.firstTile)
    for bit in 0..<8 {
      var root = try #require(tile.root)
      root[place] ^= 1 << UInt8(bit)
      record.firstTile = AuditTile(root: root, hashes: tile.hashes)
      let report = try record.audit()
      #expect(report.classes == [.tileAltered] && report.findings.map(\.seqs) == [1...256])
    }
  }

  @Test(arguments: [nil, 0, 1, 31, 33, 8191, 8193] as [Int?])
  func `a tile of another length is found`(count: Int?) throws {
    let tile = try #require(try AuditSample.whole.firstTile)
    let bytes = count.map { [UInt8](repeating: 0, count: $0) }
    for other in [
      AuditTile(root: bytes, hashes: tile.hashes), AuditTile(root: tile.root, hashes: bytes),
    ] {
      var record = try AuditSample.whole
      record.firstTile = other
      #expect(try record.audit().classes == [.tileAltered])
    }
  }

  @Test(arguments: [1, 100, 101, 256])
  func `of an entry and its tile that differ, the one without a checkpoint is named`(
    seq: Int
  ) throws {
    var record = try AuditSample.whole
    var hashes = Array(record.leaves.prefix(256))
    hashes[seq - 1] = Hash.leaf(of: [])
    record.firstTile = AuditSample.tile(over: hashes)
    let report = try record.audit()
    #expect(report.classes == [.tileAltered] && report.findings.first?.seqs == seq...seq)
    #expect(report.covered == 300)

    record.notes = [record.notes[1]]
    #expect(try record.audit().classes == [.tileAltered])

    record.notes = []
    let open = try record.audit()
    #expect(open.classes == [.swapped] && open.findings.first?.seqs == seq...seq)
    #expect(open.covered == 0)
  }

  @Test func `entries that were moved inside a tile are named each`() throws {
    var record = try AuditSample.whole
    var hashes = Array(record.leaves.prefix(256))
    hashes.swapAt(9, 19)
    record.firstTile = AuditSample.tile(over: hashes)
    #expect(try record.audit().findings.map(\.seqs) == [10...10, 20...20])
  }

  @Test func `a damaged entry is not named a second time by its tile`() throws {
    var record = try AuditSample.whole
    record[20] = record[20].with(label: "other").flipping(1, at: 5)
    #expect(try record.audit().findings.count == 1)
  }

  /// Otherwise who removes the tile as well hides that an entry was changed.
  @Test func `an entry changed under a tile that is gone is found besides`() throws {
    var record = try AuditSample.whole
    record[20] = AuditRow(StoredEntry(try AuditSample.event(20, words: "never said")))
    record.firstTile = nil
    let report = try record.audit()
    #expect(report.classes.contains(.tileMissing))
    let others = report.findings.filter { $0.damage != .tileMissing }
    #expect(others.contains { $0.seqs?.contains(20) ?? false })
  }

  @Test(arguments: [
    (0, -1), (0, 2), (0, 36_028_797_018_963_968), (0, Int.max - 1), (0, Int.max), (0, .min),
    (1, 0), (2, 5), (63, 0), (-1, 0), (Int.max, Int.max),
  ])
  func `a tile that no entries fill is found, and nothing overflows`(
    level: Int, index: Int
  ) throws {
    var record = try AuditSample.whole
    record.shelf[.init(level: level, index: index)] = record.firstTile
    let report = try record.audit()
    #expect(
      report.findings.map(\.description) == [
        "tile_altered: a record of 300 entries has no full tile \(level)/\(index)"
      ])
  }

  @Test(arguments: [1...1, 1...9])
  func `tiles that follow on tell of entries that are gone`(indexes: ClosedRange<Int>) throws {
    var record = try AuditSample.whole
    for index in indexes { record.shelf[.init(level: 0, index: index)] = record.firstTile }
    let report = try record.audit()
    #expect(report.classes == [.truncated])
    #expect(report.findings.map(\.seqs) == [301...(indexes.upperBound + 1) * 256])
  }

  /// 65,536 rows that are no entries, the last of which fills a tile on either level.
  @Test func `tiles of the second level are compared with those below`() throws {
    let shelf = Shelf()
    let size = 65_536
    var auditor = Auditor(sizes: [size]) { level, index in
      level == 0 ? shelf.below[index] : shelf.tile
    }
    var roots: [Hash] = []
    for seq in 1..<size {
      if seq % 256 == 1 {
        let hashes = (seq..<seq + 256).map { Hash.leaf(of: AuditTileTests.row($0).bytes ?? []) }
        shelf.below.append(AuditSample.tile(over: hashes))
        roots.append(MerkleTree.root(ofLeafHashes: hashes))
      }
      try auditor.take(CheckedRow(AuditTileTests.row(seq)))
    }
    let last = CheckedRow(AuditTileTests.row(size))
    let root = MerkleTree.root(ofLeafHashes: roots)
    let noEntries = auditor.findings.count
    #expect(noEntries == size - 1)

    func damage(_ tile: AuditTile?) throws -> [Finding] {
      shelf.tile = tile
      var copy = auditor
      try copy.take(last)
      #expect(copy.root == root && copy.roots == [size: root])
      return Array(copy.findings.dropFirst(noEntries + 1))
    }
    #expect(try damage(AuditSample.tile(over: roots)) == [])
    #expect(
      try damage(nil).map(\.description) == [
        "tile_missing #1–#65536: the tile 1/0 is full and not stored"
      ])
    for place in stride(from: 0, to: 256, by: 5) {
      var changed = roots
      var bytes = changed[place].bytes
      bytes[place / 8] ^= 1 << UInt8(place % 8)
      changed[place] = try Hash(bytes: bytes)
      let rooted = AuditSample.tile(over: changed)
      for tile in [rooted, AuditTile(root: root.bytes, hashes: rooted.hashes)] {
        let findings = try damage(tile)
        #expect(findings.map(\.damage) == [.tileAltered])
        #expect(findings.map(\.seqs) == [1...size])
      }
    }
  }

  private static func row(_ seq: Int) -> AuditRow {
    AuditRow(
      seq: seq, id: nil, label: nil, recorded: nil, type: nil,
      bytes: [UInt8(truncatingIfNeeded: seq), UInt8(truncatingIfNeeded: seq >> 8)])
  }
}

/// Tiles that change while an audit goes on.
private final class Shelf {
  var tile: AuditTile?
  var below: [AuditTile] = []
}
