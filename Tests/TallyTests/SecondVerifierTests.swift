import Foundation
import Testing

/// `tools/verify_snapshot.py`, which shares nothing with the program, on snapshots and damaged ones.
struct SecondVerifierTests {
  /// A snapshot of the shipped record, signed by a custodian.
  private struct Sample {
    let folder: TemporaryFolder
    let key: String

    /// The record, and the key of a custodian.
    private static let record = Result {
      try KeptFolder { folder in
        try folder.link(Project.root + "/events")
        let made = try folder.shell(
          """
          set -e
          tally init --origin second.test/record --test-clock 2026-11-24T00:00:00Z
          tally append events/istanbul-2025/article.jsonl
          tally append events/istanbul-2025/public-record.jsonl
          tally append - <<< '\(SecondVerifierTests.sealed)'
          tally seal disclose second quote --to court
          ssh-keygen -q -t ed25519 -N '' -C custodian -f custodian
          """)
        try #require(made.status == 0, "\(made.output)")
      }
    }

    /// The record with its snapshot `evidence`.
    private static let evidence = Result {
      try KeptFolder(after: record.get()) { folder in try snapshot("", in: folder) }
    }

    private static func snapshot(_ flags: String, in folder: TemporaryFolder) throws {
      let made = try folder.shell(
        "tally snapshot evidence --sign-with custodian --audience court \(flags)")
      try #require(made.status == 0, "\(made.output)")
    }

    /// Hands the snapshot, with the flags of a cut, to `body`.
    static func use(_ flags: String = "", _ body: (Sample) throws -> Void) throws {
      try (flags == "" ? evidence : record).get().use(inMemory: true) { folder in
        if flags != "" { try snapshot(flags, in: folder) }
        try body(Sample(folder: folder, key: #require(folder.tally("key", "show").lines.first)))
      }
    }

    func verify(_ flags: String...) throws -> Ending {
      let flags = flags.map { "'\($0)'" }.joined(separator: " ")
      return try folder.shell(
        "python3 -B '\(Project.root)/tools/verify_snapshot.py' evidence \(flags)", joined: false)
    }

    /// All files of the snapshot.
    func files() throws -> [String] {
      try folder.shell("cd evidence && find . -type f -printf '%P\\n'").lines.sorted()
    }

    func path(_ name: String) -> URL { URL(filePath: "\(folder.work)/evidence/\(name)") }

    func change(_ name: String, _ change: (inout Data) -> Void) throws {
      var data = try Data(contentsOf: path(name))
      change(&data)
      try data.write(to: path(name))
    }

    /// Makes the sums anew, as whoever has no key of the custodian can.
    func sum() throws {
      let ending = try folder.shell(
        """
        cd evidence && rm -f SHA256SUMS SHA256SUMS.sig allowed_signers && \
        find . -type f ! -name checkpoint ! -name sums.note -printf '%P\\n' | LC_ALL=C sort \
          | xargs sha256sum > ../sums && mv ../sums SHA256SUMS
        """)
      try #require(ending.status == 0, "\(ending.output)")
    }
  }

  private static let sealed =
    #"{"type":"announcement","stated":"2025-09-01","label":"second","sealed":["quote"],"body":"#
    + #"{"speaker":"medinsky","attribution":"named","quote":"said","claim":{"act":"statement"}}}"#

  @Test(arguments: [
    "", "--as-of 2025-06-16", "--as-of 2025-06-13 --with-hindsight", "--occurred 2025-06-11..",
    "--as-recorded '#45'",
  ])
  func `a snapshot of the shipped record is whole at every cut`(flags: String) throws {
    try Sample.use(flags) { sample in
      let alone = try sample.verify()
      #expect(alone.status == 3, "\(alone.output)")
      #expect(alone.lines.last?.hasPrefix("Whole, under a key of the snapshot itself") == true)
      let vouched = try sample.verify(
        "--vkey", sample.key, "--allowed-signers", "evidence/allowed_signers")
      #expect(vouched.status == 0, "\(vouched.output)\(vouched.errors)")
      #expect(
        vouched.lines.contains(
          "the totals and the obligations were worked out from the entries and compared"))
      let present = flags.hasPrefix("--as-recorded") ? 0 : 1
      #expect(
        vouched.lines.contains("sealed fields: \(present) present, 0 withheld, 0 erased"))
    }
  }

