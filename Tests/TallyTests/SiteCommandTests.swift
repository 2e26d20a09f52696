import Foundation
import Tallystick
import Testing
import TransparencyLog

/// `tally site`: a record as files.
struct SiteCommandTests {
  /// The shipped record, signed, with its site in `public`.
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

  /// How many files the last line of an answer says were written.
  private static func written(_ ending: Ending) -> Int? {
    ending.output.firstMatch(of: #/; ([0-9,]+) written, /#).flatMap {
      Int($0.1.replacing(",", with: ""))
    }
  }

  @Test func `the files are those that are listed, and the reports are what the program prints`()
    throws
  {
    try Self.use { folder in
      let sums = try folder.shell("cd public && sha256sum --quiet -c SHA256SUMS")
      #expect(sums.status == 0, "\(sums.output)")
      let others = try folder.shell(
        "cd public && find . -type f | sed 's|^./||' | LC_ALL=C sort > ../all; "
          + "sed 's/^[^ ]*  //' SHA256SUMS | cat - <(printf 'SHA256SUMS\\ncheckpoint\\n') "
          + "| LC_ALL=C sort | diff - ../all")
      #expect(others.output == "")
      for report in ["totals", "handovers", "obligations", "contradictions", "media", "timeline"] {
        for (cut, place, formats) in [
          ("", "", ["json", "csv"]), ("--as-of 2025-06-13", "at/2025-06-13/", ["csv"]),
        ] {
          for format in formats {
            let same = try folder.shell(
              "tally \(report) \(cut) --format \(format) | cmp - public/\(place)\(report).\(format)"
            )
            #expect(same.status == 0, "\(same.output)")
          }
        }
      }
      let diff = try folder.shell(
        "cd public/diff && for f in *.csv; do d=${f%.csv}; "
          + "tally diff ${d%..*} ${d#*..} --format csv --record ../../record.tally | cmp - $f; done"
      )
      #expect(diff.output == "")
    }
  }

