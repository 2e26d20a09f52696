import Foundation
import Testing

/// The examples of the help, which are those of the manual pages too.
struct ExampleTests {
  /// The examples of one command.
  struct Examples: Sendable, CustomTestStringConvertible {
    let command: String
    let lines: [String]
    var testDescription: String { command }
  }

  private static let all: [Examples] = {
    let help = try? TemporaryFolder.use { try $0.tally("--experimental-dump-help").output }
    let dump = try? JSONDecoder().decode(Dump.self, from: Data((help ?? "").utf8))
    return dump?.command.all().compactMap { name, command in
      let lines = (command.discussion ?? "").separateLines
      let block = lines.drop { $0 != "Example:" }.dropFirst().prefix { !$0.isEmpty }
      let commands = block.joined(separator: "\n").replacing("\\\n", with: "").separateLines
      return block.isEmpty ? nil : Examples(command: name, lines: commands)
    } ?? []
  }()

  /// The record of the article, with all that became known after it.
  private static let record = Result {
    try KeptFolder { folder in
      try folder.link(Project.root + "/events")
      let made = try folder.shell(
        """
        set -e
        tally init --origin example.org/istanbul-2025
        tally append events/istanbul-2025/article.jsonl
        cp record.tally article.tally
        tally append events/istanbul-2025/public-record.jsonl
        """)
      try #require(made.status == 0, "\(made.output)")
    }
  }

  /// A record in which the event PR-040 has sealed fields.
  private static let sealed = """
    mv article.tally record.tally
    tally announce --speaker kshpw --stated 2025-06-09 --claim statement --label PR-040 \\
      --quote names --url https://page.test/ --place here \\
      --seal quote --seal capture --seal claim.place
    """

  private static let article = """
    echo 'Ukraine said on 17 May 2024 that it had received 12 bodies from Russia.' > article.txt
    echo '<p>Ukraine said that it had received 12 bodies from Russia.</p>' > page.html
    printf '#!/bin/sh\\ncat > /dev/null\\n' > my-drafter
    chmod +x my-drafter
    """

  /// A source with a name, and a key of its own.
  private static let ministry = """
    ssh-keygen -q -t ed25519 -N '' -C 'press office' -f ministry
    tally source --source ministry --kind ministry --name 'the Ministry' --side UA \\
      --reason 'speaks for itself'
    """

  private static let signed = "tally checkpoint > checkpoint-2025-06-13.txt"
  private static let known = """
    \(signed)
    tally witness init south.example/w
    tally witness add-log "$(tally key show)"
    """
  private static let stamped =
    StampAuthority.lines + """
      \(signed)
      tally timestamp query -o query.tsq
      authority authority
      stamp authority query.tsq answer.tsr
      """
  private static let mirrored = """
    tally checkpoint
    tally site public
    tally mirror public mirror
    """
  private static let disclosed = "tally seal disclose PR-040 quote --to court"
  private static let handedOver = """
    ssh-keygen -q -t ed25519 -N '' -f custodian
    tally snapshot snapshot-2025-06-13 --as-of 2025-06-13
    """

