internal import Tallystick
internal import TransparencyLog

extension SentenceDrafts {
  /// Drafts what is said of a number.
  mutating func draft(_ number: NumberMark) {
    let clause = reading.clause(at: number.core.lowerBound)
    guard !isWhole(number) else {
      used.insert(number.core)
      return
    }
    guard !reading.isDenied(number) else { return }
    var counted = reading.counted(number.range, in: clause)
    let owner = owner(of: number)
    let speech = owner ?? speech(at: number.core.lowerBound)
    let trade =
      reading.trade(
        for: number.core.lowerBound, in: clause, outside: speech?.part)
      ?? earlierTrade(before: clause, speech)
    let isFigure =
      reading.has(.figure, in: clause)
      || speech.map { $0.use == .say && $0.verb.upperBound == number.range.lowerBound } ?? false
    guard counted.isNamed || isGoverned(number, by: trade) || isFigure || isPart(number, clause),
      trade != nil || isFigure || owner != nil || hasOther(clause)
        || counted.what == "remains" && isNearTrade
    else { return }
    // What was not handed over is no handover: the number stays a gap.
    if let trade, reading.isNegated(trade) { return }
    used.insert(number.core)
    var draft = DraftLine(type: .announcement, stated: page.published.text, body: [:])
    let side = voice(of: speech, draft: &draft)
    var claim = Claim(act(number, trade, clause, counted))
    claim.what = counted.what
    claim.whose = counted.whose
    claim.count = Count(number.kind, words: limited(reading.words(counted.words), 300))
    draft.why += [trade.map { reading.words($0.range) } ?? "", reading.words(counted.range)]
    if counted.what == nil {
      draft.missing.append("claim.what")
      if let lastThing { draft.offers["what"] = .string(lastThing) }
    } else if claim.act == .handover, !isPart(number, clause) {
      lastThing = counted.what
    }
    if let by = counted.state { draft.doubts.append("what: \(counted.what ?? ""), by “\(by)”") }
    if claim.act == .handover || claim.act == .plan || claim.act == .offer {
      place(&claim, trade, clause, counted, side, &draft)
      scope(&claim, number, clause, trade, &draft)
      if claim.act == .handover { cautionUntold(trade, &draft) }
    } else if isPart(number, clause) {
      claim.scope = .part
    }
    when(&claim, trade, clause, speech, &draft)
    if claim.whose == nil, let name = counted.unread { draft.unread["whose"] = .string(name) }
    if claim.from != nil, claim.from == claim.whose, claim.act == .handover {
      draft.doubts.append("\(claim.from ?? "") hands over its own, as worded")
    }
    counted.range = counted.range.clamped(to: reading.all)
    draft.body["claim"] = .object(claim.json)
    add(draft, at: number.core.lowerBound, about: counted.range)
  }

  /// Whether a number is that of which another is a part: "5 of the 909", "287 out of 1,500".
  private func isWhole(_ number: NumberMark) -> Bool {
    var start = number.range.lowerBound
    if start > 0, reading.tokens[start - 1].lower == "the" { start -= 1 }
    let mark = [start, number.range.lowerBound].lazy.compactMap { place in
      reading.marks.first { $0.use == .whole && $0.range.upperBound == place }
        ?? reading.marks.first {
          $0.use == .whole && $0.range.upperBound == place + 1 && $0.range.count > 1
        }
    }.first
    guard let mark else { return false }
    return reading.numbers.contains {
      $0.core.upperBound == mark.range.lowerBound
        && !reading.marks(.thing, in: $0.core.upperBound..<number.core.lowerBound).contains {
          _ in true
        }
    }
  }

