import TransparencyLog

@testable import TallyReports
@testable import Tallystick

/// What a reckoning that is kept live comes to, and what the view of the same events does, in lines that
/// can be compared.
enum LiveFigures {
  /// The figures of totals, with what is beside them, of obligations, contradictions and media, and the
  /// cut.
  private static func lines(
    _ totals: Totals, _ zeros: [Handovers.Listed], _ obligations: Obligations,
    _ contradictions: [Contradiction], _ media: [MediaBoard.Line], _ cut: ResolvedCut
  ) -> [String] {
    totals.lines.map { CanonicalJSON.text(.object($0.withoutComparisons.json)) }
      + totals.together.map { "both ways \($0)" } + totals.unplaced.map { "not placed \($0)" }
      + zeros.map { "zero \($0)" } + obligations.lines.map { "\($0)" }
      + ["without effect \(obligations.withoutEffect)"]
      + contradictions.map { CanonicalJSON.text(.object($0.json)) } + media.map { "\($0)" }
      + [CanonicalJSON.text(.object(cut.json.withoutSize))]
  }

  static func of(_ reckoning: inout Reckoning) -> [String] {
    reckoning.settle()
    let obligations = reckoning.obligations()
    return lines(
      reckoning.totals(), reckoning.unattachedZeros, obligations,
      reckoning.contradictions(), reckoning.media,
      reckoning.resolved(root: noRoot, asRecorded: nil))
  }

  private static let noRoot = SHA256().finalize()

  static func of(_ events: [Event], at cut: Cut) -> [String] {
    let view = View(History(folding: events), root: noRoot, at: cut)
    return lines(
      view.totals, view.handovers.zeros, view.obligations, view.contradictions, view.media.lines,
      view.cut)
  }

  static func reckoning(of events: [Event], at cut: Cut) -> Reckoning {
    var reckoning = Reckoning(at: cut, disputing: true)
    for event in events { reckoning.take(event) }
    return reckoning
  }
}

extension CanonicalJSON {
  static func text(_ value: JSONValue) -> String {
    String(decoding: bytes(value), as: UTF8.self)
  }
}

extension JSONObject {
  /// The JSON form of a cut without the number of events, of which some may be left out.
  fileprivate var withoutSize: JSONObject {
    var copy = self
    copy["size"] = .null
    return copy
  }
}
