import Foundation
import Testing

/// The program on a record in a database: the same answers as on one in a file.
///
/// PostgreSQL is what tools/test installs; where there is none, this is left out.
@Suite(.enabled(if: PostgresPrograms.folder != nil, "PostgreSQL is not installed"))
struct PostgresProgramTests {
  /// Runs lines of bash with a cluster of their own, whose socket lies in `$PWD/pg`, and two functions:
  /// `at USER` is the address of the record `article` for a user, `administer SQL` changes the database.
  private func session(_ folder: TemporaryFolder, _ lines: String) throws -> Ending {
    let script = Project.root + "/Tests/TallyStoreTests/cluster.sh"
    return try folder.shell(
      """
      set -eu -o pipefail
      mkdir pg; mkfifo leash
      bash '\(script)' "$PWD/pg" '\(PostgresPrograms.folder ?? "")' < leash > said &
      cluster=$!
      exec 9> leash
      trap 'exec 9>&-; wait $cluster || true' EXIT
      until grep -q ready said 2> /dev/null; do kill -0 $cluster; sleep 0.05; done
      at() { echo "postgres://$1@/postgres?host=$PWD/pg#article"; }
      administer() { psql -qAtX -h "$PWD/pg" -U postgres -d postgres -v ON_ERROR_STOP=1 -c "$1"; }
      absent() { if grep -rqaF -- "$1" "$2"; then echo "found in $2"; return 1; fi; }
      origin=istanbul.test/article
      clock=2026-12-01T10:00:00Z
      tally init --record "$(at postgres)" --origin $origin --test-clock $clock > made
      administer 'CREATE ROLE keeper LOGIN; GRANT "tally_article_writer" TO keeper'

      """ + lines)
  }

  @Test func `every answer about the article is the same from a file and from a database`() throws {
    try TemporaryFolder.use { folder in
      try folder.link(Project.root + "/events")
      let ending = try session(
        folder,
        """
        grep -q '^Made the record article in the database postgres at ' made
        tally init file.tally --origin $origin --test-clock $clock > /dev/null
        lines=events/istanbul-2025/article.jsonl
        tally append --record "$(at keeper)" $lines > appended-database 2>&1
        tally append --record file.tally --recorder keeper $lines > appended-file 2>&1
        cmp appended-database appended-file
        for report in totals handovers obligations contradictions media sources timeline assertions \\
          log export check 'explain UA→RU' 'totals --as-of 2025-06-12 --format json' 'show #11' \\
          'obligations --format csv' 'replay' 'diff #20 #45'; do
          tally --record "$(at keeper)" $report > a 2> a-errors || echo $? >> a
          tally --record file.tally $report > b 2> b-errors || echo $? >> b
          cmp a b || { echo "differs: $report"; diff a b; }
        done
        tally checkpoint --record file.tally > a
        tally checkpoint --record "$(at keeper)" > b
        cmp a b
        tally verify --record "$(at keeper)"
        tally snapshot --record file.tally of-file > /dev/null 2>&1
        tally snapshot --record "$(at keeper)" of-database > /dev/null 2>&1
        diff -r of-file of-database
        echo same
        """)
      #expect(ending.status == 0, "\(ending.output)")
      #expect(ending.lines.last == "same", "\(ending.output)")
    }
  }

  @Test func `a record is copied and restored into a database, and back`() throws {
    try TemporaryFolder.use { folder in
      try folder.link(Project.root + "/events")
      let ending = try session(
        folder,
        """
        tally init file.tally --origin $origin --test-clock $clock > /dev/null
        tally append --record file.tally events/istanbul-2025/article.jsonl > /dev/null 2>&1
        tally checkpoint --record file.tally > note 2> /dev/null
        tally snapshot --record file.tally snapshot > /dev/null 2>&1
        tally export --record file.tally > export
        administer 'CREATE ROLE maker LOGIN CREATEROLE; GRANT CREATE ON DATABASE postgres TO maker'
        as_maker() { echo "postgres://maker@/postgres?host=$PWD/pg#$1"; }
        tally copy file.tally "$(as_maker copied)" | grep '^Made '
        tally copy "$(as_maker copied)" back.tally > /dev/null
        tally restore snapshot "$(as_maker restored)" --against note | grep '^Restored '
        tally backup --record "$(as_maker restored)" backup.tally > /dev/null
        for record in "$(as_maker copied)" back.tally "$(as_maker restored)" backup.tally; do
          tally export --record "$record" | cmp - export
          tally verify --record "$record" --against note | head -1
        done
        tally stats --record "$(as_maker copied)" | grep -o 'a primary; no standby has to confirm'
        tally log --follow --until-idle 0 --format json --record "$(as_maker copied)" | wc -l
        if tally restore snapshot "$(at keeper)" > said 2>&1; then exit 1; fi
        grep -o 'is who appends it' said
        echo restored
        """)
      #expect(ending.status == 0, "\(ending.output)")
      #expect(ending.lines.last == "restored", "\(ending.output)")
      #expect(ending.lines.contains("45"))
    }
  }

