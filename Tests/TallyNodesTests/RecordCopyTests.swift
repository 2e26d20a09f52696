import Tallystick
import Testing
import TransparencyLog

@testable import TallyNodes

/// A record that is copied into another store.
struct RecordCopyTests {
  private func empty() -> MemoryStore { MemoryStore(origin: ShownLog.origin) }

  private func keyed() throws -> MemoryStore {
    let store = empty()
    try store.adopt(verifierKey: try ShownLog.key.verifier.description)
    return store
  }

  @Test(arguments: [1, 256, 300, 561])
  func `a copy holds the same entries, tiles, checkpoints and sealed values`(count: Int) throws {
    let store = try SampleRecord.make(count)
    let copy = try keyed()
    let done = try RecordCopy(of: store).write(to: copy)
    let size = try store.end().size
    #expect(try done.added == size && done.root == store.root(ofSize: size))
    #expect(try copy.entries(1...size + 1) == store.entries(1...size + 1))
    #expect(try copy.tile(level: 0, index: 0) == store.tile(level: 0, index: 0))
    #expect(try copy.checkpoints() == store.checkpoints())
    #expect(try copy.disclosures() == store.disclosures())
    #expect(try copy.audiences() == store.audiences())
    #expect(try done.sealed.counts.present == store.disclosures().count)
    #expect(done.sealed.counts.erased == (count >= 70 ? 1 : 0))
  }

  @Test func `sealed values can be left out, and are named then`() throws {
    let store = try SampleRecord.make(300)
    let copy = try keyed()
    let done = try RecordCopy(of: store, withSealed: false).write(to: copy)
    #expect(try copy.disclosures() == [] && copy.audiences() == [])
    #expect(done.sealed.counts.withheld == 3 && done.sealed.counts.erased == 1)
    #expect(try copy.root(ofSize: 301) == store.root(ofSize: 301))
  }

  @Test func `it ends where the record ended when it began`() throws {
    let store = try SampleRecord.make(100)
    let begun = try RecordCopy(of: store)
    let appender = Appender(to: store, recorder: "late") { .maximum }
    _ = try? appender.append([Draft]([SampleRecord.line(500)].compactMap { $0 }))
    #expect(try begun.write(to: keyed()).added == begun.size)
  }

  @Test func `a record that holds the beginning is continued`() throws {
    let store = try SampleRecord.make(560)
    for start in [1, 255, 256, 300, 561] {
      let copy = try keyed()
      let first = try store.entries(1...start)
      let held = try store.disclosures()
      let kept = held.filter { one in
        first.contains { String(decoding: $0.bytes, as: UTF8.self).contains(one.digest) }
      }
      try copy.append(first, sealed: SealedChanges(kept: kept), onto: 0)
      let done = try RecordCopy(of: store).write(to: copy)
      #expect(done.added == 561 - start)
      #expect(try copy.entries(1...561) == store.entries(1...561))
      #expect(try copy.disclosures() == store.disclosures())
      #expect(done.sealed.counts.present == held.count)
      #expect(try copy.checkpoints() == store.checkpoints())
    }
  }

  @Test func `a record that holds something else is left as it is`() throws {
    let store = try SampleRecord.make(100)
    let other = try SampleRecord.make(40, by: "another")
    #expect(throws: NotBeginning.self) { try RecordCopy(of: store).write(to: other) }
    #expect(throws: NotBeginning.self) { try RecordCopy(of: other).write(to: store) }
    #expect(try other.end().size == 40 && store.end().size == 101)
  }

  @Test func `a record is made anew out of the files of its log`() throws {
    let store = try SampleRecord.make(560)
    let scratch = try Scratch()
    try scratch.mirror(try SampleRecord.log(of: store))
    let copy = try keyed()
    let done = try RecordCopy(of: try TilesRecord(scratch.mirror)).write(to: copy)
    #expect(try copy.entries(1...561) == store.entries(1...561))
    #expect(done.checkpoints == 1 && done.sealed.counts.withheld == 7)
  }

  @Test(arguments: [
    "tile/entries/000", "tile/entries/001", "tile/1/000.p/2", "tile/entries/002.p/49",
  ])
  func `files that were changed are not copied`(path: String) throws {
    let store = try SampleRecord.make(560)
    let scratch = try Scratch()
    try scratch.mirror(try SampleRecord.log(of: store))
    var bytes = try scratch.files()[path] ?? []
    bytes[bytes.count / 2] ^= 1
    try scratch.write(bytes, to: path)
    #expect(throws: StoreError.self) {
      try RecordCopy(of: try TilesRecord(scratch.mirror)).write(to: keyed())
    }
  }
}
