import Foundation
import Testing

/// What a verdict says of what it did not look at, and of a key that signed nothing (`tally verify`).
struct VouchingTests {
  @Test func `a key that signed nothing of a record vouches for nothing`() throws {
    try TemporaryFolder.use { folder in
      let ending = try folder.shell(
        """
        set -e
        tally init real.tally --origin example.org/r > /dev/null
        key=$(tally key show --record real.tally)
        export XDG_CONFIG_HOME=$PWD/other
        tally init made-up.tally --origin example.org/r > /dev/null
        tally announce --record made-up.tally --speaker m --stated 2025-06-11 \\
          --claim 'handover of 1999 remains of UA from RU to UA on 2025-06-11' > /dev/null 2>&1
        trigger=$(sqlite3 made-up.tally "SELECT sql FROM sqlite_schema WHERE name = 'meta_unchanged'")
        sqlite3 made-up.tally "DROP TRIGGER meta_unchanged;
          UPDATE meta SET value = '$key' WHERE name = 'vkey'; $trigger"
        export XDG_CONFIG_HOME=$PWD/stranger
        set +e
        tally verify made-up.tally --vkey "$key"; echo "status $?"
        tally verify made-up.tally --vkey "$key" --format json | grep -o '"vouched":[a-z]*'
        tally restore made-up.tally again.tally --vkey "$key" > restored; echo "status $?"
        grep -c 'Nobody vouches for it: .* signed nothing of it' restored
        """)
      #expect(ending.lines.first == "example.org/r: whole")
      #expect(ending.output.contains("signed nothing of it: NOBODY VOUCHES FOR IT"))
      #expect(ending.lines.suffix(4) == ["status 3", "\"vouched\":false", "status 3", "1"])
    }
  }

  @Test func `a record is vouched for once its key signed a checkpoint`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      let key = "\(try folder.verifierKey())"
      let before = try folder.tally("verify", "--vkey", key)
      #expect(before.status == 3)
      #expect(try folder.tally("verify").status == 0)
      #expect(try folder.tally("verify").output.contains("NOBODY VOUCHES FOR IT"))
      #expect(try folder.tally("checkpoint").status == 0)
      let after = try folder.tally("verify", "--vkey", key)
      #expect(after.status == 0)
      #expect(after.output.contains(", vouched for"))
    }
  }

  @Test func `the verdict on a published folder says that no page in it was looked at`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      let ending = try folder.shell(
        """
        tally checkpoint > kept.txt 2> /dev/null; tally site public > /dev/null
        sed -i 's/handover/HANDOVER/g' public/index.html public/totals.json
        tally verify public --against kept.txt; echo "status $?"
        tally verify public --format json
        tally mirror public mirror > /dev/null; tally verify mirror
        """)
      #expect(ending.lines.first?.hasSuffix(": the log is whole") ?? false)
      #expect(
        ending.output.contains("NOT LOOKED AT: any page, report or other file here (SHA256SUMS, "))
      #expect(ending.lines.contains("status 0"))
      #expect(ending.output.contains(#""checked":"log""#))
      #expect(ending.output.contains(#""index.html""#))
      #expect(ending.lines.contains("Checked: the log alone, which is all there is here."))
    }
  }
}
