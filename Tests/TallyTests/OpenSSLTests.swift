import Foundation
import Testing

/// The article on the format: its example, and its steps to verify a checkpoint by hand.
struct OpenSSLTests {
  private static let path = "Sources/Tallystick/Documentation.docc/Format.md"

  /// The one block of the article in a language; what stands before it counts as empty lines.
  private static func block(_ language: String) throws -> [String] {
    let text = try String(contentsOfFile: "\(Project.root)/\(path)", encoding: .utf8)
    let lines = text.separateLines
    let starts = lines.indices.filter { lines[$0] == "```\(language)" }
    try #require(starts.count == 1)
    let start = starts[0] + 1
    return Array(repeating: "", count: start) + lines[start...].prefix { $0 != "```" }
  }

  private static let accepted = "Signature Verified Successfully"

  /// Makes a record with a checkpoint, and puts the steps beside it.
  private static func prepare(_ folder: TemporaryFolder) throws {
    let steps = try block("sh").joined(separator: "\n") + "\n"
    try folder.write(Data(steps.utf8), to: "verify.sh")
    for line in [
      "tally init --origin openssl.test/record --test-clock 2026-01-01T00:00:00Z",
      "tally source --source s --kind person --name S --reason r --stated 2025-06-13",
      "tally checkpoint > checkpoint.txt", "tally key show > vkey.txt",
    ] {
      let ending = try folder.shell(line)
      try #require(ending.status == 0, "\(ending.output)")
    }
  }

  @Test func `the example in the article is real`() throws {
    let session = Transcript(try Self.block("console").joined(separator: "\n"))
    #expect(session.steps.count >= 15)
    try TemporaryFolder.use { folder in
      var changed: [(step: Transcript.Step, actual: [String])] = []
      for step in session.steps {
        if let actual = try step.run(in: folder, of: "Format.md") { changed.append((step, actual)) }
      }
      try Transcript.rewrite("\(Project.root)/\(Self.path)", changed)
    }
  }

