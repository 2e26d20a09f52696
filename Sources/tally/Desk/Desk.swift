internal import TallyDesk
internal import Tallystick
internal import TransparencyLog

/// The desk: its door, and behind it a review that a person goes through by forms.
struct Desk {
  private(set) var session: ReviewSession
  private var door: DeskDoor
  private let article: DeskArticle
  private var turn = 0
  private var message = ""

  /// Whether the person left, or no draft is left.
  private(set) var isOver = false

  init(_ session: ReviewSession, article: DeskArticle, door: DeskDoor) {
    self.session = session
    self.article = article
    self.door = door
  }

  /// The address that opens the desk, once.
  var address: String { door.address }

  /// Answers a request.
  ///
  /// A form is done once: its answer leads the browser to the page, and a form of an older page, such
  /// as one that was sent twice, does nothing.
  mutating func answer(_ request: DeskRequest) throws -> DeskAnswer {
    switch door.look(at: request) {
    case .answered(let answer): return answer
    case .page:
      guard let sight = try session.sight() else { return end() }
      let view = DeskView(
        sight, article: article, counts: session.queue.counts, message: message, turn: turn)
      if request.method == "GET" { message = "" }
      return .page(view)
    case .form(let form):
      guard let action = form.action else {
        return .notice(400, "The desk knows no such form. Nothing was done.")
      }
      guard form["turn"] == "\(turn)" else {
        message = "That page was of an earlier answer: nothing was done."
        return door.toPage
      }
      turn += 1
      do {
        message = try act(action, form)
      } catch let declined as ReviewSession.Declined {
        message = declined.lines.joined(separator: "\n")
        return door.toPage
      }
      return action == .quit || session.queue.current == nil ? end() : door.toPage
    }
  }

  private mutating func end() -> DeskAnswer {
    isOver = true
    var lines = session.conclusion
    if session.queue.isOpen {
      lines.append("Go on with `tally desk` or `tally review` and \(session.file.path).")
    }
    return .page(
      DeskView(
        conclusion: lines, article: article, counts: session.queue.counts, message: message))
  }

  /// Does what a form asks for, and says what became of it.
  ///
  /// What was written into the parts holds for whatever is asked for beside it: nothing that was typed
  /// is lost, and what is accepted is what stood on the page.
  private mutating func act(_ action: DeskAction, _ form: DeskForm) throws -> String {
    if action != .skip, session.queue.current?.decision == nil { try change(by: form) }
    switch action {
    case .change: return ""
    case .accept: return try session.accept()
    case .offers: try session.takeOffers()
    case .split: try session.split()
    case .skip:
      try session.skip(for: form["reason"] ?? "")
      return "Left out."
    case .pass: try session.pass()
    case .back: try session.back()
    case .quit: break
    }
    return ""
  }

  private mutating func change(by form: DeskForm) throws {
    let parts = form.parts
    let another = form["another"].map { String($0[...].trimmingSpaces) } ?? ""
    guard !parts.isEmpty || !another.isEmpty else { return }
    try session.change { session, draft in
      let texts = try parts.map { part in
        let change = try session.resolved("\(part.name)=\(part.text)")
        return (name: part.name, text: String(change.dropFirst(part.name.count + 1)))
      }
      let today = try session.today()
      try draft.take(texts, today: today)
      if !another.isEmpty { try draft.set(try session.resolved(another), today: today) }
    }
  }
}
