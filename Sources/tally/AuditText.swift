internal import Tallystick
internal import TransparencyLog

extension AuditReport {
  /// The report for people; of the log in a folder, `beside` are the other files there, which were not
  /// looked at.
  func lines(beside: [String]?) -> [String] {
    let events = "\(grouped(Int64(size))) event\(size == 1 ? "" : "s")"
    let verdict = isWhole ? beside == nil ? "whole" : "the log is whole" : "NOT WHOLE"
    var lines = ["\(origin): \(verdict)"]
    if let beside { lines.append(AuditText.notChecked(beside)) }
    lines += findings.prefix(100).map(\.description)
    if findings.count > 100 { lines.append("\(findings.count - 100) more findings are not listed") }
    lines.append("\(events), root \(root?.base64 ?? "none, as an entry is missing")")
    lines.append(coverage)
    if let words = sealed.words { lines.append(words) }
    if signed > 0 { lines.append(AuditText.signed(signed)) }
    lines.append(keyLine)
    lines.append(
      "Proves: what a checkpoint covers was not changed since. Does not prove: that it is true or "
        + "complete, or who typed it; whoever holds file and key can rewrite what no checkpoint "
        + "kept by somebody else covers.")
    return lines
  }

  private var coverage: String {
    let word = checkpoints == 1 ? "checkpoint" : "checkpoints"
    let open = size - covered
    let rest =
      open <= 0
      ? "every event is covered" : "\(grouped(Int64(open))) events that no checkpoint covers"
    return "\(checkpoints) \(word); \(rest)"
  }

  private var keyLine: String {
    guard let key else { return "no key: the record has no checkpoint yet" }
    guard isSigned else {
      return "key \(key.identity) signed nothing of it: NOBODY VOUCHES FOR IT (no checkpoint "
        + "covers an event; `tally checkpoint` signs one, and --against takes one kept elsewhere)"
    }
    return isVouched
      ? "key \(key.identity), vouched for"
      : "key \(key), from the record itself: NOBODY VOUCHED FOR IT (give --vkey)"
  }

  /// The report for programs; `beside` as for people.
  func json(beside: [String]?) -> JSONObject {
    var object = json
    object["checked"] = .string(beside == nil ? "record" : "log")
    if let beside { object["not_checked"] = .array(beside.map { .string($0) }) }
    return object
  }

  private var json: JSONObject {
    [
      "origin": .string(origin), "whole": .bool(isWhole), "size": .integer(Int64(size)),
      "root": root.map { .string($0.base64) } ?? .null,
      "checkpoints": .integer(Int64(checkpoints)), "covered": .integer(Int64(covered)),
      "key": key.map { .string($0.description) } ?? .null,
      "vouched": .bool(isVouched && (isSigned || !isWhole)),
      "sealed": .object(sealed.json), "signed_statements": .integer(Int64(signed)),
      "findings": .array(findings.map { .object($0.json) }),
    ]
  }
}

/// Sentences that audits of records and of snapshots share.
enum AuditText {
  /// What is said of the files beside a log.
  static func notChecked(_ names: [String]) -> String {
    guard !names.isEmpty else { return "Checked: the log alone, which is all there is here." }
    let named = names.prefix(5).joined(separator: ", ")
    let rest = names.count > 5 ? " and \(names.count - 5) more" : ""
    return "Checked: the log alone. NOT LOOKED AT: any page, report or other file here "
      + "(\(named)\(rest))."
  }

  /// What is said of signatures of speakers that hold.
  static func signed(_ count: Int) -> String {
    let what = count == 1 ? "1 statement is" : "\(grouped(Int64(count))) statements are"
    return "\(what) signed, by keys that the record names as the speakers'"
  }
}
