import Foundation
import Testing

/// What a terminal gets to see.
struct TerminalTests {
  /// Texts that would act on a terminal, in every field of free text.
  private static let acting = Result {
    try KeptFolder { folder in
      let evil = #"\u001b[2J\u202e\u0007\u2066\u009b31m"#
      let lines = """
        {"type":"source","stated":"2025-06-13","body":{"source":"s","kind":"person","name":"N\(evil)","reason":"r\(evil)"}}
        {"type":"announcement","stated":"2025-06-13","body":{"speaker":"s","attribution":"named","quote":"q\(evil)","claim":{"act":"statement"}}}
        {"type":"medium","stated":"2025-06-13","body":{"speaker":"s","attribution":"named","medium":"m","kind":"photo","locator":"l\(evil)","shows":"w\(evil)"}}
        """
      try folder.tally("init", "--origin", "seen.test/r", "--test-clock", "2025-06-21T09:00:00Z")
      let ending = try folder.tally("append", "-", input: Data(lines.utf8))
      try #require(ending.status == 0, "\(ending.errors)")
    }
  }

  private static let commands = [
    "log", "sources", "media", "show '#2'", "export", "export --as csv", "export --as hxl",
    "export --as claimreview", "export --as prov",
  ]

  @Test(
    arguments: commands
      + ["log", "sources", "media", "show '#2'"].flatMap { command in
        ["csv", "json"].map { "\(command) --format \($0)" }
      })
  func `nothing that acts on a terminal reaches one, in any form`(command: String) throws {
    try TerminalTests.acting.get().use { folder in
      let seen = try folder.shell("NO_COLOR=1 script -qec \"tally \(command)\" /dev/null")
      #expect(seen.status == 0 && seen.lines.count > 0)
      for scalar in ["\u{1B}", "\u{202E}", "\u{7}", "\u{2066}", "\u{9B}"] {
        #expect(!seen.output.unicodeScalars.contains(where: { String($0) == scalar }), "\(command)")
      }
      // Elsewhere data are exact.
      let piped = try folder.shell("tally \(command)").output
      if command.contains("csv") || command.hasPrefix("export") && command.contains("q") {
        #expect(piped.contains("\u{202E}"), "\(command)")
      }
      if command.contains("json") || command == "export" {
        let lines = { (text: String) in
          text.replacing("\r", with: "").separateLines.filter { !$0.isEmpty }.map {
            try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSDictionary
          }
        }
        #expect(lines(seen.output) == lines(piped) && !lines(piped).contains(nil), "\(command)")
      }
    }
  }

  /// Hebrew and Arabic words and numbers in every field of free text of a record of reports.
  private static let rightToLeft = Result {
    try KeptFolder { folder in
      let words = "כמה 12 אנשים, نص ٣٤ 56"
      let made = try folder.shell(
        """
        set -e
        export TALLY_RECORDER=r
        tally init --origin bidi.test/r --test-clock 2025-06-21T09:00:00Z
        tally source --source s --kind person --name '\(words)' --alias '\(words)' --side NORTH \\
          --reason '\(words)' --stated 2025-06-01
        tally source --source o --kind outlet --name '\(words)' --derived-from s --reason '\(words)' \\
          --stated 2025-06-01
        tally announce --speaker s --stated 2025-06-13 --label a --quote '\(words)' \\
          --place '\(words)' --claim 'handover of 5 remains of SOUTH from NORTH to SOUTH on 2025-06-12'
        tally announce --speaker o --via s --stated 2025-06-14 --label b --quote '\(words)' \\
          --claim 'handover of 7 remains of SOUTH from NORTH to SOUTH on 2025-06-12' --url 'https://x.test/ב/12'
        tally announce --speaker s --stated 2025-06-15 --quote '\(words)' --act statement
        tally silence --silent s --about '\(words)' --until '\(words)' --speaker s --stated 2025-06-13
        tally publish --medium m --kind video --speaker s --stated 2025-06-13 --shows '\(words)' \\
          --locator 'https://x.test/ב/12'
        tally publish --medium n --kind video --speaker s --stated 2025-06-13 --shows '٣٤' --locator '٥٦'
        tally assess --of a --scale explanation --value scope --against b --reason '\(words)' \\
          --method '\(words)' --stated 2025-06-16
        tally retract --of b --speaker o --stated 2025-06-17 --reason '\(words)'
        """)
      try #require(made.status == 0, "\(made.output)")
    }
  }

  private static let reports = [
    "totals", "handovers", "obligations", "contradictions", "media", "sources",
    "sources --silences", "sources --of a", "sources --speaker s", "timeline", "assertions",
    "diff 2025-06-13 2025-06-17", "explain a", "explain contradictions:", "check", "log", "replay",
    "show a", "show b", "show '#8'",
  ]

  /// Right-to-left words take the numbers and words between two of them along; free text is set by
  /// itself, so that all that stands outside of it is seen in the order in which it is written.
  @Test(arguments: reports)
  func `right-to-left words leave the rest of a line in its order`(report: String) throws {
    try TerminalTests.rightToLeft.get().use { folder in
      let ending = try folder.shell("tally \(report)")
      for line in ending.lines {
        let order = BidiOrder(line).visual
        let scalars = Array(line.unicodeScalars)
        var depth = 0
        let outside = scalars.indices.filter { place in
          if scalars[place] == "\u{2068}" { depth += 1 }
          defer { if scalars[place] == "\u{2069}" { depth -= 1 } }
          return depth == 0
        }
        let isOutside = Set(outside)
        #expect(order.filter(isOutside.contains) == outside, "\(BidiOrder(line).shown)")
        #expect(!outside.contains { 0x590...0x8FF ~= scalars[$0].value }, "\(line)")
      }
    }
  }

  @Test func `there are right-to-left words in most reports`() throws {
    try TerminalTests.rightToLeft.get().use { folder in
      let holding = try TerminalTests.reports.filter {
        try folder.shell("tally \($0)").output.unicodeScalars.contains { $0.value == 0x2068 }
      }
      #expect(holding.count >= 10, "\(holding)")
    }
  }

  @Test(arguments: [
    ("abc", "abc"), ("#1 אבג 2", "2 גבא #1"), ("a אב 12 גד b", "a דג 12 בא b"),
    ("#1 אב 2 גד 3", "3 דג 2 בא #1"),
    (
      "a \u{2068}אב\u{2069} 2 \u{2068}גד\u{2069} 3",
      "a \u{2068}בא\u{2069} 2 \u{2068}דג\u{2069} 3"
    ),
    ("a ٣٤ ٥٦", "a ٥٦ ٣٤"), ("a ابج 12, 34", "a 34 ,12 جبا"),
    ("12 \u{2068}א\u{2069} 34", "12 \u{2068}א\u{2069} 34"),
  ])
  func `the order of a line is that of UAX 9`(line: String, shown: String) {
    #expect(BidiOrder(line).shown == shown)
  }
}
