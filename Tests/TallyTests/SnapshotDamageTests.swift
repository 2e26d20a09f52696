import Foundation
import Testing

/// The shipped record's snapshot, damaged on the disk.
struct SnapshotDamageTests {
  /// The files of the article's snapshot, and those of the whole record's log, which has a full
  /// tile and a second level.
  private static let files =
    ShippedSnapshot.article.paths.map { (snapshot: ShippedSnapshot.article, path: $0) }
    + ShippedSnapshot.whole.paths.filter { $0.hasPrefix("tile/") }
    .map { (snapshot: ShippedSnapshot.whole, path: $0) }

  @Test func `there are files of every kind to damage`() {
    let paths = Set(Self.files.map(\.path))
    for path in [
      "events.jsonl", "report.html", "SHA256SUMS.sig", "tile/0/000", "tile/1/000.p/1",
      "tile/0/000.p/45", "tile/entries/000", "tile/entries/001.p/44",
    ] {
      #expect(paths.contains(path), "\(path)")
    }
    #expect(paths.count == ShippedSnapshot.article.paths.count + 5)
  }

  /// The checks that need nothing of the program; whether each passes.
  private static func outsiders(_ folder: TemporaryFolder) throws -> (sums: Bool, custodian: Bool) {
    let sums = try folder.shell("cd shipped && sha256sum --strict -c SHA256SUMS").status == 0
    let custodian = try folder.shell(
      "ssh-keygen -Y verify -f shipped/allowed_signers -I signed.test/r -n snapshot@signed.test "
        + "-s shipped/SHA256SUMS.sig < shipped/SHA256SUMS")
    return (sums, custodian.status == 0)
  }

  @Test(arguments: files)
  func `a changed byte of a file is found by every check that covers it`(
    snapshot: ShippedSnapshot, path: String
  ) throws {
    try snapshot.use { folder in
      let file = URL(filePath: folder.work + "/shipped/" + path)
      let bytes = try Data(contentsOf: file)
      var random = Seeded(state: UInt64(path.utf8.count))
      let place = Int.random(in: bytes.indices, using: &random)
      var other = bytes
      other[place] ^= UInt8.random(in: 1...255, using: &random)
      try other.write(to: file)
      let report = try folder.verified("shipped")
      #expect(!report.whole && report.names(path), "byte \(place): \(report.findings)")
      let passed = try Self.outsiders(folder)
      let unsummed = ["SHA256SUMS", "SHA256SUMS.sig", "checkpoint", "sums.note"]
      #expect(passed.sums == unsummed.contains(path) || path == "SHA256SUMS")
      let custodians = ["SHA256SUMS", "SHA256SUMS.sig", "allowed_signers"]
      #expect(passed.custodian == !custodians.contains(path))
    }
  }

  @Test(arguments: files)
  func `a file that is gone, renamed, or a link or pipe is found and named`(
    snapshot: ShippedSnapshot, path: String
  ) throws {
    try snapshot.use { folder in
      let file = "'shipped/\(path)'"
      for change in [
        "mv \(file) out", "cp out 'shipped/\(path)x'",
        "rm 'shipped/\(path)x'; ln -s \"$PWD/out\" \(file)", "rm \(file); mkfifo \(file)",
        "rm \(file); mkdir \(file)",
      ] {
        #expect(try folder.shell(change).status == 0)
        let report = try folder.verified("shipped")
        #expect(!report.whole && report.names(path), "\(change): \(report.findings)")
      }
    }
  }

  @Test func `no link is followed, wherever it stands`() throws {
    try ShippedSnapshot.article.use { folder in
      for name in ["tile", "reports", "tile/0", "tile/entries", "tile/0/000.p"] {
        let moved = try folder.shell(
          "mv 'shipped/\(name)' out && ln -s \"$PWD/out\" 'shipped/\(name)'")
        #expect(moved.status == 0, "\(moved.output)")
        let report = try folder.verified("shipped")
        #expect(report.names(name), "\(name): \(report.findings)")
        _ = try folder.shell("rm 'shipped/\(name)'; mv out 'shipped/\(name)'")
      }
      #expect(try folder.verified("shipped").whole)
      // The folder itself may be named by a link: it is the one that was asked about.
      _ = try folder.shell("ln -s shipped link")
      #expect(try folder.verified("link").whole)
    }
  }

  @Test func `files too many are found`() throws {
    try ShippedSnapshot.article.use { folder in
      let made = try folder.shell(
        "cd shipped; touch extra tile/0/002 reports/x.json .hidden; mkdir empty; "
          + "printf x > \"$(printf 'a\\nb\\377\\033')\"")
      #expect(made.status == 0)
      let report = try folder.verified("shipped")
      for name in ["extra", "tile/0/002", "reports/x.json", ".hidden", "empty"] {
        #expect(report.names(name), "\(name)")
      }
      #expect(report.findings.count == 6)
      let text = try folder.tally("verify", "shipped")
      #expect(!text.output.contains("\u{1B}") && text.output.contains("\\u{a}"))
    }
  }

  @Test func `the steps of README.txt fail when a file is changed`() throws {
    try ShippedSnapshot.article.use { folder in
      let made = try folder.tally(
        "snapshot", "few", "--as-recorded", "#3", "--sign-with", "custodian")
      try #require(made.status == 0, "\(made.errors)")
      #expect(try folder.passesSteps("few"))
      let paths = try folder.shell("cd few && find . -type f | cut -c3-").lines
      #expect(paths.count > 20)
      for path in paths where path != "README.txt" {
        _ = try folder.shell("cp 'few/\(path)' out; printf ' ' >> 'few/\(path)'")
        #expect(try !folder.passesSteps("few"), "\(path)")
        _ = try folder.shell("cp out 'few/\(path)'")
      }
    }
  }

  @Test func `the steps find events changed together with the sums`() throws {
    try ShippedSnapshot.article.use { folder in
      let changed = try folder.shell(
        "cd shipped && sed -i '2s/\"v\":1/\"v\":2/' events.jsonl && "
          + "cut -c67- SHA256SUMS | xargs sha256sum > ../s && mv ../s SHA256SUMS && "
          + "sed -n 's/^    //p' README.txt > ../steps.sh; sh ../steps.sh")
      #expect(changed.status == 1)
      // Each says in which step: the custodian, the log's key, and the events.
      #expect(
        changed.lines.filter { $0.hasPrefix("step ") } == [
          "step 2 failed: the custodian did not sign SHA256SUMS",
          "step 3 failed: SHA256SUMS is not the one that sums.note signs",
          "step 4 failed: the events do not give the root of the checkpoint",
        ])
      #expect(changed.lines.last == "not every step passed")
    }
  }
}
