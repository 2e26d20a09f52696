import Foundation
import Testing

/// What shells are offered while a command is typed.
struct CompletionTests {
  /// A record of the article, with a label, an audience and a key besides.
  private static let record = Result {
    try KeptFolder { folder in
      try folder.link(Project.root + "/events")
      let made = try folder.shell(
        """
        set -e
        tally init --origin example.org/istanbul-2025
        tally append events/istanbul-2025/article.jsonl
        tally announce --speaker kshpw --stated 2025-06-13 --claim statement --quote x \\
          --seal quote --label sealed-1
        tally seal disclose sealed-1 quote --to court
        tally init other.tally --origin example.org/other
        """)
      try #require(made.status == 0, "\(made.output)")
    }
  }

  /// What is offered for the word at the end of a command line.
  private func offered(_ line: String, asks: String) throws -> [String] {
    try CompletionTests.record.get().use { folder in
      let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      let last = try #require(words.last)
      let arguments =
        ["---completion"] + asks.split(separator: " ").map(String.init)
        + ["\(words.count - 1)", "\(last.count)"] + words
      let ending = try Program(
        [Program.folder + "/tally"] + arguments, in: folder.work,
        environment: folder.environment.merging(["SAP_SHELL": "bash"]) { $1 }
      ).ending()
      #expect(ending.status == 0, "\(ending.errors)")
      #expect(ending.errors == "")
      return ending.lines
    }
  }

  @Test(arguments: [
    ("tally retract --of S0", "retract -- --of", ["S01", "S02", "S03", "S09"]),
    ("tally retract --of @S07", "retract -- --of", ["@S07"]),
    ("tally confirm --of S01,S07", "confirm -- --of", ["S01,S07"]),
    ("tally show sealed", "show -- positional@0", ["sealed-1"]),
    ("tally announce --speaker med", "announce -- --speaker", ["medinsky"]),
    (
      "tally announce --via medinsky,interfax-", "announce -- --via",
      ["medinsky,interfax-source-2025-06-13"]
    ),
    (
      "tally announce --via 'medinsky,interfax-", "announce -- --via",
      ["medinsky,interfax-source-2025-06-13"]
    ),
    ("tally announce --from R", "announce -- --from", ["RU"]),
    ("tally announce --under ", "announce -- --under", ["istanbul-2025-06-02"]),
    ("tally seal export --audience ", "seal export -- --audience", ["court"]),
    (
      "tally key show --origin ", "key show -- --origin",
      ["example.org/istanbul-2025", "example.org/other"]
    ),
    ("tally retract --record other.tally --of S", "retract -- --of", []),
    ("tally retract --record=other.tally --of S", "retract -- --of", []),
    ("tally retract --record missing.tally --of S", "retract -- --of", []),
    ("tally retract --record 'record.tally' --of S07", "retract -- --of", ["S07"]),
    ("tally retract --of \u{7F}é", "retract -- --of", []),
  ])
  func `names of the record are offered`(line: String, asks: String, some: [String]) throws {
    let offered = try offered(line, asks: asks).filter { !$0.isEmpty }
    #expect(Set(some).isSubset(of: offered), "\(offered)")
    let word = try #require(line.split(separator: " ", omittingEmptySubsequences: false).last)
    let plain = word.hasPrefix("'") ? word.dropFirst() : word
    #expect(offered.allSatisfy { $0.hasPrefix(plain) })
    #expect(Set(offered).count == offered.count)
    #expect(some.isEmpty == offered.isEmpty)
  }

  /// Options and operands that name something of a record, and what each is offered.
  @Test func `whatever names something of the record is completed from it`() throws {
    let values = ["source", "sources", "event", "events", "party", "parties", "agreement"]
    let others = ["audience", "origin", "medium", "source|party"]
    try TemporaryFolder.use { folder in
      let dump = try folder.tally("--experimental-dump-help")
      let root = try JSONDecoder().decode(CompletedCommand.Root.self, from: Data(dump.output.utf8))
      let named = root.command.arguments(below: []).filter { (values + others).contains($0.value) }
      #expect(named.count >= 60)
      // Names that no record has: one that is to be made, and one that a witness knows.
      let free = ["tally init --origin", "tally witness clear-time origin"]
      #expect(named.filter { !$0.isCustom }.map(\.name) == free)
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `there is a script for every shell, which asks the program`(shell: String) throws {
    try TemporaryFolder.use { folder in
      let script = try folder.tally("--generate-completion-script", shell)
      #expect(script.status == 0)
      #expect(script.output.contains("---completion announce -- --speaker"))
    }
  }

  @Test func `bash completes a source, a label and a list as they are typed`() throws {
    try CompletionTests.record.get().use { folder in
      let ending = try folder.shell(
        """
        tally --generate-completion-script bash > script
        . ./script
        complete_words() {  # what pressing TAB behind these words gives
          COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMPREPLY=()
          COMP_POINT=${#COMP_LINE}
          _tally tally "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
          echo "${COMPREPLY[@]}"
        }
        complete_words tally announce --speaker med
        complete_words tally retract --of S07
        complete_words tally announce --via medinsky,interfax-
        """)
      #expect(
        ending.lines == ["medinsky", "S07", "medinsky,interfax-source-2025-06-13"],
        "\(ending.output)")
    }
  }
}

/// A command of `--experimental-dump-help`, as far as completion goes.
private struct CompletedCommand: Decodable {
  struct Root: Decodable { let command: CompletedCommand }

  struct Argument: Decodable {
    struct Name: Decodable { let name: String }
    /// What completes it, by the name of the kind.
    struct Completion: Decodable {
      let isCustom: Bool
      private enum Keys: String, CodingKey { case custom }
      init(from decoder: any Decoder) throws {
        isCustom = try decoder.container(keyedBy: Keys.self).contains(.custom)
      }
    }
    let shouldDisplay: Bool
    let valueName: String?
    let preferredName: Name?
    let completionKind: Completion?
  }

  let commandName: String
  let shouldDisplay: Bool
  let arguments: [Argument]?
  let subcommands: [CompletedCommand]?

  func arguments(below path: [String]) -> [(name: String, value: String, isCustom: Bool)] {
    guard shouldDisplay else { return [] }
    let own = path + [commandName]
    let here = (arguments ?? []).filter(\.shouldDisplay).compactMap { argument in
      argument.valueName.map { value in
        let name = argument.preferredName.map { "--" + $0.name } ?? value
        return (
          name: (own + [name]).joined(separator: " "), value: value,
          isCustom: argument.completionKind?.isCustom == true
        )
      }
    }
    return here + (subcommands ?? []).flatMap { $0.arguments(below: own) }
  }
}
