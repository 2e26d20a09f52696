internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// Checks a snapshot, and prints what was found.
struct SnapshotChecking {
  let path: String
  let given: VerifierKey?
  let against: [String]
  let allowedSigners: String?
  let format: Format

  /// Whether the events are enough, where the figures were made under other rules.
  var isEventsOnly = false

  func run() throws {
    let folder = try OpenFolder(path)
    let keys = try SnapshotAudit.origin(of: folder).map { try KeyFolder(origin: $0.text) }
    let signers = try allowedSigners.map {
      try Files.read($0, limit: 1 << 20, what: "a file of allowed signers")
    }
    let vouched = try given ?? keys?.verifier()
    let audit = SnapshotAudit(
      of: folder, vouched: vouched, against: try kept(folder, vouched), signers: signers
    ) { signature, message, signers, principal, namespace in
      try SSHKeygen.verify(
        signature, over: message, signers: signers, principal: principal, namespace: namespace)
    }
    var progress = Progress()
    let report = try audit.run(check: RowChecking.check) { stage, done, total in
      progress.advance(stage.checking, to: done, of: total)
    }
    progress.end()
    print(report)
    if !report.isWhole { throw ExitCode(2) }
    if !report.isVouchedThroughout || report.otherRules != nil && !isEventsOnly {
      throw ExitCode(3)
    }
  }

  /// The evidence that was given, of the log that the snapshot names.
  private func kept(
    _ folder: OpenFolder, _ vouched: VerifierKey?
  ) throws -> [KeptCheckpoint] {
    // A snapshot without origin or key is damaged, and that is found.
    guard let origin = try SnapshotAudit.origin(of: folder),
      let key = try vouched ?? SnapshotAudit.key(of: folder)
    else { return [] }
    return try against.map { try KeptFile.open($0, of: origin.text, with: key) }
  }

  private func print(_ report: SnapshotAuditReport) {
    var output = StandardOutput()
    if format == .json {
      output.writeLine(CanonicalJSON.bytes(.object(report.json)))
    } else {
      for line in report.lines { output.write(escaped(line) + "\n") }
    }
    output.flush()
  }
}

/// A checkpoint that was kept elsewhere: a file, or the one in a snapshot.
enum KeptFile {
  static func read(_ path: String) throws -> [UInt8] {
    let isFolder = OpenFolder.isFolder(path)
    return try Files.read(
      isFolder ? "\(path)/\(SnapshotFile.checkpoint.path)" : path,
      limit: SignedCheckpoint.maxByteCount,
      what: isFolder ? "a snapshot with its checkpoint" : "a checkpoint")
  }

  /// Opens it as evidence about a log; of a snapshot with the leaves of its tree.
  static func open(
    _ path: String, of origin: String, with key: VerifierKey
  ) throws -> KeptCheckpoint {
    var kept = try open(try read(path), name: escaped(path), of: origin, with: key)
    if OpenFolder.isFolder(path) { try kept.readLeaves(from: try OpenFolder(path)) }
    return kept
  }

  /// Opens a note as evidence about a log.
  static func open(
    _ note: [UInt8], name: String, of origin: String, with key: VerifierKey
  ) throws -> KeptCheckpoint {
    do {
      return try KeptCheckpoint(opening: note, name: name, of: origin, with: key)
    } catch {
      throw Failure(
        error.description,
        hint: "Name a checkpoint of \(escaped(origin)) that the key \(key) signed.")
    }
  }
}

extension SnapshotAuditReport {
  /// The report for people.
  var lines: [String] {
    guard let head else {
      return ["NOT WHOLE"] + findings.map(\.description) + [
        "Nothing else was checked: what a snapshot must hold, its checkpoint says."
      ]
    }
    let doubt = otherRules == nil ? "" : ", but figures not recomputed"
    var lines = ["\(head.origin): \(isWhole ? "whole\(doubt)" : "NOT WHOLE")"]
    lines += findings.prefix(100).map(\.description)
    if findings.count > 100 { lines.append("\(findings.count - 100) more findings are not listed") }
    lines.append(
      "snapshot of \(grouped(Int64(head.size))) event\(head.size == 1 ? "" : "s"), root "
        + head.root.base64)
    lines.append(figures)
    if let words = sealed.words { lines.append(words) }
    if signed > 0 { lines.append(AuditText.signed(signed)) }
    if extended > 0 {
      lines.append("extends \(extended == 1 ? "the older one" : "\(extended) older ones")")
    }
    lines += [keyLine, custodianLine]
    lines.append(
      "Proves: the keeper of the key signed these events and reports"
        + (otherRules == nil ? ", and the figures follow from the events" : "")
        + ". Does not prove: that a statement is true, that the record is complete, when "
        + "it was written, or who typed it.")
    return lines
  }

  private var figures: String {
    if let otherRules {
      return
        "figures not recomputed: the reports follow rules \(otherRules), this program has rules "
        + "\(Rules.version)"
    }
    guard let cut else { return "the reports were NOT worked out again" }
    return
      "\(reports) reports and the page worked out again from the events\(cut.title), day \(cut.cut.day)"
  }

  private var keyLine: String {
    guard let key else { return "no key" }
    return isVouched
      ? "key \(key.identity), vouched for"
      : "key \(key), from the snapshot itself: NOBODY VOUCHED FOR IT (give --vkey)"
  }

  private var custodianLine: String {
    guard let custodian else { return "signed by no custodian: the log's key alone signed" }
    let name = "custodian's key \(custodian.fingerprint) (\(custodian.type))"
    if isCustodianVouched { return "\(name), vouched for" }
    return hasSigners
      ? "\(name), NOT AMONG THE SIGNERS THAT YOU GAVE for the principal "
        + "\(head?.origin.text ?? "?"): its signature says nothing"
      : "\(name), from the snapshot itself: NOBODY VOUCHED FOR IT (give --allowed-signers)"
  }

  /// The report for programs.
  var json: JSONObject {
    [
      "origin": head.map { .string($0.origin.text) } ?? .null, "whole": .bool(isWhole),
      "size": head.map { .integer(Int64($0.size)) } ?? .null,
      "root": head.map { .string($0.root.base64) } ?? .null,
      "cut": cut.map { .object($0.json) } ?? .null, "reports": .integer(Int64(reports)),
      "other_rules": otherRules.map { .integer($0) } ?? .null,
      "files": .integer(Int64(files)), "extends": .integer(Int64(extended)),
      "key": key.map { .string($0.description) } ?? .null, "vouched": .bool(isVouched),
      "custodian": custodian.map { .string($0.line) } ?? .null,
      "custodian_vouched": .bool(isCustodianVouched),
      "sealed": .object(sealed.json), "signed_statements": .integer(Int64(signed)),
      "findings": .array(findings.map { .object($0.json) }),
    ]
  }
}
