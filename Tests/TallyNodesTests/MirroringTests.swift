import Foundation
import TallyNodes
import Testing
import TransparencyLog

@testable import TallyNodes

/// What a mirror keeps, and what it refuses.
struct MirroringTests {
  /// The files that a mirror of a log has, beside the key.
  private func expected(_ log: ShownLog) throws -> [String: [UInt8]] {
    var files = log.files
    files["log.vkey"] = Array("\(try ShownLog.key.verifier)\n".utf8)
    return files
  }

  @Test(arguments: [1, 255, 256, 257, 600, 66_000])
  func `a mirror holds the files of its log, byte for byte`(size: Int) throws {
    let scratch = try Scratch()
    let log = try ShownLog(size)
    #expect(try scratch.mirror(log) == .current(before: 0, size: size))
    #expect(try scratch.files() == expected(log))
    #expect(try scratch.mirror(log) == .current(before: size, size: size))
    #expect(try scratch.files() == expected(log))
  }

  @Test
  func `it grows with its log, and keeps partial files one run longer where they may be read`()
    throws
  {
    let scratch = try Scratch()
    var last = 0
    for size in [1, 200, 255, 256, 300, 301, 513, 65_535, 66_000] {
      let log = try ShownLog(size)
      #expect(try scratch.mirror(log) == .current(before: last, size: size))
      let (files, now) = (try scratch.files(), try expected(log))
      #expect(now.allSatisfy { files[$0.key] == $0.value }, "\(size)")
      let more = files.keys.filter { now[$0] == nil }
      #expect(more.allSatisfy { $0.contains(".p/") } && more.count <= 4, "\(size): \(more)")
      last = size
    }
  }

  @Test(arguments: [(0, 700), (300, 700), (300, 66_000)])
  func `broken off after any question, it goes on, and its checkpoint stands`(
    before: Int, size: Int
  ) throws {
    let log = try ShownLog(size)
    let old = before > 0 ? try ShownLog(before) : nil
    for count in [0, 1, 2, 3, 4, 5, 7, 10, 50, 300] {
      let scratch = try Scratch()
      if let old { try scratch.mirror(old) }
      let isWhole = (try? scratch.mirror(FailingLog(log, after: count))) != nil
      let files = try scratch.files()
      #expect(files["checkpoint"] == (isWhole ? log : old)?.files["checkpoint"], "\(count)")
      for (path, bytes) in files where path.hasPrefix("tile/") && !path.contains(".p/") {
        #expect(bytes == log.files[path], "\(count): \(path)")
      }
      #expect(try scratch.mirror(log) == .current(before: isWhole ? size : before, size: size))
      let whole = try scratch.files()
      #expect(try expected(log).allSatisfy { whole[$0.key] == $0.value }, "\(count)")
    }
  }

  @Test func `a mirror is free once it was let go, though a program that starts holds its folder`()
    throws
  {
    let scratch = try Scratch()
    let log = try ShownLog(10)
    try scratch.mirror(log)
    var descriptor: CInt = -1
    do {
      let held = try MirrorFolder(scratch.mirror, key: try ShownLog.key.verifier) { _ in }
      descriptor = held.folder.use { dup($0) }
      #expect(throws: MirrorError.self) { try scratch.mirror(log) }
      withExtendedLifetime(held) {}
    }
    defer { close(descriptor) }
    #expect(try scratch.mirror(log) == .current(before: 10, size: 10))
  }

  @Test(arguments: [0, 300])
  func `a flipped byte in any file that it fetches is refused`(before: Int) throws {
    let log = try ShownLog(700)
    let old = before > 0 ? try ShownLog(before) : nil
    var random = SystemRandomNumberGenerator()
    for path in log.files.keys.sorted() {
      // What the mirror holds already is not fetched again.
      if before > 0, ["tile/0/000", "tile/entries/000"].contains(path) { continue }
      let scratch = try Scratch()
      if let old { try scratch.mirror(old) }
      var flipped = log
      let count = log.files[path]?.count ?? 0
      let place = Int.random(in: 0..<count, using: &random)
      flipped.files[path]?[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      let error = #expect(throws: MirrorError.self, "\(path) at \(place)") {
        try scratch.mirror(flipped)
      }
      #expect(error?.isDamage == true, "\(path) at \(place): \(error?.description ?? "")")
      let files = try scratch.files()
      #expect(files["checkpoint"] == old?.files["checkpoint"], "\(path)")
      if flipped.files[path] != old?.files[path], path != "checkpoint" {
        #expect(files[path] != flipped.files[path], "\(path)")
      }
    }
  }

