internal import Tallystick
internal import TransparencyLog

extension SentenceDrafts {
  /// Two equal numbers with a word between them: "6,000 for 6,000".
  private var formula: (first: NumberMark, second: NumberMark)? {
    for (first, second) in zip(reading.numbers, reading.numbers.dropFirst()) {
      let between = first.core.upperBound..<second.core.lowerBound
      guard between.count <= 3, between.contains(where: { reading.mark(.forEach, at: $0) != nil }),
        between.allSatisfy({
          reading.tokens[$0].kind == .sign || reading.mark(.forEach, at: $0) != nil
        })
      else { continue }
      return (first, second)
    }
    return nil
  }

  /// Drafts the reading of an agreement that a sentence gives.
  mutating func draftDeal() {
    if let formula {
      used.insert(formula.first.core)
      used.insert(formula.second.core)
      if isCarriedOut {
        draftExchange(formula.first)
      } else {
        draftAgreement(
          at: formula.first.core.lowerBound, number: formula.first,
          words: reading.words(formula.first.core.lowerBound..<formula.second.core.upperBound),
          other: formula.second.exact)
      }
      return
    }
    let named = reading.hits.first { $0.agreement != nil }
    let each = reading.numbers.first { number in
      reading.marks(.each, in: reading.all).contains {
        $0.range.upperBound <= number.range.lowerBound
          && number.range.lowerBound - $0.range.upperBound <= 4
      }
    }
    if let each, named != nil || reading.has(.deal, in: reading.all),
      reading.has(.future, in: reading.all) || named != nil
    {
      used.insert(each.core)
      draftAgreement(
        at: each.core.lowerBound, number: each,
        words: reading.words(reading.counted(each.range, in: reading.all).words), other: each.exact)
    } else if let deal = reading.marks(.deal, in: reading.all).first, reading.numbers.isEmpty,
      speeches.isEmpty,
      reading.dates.count == 1 && reading.has(.both, .agreed, in: reading.all)
        || reading.dates.count == 1 && sides.count >= 2 && isAboutDeal(deal)
    {
      draftAgreement(
        at: deal.range.lowerBound, number: nil, words: reading.words(named?.range ?? deal.range),
        other: nil)
    }
  }

  private func isAboutDeal(_ deal: WordMark) -> Bool {
    let parties = reading.hits.filter { names.isParty($0) }
    return deal.range.lowerBound <= 2 && parties.count >= 2
  }

  /// Whether an exchange is told of as done, and not as agreed.
  private var isCarriedOut: Bool {
    reading.has(.swap, in: reading.all) && !reading.has(.agreed, .future, in: reading.all)
  }

  private mutating func draftExchange(_ number: NumberMark) {
    let speech = speech(at: number.core.lowerBound)
    var draft = DraftLine(type: .announcement, stated: page.published.text, body: [:])
    _ = voice(of: speech, draft: &draft)
    var claim = Claim(.handover)
    claim.count = Count(number.kind, words: reading.words(number.range))
    claim.scope = .eachWay
    let thing = reading.marks(.thing, in: reading.all).first
    claim.what = thing?.value
    if claim.what == nil { draft.missing.append("claim.what") } else { lastThing = claim.what }
    if let date = reading.dates.first, !(speech?.part.overlaps(date.range) ?? false) {
      claim.when = try? EDTFDate(parsing: date.edtf)
    } else {
      draft.missing.append("claim.when")
    }
    draft.missing += ["claim.from", "claim.to", "claim.whose"]
    draft.why.append(reading.words(number.range))
    draft.body["claim"] = .object(claim.json)
    add(draft, at: number.core.lowerBound, about: number.range)
  }

  private mutating func draftAgreement(
    at place: Int, number: NumberMark?, words: String, other: Int64?
  ) {
    var draft = DraftLine(type: .agreement, stated: page.published.text, body: [:])
    _ = voice(of: speech(at: place), draft: &draft)
    draft.why.append(words)
    let before = known.last { $0.type == EventType.agreement.rawValue }
    if let hit = reading.hits.first(where: { $0.agreement != nil }), let id = hit.agreement {
      draft.body["agreement"] = .string(id)
      draft.body["names"] = .array([.string(limited(reading.words(hit.range), 200))])
      draft.why.append(reading.words(hit.range))
    } else {
      let name = number == nil ? lastDeal ?? words : words
      draft.body["names"] = .array([.string(limited(name, 200))])
      draft.missing.append("agreement")
      draft.offers["agreement"] =
        before.flatMap { $0.body["agreement"] ?? $0.offers["agreement"] }
        ?? .string(ShortID.of(lastDeal ?? words))
    }
    if let date = reading.dates.first {
      draft.body["when"] = .string(date.edtf)
      draft.why.append(reading.words(date.range))
    } else {
      draft.missing.append("when")
      draft.offers["when"] = before?.body["when"]
    }
    if sides.count == 2 {
      draft.body["parties"] = .array(sides.map(JSONValue.string))
      draft.doubts.append("parties: the two that the article tells of")
    } else {
      draft.missing.append("parties")
    }
    if let number { obligations(number, other, words, &draft) }
    add(draft, at: place, about: place..<place + 1)
  }

  /// What each of the two owes the other.
  private func obligations(
    _ number: NumberMark, _ other: Int64?, _ words: String, _ draft: inout DraftLine
  ) {
    var what = reading.counted(number.range, in: reading.all).what
    if what == nil, reading.has(.latter, in: reading.all), let last = earlierThings.last {
      what = last.use == .thing ? last.value : nil
      if last.use != .thing, earlierThings.contains(where: { $0.use == .dead }) { what = "remains" }
      if what != nil { draft.why.append("the latter") }
    }
    what = what ?? reading.marks(.thing, in: reading.all).first?.value
    guard let what, let one = number.exact, let other, sides.count == 2 else {
      draft.missing.append("obligations")
      draft.doubts.append("\(words): how many each owes stands in no field yet")
      return
    }
    func obligation(_ debtor: String, _ creditor: String, _ count: Int64) -> JSONValue {
      [
        "debtor": .string(debtor), "creditor": .string(creditor), "what": .string(what),
        "whose": .string(creditor),
        "count": ["exact": .integer(count), "words": .string(limited(words, 300))],
      ]
    }
    draft.body["obligations"] = .array([
      obligation(sides[0], sides[1], one), obligation(sides[1], sides[0], other),
    ])
    draft.doubts.append("obligations: each owes the other's own")
  }
}

extension Reading {
  /// The name of an agreement in capitals before the word for it: "Istanbul agreements".
  var dealName: String? {
    for deal in marks(.deal, in: all) {
      var start = deal.range.lowerBound
      while start > 0, tokens[start - 1].isCapital, tokens[start - 1].kind == .word,
        mark(.article, endingAt: start) == nil, start > 1 || !lexicon.isInflected
      {
        start -= 1
      }
      if start < deal.range.lowerBound, start > 0 { return words(start..<deal.range.upperBound) }
    }
    return nil
  }
}
