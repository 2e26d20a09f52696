import Foundation
import Testing

/// `init`, `key import` and `prove` are all or nothing: killed at any call, or on a disk that is full
/// or fails, they are run again and succeed, and nothing is left that stands in the way.
@Suite(.enabled(if: Strace.isThere, "\(Strace.missing)"))
struct BrokenOffTests {
  /// The calls of a command that are about its own files, and not so alike that one of them is
  /// enough: of the many pages that SQLite writes, the first two and the last.
  private static func points(_ calls: [Strace.Call], _ folder: TemporaryFolder) -> [Strace.Call] {
    let own = calls.filter { $0.text.contains(folder.path) || $0.text.contains(".tlog-proof") }
    let pages = own.filter { $0.name == "pwrite64" }
    let some = Set((pages.prefix(2) + pages.suffix(1)).map(\.number))
    return own.filter { $0.name != "pwrite64" || some.contains($0.number) }
  }

  /// How a call is made to fail.
  private static func ways(_ call: Strace.Call) -> [String] {
    switch call.name {
    case "write", "pwrite64", "ftruncate", "mkdir": ["signal=SIGKILL", "error=ENOSPC"]
    case "flock", "unlink": ["signal=SIGKILL"]
    default: ["signal=SIGKILL", "error=EIO"]
    }
  }

  /// Breaks a command off at every point; `begin` undoes all of it, `check` looks at what is there.
  private static func breakOff(
    _ command: String, with settings: String = "", in folder: TemporaryFolder,
    begin: () throws -> Void, meanwhile: () throws -> Void = {}, check: (String) throws -> Void
  ) throws -> Int {
    let strace = Strace(folder: folder)
    try begin()
    let (ending, calls) = try strace.calls(command, with: settings)
    try #require(ending.status == 0, "\(ending.output)")
    var tried = 0
    for point in points(calls, folder) {
      for way in ways(point) {
        try begin()
        let broken = try strace.run(command, with: settings, failing: point, way)
        let what = "\(command) with \(way) at \(point.name) \(point.number)\(point.text)"
        if way.hasPrefix("signal") { #expect(broken.status == 137, "\(what): \(broken.output)") }
        try meanwhile()
        let again = try folder.shell("\(settings) tally \(command)")
        #expect(again.status == 0, "\(what): \(broken.output)\(again.output)")
        try check(what)
        tried += 1
      }
    }
    return tried
  }

  private static func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  @Test func `an init that is broken off anywhere is run again`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      var looked = 0
      let tried = try Self.breakOff(
        "init --origin signed.test/r", in: folder,
        begin: { _ = try folder.shell("rm -rf record.tally* ../config/tally") },
        check: { (what: String) throws in
          #expect(try Self.names(in: folder.work) == ["record.tally"], "\(what)")
          #expect(try Self.names(in: folder.keys) == ["lock", "log.key", "log.vkey"], "\(what)")
          looked += 1
          guard looked % 5 == 1 else { return }  // the key is the record's, and signs it
          try folder.append(1, by: "first")
          #expect(try folder.tally("checkpoint").status == 0, "\(what)")
          #expect(try folder.tally("verify").status == 0, "\(what)")
        })
      #expect(tried >= 50)
    }
  }

  @Test func `an import of a key that is broken off anywhere is run again`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.makeRecord(2)
      #expect(try folder.shell("tally checkpoint > last; tally key export > key").status == 0)
      let settings = "XDG_CONFIG_HOME=$PWD/../elsewhere"
      let keys = "\(folder.path)/elsewhere/tally/keys/signed.test%2fr"
      let isThere = { (name: String) in FileManager.default.fileExists(atPath: "\(keys)/\(name)") }
      let tried = try Self.breakOff(
        "key import --last-checkpoint last < key", with: settings, in: folder,
        begin: { _ = try folder.shell("rm -rf ../elsewhere") },
        meanwhile: { () throws in
          // There is no moment at which the key could sign another history.
          #expect(!isThere("log.key") || isThere("last-checkpoint"))
          if isThere("log.key") {
            #expect(try folder.shell("\(settings) tally verify").status == 0)
          }
        },
        check: { (what: String) throws in
          #expect(
            try Self.names(in: keys) == ["last-checkpoint", "lock", "log.key", "log.vkey"],
            "\(what)")
          #expect(try folder.shell("\(settings) tally verify").status == 0, "\(what)")
        })
      #expect(tried >= 30)
    }
  }

  @Test func `a proof that is broken off anywhere is made again`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.makeRecord(2)
      _ = try folder.sign()
      let tried = try Self.breakOff(
        "prove '#2' -o \"$PWD/e.tlog-proof\"", in: folder,
        begin: { _ = try folder.shell("rm -f e.*") },
        meanwhile: { () throws in
          // Whatever has its name is whole.
          if FileManager.default.fileExists(atPath: folder.work + "/e.tlog-proof") {
            #expect(try folder.tally("verify", "e.tlog-proof").status == 0)
          }
        },
        check: { (what: String) throws in
          #expect(try Self.names(in: folder.work) == ["e.json", "e.tlog-proof", "record.tally"])
          #expect(try folder.tally("verify", "e.tlog-proof").status == 0, "\(what)")
        })
      #expect(tried >= 15)
    }
  }
}
