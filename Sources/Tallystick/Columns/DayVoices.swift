/// What is said of one day of a row, whose numbers make one handover.
///
/// It is used from day to day.
struct DayVoices {
  private var voices: [PlainVoice] = []
  private var numbers: [Bounds] = []

  /// Notes what some claims say of one day; false where that is more than one handover needs.
  mutating func hear(
    _ indexes: some Sequence<UInt32>, of claims: PlainClaims, _ sides: inout PlainClaims.Sides
  ) -> Bool {
    voices.removeAll(keepingCapacity: true)
    var unit: UInt32 = 0
    for index in indexes {
      guard let voice = claims.voice(claims.all[Int(index)], &sides) else { return false }
      if voice.unit != 0 {
        if unit != 0, unit != voice.unit { return false }
        unit = voice.unit
      }
      voices.append(voice)
    }
    return true
  }

  /// Adds the handover of that day to those of its row.
  mutating func add(on day: Int, to row: inout SummedDays) {
    let sent = given(by: .sender, &row.seqs.sent)
    let received = given(by: .receiver, &row.seqs.received)
    for voice in voices { voice.addSeqs(to: &row.seqs.all) }
    row.add(
      BothNumbers(sent: sent.bounds, received: received.bounds, isOneUnit: true),
      sent: sent.hasSpoken, received: received.hasSpoken, on: day)
  }

  /// What one side says, by the rule of ``SideNumber/init(several:)``; notes the events that give it.
  private mutating func given(
    by role: PlainVoice.Role, _ seqs: inout [Int]
  ) -> (bounds: Bounds?, hasSpoken: Bool) {
    var (best, hasSpoken): (Int?, Bool) = (nil, false)
    for voice in voices where voice.role == role {
      hasSpoken = true
      if voice.bounds != nil { best = min(best ?? voice.rank, voice.rank) }
    }
    guard hasSpoken else { return (nil, false) }
    numbers.removeAll(keepingCapacity: true)
    for voice in voices where voice.role == role {
      guard let best else {
        voice.addSeqs(to: &seqs)
        continue
      }
      guard let bounds = voice.bounds, voice.rank == best else { continue }
      voice.addSeqs(to: &seqs)
      numbers.append(bounds)
    }
    return (SideNumber.range(of: numbers), true)
  }
}
