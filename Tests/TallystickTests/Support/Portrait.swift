@testable import TallyReports
@testable import Tallystick

/// Everything that the projections say at a cut, in lines that do not depend on seqs.
struct Portrait {
  private let ids: [Int: String]
  private let view: View

  init(_ view: View) {
    self.view = view
    ids = Dictionary(
      view.history.items.map { ($0.seq, $0.id.short) }, uniquingKeysWith: { first, _ in first })
  }

  var lines: [String] { totals + handovers + obligations + media + aside }

  /// Lines of what is in one portrait and not in the other, to read when they differ.
  static func difference(_ one: View, _ two: View) -> [String] {
    let (left, right) = (Portrait(one).lines, Portrait(two).lines)
    if left == right { return [] }
    let change = right.difference(from: left)
    return change.isEmpty ? ["another order"] : change.map { "\($0)" }
  }

  /// What the reports beside these say, for the law on the order of recording.
  var beside: [String] { contradictions + timeline + sources + statements + roots }

  /// Lines of what is in one portrait's reports beside and not in the other's.
  static func differenceBeside(_ one: View, _ two: View) -> [String] {
    Portrait(two).beside.sorted().difference(from: Portrait(one).beside.sorted()).map { "\($0)" }
  }

  private func names(_ seqs: [Int]) -> String {
    seqs.map { ids[$0] ?? "#\($0)" }.sorted().joined(separator: " ")
  }

