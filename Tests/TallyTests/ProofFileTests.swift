import Foundation
import Tallystick
import Testing
import TransparencyLog

struct ProofFileTests {
  @Test(arguments: ["#1", "#257", "#300", "first-12"])
  func `an event is proven to somebody without the record`(reference: String) throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(299)
      let labelled =
        #"{"type":"source","stated":"2025-06-13","label":"first-12","#
        + #""body":{"source":"s","kind":"person","name":"S","reason":"known"}}"#
      try folder.tally("append", "-", input: Data(labelled.utf8))
      let key = try folder.verifierKey()
      let seq = Int(reference.dropFirst()) ?? 300
      let early = try folder.tally("prove", reference, "-o", "e.tlog-proof")
      #expect(early.status == 1 && early.errors.contains("`tally checkpoint`"))
      let signed = try folder.sign()

      let made = try folder.tally("prove", reference, "-o", "e.tlog-proof")
      #expect(made.output == "Wrote e.tlog-proof, with event #\(seq) in e.json\n")
      let entry = try #require(FileManager.default.contents(atPath: folder.work + "/e.json"))
      let file = try #require(FileManager.default.contents(atPath: folder.work + "/e.tlog-proof"))
      #expect(try Event(decoding: Array(entry)).seq == seq)
      let proof = try TlogProof(parsing: Array(file))
      #expect(proof.index == seq - 1 && proof.checkpoint == signed.note)
      #expect(try proof.check(leafHash: Hash.leaf(of: Array(entry)), with: key) == signed)

