import Foundation
import Testing
import TransparencyLog

/// `tally checkpoint --cosign`, asking witnesses that answer every odd thing.
struct CosigningTests {
  /// What a witness answers, one answer after another, and a part of what is told of it.
  private struct Odd {
    let name: String
    let told: String
    let answers: [[UInt8]]

    init(_ name: String, _ told: String, _ answers: [UInt8]...) {
      self.name = name
      self.told = told
      self.answers = answers
    }

    static func key(_ name: String) throws -> WitnessKey {
      try WitnessKey(name: KeyName("\(name).test/w"), seed: Hash.of(Array(name.utf8)).bytes)
    }

    /// The line of a witness over a head, so many seconds from now.
    static func line(_ name: String, _ head: Checkpoint, later: Int64 = 0) throws -> [UInt8] {
      let now = Int64(Date().timeIntervalSince1970)
      return try key(name).cosign(head, at: now + later).signature.line
    }

    /// An answer with a status and perhaps a type.
    static func text(_ head: String, _ body: String = "") -> [UInt8] {
      Array("\(head)\n\(body)".utf8)
    }

    /// An answer that is lines.
    static func lines(_ lines: [UInt8]) -> [UInt8] { text("200 text/plain") + lines }

    /// An answer that is a size.
    static func size(_ body: String) -> [UInt8] { text("409 text/x.tlog.size", body) }

    /// Writes its answers, the first under the number `from`.
    func write(to folder: TemporaryFolder, from first: Int = 0) throws {
      for (place, answer) in answers.enumerated() {
        try folder.write(answer, to: "odd/\(name).\(first + place)")
      }
    }
  }

  /// Each odd witness, asked about a head.
  private static func table(_ head: Checkpoint) throws -> [Odd] {
    let line = { (name: String) in try Odd.line(name, head) }
    let other = try Checkpoint(origin: head.origin, size: head.size, root: .ofEmptyTree)
    let another = ", and never before: IT SAW ANOTHER HISTORY"
    return [
      Odd("plain", " at ", Odd.lines(try line("plain"))),
      Odd("from", " at ", Odd.size("2\n"), Odd.lines(try line("from"))),
      Odd("busy", " at ", Odd.text("503"), Odd.lines(try line("busy"))),
      // Lines of keys that nobody knows are left out.
      Odd("more", " at ", Odd.lines(try line("stranger") + line("more"))),
      Odd("bare", another, Odd.text("409")),
      Odd("fork", another, Odd.text("422 text/plain", "no\n")),
      Odd("words", another, Odd.size("two\n")),
      Odd("ahead", ", and never before: IT SAW 9 EVENTS", Odd.size("9\n")),
      Odd("again", "it asks for 1 events again and again", Odd.size("1\n")),
      Odd("failing", "it answered with the status 500. Ask who keeps it.", Odd.text("500")),
      Odd("nobody", "it does not know this record, or its key", Odd.text("404")),
      Odd("barred", "it does not know this record, or its key", Odd.text("403")),
      Odd("elsewhere", "it answered with the status 302", Odd.text("302")),
      Odd(
        "text", "does not check over this checkpoint", Odd.lines(try Odd.line("text", other))),
      Odd(
        "twice", "several lines of its answer name its key",
        Odd.lines(try line("twice") + Odd.line("twice", head, later: -60))),
      Odd(
        "tomorrow", "a time that is still to come",
        Odd.lines(try Odd.line("tomorrow", head, later: 86_400))),
      Odd("prose", "no lines of signatures", Odd.lines(Array("Yes, I do.\n".utf8))),
      Odd("empty", "no lines of signatures", Odd.lines([])),
      Odd("endless", "its answer is longer than any can be", Odd.text("endless")),
    ]
  }

  /// Lines of bash with those witnesses on a port, in a policy `policy.txt` that names them.
  private static func served(_ odd: [Odd], _ lines: String) throws -> String {
    let witnesses = try odd.map { one in
      "witness \(one.name) \(try Odd.key(one.name).verifier) http://127.0.0.1:$PORT/\(one.name)/"
    }
    return """
      rm -f port.txt
      python3 -B '\(Project.tests)/Cosign/odd_witness.py' odd > port.txt & SERVER=$!
      for i in $(seq 1200); do test -s port.txt && break; sleep 0.05; done
      PORT=$(cat port.txt)
      cat >> policy.txt <<END
      \(witnesses.joined(separator: "\n"))
      quorum none
      END
      \(lines)
      kill $SERVER; wait $SERVER 2> /dev/null
      """
  }

  /// The head of the record.
  private static func head(of folder: TemporaryFolder) throws -> Checkpoint {
    let note = try folder.tally("checkpoint").output
    return try Checkpoint(parsing: SignedNote(parsing: Array(note.utf8)).text)
  }

  private static func olds(_ name: String, _ folder: TemporaryFolder) throws -> [String] {
    try String(contentsOfFile: "\(folder.work)/odd/\(name).olds", encoding: .utf8)
      .separateLines.dropLast()
  }

