import Foundation
import Testing

/// `tally desk`: who may come in, what is done once, and how it ends.
struct DeskCommandTests {
  /// A record with two parties, and the drafts of an article of three statements.
  static let drafted = Result {
    try KeptFolder { folder in
      let made = try folder.shell(
        """
        set -e
        tally init --origin desk.test/r --test-clock 2024-05-20T09:00:00Z
        tally source --source ardenia --kind party --name Ardenia --side AR --reason r
        tally source --source veloria --kind party --name Veloria --side VE --reason r
        tally source --source harbour-wire --kind outlet --name 'Harbour Wire' --reason r
        cat > article.txt <<'END'
        Ardenia handed over 12 bodies to Veloria. Veloria gave back 3 bodies to Ardenia.
        The exchange was discussed. Ardenia received 4 bodies from Veloria on May 14.
        END
        tally draft article.txt --outlet harbour-wire --published 2024-05-17 --output d.jsonl
        """)
      try #require(made.status == 0, "\(made.output)")
    }
  }

  private static func use(_ body: (TemporaryFolder) throws -> Void) throws {
    try drafted.get().use(inMemory: true, body)
  }

  private static func size(_ folder: TemporaryFolder) throws -> Int {
    try folder.tally("export").lines.count
  }

  @Test(.waiting) func `forms take the queue from its first draft to its last, and it ends`() throws
  {
    try Self.use { folder in
      let before = try Self.size(folder)
      let ending = try folder.desked(
        flags: "--article article.txt",
        """
        enter
        post action=accept; post action=offers
        post action=change --data-urlencode part.count=~3 --data-urlencode another=place=Harbour
        grep -o 'value="~3"' page; grep -o 'value="Harbour"' page
        post action=accept
        post action=skip --data-urlencode 'reason=said before'
        grep -c '<h1>The desk is closed' page; grep -o 'skipped, line 2, announcement: said before' page
        over
        curl -sS --max-time 5 $home 2>&1 | grep -c 'Failed to connect\\|Couldn.t connect'
        """)
      #expect(
        ending.lines == [
          "value=\"~3\"", "value=\"Harbour\"", "1", "skipped, line 2, announcement: said before",
          "status 0", "1",
        ], "\(ending.output)")
      #expect(try Self.size(folder) == before + 2)
      let said = try folder.shell("cat said").output
      #expect(said.contains("2 accepted, 1 skipped, 0 left."), "\(said)")
      #expect(said.contains("The exchange was discussed."))
      let log = try folder.tally("log", "--format", "csv").output
      #expect(log.contains("handover of ~3 remains") && log.contains("Harbour"))
    }
  }

  @Test(.waiting) func `the terminal and the desk go on from each other`() throws {
    try Self.use { folder in
      let before = try Self.size(folder)
      try folder.tally("review", "d.jsonl", "--plain", input: Data("a\nq\n".utf8))
      let ending = try folder.desked(
        """
        enter; grep -o 'Draft 2 of 3' page
        post action=back; grep -o 'accepted: ' page; post action=accept; grep -o 'decided before' page
        post action=pass; post action=accept; post action=quit; grep -o 'Go on with' page; over
        """)
      #expect(
        ending.lines == ["Draft 2 of 3", "accepted: ", "decided before", "Go on with", "status 0"],
        "\(ending.output)")
      let last = try folder.tally("review", "d.jsonl", "--plain", input: Data("a\n".utf8))
      #expect(last.output.contains("3 accepted, 0 skipped, 0 left."), "\(last.output)")
      #expect(try Self.size(folder) == before + 3)
      let again = try folder.shell("tally desk d.jsonl")
      #expect(again.status == 0 && again.output.contains("3 accepted, 0 skipped, 0 left."))
      #expect(!again.output.contains("http"))
    }
  }

  /// What somebody might send, with the status that it gets: `$open` and `$home` are the addresses,
  /// `good` has the cookie and all that the page's own forms have.
  private static let refused = [
    ("curl $open", 403), ("curl $url/", 404), ("curl $home", 403),
    ("curl -b tally-desk=0 $home", 403),
    ("curl -b jar -H 'Host: evil.test' $home", 421),
    ("curl -b jar -H \"Host: evil.test:${url##*:}\" $home", 421),
    ("curl -b jar $(echo $home | sed s/127.0.0.1/localhost/)", 421),
    ("curl -b jar --data turn=0\\&action=accept $home", 403),
    ("curl -b jar -H 'Origin: null' --data turn=0\\&action=accept $home", 403),
    ("curl -b jar -H 'Origin: http://evil.test' --data turn=0\\&action=accept $home", 403),
    ("curl -b jar -H 'Origin: http://127.0.0.1:1' --data turn=0\\&action=accept $home", 403),
    ("good -H 'Sec-Fetch-Site: cross-site' --data turn=0\\&action=accept $home", 403),
    ("good -H 'Content-Type: text/plain' --data turn=0\\&action=accept $home", 415),
    ("good --data turn=0\\&action=% $home", 400), ("good --data turn=0\\&action=erase $home", 400),
    ("good --data turn=0 $home", 400), ("good -X PUT --data turn=0\\&action=accept $home", 405),
    ("good --data turn=0\\&action=accept $url/", 404),
    ("good --data turn=0\\&action=accept $home?x", 404),
    ("good --data-binary @large $home", 413), ("good --data turn=7\\&action=accept $home", 303),
    ("good --data turn=0\\&turn=0\\&action=accept $home", 303),
    ("good --get --data turn=0\\&action=accept $home", 404),
  ]

  @Test(.waiting) func `what does not come from the page does nothing`() throws {
    try Self.use { folder in
      let before = try Self.size(folder)
      let asks = Self.refused.map { "echo \"$(status \($0.0))\"" }.joined(separator: "\n")
      let ending = try folder.desked(
        """
        enter
        head -c 300000 /dev/zero | tr '\\0' a > large
        status() { "$@" -sS --max-time 20 -o answer -w '%{http_code}'; }
        good() { curl -b jar -H "Origin: $url" "$@"; }
        \(asks)
        tally export | wc -l
        echo "$(status good --data turn=0\\&action=accept $home)"
        look; post action=quit; over
        """)
      let statuses = Self.refused.map { "\($0.1)" }
      #expect(ending.lines == statuses + ["\(before)", "303", "status 0"], "\(ending.output)")
      #expect(try Self.size(folder) == before + 1)
    }
  }

  @Test(.waiting) func `no form but the one that accepts appends anything`() throws {
    try Self.use { folder in
      let before = try Self.size(folder)
      let ending = try folder.desked(
        """
        enter
        for action in change offers split pass back split skip skip change pass erase; do
          post action=$action
        done
        get -I $home > /dev/null; get $home > /dev/null; look
        post action=skip --data-urlencode 'reason= '; grep -o 'left out for a reason' page
        post action=change --data-urlencode part.count=many; grep -c 'role="status"' page
        post action=quit; over
        """)
      #expect(
        ending.lines == ["left out for a reason", "1", "status 0"], "\(ending.output)")
      #expect(try Self.size(folder) == before)
    }
  }

  @Test(.waiting) func `a form that is sent twice is done once`() throws {
    try Self.use { folder in
      let before = try Self.size(folder)
      let ending = try folder.desked(
        """
        enter
        for i in 1 2 3; do
          get -b jar -H "Origin: $url" --data turn=0\\&action=accept -o answer $home &
          all="$all $!"
        done
        wait $all
        look; grep -o 'Draft [0-9] of 3' page
        post action=quit; over
        """)
      #expect(ending.lines == ["Draft 2 of 3", "status 0"], "\(ending.output)")
      #expect(try Self.size(folder) == before + 1)
    }
  }

  @Test(.waiting, arguments: ["INT", "TERM", "HUP"])
  func `a signal ends it, with what was decided kept`(signal: String) throws {
    try Self.use { folder in
      let before = try Self.size(folder)
      let ending = try folder.desked(
        "enter; post action=accept; kill -\(signal) $desk; over; tail -2 said"
      )
      #expect(
        ending.lines == [
          "status 0", "1 accepted, 0 skipped, 2 left.", "Go on with `tally desk d.jsonl`.",
        ], "\(ending.output)")
      #expect(try Self.size(folder) == before + 1)
    }
  }

  @Test(.waiting) func `it ends with its terminal`() throws {
    try Self.use { folder in
      let ending = try folder.shell(
        """
        python3 - <<'END'
        import os, pty, time
        child, terminal = pty.fork()
        if child == 0:
            os.execvp("tally", ["tally", "desk", "d.jsonl"])
        seen = b""
        while b"Ctrl-C" not in seen:
            seen += os.read(terminal, 4096)
        os.close(terminal)
        _, status = os.waitpid(child, 0)
        print("ended", os.path.exists("d.jsonl.review"))
        END
        """)
      #expect(ending.output == "ended True\n", "\(ending.output)")
    }
  }

  @Test(.waiting) func `a killed desk goes on with every accepted draft recorded once`() throws {
    try Self.use { folder in
      let before = try Self.size(folder)
      for number in 1...3 {
        let ending = try folder.desked(
          "enter; grep -o 'Draft [0-9] of 3' page; post action=accept; "
            + "kill -9 $desk; over")
        #expect(ending.lines.first == "Draft \(number) of 3", "\(ending.output)")
        // The last of them may have ended it before it was killed.
        #expect(number == 3 || ending.lines.last == "status 137", "\(ending.output)")
        #expect(try Self.size(folder) == before + number)
      }
      #expect(try folder.tally("verify").status != 2)
    }
  }

  @Test(
    .waiting, .enabled(if: Strace.isThere, "\(Strace.missing)"), arguments: 2...4)
  func `killed between the append and its note, it appends nothing twice`(number: Int) throws {
    try Self.use { folder in
      let before = try Self.size(folder)
      let killed = try folder.desked(
        under: "strace -D -f -qq -o /dev/null -e trace=rename,renameat2 "
          + "-e inject=rename,renameat2:signal=KILL:when=\(number)",
        "enter; for i in 1 2 3; do post action=accept; done; over")
      #expect(killed.lines.last == "status 137", "\(killed.output)")
      let state = try folder.shell("grep -c '\"accepted\"' d.jsonl.review").output
      #expect(try Self.size(folder) == before + number - 1 && state == "\(number - 2)\n")
      let ending = try folder.tally("review", "d.jsonl", "--plain", input: Data("a\na\na\n".utf8))
      #expect(ending.output.contains("3 accepted, 0 skipped, 0 left."), "\(ending.output)")
      #expect(try Self.size(folder) == before + 3)
    }
  }

  @Test(.waiting) func `a failure ends it, and is told at the terminal and in the browser`() throws
  {
    try Self.use { folder in
      let ending = try folder.desked(
        """
        enter; rm d.jsonl.review; mkdir d.jsonl.review
        post action=pass; grep -o 'The desk has ended' page; over
        tail -2 said | cut -c1-23
        """)
      #expect(ending.lines.prefix(2) == ["The desk has ended", "status 1"], "\(ending.output)")
      #expect(ending.lines.last { $0.hasPrefix("Error: ") } != nil, "\(ending.output)")
    }
  }

  @Test func `what cannot be served is said before anything is`() throws {
    try Self.use { folder in
      let other = try folder.shell(
        "echo more >> article.txt; tally desk d.jsonl --article article.txt")
      #expect(other.status == 1 && other.output.contains("is not the article"), "\(other.output)")
      for flags in ["--port 70000", "--format json", "--article -"] {
        #expect(try folder.shell("tally desk d.jsonl \(flags)").status == 64, "\(flags)")
      }
      #expect(try folder.shell("tally desk -").status == 64)
      #expect(try folder.shell("tally desk nothing.jsonl").status == 1)
      let taken = try folder.shell(
        """
        python3 -c '
        import socket, subprocess
        s = socket.create_server(("127.0.0.1", 0))
        subprocess.run(["tally", "desk", "d.jsonl", "--port", str(s.getsockname()[1])])'
        """)
      #expect(taken.output.contains("--port") && taken.output.contains("Error"), "\(taken.output)")
    }
  }
}