      let again = try folder.tally("prove", reference, "-o", "e.tlog-proof")
      #expect(again.status == 0 && again.output == made.output)
      for name in ["e.json", "e.tlog-proof"] {
        let bytes = try #require(FileManager.default.contents(atPath: "\(folder.work)/\(name)"))
        try folder.write(bytes + [0x0A], to: name)
        let other = try folder.tally("prove", reference, "-o", "e.tlog-proof")
        #expect(other.status == 1 && other.errors.contains("\(name) exists already"))
        try folder.write(bytes, to: name)
      }
      try FileManager.default.removeItem(atPath: folder.work + "/record.tally")
      let whole = try folder.tally("verify", "e.tlog-proof")
      #expect(whole.status == 0)
      #expect(whole.lines.first?.hasPrefix("proven: the event is #\(seq) of ") == true)
      let elsewhere = ["XDG_CONFIG_HOME": folder.path + "/elsewhere"]
      #expect(try folder.tally("verify", "e.tlog-proof", with: elsewhere).status == 3)
      let given = try folder.tally(
        "verify", "e.tlog-proof", "--vkey", "\(key)", "--format", "json", with: elsewhere)
      #expect(given.status == 0)
      let report = try Verified(given)
      #expect(report.whole && report.vouched && report.size == 300 && report.key == "\(key)")
    }
  }

  @Test func `a changed proof or entry is refused`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.makeRecord(7)
      _ = try folder.sign()
      try folder.tally("prove", "#5", "-o", "e.tlog-proof")
      let key = "\(try folder.verifierKey())"
      for name in ["e.tlog-proof", "e.json"] {
        let path = "\(folder.work)/\(name)"
        let whole = Array(try #require(FileManager.default.contents(atPath: path)))
        for place in stride(from: 0, to: whole.count, by: 9) {
          var bytes = whole
          bytes[place] ^= 1 << UInt8(place % 8)
          try folder.write(bytes, to: name)
          let ending = try folder.tally("verify", "e.tlog-proof", "--vkey", key)
          #expect(ending.status == 2, "byte \(place) of \(name)")
          #expect(ending.lines.first == "NOT PROVEN")
          #expect(ending.lines.last?.hasPrefix("bad_proof: ") == true)
        }
        for bytes in [[], Array(whole.dropLast()), whole + [0x0A]] {
          try folder.write(bytes, to: name)
          #expect(try folder.tally("verify", "e.tlog-proof", "--vkey", key).status == 2)
        }
        try folder.write(whole, to: name)
        #expect(try folder.tally("verify", "e.tlog-proof", "--vkey", key).status == 0)
      }
    }
  }

  @Test func `a proof holds for its own entry, log and key alone`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(4)
      _ = try folder.sign()
      try folder.tally("prove", "#1", "-o", "one.tlog-proof")
      try folder.tally("prove", "#2", "-o", "two.tlog-proof")
      try folder.overwrite(folder.work + "/two.json", with: folder.work + "/one.json")
      let swapped = try folder.tally("verify", "two.tlog-proof", "--format", "json")
      #expect(swapped.status == 2)
      #expect(try Verified(swapped).findings.map(\.class) == ["bad_proof"])

      let other = ["XDG_CONFIG_HOME": folder.path + "/other"]
      for origin in ["signed.test/r", "foreign.test/r"] {
        let file = String(origin.prefix(6)) + ".tally"
        try folder.tally("init", file, "--origin", origin, with: other)
        let key = try folder.tally("key", "show", "--record", file, with: other)
        let ending = try folder.tally(
          "verify", "one.tlog-proof", "--vkey", try #require(key.lines.first))
        #expect(ending.status == 2)
      }
      try FileManager.default.removeItem(atPath: folder.work + "/one.json")
      let gone = try folder.tally("verify", "one.tlog-proof")
      #expect(gone.status == 1 && gone.errors.contains("one.json"))
      #expect(try folder.tally("verify", "none.tlog-proof").status == 1)
    }
  }

  @Test func `a consistency proof shows that an older checkpoint is extended`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(0)
      var old: [SignedCheckpoint] = []
      for (round, count) in [1, 99, 156, 1, 43, 300].enumerated() {
        try folder.append(count, by: "round \(round)")
        old.append(try folder.sign())
      }
      let head = try #require(old.last)
      for checkpoint in old {
        try folder.write(checkpoint.note.bytes, to: "old.txt")
        let made = try folder.tally("prove", "--consistency", "old.txt")
        #expect(made.status == 0, "\(made.errors)")
        let blank = try #require(made.lines.firstIndex(of: ""))
        #expect(made.lines.first == "old \(checkpoint.checkpoint.size)")
        let hashes = try made.lines[1..<blank].map {
          try Hash(bytes: Array(try #require(Data(base64Encoded: $0))))
        }
        let note = made.lines[(blank + 1)...].joined(separator: "\n") + "\n"
        #expect(Array(note.utf8) == head.note.bytes)
        let proof = ConsistencyProof(
          oldSize: checkpoint.checkpoint.size, size: head.checkpoint.size, hashes: hashes)
        try proof.check(oldRoot: checkpoint.checkpoint.root, root: head.checkpoint.root)
        #expect(hashes.isEmpty == (checkpoint == head))
      }
      let written = try folder.tally("prove", "--consistency", "old.txt", "-o", "p.txt")
      #expect(written.status == 0 && written.output == "")
      let text = try String(contentsOfFile: folder.work + "/p.txt", encoding: .utf8)
      #expect(text == (try folder.tally("prove", "--consistency", "old.txt").output))
    }
  }

  @Test func `what the record does not extend is not proven`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      try folder.copy("record.tally", to: "longer.tally")
      let none = try folder.tally("prove", "--consistency", "old.txt")
      #expect(none.status == 1 && none.errors.contains("old.txt"))
      try folder.append(2, by: "other", to: "longer.tally")
      try folder.write(try folder.sign("longer.tally").note.bytes, to: "old.txt")
      try FileManager.default.removeItem(atPath: folder.keys + "/last-checkpoint")
      _ = try folder.sign()
      let behind = try folder.tally("prove", "--consistency", "old.txt")
      #expect(behind.status == 1 && behind.errors.contains("No checkpoint of the record covers #5"))
      try folder.append(4, by: "own")
      _ = try folder.sign()
      let forked = try folder.tally("prove", "--consistency", "old.txt")
      #expect(forked.status == 2 && forked.errors.contains("does not extend old.txt"))
      try folder.write(Data("x\n".utf8), to: "old.txt")
      let junk = try folder.tally("prove", "--consistency", "old.txt")
      #expect(junk.status == 1 && junk.errors.contains("old.txt says nothing about this record"))
      // What another key signed, or nobody, is no evidence that the record was rewritten.
      let foreign = try PageSample.key("signed.test/r")
      let root = Hash.of([1])
      let note = try Checkpoint(origin: Origin("signed.test/r"), size: 2, root: root).sign(
        with: foreign)
      try folder.write(note.note.bytes, to: "old.txt")
      let other = try folder.tally("prove", "--consistency", "old.txt")
      #expect(other.status == 1 && other.errors.contains("did not sign it"), "\(other.errors)")
    }
  }

  @Test(arguments: [
    ["prove"], ["prove", "#1"], ["prove", "#1", "-o", "e.json"],
    ["prove", "#1", "--consistency", "c.txt", "-o", "e.tlog-proof"],
    ["verify", "--vkey", "none"], ["verify", "--format", "csv"],
  ])
  func `a wrong use is told`(arguments: [String]) throws {
    try TemporaryFolder.use { folder in
      let ending = try folder.start(arguments).ending()
      #expect(ending.status == 64 && ending.output == "" && ending.errors.contains("Usage"))
    }
  }
}