  @Test func `each odd answer is told, what is good is kept, and nothing is held back`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      _ = try folder.shell("mkdir odd")
      let table = try CosigningTests.table(CosigningTests.head(of: folder))
      for odd in table { try odd.write(to: folder) }
      let dead = try Odd.key("dead").verifier
      let paper = try Odd.key("paper").verifier
      let first = "witness dead \(dead) http://127.0.0.1:1\nwitness paper \(paper)\n"
      try folder.write(Data(first.utf8), to: "policy.txt")
      let own = try folder.tally("checkpoint").output
      let ending = try folder.shell(
        CosigningTests.served(
          table,
          "tally checkpoint --cosign policy.txt --wait 120 > note.txt 2> told.txt; echo $?"))
      #expect(ending.lines.last == "2", "\(ending.output)")
      let told = try String(contentsOfFile: folder.work + "/told.txt", encoding: .utf8)
      for odd in table {
        let mine = told.separateLines.filter { $0.contains("cosigned by \(odd.name)") }
        #expect(mine.count == 1 && mine[0].contains(odd.told), "\(odd.name): \(mine)")
      }
      #expect(told.contains("not cosigned by dead, and never before: "))
      #expect(told.contains("no address of HTTP for it"))
      #expect(try CosigningTests.olds("from", folder) == ["old 0", "old 2"])
      #expect(try CosigningTests.olds("again", folder).count == 4)
      for name in ["bare", "failing", "ahead", "fork", "elsewhere"] {
        #expect(try CosigningTests.olds(name, folder) == ["old 0"], "\(name)")
      }

      // What was printed is a note with the lines of the good ones, and so is what is kept.
      let key = try VerifierKey(parsing: #require(folder.tally("key", "show").lines.first))
      for file in ["note.txt", "record.tally-cosigned/3"] {
        let text = try String(contentsOfFile: "\(folder.work)/\(file)", encoding: .utf8)
        #expect(text.hasPrefix(own))
        let signed = try SignedCheckpoint(opening: Array(text.utf8), with: key)
        let names = signed.others.map(\.key.name.text).sorted()
        #expect(names == ["busy.test/w", "from.test/w", "more.test/w", "plain.test/w"])
      }
    }
  }

  @Test func `each is asked from where it is, and one that fell silent is told since when`() throws
  {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      _ = try folder.shell("mkdir odd")
      let first = try CosigningTests.head(of: folder)
      let odd = try ["north", "south"].map { name in
        Odd(name, "", Odd.lines(try Odd.line(name, first)))
      }
      for one in odd { try one.write(to: folder) }
      // The second head is known once the first is cosigned; its answers are written in between.
      let ending = try folder.shell(
        CosigningTests.served(odd, "tally checkpoint --cosign policy.txt > /dev/null"))
      try #require(ending.output.contains("cosigned by north at "), "\(ending.output)")
      try folder.append(4, by: "later")
      let second = try CosigningTests.head(of: folder)
      try Odd("north", "", Odd.lines(try Odd.line("north", second))).write(to: folder)
      try Odd("south", "", Odd.text("500")).write(to: folder)
      let next = try folder.shell(
        "rm policy.txt odd/*.olds\n"
          + CosigningTests.served(
            odd, "tally checkpoint --cosign policy.txt > note.txt; echo status $?"))
      #expect(next.output.contains("status 0"), "\(next.output)")
      #expect(next.output.contains("not cosigned by south since 20"))
      #expect(next.output.contains("when it cosigned 3 events: it answered with the status 500"))
      #expect(try CosigningTests.olds("north", folder) == ["old 3"])
      #expect(try CosigningTests.olds("south", folder) == ["old 3"])
      let judged = try folder.tally("verify", "--policy", "policy.txt")
      #expect(judged.output.contains("not cosigned by south since 20"), "\(judged.output)")

      // The lines go with what is handed on, and make nothing of it less whole.
      try folder.tally("snapshot", "handed-on")
      let note = try folder.shell("cat handed-on/checkpoint").output
      #expect(note.contains("— north.test/w "))
      #expect(try folder.tally("verify", "handed-on").status == 0)
      try folder.tally("prove", "#1", "-o", "one.tlog-proof")
      let proof = try folder.tally("verify", "one.tlog-proof", "--policy", "policy.txt")
      #expect(proof.status == 0 && proof.output.contains("cosigned by north at "))
    }
  }

  @Test(.waiting) func `one that is silent is waited for as long as is said, and is no fault`()
    throws
  {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      _ = try folder.shell("mkdir odd")
      let silent = Odd("silent", "", Odd.text("silent"))
      try silent.write(to: folder)
      let ending = try folder.shell(
        CosigningTests.served(
          [silent], "tally checkpoint --cosign policy.txt --wait 1 > note.txt; echo status $?"))
      #expect(ending.output.contains("status 0"), "\(ending.output)")
      #expect(ending.output.contains("not cosigned by silent, and never before: it did not answer"))
      let note = try String(contentsOfFile: folder.work + "/note.txt", encoding: .utf8)
      #expect(note.hasPrefix("signed.test/r\n3\n"))
    }
  }

  @Test func `a policy that cannot be read, and a wait that is none, sign nothing`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      try folder.write(Data("quorum x\n".utf8), to: "wrong.txt")
      #expect(try folder.tally("checkpoint", "--cosign", "wrong.txt").status == 1)
      #expect(try folder.tally("checkpoint", "--wait", "0").status == 64)
      #expect(try folder.tally("cosign", "request").status == 1)
    }
  }
}
