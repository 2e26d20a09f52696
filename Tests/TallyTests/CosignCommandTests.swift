import Foundation
import Tallystick
import Testing
import TransparencyLog

/// `tally cosign` and `tally compare`, with witnesses that lie in the test.
struct CosignCommandTests {
  private static func witness(_ seed: UInt8, _ name: String) throws -> WitnessKey {
    try WitnessKey(name: KeyName(name), seed: [UInt8](repeating: seed, count: 32))
  }

  /// What a witness answers to a request, which must extend what it saw.
  private static func answer(
    _ request: String, of folder: TemporaryFolder, by key: WitnessKey,
    last: SignedCheckpoint? = nil
  ) throws -> Witness.Decision {
    let vkey = try VerifierKey(
      parsing: #require(folder.tally("key", "show").lines.first))
    return Witness(key: key).decide(Array(request.utf8), at: 1_750_000_000) { _ in
      Witness.KnownLog(keys: [vkey], last: last)
    }
  }

  @Test func `a witness's line is asked for, checked, and kept beside the record`() throws {
    let north = try CosignCommandTests.witness(1, "north.test/w")
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      let empty = try folder.tally("cosign", "request")
      #expect(empty.status == 1 && empty.errors.contains("no checkpoint to cosign"))
      try folder.tally("checkpoint")
      let request = try folder.tally("cosign", "request", "--to", "north.test/w")
      #expect(request.output.hasPrefix("old 0\n\n"))
      let decision = try CosignCommandTests.answer(request.output, of: folder, by: north)
      guard case .cosign(_, let first, _) = decision else {
        Issue.record("\(decision)")
        return
      }
      try folder.write(Data(decision.body), to: "answer.txt")
      let other = try CosignCommandTests.witness(2, "north.test/w").verifier
      let refused = try folder.tally("cosign", "import", "answer.txt", "--witness", "\(other)")
      #expect(refused.status == 1 && refused.errors.contains("Nothing was kept"))
      let kept = try folder.tally(
        "cosign", "import", "answer.txt", "--witness", "\(north.verifier)")
      #expect(kept.output == "north.test/w cosigned 3 events at 2025-06-15T15:06:40.000000Z.\n")

      // The next request begins where the witness is, and the record's own note has no line of it.
      try folder.tally("append", "-", input: Events.lines(4, by: "later"))
      try folder.tally("checkpoint")
      let next = try folder.tally("cosign", "request", "--to", "north.test/w")
      #expect(next.output.hasPrefix("old 3\n"))
      let second = try CosignCommandTests.answer(next.output, of: folder, by: north, last: first)
      #expect(second.status == 200)
      #expect(try folder.tally("verify").status == 0)
      let note = try String(
        contentsOfFile: folder.work + "/record.tally-cosigned/3", encoding: .utf8)
      #expect(note.contains("— north.test/w "))
    }
  }

  @Test func `a size that the record has not is told, and lines of nobody's are refused`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      try folder.tally("checkpoint")
      let ahead = try folder.tally("cosign", "request", "--from", "4")
      #expect(ahead.status == 1 && ahead.errors.contains("the witness saw 4"))
      for text in ["", "words\n", "4\n"] {
        try folder.write(Data(text.utf8), to: "answer.txt")
        let key = try CosignCommandTests.witness(1, "n").verifier
        let ending = try folder.tally("cosign", "import", "answer.txt", "--witness", "\(key)")
        #expect(ending.status == 1, "\(text)")
      }
      #expect(!FileManager.default.fileExists(atPath: folder.work + "/record.tally-cosigned"))
    }
  }

  @Test func `two histories under one key are a fork, with the first event that differs`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      try folder.tally("checkpoint", "--record", "record.tally")
      let made = try folder.shell(
        """
        set -e
        tally snapshot one
        cp record.tally other.tally; cp one/checkpoint note.txt; rm -rf keys-before
        cp -r "$XDG_CONFIG_HOME" keys-before
        tally append - <<< '\(CosignCommandTests.line("a"))' && tally snapshot two
        rm -rf "$XDG_CONFIG_HOME"; cp -r keys-before "$XDG_CONFIG_HOME"
        tally append --record other.tally - <<< '\(CosignCommandTests.line("b"))'
        tally snapshot --record other.tally three
        """)
      try #require(made.status == 0, "\(made.output)")
      let fork = try folder.tally("compare", "two", "three")
      #expect(fork.status == 2)
      #expect(fork.output.contains("A FORK") && fork.output.contains("differs is #4."))
      let notes = try folder.tally("compare", "two/checkpoint", "three/checkpoint")
      #expect(notes.status == 2 && notes.output.contains("A FORK"))
      let longer = try folder.tally("compare", "note.txt", "two")
      #expect(longer.status == 0 && longer.output.contains("two extends note.txt."))
      let unknown = try folder.tally("compare", "note.txt", "two/checkpoint")
      #expect(unknown.status == 3 && unknown.output.contains("NOT PROVEN"))
      #expect(try folder.tally("compare", "one", "note.txt").status == 0)

      // Records say the same as their snapshots, and so does a mirror.
      let records = try folder.tally("compare", "record.tally", "other.tally")
      #expect(records.status == 2 && records.output.contains("differs is #4."))
      let mixed = try folder.tally("compare", "three", "record.tally")
      #expect(mixed.status == 2 && mixed.output.contains("differs is #4."))
      let extends = try folder.tally("compare", "record.tally", "note.txt")
      #expect(extends.status == 0 && extends.output.contains("record.tally extends note.txt."))
      try folder.tally("mirror", "two", "mirror")
      let mirror = try folder.tally("compare", "mirror", "three")
      #expect(mirror.status == 2 && mirror.output.contains("differs is #4."))
      let empty = try folder.shell(
        "tally init empty.tally --origin empty.test/r > /dev/null; tally compare empty.tally two")
      #expect(empty.status == 1 && empty.output.contains("has no checkpoint to compare"))
    }
  }

  private static func line(_ name: String) -> String {
    #"{"type":"source","stated":"2025-06-13","body":{"source":"\#(name)","kind":"person","#
      + #""name":"\#(name)","reason":"r"}}"#
  }
}

