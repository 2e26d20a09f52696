@testable import Tallystick

/// Records of plain events, made up without chance, by which it is counted what one event costs.
enum WorkSample {
  /// What the events of a record have in common.
  enum Shape: CaseIterable {
    /// Both sides speak of each handover; rows and days grow with the record.
    case common
    /// The same on one row.
    case oneRow
    /// The same on one row, all under one deal.
    case oneDeal
    /// The same on one row, of which a side states the total again and again.
    case totals
  }

  /// About as many events as asked for.
  static func events(_ size: Int, _ shape: Shape, count: Int64? = nil) throws -> [Event] {
    let now = Instant(day: try Day(parsing: "2027-01-01"))
    var drafts = Array(Ledger.cast.prefix(2))
    if shape == .oneDeal {
      drafts.append(.agree("D", "ru", "2014-01-01", [.owed("RU", "UA", "100000")]))
    }
    var day = try Day(parsing: "2014-01-02")
    for number in 0..<size {
      guard drafts.count < size else { break }
      if shape != .common || number.isMultiple(of: 3) { day = day.next }
      let what = shape == .common ? "w\(number / 100)" : "remains"
      var claim: JSONObject = [
        "act": "handover", "what": .string(what), "from": "RU", "to": "UA", "whose": "UA",
        "when": .string("\(day)"), "count": ["exact": .integer(count ?? Int64(number % 90 + 1))],
      ]
      if shape == .oneDeal { claim["under"] = "deal" }
      for speaker in ["ru", "ua"] { drafts.append(announcement(speaker, day, claim)) }
      if shape == .totals, number.isMultiple(of: 4) {
        claim["scope"] = "cumulative"
        claim["when"] = .string("../\(day)")
        drafts.append(announcement("ru", day, claim))
      }
    }
    return drafts.enumerated().map { place, draft in
      Event(
        seq: place + 1, id: draft.content.id, label: nil, recorded: now, recorder: "r",
        content: draft.content)
    }
  }

  private static func announcement(_ speaker: String, _ day: Day, _ claim: JSONObject) -> Draft {
    .line(
      "announcement", nil, "\(day)",
      ["speaker": .string(speaker), "attribution": "named", "claim": .object(claim)])
  }

  /// What the last 300 events of a record of some size cost, taken one by one.
  static func work(_ size: Int, _ shape: Shape) throws -> Int {
    let events = try events(size, shape)
    var reckoning = Reckoning(at: Cut(today: .maximum))
    for event in events.dropLast(300) { reckoning.take(event) }
    reckoning.settle()
    let before = reckoning.work
    for event in events.suffix(300) {
      reckoning.take(event)
      reckoning.settle()
      _ = reckoning.changedRows()
    }
    return reckoning.work - before
  }
}
