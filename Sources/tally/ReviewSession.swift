internal import TallyDesk
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// A person's way through drafts, whoever shows them and asks: what is decided of each is appended
/// and kept here, and nowhere else.
struct ReviewSession {
  let file: ReviewFile
  private let store: any RecordReader
  private let appender: Appender
  private(set) var queue: ReviewQueue

  /// Why what was asked for was not done, in words for the person, who may try again.
  struct Declined: Error {
    let lines: [String]
  }

  /// Begins where the review was left; with `second`, with what was skipped in the queue again.
  init(_ file: ReviewFile, second: Bool, store: any RecordReader, appender: Appender) throws {
    self.file = file
    self.store = store
    self.appender = appender
    queue = try file.queue()
    if second { queue.reopenSkipped() }
    queue.acceptThose { label in
      (try? store.entry(.label(label)))?.id.description
    }
    queue.goOn()
    try keep()
  }

  private func keep() throws { try file.keep(queue) }
}

extension ReviewSession {
  /// What is shown of the draft whose turn it is; nil where none is left.
  func sight() throws -> ReviewSight? {
    guard let item = queue.current else { return nil }
    let draft = try filled(item.draft)
    return ReviewSight(
      number: queue.place + 1, count: queue.items.count, draft: draft, decision: item.decision,
      twins: twins(draft), verdict: item.decision == nil ? try verdict(draft) : [],
      sides: item.decision == nil && draft.openSide != nil ? try sides() : [])
  }

  /// The sides that the record or a draft of the queue names, by code.
  private func sides() throws -> [String] {
    let known =
      try store.sources().all.compactMap(\.side)
      + store.terms().all.filter { $0.kind == .side }.map(\.term)
    return Set(known + queue.items.flatMap(\.draft.sides)).filter(Name.party.matches).sorted()
  }

  /// What a draft says once the names that the record knows by now are read.
  func filled(_ draft: DraftLine) throws -> DraftLine {
    guard !draft.unread.members.isEmpty else { return draft }
    let names = try store.nameBook()
    let language = draft.body["lang"]?.string ?? "en"
    guard let lexicon = Lexicon.shipped[language] else { return draft }
    var draft = draft
    draft.fillSides { names.side(named: $0, lexicon) }
    return draft
  }

  private func twins(_ draft: DraftLine) -> [String] {
    draft.like.compactMap { reference in
      guard let entry = try? store.entry(try Reference(parsing: reference)),
        let event = try? entry.event()
      else { return nil }
      return "\(reference): \(event.voice) \(event.content.stated): \(event.summary)"
    }
  }

  /// What append would say of it, and which figures it would move.
  private func verdict(_ draft: DraftLine) throws -> [String] {
    guard let content = try? content(draft) else { return [] }
    guard
      let rehearsed = try appender.rehearse([Draft(content, label: draft.label)]).first
    else { return [] }
    switch rehearsed {
    case .refused(let refusals): return refusals.prefix(3).map { "not yet: \($0)" }
    case .already(_, let seq): return ["the record holds it already, as #\(seq)"]
    case .new(let content, let warnings):
      let moves = try DraftMoves(store: store).lines(content, label: draft.label)
      return warnings.prefix(3).map { "warning: \($0)" } + moves.map { "moves \($0)" }
    }
  }

  private func content(_ draft: DraftLine) throws -> Content {
    Content(type: draft.type, stated: try Stated(parsing: draft.stated), body: draft.body)
  }

  /// What was decided and what is left, a line each, in the end.
  var conclusion: [String] {
    let counts = queue.counts
    var lines = [counts.description]
    for item in queue.items {
      guard case .skipped(let reason) = item.decision else { continue }
      lines.append("skipped, line \(item.draft.line), \(item.draft.type): \(reason)")
    }
    if counts.left == 0, !queue.gaps.isEmpty {
      lines.append("These sentences gave no draft, or not of every number: look at them.")
      lines += queue.gaps.map { "line \($0.line): \($0.words)" }
    }
    return lines
  }
}

extension ReviewSession {
  /// Appends the draft whose turn it is, and says what became of it.
  ///
  /// - Throws: ``Declined`` where the record does not take it, `Failure` where the clock forbids it,
  ///   and what the store throws.
  mutating func accept() throws -> String {
    let item = try open()
    do {
      let draft = try filled(item.draft)
      let outcomes = try appender.append([Draft(try content(draft), label: draft.label)])
      guard let outcome = outcomes.first else { throw Declined(lines: ["Nothing was appended."]) }
      queue.change(to: draft)
      queue.accept(as: outcome.id.description)
      try keep()
      return outcome.line(draft.type)
    } catch let refusals as Refusals {
      throw Declined(lines: refusals.all.map { "Not taken: \($0)" })
    } catch let error as FormatError {
      throw Declined(lines: ["Not taken: \(error)."])
    } catch let error as ClockError {
      throw Appending.failure(error)
    }
  }

  /// The draft whose turn it is, of which nothing was decided.
  private func open() throws -> ReviewQueue.Item {
    guard let item = queue.current, item.decision == nil else {
      throw Declined(lines: ["It was decided before."])
    }
    return item
  }

  /// Changes the draft whose turn it is.
  ///
  /// - Throws: ``Declined`` where `body` throws what was wrong with what was typed.
  mutating func change(_ body: (ReviewSession, inout DraftLine) throws -> Void) throws {
    var draft = try filled(try open().draft)
    do {
      try body(self, &draft)
    } catch let error as FormatError {
      throw Declined(lines: ["\(error)."])
    } catch let error as ReferenceError {
      throw Declined(lines: [error.description])
    }
    queue.change(to: draft)
    try keep()
  }

  /// The day that people mean by the word.
  func today() throws -> Day { try store.localToday() }

  /// A change as it was typed, with the id of the event in the place of a number: `of=#12`.
  func resolved(_ change: String) throws -> String {
    guard change.hasPrefix("of=#") else { return change }
    return "of=\(try store.entry(try Reference(parsing: String(change.dropFirst(3)))).id)"
  }

  /// Puts a side into the open part for one.
  mutating func take(side: String) throws {
    try change { _, draft throws(FormatError) in
      guard let part = draft.openSide else { throw FormatError("no side is open here") }
      try draft.set("\(part)=\(side)")
    }
  }

  /// Takes what is offered into the open parts.
  mutating func takeOffers() throws { try change { try $1.takeOffers() } }

  /// Leaves the draft whose turn it is out.
  mutating func skip(for reason: String) throws {
    let reason = String(reason[...].trimmingSpaces)
    guard !reason.isEmpty else {
      throw Declined(lines: ["It stays in the queue: a draft is left out for a reason."])
    }
    _ = try open()
    queue.skip(for: reason)
    try keep()
  }

  /// Puts the draft whose turn it is into the queue twice.
  mutating func split() throws {
    _ = try open()
    queue.split()
    try keep()
  }

  /// Leaves it for later, or goes on from one that is decided.
  mutating func pass() throws {
    queue.pass()
    try keep()
  }

  /// Goes back.
  mutating func back() throws {
    queue.back()
    try keep()
  }
}