  /// Whether a clause tells of a part of what was told of before.
  func isPart(_ number: NumberMark, _ clause: Range<Int>) -> Bool {
    let before = reading.marks(.part, in: clause.lowerBound..<number.range.lowerBound)
    let after = reading.marks(
      .part,
      in: number.core
        .upperBound..<min(
          number.core.upperBound + 3, reading.tokens.count))
    let isOfMore =
      reading.mark(.whole, at: number.core.upperBound) != nil
      && reading.numbers.contains {
        $0.core.lowerBound > number.core.lowerBound
          && $0.core.lowerBound - number.core.upperBound <= 3
      }
    return !before.isEmpty || !after.isEmpty || isOfMore
  }

  /// Whose claim a number is by the words before it: "Russia's claim of 1,200".
  private func owner(of number: NumberMark) -> Speech? {
    let reach = max(0, number.range.lowerBound - 3)..<number.range.lowerBound
    guard let claim = reading.marks(.claim, in: reach).first,
      let hit = reading.hits.first(where: { $0.range.upperBound == claim.range.lowerBound }),
      hit.form == .possessive, let source = hit.source
    else { return nil }
    let part = hit.range.lowerBound..<claim.range.upperBound
    return Speech(
      use: .say, speaker: .known(source), why: [reading.words(part)], part: part,
      verb: claim.range, content: number.range, day: nil, via: [])
  }

  /// Whether a number without a word for what it counts stands beside a verb.
  private func isGoverned(_ number: NumberMark, by trade: Trade?) -> Bool {
    guard let trade, trade.kind != .noun, trade.kind != .swap else { return false }
    let gap =
      trade.range.upperBound <= number.range.lowerBound
      ? number.range.lowerBound - trade.range.upperBound
      : trade.range.lowerBound - number.range.upperBound
    return gap <= 3
  }

  private func hasOther(_ clause: Range<Int>) -> Bool {
    reading.has(.staging, .offer, .identified, .list, .remain, in: clause)
      || reading.has(.say, in: clause) && reading.has(.trade, .swap, in: reading.all)
  }

  /// Whether the sentence is of handing over at all.
  private var isNearTrade: Bool {
    reading.has(.trade, .swap, .give, .get, .given, .bringBack, in: reading.all)
  }

  /// The verb of the clauses before, where a number goes on counting: "12 women and 31 wounded".
  private func earlierTrade(before clause: Range<Int>, _ speech: Speech?) -> Trade? {
    let start = speech?.content.lowerBound ?? 0
    guard start < clause.lowerBound else { return nil }
    return reading.trades(in: start..<clause.lowerBound).last { $0.kind != .noun }
  }

  private func act(
    _ number: NumberMark, _ trade: Trade?, _ clause: Range<Int>, _ counted: Counted
  ) -> ClaimAct {
    if reading.has(.list, in: clause), reading.mark(.list, endingAt: number.range.lowerBound) != nil
    {
      return .list
    }
    if reading.has(.identified, in: clause) { return .identification }
    if reading.has(.offer, in: clause) { return .offer }
    if reading.has(.staging, in: clause) { return .staging }
    let ahead = clause.lowerBound..<max(clause.lowerBound, trade?.range.upperBound ?? 0)
    if reading.has(.future, in: ahead) { return .plan }
    if trade == nil, reading.has(.remain, in: clause) { return .statement }
    return .handover
  }

