internal import ArgumentParser
internal import Glibc
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// Checks a page that came alone, and prints what was found.
struct PageChecking {
  let path: String
  let given: VerifierKey?
  let against: [String]
  let format: Format

  /// The most bytes of a page: as many events as it may hold, three times over.
  private static let limit = 3 * ReportPage.mostEvents * Event.longest

  /// Whether a file is to be read as a page: by its name, or by its first bytes.
  static func isPage(_ path: String) -> Bool {
    path.hasSuffix(".html") || starts(path, with: Array("<!DOCTYPE html>".utf8))
  }

  private static func starts(_ path: String, with wanted: [UInt8]) -> Bool {
    guard let file = Descriptor(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)) else { return false }
    var first = [UInt8](repeating: 0, count: wanted.count)
    // A pipe or a device is not read: pread gives an error for the one, and 0 for most others.
    let count = file.use { pread($0, &first, wanted.count, 0) }
    return count == wanted.count && first == wanted
  }

  func run() throws {
    let bytes = try Files.read(path, limit: Self.limit, what: "the page of a snapshot")
    guard PageAudit.mayBePage(bytes) else {
      throw Failure(
        "\(escaped(path)) is no page of a snapshot.",
        hint: "Name the report.html of a snapshot, or its folder.")
    }
    let log = PageAudit.log(of: bytes)
    let vouched = try given ?? log.flatMap { try KeyFolder(origin: $0.origin.text).verifier() }
    let kept = try log.map { log in
      try against.map { try KeptFile.open($0, of: log.origin.text, with: vouched ?? log.key) }
    }
    let report = PageAudit(of: bytes, vouched: vouched, against: kept ?? []).run()
    var output = StandardOutput()
    if format == .json {
      output.writeLine(CanonicalJSON.bytes(.object(report.json)))
    } else {
      for line in report.lines { output.write(escaped(line) + "\n") }
    }
    output.flush()
    if !report.isWhole { throw ExitCode(2) }
    if let name = report.unproven.first {
      throw Failure(
        "Whether it extends \(name) cannot be told from a page that does not hold all events.",
        hint: "Verify the folder of its snapshot.")
    }
    if !report.isVouched { throw ExitCode(3) }
  }
}

extension PageAuditReport {
  /// The report for people.
  var lines: [String] {
    let name = head.map { "\($0.origin): " } ?? ""
    var lines = ["\(name)\(isWhole ? "whole" : "NOT WHOLE")"]
    lines += findings.prefix(100).map(\.description)
    if findings.count > 100 { lines.append("\(findings.count - 100) more findings are not listed") }
    guard let head else { return lines + ["Nothing else was checked."] }
    lines.append("page of \(shown) of \(head.size) events, root \(head.root.base64)")
    if extended > 0 {
      lines.append("extends \(extended == 1 ? "the older one" : "\(extended) older ones")")
    }
    lines.append(keyLine)
    lines.append(
      "Proves: the keeper of the key signed the events and the text of this page, and its script is "
        + "that of this release. Does not prove: that the figures follow from the events (verify the "
        + "folder), that a statement is true, or that the record is complete.")
    return lines
  }

  private var keyLine: String {
    guard let key else { return "no key" }
    return isVouched
      ? "key \(key.identity), vouched for"
      : "key \(key), from the page itself: NOBODY VOUCHED FOR IT (give --vkey)"
  }

  /// The report for programs.
  var json: JSONObject {
    [
      "origin": head.map { .string($0.origin.text) } ?? .null, "whole": .bool(isWhole),
      "size": head.map { .integer(Int64($0.size)) } ?? .null,
      "root": head.map { .string($0.root.base64) } ?? .null, "events": .integer(Int64(shown)),
      "extends": .integer(Int64(extended)), "key": key.map { .string($0.description) } ?? .null,
      "vouched": .bool(isVouched), "findings": .array(findings.map { .object($0.json) }),
    ]
  }
}
