/// The events that are taken straight from the form of their entry.
extension TotalsFold {
  /// Takes an event whose fields are plainly what its type asks for; false for every other one, of
  /// which nothing is taken.
  mutating func takePlain(_ parts: EntryParts, in bytes: Span<UInt8>) -> Bool {
    guard let time = PlainTime(bytes.extracting(parts.stated), &form.statedDays),
      let type = bytes.eventType(parts.type)
    else { return false }
    switch type {
    case .announcement: return takeAnnouncement(parts.seq, time, bytes)
    case .confirmation: return takeConfirmation(parts.seq, time, bytes)
    case .denial: return takeDenial(time, bytes)
    case .retraction: return takeRetraction(time, bytes)
    case .silence: return form.text(.silent) != nil && takeRemark(time, bytes)
    case .medium: return takeMedium(time, bytes)
    case .link: return takeLink(bytes)
    case .assessment: return takeAssessment(time, bytes)
    case .correction: return takeCorrection(parts.seq, time, bytes)
    case .amendment: return takeAmendment(bytes)
    case .agreement, .source, .redaction: return false
    }
  }

  /// What the cut makes of an act.
  private func marks(_ time: PlainTime) -> Components.Marks {
    cut.asOf.map { time.day <= $0 } ?? true ? .inside : []
  }

  private mutating func takeAnnouncement(
    _ seq: Int, _ time: PlainTime, _ bytes: Span<UInt8>
  ) -> Bool {
    guard let saying = PlainSaying(announcement: form, in: bytes),
      saying.claim.isHandover
        ? claims.take(saying, seq: seq, at: time, in: bytes)
        : claims.canRead(date: saying.claim.when, in: bytes)
    else { return false }
    components.append(marks(time))
    return true
  }

  private mutating func takeConfirmation(
    _ seq: Int, _ time: PlainTime, _ bytes: Span<UInt8>
  ) -> Bool {
    guard let saying = PlainSaying(confirmation: form, in: bytes),
      let target = saying.confirmed.flatMap({ places[$0] }), target < components.count,
      components.own(target).contains(.inside),
      claims.take(saying, of: target + 1, seq: seq, at: time, in: bytes)
    else { return false }
    components.append(marks(time))
    components.join(target, size - 1)
    return true
  }

  /// Takes what an act says that no sum asks for.
  private mutating func takeRemark(_ time: PlainTime, _ bytes: Span<UInt8>) -> Bool {
    guard PlainSaying(form, in: bytes) != nil else { return false }
    components.append(marks(time))
    return true
  }

  private mutating func takeMedium(_ time: PlainTime, _ bytes: Span<UInt8>) -> Bool {
    form.text(.medium) != nil && form.text(.kind) != nil
      && form.isTextIfAny(.when) && claims.canRead(date: form.place(of: .when), in: bytes)
      && takeRemark(time, bytes)
  }

  /// Takes a denial of an act that puts nothing in its place.
  private mutating func takeDenial(_ time: PlainTime, _ bytes: Span<UInt8>) -> Bool {
    guard let of = form.eventID(.of, in: bytes), !form.has(.claim), !form.has(.instead),
      takeRemark(time, bytes)
    else { return false }
    _ = join(act: size - 1, to: of)
    return true
  }

  private mutating func takeRetraction(_ time: PlainTime, _ bytes: Span<UInt8>) -> Bool {
    guard let of = form.eventID(.of, in: bytes), takeRemark(time, bytes) else { return false }
    let place = size - 1
    if join(act: place, to: of) != nil, !retract(of, by: place) { components.mark(place, .slow) }
    return true
  }

  /// Takes the correction of a plain announcement that changes its number alone.
  private mutating func takeCorrection(
    _ seq: Int, _ time: PlainTime, _ bytes: Span<UInt8>
  ) -> Bool {
    guard let of = form.eventID(.of, in: bytes), form.changesCountAlone,
      let count = PlainCount(form, in: bytes), count.kind != .none, let target = places[of],
      target < size, claims.holds(seq: target + 1),
      components.own(target).contains(.inside),
      takeRemark(time, bytes)
    else { return false }
    let place = size - 1
    components.join(place, target)
    guard components.own(place).contains(.inside) else { return true }
    if !claims.correct(target + 1, to: count, by: seq, on: time.day) {
      components.mark(place, .slow)
    }
    return true
  }

