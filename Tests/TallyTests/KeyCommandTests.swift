import Foundation
import Tallystick
import Testing
import TransparencyLog

struct KeyCommandTests {
  @Test(arguments: ["000", "022", "077"])
  func `keys are for their owner alone, whatever the umask`(umask: String) throws {
    try TemporaryFolder.use { folder in
      let new = "\(folder.path)/config/new"
      try folder.write(Events.lines(1, by: "s"), to: "s.jsonl")
      let made = try folder.shell(
        """
        umask \(umask); export XDG_CONFIG_HOME='\(new)'
        tally init --origin signed.test/r && tally append s.jsonl && tally checkpoint
        """)
      #expect(made.status == 0, "\(made.output)")
      let keys = "\(new)/tally/keys/signed.test%2fr"
      for name in [new, "\(new)/tally", "\(new)/tally/keys", keys] {
        #expect(try folder.mode(of: name) == "700", "\(name)")
      }
      #expect(try folder.mode(of: "\(keys)/log.key") == "600")
      #expect(try folder.mode(of: "\(keys)/last-checkpoint") == "600")
      #expect(try folder.mode(of: "\(keys)/log.vkey") == "644")
    }
  }

  @Test(arguments: ["644", "640", "604", "660", "601", "777"])
  func `a key that others may read is refused with what mends it`(mode: String) throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let key = try #require(try folder.tally("key", "path").lines.first)
      #expect(try folder.shell("chmod \(mode) '\(key)'").status == 0)
      for command in [["checkpoint"], ["key", "export"]] {
        let ending = try folder.start(command).ending()
        #expect(ending.status == 1 && ending.output == "")
        #expect(ending.errors.contains("can be read by others"))
        #expect(ending.errors.contains("chmod 600 '\(key)'"))
      }
      #expect(try folder.tally("verify").status == 0)
      let hint = try folder.tally("checkpoint").errors
      let command = try #require(hint.firstMatch(of: /chmod 600 '.*'/)?.output)
      #expect(try folder.shell(String(command)).status == 0)
      #expect(try folder.tally("checkpoint").status == 0)
    }
  }

  @Test func `a key that is a link is refused`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let moved = try folder.shell(
        "mv '\(folder.keys)/log.key' key && ln -s \"$PWD/key\" '\(folder.keys)/log.key'")
      #expect(moved.status == 0)
      let ending = try folder.tally("checkpoint")
      #expect(ending.status == 1 && ending.errors.contains("is no regular file"))
    }
  }

  @Test func `without its key a record is not signed`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let elsewhere = ["XDG_CONFIG_HOME": folder.path + "/elsewhere"]
      let ending = try folder.tally("checkpoint", with: elsewhere)
      #expect(ending.status == 1 && ending.output == "")
      #expect(ending.errors.contains("The key of signed.test/r is not on this machine."))
      #expect(ending.errors.contains("`tally key import`"))
      #expect(try folder.tally("key", "show", with: elsewhere).status == 1)
      #expect(try folder.tally("key", "export", with: elsewhere).status == 1)
      #expect(try folder.query("SELECT count(*) FROM checkpoint") == ["0"])
    }
  }

  @Test func `the key of another log, or another key of the log, is refused`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let other = ["XDG_CONFIG_HOME": folder.path + "/other"]
      for origin in ["foreign.test/r", "signed.test/r"] {
        let file = origin.prefix(6) + ".tally"
        try folder.tally("init", String(file), "--origin", origin, with: other)
      }
      let path = "\(folder.path)/other/tally/keys"
      let own = folder.keys + "/log.key"
      try folder.overwrite(own, with: path + "/foreign.test%2fr/log.key")
      let foreign = try folder.tally("checkpoint")
      #expect(foreign.status == 1 && foreign.output == "")
      #expect(foreign.errors.contains("it is the key of foreign.test/r"))
      try folder.overwrite(own, with: path + "/signed.test%2fr/log.key")
      let second = try folder.tally("checkpoint")
      #expect(second.status == 1 && second.output == "")
      #expect(second.errors.contains("is not that of the record"))
      #expect(second.errors.contains(try folder.query("SELECT value FROM meta")[2]))
      #expect(try folder.query("SELECT count(*) FROM checkpoint") == ["0"])
    }
  }

  @Test func `a key is carried from one machine to another`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(2)
      let elsewhere = ["XDG_CONFIG_HOME": folder.path + "/elsewhere"]
      let secret = try folder.tally("key", "export")
      #expect(secret.status == 0 && secret.lines.count == 1)
      let key = try SignerKey(parsing: try #require(secret.lines.first)).verifier
      #expect(try folder.verifierKey() == key)

      let bytes = Data(secret.output.utf8)
      let imported = try folder.tally("key", "import", input: bytes, with: elsewhere)
      #expect(imported.status == 0)
      #expect(imported.errors.contains("could be signed here as a second history"))
      #expect(imported.errors.contains("`tally key import --last-checkpoint FILE`"))
      let path = "\(folder.path)/elsewhere/tally/keys/signed.test%2fr/log.key"
      #expect(imported.output == "The key \(key.identity) is at \(path)\n")
      #expect(try folder.mode(of: path) == "600")
      #expect(try folder.tally("key", "path", with: elsewhere).lines == [path])
      #expect(try folder.tally("key", "show", with: elsewhere).lines == ["\(key)"])
      #expect(
        try folder.tally("key", "show", "--origin", "signed.test/r", with: elsewhere).lines
          == ["\(key)"])
      let there = try folder.tally("checkpoint", with: elsewhere)
      #expect(there.status == 0)
      #expect(try folder.tally("checkpoint").output == there.output)
      #expect(try folder.tally("verify", with: elsewhere).status == 0)

      let again = try folder.tally("key", "import", input: bytes, with: elsewhere)
      #expect(again.status == 0 && again.errors == "")
      #expect(again.output == "The key \(key.identity) is on this machine already, at \(path)\n")
    }
  }

  @Test func `one key is never put over another`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let other = ["XDG_CONFIG_HOME": folder.path + "/other"]
      try folder.tally("init", "o.tally", "--origin", "signed.test/r", with: other)
      let secret = try folder.tally("key", "export", "--record", "o.tally", with: other).output
      let before = FileManager.default.contents(atPath: folder.keys + "/log.key")
      let ending = try folder.tally("key", "import", input: Data(secret.utf8))
      #expect(ending.status == 1 && ending.output == "")
      #expect(ending.errors.contains("Another key of signed.test/r is on this machine already."))
      #expect(FileManager.default.contents(atPath: folder.keys + "/log.key") == before)
    }
  }

  @Test func `init goes on only with the empty record that it would make`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(0)
      func again(_ clock: String) throws -> Ending {
        try folder.tally("init", "--origin", "signed.test/r", "--test-clock", clock)
      }
      let same = try again("2025-07-01T00:00:00Z")
      #expect(same.status == 0 && same.output.contains("is there already, empty"))
      let later = try again("2025-07-02T00:00:00Z")
      #expect(later.status == 1 && later.errors.contains("exists already"), "\(later.output)")
      try folder.append(1, by: "first")
      let used = try again("2025-07-01T00:00:00Z")
      #expect(used.status == 1 && used.errors.contains("exists already"), "\(used.output)")
    }
  }

  @Test func `a checkpoint of a second history of the key changes nothing`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(2)
      try folder.copy("record.tally", to: "twin.tally")
      try folder.append(1, by: "here")
      try folder.append(1, by: "there", to: "twin.tally")
      let elsewhere = ["XDG_CONFIG_HOME": folder.path + "/elsewhere"]
      let secret = Data(try folder.tally("key", "export").output.utf8)
      #expect(try folder.tally("key", "import", input: secret, with: elsewhere).status == 0)
      let other = try folder.tally("checkpoint", "--record", "twin.tally", with: elsewhere)
      try #require(other.status == 0, "\(other.errors)")
      try folder.write(Data(other.output.utf8), to: "other")
      let own = try folder.tally("checkpoint").output
      let ending = try folder.tally("key", "import", "--last-checkpoint", "other", input: secret)
      #expect(ending.status == 2, "\(ending.output)")
      #expect(ending.errors.contains("The key has signed two histories: of 3 events"))
      #expect(try String(contentsOfFile: folder.keys + "/last-checkpoint", encoding: .utf8) == own)
    }
  }

  @Test func `a key that comes with its last checkpoint signs no second history`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(2)
      try folder.copy("record.tally", to: "early.tally")
      let early = try folder.tally("checkpoint", "--record", "early.tally").output
      try folder.append(2, by: "second")
      let last = try folder.tally("checkpoint").output
      try folder.write(Data(early.utf8), to: "early")
      try folder.write(Data(last.utf8), to: "last")
      let exported = try folder.tally("key", "export")
      #expect(exported.errors.contains("last-checkpoint along"))
      let secret = Data(exported.output.utf8)
      let elsewhere = ["XDG_CONFIG_HOME": folder.path + "/elsewhere"]
      for name in ["last", "early"] {  // the later one stays
        let ending = try folder.tally(
          "key", "import", "--last-checkpoint", name, input: secret, with: elsewhere)
        #expect(ending.status == 0 && ending.errors == "", "\(ending.errors)")
        let kept = folder.path + "/elsewhere/tally/keys/signed.test%2fr/last-checkpoint"
        #expect(try String(contentsOfFile: kept, encoding: .utf8) == last)
      }
      let refused = try folder.tally("checkpoint", "--record", "early.tally", with: elsewhere)
      #expect(refused.status == 2 && refused.errors.contains("a restored or an older copy"))
      #expect(try folder.tally("checkpoint", with: elsewhere).output == last)

      try folder.tally("init", "o.tally", "--origin", "other.test/r")
      try folder.append(1, by: "o", to: "o.tally")
      let others = try folder.tally("checkpoint", "--record", "o.tally").output
      for text in [others, "junk", "", last.replacing("\n4\n", with: "\n3\n")] {
        try folder.write(Data(text.utf8), to: "wrong")
        let wrong = try folder.tally(
          "key", "import", "--last-checkpoint", "wrong", input: secret,
          with: ["XDG_CONFIG_HOME": folder.path + "/third"])
        #expect(wrong.status == 1 && wrong.errors.contains("is none that this key signed"))
        #expect(try folder.shell("ls ../third/tally/keys/*/").lines == ["lock"])
      }
    }
  }

  /// The end of the input ends the reading, wherever it is, and so does a line that never ends.
  @Test(arguments: [
    "< /dev/null", "<&-", "< <(printf PRIVATE+KEY)", "< <(head -c 100000 /dev/zero)", "< /",
    "< <(yes | tr -d '\\n')",
  ])
  func `an import of nothing ends`(input: String) throws {
    try TemporaryFolder.use { folder in
      let ending = try folder.shell("timeout 20 tally key import --origin a.test/r \(input)")
      #expect(ending.status == 1, "\(ending.output)")
      #expect(ending.output.contains("Error: ") && ending.output.contains("Hint: "))
    }
  }

  @Test func `a verifier key that a killed program did not write is made from the key`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let key = try folder.verifierKey()
      _ = try folder.sign()
      #expect(try folder.shell("rm '\(folder.keys)/log.vkey'").status == 0)
      #expect(try folder.tally("verify").status == 0)
      #expect(try folder.verifierKey() == key)
      let secret = Data(try folder.tally("key", "export").output.utf8)
      #expect(try folder.tally("key", "import", input: secret).status == 0)
      let line = try String(contentsOfFile: folder.keys + "/log.vkey", encoding: .utf8)
      #expect(line == "\(key)\n")
      // As older versions could leave it.
      try Data(secret.prefix(40)).write(to: URL(filePath: folder.keys + "/log.key"))
      #expect(try folder.tally("checkpoint").status == 1)
      #expect(try folder.tally("key", "import", input: secret).status == 0)
      #expect(try folder.tally("checkpoint").status == 0)
    }
  }

  @Test(arguments: [
    (".", "%2e"), ("..", "%2e."), (".x", "%2ex"), ("../a", "%2e.%2fa"), ("a/../b", "a%2f..%2fb"),
    ("...", "%2e.."), ("A.b-c", "A.b-c"), ("a%2fb", "a%252fb"), ("ѫ", "%d1%ab"),
  ])
  func `every origin has a folder of its own among the keys`(origin: String, name: String) throws {
    try TemporaryFolder.use { folder in
      let path = try folder.tally("key", "path", "--origin", origin)
      #expect(path.output == "\(folder.path)/config/tally/keys/\(name)/log.key\n")
    }
  }

  @Test func `a long origin has a folder of its own too`() throws {
    try TemporaryFolder.use { folder in
      let long = String(repeating: "a", count: 300)
      let paths = try [long, long + "b", String(long.prefix(200))].map {
        try folder.tally("key", "path", "--origin", $0).output
      }
      #expect(Set(paths).count == 3)
      #expect(paths.allSatisfy { $0.hasPrefix(folder.path + "/config/tally/keys/") })
      #expect(paths.allSatisfy { $0.split(separator: "/").allSatisfy { $0.utf8.count <= 200 } })
    }
  }

  @Test func `what a killed program left beside a file is removed, and no other file`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let left = "\(folder.keys)/last-checkpoint.new-1a2b3c4d"
      let others = ["new", "new-1a2b3c4", "new-1a2b3c4x", "new-1a2b3c4d5"].map {
        "\(folder.keys)/last-checkpoint.\($0)"
      }
      for path in others + [left] { try Data("left".utf8).write(to: URL(filePath: path)) }
      #expect(try folder.tally("checkpoint").status == 0)
      let there = Set(try FileManager.default.contentsOfDirectory(atPath: folder.keys))
      #expect(!there.contains("last-checkpoint.new-1a2b3c4d"))
      #expect(others.allSatisfy { FileManager.default.fileExists(atPath: $0) })
      #expect(there.count == others.count + 4)
    }
  }

  @Test func `what is no key is not imported, and the key of another log not for a record`() throws
  {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let elsewhere = ["XDG_CONFIG_HOME": folder.path + "/elsewhere"]
      let key = try folder.verifierKey()
      for text in ["", "\n", "junk\n", "\(key)\n", "PRIVATE+KEY+\(key)\n"] {
        let ending = try folder.tally("key", "import", input: Data(text.utf8), with: elsewhere)
        #expect(ending.status == 1 && ending.output == "", "\(text)")
      }
      let other = ["XDG_CONFIG_HOME": folder.path + "/other"]
      try folder.tally("init", "o.tally", "--origin", "other.test/r", with: other)
      let secret = try folder.tally("key", "export", "--record", "o.tally", with: other).output
      let wrong = try folder.tally(
        "key", "import", "--record", "record.tally", input: Data(secret.utf8), with: elsewhere)
      #expect(wrong.status == 1 && wrong.errors.contains("is of the log other.test/r"))
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/elsewhere"))
    }
  }

  @Test(arguments: ["", "/..", "/../..", "/../../.."])
  func `a key folder that anybody may write, or one above it, is refused`(level: String) throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let opened = folder.keys + level
      for mode in ["777", "1777", "757"] {
        _ = try folder.shell("chmod \(mode) '\(opened)'")
        // Where configuration lies may be a folder for everybody, of which nobody can rename a file.
        let isTaken = level == "/../../.." && mode == "1777"
        for command in [["checkpoint"], ["key", "export"], ["key", "show"], ["verify"]] {
          let ending = try folder.start(command).ending()
          #expect((ending.status == 0) == isTaken, "\(mode): \(ending.errors)")
          #expect(ending.errors.contains("Error: Anybody may write the folder") != isTaken)
        }
      }
      _ = try folder.shell("chmod 775 '\(opened)'")
      #expect(try folder.tally("checkpoint").status == 0)
    }
  }

  @Test func `no command prints the private key but key export`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(2)
      let exported = try #require(try folder.tally("key", "export").lines.first)
      let secret = try #require(exported.split(separator: "+", maxSplits: 4).last).description
      let seed = try #require(Data(base64Encoded: secret)).dropFirst()
      let hex = seed.map { String(format: "%02x", $0) }.joined()
      func leaks(_ text: String) -> Bool {
        [secret, hex, seed.base64EncodedString()].contains { text.contains($0) }
      }
      #expect(leaks(exported) && seed.count == 32)

      let session = """
        init again.tally --origin signed.test/r
        checkpoint
        checkpoint --against record.tally
        prove #1 -o e.tlog-proof
        prove --consistency last.txt
        verify
        verify --format json
        verify e.tlog-proof --format json
        key show
        key path
        key import --origin signed.test/r
        log
        export
        totals --format json
        show #1
        key --help
        key export --help
        """
      var printed = ""
      for line in session.separateLines {
        let ending = try folder.start(
          line.split(separator: " ").map(String.init), input: Data("\(exported)\n".utf8)
        ).ending()
        printed += ending.output + ending.errors
        if line == "checkpoint" { try folder.write(Data(ending.output.utf8), to: "last.txt") }
      }
      // With a key file that cannot be used, too.
      let damaged = ["\(exported) x", "\(exported)\n\n", "\(exported)A", "\(exported.dropLast(2))"]
      for broken in damaged {
        try Data(broken.utf8).write(to: URL(filePath: folder.keys + "/log.key"))
        for command in ["checkpoint", "export"] {
          let ending = try folder.start(command == "export" ? ["key", "export"] : [command])
            .ending()
          #expect(ending.status == 1 && ending.output == "")
          printed += ending.errors
        }
        let piped = try folder.tally(
          "key", "import", "--origin", "signed.test/r", input: Data(broken.utf8),
          with: ["XDG_CONFIG_HOME": folder.path + "/elsewhere"])
        printed += piped.output + piped.errors
      }
      #expect(printed.contains("signed.test/r") && !leaks(printed))
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.work) {
        let bytes = FileManager.default.contents(atPath: "\(folder.work)/\(name)") ?? Data()
        #expect(!bytes.holds(seed) && !bytes.holds(Data(secret.utf8)))
      }
    }
  }
}
