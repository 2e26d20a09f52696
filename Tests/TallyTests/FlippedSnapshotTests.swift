import Foundation
import Testing

/// The short form of `tools/flip_snapshot.py`: a byte of each file, changed under new sums.
struct FlippedSnapshotTests {
  @Test func `tally, the second verifier and README.txt each notice a changed byte of any file`()
    throws
  {
    try TemporaryFolder.use(inMemory: true) { folder in
      let ending = try folder.shell(
        "python3 -B '\(Project.root)/tools/flip_snapshot.py' '\(Program.folder)/tally' --bytes 29")
      #expect(ending.status == 0, "\(ending.output)")
      #expect(
        ending.lines
          == ["log alone", "custodian too"].flatMap { snapshot in
            ["tally verify", "verify_snapshot.py", "README.txt"].map {
              "\(snapshot): \($0) noticed 29 of 29"
            }
          })
    }
  }

  @Test func `a NUL, and a last line without its end, fail step 4 of README.txt`() throws {
    try ShippedSnapshot.article.use { folder in
      let made = try folder.tally("snapshot", "few", "--as-recorded", "#3")
      try #require(made.status == 0, "\(made.errors)")
      for change in ["printf '\\000' >> events.jsonl", "printf x >> events.jsonl"] {
        let ending = try folder.shell(
          "cp -r few other; cd other; \(change); sed -n 's/^    //p' README.txt > ../steps.sh; "
            + "sh ../steps.sh; rm -r ../other")
        #expect(
          ending.lines.contains("step 4 failed: events.jsonl has a byte that no event has"),
          "\(change): \(ending.output)")
      }
    }
  }

  @Test func `README.txt checks the text of the page by reports.note`() throws {
    try ShippedSnapshot.article.use { folder in
      let made = try folder.tally("snapshot", "few", "--as-recorded", "#14")
      try #require(made.status == 0, "\(made.errors)")
      #expect(try folder.passesSteps("few"))
      let ending = try folder.shell(
        "cd few; sed -i 's/1,212/9,212/' report.html; sed -n 's/^    //p' README.txt > ../steps.sh; "
          + "sh ../steps.sh")
      #expect(
        ending.lines.contains(
          "step 3 failed: the text of report.html is not the one that was signed"),
        "\(ending.output)")
    }
  }
}
