import Foundation
import TallyReports
import Tallystick
import Testing

/// A snapshot of shipped events, with all keys, made once and put into the folder of a test.
struct ShippedSnapshot: Sendable, CustomTestStringConvertible {
  /// The origin of the record.
  static let origin = "signed.test/r"

  /// That of all the 300 events, whose log has a full tile.
  static let whole = ShippedSnapshot(of: "article", "public-record")

  /// That of the 45 events of the article, for tests that verify it again and again: to verify it
  /// takes a quarter of the time.
  static let article = ShippedSnapshot(of: "article")

  let testDescription: String
  private let made: Result<KeptFolder, any Error>

  private init(of files: String...) {
    testDescription = files.joined(separator: " and ")
    made = Result { try KeptFolder { folder in try ShippedSnapshot.make(files, in: folder) } }
  }

  private static func make(_ files: [String], in folder: TemporaryFolder) throws {
    try folder.link(Project.root + "/events")
    let lines =
      ["tally init --origin \(origin) --test-clock 2026-11-23T12:00:00Z"]
      + files.map { "tally append events/istanbul-2025/\($0).jsonl" }
      + [
        "ssh-keygen -q -t ed25519 -N '' -C '' -f custodian",
        "tally snapshot shipped --sign-with custodian",
      ]
    for line in lines {
      let ending = try folder.shell(line)
      try #require(ending.status == 0, "\(ending.output)")
    }
  }

  /// Hands a folder with the record `record.tally`, the SSH key `custodian` and the snapshot
  /// `shipped` to `body`.
  func use<Value>(_ body: (TemporaryFolder) throws -> Value) throws -> Value {
    try made.get().use(inMemory: true, body)
  }

  /// Keeps such a folder with what `body` adds to it.
  func kept(_ body: (TemporaryFolder) throws -> Void) throws -> KeptFolder {
    try KeptFolder(after: made.get(), body)
  }

  /// The paths of its files.
  var paths: [String] { (try? made.get().files(under: "work/shipped")) ?? [] }
}

/// What `tally verify FOLDER --format json` prints of a snapshot.
struct VerifiedSnapshot: Decodable {
  struct Found: Decodable, Hashable {
    let `class`: String
    let file: String?
    let first: Int?
    let last: Int?

    /// The first and the last event that it is about.
    var seqs: ClosedRange<Int>? { first.flatMap { first in last.map { first...$0 } } }
  }

  let whole: Bool
  let vouched: Bool
  let custodian: String?
  let isCustodianVouched: Bool
  let size: Int?
  let files: Int
  let extends: Int
  let findings: [Found]

  private enum CodingKeys: String, CodingKey {
    case whole
    case vouched
    case custodian
    case isCustodianVouched = "custodian_vouched"
    case size
    case files
    case extends
    case findings
  }

  /// Whether a finding names the file.
  func names(_ file: String) -> Bool { findings.contains { $0.file == file } }
}

extension TemporaryFolder {
  /// Verifies a snapshot; the exit status must fit what is printed.
  func verified(_ snapshot: String, _ flags: String...) throws -> VerifiedSnapshot {
    let ending = try start(["verify", snapshot, "--format", "json"] + flags).ending()
    let report = try JSONDecoder().decode(VerifiedSnapshot.self, from: Data(ending.output.utf8))
    let isVouched = report.vouched && (report.custodian == nil || report.isCustodianVouched)
    #expect(ending.status == (report.whole ? (isVouched ? 0 : 3) : 2), "\(ending.errors)")
    return report
  }

  /// Runs the steps of a snapshot's README.txt; whether each passes.
  func passesSteps(_ snapshot: String) throws -> Bool {
    let ending = try shell(
      "cd \(snapshot) && sed -n 's/^    //p' README.txt > ../steps.sh && sh ../steps.sh")
    return ending.status == 0 && !ending.output.contains("failed")
  }
}
