import Foundation
import TallyReports
import Tallystick
import Testing
import TransparencyLog

/// A snapshot whose figures were made under rules that neither verifier has.
struct OtherRulesTests {
  /// A record of three events with the snapshot `few`, its reports as of other rules, signed again.
  private static func make(in folder: TemporaryFolder) throws {
    let made = try folder.shell(
      """
      set -e
      tally snapshot few --as-recorded '#3'
      sed -i 's/"rules":\(Rules.version),/"rules":99,/' few/cut.json few/reports/*.json
      """)
    try #require(made.status == 0, "\(made.output)")
    let key = try SignerKey(
      parsing: String(contentsOfFile: "\(folder.keys)/log.key", encoding: .utf8).separateLines[0])
    let head = try SignedCheckpoint(
      opening: try bytes("checkpoint", folder), with: key.verifier
    ).checkpoint
    let note = try DigestsNote(
      opening: bytes("reports.note", folder), .reports, of: head.origin, with: key.verifier)
    var digests: [String: Hash] = [:]
    for line in note.digests.lines {
      let isFile = line.name == "cut.json" || line.name.hasPrefix("reports/")
      digests[line.name] = isFile ? Hash.of(try bytes(line.name, folder)) : line.digest
    }
    try write(
      DigestsNote(.reports, head: head, digests: Checksums(digests)).sign(with: key).bytes,
      "reports.note", folder)
    let summed = try folder.shell(
      "set -e; cd few; cut -c67- SHA256SUMS | xargs sha256sum > ../sums; mv ../sums SHA256SUMS")
    try #require(summed.status == 0, "\(summed.output)")
    let sums = DigestsNote.sums(try bytes("SHA256SUMS", folder), of: head)
    try write(sums.sign(with: key).bytes, "sums.note", folder)
  }

  private static func bytes(_ name: String, _ folder: TemporaryFolder) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(folder.work)/few/\(name)")))
  }

  private static func write(_ bytes: [UInt8], _ name: String, _ folder: TemporaryFolder) throws {
    try Data(bytes).write(to: URL(filePath: "\(folder.work)/few/\(name)"))
  }

  private static let second = "python3 -B '\(Project.root)/tools/verify_snapshot.py'"

  @Test func `all but the figures is checked, and both say so with status 3`() throws {
    try ShippedSnapshot.article.use { folder in
      try Self.make(in: folder)
      let ending = try folder.tally("verify", "few")
      #expect(ending.status == 3, "\(ending.output)")
      #expect(ending.lines.first == "signed.test/r: whole, but figures not recomputed")
      #expect(ending.output.contains("the reports follow rules 99, this program has rules 2"))
      #expect(!ending.output.contains("the figures follow"))
      #expect(try folder.tally("verify", "few", "--events-only").status == 0)
      let key = try folder.verifierKey()
      for (flags, status) in [("", Int32(3)), ("--events-only", 0)] {
        let other = try folder.shell("\(Self.second) few --vkey '\(key)' \(flags)")
        #expect(other.status == status, "\(other.output)")
        #expect(other.output.contains("figures not recomputed"))
      }
    }
  }

  @Test func `an altered report is found all the same`() throws {
    try ShippedSnapshot.article.use { folder in
      try Self.make(in: folder)
      let ending = try folder.shell("echo >> few/reports/totals.csv; tally verify few")
      #expect(ending.status == 2)
      #expect(ending.output.contains("reports/totals.csv"), "\(ending.output)")
      #expect(ending.lines.first == "signed.test/r: NOT WHOLE")
    }
  }

  @Test func `--events-only goes with a snapshot alone`() throws {
    try ShippedSnapshot.article.use { folder in
      let ending = try folder.tally("verify", "--events-only")
      #expect(ending.status == 64 && ending.errors.contains("--events-only: only a snapshot"))
    }
  }
}
