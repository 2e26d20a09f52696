internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// Checks a proof file together with the entry beside it.
struct ProofChecking {
  let path: String
  let vouched: VerifierKey?
  let format: Format

  func run() throws {
    let files = ProofFiles(path)
    let entry = try Files.read(
      files.entry, limit: Event.longest, what: "the entry beside the proof")
    let bytes = try Files.read(
      files.proof, limit: SignedCheckpoint.maxByteCount * 2, what: "a .tlog-proof")
    let report = try check(bytes, entry)
    var output = StandardOutput()
    if format == .json {
      output.writeLine(CanonicalJSON.bytes(.object(report.json)))
    } else {
      for line in report.lines { output.write(escaped(line) + "\n") }
    }
    output.flush()
    if report.finding != nil { throw ExitCode(2) }
    if !report.isVouched { throw ExitCode(3) }
  }

  private func check(_ bytes: [UInt8], _ entry: [UInt8]) throws -> Report {
    let proof: TlogProof
    let checkpoint: Checkpoint
    do {
      proof = try TlogProof(parsing: bytes)
      checkpoint = try Checkpoint(parsing: proof.checkpoint.text)
    } catch {
      return Report(finding: Finding(.badProof, "the file is no proof: \(error)"))
    }
    guard let key = try vouched ?? KeyFolder(origin: checkpoint.origin.text).verifier() else {
      throw Failure(
        "There is no key to check the proof with: none is given, and none of "
          + "\(escaped(checkpoint.origin.text)) is on this machine.",
        hint: "Give it with --vkey, as the keeper of the record publishes it.", status: 3)
    }
    do {
      let signed = try proof.check(leafHash: Hash.leaf(of: entry), with: key)
      return Report(
        finding: ProofChecking.finding(entry, at: proof.index), checkpoint: signed.checkpoint,
        key: key, seq: proof.index + 1, isVouched: true)
    } catch {
      return Report(finding: Finding(.badProof, error.description), key: key)
    }
  }

  /// What is wrong with an entry that is proven to be in the log.
  private static func finding(_ bytes: [UInt8], at index: Int) -> Finding? {
    CheckedRow(AuditRow(seq: index + 1, bytes: bytes)).finding
  }

  private struct Report {
    let finding: Finding?
    var checkpoint: Checkpoint?
    var key: VerifierKey?
    var seq: Int?
    var isVouched = false

    var lines: [String] {
      if let finding { return ["NOT PROVEN", finding.description] }
      let covered = checkpoint.map { "\($0.origin), size \($0.size), root \($0.root.base64)" }
      return [
        "proven: the event is #\(seq ?? 0) of the record \(covered ?? "")",
        "key \(key?.identity.description ?? "none"), vouched for",
        "Proves: the record held this event, byte for byte, when the checkpoint was signed. Does "
          + "not prove: that it is true, or that nothing later retracts it.",
      ]
    }

    var json: JSONObject {
      [
        "whole": .bool(finding == nil), "seq": seq.map { .integer(Int64($0)) } ?? .null,
        "origin": checkpoint.map { .string($0.origin.text) } ?? .null,
        "size": checkpoint.map { .integer(Int64($0.size)) } ?? .null,
        "key": key.map { .string($0.description) } ?? .null, "vouched": .bool(isVouched),
        "findings": .array(finding.map { [.object($0.json)] } ?? []),
      ]
    }
  }
}
