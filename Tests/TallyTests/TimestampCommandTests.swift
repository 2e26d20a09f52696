import Foundation
import Testing

/// `tally timestamp`, with authorities that the test makes by `openssl ts`.
struct TimestampCommandTests {
  @Test func `answers of two authorities are kept, checked, and go with a snapshot`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      #expect(try folder.tally("timestamp", "query", "-o", "query.tsq").status == 1)
      try folder.tally("checkpoint")
      let query = try folder.tally("timestamp", "query", "-o", "query.tsq")
      #expect(query.status == 0 && query.output.contains("the checkpoint of 3 events"))
      let made = try folder.shell(
        StampAuthority.lines + """
          authority first; authority second
          openssl ts -query -in query.tsq -text | grep -q 'Hash Algorithm: sha256'
          stamp first query.tsq one.tsr; stamp second query.tsq two.tsr
          echo words > other.txt; openssl ts -query -data other.txt -sha256 -cert -out other.tsq
          stamp first other.tsq other.tsr
          """)
      try #require(made.status == 0, "\(made.output)")
      #expect(try folder.tally("timestamp", "verify", "--ca", "first.pem").status == 1)
      for (file, name) in [("one.tsr", "first"), ("two.tsr", "second"), ("one.tsr", "first")] {
        let kept = try folder.tally("timestamp", "import", file)
        #expect(kept.status == 0, "\(kept.errors)")
        #expect(kept.output.hasPrefix("3 events were there by "))
        #expect(kept.output.contains("CN = \(name)") || kept.output.contains("CN=\(name)"))
      }
      let other = try folder.tally("timestamp", "import", "other.tsr")
      #expect(other.status == 1 && other.errors.contains("over no checkpoint of this record"))
      let junk = try folder.tally("timestamp", "import", "query.tsq")
      #expect(junk.status == 1 && junk.errors.contains("is no answer by which a stamp was granted"))

      let one = try folder.tally("timestamp", "verify", "--ca", "first.pem")
      #expect(one.status == 3 && one.lines.count == 2)
      #expect(one.lines.count { $0.contains("NOT AN AUTHORITY THAT YOU NAMED") } == 1)
      let both = try folder.tally("timestamp", "verify", "--ca", "first.pem", "--ca", "second.pem")
      #expect(both.status == 0, "\(both.output)\(both.errors)")

      // A snapshot holds both; each verifier, and the steps of its README, take it.
      try folder.tally("snapshot", "handed-on")
      let whole = try folder.shell(
        """
        tally verify handed-on && ls handed-on/timestamps
        tally timestamp verify handed-on --ca first.pem --ca second.pem
        python3 -B '\(Project.root)/tools/verify_snapshot.py' handed-on --vkey "$(tally key show)"
        cd handed-on && grep '^    ' README.txt > ../steps.sh && bash ../steps.sh
        """)
      #expect(whole.output.contains("demo.test") || whole.output.contains(": whole"))
      #expect(whole.output.contains("1.tsr\n2.tsr\n"), "\(whole.output)")
      #expect(whole.output.contains("every step passed"), "\(whole.output)")
      #expect(!whole.output.contains("NOT AN AUTHORITY"))

      // A stamp of something else in their place is found by both.
      let changed = try folder.shell(
        """
        cp other.tsr handed-on/timestamps/1.tsr; tally verify handed-on
        python3 -B '\(Project.root)/tools/verify_snapshot.py' handed-on --vkey "$(tally key show)"
        """)
      #expect(
        changed.output.components(separatedBy: "it is no stamp of this checkpoint").count == 3,
        "\(changed.output)")
    }
  }

  @Test(.waiting)
  func `a stamp stays good when the certificate runs out, and none when it is changed`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(2)
      try folder.tally("checkpoint")
      try folder.tally("timestamp", "query", "-o", "query.tsq")
      // A certificate of some seconds: of as many as the stamp takes on this machine.
      let made = try folder.shell(
        StampAuthority.lines
          + #"""
          new_key old
          openssl req -new -key old.key -out old.csr -config ts.cnf -subj /CN=old
          for seconds in 2 8 32 128; do
            rm -f db*; : > db; echo 01 > serials
            end=$(($(date +%s) + seconds))
            openssl ca -selfsign -batch -notext -config ts.cnf -name short -keyfile old.key \
              -in old.csr -out old.pem -startdate 20200101000000Z \
              -enddate $(date -u -d @$end +%Y%m%d%H%M%SZ) -extensions ext 2> /dev/null
            stamp old query.tsq old.tsr
            test $(date +%s) -lt $end && break
          done
          tally timestamp import old.tsr
          while test $(date +%s) -le $((end + 1)); do sleep 0.2; done
          head -3 <(tally checkpoint 2> /dev/null) > text
          openssl ts -verify -data text -in old.tsr -CAfile old.pem 2> /dev/null && exit 9
          openssl ts -reply -in old.tsr -text | grep -q 'TSA: .*old'
          """#)
      try #require(made.status == 0, "\(made.output)")
      let later = try folder.tally("timestamp", "verify", "--ca", "old.pem")
      #expect(later.status == 0, "\(later.output)\(later.errors)")
      let byte = try folder.shell(
        "f=$(ls record.tally-stamps/*); printf '\\377' | dd of=$f bs=1 conv=notrunc "
          + "seek=$(($(wc -c < $f) - 20)) 2> /dev/null; tally timestamp verify --ca old.pem")
      #expect(byte.status == 3, "\(byte.output)")
    }
  }
}
