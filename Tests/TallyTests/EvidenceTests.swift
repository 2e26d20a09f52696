import Foundation
import Tallystick
import Testing
import TransparencyLog

/// What is shown to `tally verify` as evidence: only what the log's key signed is any.
struct EvidenceTests {
  /// A record, a snapshot of it, and files that are no evidence about either.
  private static let made = Result {
    try KeptFolder { folder in
      try folder.makeRecord(3)
      let ending = try folder.shell(
        """
        set -e
        tally checkpoint > good.txt; tally snapshot s; tally key show | head -1 > key.txt
        export XDG_CONFIG_HOME=$PWD/../other TALLY_RECORD=other.tally
        tally init --origin other.test/r --test-clock 2025-07-01T00:00:00Z
        tally source --source x --kind person --name X --reason r --stated 2025-06-13
        tally checkpoint > other.txt
        export TALLY_RECORD=same.tally
        tally init --origin signed.test/r --test-clock 2025-07-01T00:00:00Z
        tally source --source x --kind person --name X --reason r --stated 2025-06-13
        tally checkpoint > same.txt
        echo 'no note' > junk.txt; : > empty.txt; head -c 64 /dev/zero > zeros.txt
        sed '4,$d' good.txt > unsigned.txt
        sed '2s/3/2/' good.txt > altered.txt
        sed '1,3!d; 2s/3/9/' good.txt > larger.txt; sed '1,3d' good.txt >> larger.txt
        """)
      try #require(ending.status == 0, "\(ending.output)")
    }
  }

  /// Each file, and why it says nothing.
  private static let files = [
    ("junk.txt", "it is no signed note: "), ("empty.txt", "it is no signed note: "),
    ("zeros.txt", "it is no signed note: "), ("unsigned.txt", "it is no signed note: "),
    ("other.txt", "it is a checkpoint of the log other.test/r."),
    ("same.txt", " did not sign it."),
    ("altered.txt", "The signature of the key signed.test/r+"),
    ("larger.txt", "The signature of the key signed.test/r+"),
  ]

  @Test(arguments: files)
  func `what is no evidence says nothing about a record or a snapshot, and ends with 1`(
    file: String, why: String
  ) throws {
    try Self.made.get().use(inMemory: true) { folder in
      for subject in ["record.tally", "s"] {
        let ending = try folder.tally("verify", subject, "--against", file)
        #expect(ending.status == 1 && ending.output == "", "\(subject): \(ending.output)")
        #expect(
          ending.errors.hasPrefix("Error: \(file) says nothing about this record: "),
          "\(ending.errors)")
        #expect(ending.errors.contains(why), "\(ending.errors)")
        // Good evidence beside it does not make it any.
        let both = try folder.tally(
          "verify", subject, "--against", "good.txt", "--against", file)
        #expect(both.status == 1, "\(both.output)")
        #expect(try folder.tally("verify", subject, "--against", "good.txt").status == 0)
      }
    }
  }

  @Test func `a record that is not whole is not saved by evidence, and not judged by junk`() throws
  {
    try Self.made.get().use(inMemory: true) { folder in
      _ = try folder.shell("echo x >> s/events.jsonl")
      #expect(try folder.tally("verify", "s", "--against", "good.txt").status == 2)
    }
  }

  /// A line by a witness, as C2SP tlog-cosignature has it, whose key nobody here knows; and lines
  /// by a key of another name or of the log's own name and another ID.
  private static let lines = [
    "— witness.test/w \(blob(5, of: 76))", "— other.test/r \(blob(9, of: 68))",
    "— signed.test/r \(blob(200, of: 68))", "— w AAAAAAA=",
  ]

  private static func blob(_ byte: UInt8, of count: Int) -> String {
    Data(repeating: byte, count: count).base64EncodedString()
  }

  @Test(arguments: lines)
  func `a line of an unknown key at a snapshot's checkpoint leaves it whole for everybody`(
    line: String
  ) throws {
    try ShippedSnapshot.article.use { folder in
      let made = try folder.tally(
        "snapshot", "few", "--as-recorded", "#3", "--sign-with", "custodian")
      try #require(made.status == 0, "\(made.errors)")
      for place in ["$a", "5i"] {  // after the log's own line, and before it
        let changed = try folder.shell(
          "sed -i '\(place)\\\(line)' few/checkpoint && cat few/checkpoint")
        try #require(changed.lines.contains(line), "\(changed.output)")
        let report = try folder.verified("few", "--allowed-signers", "few/allowed_signers")
        #expect(report.whole && report.vouched, "\(report.findings)")
        let second = try folder.shell(
          "python3 -B '\(Project.root)/tools/verify_snapshot.py' few "
            + "--vkey \"$(tally key show | head -1)\" --allowed-signers few/allowed_signers")
        #expect(second.status == 0, "\(second.output)")
        #expect(try folder.passesSteps("few"))
        #expect(try folder.tally("verify", "shipped", "--against", "few").status == 3)
      }
    }
  }

  @Test func `a proof with a line of an unknown key still proves`() throws {
    try ShippedSnapshot.article.use { folder in
      let ending = try folder.shell(
        "tally prove '#2' -o p.tlog-proof && echo '\(Self.lines[0])' >> p.tlog-proof && "
          + "tally verify p.tlog-proof")
      #expect(ending.status == 0, "\(ending.output)")
    }
  }

  /// Encodings of points whose order divides 8.
  private static let smallOrders = [
    "00" + String(repeating: "00", count: 31), "01" + String(repeating: "00", count: 31),
    "01" + String(repeating: "00", count: 30) + "80",
    "ec" + String(repeating: "ff", count: 30) + "7f",
    "ee" + String(repeating: "ff", count: 31),
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  ]

  /// The verifier key of the log with a public key of these digits.
  private static func key(_ hex: String) -> String {
    let digits = Array(hex)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
    let id = Hash.of(Array("signed.test/r\n".utf8) + [1] + bytes).description.prefix(8)
    return "signed.test/r+\(id)+\(Data([1] + bytes).base64EncodedString())"
  }

  @Test(arguments: smallOrders)
  func `a key of small order is refused, given or found`(hex: String) throws {
    try ShippedSnapshot.article.use { folder in
      let key = Self.key(hex)
      let given = try folder.tally("verify", "shipped", "--vkey", key)
      #expect(given.status == 64 && given.errors.contains("is of small order"), "\(given.errors)")
      let tool = "python3 -B '\(Project.root)/tools/verify_snapshot.py' shipped"
      let second = try folder.shell("\(tool) --vkey '\(key)'")
      #expect(second.status == 1)
      #expect(second.output.contains("Error: --vkey: its key is of small order"))
      try folder.write(Data("\(key)\n".utf8), to: "shipped/log.vkey")
      #expect(try folder.verified("shipped").names("log.vkey"))
      let found = try folder.shell(tool)
      #expect(found.status == 2)
      #expect(found.output.contains("log.vkey: its key is of small order"), "\(found.output)")
    }
  }
}