  @Test func `a second run writes nothing, and one after a new event what it changed`() throws {
    try Self.use { folder in
      let again = try folder.tally("site", "public")
      #expect(again.status == 0 && Self.written(again) == 0, "\(again.output)\(again.errors)")
      try folder.append(1, by: "later")
      let unsigned = try folder.tally("site", "public")
      #expect(Self.written(unsigned) == 0, "what no checkpoint covers is not shown")
      _ = try folder.sign()
      let tiles = "find public/tile public/event/1/*.json -type f -printf '%p %i\\n' | sort"
      let before = try folder.shell(tiles).lines
      let last = try folder.tally("site", "public")
      let count = try #require(Self.written(last))
      #expect(count > 0 && last.output.contains(" of 46 events;"), "\(last.output)")
      let after = Set(try folder.shell(tiles).lines)
      #expect(before.allSatisfy(after.contains), "a tile or an entry was touched")
      #expect(
        try folder.shell("test -f public/tile/0/000.p/45 -a -f public/tile/0/000.p/46").status == 0)
      #expect(Self.written(try folder.tally("site", "public")) == 0)
      #expect(try folder.shell("test -f public/tile/0/000.p/45").status == 1)
    }
  }

  @Test func `a record without a checkpoint is not shown`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let ending = try folder.tally("site", "public")
      #expect(ending.status == 1)
      #expect(
        ending.errors.contains("The record has no checkpoint, and a site shows what is signed."))
      #expect(try folder.shell("ls public").status != 0)
    }
  }

  @Test func `what is no earlier state of the record is not written over`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.makeRecord(5)
      _ = try folder.shell("cp record.tally old.tally; cp -r ../config ../old")
      try folder.append(3, by: "one")
      _ = try folder.sign()
      #expect(try folder.tally("site", "public").status == 0)
      let before = try folder.shell("cat public/SHA256SUMS public/checkpoint").output
      _ = try folder.shell("cp old.tally other.tally; rm -r ../config; cp -r ../old ../config")
      try folder.append(4, by: "other", to: "other.tally")
      _ = try folder.sign("other.tally")
      let fork = try folder.tally("site", "public", "--record", "other.tally")
      #expect(fork.status == 2)
      #expect(fork.errors.contains("its first 8 events are other ones"), "\(fork.errors)")
      _ = try folder.shell("rm -r ../config; cp -r ../old ../config")
      _ = try folder.sign("old.tally")
      let rolledBack = try folder.tally("site", "public", "--record", "old.tally")
      #expect(rolledBack.status == 2)
      #expect(rolledBack.errors.contains("The record was rolled back"), "\(rolledBack.errors)")
      #expect(try folder.shell("cat public/SHA256SUMS public/checkpoint").output == before)
    }
  }

  @Test func `other folders, and one that is being written, are left alone`() throws {
    try Self.use { folder in
      _ = try folder.shell("mkdir full; echo mine > full/letter.txt")
      let full = try folder.tally("site", "full")
      #expect(full.status == 1 && full.errors.contains("holds other files, and no site"))
      #expect(try folder.shell("ls -A full").lines == ["letter.txt"])
      let busy = try folder.shell("flock public tally site public")
      #expect(busy.status == 1 && busy.output.contains("Another program is writing public"))
      let nowhere = try folder.tally("site", "no/where")
      #expect(nowhere.status == 1 && nowhere.errors.contains("No such file or directory"))
    }
  }

  @Test func `links in the folder are replaced, never followed`() throws {
    try Self.use { folder in
      _ = try folder.shell(
        "echo mine > mine; ln -sf ../mine public/totals.json; rm -r public/tile; mkdir away; "
          + "ln -s ../away public/tile")
      let ending = try folder.tally("site", "public")
      #expect(
        ending.status == 1 && ending.errors.contains("tile cannot be written"), "\(ending.errors)")
      #expect(try folder.shell("ls -A away; cat mine").lines == ["mine"])
      _ = try folder.shell("rm public/tile")
      #expect(try folder.tally("site", "public").status == 0)
      #expect(
        try folder.shell("cat mine; test -f public/totals.json -a ! -L public/totals.json").output
          == "mine\n")
    }
  }

  @Test func `a command runs after the last file, and its failure is told`() throws {
    try Self.use { folder in
      let well = try folder.tally(
        "site", "public", "--exec-after", "tail -n 1 $TALLY_SITE/checkpoint > after")
      #expect(well.status == 0)
      #expect(try folder.shell("cat after").output.hasPrefix("— signed.test/r "))
      let ill = try folder.tally("site", "public", "--exec-after", "exit 3")
      #expect(ill.status == 1 && ill.errors.contains("the command of --exec-after failed"))
    }
  }

  @Test(
    .enabled(if: Strace.isThere, Comment(rawValue: Strace.missing)),
    arguments: ["renameat", "write", "syncfs"])
  func `a publish that is killed shows no checkpoint without its tiles`(call: String) throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.makeRecord(3)
      _ = try folder.sign()
      #expect(try folder.tally("site", "public").status == 0)
      try folder.append(2, by: "later")
      _ = try folder.sign()
      _ = try folder.shell("cp -r public before")
      let root = try #require(
        try folder.shell("tally totals | sed -n 's/.*root \\([^ ]*\\) .*/\\1/p'").lines.first)
      var number = 1
      while true {
        _ = try folder.shell("rm -rf public; cp -r before public")
        let ending = try folder.shell(
          "strace -qq -o /dev/null -e trace=\(call) -e inject=\(call):signal=KILL:when=\(number) "
            + "tally site public")
        let sums = try folder.shell("sed -n 2,3p public/checkpoint").lines
        let tiles = try folder.shell(
          "n=\(sums.first ?? "?"); test -f public/tile/0/000.p/$n -a -f public/tile/entries/000.p/$n"
        )
        #expect(tiles.status == 0, "\(call) \(number): checkpoint of \(sums) without its tiles")
        if sums.first == "5" { #expect(sums.last == root) }
        let told = try folder.shell(
          #"cat public/*.json | grep -o '"size":[0-9]*' | cut -d : -f 2 | sort -n | tail -n 1"#)
        #expect(
          Int(told.lines.first ?? "") ?? 9 <= Int(sums.first ?? "") ?? 0,
          "\(call) \(number): a page of a head that is not there")
        if ending.status == 0 { break }
        #expect(try folder.tally("site", "public").status == 0, "\(call) \(number)")
        #expect(try folder.shell("cd public && sha256sum --quiet -c SHA256SUMS").status == 0)
        number += number < 12 ? 1 : 9
      }
      #expect(number > 1)
    }
  }

  @Test(
    .enabled(if: Strace.isThere, Comment(rawValue: Strace.missing)),
    arguments: ["error=EIO", "signal=KILL"])
  func `a first publish that is broken off is gone on with`(how: String) throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.makeRecord(3)
      _ = try folder.sign()
      let ending = try folder.shell(
        """
        tally site whole > /dev/null
        for number in 1 2 3 9 30; do
          rm -rf public
          { strace -qq -o /dev/null -e trace=renameat -e inject=renameat:\(how):when=$number \
            tally site public && echo "whole at $number"; } 2> /dev/null
          tally site public > /dev/null || echo "refused after $number"
          diff -r whole public
        done
        """)
      #expect(ending.output == "", "\(ending.output)")
    }
  }

  @Test func `a reader of C2SP logs accepts the folder on a plain web server`() throws {
    try Self.use { folder in
      let ending = try folder.serving(
        "public", "python3 '\(Project.tests)/TilesLog/read_log.py' $url signed.test/r")
      #expect(ending.status == 0, "\(ending.output)")
      let root = try folder.sign().checkpoint.root
      #expect(ending.lines == ["45 \(root.base64)"])
    }
  }

  @Test(arguments: ["--lang xx", "--base-url ftp://x/", "--base-url 'https://x/\"'", "--days -1"])
  func `what is no language, address or number is misuse`(flags: String) throws {
    try Self.use { folder in
      let status = try folder.shell("tally site public \(flags)").status
      #expect(status == 64)
    }
  }
}

extension TemporaryFolder {
  /// Serves a folder on loopback by Python's web server, while lines of bash run that find its address
  /// in `$url`, without a slash at its end.
  func serving(_ name: String, _ lines: String) throws -> Ending {
    try shell(
      """
      PATH=$PATH:'\(ProcessInfo.processInfo.environment["PATH"] ?? "")'
      : > served
      python3 -u -m http.server 0 --bind 127.0.0.1 -d \(name) > served 2> requests &
      trap 'kill $!' EXIT
      while kill -0 $!; do
        port=$(sed -n 's/.* port \\([0-9]*\\).*/\\1/p' served); [ -z "$port" ] || break; sleep 0.05
      done
      url=http://127.0.0.1:$port
      \(lines)
      """)
  }
}
