import Foundation
import Testing

/// A witness of others, `aics-witness`, and their reader `aics-tlog`, on records of ours.
///
/// `tools/test` makes the environment in which they run where there is a Python of 3.12 or later.
struct OtherWitnessTests {
  private static let programs = "\(Project.root)/.build/witnesses/bin"

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: programs + "/aics-witness"),
      "aics-witness is not there: tools/test gets it from PyPI, where there is a Python 3.12"))
  func `a witness of others cosigns a record, and their reader takes the snapshot with a quorum`()
    throws
  {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      try folder.tally("checkpoint")
      try folder.write(Events.lines(4, by: "later"), to: "later.jsonl")
      let ending = try folder.shell(
        """
        PATH=$PATH:'\(OtherWitnessTests.programs)'
        aics-witness init --name aics.test/w --listen 127.0.0.1:0 > witness.vkey 2> /dev/null
        tally key show > log.vkey
        aics-witness add-log --origin signed.test/r --vkey "$(cat log.vkey)" > /dev/null 2>&1
        aics-witness serve 2> log.txt & PID=$!
        for i in $(seq 1200); do grep -q 'listening on' log.txt && break; sleep 0.05; done
        URL=$(grep -o 'listening on http://[0-9.:]*' log.txt | cut -d' ' -f3)
        echo "witness aics $(cat witness.vkey) $URL" > policy.txt; echo 'quorum aics' >> policy.txt
        tally checkpoint --cosign policy.txt 2>&1 > note.txt | grep cosigned
        tally append later.jsonl > /dev/null 2>&1
        tally checkpoint --cosign policy.txt 2>&1 > note.txt | grep cosigned
        tally verify --policy policy.txt | grep policy
        tally snapshot handed-on > /dev/null 2>&1
        aics-tlog verify-checkpoint --note handed-on/checkpoint --vkey-file log.vkey \\
          --witness-key "$(cat witness.vkey)" --quorum 1
        kill $PID; wait $PID 2> /dev/null
        """)
      let lines = ending.lines
      try #require(lines.count == 4, "\(ending.output)")
      #expect(lines[0].hasPrefix("cosigned by aics at ") && lines[1].hasPrefix(lines[0].prefix(20)))
      #expect(lines[2] == "the policy is met")
      #expect(lines[3].contains(#""witnesses": ["aics.test/w"], "quorum": 1, "ok": true"#))
    }
  }
}
