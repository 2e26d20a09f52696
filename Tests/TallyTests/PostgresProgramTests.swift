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