  @Test func `sealed values are in the custodian's file, and never in the database`() throws {
    try TemporaryFolder.use { folder in
      let ending = try session(
        folder,
        """
        cat > lines <<'END'
        {"type":"source","stated":"2025-06-13","label":"S1","sealed":["reason"],"body":{"source":"s-1","kind":"person","name":"S","reason":"a value nobody is to find"}}
        END
        tally append --record "$(at keeper)" lines > refused 2>&1 && echo 'sealed without a file'
        grep -q 'Name the file of the custodian with --disclosures' refused
        export TALLY_DISCLOSURES=$PWD/sealed
        tally append --record "$(at keeper)" lines > /dev/null
        tally seal list S1 --record "$(at keeper)" | grep -q present
        tally seal disclose S1 reason --to court --record "$(at keeper)" > /dev/null
        tally seal export --audience court --record "$(at keeper)" > handed
        grep -q disclosure handed
        administer CHECKPOINT
        absent 'nobody is to find' pg/data
        value=$(cut -d'"' -f4 handed)
        absent "${value:30:40}" pg/data
        grep -qa "${value:30:40}" sealed
        env -u TALLY_DISCLOSURES tally verify --record "$(at keeper)" > /dev/null
        tally redact S1 reason --reason 'ordered' --record "$(at keeper)" > /dev/null 2>&1
        absent "${value:30:40}" sealed
        tally verify --record "$(at keeper)"
        [ "$(stat -c %a sealed)" = 600 ]
        echo gone
        """)
      #expect(ending.status == 0, "\(ending.output)")
      #expect(ending.lines.last == "gone", "\(ending.output)")
    }
  }