  @Test func `one changed byte in any file is found, and the file is named`() throws {
    try Sample.use { sample in
      for name in try sample.files() {
        let original = try Data(contentsOf: sample.path(name))
        try sample.change(name) { $0[$0.count / 2] ^= 1 }
        let ending = try sample.verify("--vkey", sample.key)
        #expect(ending.status == 2, "\(name): \(ending.output)")
        // Of changed sums the signature tells; which line is right they cannot say themselves.
        let named = name == "SHA256SUMS" ? "SHA256SUMS.sig: " : "\(name): "
        #expect(ending.lines.contains { $0.hasPrefix(named) }, "\(name): \(ending.output)")
        try original.write(to: sample.path(name))
      }
      #expect(try sample.verify("--vkey", sample.key).status == 3)
    }
  }

  /// Whoever changes a file can make the sums anew, and take the signature away; what the log's key
  /// signs is found all the same.
  @Test func `a change under new sums is found by what the log's key signs`() throws {
    try Sample.use { sample in
      let names = try sample.files().filter { !$0.hasPrefix("SHA256SUMS") && $0 != "README.txt" }
      for name in names where name != "allowed_signers" && name != "report.html" {
        let original = try Data(contentsOf: sample.path(name))
        try sample.change(name) { $0[$0.count / 2] ^= 1 }
        try sample.sum()
        let ending = try sample.verify("--vkey", sample.key)
        #expect(ending.status == 2, "\(name): \(ending.output)")
        let isNamed = ending.lines.contains { $0.hasPrefix("\(name): ") }
        #expect(isNamed, "\(name): \(ending.output)")
        try original.write(to: sample.path(name))
      }
      // Of the page what is not its text for people is signed with the sums alone.
      let page = try String(contentsOf: sample.path("report.html"), encoding: .utf8)
      let changed = page.replacing("<main", with: "<main data-x", maxReplacements: 1)
      try Data(changed.utf8).write(to: sample.path("report.html"))
      try sample.sum()
      let summed = try sample.verify("--vkey", sample.key)
      #expect(summed.status == 2)
      #expect(summed.lines.contains("SHA256SUMS: it is not the one that sums.note signs"))
      let end = try #require(page.range(of: "</main>"))
      try Data((page[..<end.lowerBound] + "7" + page[end.lowerBound...]).utf8)
        .write(to: sample.path("report.html"))
      try sample.sum()
      let ending = try sample.verify("--vkey", sample.key)
      #expect(ending.lines.contains("report.html: it is not the one that reports.note signs"))
    }
  }

  /// What is done to a snapshot, and what is said of it.
  private static let damages = [
    ("touch evidence/more", "more: no snapshot of this size has such a file"),
    ("mkdir evidence/more", "more: it is an empty folder"),
    ("rm evidence/tile/0/001.p/45", "tile/0/001.p/45: it is not there"),
    ("rm evidence/reports/media.csv", "reports/media.csv: it is not there"),
    ("mv evidence/tile/0/001.p evidence/tile/0/002.p", "tile/0/001.p/45: it is not there"),
    (
      "mv evidence/cut.json cut.json; ln -s ../cut.json evidence/cut.json",
      "cut.json: it is no regular file"
    ),
    ("rm evidence/cut.json; mkfifo evidence/cut.json", "cut.json: it is no regular file"),
    ("rm evidence/events.jsonl", "events.jsonl: it is not there"),
    ("rm evidence/checkpoint", "checkpoint: it is not there"),
    (
      "head -n 100 evidence/events.jsonl > e; mv e evidence/events.jsonl",
      "events.jsonl: it has 100 lines, and the checkpoint covers 301"
    ),
    (
      "sed -i '5s/\"seq\":5,/\"seq\":6,/' evidence/events.jsonl",
      "events.jsonl: entry #5: it says that it is another"
    ),
    ("sed -i '5s/$/ /' evidence/events.jsonl", "events.jsonl: entry #5: it is not canonical"),
    ("sed -i '5s/.*/[]/' evidence/events.jsonl", "events.jsonl: entry #5: it is no entry"),
    ("sed -i '5s/.*/[[1.5/' evidence/events.jsonl", "events.jsonl: entry #5: it is no entry"),
    (
      "echo '{\"disclosure\":\"WyJzIiwicXVvdGUiLCJ2Il0\"}' > evidence/disclosures.jsonl",
      "disclosures.jsonl: line 1 opens no sealed field"
    ),
    ("echo x > evidence/disclosures.jsonl", "disclosures.jsonl: line 1 is no disclosure"),
    (
      "cat evidence/disclosures.jsonl >> evidence/disclosures.jsonl.2; "
        + "cat evidence/disclosures.jsonl >> evidence/disclosures.jsonl.2; "
        + "mv evidence/disclosures.jsonl.2 evidence/disclosures.jsonl",
      "disclosures.jsonl: its lines are not sorted by digest, each once"
    ),
  ]

