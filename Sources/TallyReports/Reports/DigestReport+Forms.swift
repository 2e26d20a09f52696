public import Tallystick

extension DigestReport {
  /// The first cut, and what each part has.
  public var fields: JSONObject {
    [
      "before": .object(before.json),
      "said": .array(
        said.map { voice in
          [
            "side": voice.side.map { .string($0) } ?? .null,
            "events": .array(voice.events.map { .object($0.digest) }),
          ]
        }),
      "judged": .array(judged.map { .object($0.digest) }),
      "figures": .array(
        moved.map { change in
          [
            "figure": .string(change.address), "before": change.before ?? .null,
            "after": change.after ?? .null, "events": .seqs(change.steps.compactMap(\.event)),
          ]
        }),
      "opened": .array(opened.map { .object($0.json) }),
      "settled": .array(
        settled.map { one in
          var object = one.contradiction.json
          object["explanation"] =
            one.explanation.map {
              ["event": .integer(Int64($0.seq)), "value": .string($0.value)]
            } ?? .null
          object["open"] = false
          return .object(object)
        }),
      "obligations": .array(
        owed.map { one in
          var object = one.line.json
          object["state_before"] = one.before.map { .string($0.state.rawValue) } ?? .null
          object["owed_before"] = one.before.map { .object($0.obligation.count.json) } ?? .null
          object["due_before"] = one.before?.obligation.due.map { .string($0.text) } ?? .null
          if one.isGone { object["state"] = .null }
          return .object(object)
        }),
      "media": .array(
        media.map { one in
          var object = one.line.json
          object["rung_before"] = one.before.map { .string($0) } ?? .null
          return .object(object)
        }),
    ]
  }

  /// All rules but those on sources.
  public var rules: [Rule] {
    Rules.on(.claims, .handovers, .totals, .obligations, .contradictions, .media)
  }

  /// One row for each thing that came in or moved.
  public var table: Table {
    var table = Table(["part", "what", "before", "after", "events"])
    func text(_ value: JSONValue?) -> Table.Cell {
      .text(String(decoding: CanonicalJSON.bytes(value ?? .null), as: UTF8.self))
    }
    func add(_ part: String, _ what: String, _ seqs: [Int]) {
      let none: String? = nil
      table.add([.text(part), .text(what), .orNone(none), .orNone(none), .seqs(seqs)])
    }
    for voice in said {
      for event in voice.events {
        add("said", "\(voice.side ?? "neither"): \(event.voice): \(event.summary)", [event.seq])
      }
    }
    for event in judged { add("judged", event.summary, [event.seq]) }
    for change in moved {
      table.add([
        .text("figure"), .text(change.address), text(change.before), text(change.after),
        .seqs(change.steps.compactMap(\.event)),
      ])
    }
    for one in opened { add("opened", "\(one.kind.rawValue), \(one.place)", one.these + one.those) }
    for one in settled {
      let of = one.contradiction
      add("settled", "\(of.kind.rawValue), \(of.place)", of.these + of.those)
    }
    for one in owed {
      table.add([
        .text("obligation"), .text(one.what), .orNone(one.before?.state.rawValue),
        .orNone(one.isGone ? nil : one.line.state.rawValue), .seqs(one.line.seqs),
      ])
    }
    for one in media {
      table.add([
        .text("medium"), .text(one.line.medium), .orNone(one.before), .text(one.line.rung),
        .seqs(one.line.seqs),
      ])
    }
    return table
  }
}

extension DigestReport.Settled {
  /// Why it is not open any more, in words.
  public var why: String {
    explanation.map { "explained: \($0.value) #\($0.seq)" } ?? "no longer said so"
  }
}

extension DigestReport.Owed {
  /// How its state moved, and when it falls due: `pending → performed; due 2025-10-13`.
  public var words: String {
    guard !isGone else { return "\(line.stateWords) → nobody reads it so any more" }
    guard let before else { return "new: \(line.stateWords)\(due)" }
    let hasOtherState = before.state != line.state
    let state = hasOtherState ? "\(before.stateWords) → \(line.stateWords)" : line.stateWords
    let was = before.words(terms)
    let had = was == what ? "" : "; before: \(was)"
    let wasDue =
      before.obligation.due == line.obligation.due
      ? "" : "; was due \(before.obligation.due?.text ?? "on no day that was said")"
    return state + due + had + wasDue
  }

  /// The deal and what is owed by whom: `deal: NORTH owes SOUTH 1000 remains of SOUTH`.
  public var what: String { line.words(terms) }

  private var due: String { line.dueWords.map { "; due \($0)" } ?? "" }
}

extension Obligations.Line {
  /// The words for what is owed, as so many of it are printed.
  func whats(_ terms: TermBook) -> [String] {
    obligation.what.map { terms.word(.what, $0, of: obligation.count.bounds) }
  }

  fileprivate func words(_ terms: TermBook) -> String {
    var fields: JSONObject = [
      "debtor": .string(obligation.debtor), "creditor": .string(obligation.creditor),
      "what": .array(whats(terms).map(JSONValue.string)),
      "count": .object(obligation.count.json),
    ]
    fields["whose"] = obligation.whose.map(JSONValue.string)
    return "\(agreement): \(ObligationNotation.sentence(fields))"
  }
}

extension ResolvedCut {
  /// The cut in words: `what had been said by the end of 2025-06-13`, `what #45 and all before it hold`.
  public var digestWords: String {
    let recorded = asRecorded.map { "as recorded by \($0)" }
    let said = cut.asOf.map { "what had been said by the end of \($0)" }
    return [said, recorded].compactMap { $0 }.joined(separator: ", ").orElse(
      "all \(size.of("event"))")
  }
}

extension String {
  /// The text, or another where it is empty.
  fileprivate func orElse(_ other: String) -> String { isEmpty ? other : self }
}

extension Event {
  fileprivate var digest: JSONObject {
    [
      "event": .integer(Int64(seq)), "type": .string(content.type), "voice": .string(voice),
      "stated": .string(content.stated.text), "summary": .string(summary),
    ]
  }
}
