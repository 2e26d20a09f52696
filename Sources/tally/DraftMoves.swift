internal import TallyDesk
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// What a draft would move, were it in the record.
struct DraftMoves {
  /// The most events of a record of which figures are worked out anew for each draft.
  private static let largest = 50_000

  /// The most figures that are told.
  private static let most = 4

  let store: any RecordReader

  /// A line for each figure that would move.
  func lines(_ content: Content, label: String?) throws -> [String] {
    let end = try store.end()
    guard end.size <= DraftMoves.largest else { return [] }
    var events: [Event] = []
    try store.forEach(upTo: end.size) { events.append(try $0.event()) }
    let day = try store.today()
    var history = History(folding: events)
    let before = view(history, day, seq: end.size)
    guard let now = end.recorded.flatMap({ Instant(microseconds: $0.microseconds + 1) }) else {
      return []
    }
    let event = Event(
      seq: end.size + 1, id: content.id, label: label, recorded: now, recorder: "recorder",
      content: content)
    history.apply(event)
    let after = view(history, day, seq: end.size + 1)
    let changes = Difference(from: before, to: after, events: events + [event]).changes
    let moved = changes.compactMap { change -> String? in
      let (before, after) = (words(change.before), words(change.after))
      return before == after ? nil : "\(change.address)  \(before) → \(after)"
    }
    var lines = Array(moved.prefix(DraftMoves.most))
    if moved.count > DraftMoves.most { lines.append("and \(moved.count - DraftMoves.most) more") }
    return lines
  }

  private func view(_ history: History, _ day: Day, seq: Int) -> View {
    View(history, root: SHA256().finalize(), at: Cut(today: day), asRecorded: "#\(seq)")
  }

  private func words(_ value: JSONValue?) -> String {
    value?.object?["why"]?.string ?? value.map(FigureText.words) ?? Words.nothing
  }
}