extension TemporaryFolder {
  /// Runs lines of bash while the desk is open on `d.jsonl`.
  ///
  /// They know `$url`, its address, `$open`, the address that opens it, and `$desk`, its process;
  /// `enter`, which opens it and sets `$home`, `look`, which loads its page into `page`, and
  /// `post NAME=VALUE`, which sends a form of that page and loads what it leads to; and `over`, which
  /// waits for the end and tells of the status.
  func desked(under: String = "", flags: String = "", _ lines: String) throws -> Ending {
    try shell(
      """
      PATH=$PATH:'\(ProcessInfo.processInfo.environment["PATH"] ?? "")'
      : > said
      \(under) tally desk d.jsonl \(flags) > said 2>&1 &
      desk=$!
      trap 'kill -9 $desk 2> /dev/null; wait $desk 2> /dev/null' EXIT
      for i in $(seq 1200); do
        open=$(sed -n 's/^\\(http:.*\\)/\\1/p' said); [ -z "$open" ] || break
        kill -0 $desk 2> /dev/null || break; sleep 0.05
      done
      url=${open%/open/*}
      get() { curl -sS --max-time 60 "$@" 2> trouble; }
      look() { get -b jar $home > page; }
      enter() {
        home=$url$(get -c jar -D - -o page $open | sed -n 's/^[Ll]ocation: \\(.*\\)\\r$/\\1/p')
        look
      }
      post() {
        turn=$(sed -n 's/.*name="turn" value="\\([0-9]*\\)".*/\\1/p' page | head -1)
        get -b jar -H "Origin: $url" -L --data-urlencode turn=$turn --data-urlencode "$@" $home > page
      }
      over() {
        {
          for i in $(seq 2400); do kill -0 $desk || break; sleep 0.05; done
          kill -9 $desk; wait $desk
        } 2> /dev/null
        echo "status $?"
      }
      \(lines)
      """)
  }
}
