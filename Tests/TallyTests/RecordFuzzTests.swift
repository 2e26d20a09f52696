import Testing

/// Record files that are changed at random: `tools/fuzz/records`, for some rounds that never change.
struct RecordFuzzTests {
  @Test(arguments: 1...4)
  func `no changed record ends a command by a signal, or is called whole while a report differs`(
    seed: Int
  ) throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      let run = try folder.shell(
        "python3 -B '\(Project.root)/tools/fuzz/records' --tally \"$(command -v tally)\" "
          + "--rounds 8 --seed \(seed)")
      #expect(run.status == 0, "\(run.output)")
      #expect(run.output.contains("8 records changed"))
      #expect(run.output.contains(", 0 failures"))
    }
  }
}
