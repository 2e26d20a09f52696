import Foundation
import Testing

/// `tally log --follow` and `tally follow`.
struct FollowCommandTests {
  /// Makes a record with its own clock.
  private func makeRecord(in folder: TemporaryFolder, events: Int = 0) throws {
    try folder.tally("init", "--origin", "follow.test/r", "--test-clock", "2025-07-01T00:00:00Z")
    if events > 0 {
      let appended = try folder.tally("append", "-", input: Events.lines(events, by: "early"))
      #expect(appended.status == 0, "\(appended.errors)")
    }
  }

  /// Starts two programs that append as many events each, one by one.
  private func writers(_ count: Int, in folder: TemporaryFolder) throws -> [Program] {
    try ["a", "b"].map { name in
      try folder.start(["append", "-", "--each"], input: Events.lines(count, by: name))
    }
  }

  @Test(.waiting, arguments: [1, 2] as [UInt64])
  func `a reader that is killed ten times gets each event once, and in order`(
    seed: UInt64
  ) throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      var random = Seeded(state: seed)
      try makeRecord(in: folder)
      let writers = try writers(400, in: folder)
      defer { for writer in writers { writer.end() } }
      var got: [Int] = []
      var kills = 0
      while true {
        let isLast = kills == 10
        let end = isLast && !writers.contains { $0.isRunning } ? ["--until-idle", "0"] : []
        let reader = try folder.start(
          ["log", "--follow", "--format", "json", "--after", "\(got.last ?? 0)"] + end)
        defer { reader.end() }
        if end.isEmpty {
          usleep(.random(in: 5_000...60_000, using: &random))
          reader.kill()
          kills = min(kills + 1, 10)
        }
        let ending = try reader.ending()
        if !end.isEmpty { #expect(ending.status == 0, "\(ending.errors)") }
        // A line that was cut off has no line feed.
        got += try ending.output.separateLines.dropLast().map {
          try JSONDecoder().decode(Events.Entry.self, from: Data($0.utf8)).seq
        }
        if !end.isEmpty { break }
      }
      for writer in writers { #expect(try writer.ending().status == 0) }
      #expect(got == Array(1...800))
    }
  }