  /// Takes the amendment of a plain claim that changes its place alone, which no sum asks for.
  private mutating func takeAmendment(_ bytes: Span<UInt8>) -> Bool {
    guard let of = form.eventID(.of, in: bytes), !form.has(.drop), !form.has(.void),
      let set = form[.set], bytes.isPlaceOfClaim(set), let target = places[of], target < size,
      claims.holds(seq: target + 1)
    else { return false }
    components.append(.inside)
    components.join(target, size - 1)
    return true
  }

  private mutating func takeLink(_ bytes: Span<UInt8>) -> Bool {
    guard let a = form.eventID(.a, in: bytes), let b = form.eventID(.b, in: bytes),
      let relation = form.text(.relation), bytes.name(at: relation.lowerBound - 1) != nil
    else { return false }
    components.append(.inside)
    for id in [a, b] { join(size - 1, to: id) }
    if bytes.holds("same_handover", at: relation) {
      takeSameHandover([a, b])
    } else if bytes.holds("distinct_handover", at: relation) {
      components.mark(size - 1, .slow)
    }
    return true
  }

  private mutating func takeAssessment(_ time: PlainTime, _ bytes: Span<UInt8>) -> Bool {
    guard let of = form.eventID(.of, in: bytes), !form.has(.source), !form.has(.medium),
      let scale = form.text(.scale), bytes.name(at: scale.lowerBound - 1) != nil,
      let value = form.text(.value)
    else { return false }
    components.append(cut.withHindsight ? .inside : marks(time))
    join(size - 1, to: of)
    if bytes.holds("explanation", at: scale), !takeExplanation(of, value, bytes) {
      components.mark(size - 1, .slow)
    }
    return true
  }

  /// Takes the only explanation of a plain claim; of several, which holds is for ``Judgements``.
  private mutating func takeExplanation(
    _ of: EventID, _ value: Range<Int>, _ bytes: Span<UInt8>
  ) -> Bool {
    guard let target = places[of], claims.holds(seq: target + 1),
      let value = bytes.plainText(value)
    else { return false }
    guard components.own(size - 1).contains(.inside) else { return true }
    guard !components.own(target).contains(.explained) else { return false }
    components.note(target, .explained)
    return !Rules.excludingExplanations.contains(value)
      || claims.explain(target + 1, by: value)
  }
}

extension EntryForm {
  /// The fields of a claim of which a sum is made, but for its count.
  private static let others = Fields(
    .act, .what, .from, .to, .whose, .unit, .claimWhen, .scope, .place, .under, .claimAbout)

  /// Whether the claim in it has a count, and nothing else of which a sum is made.
  fileprivate var changesCountAlone: Bool {
    has(.claimCount) && !claimHasMore && !hasAny(EntryForm.others)
  }
}

extension Span<UInt8> {
  /// Whether the object at a place is a claim of which the place is said, and nothing else.
  fileprivate func isPlaceOfClaim(_ place: Range<Int>) -> Bool {
    guard self[place.lowerBound] == UInt8(ascii: "{") else { return false }
    var fields = ScannedMembers(of: place)
    guard let (key, claim) = fields.next(in: self), holds("claim", at: key),
      fields.next(in: self) == nil, fields.isAtEnd, self[claim.lowerBound] == UInt8(ascii: "{")
    else { return false }
    var parts = ScannedMembers(of: claim)
    guard let (name, value) = parts.next(in: self), holds("place", at: name),
      self[value.lowerBound] == UInt8(ascii: "\"")
    else { return false }
    return parts.next(in: self) == nil && parts.isAtEnd
  }

  /// The type of event whose word stands in these places.
  fileprivate func eventType(_ place: Range<Int>) -> EventType? {
    if holds("announcement", at: place) { return .announcement }
    if holds("confirmation", at: place) { return .confirmation }
    if holds("link", at: place) { return .link }
    if holds("correction", at: place) { return .correction }
    if holds("assessment", at: place) { return .assessment }
    if holds("denial", at: place) { return .denial }
    if holds("retraction", at: place) { return .retraction }
    if holds("medium", at: place) { return .medium }
    if holds("amendment", at: place) { return .amendment }
    if holds("silence", at: place) { return .silence }
    return nil
  }
}