  @Test func `a file too few is named`() throws {
    let log = try ShownLog(700)
    for path in log.files.keys.sorted() {
      let scratch = try Scratch()
      var short = log
      short.files[path] = nil
      #expect(throws: MirrorError.missing(path)) { try scratch.mirror(short) }
    }
  }

  @Test(arguments: [200, 300, 400])
  func `two histories are refused, and both checkpoints kept`(size: Int) throws {
    let scratch = try Scratch()
    let (first, second) = (try ShownLog(300), try ShownLog(size, by: "b"))
    try scratch.mirror(first)
    let before = try scratch.files()
    let error = #expect(throws: MirrorError.self) { try scratch.mirror(second) }
    #expect(
      error == .forked(held: 300, served: size, evidence: "\(scratch.mirror)/fork"), "\(size)")
    let files = try scratch.files()
    let kept = files.filter { $0.key.hasPrefix("fork/") }
    #expect(
      Set(kept.values)
        == [first.files["checkpoint"] ?? [], second.files["checkpoint"] ?? []])
    #expect(files.filter { !$0.key.hasPrefix("fork/") } == before)
  }

  @Test func `an older state of one history changes nothing`() throws {
    let scratch = try Scratch()
    try scratch.mirror(try ShownLog(600))
    let before = try scratch.files()
    #expect(try scratch.mirror(try ShownLog(500)) == .older(served: 500, held: 600))
    #expect(try scratch.files() == before)
  }

  @Test func `the first partial file may be gone where the whole one is there`() throws {
    let scratch = try Scratch()
    let (small, large) = (try ShownLog(300), try ShownLog(600))
    var moved = large
    moved.files["checkpoint"] = small.files["checkpoint"]
    for path in ["tile/1/000.p/1"] { moved.files[path] = small.files[path] }
    #expect(try scratch.mirror(moved) == .current(before: 0, size: 300))
    let files = try scratch.files()
    #expect(try expected(small).allSatisfy { files[$0.key] == $0.value })
  }

  @Test func `another key, a folder of other files and a mirror at work are refused`() throws {
    let scratch = try Scratch()
    let log = try ShownLog(10)
    let other = try SignerKey(name: KeyName(ShownLog.origin), seed: Array(1...32)).verifier
    #expect(throws: MirrorError.self) { try scratch.mirror(log, key: other) }
    #expect(try scratch.files()["checkpoint"] == nil)
    let error = #expect(throws: MirrorError.self) { try scratch.mirror(log) }
    if case .foreignFolder = error {} else { Issue.record("\(String(describing: error))") }

    let full = try Scratch()
    try FileManager.default.createDirectory(atPath: full.mirror, withIntermediateDirectories: true)
    try full.write([1], to: "a letter")
    #expect(throws: MirrorError.self) { try full.mirror(log) }
    #expect(try full.files() == ["a letter": [1]])

    let busy = try Scratch()
    let held = try MirrorFolder(busy.mirror, key: try ShownLog.key.verifier) { _ in }
    #expect(throws: MirrorError.busy) { try busy.mirror(log) }
    extendLifetime(held)
  }

  @Test func `a damaged mirror is not gone on with`() throws {
    for path in ["tile/0/001.p/44", "tile/1/000.p/1"] {
      let scratch = try Scratch()
      try scratch.mirror(try ShownLog(300))
      var bytes = try scratch.files()[path] ?? []
      bytes[3] ^= 1
      try scratch.write(bytes, to: path)
      let error = #expect(throws: MirrorError.self) { try scratch.mirror(try ShownLog(600)) }
      if case .ownDamage = error {} else { Issue.record("\(String(describing: error))") }
    }
  }
}