/// The kept line by a reader that was written from the specification alone.
extension CosignCommandTests {
  @Test func `a reader by the specification takes the note that is kept, and no other`() throws {
    let north = try CosignCommandTests.witness(1, "north.test/w")
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      try folder.tally("checkpoint")
      let request = try folder.tally("cosign", "request").output
      let decision = try CosignCommandTests.answer(request, of: folder, by: north)
      try folder.write(Data(decision.body), to: "answer.txt")
      try folder.tally("cosign", "import", "answer.txt", "--witness", "\(north.verifier)")
      let script = "\(Project.tests)/Cosign/check_cosignature.py"
      func check(_ file: String, _ key: VerifierKey) throws -> Ending {
        try folder.shell("python3 -B '\(script)' \(file) '\(key)'")
      }
      let note = "record.tally-cosigned/3"
      #expect(try check(note, north.verifier).output == "1750000000\n")
      let other = try CosignCommandTests.witness(2, "north.test/w").verifier
      #expect(try check(note, other).status == 1)
      _ = try folder.shell("sed 's/^3$/4/' \(note) > changed.txt")
      #expect(try check("changed.txt", north.verifier).status == 1)
    }
  }
}

/// `tally verify --policy`.
extension CosignCommandTests {
  @Test func `a policy is met once both sides cosigned, and a false line is told`() throws {
    let north = try CosignCommandTests.witness(1, "north.test/w")
    let south = try CosignCommandTests.witness(2, "south.test/w")
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      try folder.tally("checkpoint")
      let vkey = try #require(folder.tally("key", "show").lines.first)
      let policy = """
        log \(vkey)
        witness North \(north.verifier)
        witness South \(south.verifier)
        group sides all North South
        quorum sides

        """
      try folder.write(Data(policy.utf8), to: "policy.txt")
      let request = try folder.tally("cosign", "request").output
      for (key, status, word) in [(north, 4, "not cosigned by South"), (south, 0, "is met")] {
        let decision = try CosignCommandTests.answer(request, of: folder, by: key)
        try folder.write(Data(decision.body), to: "answer.txt")
        let kept = try folder.tally("cosign", "import", "answer.txt", "--policy", "policy.txt")
        #expect(kept.status == 0, "\(kept.errors)")
        let ending = try folder.tally("verify", "--policy", "policy.txt")
        #expect(Int(ending.status) == status && ending.output.contains(word), "\(ending.output)")
        #expect(ending.output.contains("cosigned by North at 2025-06-15T15:06:40.000000Z"))
      }
      let note = "record.tally-cosigned/3"
      #expect(try folder.tally("verify", note, "--policy", "policy.txt").status == 0)
      #expect(try folder.tally("verify", note).status == 1)
      let json = try folder.tally("verify", note, "--policy", "policy.txt", "--format", "json")
      #expect(json.output.contains(#""met":true"#))

      // The lines change places, so that each stands under the other's name.
      _ = try folder.shell(
        "awk '/^— north/{n=$3} /^— south/{s=$3} {l[NR]=$0} END{for(i=1;i<=NR;i++){"
          + "if(l[i]~/^— south/)print \"— south.test/w \" substr(s,1,8) substr(n,9); else print l[i]}}'"
          + " \(note) > false.txt")
      let faulty = try folder.tally("verify", "false.txt", "--policy", "policy.txt")
      #expect(faulty.status == 4 && faulty.output.contains("the line of South IS FALSE"))

      try folder.tally("snapshot", "evidence")
      #expect(try folder.tally("verify", "evidence", "--policy", "policy.txt").status == 0)
      _ = try folder.shell("mv record.tally-cosigned aside; tally snapshot bare")
      let bare = try folder.tally("verify", "bare", "--policy", "policy.txt")
      #expect(bare.status == 4 && bare.output.contains("not cosigned by North"))
      try folder.write(Data("quorum nobody\n".utf8), to: "wrong.txt")
      let wrong = try folder.tally("verify", "--policy", "wrong.txt")
      #expect(wrong.status == 1 && wrong.errors.contains("line 1: \"nobody\" is no witness"))
    }
  }
}
