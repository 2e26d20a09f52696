import Testing
import TransparencyLog

struct EntryBundleTests {
  @Test(arguments: [
    (0, 256, "tile/entries/000"),
    (0, 8, "tile/entries/000.p/8"),
    (255, 253, "tile/entries/255.p/253"),
    (1_234_067, 256, "tile/entries/x001/x234/067"),
  ])
  func `a bundle has one path, read and written`(index: Int, width: Int, path: String) throws {
    let id = EntryBundleID(index: index, width: width)
    #expect(id.path == path)
    #expect(try EntryBundleID(path: path) == id)
  }

  @Test(arguments: [
    "tile/0/000", "tile/entries", "tile/entries/", "tile/entries/0", "tile/entries/000.p/256",
    "tile/Entries/000", "entries/000", "tile/data/000",
  ])
  func `no other path is read as a bundle's`(path: String) {
    #expect(throws: FormatError.self) { try EntryBundleID(path: path) }
  }

  @Test func `a log of 600 entries has three bundles`() {
    #expect(
      EntryBundleID.bundles(ofSize: 600).map(\.path)
        == ["tile/entries/000", "tile/entries/001", "tile/entries/002.p/88"])
    #expect(EntryBundleID.bundles(ofSize: 0) == [])
    #expect(EntryBundleID.bundles(ofSize: 256) == [EntryBundleID(index: 0)])
  }

  @Test func `each entry stands after its length`() throws {
    let bundle = try EntryBundle(entries: [[], [7], Array(repeating: 1, count: 258)])
    #expect(bundle.bytes == [0, 0, 0, 1, 7, 1, 2] + Array(repeating: 1, count: 258))
    #expect(try EntryBundle(bytes: bundle.bytes, width: 3) == bundle)
    #expect(bundle.leafHashes == bundle.entries.map(Hash.leaf(of:)))
  }

  @Test func `a bundle cut off anywhere is refused`() throws {
    let bytes = try EntryBundle(entries: [[1, 2, 3], [], [4]]).bytes
    for count in bytes.indices {
      #expect(throws: FormatError.self) {
        try EntryBundle(bytes: Array(bytes.prefix(count)), width: 3)
      }
    }
    #expect(throws: FormatError("entry 1 of the bundle is cut off", at: 5)) {
      try EntryBundle(bytes: [0, 3, 1, 2, 3, 0], width: 2)
    }
    #expect(throws: FormatError("entry 0 of the bundle is cut off", at: 0)) {
      try EntryBundle(bytes: [0, 4, 1, 2, 3], width: 1)
    }
  }

  @Test(arguments: [0, 1, 3, 256])
  func `a bundle of another width is refused`(width: Int) {
    #expect(throws: FormatError("the entry bundle has 2 entries, not \(width)")) {
      try EntryBundle(bytes: [0, 0, 0, 0], width: width)
    }
  }

  @Test func `a bundle has 1 to 256 entries of at most 65535 bytes`() throws {
    let largest = [UInt8](repeating: 0, count: 65_535)
    #expect(try EntryBundle(entries: [largest]).bytes.prefix(2) == [255, 255])
    #expect(throws: FormatError("entry 1 of the bundle has 65536 bytes, more than 65535")) {
      try EntryBundle(entries: [[], largest + [0]])
    }
    for count in [0, 257] {
      let error = FormatError("an entry bundle has 1 to 256 entries, not \(count)")
      #expect(throws: error) { try EntryBundle(entries: Array(repeating: [], count: count)) }
      #expect(throws: error) {
        try EntryBundle(bytes: Array(repeating: 0, count: 2 * count), width: count)
      }
    }
  }
}
