internal import Glibc
internal import TallyDesk
internal import Tallystick
internal import TransparencyLog

/// A person goes through drafts: shows each, asks, and appends what is accepted.
struct Reviewing {
  let file: ReviewFile
  let store: any RecordReader
  let appender: Appender
  let asking: Asking
  var queue: ReviewQueue

  /// The width that lines are broken at.
  private static let width = 78

  /// Goes through the queue until it is empty, or the person leaves.
  mutating func run() throws {
    let store = store
    queue.acceptThose { label in
      (try? store.entry(.label(label)))?.id.description
    }
    queue.goOn()
    try file.keep(queue)
    while let item = queue.current {
      try show(item)
      guard let key = asking.key(prompt(item)) else { break }
      guard try answer(key, item) else { break }
      try file.keep(queue)
    }
    conclude()
  }

  private func prompt(_ item: ReviewQueue.Item) -> String {
    item.decision == nil
      ? "a accept  e edit  o offered  x split  s skip  n later  b back  q quit  ? "
      : "n on  b back  q quit  ? "
  }

  /// Does what a key asks for; false where the person leaves.
  private mutating func answer(_ key: Character, _ item: ReviewQueue.Item) throws -> Bool {
    let isOpen = item.decision == nil
    switch key {
    case "a" where isOpen: try accept(item)
    case "e" where isOpen: try edit(item)
    case "o" where isOpen:
      var draft = item.draft
      try telling { try draft.takeOffers() }
      queue.change(to: draft)
    case "x" where isOpen: queue.split()
    case "s" where isOpen:
      guard let reason = asking.line("Why is it left out? ") else { return false }
      if reason.isEmpty {
        asking.say("It stays in the queue: a draft is left out for a reason.\n")
      } else {
        queue.skip(for: reason)
      }
    case "n": queue.pass()
    case "b": queue.back()
    case "q": return false
    default: asking.say(Reviewing.help)
    }
    return true
  }

  private static let help = """
    a  accept: the draft becomes an event of the record
    e  edit: FIELD=VALUE, such as to=UA, stated=2025-06-13, of=#12, count=~600,
       claim=handover of 12 remains from RU; an empty line ends it; $ opens $EDITOR
    o  take what is offered into the open fields
    x  split: the draft stands twice, to be edited apart
    s  skip, with a reason        n  later        b  back        q  quit, and go on another day

    """

  /// What the draft says once the names that the record knows by now are read.
  private func filled(_ draft: DraftLine) throws -> DraftLine {
    guard !draft.unread.members.isEmpty else { return draft }
    let names = try store.nameBook()
    let language = draft.body["lang"]?.string ?? "en"
    guard let lexicon = Lexicon.shipped[language] else { return draft }
    var draft = draft
    draft.fillSides { names.side(named: $0, lexicon) }
    return draft
  }

