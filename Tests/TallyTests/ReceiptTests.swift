import Foundation
import Testing

/// `tally append --receipt`: whoever submits events can show that they were taken.
struct ReceiptTests {
  @Test func `each event that was taken, now or before, has a proof that checks by itself`() throws
  {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      try folder.write(Events.lines(2, by: "theirs"), to: "theirs.jsonl")
      let ending = try folder.tally("append", "theirs.jsonl", "--receipt", "receipt")
      #expect(ending.status == 0 && ending.output.hasPrefix("Appended 2 events, #4 to #5."))
      let key = try #require(folder.tally("key", "show").lines.first)
      for seq in 4...5 {
        let checked = try folder.shell(
          "XDG_CONFIG_HOME=$PWD/nobody tally verify receipt/\(seq).tlog-proof --vkey '\(key)'")
        #expect(checked.status == 0, "\(checked.output)")
      }
      #expect(try folder.shell("ls receipt").lines.count == 4)
      // The same lines again give the same receipt, and append nothing.
      let again = try folder.tally("append", "theirs.jsonl", "--receipt", "again")
      #expect(again.status == 0 && again.output.hasPrefix("Nothing was appended"))
      #expect(try folder.shell("diff -r receipt again").status == 0)
    }
  }

  @Test func `where no receipt can be written nothing is appended, or it is told what was`() throws
  {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      _ = try folder.shell("mkdir there")
      let lines = Events.lines(1, by: "theirs")
      let there = try folder.tally("append", "-", "--receipt", "there", input: lines)
      #expect(there.status == 1 && there.errors.contains("there exists already"))
      for flag in ["--dry-run", "--each"] {
        let both = try folder.tally("append", "-", "--receipt", "r", flag, input: lines)
        #expect(both.status == 64)
      }
      #expect(try folder.tally("export").lines.count == 3)
      try folder.tally("checkpoint")
      _ = try folder.shell("rm \"$XDG_CONFIG_HOME\"/tally/keys/*/log.key")
      let keyless = try folder.tally("append", "-", "--receipt", "r", input: lines)
      #expect(keyless.status == 1)
      #expect(keyless.errors.contains("The events are appended, and no receipt is written."))
      #expect(try folder.tally("export").lines.count == 4)
      #expect(try folder.shell("ls -d r*").lines.allSatisfy { $0.hasPrefix("record.tally") })
    }
  }
}
