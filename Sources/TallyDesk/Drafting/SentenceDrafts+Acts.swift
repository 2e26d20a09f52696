internal import Tallystick
internal import TransparencyLog

extension SentenceDrafts {
  /// Drafts what speakers do with the words of others: confirm, deny, take back, keep silent.
  mutating func draftActs() {
    for speech in speeches {
      switch speech.use {
      case .confirm: confirm(speech)
      case .deny: deny(speech)
      case .retract: retract(speech)
      case .silent: keepSilent(speech)
      default: break
      }
    }
  }

  /// What was said, up to the next words of saying.
  private func content(_ speech: Speech) -> Range<Int> {
    let next = speeches.first {
      $0.part.lowerBound > speech.verb.lowerBound && $0.verb != speech.verb
        && $0.part.lowerBound >= speech.content.lowerBound
    }
    let end = next?.part.lowerBound ?? speech.content.upperBound
    return speech.content.lowerBound..<max(speech.content.lowerBound, end)
  }

  private mutating func confirm(_ speech: Speech) {
    let content = content(speech)
    let verbs = reading.trades(in: content).filter { $0.kind != .noun && $0.kind != .swap }
    // Who confirms that it received so many says so by itself.
    if !verbs.isEmpty { return }
    if reading.has(.not, in: speech.part.lowerBound..<content.upperBound) { return }
    let number = reading.numbers.first { content.contains($0.core.lowerBound) }
    guard number != nil || reading.has(.trade, .swap, in: content) else { return }
    var draft = DraftLine(type: .confirmation, stated: page.published.text, body: [:])
    _ = voice(of: speech, draft: &draft)
    var facets: [JSONValue] = []
    if let number {
      used.insert(number.core)
      facets.append("count")
      draft.why.append(reading.words(number.range))
      let counted = reading.counted(number.range, in: content)
      if counted.what != nil { facets.append("what") }
      if counted.whose != nil { facets.append("whose") }
    }
    draft.body["facets"] = .array(facets)
    if facets.isEmpty { draft.missing.append("facets") }
    refer(to: number, &draft)
    add(draft, at: speech.verb.lowerBound, about: speech.verb)
  }

  /// Names what an act is of: the last draft with the number; of several, or of none, it is left
  /// open.
  private func refer(to number: NumberMark?, _ draft: inout DraftLine) {
    let handovers = known.filter {
      $0.type == EventType.announcement.rawValue && $0.body["speaker"] != draft.body["speaker"]
        && $0.body["claim"]?.object?["act"] == "handover"
    }
    if let number = number?.exact {
      let same = handovers.filter {
        $0.body["claim"]?.object?["count"]?.object?["exact"]?.integer == number
      }
      if let first = same.first, let label = first.label {
        draft.body["of"] = .string("@\(label)")
        draft.why.append("\(number) on line \(first.line)")
        if same.count > 1 { draft.doubts.append("of: \(same.count) drafts have this number") }
        return
      }
    }
    draft.missing.append("of")
    if let last = handovers.last, let label = last.label {
      draft.offers["of"] = .string("@\(label)")
    }
  }

  private mutating func deny(_ speech: Speech) {
    let content = content(speech)
    var draft = DraftLine(type: .denial, stated: page.published.text, body: [:])
    let side = voice(of: speech, draft: &draft)
    let number = reading.numbers.first { content.contains($0.core.lowerBound) }
    if let number { used.insert(number.core) }
    let trade = reading.trades(in: content).first
    guard let trade else {
      draft.missing.append("of")
      if let last = known.last(where: { $0.type == EventType.announcement.rawValue }),
        let label = last.label
      {
        draft.offers["of"] = .string("@\(label)")
      }
      add(draft, at: speech.verb.lowerBound, about: speech.verb)
      return
    }
    var claim = Claim(.handover)
    let range = number?.range ?? anything(after: trade, in: content)
    let counted = reading.counted(range, in: content)
    claim.what = counted.what
    claim.whose = counted.whose
    if let number {
      claim.count = Count(number.kind, words: limited(reading.words(counted.words), 300))
    }
    let direction = reading.direction(
      of: trade, in: content, outside: [counted.range, speech.part], whose: claim.whose,
      speaker: side)
    (claim.from, claim.to) = (direction.from, direction.to)
    if let date = reading.dates.first(where: { content.contains($0.range.lowerBound) }) {
      claim.when = try? EDTFDate(parsing: date.edtf)
    }
    draft.why.append(reading.words(trade.range))
    for (field, value) in [
      ("what", claim.what), ("from", claim.from), ("to", claim.to), ("whose", claim.whose),
    ] where value == nil { draft.missing.append("claim.\(field)") }
    draft.body["claim"] = .object(claim.json)
    add(draft, at: speech.verb.lowerBound, about: speech.verb)
  }