  private func show(_ item: ReviewQueue.Item) throws {
    let draft = try filled(item.draft)
    let number = queue.place + 1
    var lines = ["", "[\(number) of \(queue.items.count)] line \(draft.line)"]
    lines += wrapped(draft.words, indent: "  ")
    let speaker = draft.body["speaker"]?.string.map { speaker in
      let via = (draft.body["via"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
      return " \(speaker)" + (via.isEmpty ? "" : " via \(via)")
    }
    lines += wrapped("\(draft.type)\(speaker ?? ""), stated \(draft.stated):", indent: "")
    lines += wrapped(draft.sentence, indent: "    ")
    for (word, texts) in [
      ("read off", draft.why), ("open", draft.missing), ("look at", draft.doubts),
    ] where !texts.isEmpty {
      lines += wrapped("\(word): \(texts.joined(separator: " · "))", indent: "  ")
    }
    let offers = draft.offers.members.compactMap { member in
      member.value.string.map { "\(member.name)=\($0)" }
    }
    if !offers.isEmpty {
      lines += wrapped("offered: \(offers.joined(separator: " · "))", indent: "  ")
    }
    let unread = draft.unread.members.compactMap { member in
      member.value.string.map { "\(member.name): \($0)" }
    }
    if !unread.isEmpty {
      lines += wrapped("no side known yet of \(unread.joined(separator: " · "))", indent: "  ")
    }
    for reference in draft.like {
      guard let entry = try? store.entry(try Reference(parsing: reference)),
        let event = try? entry.event()
      else { continue }
      lines += wrapped(
        "like \(reference): \(event.voice) \(event.content.stated): \(event.summary)", indent: "  ")
    }
    if item.decision == nil { lines += try verdict(draft).flatMap { wrapped($0, indent: "  ") } }
    switch item.decision {
    case .accepted(let event): lines.append("  accepted: \(event.prefix(8))")
    case .skipped(let reason): lines += wrapped("skipped: \(reason)", indent: "  ")
    case nil: break
    }
    asking.say(lines.joined(separator: "\n") + "\n")
  }

  /// What append would say of it, and which figures it would move.
  private func verdict(_ draft: DraftLine) throws -> [String] {
    guard let content = try? self.content(draft) else { return [] }
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

  private mutating func accept(_ item: ReviewQueue.Item) throws {
    let draft = try filled(item.draft)
    do {
      let outcomes = try appender.append([Draft(try content(draft), label: draft.label)])
      guard let outcome = outcomes.first else { return }
      queue.change(to: draft)
      queue.accept(as: outcome.id.description)
      asking.say(outcome.line(draft.type) + "\n")
    } catch let refusals as Refusals {
      let lines = refusals.all.flatMap { wrapped("Not taken: \($0)", indent: "") }
      asking.say(
        lines.joined(separator: "\n") + "\nEdit it with e, or leave it for later with n.\n")
    } catch let error as FormatError {
      asking.say("Not taken: \(error).\n")
    } catch let error as ClockError {
      throw Appending.failure(error)
    }
  }

  private mutating func edit(_ item: ReviewQueue.Item) throws {
    var draft = try filled(item.draft)
    while let change = asking.line("Change: "), !change.isEmpty {
      try telling {
        if change == "$" {
          draft = try edited(draft)
        } else if change.hasPrefix("of="), change.dropFirst(3).first == "#" {
          let entry = try store.entry(try Reference(parsing: String(change.dropFirst(3))))
          try draft.set("of=\(entry.id)")
        } else {
          try draft.set(change)
        }
      }
    }
    queue.change(to: draft)
  }

  /// Does what may fail for what was typed, and tells why.
  private func telling(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as FormatError {
      asking.say("\(escaped(error.description)).\n")
    } catch let error as ReferenceError {
      asking.say("\(error)\n")
    }
  }

  /// The draft as an editor leaves it.
  private func edited(_ draft: DraftLine) throws -> DraftLine {
    let editor = Environment["EDITOR"].flatMap { $0.isEmpty ? nil : $0 } ?? "vi"
    let folder = Environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var name = Array("\(folder)/tally-draft-XXXXXX".utf8CString)
    let made = mkstemp(&name)
    guard made >= 0 else {
      throw FormatError("no file can be made in \(folder): \(String(cString: strerror(errno)))")
    }
    close(made)
    let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    try Files.replace(path, with: CanonicalJSON.bytes(.object(draft.json)), mode: 0o600)
    let status = try Child.run(
      ["/bin/sh", "-c", "\(editor) \"$1\"", "sh", path], [], install: "Set EDITOR.")
    guard status == 0 else { throw FormatError("the editor ended with status \(status)") }
    let bytes = try Files.read(path, limit: 200_000, what: "the draft that was edited")
    do {
      guard let object = try JSONValue(parsing: bytes).object else {
        throw FormatError("the draft is one JSON object")
      }
      return try DraftLine(json: object)
    } catch let error as JSONError {
      throw FormatError("what was edited is no JSON: \(error)")
    }
  }

  /// What was decided, and what is left.
  private func conclude() {
    let accepted = queue.items.count {
      if case .accepted = $0.decision { true } else { false }
    }
    let skipped = queue.items.compactMap { item in
      if case .skipped(let reason) = item.decision { (item.draft, reason) } else { nil }
    }
    let left = queue.items.count - accepted - skipped.count
    var lines = ["", "\(accepted) accepted, \(skipped.count) skipped, \(left) left."]
    for (draft, reason) in skipped {
      lines += wrapped("skipped, line \(draft.line), \(draft.type): \(reason)", indent: "  ")
    }
    if left > 0 {
      lines.append("Go on with `tally review \(escaped(file.path))`.")
    } else if !queue.gaps.isEmpty {
      lines.append("These sentences gave no draft, or not of every number: look at them.")
      for gap in queue.gaps { lines += wrapped("line \(gap.line): \(gap.words)", indent: "  ") }
    }
    asking.say(lines.joined(separator: "\n") + "\n")
  }

  /// A word in pieces that fit on a line.
  private static func pieces(_ word: Substring) -> [Substring] {
    var pieces: [Substring] = []
    var rest = word
    while rest.count > Reviewing.width - 8 {
      pieces.append(rest.prefix(Reviewing.width - 8))
      rest = rest.dropFirst(Reviewing.width - 8)
    }
    return pieces + [rest]
  }

  /// Words in lines of at most 78 characters.
  private func wrapped(_ text: String, indent: String) -> [String] {
    var lines: [String] = []
    var line = indent
    for word in escaped(text).split(separator: " ").flatMap(Reviewing.pieces) {
      if line.count > indent.count, line.count + word.count + 1 > Reviewing.width {
        lines.append(line)
        line = indent + "  "
      } else if line.count > indent.count {
        line += " "
      }
      line += word
    }
    return lines + (line.count > indent.count ? [line] : [])
  }
}
