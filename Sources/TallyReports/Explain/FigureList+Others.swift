internal import Tallystick

extension FigureList {
  mutating func add(_ contradictions: [Contradiction]) {
    for one in contradictions {
      let row = row(
        one.kind.rawValue, one.these.first.map(String.init), one.those.first.map(String.init))
      let seqs = one.these + one.those + (one.explanation.map { [$0.seq] } ?? [])
      let json = one.json
      for name in ["difference", "these", "those"] {
        add(row, name, json[name] ?? .null, seqs, .claims, .handovers, .totals, .contradictions)
      }
      let state: JSONObject = [
        "open": .bool(one.isOpen), "blocking": .bool(one.isBlocking),
        "explanation": json["explanation"] ?? .null,
      ]
      add(row, "state", .object(state), seqs, .claims, .handovers, .totals, .contradictions)
    }
  }

  mutating func add(_ media: MediaBoard) {
    for line in media.lines {
      let (row, json) = (row(line.medium), line.json)
      for name in ["rung", "kind", "publishers", "when", "locator", "sha256", "claims", "denials"] {
        add(row, name, json[name] ?? .null, line.seqs, .media)
      }
    }
  }

  mutating func add(_ voices: Voices, _ book: SourceBook) {
    for line in voices.lines {
      let (row, json) = (row(line.id), line.json)
      func registered(_ names: [String]) -> [Int] { names.flatMap { book[$0]?.seqs ?? [] } }
      for (name, acts) in [("acts", line.acts), ("carried", line.carried)] {
        add(row, name, json[name] ?? .null, acts, row: line.seqs, .claims, .sources)
      }
      for name in ["kind", "name", "member_of", "derived_from", "registered"] {
        add(row, name, json[name] ?? .null, registered([line.id]), row: line.seqs, .sources)
      }
      add(
        row, "side", json["side"] ?? .null, registered(book.lineage(of: line.id)), row: line.seqs,
        .claims)
      add(
        row, "root", json["root"] ?? .null,
        registered([line.id] + book.copied(by: line.id)), row: line.seqs, .sources)
      add(
        row, "copied_by", json["copied_by"] ?? .null, registered(line.copiedBy + [line.id]),
        row: line.seqs, .sources)
      let judged = registered([line.id]).isEmpty ? line.seqs : registered([line.id])
      add(
        row, "reliability", json["reliability"] ?? .null, judged, row: line.seqs, .sources)
    }
  }

  mutating func add(_ silences: Silences) {
    for line in silences.lines {
      add(
        row("\(line.seq)"), nil, .object(line.json),
        line.seqs + (line.aboutSeq.map { [$0] } ?? []), .claims, .sources)
    }
  }

  mutating func addRoots(_ view: View) {
    for act in view.standing.acts {
      guard let roots = Roots(of: act.id, view.standing, view.handovers) else { continue }
      let voices = roots.roots.flatMap(\.voices)
      let judged = voices.flatMap { $0.repeats?.seqs ?? [] }
      add(
        row("\(act.seq)"), nil, .object(roots.json), voices.map(\.seq) + judged, .claims, .sources)
    }
  }

  mutating func addStatements(_ view: View) {
    let speakers = Set(view.standing.acts.map(\.speech.speaker)).sorted()
    for line in speakers.flatMap({ Statements(of: $0, view.standing).lines }) {
      add(
        row("\(line.seq)"), nil, .array(line.changes.map { .object($0.json) }),
        [line.seq] + line.changes.map(\.since), .claims, .sources)
    }
  }

  mutating func addClaims(_ view: View) {
    for act in view.standing.acts {
      let claims = view.standing.isLive(act.id) ? view.standing.claims(of: act) : []
      let why = Set(claims.compactMap { $0.exclusion?.description }).sorted()
      let retractions = view.standing.liveRetractions(of: act.id).map(\.seq)
      let value: JSONObject = [
        "live": .bool(retractions.isEmpty),
        "claims": .array(Set(claims.map(\.claim.notation)).sorted().map(JSONValue.string)),
        "kept_out": .array(why.map(JSONValue.string)),
      ]
      let seqs = [act.seq] + claims.flatMap(\.seqs) + retractions
      add(row("\(act.seq)"), nil, .object(value), seqs, .claims)
    }
  }
}
