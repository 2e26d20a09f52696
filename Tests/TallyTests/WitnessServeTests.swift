import Foundation
import Testing
import TransparencyLog

/// `tally witness serve`: what it answers over HTTP, to many at once, and after it was killed.
struct WitnessServeTests {
  /// A request, and what is answered: the status, and the type and the body where they matter.
  private struct Row {
    let why: String
    let body: [UInt8]
    let status: Int
    var type: String?
    var answer: String?
  }

  /// The table of what witnesses of others answer (C2SP tlog-witness), one request after another.
  private static func table(_ log: SampleLog, _ empty: SampleLog) throws -> [Row] {
    let stranger = try SampleLog("stranger.test/r", seed: 8)
    let impostor = try SampleLog(seed: 7)
    func edited(_ bytes: [UInt8], _ from: String, _ to: String) -> [UInt8] {
      Array(String(decoding: bytes, as: UTF8.self).replacing(from, with: to).utf8)
    }
    let hash = Hash.of([1])
    let size = "text/x.tlog.size"
    var rows = [
      Row(why: "an origin that it does not know", body: try stranger.request(0, 3), status: 404),
      Row(
        why: "first contact with an old size", body: try log.request(2, 3), status: 409,
        type: size, answer: "0\n"),
      Row(
        why: "no old size, and a proof", body: try log.request(0, 3, hashes: [hash]), status: 422),
      Row(why: "a key that it does not know", body: try impostor.request(0, 3), status: 403),
      Row(
        why: "a signature that is false", body: edited(try log.request(0, 3), "\n3\n", "\n4\n"),
        status: 403),
      Row(why: "an old size beyond the new", body: try log.request(4, 3), status: 400),
      Row(
        why: "a zero before a number", body: edited(try log.request(5, 7), "old 5", "old 05"),
        status: 400),
      Row(why: "CR LF", body: edited(try log.request(0, 3), "\n", "\r\n"), status: 400),
      Row(
        why: "64 hashes",
        body: edited(
          try log.request(1, 3), "old 1\n",
          "old 1\n" + String(repeating: "\(hash.base64)\n", count: 64)),
        status: 400),
      Row(why: "too many bytes", body: [UInt8](repeating: 65, count: 70_000), status: 413),
      Row(why: "nothing", body: [], status: 400),
      Row(why: "no old size", body: try log.request(0, 3), status: 200),
      Row(why: "the same again", body: try log.request(3, 3), status: 200),
      Row(
        why: "no old size again", body: try log.request(0, 3), status: 409, type: size,
        answer: "3\n"),
      Row(
        why: "one size with another root", body: try log.request(3, 3, fork: true), status: 422),
      Row(
        why: "a fork with a proof of its own", body: try log.request(3, 6, fork: true), status: 422),
      Row(
        why: "a proof that is short", body: try log.request(3, 6, hashes: []), status: 422),
      Row(why: "what extends it", body: try log.request(3, 6), status: 200),
      Row(
        why: "from before that", body: try log.request(3, 9), status: 409, type: size,
        answer: "6\n"),
    ]
    let note = String(decoding: try empty.head(0).note.bytes, as: UTF8.self)
    rows.append(Row(why: "an empty log", body: Array("old 0\n\n\(note)".utf8), status: 200))
    return rows
  }

