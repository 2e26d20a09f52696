import Testing
import TransparencyLog

/// What a witness answers (C2SP tlog-witness), and what a log makes of answers.
struct WitnessTests {
  private static let now: Int64 = 1_718_000_000
  private static let origin = "ledger.test/record"

  /// A log of `count` entries, whose last is another where `fork` says so.
  private static func tree(_ count: Int, fork: Bool = false) -> MemoryTree {
    var tree = MemoryTree()
    for place in 0..<count {
      let entry = fork && place == 1 ? "another" : "entry \(place)"
      tree.append(leafHash: Hash.leaf(of: Array(entry.utf8)))
    }
    return tree
  }

  private static func head(_ count: Int, fork: Bool = false) throws -> Checkpoint {
    let tree = tree(count, fork: fork)
    return try Checkpoint(
      origin: Origin(origin), size: count, root: MerkleTree.root(ofSize: count, from: tree))
  }

  private static func signed(_ count: Int, fork: Bool = false) throws -> SignedCheckpoint {
    try head(count, fork: fork).sign(with: TlogPolicyTests.log())
  }

  private static func body(
    _ old: Int, _ count: Int, fork: Bool = false, hashes: [Hash]? = nil
  ) throws -> [UInt8] {
    let proof = try ConsistencyProof.prove(
      oldSize: min(old, count), size: count, from: tree(count, fork: fork))
    return try WitnessRequest(
      oldSize: old, hashes: hashes ?? proof.hashes, note: signed(count, fork: fork).note
    ).bytes
  }

  private static func witness() throws -> Witness {
    Witness(key: try TlogPolicyTests.key("witness.test/w", 4))
  }

  /// What is answered where the log was seen last with so many entries.
  private static func answer(
    _ body: [UInt8], seen: Int = 0, fork: Bool = false, at now: Int64 = now, time: Int64 = 0
  ) throws -> Witness.Decision {
    try witness().decide(body, at: now) { asked in
      guard asked.text == origin else { return nil }
      let last = seen > 0 ? try signed(seen, fork: fork) : nil
      return try Witness.KnownLog(
        keys: [TlogPolicyTests.log().verifier], last: last, time: time)
    }
  }

  @Test(arguments: [(0, 1), (0, 7), (1, 2), (3, 7), (4, 8), (7, 7), (8, 13)])
  func `what extends the last checkpoint is cosigned`(seen: Int, next: Int) throws {
    let decision = try WitnessTests.answer(WitnessTests.body(seen, next), seen: seen)
    guard case .cosign(let made, let kept, let old) = decision else {
      Issue.record("\(decision)")
      return
    }
    #expect(decision.status == 200 && old == seen && made.time == WitnessTests.now)
    #expect(try kept == WitnessTests.signed(next))
    let text = try WitnessTests.head(next).text
    let note = try SignedNote(parsing: kept.note.bytes + decision.body)
    let key = try TlogPolicyTests.key("witness.test/w", 4).verifier
    #expect(try Cosignature(#require(note.signatures.last), by: key, over: text) == made)
  }

  /// The table of what witnesses answer, each line a request and its status.
  @Test func `every other request is answered as the specification says`() throws {
    let good = try WitnessTests.body(3, 7)
    let hashes = try ConsistencyProof.prove(oldSize: 3, size: 7, from: WitnessTests.tree(7)).hashes
    var wrong = hashes
    wrong.swapAt(0, 1)
    let text = String(decoding: good, as: UTF8.self)
    func edited(_ from: String, _ to: String) -> [UInt8] {
      Array(text.replacing(from, with: to).utf8)
    }
    let table: [(String, [UInt8], Int, Int)] = [
      ("first contact with an old size", good, 0, 409),
      ("an old size that is not the last", good, 4, 409),
      ("an old size beyond the checkpoint", try WitnessTests.body(8, 7), 8, 400),
      (
        "no old size, and a proof", try WitnessTests.body(0, 7, hashes: hashes), 0, 422
      ),
      ("a proof that is short", try WitnessTests.body(3, 7, hashes: []), 3, 422),
      ("a proof with other hashes", try WitnessTests.body(3, 7, hashes: wrong), 3, 422),
      ("a fork with a proof of its own", try WitnessTests.body(3, 7, fork: true), 3, 422),
      ("one size with another root", try WitnessTests.body(7, 7, fork: true), 7, 422),
      ("a proof where the sizes are one", try WitnessTests.body(7, 7, hashes: hashes), 7, 422),
      ("a number with a zero before it", edited("old 3", "old 03"), 3, 400),
      ("a negative number", edited("old 3", "old -3"), 3, 400),
      ("another word", edited("old 3", "new 3"), 3, 400),
      ("line ends of another system", edited("\n", "\r\n"), 3, 400),
      ("no empty line", edited("\n\n", "\n"), 3, 400), ("nothing", [], 3, 400),
      ("a hash that is none", edited("old 3\n", "old 3\nAAAA\n"), 3, 400),
      (
        "too many hashes", edited("old 3\n", "old 3\n" + String(repeating: "x\n", count: 64)), 3,
        400
      ),
      ("too many bytes", good + [UInt8](repeating: 65, count: 65_536), 3, 400),
      ("another log", edited("ledger.test/record\n7", "ledger.test/other\n7"), 3, 404),
      ("a root that was changed", edited("\n7\n", "\n8\n"), 3, 403),
      ("a line after the root", edited("=\n\n—", "=\nmore\n\n—"), 3, 400),
    ]
    for (why, body, seen, status) in table {
      let decision = try WitnessTests.answer(body, seen: seen)
      #expect(decision.status == status, "\(why): \(decision)")
      #expect(decision.body.last == 10 && !decision.body.isEmpty)
    }
    let other = try WitnessTests.answer(good, seen: 4)
    #expect(other == .otherSize(4) && other.body == Array("4\n".utf8))
    #expect(other.contentType == "text/x.tlog.size")
    guard
      case .notConsistent(_, let evidence) = try WitnessTests.answer(
        WitnessTests.body(7, 7, fork: true), seen: 7)
    else {
      Issue.record("the fork is taken")
      return
    }
    #expect(try evidence == WitnessTests.signed(7, fork: true).note)
  }

