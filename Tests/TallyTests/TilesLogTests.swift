import Foundation
import Tallystick
import Testing
import TransparencyLog

/// A snapshot's folder on a plain web server, as any reader of C2SP logs sees it.
struct TilesLogTests {
  /// Serves a folder on loopback, and lets the reader read it to its end.
  ///
  /// Each request has a connection of its own: on one that stays open, the head and the body of an
  /// answer are sent by themselves, and the body waits 40 ms for the other side's word.
  private static func read(_ name: String, in folder: TemporaryFolder) throws -> Ending {
    try folder.shell(
      """
      PATH=$PATH:'\(ProcessInfo.processInfo.environment["PATH"] ?? "")'
      : > served  # before it is looked into, however late the server comes
      python3 -u -m http.server 0 --bind 127.0.0.1 -d \(name) > served 2> requests &
      trap 'kill $!' EXIT
      while kill -0 $!; do
        port=$(sed -n 's/.* port \\([0-9]*\\).*/\\1/p' served); [ -z "$port" ] || break; sleep 0.05
      done
      python3 '\(Project.tests)/TilesLog/read_log.py' "http://127.0.0.1:$port" signed.test/r
      """)
  }

  @Test(arguments: [1, 255, 256, 257])
  func `a reader of the specification accepts the snapshot`(size: Int) throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.makeRecord(size)
      #expect(try folder.tally("snapshot", "log").status == 0)
      let ending = try Self.read("log", in: folder)
      #expect(ending.status == 0, "\(ending.output)")
      #expect(ending.lines == ["\(size) \(try folder.sign().checkpoint.root.base64)"])
      for damage in ["tile/0/000*", "tile/entries/000*"] {
        let other = try folder.shell(
          "rm -rf other; cp -r log other; f=$(find other/\(damage) -type f | head -n 1); "
            + "printf '\\377' | dd of=$f bs=1 seek=5 conv=notrunc status=none")
        try #require(other.status == 0, "\(other.output)")
        #expect(try Self.read("other", in: folder).status == 1)
      }
    }
  }

  /// The tiles and bundles of a large log, by the same export, without its reports.
  @Test func `a reader accepts a log of three levels`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      let size = 65_537
      var export = TilesExport()
      var root = CompactRange()
      func write(_ files: [TilesExport.File]) throws {
        for file in files {
          let path = "\(folder.work)/log/\(file.path)"
          try FileManager.default.createDirectory(
            atPath: Project.folder(of: path), withIntermediateDirectories: true)
          try Data(file.bytes).write(to: URL(filePath: path))
        }
      }
      for number in 0..<size {
        let entry = Array("entry \(number)".utf8)
        root.append(leafHash: Hash.leaf(of: entry))
        try write(try export.take(entry))
      }
      try write(try export.finish())
      let key = try SignerKey(name: KeyName("signed.test/r"), seed: Array(0..<32))
      let head = try Checkpoint(origin: Origin("signed.test/r"), size: size, root: root.root)
      try folder.write(head.sign(with: key).note.bytes, to: "log/checkpoint")
      let ending = try Self.read("log", in: folder)
      #expect(ending.status == 0, "\(ending.output)")
      #expect(ending.lines == ["\(size) \(root.root.base64)"])
    }
  }
}