  /// What stands in the folder before the examples of a command are run.
  private static let preparation = [
    "tally": "rm record.tally",
    "tally init": "rm record.tally",
    "tally append": """
    mv article.tally record.tally
    cp events/newsroom-example/statements.csv .
    cp events/newsroom-example/statements.map.json map.json
    tally append --csv events/newsroom-example/sources.csv \\
      --map events/newsroom-example/sources.map.json
    \(ministry)
    tally source --source ministry --key ministry.pub --reason 'published on its site'
    tally announce --speaker ministry --stated 2025-06-14 --claim statement --quote words --to-sign \\
      > line.json
    ssh-keygen -q -Y sign -n statement@example.org -f ministry line.json
    """,
    "tally source": ministry,
    "tally map": "cp events/newsroom-example/statements.csv .",
    "tally map init": "cp events/newsroom-example/statements.csv .",
    "tally draft": article,
    "tally review": article + """

      tally draft article.txt --outlet harbour-wire --published 2024-05-17 > drafts.jsonl
      """,
    "tally redact": sealed,
    "tally verify": """
    tally checkpoint > checkpoint.txt
    tally prove '#12' -o event-12.tlog-proof
    \(handedOver)
    tally snapshot snapshot-2025-06-16 --as-of 2025-06-16 --sign-with custodian
    cp snapshot-2025-06-16/report.html .
    cp snapshot-2025-06-16/allowed_signers custodian.txt
    """,
    "tally checkpoint": "\(signed)\necho 'quorum none' > policy.txt",
    "tally cosign": signed,
    "tally cosign request": signed,
    "tally witness": """
    \(signed)
    tally cosign request --from "$(sed -n 2p checkpoint-2025-06-13.txt)" > request.txt
    """,
    "tally witness add-log": "\(signed)\ntally witness init south.example/w",
    "tally witness cosign": """
    \(known)
    tally cosign request > request.txt
    """,
    "tally witness evidence": known,
    "tally witness clear-time": known,
    "tally compare": """
    tally checkpoint > checkpoint-from-north.txt
    cp checkpoint-from-north.txt checkpoint-from-south.txt
    tally snapshot snapshot-2025-06-13 --as-of 2025-06-13
    tally snapshot snapshot-2025-06-16 --as-of 2025-06-16
    """,
    "tally timestamp": stamped,
    "tally timestamp query": signed,
    "tally timestamp import": stamped,
    "tally timestamp verify": """
    \(stamped)
    tally timestamp import answer.tsr
    tally snapshot snapshot-2025-06-13
    """,
    "tally prove": signed,
    "tally backup": "mkdir backups",
    "tally mirror": mirrored,
    "tally restore": """
    \(mirrored)
    tally checkpoint > checkpoint.txt
    tally backup backup.tally
    rm record.tally
    """,
    "tally snapshot": "mkdir ~/.ssh; ssh-keygen -q -t ed25519 -N '' -f ~/.ssh/id_ed25519",
    "tally key import": """
    tally key export > key-from-the-safe.txt
    tally checkpoint > checkpoint-2025-06-16.txt
    rm -r "$XDG_CONFIG_HOME/tally"
    """,
    "tally seal": "mv article.tally record.tally",
    "tally seal list": sealed,
    "tally seal disclose": sealed,
    "tally seal export": "\(sealed)\n\(disclosed)",
  ]

  /// What a reader puts in the place of what an example leaves open.
  private static let open = [
    ("'mail -s \"Event #$TALLY_SEQ\" desk@example.org'", "'grep -q \"seq.:$TALLY_SEQ,\"'"),
    ("tally announce …", "tally announce --speaker kshpw --stated 2025-06-09 --claim statement"),
    ("<43 characters>", "$(tally seal list PR-040 | grep -o '[A-Za-z0-9_-]\\{43\\}' | tail -1)"),
    ("'example.org/record+1a2b3c4d+…'", "\"$(tally key show)\""),
  ]

  /// Examples that take what only somebody else can make, a line signed by a witness, and those
  /// that run until they are stopped.
  private static let ofOthers = [
    "tally cosign import ", "tally witness serve ", "tally serve", "tally mirror http",
    "tally follow --cursor web.cursor", "tally log --follow",
    "tally restore mirror/ record.tally --against", "tally desk drafts.jsonl",
  ]

  /// Examples that end with another status than 0, as they should.
  private static let statuses: [String: Int32] = [
    "tally check --strict --without back-dated,unverified-media": 2,
    // Nobody answers.
    "tally enter": 1,
    // Nobody vouched for the custodian: no --allowed-signers is given.
    "tally verify evidence": 3,
  ]

  @Test func `all commands give examples`() { #expect(ExampleTests.all.count >= 40) }

  @Test func `what is prepared is for commands that there are`() {
    let names = Set(ExampleTests.all.map(\.command))
    #expect(Set(ExampleTests.preparation.keys).isSubset(of: names))
    let lines = ExampleTests.all.flatMap(\.lines)
    for (text, _) in ExampleTests.open { #expect(lines.contains { $0.contains(text) }, "\(text)") }
    for text in ExampleTests.ofOthers { #expect(lines.contains { $0.contains(text) }, "\(text)") }
    for line in ExampleTests.statuses.keys { #expect(lines.contains("  \(line)"), "\(line)") }
  }

  @Test(arguments: all)
  func `the examples of a command can be typed one after another`(examples: Examples) throws {
    try ExampleTests.record.get().use { folder in
      let preparation = ExampleTests.preparation[examples.command] ?? ""
      let prepared = try folder.shell("set -e\n\(preparation)")
      try #require(prepared.status == 0, "\(prepared.output)")
      for line in examples.lines {
        let command = line.trimmingCharacters(in: .whitespaces)
        if ExampleTests.ofOthers.contains(where: command.hasPrefix) { continue }
        var typed = command
        for (text, meant) in ExampleTests.open { typed = typed.replacing(text, with: meant) }
        let ending = try folder.shell(typed)
        let expected = ExampleTests.statuses[command] ?? 0
        #expect(ending.status == expected, "\(typed)\n\(ending.output)")
      }
    }
  }
}