  /// Words with ids in the place of seqs.
  private func named(_ words: String) -> String {
    words.replacing(#/#([0-9]+)/#) { match in Int(match.1).flatMap { ids[$0] } ?? "#?" }
  }

  private func number(_ amount: Amount?) -> String { amount?.description ?? "?" }

  private func words(_ bounds: Bounds?) -> String { bounds?.description ?? "?" }

  var totals: [String] {
    view.totals.lines.map { figures($0) + " [\(listed($0.excluded))] \(stated($0.statedTotals))" }
      + view.totals.unplaced.map { "not placed \($0.row) \(names([$0.seq])) \($0.why)" }.sorted()
      + view.totals.together.map {
        "together \($0.what ?? "") \($0.side ?? "") \(words($0.count?.bounds)) \(names([$0.seq]))"
      }.sorted()
  }

  /// The figures of a line: what its own events make.
  func figures(_ line: Totals.Line) -> String {
    "\(line.row): \(line.columns.map { column($0.column) }) in \(line.handovers)"
      + " both \(line.bothSpoke) confirmed \(number(line.confirmed))"
      + " contested \(words(line.contested)) gap \(number(line.netGap)) \(number(line.absoluteGap))"
      + " by \(names(line.seqs))"
  }

  private func column(_ column: Totals.Column?) -> String {
    guard let column else { return "–" }
    let stated = column.stated.map {
      "says \($0.bounds) by \($0.speaker) until \($0.when?.text ?? "?") \($0.isInAll) \(names($0.givers))"
    }
    return "\(words(column.sum)) of \(column.handovers)"
      + " without \(column.withoutNumber) by \(names(column.seqs)) \(stated)"
  }

  private func listed(_ excluded: [Totals.Excluded]) -> String {
    excluded.map { "\(names([$0.seq])) \($0.why)" }.sorted().joined(separator: ", ")
  }

  private func stated(_ totals: [StatedTotal]) -> String {
    totals.map { "\(names([$0.seq])) \($0.count) \($0.verdict)" }.sorted().joined(separator: ", ")
  }

  var handovers: [String] {
    HandoversReport(view).lines.map { line in
      figures(line.handover) + place(line.handover) + " \(line.status.word)"
        + " \(line.status.facets.map { "\($0.key) \($0.value)" }.sorted())"
        + " \(line.status.flags.sorted()) parts \(names(line.parts.map(\.seq)))"
    } + view.handovers.excluded.map { "out \($0.row) \(names([$0.seq])) \($0.why)" }.sorted()
  }

  /// The figures of a handover, without what is around it.
  func figures(_ handover: Handover) -> String {
    "\(handover.row) on \(handover.when?.text ?? "?") key \(handover.key ?? ""):"
      + " \(number(handover.sender)) / \(number(handover.receiver)) / \(number(handover.others))"
      + " / \(number(handover.outlets)) beside \(names(handover.beside))"
      + " confirmed \(number(handover.confirmed)) gap \(number(handover.gap))"
      + " by \(names(handover.seqs))"
  }

  private func place(_ handover: Handover) -> String {
    guard case .possibleOverlap(let seqs) = handover.place else { return "" }
    return " may be \(names(seqs))"
  }

  private func number(_ side: SideNumber?) -> String {
    side.map { "\(words($0.bounds)) \($0.unit ?? "") by \(names($0.seqs))" } ?? "–"
  }

  var obligations: [String] {
    view.obligations.lines.map { line in
      let beside = line.notCounted.map { "\(names([$0.seq])) \($0.side ?? "–") \($0.why)" }.sorted()
      return "\(figures(line)) \(named(line.remainingWords)) not counted \(beside)"
        + " assumed \(line.assumed)"
    }
  }

  func figures(_ line: Obligations.Line) -> String {
    let remaining = [line.remaining.creditor, line.remaining.debtor, line.remaining.others]
    return "\(line.agreement) \(line.when) as \(line.readers) \(line.obligation.debtor) owes"
      + " \(line.obligation.count) \(line.obligation.what) \(line.obligation.whose ?? "")"
      + " \(line.obligation.due?.text ?? ""): \(column(line.debtorSays)) /"
      + " \(column(line.creditorSays)) others \(column(line.othersSay)) outlets"
      + " \(column(line.outletsSay)) remain \(remaining.map { $0?.words ?? "–" }) \(line.stateWords)"
      + " open \(line.open?.bounds?.description ?? "") \(names(line.open?.seqs ?? []))"
      + " by \(names(line.seqs))"
  }

  private func column(_ column: Obligations.Column?) -> String {
    guard let column else { return "–" }
    return "\(words(column.bounds)) of \(column.handovers) assumed \(column.assumed)"
      + " by \(names(column.seqs))"
  }

  var media: [String] {
    view.media.lines.map { line in
      "\(line.medium) \(line.kind) \(line.rung) \(line.isAssessed) \(line.publishers)"
        + " \(line.locators) \(line.whens.map(\.text)) shows \(names(line.claims)) \(line.shows)"
        + " denied \(names(line.denials)) by \(names(line.seqs))"
    }
  }

  private var aside: [String] { view.standing.aside.map { "aside \(names([$0.seq]))" }.sorted() }

  private var contradictions: [String] {
    ContradictionsReport(view).contradictions.map { one in
      "\(one.kind) \(names(one.these)) | \(names(one.those)) by \(one.difference ?? 0)"
        + " blocks \(one.isBlocking) explained \(one.explanation?.value ?? "–")"
        + " by \(names(one.explanation.map { [$0.seq] } ?? []))"
    }
  }

  private var timeline: [String] {
    Timeline(view.handovers).lines.enumerated().map { place, line in
      "\(place) \(figures(line.handover)) so far \(words(line.sender)) \(words(line.receiver))"
    }
      + Assertions(view).lines.map { line in
        "\(names([line.now.seq])) \(line.now.count) \(line.side ?? "–"): \(line.then.verdict),"
          + " now \(line.now.verdict)"
      }
  }

  private var sources: [String] {
    Voices(view.standing).lines.map { line in
      "\(line.id) \(line.side ?? "–") from \(line.root) copied by \(line.copiedBy)"
        + " \(line.reliability ?? "–") acts \(names(line.acts)) carried \(names(line.carried))"
    }
      + Silences(view.standing).lines.map { line in
        "\(line.kind) \(line.silent) \(line.until ?? "–") \(line.about) \(names(line.seqs))"
      }
  }

  private var statements: [String] {
    let speakers = Set(view.standing.acts.map(\.speech.speaker)).sorted()
    return speakers.flatMap { Statements(of: $0, view.standing).lines }.map { line in
      let changes = line.changes.map {
        "\($0.part) \($0.before ?? "–") \($0.after ?? "–") since \(names([$0.since]))"
      }
      return "\(names([line.seq])) \(line.claim ?? "–") \(changes)"
    }
  }

  private var roots: [String] {
    view.standing.acts.compactMap { act in
      Roots(of: act.id, view.standing, view.handovers).map { roots in
        "\(act.id.short): \(roots.independent) "
          + "\(roots.roots.map { $0.voices.map { names([$0.seq]) }.joined(separator: " ") })"
      }
    }
  }
}