  /// From whom and to whom.
  private mutating func place(
    _ claim: inout Claim, _ trade: Trade?, _ clause: Range<Int>, _ counted: Counted,
    _ side: String?, _ draft: inout DraftLine
  ) {
    var taken = [counted.range] + others(counted.range, in: clause)
    if let part = speech(at: counted.range.lowerBound)?.part { taken.append(part) }
    if let trade {
      let within =
        clause.contains(trade.range.lowerBound)
        ? clause : reading.clause(at: trade.range.lowerBound)
      let parties = reading.partiesWithoutVerb(after: trade)
      taken += parties.map(\.range)
      var direction = reading.direction(
        of: trade, in: within, outside: taken, whose: claim.whose, speaker: side)
      if let party = parties.last(where: { $0.range.lowerBound < counted.range.lowerBound }) {
        direction = Direction()
        direction.doubts.append("direction: of “\(reading.words(party.range))”, without a verb")
      }
      claim.from = direction.from
      claim.to = direction.to
      draft.doubts += direction.doubts
      for (field, name) in direction.unread.sorted(by: { $0.key < $1.key }) {
        draft.unread[field] = .string(name)
        noteParty(name)
      }
      if let from = direction.offeredFrom { draft.offers["from"] = .string(from) }
      if let to = direction.offeredTo { draft.offers["to"] = .string(to) }
    }
    let parties = sides
    for (field, value, other) in [("from", claim.from, claim.to), ("to", claim.to, claim.from)]
    where value == nil {
      draft.missing.append("claim.\(field)")
      if draft.offers[field] == nil, let other, parties.count == 2, parties.contains(other) {
        draft.offers[field] = parties.first { $0 != other }.map(JSONValue.string)
      }
    }
    if claim.whose == nil { draft.missing.append("claim.whose") }
  }

  /// Where names after prepositions belong to another number of the clause: "3,120 went to the one
  /// and 290 to the other".
  private func others(_ own: Range<Int>, in clause: Range<Int>) -> [Range<Int>] {
    let numbers = reading.numbers.map(\.core.lowerBound).filter {
      clause.contains($0) && !own.contains($0)
    }
    return reading.hits.map(\.range).filter { hit in
      guard
        reading.mark(.to, endingAt: hit.lowerBound) != nil
          || reading.mark(.from, endingAt: hit.lowerBound) != nil
      else { return false }
      // Such a name belongs to the number before it, if there is one.
      let mine = numbers.filter { $0 < hit.lowerBound }.max()
      guard own.lowerBound < hit.lowerBound else { return mine != nil }
      return mine.map { $0 > own.lowerBound } ?? false
    }
  }

  private func scope(
    _ claim: inout Claim, _ number: NumberMark, _ clause: Range<Int>, _ trade: Trade?,
    _ draft: inout DraftLine
  ) {
    if reading.has(.total, in: clause)
      || reading.dates.contains(where: {
        $0.isSince && clause.overlaps($0.range)
      })
    {
      claim.scope = .cumulative
    } else if isPart(number, clause) {
      claim.scope = .part
    } else if let each = reading.marks(.each, in: clause).last(where: {
      $0.range.upperBound <= number.range.lowerBound
    }), number.range.lowerBound - each.range.upperBound <= 4 {
      claim.scope = .eachWay
      draft.why.append(reading.words(each.range))
    } else if trade?.kind == .swap || trade?.kind == .noun && reading.has(.swap, in: clause) {
      draft.missing.append("claim.scope")
    }
  }

  private func when(
    _ claim: inout Claim, _ trade: Trade?, _ clause: Range<Int>, _ speech: Speech?,
    _ draft: inout DraftLine
  ) {
    let part = speech?.part
    let dates = reading.dates.filter { date in
      !(part?.overlaps(date.range) ?? false) || date != speech?.day && part == nil
    }
    let place = trade?.range.lowerBound ?? clause.lowerBound
    let near =
      dates.filter { clause.overlaps($0.range) }
      .min { abs($0.range.lowerBound - place) < abs($1.range.lowerBound - place) }
      ?? (dates.count == 1 ? dates.first : nil)
    if var near {
      if near.isSince, let said = try? Stated(parsing: draft.stated), let day = said.latestDay,
        day > near.from
      {
        near.to = day
      }
      claim.when = try? EDTFDate(parsing: near.edtf)
      draft.why.append(reading.words(near.range))
      if near.isIncomplete { draft.doubts.append("when: \(reading.words(near.range))") }
    } else if claim.act == .handover {
      let isPast = trade.map { trade in
        reading.marks(.already, in: clause).contains {
          $0.range.lowerBound < trade.range.lowerBound
        }
      }
      if isPast ?? false || claim.scope == .cumulative, let day = lastDay(draft) {
        claim.when = try? EDTFDate(parsing: "../\(day)")
      } else {
        draft.missing.append("claim.when")
        // What was told on an earlier day happened by then.
        let before = draft.stated == page.published.text ? nil : lastDay(draft)
        draft.offers["when"] = .string(before.map { "../\($0)" } ?? page.published.text)
      }
    } else if claim.act == .plan {
      draft.missing.append("claim.when")
    }
  }

