internal import TallyDesk
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

/// What a draft would move, were it in the record.
struct DraftMoves {
  /// The most events of a record of which figures are worked out anew for each draft.
  private static let largest = 50_000

  /// The most figures that are told.
  private static let most = 4

  let store: SQLiteStore

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
    var lines = changes.prefix(DraftMoves.most).map { change in
      "\(change.address)  \(words(change.before)) → \(words(change.after))"
    }
    if changes.count > DraftMoves.most {
      lines.append("and \(changes.count - DraftMoves.most) more")
    }
    return lines
  }

  private func view(_ history: History, _ day: Day, seq: Int) -> View {
    View(history, root: SHA256().finalize(), at: Cut(today: day), asRecorded: "#\(seq)")
  }

  private func words(_ value: JSONValue?) -> String { value.map(FigureText.words) ?? Words.nothing }
}
