internal import TallyNodes
internal import Tallystick
internal import TransparencyLog

/// What is told of a record that was copied, backed up or restored.
struct CopyWords {
  let origin: String
  let size: Int
  let done: RecordCopy.Done

  /// The most sealed fields that are named.
  private static let most = 10

  /// `45 events of demo.test/r, root …, 1 checkpoint`.
  var what: String {
    let events = size == 1 ? "1 event" : "\(grouped(Int64(size))) events"
    let checkpoints = done.checkpoints == 1 ? "1 checkpoint" : "\(done.checkpoints) checkpoints"
    return "\(events) of \(escaped(origin)), root \(done.root.base64), \(checkpoints)"
  }

  /// How many sealed values are in it; nil where there is none.
  var sealedValues: Int { done.sealed.counts.present }

  /// What of the sealed fields is not in it, as sentences.
  var missing: [String] {
    let lost = done.sealed.all.filter { $0.state == .withheld }
    let erased = done.sealed.all.filter { $0.state == .erased }
    var sentences: [String] = []
    if !lost.isEmpty {
      sentences.append(
        "Not in it: \(lost.count == 1 ? "the value of 1 sealed field" : "the values of \(lost.count) sealed fields"), "
          + "which the copy does not have: \(CopyWords.list(lost)).")
    }
    if !erased.isEmpty {
      sentences.append(
        "Destroyed, and in no copy: \(erased.count == 1 ? "the value of 1 sealed field" : "the values of \(erased.count) sealed fields"): "
          + "\(CopyWords.list(erased)).")
    }
    return sentences
  }

  private static func list(_ fields: [SealedField]) -> String {
    let named = fields.prefix(most).map { field in
      let label = field.label.map { " (\(escaped($0)))" } ?? ""
      let by = field.erasedBy.map { " by #\($0)" } ?? ""
      return "#\(field.seq)\(label)\(by)"
    }
    let rest = fields.count - named.count
    return named.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}