  @Test func `an empty log has the root of the empty tree`() throws {
    let note = try Checkpoint(origin: Origin(WitnessTests.origin), size: 0, root: .ofEmptyTree)
      .sign(with: TlogPolicyTests.log()).note
    let body = try WitnessRequest(oldSize: 0, hashes: [], note: note).bytes
    #expect(try WitnessTests.answer(body).status == 200)
  }

  @Test func `a clock that is behind cosigns nothing, and a foreign line is not kept`() throws {
    let body = try WitnessTests.body(3, 7)
    let late = try WitnessTests.answer(body, seen: 3, time: WitnessTests.now + 1)
    #expect(late == .clockBehind(last: WitnessTests.now + 1) && late.status == 500)
    #expect(try WitnessTests.answer(body, seen: 3, time: WitnessTests.now).status == 200)
    #expect(try WitnessTests.answer(body, seen: 3, at: 0).status == 500)
    let signed = try WitnessTests.signed(7).note
    let foreign = try TlogPolicyTests.key("x.test/w", 9).cosign(WitnessTests.head(7), at: 5)
    let note = try SignedNote(
      text: signed.text, signatures: [foreign.signature] + signed.signatures)
    let request = try WitnessRequest(
      oldSize: 3, hashes: WitnessRequest(parsing: body).hashes, note: note)
    guard case .cosign(_, let kept, _) = try WitnessTests.answer(request.bytes, seen: 3) else {
      Issue.record("it is refused")
      return
    }
    #expect(kept.note == signed)
  }

  @Test func `a request that is written is read as the same`() throws {
    for (old, size) in [(0, 1), (3, 7), (7, 7)] {
      let bytes = try WitnessTests.body(old, size)
      let request = try WitnessRequest(parsing: bytes)
      #expect(request.bytes == bytes && request.oldSize == old)
    }
  }

  @Test func `a log makes of every answer what it may`() throws {
    let key = try TlogPolicyTests.key("witness.test/w", 4)
    let head = try WitnessTests.head(7)
    let made = try key.cosign(head, at: WitnessTests.now)
    let line = made.signature.line
    let future = try key.cosign(head, at: WitnessTests.now + 601).signature.line
    let over = try key.cosign(WitnessTests.head(6), at: WitnessTests.now).signature.line
    let stranger = try TlogPolicyTests.key("x.test/w", 9).cosign(head, at: 5).signature.line
    func judge(_ status: Int, _ type: String?, _ body: [UInt8], after last: Int64 = 0)
      -> WitnessAnswer
    {
      WitnessAnswer(
        status: status, contentType: type, body: body, of: key.verifier, on: head,
        at: WitnessTests.now, after: last)
    }
    #expect(judge(200, nil, line) == .cosigned(made))
    #expect(judge(200, "text/html", stranger + line) == .cosigned(made))
    for (why, body) in [
      ("two lines of one key", line + line), ("a line over another text", over),
      ("only a stranger's line", stranger), ("a time to come", future), ("nothing", []),
      ("words", Array("thank you\n".utf8)), ("no line feed", Array(line.dropLast())),
      ("another text", Array("x\n\n".utf8) + line),
      ("a body without end", [UInt8](repeating: 65, count: WitnessAnswer.maxByteCount + 1)),
    ] {
      guard case .refused = judge(200, nil, body) else {
        Issue.record("\(why): \(judge(200, nil, body))")
        continue
      }
    }
    guard case .refused = judge(200, nil, line, after: WitnessTests.now + 1) else {
      Issue.record("a line from before the last entry is kept")
      return
    }
    let size = "text/x.tlog.size"
    #expect(judge(409, size, Array("3\n".utf8)) == .askFrom(3))
    #expect(judge(409, "Text/X.tlog.Size; charset=utf-8", Array("7\n".utf8)) == .askFrom(7))
    #expect(judge(409, size, Array("8\n".utf8)) == .sawMore(8))
    for body in ["", "3", "03\n", "x\n", "3\n3\n", "-1\n"] {
      #expect(judge(409, size, Array(body.utf8)) == .sawAnother, "\(body)")
    }
    #expect(judge(409, nil, Array("3\n".utf8)) == .sawAnother)
    #expect(judge(422, nil, []) == .sawAnother)
    #expect(judge(403, nil, []) == .notKnown && judge(404, nil, []) == .notKnown)
    for status in [429, 502, 503, 504] {
      guard case .later = judge(status, nil, line) else {
        Issue.record("\(status)")
        continue
      }
    }
    for status in [100, 201, 301, 400, 500] {
      guard case .refused = judge(status, nil, line) else {
        Issue.record("\(status)")
        continue
      }
    }
  }

  @Test func `two heads of one size and other roots are a fork`() throws {
    let (three, seven) = (try WitnessTests.head(3), try WitnessTests.head(7))
    #expect(CheckpointPair(seven, seven) == .same)
    #expect(try CheckpointPair(seven, WitnessTests.head(7, fork: true)) == .fork)
    #expect(CheckpointPair(seven, three) == .apart(smaller: three, larger: seven))
    let other = try Checkpoint(origin: Origin("other.test/x"), size: 7, root: seven.root)
    #expect(CheckpointPair(seven, other) == .otherLog)
  }
}
