import Foundation
import Tallystick
import Testing

/// The snapshot of the shipped record, with all keys, made once and put into the folder of a test.
struct ShippedSnapshot {
  /// The origin of the record.
  static let origin = "signed.test/r"

  private static let made = Result { try make() }

  /// Everything that lies in a test's folder once the snapshot is made.
  private static func make() throws -> Data {
    try TemporaryFolder.use { folder in
      try folder.link(Project.root + "/events")
      let lines = [
        "tally init --origin \(origin) --test-clock 2026-11-23T12:00:00Z",
        "tally append events/istanbul-2025/article.jsonl",
        "tally append events/istanbul-2025/public-record.jsonl",
        "ssh-keygen -q -t ed25519 -N '' -C '' -f custodian",
        "tally snapshot shipped --sign-with custodian", "tar -C .. -cf ../all.tar work config",
      ]
      for line in lines {
        let ending = try folder.shell(line)
        try #require(ending.status == 0, "\(ending.output)")
      }
      return try Data(contentsOf: URL(filePath: folder.path + "/all.tar"))
    }
  }

  /// Hands a folder with the record `record.tally`, the SSH key `custodian` and the snapshot
  /// `shipped` to `body`.
  static func use<Value>(_ body: (TemporaryFolder) throws -> Value) throws -> Value {
    try TemporaryFolder.use(inMemory: true) { folder in
      let tar = folder.path + "/all.tar"
      try made.get().write(to: URL(filePath: tar))
      let ending = try folder.shell("tar -C .. -xf '\(tar)' && rm '\(tar)'")
      try #require(ending.status == 0, "\(ending.output)")
      return try body(folder)
    }
  }

  /// The paths of its files.
  static let paths: [String] = {
    let listed = try? use { folder in
      try folder.shell("cd shipped && find . -type f | cut -c3- | LC_ALL=C sort").lines
    }
    return listed ?? []
  }()
}

/// What `tally verify FOLDER --format json` prints of a snapshot.
struct VerifiedSnapshot: Decodable {
  struct Found: Decodable, Hashable {
    let `class`: String
    let file: String?
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
    #expect(ending.status == (report.whole ? (report.vouched ? 0 : 3) : 2), "\(ending.errors)")
    return report
  }

  /// Runs the steps of a snapshot's README.txt; whether each passes.
  func passesSteps(_ snapshot: String) throws -> Bool {
    let ending = try shell(
      "cd \(snapshot) && sed -n 's/^    //p' README.txt > ../steps.sh && sh ../steps.sh")
    return ending.status == 0 && !ending.output.contains("failed")
  }
}
