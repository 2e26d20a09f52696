import Foundation
import Glibc
import Tallystick
import Testing
import TransparencyLog

/// `tally witness`: whom it answers, what it keeps, and that it never cosigns two histories.
struct WitnessCommandTests {
  /// A record of three events with a checkpoint, a witness `north.test/w` that knows it, and the
  /// witness's key; `body` is run in their folder.
  private static func use(_ body: (TemporaryFolder, _ key: String) throws -> Void) throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      try folder.tally("checkpoint")
      let made = try folder.tally("witness", "init", "north.test/w")
      try #require(made.status == 0, "\(made.errors)")
      let vkey = try #require(folder.tally("key", "show").lines.first)
      try #require(try folder.tally("witness", "add-log", vkey).status == 0)
      try body(folder, try #require(made.lines.first))
    }
  }

  private static func line(_ name: String) -> String {
    #"{"type":"source","stated":"2025-06-13","body":{"source":"\#(name)","kind":"person","#
      + #""name":"\#(name)","reason":"r"}}"#
  }

  @Test func `a request as a file is cosigned, and its line is taken by the record`() throws {
    try WitnessCommandTests.use { folder, key in
      try folder.write(
        Data(folder.tally("cosign", "request").output.utf8), to: "request.txt")
      let answer = try folder.tally("witness", "cosign", "request.txt")
      #expect(answer.status == 0)
      #expect(answer.errors.contains("You do not say that an event is true"))
      try folder.write(Data(answer.output.utf8), to: "answer.txt")
      let kept = try folder.tally("cosign", "import", "answer.txt", "--witness", key)
      #expect(kept.status == 0 && kept.output.contains("north.test/w cosigned 3 events at "))
      let list = try folder.tally("witness", "evidence")
      #expect(list.status == 0 && list.output.contains("cosigned 3 events, root "))

      // The same request takes the witness to know nothing yet.
      let again = try folder.tally("witness", "cosign", "request.txt")
      #expect(again.status == 1 && again.output.isEmpty)
      #expect(again.errors.contains("tally cosign request --from 3"))
    }
  }

  @Test func `two histories of one size are refused, kept, and proven by two notes`() throws {
    try WitnessCommandTests.use { folder, _ in
      let made = try folder.shell(
        """
        set -e
        cp record.tally other.tally; cp -r "$XDG_CONFIG_HOME/tally/keys" keys-before
        tally append - <<< '\(WitnessCommandTests.line("a"))' && tally checkpoint > /dev/null
        tally cosign request | tally witness cosign - > /dev/null
        rm -r "$XDG_CONFIG_HOME/tally/keys"; cp -r keys-before "$XDG_CONFIG_HOME/tally/keys"
        tally append --record other.tally - <<< '\(WitnessCommandTests.line("b"))'
        tally checkpoint --record other.tally > /dev/null
        tally cosign request --record other.tally --from 4 > fork.txt
        """)
      try #require(made.status == 0, "\(made.output)")
      let fork = try folder.tally("witness", "cosign", "fork.txt")
      #expect(fork.status == 2 && fork.output.isEmpty && fork.errors.contains("A FORK"))
      let list = try folder.tally("witness", "evidence")
      #expect(list.status == 2)
      let command = try #require(list.lines.first { $0.hasPrefix("A FORK: ") }).dropFirst(8)
      let compared = try folder.shell(String(command))
      #expect(compared.status == 2 && compared.output.contains("A FORK"))
    }
  }

  @Test func `a checkpoint that is pinned must be extended by the first`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      try folder.tally("witness", "init", "north.test/w")
      let vkey = try #require(
        folder.tally("checkpoint").status == 0
          ? folder.tally("key", "show").lines.first : nil)
      try folder.write(Data(folder.tally("checkpoint").output.utf8), to: "note.txt")
      let added = try folder.tally("witness", "add-log", vkey, "--from", "note.txt")
      #expect(added.output.contains("from 3 events on"))
      let first = try folder.shell("tally cosign request | tally witness cosign -")
      #expect(first.status == 1 && first.output.contains("--from 3"))
      let next = try folder.shell("tally cosign request --from 3 | tally witness cosign -")
      #expect(next.status == 0, "\(next.output)")
      let again = try folder.tally("witness", "add-log", vkey, "--from", "note.txt")
      #expect(again.status == 1 && again.errors.contains("is kept already"))
    }
  }

  @Test func `a key of others is refused, and none is made twice`() throws {
    try WitnessCommandTests.use { folder, key in
      #expect(try folder.tally("witness", "init", "north.test/w").status == 1)
      #expect(try folder.tally("witness", "add-log", key).status == 1)
      let status = try folder.shell("stat -c %a \"$XDG_CONFIG_HOME\"/tally/witnesses/*/witness.key")
      #expect(status.output == "600\n")
      _ = try folder.shell("chmod 644 \"$XDG_CONFIG_HOME\"/tally/witnesses/*/witness.key")
      let open = try folder.shell("tally cosign request | tally witness cosign -")
      #expect(open.status == 1 && open.output.contains("can be read by others"))
    }
  }

  @Test(.enabled(if: Strace.isThere, "\(Strace.missing)"))
  func `killed at any call, it has cosigned what it answered, and nothing beside it`() throws {
    try WitnessCommandTests.use { folder, _ in
      try folder.write(
        Data(folder.tally("cosign", "request").output.utf8), to: "request.txt")
      let saved = "\"$XDG_CONFIG_HOME/tally/witnesses\""
      _ = try folder.shell("cp -r \(saved) before")
      let strace = Strace(folder: folder)
      let (whole, calls) = try strace.calls("witness cosign request.txt")
      try #require(whole.status == 0)
      for call in calls where call.name != "openat" || call.text.contains("checkpoint") {
        _ = try folder.shell("rm -r \(saved); cp -r before \(saved)")
        let ending = try strace.run(
          "witness cosign request.txt > line.txt", failing: call, "signal=KILL")
        let isShown = try !folder.shell("cat line.txt").output.isEmpty
        let list = try folder.tally("witness", "evidence")
        #expect(list.status == 0, "\(call.name) \(call.number): \(list.errors)")
        let isKept = list.output.contains("cosigned 3 events")
        #expect(!isShown || isKept, "\(call.name) \(call.number) \(ending.status)")
        // Another history of that log would be refused once it is kept; the same one is not.
        let from = isKept ? "--from 3" : "--from 0"
        let again = try folder.shell("tally cosign request \(from) | tally witness cosign -")
        #expect(again.status == 0, "\(call.name) \(call.number): \(again.output)")
      }
    }
  }
}
