internal import Glibc
internal import TallyDesk
internal import Tallystick
internal import TransparencyLog

/// A person goes through drafts at a terminal: shows each, and asks.
struct Reviewing {
  var session: ReviewSession
  let asking: Asking

  /// The width that lines are broken at.
  private static let width = 78

  /// Goes through the queue until it is empty, or the person leaves.
  mutating func run() throws {
    while let sight = try session.sight() {
      show(sight)
      guard let key = asking.key(prompt(sight)) else { break }
      guard try answer(key, sight) else { break }
    }
    conclude()
  }

  private func prompt(_ sight: ReviewSight) -> String {
    sight.decision == nil
      ? "a accept  e edit  o offered  x split  s skip  n later  b back  q quit  ? "
      : "n on  b back  q quit  ? "
  }

  /// Does what a key asks for; false where the person leaves.
  private mutating func answer(_ key: Character, _ sight: ReviewSight) throws -> Bool {
    let isOpen = sight.decision == nil
    switch key {
    case "a" where isOpen: try accept()
    case "e" where isOpen: try edit()
    case "o" where isOpen: try telling { try $0.takeOffers() }
    case "1"..."9" where isOpen && sight.draft.openSide != nil:
      let place = (key.wholeNumberValue ?? 0) - 1
      guard sight.sides.indices.contains(place) else {
        asking.say("No side has the number \(key).\n")
        break
      }
      try telling { try $0.take(side: sight.sides[place]) }
    case "0" where isOpen && sight.draft.openSide != nil:
      guard let side = asking.line("Which side? ") else { return false }
      if !side.isEmpty { try telling { try $0.take(side: side) } }
    case "x" where isOpen: try session.split()
    case "s" where isOpen:
      guard let reason = asking.line("Why is it left out? ") else { return false }
      try telling { try $0.skip(for: reason) }
    case "n": try session.pass()
    case "b": try session.back()
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
    1  to 9: this side, of those that are listed        0  another side, typed
    x  split: the draft stands twice, to be edited apart
    s  skip, with a reason        n  later        b  back        q  quit, and go on another day

    """

  private func show(_ sight: ReviewSight) {
    let draft = sight.draft
    var lines = ["", "[\(sight.number) of \(sight.count)] line \(draft.line)"]
    lines += wrapped(draft.words, indent: "  ")
    lines += wrapped("\(sight.heading):", indent: "")
    lines += wrapped(draft.sentence, indent: "    ")
    for (name, texts) in sight.notes {
      let separator = name.hasSuffix(" of") ? " " : ": "
      lines += wrapped("\(name)\(separator)\(texts.joined(separator: " · "))", indent: "  ")
    }
    lines += sight.twins.flatMap { wrapped("like \($0)", indent: "  ") }
    lines += sight.verdict.flatMap { wrapped($0, indent: "  ") }
    if let part = sight.draft.openSide, sight.decision == nil {
      let known = sight.sides.prefix(9).enumerated().map { "\($0 + 1) \($1)" }
      lines += wrapped("\(part): \((known + ["0 another"]).joined(separator: " · "))", indent: "  ")
    }
    if let decided = sight.decided { lines += wrapped(decided, indent: "  ") }
    asking.say(lines.joined(separator: "\n") + "\n")
  }

  private mutating func accept() throws {
    do {
      asking.say(try session.accept() + "\n")
    } catch let declined as ReviewSession.Declined {
      tell(declined)
      asking.say("Edit it with e, or leave it for later with n.\n")
    }
  }

  private mutating func edit() throws {
    while let change = asking.line("Change: "), !change.isEmpty {
      try telling {
        try $0.change { session, draft in
          if change == "$" {
            draft = try Reviewing.edited(draft)
          } else {
            try draft.set(try session.resolved(change), today: try session.today())
          }
        }
      }
    }
  }

  /// Does what may be declined for what was typed, and tells why.
  private mutating func telling(_ body: (inout ReviewSession) throws -> Void) throws {
    do {
      try body(&session)
    } catch let declined as ReviewSession.Declined {
      tell(declined)
    }
  }

  private func tell(_ declined: ReviewSession.Declined) {
    let lines = declined.lines.flatMap { wrapped($0, indent: "") }
    asking.say(lines.joined(separator: "\n") + "\n")
  }

  /// The draft as an editor leaves it.
  private static func edited(_ draft: DraftLine) throws -> DraftLine {
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
    var lines = ["", session.conclusion.first ?? ""]
    for line in session.conclusion.dropFirst() {
      lines += wrapped(line, indent: line.hasPrefix("These ") ? "" : "  ")
    }
    if session.queue.isOpen {
      lines.append("Go on with `tally review \(ShellWord.within(session.file.path))`.")
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
