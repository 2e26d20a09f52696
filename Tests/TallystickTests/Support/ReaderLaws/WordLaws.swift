import Tallystick

/// Laws of the short texts beside dates.
extension EDTFLaws {
  static func checkInstant(_ text: String) throws {
    let count = text.utf8.count
    guard let instant = try reading(count, { try Instant(parsing: text) }) else { return }
    let again = try Instant(parsing: instant.description)
    try hold(again == instant, "an instant that was printed is read: \(text)")
    try hold(instant.next > instant || instant == .maximum, "the next is later: \(text)")
    try hold(Instant(day: instant.day) <= instant, "a day starts no later: \(text)")
    try hold(Stated(instant).instant == instant, "a statement keeps its instant: \(text)")
  }

  static func checkCount(_ text: String) throws {
    let length = text.utf8.count
    guard let count = try reading(length, { try Count(parsing: text) }) else { return }
    try hold(
      try Count(parsing: count.description) == count, "a count that was printed is read: \(text)")
    try hold(try Count(json: count.json) == count, "a count is kept in JSON: \(text)")
    guard let bounds = count.bounds else { return }
    try hold(bounds.min >= 0, "a count is not negative: \(text)")
    try hold(bounds.max ?? .max >= bounds.min, "bounds are in order: \(text)")
    try hold(bounds.overlaps(bounds) && bounds.union(bounds) == bounds, "bounds agree: \(text)")
  }

  static func checkClaim(_ text: String) throws {
    let length = text.utf8.count
    guard let claim = try reading(length, { try Claim(notation: text) }) else { return }
    let bytes = CanonicalJSON.bytes(.object(claim.json))
    let json = try Claim(json: claim.json)
    try hold(CanonicalJSON.bytes(.object(json.json)) == bytes, "a claim is kept in JSON: \(text)")
    let printed = claim.notation
    let again: Claim
    do {
      again = try Claim(notation: printed)
    } catch {
      throw BrokenLaw(description: "a claim that was printed is read: \(text) as \(printed)")
    }
    try hold(
      CanonicalJSON.bytes(.object(again.json)) == bytes,
      "a claim that was printed is the same: \(text) as \(printed)")
  }

  static func checkReference(_ text: String) throws {
    let length = text.utf8.count
    guard let reference = try reading(length, { try Reference(parsing: text) }) else { return }
    let again = try Reference(parsing: reference.description)
    try hold(again == reference, "a reference that was printed is read: \(text)")
  }
}
