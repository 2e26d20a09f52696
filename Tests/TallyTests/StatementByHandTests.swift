import Foundation
import Testing

/// Statements that a side signs, checked by nothing of the program.
struct StatementByHandTests {
  private static let path = "Sources/Tallystick/Documentation.docc/Format.md"

  /// The steps by which the article on the format checks a signature.
  private static func steps() throws -> String {
    let text = try String(contentsOfFile: "\(Project.root)/\(path)", encoding: .utf8)
    let lines = text.separateLines
    let starts = lines.indices.filter { lines[$0] == "```bash" }
    try #require(starts.count == 1)
    return lines[(starts[0] + 1)...].prefix { $0 != "```" }.joined(separator: "\n") + "\n"
  }

  /// A record of `example.org`, in which a ministry signed one statement of three.
  private static func use(_ body: (TemporaryFolder) throws -> Void) throws {
    try TemporaryFolder.use { folder in
      try folder.write(Data(steps().utf8), to: "by-hand.sh")
      let made = try folder.shell(
        """
        set -e
        tally init --origin example.org/record
        ssh-keygen -q -t ed25519 -N '' -C office -f KEY
        tally source --source ministry --kind ministry --name 'Міністерство' --side UA \
          --key KEY.pub --reason 'its site' --stated 2025-06-14
        tally announce --speaker ministry --stated 2025-06-14 --lang uk --quote 'повернуто 1195 тіл' \
          --claim 'handover of 1195 remains of UA from RU to UA on 2025-06-13' --sign-with KEY
        tally announce --speaker ministry --stated 2025-06-15 \
          --claim 'handover of 5 remains of UA from RU to UA on 2025-06-15'
        tally export > all.jsonl
        """)
      try #require(made.status == 0, "\(made.output)")
      try body(folder)
    }
  }

  @Test func `the steps of the article find a signature good, and no changed one`() throws {
    try Self.use { folder in
      let good = try folder.shell("sed -n 2p all.jsonl > entry.json; sh by-hand.sh")
      #expect(good.status == 0 && good.output.hasPrefix("Good \"statement@example.org\" signature"))
      for change in ["s/1195/1196/", "s/2025-06-14/2025-06-16/", "s/тіл/тел/", "s/UA/RU/"] {
        let ending = try folder.shell(
          "sed -n '2{\(change);p}' all.jsonl > entry.json; sh by-hand.sh")
        #expect(ending.status != 0, "\(change)")
      }
    }
  }

  /// `ssh-keygen -Y sign` over the line, by another program's hand, is what the record takes.
  @Test(arguments: ["sha512", "sha256"])
  func `what ssh-keygen signs is taken, whatever hash it uses`(hash: String) throws {
    try Self.use { folder in
      let ending = try folder.shell(
        """
        set -e
        tally retract --speaker ministry --stated 2025-06-16 --of '#3' --to-sign > line.json
        ssh-keygen -q -Y sign -O hashalg=\(hash) -n statement@example.org -f KEY line.json
        tally append line.json --signature line.json.sig
        tally show '#4' | grep '^signed'
        """)
      #expect(ending.status == 0)
      #expect(ending.output.contains("signed by Міністерство for example.org, key SHA256:"))
    }
  }

  @Test func `a forged signature is found by both verifiers`() throws {
    try Self.use { folder in
      let verify = """
        tally checkpoint > /dev/null 2>&1; tally snapshot $NAME > /dev/null 2>&1
        python3 -B '\(Project.root)/tools/verify_snapshot.py' $NAME --vkey "$(tally key show)"
        tally verify $NAME
        """
      let good = try folder.shell("NAME=good; \(verify)")
      #expect(good.status == 0)
      #expect(good.lines.count { $0.contains("signed, by keys that the record names") } == 2)
      // Whoever keeps the record and its key writes another number under the ministry's signature,
      // with the id that it has to have, and signs the head anew.
      try folder.write(Data(Self.forger.utf8), to: "forge.py")
      let forged = try folder.shell(
        """
        set -e
        rm -r ../config/tally record.tally
        tally init --origin example.org/record
        tally append all.jsonl
        python3 forge.py
        """)
      try #require(forged.status == 0, "\(forged.output)")
      let found = try folder.shell("NAME=bad; \(verify)")
      #expect(found.status == 2)
      #expect(
        found.output.contains(
          "events.jsonl: entry #2: its signature is not one by a key of its speaker over it"))
      #expect(
        found.output.contains(
          "bad_signature #2 in tile/entries/000.p/3: the signature of \"ministry\" in it is not over "
            + "these words"))
      #expect(!found.output.contains("signed, by keys that the record names"))
      let record = try folder.shell("tally verify")
      #expect(record.status == 2 && record.output.contains("bad_signature #2"))
      // It is not shown as signed either.
      let shown = try folder.shell("tally show '#2' | grep signed")
      #expect(shown.output == "not signed by its speaker: it bears a signature over other words\n")
    }
  }

  /// Changes the number in entry 2, and its id.
  private static let forger = """
    import hashlib, json, sqlite3
    base = sqlite3.connect("record.tally")
    bytes = base.execute("SELECT bytes FROM entry WHERE seq = 2").fetchone()[0]
    entry = json.loads(bytes)
    entry["body"]["claim"]["count"]["exact"] = 1200
    def canonical(value):
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    content = {name: entry[name] for name in ("body", "stated", "type", "v")}
    id = hashlib.sha256(canonical(content)).digest()[:16]
    entry["id"] = id.hex()
    guard = base.execute("SELECT sql FROM sqlite_schema WHERE name = 'entry_unchanged'").fetchone()[0]
    base.execute("DROP TRIGGER entry_unchanged")
    base.execute("UPDATE entry SET bytes = ?, id = ? WHERE seq = 2", (canonical(entry), id))
    base.execute(guard)
    base.commit()

    """
}
