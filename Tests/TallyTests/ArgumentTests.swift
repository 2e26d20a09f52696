import Testing

struct ArgumentTests {
  /// Hides /proc from a command, where the machine lets somebody do so.
  private static let withoutProc =
    "unshare --user --map-root-user --mount sh -c 'mount -t tmpfs none /proc && exec \"$0\" \"$@\"'"

  private static let canHide =
    (try? TemporaryFolder.use { try $0.shell("\(withoutProc) true").status == 0 }) ?? false

  /// The Swift runtime reads what was typed from /proc, and hands over nothing where there is none:
  /// the help and status 0 would be taken for a verdict.
  @Test(.enabled(if: canHide, "this machine lets nobody hide /proc"))
  func `a command that cannot be read is no success`() throws {
    try TemporaryFolder.use { folder in
      let ending = try folder.shell("\(ArgumentTests.withoutProc) tally verify missing.tally")
      #expect(ending.status == 1)
      #expect(ending.lines.first == "Error: The command cannot be read: there is no /proc here.")
    }
  }
}
