import Foundation
import Testing

/// What each verb prints of the event as the program understood it.
struct EchoTests {
  private static let first = "handover of 5 remains of UA from RU to UA on 2025-06-13"
  private static let named = "#2 (\(first))"
  private static let said = "--speaker ru --stated 2025-06-13"
  private static let judged = "--reason x --stated 2025-06-14"

  /// Each verb with its flags, and the line that it adds.
  private static let verbs: [(String, String)] = [
    (
      "announce \(said) --claim 'handover of 1,200 remains from RU'",
      "handover of 1200 remains from RU"
    ),
    ("confirm --of @a --facets count \(said)", "count, of \(named)"),
    ("deny --of @a \(said)", "not \(named)"),
    ("deny --claim 'handover of about 1 000 remains' \(said)", "not handover of ~1000 remains"),
    ("correct --of @a --count 6 \(said)", "now of 6, in \(named)"),
    ("retract --of @a \(said)", "no longer \(named)"),
    (
      "agree --agreement d --names d --when 2025-06-02 --parties RU,UA \(said) --obligation "
        + "'RU owes UA 6 000 remains of UA'", "RU owes UA 6000 remains of UA"
    ),
    ("silence --silent ru --about @a \(said)", "about \(named)"),
    ("publish --medium v --kind video --shows @a \(said)", "shows \(named)"),
    (
      "link @a @b --relation contradicts \(judged)",
      "#2 (\(first)) contradicts #3 (plan of 1 remains)"
    ),
    ("amend --of @a --set claim.count=7 \(judged)", "now of 7, in \(named)"),
    ("assess --of @a --scale placement --value none \(judged)", "under no agreement, of \(named)"),
  ]

  @Test(arguments: verbs)
  func `a verb prints the claim as it was understood`(command: String, line: String) throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      let made = try folder.shell(
        """
        set -e
        tally init --origin echo.test/r --test-clock 2025-07-01T00:00:00Z
        tally source --source ru --kind party --name Russia --side RU \(Self.judged)
        tally announce \(Self.said) --label a --claim '\(Self.first)'
        tally announce \(Self.said) --label b --claim 'plan of 1 remains'
        """)
      try #require(made.status == 0, "\(made.output)")
      let ending = try folder.shell("tally \(command) 2>/dev/null")
      #expect(ending.status == 0, "\(ending.output)")
      #expect(ending.lines.contains("  \(line)"), "\(ending.output)")
    }
  }
}