  @Test func `what witnesses and authorities say of it is kept beside its key`() throws {
    try TemporaryFolder.use { folder in
      let ending = try session(
        folder,
        StampAuthority.lines + """
          export TALLY_RECORD="$(at keeper)"
          echo '{"type":"source","stated":"2025-06-13","body":{"source":"s","kind":"person","name":"S","reason":"r"}}' \\
            | tally append - > /dev/null
          tally checkpoint > note 2> /dev/null
          witness=$(tally witness init north.test/w)
          tally witness add-log "$(tally key show | head -1)" > /dev/null
          tally cosign request | tally witness cosign - > line 2> /dev/null
          tally cosign import line --witness "$witness" | grep -o '^north.test/w cosigned 1 event at '
          tally timestamp query -o query.tsq > /dev/null
          authority first; stamp first query.tsq one.tsr
          tally timestamp import one.tsr | grep -o '^1 event were there by '
          tally timestamp verify --ca first.pem | grep -o '^1 event were there by '
          kept=$(cd "$XDG_CONFIG_HOME"/tally/keys/*/ && ls -d "$PWD"/cosigned "$PWD"/stamps)
          [ "$(echo "$kept" | wc -l)" = 2 ]
          tally snapshot handed-on > /dev/null 2>&1
          grep -q '^— north.test/w ' handed-on/checkpoint
          tally timestamp verify handed-on --ca first.pem > /dev/null
          mkdir backups; tally backup backups > said
          grep -o '^Wrote backups/article-1.tally' said
          [ "$(grep -c 'Not in it: .* Copy the folder' said)" = 2 ]
          tally compare note "$TALLY_RECORD" | tail -1
          secret="postgres://keeper:geheim@/postgres?host=$PWD/pg#article"
          for words in 'serve missing.tally' 'mirror' 'copy record.tally'; do
            if tally $words "$secret" m > said 2>&1; then exit 1; fi
            grep -o 'shows no files of a log' said || grep -q Error said
            absent geheim said
          done
          [ -z "$(ls -d postgres:* 2> /dev/null)" ]
          echo kept
          """)
      #expect(ending.status == 0, "\(ending.output)")
      #expect(
        ending.lines.suffix(7) == [
          "north.test/w cosigned 1 event at ", "1 event were there by ", "1 event were there by ",
          "Wrote backups/article-1.tally", "They are the same.",
          "shows no files of a log", "kept",
        ], "\(ending.output)")
    }
  }

  @Test(.waiting) func `it is served live, and a server that is gone is told without its address`()
    throws
  {
    try TemporaryFolder.use { folder in
      let ending = try session(
        folder,
        """
        export TALLY_RECORD="$(at keeper)"
        note() { tally source --source $1 --kind person --name $1 --reason r --stated 2025-06-13 > /dev/null; }
        note first; tally checkpoint > /dev/null 2>&1
        tally serve --listen 127.0.0.1:0 2> served 9>&- & serving=$!
        for i in $(seq 600); do grep -q ^Serving served && break; sleep 0.05; done
        url=$(sed -n 's/^Serving \\(.*\\)\\/ until.*/\\1/p' served)
        get() { curl -sS --max-time 20 "$@"; }
        get $url/events/ | grep -c '<bdi>first</bdi>: <bdi>person</bdi>'
        get $url/checkpoint | sed -n 2p
        note second; sleep 1
        get $url/events/ | grep -c '<bdi>second</bdi>: <bdi>person</bdi>'
        get $url/metrics | grep '^tally_\\(events\\|cosignatures\\|standbys\\|on_standby\\){'
        exec 9>&-; wait $cluster || true; sleep 0.5
        get -o gone -w '%{http_code}\\n' $url/totals/
        grep -o 'The database of the record cannot be read now' gone
        ! grep -q 'keeper\\|PWD/pg' gone || exit 9
        kill $serving; wait $serving || true
        grep -c '^Error: article: There is no connection' served
        """)
      #expect(
        ending.lines == [
          "1", "1", "1", #"tally_events{record="article"} 2"#,
          #"tally_cosignatures{record="article"} 0"#, #"tally_on_standby{record="article"} 0"#,
          #"tally_standbys{record="article"} 0"#, "503",
          "The database of the record cannot be read now", "1",
        ], "\(ending.output)")
    }
  }

  @Test func `file, primary and standby hold and show the same bytes`() throws {
    try TemporaryFolder.use { folder in
      let ending = try folder.shell(
        "TALLY_BIN='\(Program.folder)/tally' '\(Project.root)/tools/postgres/same' 300")
      #expect(ending.status == 0, "\(ending.output)")
      #expect(
        ending.lines.count { $0.hasSuffix("from the file, the primary and the standby") } == 3)
    }
  }

  @Test func `the program tells who records, and an administrator what to run`() throws {
    try TemporaryFolder.use { folder in
      let ending = try session(
        folder,
        """
        set +o pipefail
        tally source --record "$(at keeper)" --source a --kind person --name A --reason r \\
          --recorder bob 2>&1 | grep 'cannot record as keeper'
        TALLY_RECORDER=bob tally source --record "$(at keeper)" --source a --kind person --name A \\
          --reason r | head -1
        tally log --record "$(at keeper)" --format json | grep -o '"recorder":"[a-z]*"' | head -1
        tally source --record "$(at keeper)" --source b --kind person --name B --reason r \\
          --require-standby 2>&1 | grep -o 'Nothing was appended'
        tally source --record "$(at postgres)" --source b --kind person --name B --reason r 2>&1 \\
          | grep -o 'may change what stands in'
        administer 'CREATE ROLE plain LOGIN'
        other="postgres://plain@/postgres?host=$PWD/pg#other"
        tally init --record "$other" --origin example.org/other > make.sql 2> why && echo made
        grep -o 'may not create roles and schemas' why
        psql -qX -h "$PWD/pg" -U postgres -d postgres -v ON_ERROR_STOP=1 -f make.sql
        tally init --record "$other" --origin example.org/other | grep -o 'is there already, empty'
        tally source --record "$other" --source b --kind person --name B --reason r | head -1 | cut -c1-2
        tally totals --record "postgres://plain@/postgres?host=$PWD/pg" 2>&1 | grep -o 'ends with #'
        tally totals --record "postgres://plain@/postgres?host=$PWD/nothing#r" 2>&1 \\
          | grep -o 'There is no connection'
        echo told
        """)
      #expect(ending.status == 0, "\(ending.output)")
      #expect(ending.lines.last == "told", "\(ending.output)")
      #expect(ending.lines.contains(#""recorder":"keeper""#))
    }
  }

  @Test func `nothing acknowledged is lost with a primary that is killed`() throws {
    try TemporaryFolder.use { folder in
      let ending = try folder.shell(
        "TALLY_BIN='\(Program.folder)/tally' '\(Project.root)/tools/postgres/failover' 1")
      #expect(ending.status == 0, "\(ending.output)")
      #expect(ending.output.contains("none lost, no fork signed"), "\(ending.output)")
    }
  }
}

/// PostgreSQL on this machine.
enum PostgresPrograms {
  /// The folder of PostgreSQL's programs.
  static let folder: String? = {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    return all.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }
      .map { "/usr/lib/postgresql/\($0)/bin" }
      .first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
  }()
}
