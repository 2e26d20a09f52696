import Foundation
import Testing

/// The program and the second verifier on random records: `tools/agree`.
struct AgreeTests {
  private static func run(_ flags: String, in folder: TemporaryFolder) throws -> Ending {
    try folder.shell("python3 -B '\(Project.root)/tools/agree' \(flags)")
  }

  @Test func `both make the same totals and obligations of random records`() throws {
    try TemporaryFolder.use { folder in
      let ending = try AgreeTests.run("--records 40 --seed 7", in: folder)
      #expect(ending.status == 0, "\(ending.output)")
      #expect(ending.output.hasPrefix("40 records, 0 differ, 0 refused; "), "\(ending.output)")
    }
  }

  @Test(arguments: [
    #"s/"handovers":1/"handovers":2/g"#, #"s/"state":"indeterminate"/"state":"overdue"/g"#,
  ])
  func `a figure that is another is found`(change: String) throws {
    try TemporaryFolder.use { folder in
      try folder.write(
        Data("#!/bin/sh\nset -e\ntally \"$@\" > out\nsed '\(change)' out\n".utf8), to: "other")
      _ = try folder.shell("chmod +x other")
      let ending = try AgreeTests.run("--records 4 --seed 7 --tally ./other", in: folder)
      #expect(ending.status == 1, "\(ending.output)")
      #expect(ending.output.contains("is not what the entries give"), "\(ending.output)")
    }
  }
}
