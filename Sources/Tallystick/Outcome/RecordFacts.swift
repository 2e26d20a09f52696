/// What the events of a record say, as far as rules ask for it, whatever the cut: of an announcement in
/// plain words forty bytes, of other events their bytes as long as these have room in some memory.
///
/// Nothing is decided here: what is said is read by the readers of acts, once for all events that say it
/// in the same words.
struct RecordFacts {
  /// An announcement, in the numbers of its words.
  private struct Announcement {
    /// The last half of the id.
    let id: UInt64

    /// The microseconds of an instant of whole seconds; else the least number and that of the words.
    let stated: Int64

    let speech: UInt32
    let words: UInt32

    /// The number of the words, plus one; 0 where none are said.
    let count: UInt32
    let when: UInt32
  }

  private var phrases = Phrases()
  private var announcements: [Announcement] = []

  /// The bytes of other events, one after the other, and where each ends.
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]

  /// What is kept of each event: the number of the announcement, counted from 1; that of the bytes,
  /// counted from -1; 0 where nothing is.
  private var kept: [Int32] = []

  /// The most bytes that are kept.
  private static let room = 24 << 20

  /// Creates the facts of no events, with room for `size`.
  init(expecting size: Int) { kept.reserveCapacity(size) }

  /// Takes the next event, of which the fields stand in a form where it has one.
  mutating func take(
    _ type: EventType?, _ parts: EntryParts?, _ form: borrowing EntryForm, _ entry: [UInt8]
  ) {
    if type == .announcement, let parts, let made = announcement(parts, form, entry.span) {
      announcements.append(made)
      kept.append(Int32(announcements.count))
    } else if bytes.count + entry.count <= RecordFacts.room {
      bytes += entry
      ends.append(bytes.count)
      kept.append(-Int32(ends.count - 1))
    } else {
      kept.append(0)
    }
  }

  /// Forgets what an announcement says: its bytes are to be read.
  mutating func forget(_ place: Int) {
    if kept[place] > 0 { kept[place] = 0 }
  }

  /// Whether something is kept of the event of a seq.
  func isKept(_ seq: Int) -> Bool { kept[seq - 1] != 0 }

  /// What is kept of an event.
  enum Fact {
    case item(History.Item)
    case bytes([UInt8])
  }

  /// What is kept of the event of a seq, of whose id the first half is `high`; nil where nothing is.
  func fact(_ seq: Int, high: UInt64) -> Fact? {
    let number = Int(kept[seq - 1])
    if number < 0 { return .bytes(Array(bytes[ends[-number - 1]..<ends[-number]])) }
    guard number > 0 else { return nil }
    let said = announcements[number - 1]
    var claim = Claim(phrases.claims[said.words])
    if said.count != 0 { claim.count = phrases.counts[said.count - 1] }
    if said.when != 0 { claim.when = phrases.dates[said.when - 1] }
    return .item(
      History.Item(
        seq: seq, id: EventID(high: high, low: said.id), stated: stated(said),
        phrases.speeches[said.speech], announcing: claim))
  }

  private func stated(_ said: Announcement) -> Stated {
    if let instant = Instant(microseconds: said.stated) { return Stated(wholeSecond: instant) }
    return phrases.days[UInt32(said.stated - .min)]
  }
}

extension RecordFacts {
  private mutating func announcement(
    _ parts: EntryParts, _ form: borrowing EntryForm, _ bytes: Span<UInt8>
  ) -> Announcement? {
    guard !form.hasDigests, !form.has(.published), let claim = form[.claim],
      form.areTextsIfAny(.init(.attribution, .rendering, .side, .speaker, .claimWhen)),
      let speech = speech(parts.body, form, bytes), let words = words(claim, form, bytes),
      let stated = stated(parts.stated, bytes)
    else { return nil }
    var (count, when): (UInt32, UInt32) = (0, 0)
    if let place = form[.claimCount] {
      phrases.begin()
      phrases.add(place, of: bytes)
      let code = phrases.counts.code(of: phrases.key) { Count(scanning: place, in: bytes) }
      guard let code else { return nil }
      count = code + 1
    }
    if let place = form.text(.claimWhen) {
      phrases.begin()
      phrases.add(place, of: bytes)
      let code = phrases.dates.code(of: phrases.key) {
        bytes.plainText(place).flatMap { try? EDTFDate(parsing: $0) }
      }
      guard let code else { return nil }
      when = code + 1
    }
    return Announcement(
      id: parts.id.low, stated: stated, speech: speech, words: words, count: count, when: when)
  }

  private mutating func speech(
    _ body: Range<Int>, _ form: borrowing EntryForm, _ bytes: Span<UInt8>
  ) -> UInt32? {
    phrases.begin()
    phrases.add(form.text(.attribution), of: bytes)
    phrases.add(form.text(.rendering), of: bytes)
    phrases.add(form.text(.side), of: bytes)
    phrases.add(form.text(.speaker), of: bytes)
    phrases.add(form[.via], of: bytes)
    return phrases.speeches.code(of: phrases.key) { Speech(scanning: body, in: bytes) }
  }

  /// The words of a claim: all but its number and its day, where nothing is said that is seldom said
  /// twice.
  private mutating func words(
    _ claim: Range<Int>, _ form: borrowing EntryForm, _ bytes: Span<UInt8>
  ) -> UInt32? {
    guard !form.has(.claimAbout) else { return nil }
    let (count, when) = (form[.claimCount], form.text(.claimWhen))
    // In canonical bytes a key stands right before its value, and `count` before `when`.
    let first = claim.lowerBound..<(count.map { $0.lowerBound - 8 } ?? claim.lowerBound)
    let start = count?.upperBound ?? claim.lowerBound
    phrases.begin()
    phrases.add(first, of: bytes)
    if let when {
      phrases.add(start..<when.lowerBound - 8, of: bytes)
      phrases.add(when.upperBound..<claim.upperBound, of: bytes)
    } else {
      phrases.add(start..<claim.upperBound, of: bytes)
    }
    return phrases.claims.code(of: phrases.key) { ClaimWords(scanning: claim, in: bytes) }
  }

  private mutating func stated(_ place: Range<Int>, _ bytes: Span<UInt8>) -> Int64? {
    if place.count == 20, bytes[place.upperBound - 1] == UInt8(ascii: "Z"),
      let instant = Instant(plain: bytes.extracting(place))
    {
      return instant.microseconds
    }
    phrases.begin()
    phrases.add(place, of: bytes)
    let code = phrases.days.code(of: phrases.key) {
      bytes.plainText(place).flatMap { try? Stated(parsing: $0) }
    }
    return code.map { .min + Int64($0) }
  }
}
