import Foundation
import Testing

/// `tally serve`: the same site over HTTP.
struct ServeCommandTests {
  /// The article, signed, with its site in `public`.
  private static let published = Result {
    try KeptFolder { folder in
      try folder.link(Project.root + "/events")
      for line in [
        "tally init --origin signed.test/r --test-clock 2026-11-23T12:00:00Z",
        "tally append events/istanbul-2025/article.jsonl", "tally checkpoint",
        "tally site public",
      ] {
        let ending = try folder.shell(line)
        try #require(ending.status == 0, "\(ending.output)")
      }
    }
  }

  private static func use(_ body: (TemporaryFolder) throws -> Void) throws {
    try published.get().use(inMemory: true, body)
  }

  @Test(.waiting) func `every file of the site has the bytes that are served`() throws {
    try Self.use { folder in
      let ending = try folder.served(
        """
        cd public
        find . -type f ! -name SHA256SUMS | sed 's|^\\./||' | while read -r file; do
          path=${file%index.html}
          printf 'url = "%s/%s"\\noutput = "../got/%s"\\n' "$url" "$path" "$file"
        done > ../urls
        get --create-dirs --fail -K ../urls || echo failed
        diff -r -x SHA256SUMS . ../got && echo same
        """)
      #expect(ending.lines == ["same"], "\(ending.output.suffix(2000))")
    }
  }

