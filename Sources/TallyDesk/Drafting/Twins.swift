package import Tallystick
internal import TransparencyLog

/// Which events of a record have a number that a draft has: probable repetitions.
package struct Twins: Sendable {
  /// The most that are named beside one draft.
  package static let most = 5

  /// What is looked for.
  private struct Key: Hashable, Sendable {
    let what: String
    let number: Int64
  }

  private var seqs: [Key: [(seq: Int, claim: Claim)]] = [:]

  /// Creates an index that looks for the numbers of some drafts, and for no others.
  package init(of drafts: [DraftLine]) { self.init(of: drafts.lazy.map(\.body)) }

  /// Creates an index that looks for the numbers of some bodies, and for no others.
  package init(of bodies: some Sequence<JSONObject>) {
    for body in bodies {
      for key in Twins.keys(body) { seqs[key] = [] }
    }
  }

  /// Whether there is anything to look for.
  package var isEmpty: Bool { seqs.isEmpty }

  /// Looks at an event of the record.
  package mutating func look(at content: Content, seq: Int) {
    guard content.type == EventType.announcement.rawValue,
      let claim = (content.body["claim"]?.object).flatMap({ try? Claim(json: $0) })
    else { return }
    for key in Twins.keys(content.body) {
      if let found = seqs[key], found.count < 100 { seqs[key] = found + [(seq, claim)] }
    }
  }

  /// The events that may say the same as a draft, as references: those of the same number and thing
  /// of which no side that both give differs.
  package func like(_ draft: DraftLine) -> [String] { like(draft.body).map { "#\($0)" } }

  /// The same of a body, as seqs.
  package func like(_ body: JSONObject) -> [Int] {
    let claim = (body["claim"]?.object).flatMap { try? Claim(json: $0) }
    var like: [Int] = []
    for key in Twins.keys(body) {
      for (seq, other) in seqs[key] ?? [] where like.count < Twins.most {
        let differs = [(claim?.from, other.from), (claim?.to, other.to)].contains { mine, theirs in
          if let mine, let theirs { mine != theirs } else { false }
        }
        if !differs { like.append(seq) }
      }
    }
    return like
  }

  private static func keys(_ body: JSONObject) -> [Key] {
    guard let claim = body["claim"]?.object, let what = claim["what"]?.string,
      let count = claim["count"]?.object
    else { return [] }
    let number = count["exact"]?.integer ?? count["about"]?.integer ?? count["min"]?.integer
    return number.map { [Key(what: what, number: $0)] } ?? []
  }
}
