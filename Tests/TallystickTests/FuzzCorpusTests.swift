import Foundation
import TallyReports
import Tallystick
import Testing
import TransparencyLog

/// The inputs in `tools/fuzz/corpus`: seeds of our own, and what the fuzzers found on new paths.
struct FuzzCorpusTests {
  private static func folder(of target: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "tools/fuzz/\(target)")
  }

  private static func inputs(_ reader: ReaderLaws) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: folder(of: "corpus/\(reader.rawValue)"), includingPropertiesForKeys: nil
    ).sorted { $0.path() < $1.path() }
  }

  @Test(arguments: ReaderLaws.allCases)
  func `a reader keeps its laws on every input that was kept`(reader: ReaderLaws) throws {
    for input in try Self.inputs(reader) {
      let bytes = [UInt8](try Data(contentsOf: input))
      do { try reader.check(bytes) } catch { Issue.record("\(input.lastPathComponent): \(error)") }
    }
  }

  @Test(arguments: ReaderLaws.allCases)
  func `a corpus is small and not empty`(reader: ReaderLaws) throws {
    let inputs = try Self.inputs(reader)
    let sizes = try inputs.map { try Data(contentsOf: $0).count }
    #expect((10...200).contains(inputs.count))
    #expect(sizes.reduce(0, +) <= 60_000)
  }

  @Test func `every reader has a fuzzer, and every fuzzer a reader`() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Self.folder(of: "targets").path())
    let targets = files.filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }
    #expect(Set(targets) == Set(ReaderLaws.allCases.map(\.rawValue)))
  }

  /// Inputs that the readers take, so that the laws of printing have something to say.
  @Test(arguments: [
    (ReaderLaws.note, "checkpoint"), (.note, "verifier-key"), (.proof, "entry-0"),
    (.tile, "path"), (.json, "entry"), (.edtf, "interval"), (.csv, "lines"),
  ])
  func `the seeds are what they are called`(reader: ReaderLaws, name: String) throws {
    let file = Self.folder(of: "corpus/\(reader.rawValue)").appending(path: name)
    let bytes = [UInt8](try Data(contentsOf: file))
    let text = String(decoding: bytes, as: UTF8.self)
    switch (reader, name) {
    case (.note, "checkpoint"):
      let key = try LawKeys.log().verifier
      #expect(try SignedCheckpoint(opening: bytes, with: key).checkpoint.size == 7)
    case (.note, _): #expect(try VerifierKey(parsing: text) == LawKeys.log().verifier)
    case (.proof, _):
      let proof = try TlogProof(parsing: bytes)
      let entry = try #require(proof.extra)
      try proof.check(leafHash: .leaf(of: [entry[0] - 3]), with: LawKeys.log().verifier)
    case (.tile, _): #expect(try TileID(path: text).index == 1_234_067)
    case (.json, _): #expect(try Event(decoding: bytes).seq == 12)
    case (.edtf, _): #expect(try EDTFDate(parsing: text).daySpan == 15)
    case (.csv, _):
      #expect(try CSV(parsing: bytes).records.map(\.cells) == [["two\r\nlines", "b"]])
    }
  }
}

/// The laws themselves: each notices what it is there for.
struct ReaderLawTests {
  @Test func `a law that is broken is named`() {
    #expect(throws: BrokenLaw.self) { try hold(false, "law") }
    #expect(throws: BrokenLaw.self) { try holdSame("é", "e\u{301}", "the same bytes") }
    #expect(throws: BrokenLaw.self) { try holdRefusal(FormatError("x", at: 4), of: 3) }
    #expect(throws: BrokenLaw.self) { try holdRefusal(FormatError("\u{202E}"), of: 3) }
    #expect(throws: BrokenLaw.self) {
      try readingBack("02", as: "a number", print: \.description) { Int($0) ?? 0 }
    }
  }

  @Test func `what is kept or refused breaks no law`() throws {
    try hold(true, "law")
    try holdRefusal(FormatError("x", at: 3), of: 3)
    #expect(try reading(3) { throw FormatError("x") } as Int? == nil)
    #expect(try readingBack("2", as: "a number", print: \.description) { Int($0) ?? 0 } == 2)
  }
}
