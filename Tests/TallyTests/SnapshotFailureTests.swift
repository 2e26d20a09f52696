import Foundation
import Glibc
import Testing

/// What is left of a snapshot that could not be made: nothing.
struct SnapshotFailureTests {
  /// The names in the folder that begin as the snapshot's does.
  private static func left(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.work).filter {
      $0.hasPrefix("new")
    }
  }

  @Test(arguments: ["mkdir", "touch", "ln -s nowhere", "mkfifo"])
  func `nothing is written over`(make: String) throws {
    try ShippedSnapshot.article.use { folder in
      #expect(try folder.shell("\(make) new").status == 0)
      for name in ["new", "new/"] {
        let ending = try folder.tally("snapshot", name)
        #expect(ending.status == 1 && ending.errors.contains("new exists already"))
      }
      #expect(try Self.left(folder) == ["new"])
      #expect(try folder.shell("ls -A new/ 2> /dev/null").output == "")
    }
  }

  @Test func `where no folder can be made the error says so`() throws {
    try ShippedSnapshot.article.use { folder in
      let ending = try folder.shell(
        "mkdir shut && chmod 555 shut && chmod -R a+rwX .. && chmod 555 shut; "
          + "chmod 600 ../config/tally/keys/*/log.key; "
          + "unprivileged tally snapshot shut/new; echo $?; ls -A shut")
      #expect(ending.lines.suffix(1) == ["1"], "\(ending.output)")
      #expect(ending.output.contains("shut/new cannot be made: Permission denied"))
      let nowhere = try folder.tally("snapshot", "nowhere/new")
      #expect(nowhere.status == 1 && nowhere.errors.contains("cannot be made"))
      for name in ["", "/", ".", ".."] {
        #expect(try folder.tally("snapshot", name).errors.contains("exists already"), "\(name)")
      }
    }
  }

  @Test func `a full disk, or one that cannot be synced, leaves nothing`() throws {
    try ShippedSnapshot.whole.use { folder in
      let shim = try Shim(in: folder)
      let failing =
        [100, 5_000, 300_000].map { shim.fillingDisk(after: $0) }
        + [1, 12, 30, 34].map { shim.failingSync(after: $0) }
      for variables in failing {
        let ending = try folder.tally("snapshot", "new", with: variables)
        #expect(ending.status == 1, "\(variables)")
        #expect(
          ending.errors.contains("No space left on device")
            || ending.errors.contains("Input/output error"), "\(variables): \(ending.errors)")
        #expect(try Self.left(folder) == [], "\(variables)")
      }
      #expect(try folder.tally("snapshot", "new").status == 0)
      #expect(try folder.verified("new").whole)
    }
  }

  @Test func `a kill leaves no folder of the snapshot's name that is not whole`() throws {
    try ShippedSnapshot.whole.use { folder in
      let shim = try Shim(in: folder)
      for kill in 0..<24 {
        let syncs = kill / 2 * 3
        let program = try folder.start(
          ["snapshot", "new"], with: kill % 2 == 0 ? shim.stoppingSync(after: syncs) : [:])
        if kill % 2 == 0 {
          #expect(program.hasStopped(), "\(syncs)")
        } else {
          usleep(UInt32(kill) * 7_000)
        }
        program.kill()
        _ = try program.ending()
        let whole = FileManager.default.fileExists(atPath: folder.work + "/new")
        if whole { #expect(try folder.verified("new").whole) }
        #expect(try Self.left(folder).allSatisfy { $0 == "new" || $0.hasPrefix("new.partial-") })
        _ = try folder.shell("rm -rf new*")
      }
      #expect(try folder.tally("verify").status == 0)
    }
  }

  @Test func `a hang-up that nohup has ignored is not heeded`() throws {
    try ShippedSnapshot.article.use { folder in
      // The custodian's key asks for its passphrase, and gets it after the hang-up.
      let ask = """
        #!/bin/bash
        echo $$ > pid; mv pid asked; while [ ! -e go ]; do sleep 0.02; done; echo secret

        """
      try folder.write(Data(ask.utf8), to: "ask")
      let script = """
        set -m; chmod +x ask; ssh-keygen -q -t ed25519 -N secret -f key
        export SSH_ASKPASS=$PWD/ask SSH_ASKPASS_REQUIRE=force DISPLAY=:0
        nohup tally snapshot new --sign-with key > said 2>&1 &
        while [ ! -e asked ]; do sleep 0.02; done
        kill -HUP $!; sleep 0.3; touch go; wait $!; echo $?
        """
      let ending = try folder.shell(script)
      #expect(ending.lines.last == "0", "\(ending.output)")
      #expect(try Self.left(folder) == ["new"])
      #expect(try folder.verified("new").whole)
    }
  }

  /// What a kill leaves is for its owner alone, and the next snapshot of that name removes it.
  @Test func `what a killed snapshot left is private, and removed by the next`() throws {
    try ShippedSnapshot.article.use { folder in
      let made = try folder.shell(
        """
        tally publish --medium m-1 --kind video --speaker zelensky --stated 2025-06-14 \
          --locator 'shelf 7' --seal locator --label sealed
        tally seal disclose sealed locator --to court
        mkdir new.partial-abcdefg new.partial-a newer.partial-abcdef
        """)
      try #require(made.status == 0, "\(made.output)")
      let shim = try Shim(in: folder)
      let program = try folder.start(
        ["snapshot", "new", "--audience", "court"], with: shim.stoppingSync(after: 30))
      #expect(program.hasStopped())
      // One that is being made is left alone.
      let other = try folder.shell("umask 0; tally snapshot new --audience court 2>&1")
      #expect(other.status == 0 && !other.output.contains("Removed"), "\(other.output)")
      program.kill()
      _ = try program.ending()
      let left = try folder.shell("ls -d new.partial-?????? && stat -c %a new.partial-??????")
      #expect(left.lines.count == 2 && left.lines.last == "700", "\(left.output)")
      let files = try folder.shell("find . -name disclosures.jsonl | xargs stat -c %a | sort -u")
      #expect(files.lines == ["600"])

      _ = try folder.shell("rm -r new")
      let next = try folder.shell("umask 0; tally snapshot new --audience court")
      #expect(
        next.output.contains(
          "Removed ./\(left.lines[0]), which a program that was killed had left."),
        "\(next.output)")
      #expect(
        try folder.shell("ls -d new*").lines == [
          "new", "new.partial-a", "new.partial-abcdefg", "newer.partial-abcdef",
        ])
      #expect(try folder.mode(of: "new") == "700")
      #expect(try folder.mode(of: "new/disclosures.jsonl") == "600")
      #expect(try folder.verified("new").whole)
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal removes what was written`(signal: CInt) throws {
    try ShippedSnapshot.article.use { folder in
      // The custodian's key asks for its passphrase, and never gets an answer.
      let ask = "#!/bin/sh\necho $$ > pid; mv pid asked; exec sleep 600\n"
      try folder.write(Data(ask.utf8), to: "ask")
      let script = """
        set -m; chmod +x ask; ssh-keygen -q -t ed25519 -N secret -f key
        export SSH_ASKPASS=$PWD/ask SSH_ASKPASS_REQUIRE=force DISPLAY=:0
        tally snapshot new --sign-with key 2> said & while [ ! -e asked ]; do sleep 0.02; done
        kill -\(signal) $!; wait $!; ended=$?; kill $(cat asked); echo $ended
        """
      let ending = try folder.shell(script)
      #expect(ending.lines.last == "\(128 + signal)", "\(ending.output)")
      #expect(try Self.left(folder) == [])
    }
  }
}
