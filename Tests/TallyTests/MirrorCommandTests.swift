import Foundation
import Testing

/// `tally mirror`, from a server, a folder and by a command, and reports on what it keeps.
struct MirrorCommandTests {
  /// Runs lines of bash while a folder is served; `$url` is its address.
  private func served(_ name: String, _ lines: String, in folder: TemporaryFolder) throws -> Ending
  {
    try folder.shell(
      """
      set -e
      PATH=$PATH:'\(ProcessInfo.processInfo.environment["PATH"] ?? "")'
      : > served
      python3 -u -c '
      import http.server, sys
      class Kept(http.server.SimpleHTTPRequestHandler):
          protocol_version = "HTTP/1.1"
          wbufsize = -1
          def __init__(self, *a): super().__init__(*a, directory="\(name)")
      s = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Kept)
      print("port", s.server_address[1])
      s.serve_forever()' > served 2> requests &
      server=$!
      trap 'kill $server' EXIT
      while kill -0 $server; do
        port=$(sed -n 's/^port //p' served); [ -z "$port" ] || break; sleep 0.05
      done
      url=http://127.0.0.1:$port/
      \(lines)
      """)
  }

  @Test(.waiting) func `a site is mirrored over HTTP, and reports run on the mirror`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.makeRecord(600)
      let ending = try served(
        "public",
        """
        mkdir public
        tally checkpoint > kept.txt 2> /dev/null; tally site public > /dev/null
        tally mirror $url mirror
        tally verify mirror --against kept.txt > verified
        for report in totals handovers log timeline contradictions sources; do
          day='--as-of 2025-07-01'
          cmp <(tally $report $day) <(tally $report $day --record mirror)
        done
        cmp <(tally export) <(tally export --record mirror)
        ! tally append - --record mirror <<< '' 2> refused || exit 9
        head -1 refused
        tally log --follow --record mirror --after 598 --until-idle 0 --format json | wc -l
        tally append - > /dev/null <<< '{"type":"source","stated":"2025","body":{"source":"s","kind":"person","name":"S","reason":"r"}}'
        tally checkpoint > kept.txt 2> /dev/null; tally site public > /dev/null
        tally follow --record mirror --cursor c --after 600 --exec 'echo followed $TALLY_SEQ' &
        follower=$!
        tally mirror $url mirror
        while [ ! -s c ]; do sleep 0.02; done
        kill $follower; wait $follower
        tally verify mirror > verified
        """, in: folder)
      #expect(ending.status == 0, "\(ending.output)")
      #expect(
        ending.lines.sorted() == [
          "2", "Error: mirror is a folder, not a record.", "followed 601",
          "mirror holds 600 events of signed.test/r; 600 new, 9 files written.",
          "mirror holds 601 events of signed.test/r; 1 new, 3 files written.",
        ])
    }
  }

  /// How many files the mirror holds.
  private func files(in folder: TemporaryFolder) -> Int {
    (try? FileManager.default.subpathsOfDirectory(atPath: "\(folder.work)/mirror"))?.count ?? 0
  }

  @Test(.waiting) func `a mirroring that is killed at any moment is gone on with`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      var random = Seeded(state: 11)
      try folder.makeRecord(3_000)
      let made = try folder.shell(
        "tally checkpoint > /dev/null 2>&1; tally snapshot snap > /dev/null 2>&1")
      try #require(made.status == 0)
      // A command that fetches takes its time, so that kills come in the middle.
      let fetch = ["--fetch", "exec cat \"${TALLY_URL#x:}\""]
      var sizes: [Int] = []
      for _ in 1...10 {
        let program = try folder.start(["mirror", "x:\(folder.work)/snap", "mirror"] + fetch)
        defer { program.end() }
        // Not before it has got on, however slow the machine is.
        let (before, more) = (sizes.last ?? 0, Int.random(in: 0...3, using: &random))
        while program.isRunning, files(in: folder) < before + more { usleep(1_000) }
        program.kill()
        _ = try program.ending()
        sizes.append(files(in: folder))
      }
      #expect(sizes == sizes.sorted() && Set(sizes).count > 1, "\(sizes)")
      let last = try folder.start(["mirror", "x:\(folder.work)/snap", "mirror"] + fetch).ending()
      #expect(last.status == 0, "\(last.errors)")
      let same = try folder.shell(
        "diff -r snap/tile mirror/tile && cmp snap/checkpoint mirror/checkpoint && "
          + "tally verify mirror > /dev/null && ls -A mirror")
      #expect(same.lines == ["checkpoint", "log.vkey", "tile"], "\(same.output)")
    }
  }

  @Test func `a flipped byte on the way, two histories and an older state are told apart`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.makeRecord(300)
      let ending = try folder.shell(
        """
        tally checkpoint > one.txt 2> /dev/null; tally site public > /dev/null; cp -r public old
        tally mirror public mirror > /dev/null
        cp -r ../config keep
        tally append - > /dev/null <<< '{"type":"source","stated":"2025","body":{"source":"s","kind":"person","name":"S","reason":"r"}}'
        tally checkpoint > two.txt 2> /dev/null; tally site public > /dev/null
        cp -r public flipped
        printf '\\377' | dd of=flipped/tile/entries/001.p/45 bs=1 seek=5 conv=notrunc status=none
        tally mirror flipped mirror; echo $?
        tally mirror public mirror; echo $?
        tally mirror old mirror; echo $?
        rm -rf ../config record.tally; mv keep ../config
        tally init other.tally --origin signed.test/r --test-clock 2025-07-01T00:00:00Z 2> /dev/null
        rm ../config/tally/keys/*/last-checkpoint
        tally init other.tally --origin signed.test/r --test-clock 2025-07-01T00:00:00Z > /dev/null
        tally append - --record other.tally > /dev/null <<< '{"type":"source","stated":"2025","body":{"source":"x","kind":"person","name":"X","reason":"r"}}'
        tally checkpoint --record other.tally > /dev/null 2>&1
        tally site forged --record other.tally > /dev/null
        tally mirror forged mirror; echo $?
        ls mirror/fork | wc -l
        cmp mirror/checkpoint two.txt
        """)
      let expected = """
        Error: The file tile/entries/001.p/45 of the log is not good: #257 in it is not the event that the tile holds.
        Hint: The checkpoint of the mirror stands where it stood. Ask who publishes the log.
        2
        mirror holds 301 events of signed.test/r; 1 new, 2 files written.
        0
        Warning: old shows 300 events, and the mirror holds 301 of the same history: nothing was changed.
        0
        Error: The log has two histories, both signed with its key: the mirror holds a checkpoint of 301 events, and one of 1 was served that does not go with it.
        Hint: Nothing was replaced. Both checkpoints lie in mirror/fork: show them to others, and see `tally compare`.
        2
        2
        """
      #expect(ending.output.trimmingCharacters(in: .newlines) == expected)
    }
  }

  @Test(arguments: [
    (
      "https://record.example.org/ m",
      "Error: This program speaks no TLS, and https://record.example.org/ needs it.", Int32(1)
    ),
    (
      "http://user@example.org/ m",
      "Error: http://user@example.org/ cannot be fetched: an address has no user, query, fragment, "
        + "space or other than plain characters.", 1
    ),
    ("empty m", "Error: There is no log: it has no file checkpoint.", 1),
    (
      "x:y m --fetch 'exit 3'",
      "Error: The log cannot be fetched: the command of --fetch ended with status 3 for checkpoint.",
      1
    ),
    ("x:y m --fetch 'exit 22'", "Error: There is no log: it has no file checkpoint.", 1),
    ("foreign m", "Error: There is no key to check the log with.", 1),
    ("public full", "Error: full holds other files, and no mirror.", 1),
    ("public public2", "Error: public2 is a site or a snapshot, and no mirror.", 1),
    ("public file", "Error: file cannot be read: Not a directory.", 1),
  ])
  func `what cannot be mirrored is told, and nothing is made`(
    words: String, error: String, status: Int32
  ) throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.makeRecord(3)
      let made = try folder.shell(
        """
        tally checkpoint > /dev/null 2>&1; tally site public > /dev/null; cp -r public public2
        mkdir empty full foreign; touch full/letter file
        sed 's/signed.test/unknown.test/' public/checkpoint > foreign/checkpoint
        touch before; find . -type f | sort > before
        """)
      try #require(made.status == 0, "\(made.output)")
      let ending = try folder.shell("tally mirror \(words)")
      #expect(ending.status == status)
      #expect(ending.lines.first == error)
      #expect(try folder.shell("find . -type f | sort | diff before -").status == 0)
    }
  }
}
