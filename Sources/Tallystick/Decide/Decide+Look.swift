/// What stands against an event, and what of it is odd, each as a sentence.
struct Look {
  /// Why nobody may say it.
  var reasons: [String] = []

  /// What cannot be meant: it is refused, but told of an entry that another record took already.
  var slips: [String] = []

  /// What may be meant although it looks odd.
  var warnings: [String] = []

  /// What is not told by another look too.
  func beyond(_ other: Look) -> Look {
    Look(
      reasons: reasons.filter { !other.reasons.contains($0) },
      slips: slips.filter { !other.slips.contains($0) },
      warnings: warnings.filter { !other.warnings.contains($0) })
  }
}

extension Decide {
  /// What an amendment brings against the event that it changes in the end, and what of that is odd
  /// then; what stood against it before is not told again.
  mutating func look(atChangeBy amendment: JSONObject) throws -> Look {
    guard let (id, before, after) = try change(by: amendment), let type = after.knownType else {
      return Look()
    }
    let problems = after.problems().map { "As amended, \($0.description)." }
    guard problems.isEmpty else { return Look(reasons: problems) }
    let old = try look(at: before, type, as: id)
    return try look(at: after, type, as: id).beyond(old)
  }

  /// The event that an amendment changes in the end, by the amendments that it amends where it is of
  /// one, before and after it; nil where something on the way is void or makes void.
  private mutating func change(
    by amendment: JSONObject
  ) throws -> (id: EventID, before: Content, after: Content)? {
    var body = amendment
    var last = Int.max
    while body["void"] == nil, let of = body.ids("of").first,
      let seq = try record.event(of)?.seq, seq < last, let before = try record.amended(of)
    {
      guard let after = try? Amendment.apply(body, to: before).inLowestVersion() else { return nil }
      guard before.knownType == .amendment else { return (of, before, after) }
      (body, last) = (after.body, seq)
    }
    return nil
  }
}