  @Test func `each request of the table is answered as the specification says`() throws {
    let log = try SampleLog()
    let empty = try SampleLog("empty.test/r", seed: 5)
    try TemporaryFolder.use { folder in
      let key = try folder.makeWitness(knowing: log, empty)
      let rows = try WitnessServeTests.table(log, empty)
      for (place, row) in rows.enumerated() { try folder.write(row.body, to: "request-\(place)") }
      let hex = Hash.of(Array(log.origin.utf8)).bytes.map { String(format: "%02x", $0) }.joined()
      let ending = try folder.shell(
        folder.witnessServed(
          """
          for i in $(seq 0 \(rows.count - 1)); do
            curl -s -o answer-$i -w '%{http_code} %{content_type}\\n' --data-binary @request-$i \\
              $URL/add-checkpoint
          done
          curl -s -o note -w '%{http_code}\\n' $URL/\(hex)/checkpoint
          curl -s -o /dev/null -w '%{http_code}\\n' $URL/\(hex.replacing("a", with: "b"))/checkpoint
          curl -s -o /dev/null -w '%{http_code}\\n' $URL/add-checkpoint
          curl -s -o /dev/null -w '%{http_code}\\n' --data-binary x $URL/\(hex)/checkpoint
          curl -s -o /dev/null -w '%{http_code}\\n' $URL/
          """))
      #expect(ending.lines.count == rows.count + 5, "\(ending.output)")
      for ((place, row), line) in zip(rows.enumerated(), ending.lines) {
        let words = line.split(separator: " ", maxSplits: 1).map(String.init)
        #expect(words.first == "\(row.status)", "\(row.why): \(line)")
        if let type = row.type { #expect(words.last == type, "\(row.why): \(line)") }
        let answer = try String(
          contentsOfFile: folder.work + "/answer-\(place)", encoding: .utf8)
        if let wanted = row.answer { #expect(answer == wanted, "\(row.why)") }
        #expect(answer.hasPrefix("— north.test/w ") == (row.status == 200), "\(row.why): \(answer)")
      }
      #expect(Array(ending.lines.suffix(5)) == ["200", "404", "405", "405", "404"])
      let note = try SignedNote(
        parsing: Array(Data(contentsOf: URL(filePath: folder.work + "/note"))))
      #expect(try note.text == log.head(6).note.text)
      #expect(note.signatures.contains { Cosignature($0, by: key, over: note.text) != nil })
    }
  }

  @Test func `a log is known once it is added, and a warning is given where others reach it`()
    throws
  {
    let log = try SampleLog()
    try TemporaryFolder.use { folder in
      try folder.makeWitness()
      try folder.write(log.request(0, 3), to: "request")
      let ending = try folder.shell(
        folder.witnessServed(
          """
          curl -s -o /dev/null -w '%{http_code}\\n' --data-binary @request $URL/add-checkpoint
          tally witness add-log '\(log.key.verifier)' > /dev/null
          curl -s -o /dev/null -w '%{http_code}\\n' --data-binary @request $URL/add-checkpoint
          """))
      #expect(ending.lines == ["404", "200"], "\(ending.output)")
      let taken = try folder.tally("witness", "serve", "--listen", "256.0.0.1:1")
      #expect(taken.status == 1 && taken.errors.contains("cannot be listened on"))
    }
  }

  @Test func `of thousands of requests at once none takes it back, and its memory is bounded`()
    throws
  {
    let log = try SampleLog()
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.makeWitness(knowing: log)
      var requests: [String: String] = [:]
      for old in 0..<40 {
        for size in (old + 1)...40 {
          requests["\(old)-\(size)"] = Data(try log.request(old, size)).base64EncodedString()
        }
      }
      try folder.write(JSONEncoder().encode(requests), to: "requests.json")
      let script = "\(Project.tests)/Cosign/many_requests.py"
      let ending = try folder.shell(
        folder.witnessServed(
          """
          python3 -B '\(script)' $URL requests.json 2000; grep VmHWM /proc/$PID/status
          """))
      let lines = ending.lines
      try #require(lines.count == 2, "\(ending.output)")
      // Every one of them was answered; the largest that was cosigned is what is kept.
      #expect(lines[0] == "2000 clients, largest 40, failed 0", "\(ending.output)")
      let kilobytes = lines[1].split(separator: " ").compactMap { Int($0) }.first
      #expect(try #require(kilobytes) < 250_000, "\(lines[1])")
      let list = try folder.tally("witness", "evidence")
      #expect(list.status == 0 && list.output.contains("cosigned 40 events"), "\(list.output)")
    }
  }

  @Test(.waiting, .enabled(if: Strace.isThere, "\(Strace.missing)"))
  func `killed at any call between storing and answering, it cosigns one history alone`() throws {
    let log = try SampleLog()
    try TemporaryFolder.use { folder in
      try folder.makeWitness(knowing: log)
      try folder.write(log.request(0, 3), to: "one")
      try folder.write(log.request(0, 3, fork: true), to: "two")
      let ask = "curl -s --max-time 20 --data-binary @one $URL/add-checkpoint > answer.txt"
      let base = "\"$XDG_CONFIG_HOME/tally/witnesses\""
      let names = Strace.calls.joined(separator: ",")
      let seen = try folder.shell(
        """
        cp -r \(base) before
        \(folder.witnessServed(ask, under: "strace -D -f -qq -o trace.txt -s 200 -e trace=\(names)"))
        cat trace.txt
        """)
      let calls = WitnessServeTests.calls(seen.lines)
      try #require(calls.count >= 4, "\(seen.output)")
      for (name, number) in calls {
        let ending = try folder.shell(
          """
          rm -rf \(base); cp -r before \(base); : > answer.txt
          \(folder.witnessServed(
            ask,
            under: "strace -D -f -qq -o /dev/null -e trace=\(name) -e "
              + "inject=\(name):signal=KILL:when=\(number)"))
          tally witness cosign two > second.txt 2> /dev/null
          grep -c . answer.txt second.txt
          """)
        let isAnswered = ending.output.contains("answer.txt:1")
        let isSecond = ending.output.contains("second.txt:1")
        #expect(!(isAnswered && isSecond), "\(name) \(number): two histories")
      }
    }
  }

  /// The calls of the thread that decided, from the last lock on, each with its place among those of
  /// its name; without those of names that other threads call too, where a kill would come earlier.
  private static func calls(_ trace: [String]) -> [(name: String, number: Int)] {
    let parts = trace.compactMap { line -> (thread: Substring, call: Substring)? in
      let words = line.split(separator: " ", maxSplits: 1)
      return words.count == 2 ? (words[0], words[1].drop { $0 == " " }) : nil
    }
    let locks = parts.indices.filter { parts[$0].call.contains("flock(") }
    guard let first = locks.last else { return [] }
    var numbers: [Substring: Int] = [:]
    var found: [(String, Int)] = []
    for (place, part) in parts.enumerated() where part.thread == parts[first].thread {
      guard let end = part.call.firstIndex(of: "(") else { continue }
      let name = part.call[..<end]
      numbers[name, default: 0] += 1
      let isOthers = parts.contains {
        $0.thread != part.thread && $0.call.hasPrefix("\(name)(")
      }
      if place >= first, !isOthers { found.append((String(name), numbers[name] ?? 0)) }
    }
    return found
  }
}