  @Test(.waiting) func `an answer has its status, and what was kept is not sent again`() throws {
    try Self.use { folder in
      let ending = try folder.served(
        """
        etag=$(get -I $url/totals/ | sed -n 's/^[Ee][Tt]ag: \\(.*\\)\\r$/\\1/p')
        status -H "If-None-Match: $etag" $url/totals/; echo
        status -H 'If-None-Match: "x", W/'"$etag" $url/totals/; echo
        status -H 'If-None-Match: "x"' $url/totals/; echo
        status $url/totls/; echo; grep -o 'The nearest page is.*totals/</bdi>' answer | wc -l
        status $url/event/99/; echo
        status "$url/at/?day=yesterday"; echo
        status "$url/at/?day=2025-06-13"; echo
        status -X POST $url/; echo
        status -X DELETE $url/checkpoint; echo
        status "$url/$(head -c 3000 /dev/zero | tr '\\0' a)"; echo
        status -H "X: $(head -c 20000 /dev/zero | tr '\\0' a)" $url/; echo
        status $url/%zz; echo
        status --path-as-is $url/../../etc/passwd; echo
        status $url/healthz; echo
        get $url/metrics | grep -c '^tally_events{record="record"} 45$'
        get -I $url/ | grep -ci "nosniff\\|frame-ancestors 'none'\\|no-referrer\\|same-origin"
        """)
      #expect(
        ending.lines == [
          "304", "304", "200", "404", "1", "404", "400", "303", "405", "405", "414", "431", "400",
          "404", "200", "1", "4",
        ], "\(ending.output)")
    }
  }

  @Test(.waiting) func `text is packed for who takes it so, each form with its tag`() throws {
    try Self.use { folder in
      let ending = try folder.served(
        """
        field() { tr -d '\\r' < head | grep -i "^$1: " | tail -n 1 | cut -d' ' -f2-; }
        gzip='Accept-Encoding: br;q=1, gzip;q=0.8'
        get -D head -o packed -H "$gzip" $url/totals/
        gzip -dc < packed | cmp - public/totals/index.html && echo same
        field content-encoding; field vary; packed=$(field etag)
        test "$(field content-length)" = "$(wc -c < packed)" && echo length
        get -D head -o answer $url/totals/; cmp answer public/totals/index.html && echo same
        field vary; field content-encoding; plain=$(field etag)
        [ "$plain" != "$packed" ] && echo differ
        for tag in "$plain" "$packed" "W/$packed"; do
          status -H "$gzip" -H "If-None-Match: $tag" $url/totals/; echo
        done
        get -D head -o answer -H "$gzip" -H "If-None-Match: $packed" $url/totals/; field etag | grep -cxF "$packed"
        for weight in 'gzip;q=0' 'gzip; q=0.0' deflate; do
          get -D head -o answer -H "Accept-Encoding: $weight" $url/totals/; field content-encoding
        done
        get -D head -o answer -H "$gzip" $url/checkpoint; field content-encoding
        get -D head -o answer -H "$gzip" $url/tile/0/000.p/45; field content-encoding
        get -D head -o answer -H "$gzip" $url/nothing-at-all-of-this-name; field content-encoding
        get -I -H "$gzip" $url/totals/ > head; field content-encoding
        """)
      #expect(
        ending.lines == [
          "same", "gzip", "Accept-Encoding", "length", "same", "Accept-Encoding", "differ", "304",
          "304", "304", "1", "gzip",
        ], "\(ending.output)\(ending.errors)")
    }
  }

  @Test(.waiting) func `the log has the other side, and what the proxy tells where that is asked`()
    throws
  {
    try Self.use { folder in
      let lines = """
        get -o answer -H 'X-Real-IP: 203.0.113.9' $url/
        get -o answer -H 'X-Real-IP: 198.51.100.1, 2001:db8::7' $url/totals/
        get -o answer -H 'X-Real-IP: "><script>' $url/
        kill $server; wait $server; cut -d' ' -f1 access
        """
      let plain = try folder.served(flags: "--access-log -", lines)
      #expect(plain.lines == ["127.0.0.1", "127.0.0.1", "127.0.0.1"], "\(plain.output)")
      let told = try folder.served(flags: "--access-log - --read-header X-Real-IP", lines)
      #expect(told.lines == ["203.0.113.9", "2001:db8::7", "127.0.0.1"], "\(told.output)")
    }
  }

  @Test(.waiting) func `what the store says of its file is told to who serves it, and nobody else`()
    throws
  {
    try Self.use { folder in
      let ending = try folder.served(
        """
        cp record.tally away; head -c 20000 away > record.new; mv record.new record.tally
        sleep 0.5; status $url/; echo
        grep -cE 'The record is damaged|The record cannot be read' answer; grep -ci 'record.tally' answer
        grep -c '^Error: record: ' said
        """)
      #expect(ending.lines == ["503", "1", "0", "1"], "\(ending.output)\(ending.errors)")
    }
  }

  @Test(.waiting) func `a new event is on the page and in the stream within a second or so`() throws
  {
    try Self.use { folder in
      let ending = try folder.served(
        """
        get $url/events/ | grep -c 'A new reader'
        (get -N "$url/stream?events=1" > stream 2> /dev/null || true) &
        reader=$!
        sleep 1
        tally source --source new-reader --kind person --name 'A new reader' --reason x > /dev/null
        sleep 2
        get $url/events/ | grep -c '<bdi>A new reader</bdi>: <bdi>person</bdi>'
        kill $reader 2> /dev/null
        sed -n 's/^id: //p' stream | uniq
        grep -c '"source":"new-reader"' stream
        get -N -H 'Last-Event-ID: 44' --max-time 2 "$url/stream?events=1" 2> /dev/null | sed -n 's/^id: //p' | uniq
        """)
      #expect(ending.lines == ["0", "1", "45", "46", "1", "45", "46"], "\(ending.output)")
    }
  }

  @Test func `a mirror is served as its record is`() throws {
    try Self.use { folder in
      let made = try folder.shell("tally mirror public m")
      try #require(made.status == 0, "\(made.output)")
      let lines = """
        for page in at/2025-06-13/totals/ events/ event/14/ checkpoint tile/0/000.p/45; do
          get $url/$page | sha256sum
        done
        """
      let ending = try folder.served(flags: "m", lines)
      #expect(ending.lines.count == 5 && Set(ending.lines).count == 5, "\(ending.output)")
      #expect(try ending.lines == folder.served(lines).lines)
    }
  }

  @Test(.waiting) func `a record that is gone, replaced, rolled back or damaged is not shown`()
    throws
  {
    try Self.use { folder in
      _ = try folder.shell(
        "cp record.tally good; tally init other.tally --origin other.test/r "
          + "--test-clock 2026-11-23T12:00:00Z; cp record.tally older; "
          + "tally source --source late --kind person --name L --reason x")
      let ending = try folder.served(
        """
        show() { sleep 0.5; status $url/totals/; echo " $(grep -c 1,200 answer) $(grep -o "$1" answer | head -n 1)"; }
        show none
        mv record.tally away; show 'its file is gone'
        cp other.tally record.tally; show 'Another record, or an older state'
        cp -f older record.new; mv record.new record.tally; show 'Another record, or an older state'
        head -c 20000 away > record.new; mv record.new record.tally; show unavailable
        status $url/healthz; echo
        mv away record.tally; show none
        status $url/healthz; echo
        """)
      let lines = ending.lines
      #expect(lines.first?.hasPrefix("200") == true && lines.count == 8, "\(ending.output)")
      #expect(lines[1] == "503 0 its file is gone", "\(lines)")
      #expect(lines[2] == "503 0 Another record, or an older state", "\(lines)")
      #expect(lines[3] == "503 0 Another record, or an older state", "\(lines)")
      #expect(lines[4].hasPrefix("503 0"), "\(lines)")
      #expect(lines[5] == "503" && lines[6].hasPrefix("200") && lines[7] == "200", "\(lines)")
    }
  }

  @Test(.waiting) func `a record that is locked is not shown, and is again once it is not`() throws
  {
    try Self.use { folder in
      let ending = try folder.served(
        """
        status $url/totals/; echo
        python3 -c 'import sqlite3, sys, time
        db = sqlite3.connect("record.tally", isolation_level=None)
        db.execute("BEGIN EXCLUSIVE"); open("locked", "w").close(); sys.stdin.read()' < <(
          while [ ! -e free ]; do sleep 0.1; done) &
        while [ ! -e locked ]; do sleep 0.05; done
        sleep 0.5; status $url/totals/; echo " $(grep -c 1,200 answer)"
        status $url/healthz; echo
        touch free; wait $!; sleep 0.5
        status $url/totals/; echo
        """)
      #expect(ending.lines == ["200", "503 0", "503", "200"], "\(ending.output)")
    }
  }

  @Test(.waiting) func `with a token nothing is shown without it`() throws {
    try Self.use { folder in
      _ = try folder.shell("(umask 077; echo a-token-of-24-characters > token; echo short > s)")
      let ending = try folder.served(
        flags: "--token-file token --access-log -",
        """
        for path in / /totals.json /checkpoint /metrics /stream; do status $url$path; echo; done
        status -H 'Authorization: Bearer a-token-of-24-characterz' $url/; echo
        status -H 'Authorization: Bearer a-token-of-24-characters' $url/totals.json; echo
        status -u anyone:a-token-of-24-characters $url/; echo
        get -I -u anyone:a-token-of-24-characters $url/totals.json | grep -ci 'access-control\\|public'
        get -I -u anyone:a-token-of-24-characters $url/totals.json | grep -ci 'cache-control: private'
        get -I -H 'Accept-Encoding: gzip' -u anyone:a-token-of-24-characters $url/totals.json \\
          | grep -ci 'content-encoding'
        status $url/healthz; echo
        get $url/at/2025-06-13/ | grep -o 'action="[^"]*"\\|value="[^"]*"' | tr '\\n' ' '; echo
        status -d token=wrong-token-of-24-charac -d page=totals/ $url/login; echo
        status -c jar -d token=a-token-of-24-characters -d page=at/2025-06-13/ -w '%{http_code} %{redirect_url}' \\
          $url/login | sed "s|$url||g"; echo
        grep -c '#HttpOnly_' jar; grep -c a-token jar
        status -H "Cookie: other=$(grep HttpOnly_ jar | cut -f7)" $url/; echo
        status -b jar $url/totals.json; echo
        status -d token=a-token-of-24-characters -d page=//evil.test -w '%{http_code} %{redirect_url}' $url/login \\
          | sed "s|$url||g"; echo
        grep -c '"GET /totals.json HTTP/1.1" 401 ' access
        grep -c a-token access
        """)
      #expect(
        ending.lines == [
          "401", "401", "401", "401", "401", "401", "200", "200", "0", "1", "0", "200",
          #"action="../../login" value="at/2025-06-13/" "#, "403", "303 /at/2025-06-13/", "1", "0",
          "401", "200", "303 /", "1", "0",
        ], "\(ending.output)")
      _ = try folder.shell("chmod 644 token")
      let open = try folder.tally("serve", "--token-file", "token")
      #expect(open.status == 1 && open.errors.contains("Others than its owner may read the token"))
      let short = try folder.tally("serve", "--token-file", "s")
      #expect(short.status == 1 && short.errors.contains("holds no token"))
    }
  }

  @Test(.waiting) func `an audience sees what was disclosed to it, and nobody keeps it`() throws {
    try Self.use { folder in
      let made = try folder.shell(
        """
        set -e; (umask 077; echo court-token-of-24-letters > court; echo press-token-of-24-letters > press)
        tally announce --speaker medinsky --attribution named --stated 2025-06-20 --seal quote --label sealed-1 \\
          --quote 'The sealed words' --act talks --what remains
        tally seal disclose '#46' quote --to court
        """)
      try #require(made.status == 0, "\(made.errors)")
      let lines = """
        words() { get "$@" | grep -c 'The sealed words'; }
        court='Authorization: Bearer court-token-of-24-letters'
        words $url/event/46/; words -H 'Authorization: Bearer press-token-of-24-letters' $url/event/46/
        words -H "$court" $url/event/46/; words $url/event/46/; words -H "$court" $url/events/
        words -H "$court" $url/event/46/event-46.json
        get -H "$court" $url/event/46/ | grep -c 'disclosed to <bdi>court'
        get -I -H "$court" -H 'Accept-Encoding: gzip' $url/event/46/ > head
        grep -ci '^cache-control: private, no-store' head; grep -ci '^etag\\|^access-control\\|gzip' head
        status -c jar -d token=court-token-of-24-letters -d page=event/46/ $url/login; echo
        words -b jar $url/event/46/; words $url/event/46/; get $url/metrics | grep -c '^tally_pages_kept_total'
        """
      let flags = "--audience court=court --audience press=press"
      let ending = try folder.served(flags: flags, lines)
      #expect(
        ending.lines == ["0", "0", "1", "0", "1", "0", "1", "1", "0", "303", "1", "0", "1"],
        "\(ending.output)\(ending.errors)")
      let closed = try folder.served(
        flags: "--token-file press --audience court=court",
        """
        status $url/event/46/; echo
        get -H 'Authorization: Bearer press-token-of-24-letters' $url/event/46/ | grep -c 'The sealed words'
        get -H 'Authorization: Bearer court-token-of-24-letters' $url/event/46/ | grep -c 'The sealed words'
        """)
      #expect(closed.lines == ["401", "0", "1"], "\(closed.output)")
      for flag in ["court", "court=", "C,=court"] {
        #expect(try folder.shell("tally serve --audience \(flag)").status == 64, "\(flag)")
      }
      let none = try folder.shell("tally serve --audience court=nowhere")
      #expect(none.status == 1 && none.errors.contains("nowhere"))
    }
  }

  @Test(.waiting) func `several records stand side by side, and a signal ends it well`() throws {
    try Self.use { folder in
      _ = try folder.shell(
        "tally init other.tally --origin other.test/r --test-clock 2026-11-23T12:00:00Z")
      let ending = try folder.served(
        flags: "record.tally other.tally",
        """
        status $url/; echo " $(grep -o 'href="[a-z]*/"' answer | tr '\\n' ' ')"
        status $url/record; echo
        status $url/record/totals/; echo
        status $url/other/; echo
        status $url/othr/; echo " $(grep -o 'href="/[a-z]*/"' answer)"
        get -N $url/other/stream > /dev/null 2>&1 & sleep 0.3
        kill $server; wait $server; echo "ended $?"
        """)
      #expect(
        ending.lines == [
          "200 href=\"record/\" href=\"other/\" ", "302", "200", "200", "404 href=\"/other/\"",
          "ended 0",
        ], "\(ending.output)")
    }
  }

  @Test(.waiting) func `what cannot be served is said at once`() throws {
    try Self.use { folder in
      let none = try folder.tally("serve", "nowhere.tally")
      #expect(none.status == 1 && none.errors.contains("nowhere.tally"))
      let taken = try folder.served("tally serve --listen ${url#http://} 2>&1; echo $?")
      #expect(taken.output.contains("cannot be listened on") && taken.lines.last == "1")
      for flags in ["--listen nowhere", "--listen 1.2.3.4:99999", "--base-url x"] {
        #expect(try folder.shell("tally serve \(flags)").status == 64, "\(flags)")
      }
      _ = try folder.shell("mkdir a; cp record.tally a/record.tally")
      let same = try folder.tally("serve", "record.tally", "a/record.tally")
      #expect(same.status == 1 && same.errors.contains("cannot be told from the others"))
    }
  }
}

extension TemporaryFolder {
  /// Serves a record by `tally serve` while lines of bash run, which find its address in `$url` and its
  /// process in `$server`.
  func served(flags: String = "", _ lines: String) throws -> Ending {
    try shell(
      """
      PATH=$PATH:'\(ProcessInfo.processInfo.environment["PATH"] ?? "")'
      : > said
      tally serve \(flags) --listen 127.0.0.1:0 2> said > access &
      server=$!
      trap 'kill $server 2> /dev/null; wait $server' EXIT
      for i in $(seq 600); do
        url=$(sed -n 's/^Serving \\(.*\\)\\/ until.*/\\1/p' said); [ -z "$url" ] || break
        kill -0 $server || break; sleep 0.05
      done
      get() { curl -sS --max-time 20 "$@"; }
      status() { curl -sS --max-time 20 -o answer -w '%{http_code}' "$@"; }
      \(lines)
      """)
  }
}
