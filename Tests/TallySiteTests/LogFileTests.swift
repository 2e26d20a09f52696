import TallySite
import Tallystick
import Testing
import TransparencyLog

/// The log of a site, as its readers see it.
struct LogFileTests {
  @Test func `the tiles and bundles lead to the checkpoint`() throws {
    let sample = try Sample.shipped()
    let record = try sample.record()
    func bytes(_ path: String) throws -> [UInt8] {
      try Site(.en).answer(path, of: record, today: sample.today).bytes
    }
    let key = try VerifierKey(
      parsing: String(decoding: bytes("log.vkey").dropLast(), as: UTF8.self))
    let head = try SignedCheckpoint(opening: bytes("checkpoint"), with: key).checkpoint
    #expect(head.size == record.size)
    let tree = TileHashReader(size: head.size) { ids in
      try ids.map { try Tile(bytes: bytes($0.path), width: $0.width) }
    }
    #expect(try MerkleTree.root(ofSize: head.size, from: tree) == head.root)
    for id in EntryBundleID.bundles(ofSize: head.size) {
      let bundle = try EntryBundle(bytes: bytes(id.path), width: id.width)
      let tile = try Tile(
        bytes: bytes(TileID(level: 0, index: id.index, width: id.width).path), width: id.width)
      #expect(bundle.leafHashes == tile.hashes)
    }
    for seq in [1, 12, head.size] {
      let entry = try bytes("event/\(seq)/event-\(seq).json")
      let proof = try TlogProof(parsing: bytes("event/\(seq)/event-\(seq).tlog-proof"))
      try proof.check(leafHash: Hash.leaf(of: entry), with: key)
    }
  }

  @Test func `a partial tile of an older checkpoint is there still, and one beyond the end is not`()
    throws
  {
    let sample = try Sample(Story.lines)
    #expect(try sample.answer("tile/0/000.p/3").bytes.count == 96)
    #expect(try sample.answer("tile/0/000.p/5").status == 200)
    #expect(try sample.answer("tile/0/000.p/6").status == 404)
    #expect(try sample.answer("tile/0/000").status == 404)
    #expect(try sample.answer("tile/7/000.p/1").status == 404)
    #expect(try sample.answer("tile/63/000.p/1").status == 404)
  }

  @Test func `a proof is by the first checkpoint that covers its event, and stays as it is`() throws
  {
    let sample = try Sample(Array(Story.lines.prefix(4)))
    let before = try sample.answer("event/3/event-3.tlog-proof").bytes
    try sample.add([Story.lines[4]])
    try sample.sign()
    #expect(try sample.answer("event/3/event-3.tlog-proof").bytes == before)
    let last = try TlogProof(parsing: sample.answer("event/5/event-5.tlog-proof").bytes)
    let key = try VerifierKey(
      parsing: String(decoding: sample.answer("log.vkey").bytes.dropLast(), as: UTF8.self))
    try last.check(leafHash: Hash.leaf(of: sample.answer("event/5/event-5.json").bytes), with: key)
  }

  @Test func `no checkpoint covers an event that was recorded after it`() throws {
    let sample = try Sample(Array(Story.lines.prefix(4)))
    try sample.add([Story.lines[4]])
    #expect(try sample.answer("event/5/event-5.tlog-proof").status == 404)
    #expect(try sample.answer("event/5/").plain.contains("No checkpoint covers this event yet"))
    #expect(try sample.answer("event/4/event-4.tlog-proof").status == 200)
    #expect(try sample.record(limit: 4).size == 4)
  }
}