  /// The place of what is handed over where no number stands: "any remains".
  private func anything(after trade: Trade, in content: Range<Int>) -> Range<Int> {
    let thing = reading.marks(.thing, .people, in: content).first
    let place = thing?.range.lowerBound ?? trade.range.upperBound
    return place..<place
  }

  private mutating func retract(_ speech: Speech) {
    let content = content(speech)
    var draft = DraftLine(type: .retraction, stated: page.published.text, body: [:])
    _ = voice(of: speech, draft: &draft)
    for number in reading.numbers where content.contains(number.core.lowerBound) {
      used.insert(number.core)
      draft.why.append(reading.words(number.range))
    }
    draft.missing.append("of")
    add(draft, at: speech.verb.lowerBound, about: speech.verb)
  }

  private mutating func keepSilent(_ speech: Speech) {
    var draft = DraftLine(type: .silence, stated: page.published.text, body: [:])
    _ = voice(of: nil, draft: &draft)
    let (source, _) = source(of: speech.speaker)
    draft.body["silent"] = .string(source)
    draft.why += speech.why
    var start = speech.verb.upperBound
    while start < reading.tokens.count, start < speech.verb.upperBound + 1,
      reading.mark(.on, at: start) != nil
        || ["about", "щодо", "про", "о", "об"].contains(
          reading.tokens[start].lower)
    {
      start += 1
    }
    let clause = reading.clause(at: speech.verb.lowerBound)
    var end = max(clause.upperBound, start)
    while end > start, reading.tokens[end - 1].kind == .sign { end -= 1 }
    for number in reading.numbers
    where (speech.verb.upperBound..<end).contains(number.core.lowerBound) {
      used.insert(number.core)
    }
    let about = reading.words(start..<end)
    if about.isEmpty {
      draft.missing.append("about_words")
    } else {
      draft.body["about_words"] = .string(limited(about, 300))
    }
    add(draft, at: speech.verb.lowerBound, about: speech.verb)
  }

  /// A video, photo or document that is told of.
  mutating func draftMedium() {
    guard let mark = reading.marks(.medium, in: reading.all).first,
      reading.has(.published, .shows, in: reading.all) || reading.has(.trade, in: reading.all)
    else { return }
    var draft = DraftLine(type: .medium, stated: page.published.text, body: [:])
    _ = voice(of: nil, draft: &draft)
    media[mark.value, default: 0] += 1
    let number = media[mark.value] ?? 1
    let day = page.published.latestDay?.description ?? ""
    draft.body["medium"] = .string("\(mark.value)-\(day)" + (number > 1 ? "-\(number)" : ""))
    draft.body["kind"] = .string(mark.value)
    draft.why.append(reading.words(mark.range))
    if let date = reading.dates.first {
      draft.body["when"] = .string(date.edtf)
      draft.why.append(reading.words(date.range))
    } else {
      draft.missing.append("when")
    }
    if let published = reading.marks(.published, in: reading.all).first,
      let hit = reading.hits.first(where: {
        $0.source != nil && $0.form != .adjective
          && abs($0.range.lowerBound - published.range.upperBound) <= 3
      }), let source = hit.source
    {
      draft.body["publisher"] = .string(source)
    } else {
      draft.missing.append("publisher")
    }
    if let shows = reading.marks(.shows, in: reading.all).first {
      var end = shows.range.upperBound
      while end < reading.tokens.count, !reading.tokens[end].isSign(",;.—–:!?") { end += 1 }
      let words = reading.words(shows.range.upperBound..<end)
      if !words.isEmpty { draft.body["shows"] = .string(limited(words, 300)) }
    } else {
      draft.missing.append("shows")
    }
    add(draft, at: mark.range.lowerBound, about: mark.range)
  }
}