  @Test func `what is added, missing, moved or of another kind is found`() throws {
    try Sample.use { sample in
      let folder = sample.folder
      _ = try folder.shell("cp -r evidence whole")
      for (command, finding) in SecondVerifierTests.damages {
        _ = try folder.shell("rm -rf evidence && cp -r whole evidence; \(command)")
        let ending = try sample.verify("--vkey", sample.key)
        #expect(ending.status == 2, "\(command)")
        #expect(ending.lines.contains(finding), "\(command)\n\(ending.output)\(ending.errors)")
      }
    }
  }

  /// Even the holder of all keys cannot have other figures than those of the events.
  @Test(arguments: [
    (
      "totals", "\"confirmed\":8966", "\"confirmed\":8965",
      "the row remains RU to UA of UA: confirmed is not what the entries give"
    ),
    (
      "obligations", "\"state\":\"performed\"", "\"state\":\"pending\"",
      "the obligation of UA to RU under istanbul-2025-05-16, as umerov read it: state is not what "
        + "the entries give"
    ),
  ])
  func `figures that do not follow from the entries are found under the right keys`(
    report: String, from: String, to: String, finding: String
  ) throws {
    try Sample.use { sample in
      let folder = sample.folder
      let name = "reports/\(report).json"
      try sample.change(name) { data in
        let text = String(decoding: data, as: UTF8.self)
        data = Data(text.replacing(from, with: to).utf8)
      }
      try folder.write(Data(SecondVerifierTests.signing.utf8), to: "sign.py")
      let signed = try folder.shell(
        "tally key export | python3 -B sign.py '\(Project.root)/tools' evidence reports \(name)")
      try #require(signed.status == 0, "\(signed.output)")
      try sample.sum()
      let summed = try folder.shell(
        "tally key export | python3 -B sign.py '\(Project.root)/tools' evidence sums SHA256SUMS")
      try #require(summed.status == 0, "\(summed.output)")
      let ending = try sample.verify("--vkey", sample.key)
      #expect(ending.status == 2)
      #expect(
        ending.lines.contains("\(name): \(finding)"), "\(ending.output)")
      #expect(ending.lines.filter { $0.contains(": ") }.count == 3)  // two tell what was checked
    }
  }

  /// Puts the hash of a file into a note anew, and signs that with the key of the log.
  private static let signing = """
    import base64, hashlib, subprocess, sys
    sys.path.insert(0, sys.argv[1])
    import verify_snapshot as v
    folder, note, name = sys.argv[2:]
    key = v.Key(open(f"{folder}/log.vkey").read().strip(), "log.vkey")
    seed = base64.b64decode(sys.stdin.read().strip().split("+", 4)[4])[1:]
    lines = open(f"{folder}/{note}.note").read().split("\\n\\n")[0].split("\\n")
    digest = hashlib.sha256(open(f"{folder}/{name}", "rb").read()).hexdigest()
    lines = [f"{digest}  {name}" if line.endswith(f"  {name}") else line for line in lines]
    text = "\\n".join(lines).encode() + b"\\n"
    open("seed", "wb").write(bytes.fromhex("302e020100300506032b657004220420") + seed)
    open("text", "wb").write(text)
    command = "openssl pkeyutl -sign -keyform DER -inkey seed -rawin -in text"
    signature = subprocess.run(command.split(), capture_output=True, check=True).stdout
    under = f"{key.name}/{note}"
    blob = base64.b64encode(key.id_under(under) + signature).decode()
    open(f"{folder}/{note}.note", "wb").write(text + f"\\n— {under} {blob}\\n".encode())
    """

  @Test func `another key, and another custodian, are no key of the snapshot`() throws {
    try Sample.use { sample in
      let folder = sample.folder
      let other = try folder.shell(
        """
        XDG_CONFIG_HOME=$PWD/other tally init other.tally --origin second.test/record \
          | sed -n 's/.*everybody: //p'
        """)
      let foreign = try sample.verify("--vkey", try #require(other.lines.first))
      #expect(foreign.status == 2)
      #expect(foreign.lines.contains { $0.hasPrefix("checkpoint: it has no signatures") })
      _ = try folder.shell(
        """
        ssh-keygen -q -t ed25519 -N '' -C '' -f stranger
        sed "s|ssh-ed25519.*|$(cut -d' ' -f1,2 stranger.pub)|" evidence/allowed_signers > strangers
        """)
      let stranger = try sample.verify("--vkey", sample.key, "--allowed-signers", "strangers")
      #expect(stranger.status == 3)
      #expect(
        stranger.lines.contains(
          "the sums are signed by a custodian's key that is none of those given"))
      let signers = "evidence/allowed_signers"
      let own = try sample.verify("--vkey", sample.key, "--allowed-signers", signers)
      #expect(own.status == 0, "\(own.output)")
      #expect(try sample.verify("--vkey", sample.key).status == 3)
      // A good signature over other sums is none over these.
      try sample.change("SHA256SUMS") { $0[0] = $0[0] == 0x30 ? 0x31 : 0x30 }
      let wrong = try sample.verify("--vkey", sample.key, "--allowed-signers", signers)
      #expect(
        wrong.lines.contains(
          "SHA256SUMS.sig: it is no signature of second.test/record over SHA256SUMS"))
    }
  }

  @Test func `what is withheld and what is erased are told apart`() throws {
    try Sample.use { sample in
      let folder = sample.folder
      let steps = try folder.shell(
        """
        set -e
        tally snapshot public --sign-with custodian
        tally redact second quote --reason r --test-clock 2026-11-24T01:00:00Z
        tally snapshot later --sign-with custodian --audience court
        """)
      try #require(steps.status == 0, "\(steps.output)")
      for (name, counts) in [
        ("evidence", "1 present, 0 withheld, 0 erased"),
        ("public", "0 present, 1 withheld, 0 erased"),
        ("later", "0 present, 0 withheld, 1 erased"),
      ] {
        let ending = try folder.shell(
          "python3 -B '\(Project.root)/tools/verify_snapshot.py' \(name) --vkey '\(sample.key)' "
            + "--allowed-signers evidence/allowed_signers")
        #expect(ending.status == 0, "\(ending.output)")
        #expect(ending.lines.contains("sealed fields: \(counts)"), "\(ending.output)")
      }
    }
  }

  /// `tally append` refuses a redaction that names another event; a stranger's log can hold one.
  @Test func `a redaction erases what is sealed in the event that it names, and nothing else`()
    throws
  {
    let counted = try TemporaryFolder.use { folder in
      try folder.shell(
        """
        PYTHONPATH='\(Project.root)/tools' python3 -B - <<'END'
        import verify_snapshot
        def entry(seq, type, **body):
            return {"seq": seq, "id": f"{seq:032x}", "type": type, "body": body}
        for of in ("1", "2"):
            print(verify_snapshot.check_disclosures(b"", [
                entry(1, "announcement", _sd=["D"]), entry(2, "announcement", _sd=["E"]),
                entry(3, "redaction", of=of.zfill(32), digest="D")], None))
        END
        """)
    }
    #expect(
      counted.lines == [
        "sealed fields: 0 present, 1 withheld, 1 erased",
        "sealed fields: 0 present, 2 withheld, 0 erased",
      ], "\(counted.output)")
  }

  @Test(arguments: [1, 2])
  func `a made-up record of many corrections, totals and units is whole to both`(seed: Int) throws {
    try TemporaryFolder.use { folder in
      let ending = try folder.shell(
        """
        set -e
        python3 -B '\(Project.root)/tools/bench/generate.py' --events 600 --seed \(seed) > made.jsonl
        tally init --origin second.test/record --test-clock 2027-01-01T00:00:00Z
        tally append made.jsonl
        tally snapshot all
        tally snapshot earlier --as-of 2020-01-01
        key=$(tally key show | head -1)
        for folder in all earlier; do
          tally verify $folder --vkey "$key"
          python3 -B '\(Project.root)/tools/verify_snapshot.py' $folder --vkey "$key"
        done
        """)
      #expect(ending.status == 0, "\(ending.output)")
      #expect(ending.lines.count { $0.contains("were worked out from the entries") } == 2)
    }
  }

  /// One record in which each speaker writes the same days in other forms.
  @Test func `dates in every form, and times of every place, are read alike by both`() throws {
    try TemporaryFolder.use { folder in
      let forms = [
        "2025-06-13", "2025-06-13T10:00:00Z", "2025-06-13T00:30:00+03:00", "2025-06-13T23:00:00",
        "2025-06-13/2025-06-13", "[2025-06-13]", "2025-06-14", "2025-06", "2025-06-XX",
        "2025-06-01/2025-06-30", "{2025-06-01..2025-06-30}", "2025-21", "2025-23?", "[2025-21]",
        "2025", "2025-06-10/2025-06-12", "../2025-06-12", "[2025-06-13,2025-06-14]",
      ]
      let times = [
        "2025-06-14T01:20:00+03:00", "2025-06-13T23:30:00-05:00", "2025-06-13T22:20:00.5Z",
        "2025-06-14", "2025-06-13T23:00:00Z", "2025-06-15T00:30:00+14:00",
      ]
      var lines = ""
      for (place, form) in (forms + forms).enumerated() {
        let side = place < forms.count ? ("ru", "RU") : ("ua", "UA")
        let stated = times[(place * 5 + place / forms.count) % times.count]
        lines += #"{"type":"announcement","stated":"\#(stated)","body":{"speaker":"\#(side.0)","#
        lines += #""side":"\#(side.1)","attribution":"named","claim":{"act":"handover","#
        lines += #""what":"remains","from":"RU","to":"UA","whose":"UA","when":"\#(form)","#
        lines += #""count":{"exact":\#(place * place + 1)}}}}"# + "\n"
      }
      try folder.write(Data(lines.utf8), to: "made.jsonl")
      let ending = try folder.shell(
        """
        set -e
        tally init --origin second.test/record --test-clock 2027-01-01T00:00:00Z
        tally append made.jsonl
        key=$(tally key show | head -1)
        tally snapshot all
        for day in 2025-06-12 2025-06-13 2025-06-14 2025-06-15; do
          tally snapshot by-$day --as-of $day
          tally snapshot on-$day --occurred $day..$day
        done
        for folder in all by-* on-*; do
          tally verify $folder --vkey "$key"
          python3 -B '\(Project.root)/tools/verify_snapshot.py' $folder --vkey "$key"
        done
        """)
      #expect(ending.status == 0, "\(ending.output)")
      #expect(ending.lines.count { $0.contains("were worked out from the entries") } == 9)
    }
  }

  @Test func `a command that is not understood has status 64, and no folder status 1`() throws {
    try TemporaryFolder.use { folder in
      let tool = "python3 -B '\(Project.root)/tools/verify_snapshot.py'"
      for (flags, status, words) in [
        ("", 64, "Error: the following arguments are required: folder"),
        ("a b", 64, "Error: unrecognized arguments: b"),
        ("nothing", 1, "Error: 'nothing' is no folder."),
        ("--help", 0, "usage: "),
      ] as [(String, Int32, String)] {
        let ending = try folder.shell("\(tool) \(flags)")
        #expect(ending.status == status)
        #expect(ending.output.contains(words), "\(ending.output)")
      }
    }
  }
}
