import Tallystick
import TransparencyLog

@testable import TallyDesk

/// How what was drafted of an article compares with what a reader finds in it.
struct Score: Equatable {
  /// The statements that a reader finds.
  var statements = 0

  /// Those of which there is a draft.
  var found = 0

  /// The parts of these: who, when said, what, how many, from, to, whose, when, scope.
  var right = 0

  /// Parts that the words give and the draft leaves open.
  var open = 0

  /// Parts that are wrong, and marked as to be looked at.
  var marked = 0

  /// Parts that are wrong without a mark.
  var silent = 0

  /// Drafts of which more than one part must be mended.
  var mended = 0

  /// Drafts of what no reader finds.
  var extra = 0

  /// Statements that gave neither a draft nor a gap.
  var lost = 0

  /// What is wrong or was not found, for who works on the rules.
  var notes: [String] = []

  static func + (left: Score, right: Score) -> Score {
    Score(
      statements: left.statements + right.statements, found: left.found + right.found,
      right: left.right + right.right, open: left.open + right.open,
      marked: left.marked + right.marked, silent: left.silent + right.silent,
      mended: left.mended + right.mended, extra: left.extra + right.extra,
      lost: left.lost + right.lost)
  }
}

/// A statement that a reader finds in an article.
struct Expected {
  let line: Int
  let type: String
  let speaker: String
  let stated: String

  /// The claim in its notation, or the number of a confirmation or agreement.
  let rest: String

  init?(_ text: String) {
    let parts = text.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: true)
    guard parts.count >= 4, let line = Int(parts[0]) else { return nil }
    self.line = line
    type = String(parts[1])
    speaker = String(parts[2])
    stated = String(parts[3])
    rest = parts.count > 4 ? String(parts[4]) : ""
  }

  var claim: Claim? { try? Claim(notation: rest) }
}

extension Score {
  init(_ result: Drafter.Result, _ expected: [Expected]) {
    self.init()
    var open = result.drafts.filter { $0.type != "source" }
    for statement in expected {
      statements += 1
      guard let place = open.firstIndex(where: { Score.isOf(statement, $0) }) else {
        let isGap = result.gaps.contains { $0.line == statement.line }
        if !isGap, !result.drafts.contains(where: { $0.line == statement.line }) { lost += 1 }
        notes.append("not found: \(statement.line) \(statement.type) \(statement.rest)")
        continue
      }
      found += 1
      compare(statement, open.remove(at: place))
    }
    extra = open.count
    notes += open.map { "extra: \($0.line) \($0.type) \(Score.notation($0))" }
  }

  private static func notation(_ draft: DraftLine) -> String {
    let json = draft.body["claim"]?.object
    return json.flatMap { try? Claim(json: $0) }?.notation ?? ""
  }

  private static func isOf(_ statement: Expected, _ draft: DraftLine) -> Bool {
    guard draft.line == statement.line, draft.type == statement.type else { return false }
    guard draft.type == "announcement" else { return true }
    let claim = (draft.body["claim"]?.object).flatMap { try? Claim(json: $0) }
    guard let wanted = statement.claim else { return false }
    return claim?.count?.bounds == wanted.count?.bounds
  }

  private mutating func compare(_ statement: Expected, _ draft: DraftLine) {
    let attribution = draft.body["attribution"]?.string
    let speaker = attribution == "unnamed" ? "unnamed" : draft.body["speaker"]?.string
    var parts: [(String, String?, String?)] = [
      ("speaker", statement.speaker, speaker), ("stated", statement.stated, draft.stated),
    ]
    if let wanted = statement.claim {
      let claim = (draft.body["claim"]?.object).flatMap { try? Claim(json: $0) }
      parts += [
        ("act", wanted.act.rawValue, claim?.act.rawValue), ("what", wanted.what, claim?.what),
        ("from", wanted.from, claim?.from), ("to", wanted.to, claim?.to),
        ("whose", wanted.whose, claim?.whose), ("when", wanted.when?.text, claim?.when?.text),
        ("scope", wanted.scope.rawValue, claim?.scope.rawValue),
        ("count", wanted.count?.description, claim?.count?.description),
      ]
    } else if statement.type == "silence" {
      parts.append(("silent", statement.rest, draft.body["silent"]?.string))
    } else if statement.type == "medium" {
      parts.append(("kind", statement.rest, draft.body["kind"]?.string))
    }
    var bad = 0
    for (name, wanted, got) in parts {
      if wanted == got {
        if wanted != nil { right += 1 }
        continue
      }
      bad += 1
      let note = "\(statement.line) \(statement.rest): \(name) \(got ?? "–"), not \(wanted ?? "–")"
      if got == nil {
        open += 1
      } else if name == "scope", draft.missing.contains("claim.scope") {
        open += 1
      } else if draft.doubts.contains(where: { $0.hasPrefix("\(name):") }) {
        marked += 1
        notes.append("marked: \(note)")
      } else {
        silent += 1
        notes.append("SILENT: \(note)")
      }
    }
    if bad > 1 { mended += 1 }
  }
}
