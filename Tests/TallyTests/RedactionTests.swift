import Foundation
import Glibc
import Tallystick
import Testing
import TransparencyLog

/// What is left of a sealed value after `tally redact`.
struct RedactionTests {
  private static let value = "driven by A. B., born in 1961"

  /// A record of many events, one of which has a sealed quote among others that are sealed.
  private static let record = Result {
    try KeptFolder { folder in try makeRecord(in: folder) }
  }

  private static func makeRecord(in folder: TemporaryFolder) throws {
    try folder.makeRecord(3)
    var lines = Data()
    for number in 1...40 {
      let isValue = number == 17 || number == 18  // the same words in two events
      let quote =
        isValue ? value : "words \(number) \(String(repeating: "x", count: number * 7))"
      let line =
        #"{"type":"announcement","stated":"2025-06-13","label":"L-\#(number)","sealed":["quote"],"#
        + #""body":{"speaker":"s","attribution":"named","quote":"\#(quote)","claim":{"act":"statement"}}}"#
      lines += Data((line + "\n").utf8)
    }
    let ending = try folder.tally("append", "-", input: lines)
    try #require(ending.status == 0, "\(ending.errors)")
  }

  /// The forms in which a value may stand in a file: the disclosure, what it decodes to, the value.
  private static func forms(in folder: TemporaryFolder) throws -> [String: Data] {
    try folder.tally("seal", "disclose", "L-17", "quote", "--to", "court")
    let line = try #require(try folder.tally("seal", "export", "--audience", "court").lines.first)
    let match = line.firstMatch(of: /"disclosure":"([A-Za-z0-9_-]+)"/)
    let text = String(try #require(match?.1))
    var padded = text.replacing("-", with: "+").replacing("_", with: "/")
    padded += String(repeating: "=", count: (4 - padded.count % 4) % 4)
    let decoded = try #require(Data(base64Encoded: padded))
    let start = Data(text.utf8.prefix(40))  // the salt: also where only a part is left
    return [
      "base64url": Data(text.utf8), "its start": start, "decoded": decoded,
      "value": Data(value.utf8),
    ]
  }

  /// The files of the folder that hold some bytes.
  private static func holders(of bytes: Data, in folder: TemporaryFolder) throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.work)
    return try names.filter {
      try Data(contentsOf: URL(filePath: "\(folder.work)/\($0)")).holds(bytes)
    }
  }

  @Test func `no file of the record holds a byte of what was destroyed`() throws {
    try RedactionTests.record.get().use { folder in
      let forms = try RedactionTests.forms(in: folder)
      for name in ["base64url", "its start"] {  // the search finds what is there
        let bytes = try #require(forms[name])
        #expect(try RedactionTests.holders(of: bytes, in: folder) == ["record.tally"])
      }
      let ending = try folder.tally("redact", "L-17", "quote", "--reason", "names of persons")
      #expect(ending.status == 0)
      #expect(
        ending.errors == """
          The quote of #20 is destroyed: no file of the record holds it.
          Out of reach are backups and copies of the record, disclosures handed out (to court), and \
          disk blocks that were freed.

          """)
      for (name, bytes) in forms {
        #expect(try RedactionTests.holders(of: bytes, in: folder) == [], "\(name)")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.work) == ["record.tally"])
      // The other values are all there.
      let left = try folder.query("SELECT count(*) FROM disclosure")
      #expect(left == ["39"])
    }
  }

  @Test func `all earlier proofs and checkpoints still verify`() throws {
    try RedactionTests.record.get().use { folder in
      let old = try folder.sign()
      try folder.write(old.note.bytes, to: "before.txt")
      let key = try folder.verifierKey().description
      try folder.tally("prove", "L-17", "-o", "event.tlog-proof")
      #expect(try folder.tally("redact", "L-17", "quote", "--reason", "r").status == 0)
      let proof = try folder.tally("verify", "event.tlog-proof", "--vkey", key)
      #expect(proof.status == 0, "\(proof.output)\(proof.errors)")
      let record = try folder.tally("verify", "--against", "before.txt", "--vkey", key)
      #expect(record.status == 0, "\(record.output)\(record.errors)")
      try folder.tally("checkpoint")
      #expect(try folder.tally("prove", "--consistency", "before.txt").status == 0)
      #expect(try folder.tally("show", "L-17").output.contains("erased by #44"))
    }
  }

  /// The program is killed at every moment of a redaction: before, within and after its commit.
  @Test(.waiting, arguments: 1...3)
  func `a kill leaves the old state or the new one`(round: Int) throws {
    try RedactionTests.record.get().use { folder in
      let whole = try Data(contentsOf: URL(filePath: folder.work + "/record.tally"))
      let forms = try RedactionTests.forms(in: folder)
      let shim = try Shim(in: folder)
      let slow = shim.slowingCommits(by: 30)
      let journal = folder.work + "/record.tally-journal"
      var states: Set<Bool> = []
      var journals = 0
      for kill in 0..<12 {
        unlink(journal)
        try folder.write(whole, to: "record.tally")
        let program = try folder.start(
          ["redact", "L-17", "quote", "--reason", "r"],
          with: kill % 3 == 0 ? shim.stoppingCommits() : slow)
        switch kill % 3 {
        case 0: #expect(program.hasStopped())  // within the transaction
        case 1: usleep(UInt32(kill * 6_000 + round * 700))
        default:  // once it has answered
          while program.written == 0, program.isRunning { usleep(200) }
        }
        program.kill()
        _ = try program.ending()
        if RedactionTests.size(of: journal) > 0 { journals += 1 }

        let list = try folder.tally("seal", "list", "L-17")  // undoes what was not committed
        #expect(list.status == 0, "\(list.errors)")
        let isErased = list.output.contains("erased")
        states.insert(isErased)
        #expect(isErased || list.output.contains("present"))
        #expect(try folder.tally("export").lines.count == (isErased ? 44 : 43))
        if !isErased {
          #expect(try folder.tally("redact", "L-17", "quote", "--reason", "r").status == 0)
        }
        #expect(!FileManager.default.fileExists(atPath: journal))
        for (name, bytes) in forms {
          #expect(try RedactionTests.holders(of: bytes, in: folder) == [], "\(name)")
        }
      }
      #expect(states == [true, false])
      #expect(journals >= 4)
    }
  }

  private static func size(of path: String) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }

  @Test func `a redaction that is appended destroys what it names`() throws {
    try RedactionTests.record.get().use { folder in
      let forms = try RedactionTests.forms(in: folder)
      let draft = try folder.tally("redact", "L-17", "quote", "--reason", "r", "--draft")
      #expect(try RedactionTests.holders(of: try #require(forms["base64url"]), in: folder) != [])
      #expect(try folder.tally("append", "-", input: Data(draft.output.utf8)).status == 0)
      for (name, bytes) in forms {
        #expect(try RedactionTests.holders(of: bytes, in: folder) == [], "\(name)")
      }
    }
  }

  @Test func `a field that this record never held is redacted by its digest`() throws {
    try RedactionTests.record.get().use { folder in
      let entry = try folder.tally("export").lines[19]
      let digest = try #require(entry.firstMatch(of: /"_sd":\["([A-Za-z0-9_-]{43})"\]/)?.1)
      try folder.write(Data(try folder.tally("export").output.utf8), to: "all.jsonl")
      try folder.tally("init", "second.tally", "--origin", "second.test/r")
      try folder.tally("append", "all.jsonl", "--record", "second.tally")
      let ending = try folder.tally(
        "redact", "L-17", "--digest", String(digest), "--reason", "r", "--record", "second.tally")
      #expect(ending.status == 0)
      #expect(
        ending.errors == "This record held no value for it: nothing was destroyed here.\n")
      let list = try folder.tally("seal", "list", "L-17", "--record", "second.tally")
      #expect(list.output.contains("erased by #44"))
    }
  }
}