  /// The day on which something was said, as written.
  func lastDay(_ draft: DraftLine) -> String? {
    guard let stated = try? Stated(parsing: draft.stated), let day = stated.latestDay else {
      return nil
    }
    return draft.stated.hasSuffix("?") ? "\(day)?" : day.description
  }

  func limited(_ text: String, _ most: Int) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(most)))
  }
}

extension SentenceDrafts {
  /// "has not returned a single body": none, of all until then.
  mutating func draftNone() {
    for mark in reading.marks(.single, .none, in: reading.all) {
      let clause = reading.clause(at: mark.range.lowerBound)
      let isNegated =
        mark.use == .none
        || reading.has(
          .not, in: clause.lowerBound..<mark.range.lowerBound)
      guard isNegated, !used.contains(mark.range) else { continue }
      if mark.use == .none, reading.marks(.single, in: mark.range).count > 0 { continue }
      let counted = reading.counted(mark.range, in: clause)
      let speech = speech(at: mark.range.lowerBound)
      guard counted.isNamed,
        let trade = reading.trade(for: mark.range.lowerBound, in: clause, outside: speech?.part)
      else { continue }
      used.insert(mark.range)
      var draft = DraftLine(type: .announcement, stated: page.published.text, body: [:])
      let side = voice(of: speech, draft: &draft)
      var claim = Claim(.handover)
      claim.what = counted.what
      claim.whose = counted.whose
      let start =
        reading.marks(.not, in: clause).last {
          $0.range.upperBound <= mark.range.lowerBound
        }?.range.lowerBound ?? mark.range.lowerBound
      let words = min(start, mark.range.lowerBound)..<counted.words.upperBound
      claim.count = Count(.exact(0), words: limited(reading.words(words), 300))
      claim.scope = .cumulative
      if let day = lastDay(draft) { claim.when = try? EDTFDate(parsing: "../\(day)") }
      draft.why.append(reading.words(words))
      if counted.what == nil { draft.missing.append("claim.what") }
      place(&claim, trade, clause, counted, side, &draft)
      draft.body["claim"] = .object(claim.json)
      add(draft, at: mark.range.lowerBound, about: counted.range)
    }
  }

  /// What is announced without a number: "the next handover would take place on May 24".
  mutating func draftPlan() {
    for clause in reading.clauses {
      guard !reading.numbers.contains(where: { clause.contains($0.core.lowerBound) }),
        reading.has(.future, in: clause),
        let trade = reading.trades(in: clause).first, !reading.isNegated(trade),
        let speech = speech(at: trade.range.lowerBound),
        speech.use == .say || speech.use == .according
          || speech.use == .accordingThem,
        !reading.has(.deal, in: clause.lowerBound..<trade.range.lowerBound)
      else { continue }
      var draft = DraftLine(type: .announcement, stated: page.published.text, body: [:])
      let side = voice(of: speech, draft: &draft)
      var claim = Claim(.plan)
      let counted = reading.counted(trade.range.upperBound..<trade.range.upperBound, in: clause)
      claim.what = counted.what
      claim.whose = counted.whose
      if claim.what == nil { draft.missing.append("claim.what") }
      draft.missing.append("claim.count")
      draft.why.append(reading.words(trade.range))
      if let agreement = reading.hits.first(where: { $0.agreement != nil })?.agreement {
        claim.under = agreement
      }
      place(&claim, trade, clause, counted, side, &draft)
      when(&claim, trade, clause, speech, &draft)
      draft.body["claim"] = .object(claim.json)
      add(draft, at: trade.range.lowerBound, about: trade.range)
    }
  }
}