  @Test func `the steps in the article need nothing of the program`() throws {
    let words = try Self.block("sh").filter { !$0.hasPrefix("#") }.flatMap {
      $0.matches(of: #/(?:^|[|({;] *)([a-z0-9]+) /#).map { String($0.1) }
    }
    let known: Set = [
      "base64", "cat", "cut", "head", "openssl", "printf", "set", "tail", "test",
    ]
    #expect(Set(words).subtracting(known) == [])
  }

  @Test func `a checkpoint verifies by the steps in the article`() throws {
    try TemporaryFolder.use { folder in
      try Self.prepare(folder)
      let ending = try folder.shell("sh verify.sh")
      #expect(ending.status == 0)
      #expect(ending.lines == [Self.accepted])
    }
  }

  @Test func `a note with any byte changed fails the steps`() throws {
    try TemporaryFolder.use { folder in
      try Self.prepare(folder)
      let note = try Data(contentsOf: URL(filePath: folder.work + "/checkpoint.txt"))
      // Every part of the note, the ends of its lines, and bytes between.
      let newlines = note.indices.filter { note[$0] == 0x0A }
      let ends = newlines.flatMap { [$0 - 1, $0, $0 + 1] }.filter { note.indices.contains($0) }
      for place in Set(ends + stride(from: 0, to: note.count, by: 29)).sorted() {
        var changed = note
        changed[place] ^= 1
        try folder.write(changed, to: "checkpoint.txt")
        let ending = try folder.shell("sh verify.sh")
        #expect(ending.status != 0, "byte \(place)")
      }
    }
  }

  /// Changes after which the parts of the note still have their forms.
  private static let changes = [
    "sed -i '1s/record/recorb/' checkpoint.txt", "sed -i '2s/.*/2/' checkpoint.txt",
    "sed -i '2s/^/0/' checkpoint.txt", "sed -i '5p' checkpoint.txt",
    "printf '\\n' >> checkpoint.txt", "sed -i '4d' checkpoint.txt",
    "sed -i 's/$/\\r/' checkpoint.txt", "sed -i 's/^openssl/other/' vkey.txt",
    "tally key show --record other.tally > vkey.txt", "cp other.txt checkpoint.txt",
  ]

  @Test func `a note changed in form, another note and another key fail the steps`() throws {
    try TemporaryFolder.use { folder in
      try Self.prepare(folder)
      let other = try folder.shell(
        "export TALLY_RECORD=other.tally; "
          + "tally init --origin openssl.test/other --test-clock 2026-01-01T00:00:00Z && "
          + "tally source --source s --kind person --name S --reason r --stated 2025-06-13 && "
          + "tally checkpoint > other.txt && cp checkpoint.txt vkey.txt ..")
      try #require(other.status == 0, "\(other.output)")
      for change in Self.changes {
        let made = try folder.shell("cp ../*.txt . && \(change)")
        try #require(made.status == 0, "\(made.output)")
        let ending = try folder.shell("sh verify.sh")
        #expect(ending.status != 0, "\(change)")
        #expect(!ending.lines.contains(Self.accepted), "\(change)")
      }
    }
  }

  /// Notes signed by the log's own key, each with one thing that does not fit; the first fits.
  private static let forgeries: [(name: String, command: String)] = [
    ("nothing", "sign ../text ../id"),
    ("a byte of the text", "sed 2s/1/2/ ../text > other; sign ../text ../id; put other"),
    ("the origin", "sed 1s/record/other/ ../text > other; sign other ../id"),
    ("the key ID", "printf '\\001\\002\\003\\004' > other; sign ../text other"),
    ("the type of the key", "change_type; sign ../text other"),
    ("the last character of the base64", "sign ../text ../id; tail -n 1 checkpoint.txt | respell"),
  ]

  private static let forger = #"""
    { printf '\060\056\002\001\000\060\005\006\003\053\145\160\004\042\004\040'
      tally key export | cut -d+ -f5- | base64 -d | tail -c 32; } > ../key.der
    head -n 3 ../checkpoint.txt > ../text
    tail -n 1 ../checkpoint.txt | cut -d' ' -f3 | base64 -d | head -c 4 > ../id
    sign() {
      openssl pkeyutl -sign -keyform DER -inkey ../key.der -rawin -in "$1" -out signed
      { cat "$1"; printf '\n— openssl.test/record %s\n' "$(cat "$2" signed | base64 -w 0)"
      } > checkpoint.txt
    }
    put() { { cat "$1"; tail -n +4 checkpoint.txt; } > put; mv put checkpoint.txt; }
    change_type() {
      { printf '\004'; cut -d+ -f3- ../vkey.txt | base64 -d | tail -c 32; } > key
      { printf 'openssl.test/record\n'; cat key; } | openssl dgst -sha256 -binary | head -c 4 > other
      printf 'openssl.test/record+00000000+%s\n' "$(base64 -w 0 key)" > vkey.txt
    }
    respell() {  # a character with bits too many, which stands for the same bytes
      IFS= read -r line; start=${line%?=}; last=${line#"$start"}
      next=$(printf %s "${last%=}" | tr 'A-Za-z0-9+' 'B-Za-z0-9+/')
      { head -n 4 checkpoint.txt; printf '%s%s=\n' "$start" "$next"; } > put; mv put checkpoint.txt
    }
    """#

  @Test func `a note by the right key fails the steps when one part of it does not fit`() throws {
    try TemporaryFolder.use { folder in
      try Self.prepare(folder)
      try folder.write(Data(Self.forger.utf8), to: "forger.sh")
      _ = try folder.shell("cp checkpoint.txt vkey.txt ..")
      for forgery in Self.forgeries {
        let made = try folder.shell("set -e; cp ../vkey.txt .; . ./forger.sh; \(forgery.command)")
        try #require(made.status == 0, "\(forgery.name): \(made.output)")
        let ending = try folder.shell("sh verify.sh")
        #expect((ending.status == 0) == (forgery.name == "nothing"), "\(forgery.name)")
      }
    }
  }
}