  @Test(.waiting) func `a command is run for each event in order, over ten kills`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      var random = Seeded(state: 3)
      try makeRecord(in: folder)
      let writers = try writers(60, in: folder)
      defer { for writer in writers { writer.end() } }
      let follow = ["follow", "--cursor", "c", "--exec", "echo $TALLY_SEQ $TALLY_ID >> got"]
      for _ in 1...10 {
        let follower = try folder.start(follow)
        defer { follower.end() }
        usleep(.random(in: 5_000...60_000, using: &random))
        follower.kill()
        _ = try follower.ending()
      }
      for writer in writers { #expect(try writer.ending().status == 0) }
      let last = try folder.start(follow + ["--until-idle", "0"]).ending()
      #expect(last.status == 0, "\(last.errors)")

      let text = try String(contentsOfFile: "\(folder.work)/got", encoding: .utf8)
      let got = text.separateLines.dropLast()
      let once = zip([""] + got, got).filter { $0 != $1 }.map(\.1)
      let stored = try Events.stored(in: folder)
      #expect(once == stored.map { "\($0.seq) \($0.id)" })
      #expect(stored.count == 120 && got.count - once.count <= 10)
    }
  }

  @Test(.waiting) func `the next follower waits for the command of one that was killed`() throws {
    try TemporaryFolder.use { folder in
      try makeRecord(in: folder, events: 2)
      let ending = try folder.shell(
        """
        tally follow --cursor c --exec '
          echo begun >> got; while [ ! -e go ]; do sleep 0.01; done; echo done >> got' &
        while [ ! -s got ]; do sleep 0.01; done
        kill -KILL $!
        tally follow --cursor c --until-idle 0 --exec 'echo $TALLY_SEQ >> got' &
        next=$!
        sleep 0.2
        touch go
        wait $next && cat got
        """)
      #expect(ending.status == 0)
      #expect(ending.lines.suffix(4) == ["begun", "done", "1", "2"])
    }
  }

  @Test(.waiting) func `a command that fails is run again, and a signal ends between two events`()
    throws
  {
    try TemporaryFolder.use { folder in
      try makeRecord(in: folder, events: 1)
      let ending = try folder.shell(
        """
        tally follow --cursor c --exec 'cat >> got; [ -e tried ] || { touch tried; exit 3; }' &
        while [ ! -e c ]; do sleep 0.01; done
        kill -TERM $!
        wait $!
        echo "ended with $?"
        sort -u got | wc -l
        wc -l < got
        """)
      #expect(
        ending.lines == [
          "The command ended with status 3 for #1; it is run again in 1 s.", "ended with 0", "1",
          "2",
        ])
    }
  }

  @Test(.waiting) func `it ends with its reader, also while it waits`() throws {
    try TemporaryFolder.use { folder in
      try makeRecord(in: folder, events: 3)
      let ending = try folder.shell(
        "set -o pipefail; timeout 60 tally log --follow | head -2; echo ${PIPESTATUS[*]}")
      #expect(ending.lines.map { $0.prefix(2) } == ["#1", "#2", "0 "])
    }
  }

  @Test(
    .waiting,
    arguments: [
      ("rm record.tally", "Another file was put in the place of record.tally, or it was removed."),
      (
        "cp older.tally new && mv new record.tally",
        "Another file was put in the place of record.tally, or it was removed."
      ),
      (
        "cp older.tally record.tally",
        "The record holds 2 events, and #3 was taken already: it is a restored or an older copy."
      ),
      (
        ": > record.tally && sleep 0.5 && cp older.tally record.tally",
        "The record holds 2 events, and #3 was taken already: it is a restored or an older copy."
      ),
      (
        ": > record.tally",
        "The tables of the record are not as they should be: no such table: entry."
      ),
    ])
  func `a record that is replaced is not followed any more`(change: String, words: String) throws {
    try TemporaryFolder.use { folder in
      try makeRecord(in: folder, events: 2)
      let ending = try folder.shell(
        """
        cp record.tally older.tally
        tally append - --recorder r > /dev/null <<< \
        '{"type":"source","stated":"2025","body":{"source":"s","kind":"person","name":"S","reason":"r"}}'
        : > out
        tally log --follow > out 2> errors &
        while [ "$(wc -l < out)" != 3 ]; do sleep 0.01; done
        \(change)
        wait $!
        echo "ended with $?"
        cat errors
        """)
      #expect(ending.lines.prefix(2) == ["ended with 2", "Error: \(words)"])
    }
  }

  @Test(arguments: [
    (
      #"sed -i s/follow.test/other.test/ c"#,
      "Error: c is the cursor of other.test/r, and this record is follow.test/r."
    ),
    (
      #"sed -i 's/"id":"./"id":"g/' c"#, "Error: c is no cursor of `tally follow`."
    ),
    ("head -c 10 c > d && mv d c", "Error: c is no cursor of `tally follow`."),
    (
      #"sed -i "s/$(sed 's/.*"id":"//;s/".*//' c)/00112233445566778899aabbccddeeff/" c"#,
      "Error: #3 of the record is another event than the one after which this began."
    ),
  ])
  func `a cursor that is not of this record is refused`(change: String, words: String) throws {
    try TemporaryFolder.use { folder in
      try makeRecord(in: folder, events: 3)
      #expect(
        try folder.tally("follow", "--cursor", "c", "--until-idle", "0", "--exec", ":").status == 0)
      #expect(try folder.tally("append", "-", input: Events.lines(1, by: "late")).status == 0)
      let ending = try folder.shell(
        "\(change); cp c before; tally follow --cursor c --until-idle 0 --exec 'echo got >> got'; "
          + "echo $?; cmp c before && ls got")
      #expect(ending.lines.first == words)
      #expect(ending.output.contains("ls: cannot access 'got'"))
    }
  }
}
