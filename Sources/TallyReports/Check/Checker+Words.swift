internal import Tallystick

/// The checks on the words of claims and agreements.
extension Checker {
  /// Words for what is handed over that stand in one event only, are not built in and have no term.
  var wordsUsedOnce: [Found] {
    let (standing, terms) = (view.standing, view.standing.terms)
    var seqs: [String: Set<Int>] = [:]
    for act in standing.acts {
      for what in Set(act.deed.whats) { seqs[what, default: []].insert(act.seq) }
    }
    return seqs.sorted { $0.key < $1.key }.compactMap { word, seqs in
      guard seqs.count == 1, terms.class(of: word) == nil, terms[.what, word] == nil else {
        return nil
      }
      let near = terms.word(near: word)
      return Found(
        .wordsUsedOnce, seqs,
        "\(word) stands in no other event"
          + (near.map { ": was \($0) meant?" } ?? ", and no term says what it is."))
    }
  }

  /// Live claims of which a part is unclear as worded.
  var unclearClaims: [Found] {
    let standing = view.standing
    let claims = standing.liveClaims().filter { !$0.claim.unclear.isEmpty && $0.half == 0 }
    return claims.map { live in
      let parts = live.claim.unclear.map(\.rawValue).sorted().joined(separator: ", ")
      return Found(
        .unclearClaims, [live.seq],
        "\(parts): unclear as worded, in #\(live.seq); what is given beside is a suggestion.")
    }
  }
}

extension Deed {
  /// The words for what is handed over that an act has.
  fileprivate var whats: [String] {
    func of(_ object: JSONObject?) -> [String] { object?.texts("what") ?? [] }
    return switch self {
    case .announcement(let claim): [claim.what].compactMap { $0 }
    case .denial(_, let claim, _, let instead):
      [claim?.what].compactMap { $0 } + of(instead)
    case .correction(_, let claim, let terms):
      of(claim) + (terms?["obligations"]?.array ?? []).flatMap { of($0.object) }
    case .agreement(let deal): deal.obligations.flatMap(\.what)
    case .confirmation, .retraction, .silence, .medium: []
    }
  }
}
