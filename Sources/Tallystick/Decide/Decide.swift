internal import TransparencyLog

/// What the log does with a draft.
public enum Decision: Hashable, Sendable {
  /// It becomes the next event.
  case append(id: EventID, label: String?)

  /// It is an event of the record already, at this seq.
  case already(seq: Int, id: EventID)
}

/// A decision on a draft that was read, and what goes with it.
struct Decided: Sendable {
  let decision: Decision

  /// What the draft says, with its references resolved.
  let content: Content

  /// The canonical bytes of ``content``, from which its id is.
  let bytes: [UInt8]

  /// Sentences about what was taken although it looks odd.
  let warnings: [String]

  /// What goes with it into the record, and out of it.
  let sealed: SealedChanges

  init(
    _ decision: Decision, _ content: Content, bytes: [UInt8], _ warnings: [String] = [],
    _ sealed: SealedChanges = SealedChanges()
  ) {
    self.decision = decision
    self.content = content
    self.bytes = bytes
    self.warnings = warnings
    self.sealed = sealed
  }
}

/// Decides which drafts become events: everything that refuses stands in this folder.
struct Decide {
  var record: PendingRecord

  /// Draws a salt for one sealed field.
  let salt: () -> [UInt8]

  init(_ record: PendingRecord, salt: @escaping () -> [UInt8] = { [] }) {
    self.record = record
    self.salt = salt
  }

  /// Decides on one draft by reading it, and makes it known to the drafts after it.
  ///
  /// - Throws: ``Refusals`` with every reason against it, or the store's error.
  mutating func decide(_ draft: Draft) throws -> Decided {
    let resolved = try resolved(draft)
    let content = draft.id == nil ? resolved.inLowestVersion() : resolved
    let bytes = content.bytes
    guard bytes.count <= Content.longest else { throw tooLong(draft, bytes.count) }
    try checkShape(content, draft)
    if !draft.sealed.isEmpty { return try decide(sealing: draft, content) }
    let id = EventID(hashing: bytes)
    if let claimed = draft.id, claimed != id {
      throw refusal(
        draft, "The id \(claimed) is not that of the content, which is \(id): one was changed.")
    }
    if let (seq, existing) = try record.event(id) {
      guard existing.bytes == bytes else {
        throw refusal(draft, "Event #\(seq) has the same id \(id) and other content.")
      }
      return try repeated(draft, content, bytes, id: id, seq: seq)
    }
    try checkLabel(draft, content)
    let warnings = try judge(content, draft)
    record.add(content, id: id, label: draft.label)
    return Decided(
      .append(id: id, label: draft.label), content, bytes: bytes, warnings,
      SealedChanges(destroyed: content.destroyed))
  }

  private func checkShape(_ content: Content, _ draft: Draft) throws {
    if content.knownType == nil {
      guard draft.id != nil else {
        let newest = EventType(rawValue: content.type)?.newestVersion
        throw refusal(
          draft,
          newest.map { newest in
            "This program knows \(content.type) in version \(Decide.versions(to: newest)), not "
              + "\(content.version)."
          }
            ?? "There is no type \(quoted(content.type)); the types: \(EventType.list).")
      }
      return
    }
    let problems = content.problems()
    guard problems.isEmpty else {
      throw Refusals(problems.map { Refusal("\($0.description).", line: draft.line) })
    }
  }

  /// `1 only`, `1 and 2` or `1 to 3`.
  private static func versions(to newest: Int) -> String {
    switch newest {
    case 1: "1 only"
    case 2: "1 and 2"
    default: "1 to \(newest)"
    }
  }

  func checkLabel(_ draft: Draft, _ content: Content) throws {
    if let label = draft.label {
      guard Name.isLabel(label) else {
        throw refusal(
          draft,
          "\(quoted(label)) cannot be a label: give \(Name.label.form), and not only 0-9a-f.")
      }
      if let taken = try record.id(ofLabel: label), let seq = try record.event(taken)?.seq {
        throw refusal(
          draft, "The label \(label) belongs to event #\(seq) with other content; choose another.")
      }
    } else if content.body.isSealed {
      throw refusal(draft, "An event with sealed fields needs a label: add one.")
    }
  }

  private mutating func repeated(
    _ draft: Draft, _ content: Content, _ bytes: [UInt8], id: EventID, seq: Int
  ) throws -> Decided {
    var warnings: [String] = []
    if let label = draft.label {
      if let taken = try record.id(ofLabel: label), taken != id {
        throw refusal(draft, "The label \(label) belongs to another event; choose another.")
      }
      if try record.id(ofLabel: label) == nil {
        warnings.append("It keeps its first label; \(label) is not stored.")
      }
      record.alias(label, for: id)
    }
    return Decided(.already(seq: seq, id: id), content, bytes: bytes, warnings)
  }

  /// The refusal of a draft whose content has `size` bytes.
  func tooLong(_ draft: Draft, _ size: Int) -> Refusals {
    refusal(draft, "This has \(size) bytes, and at most \(Content.longest) fit an event.")
  }

  /// A refusal of one draft for one reason.
  func refusal(_ draft: Draft, _ reason: String) -> Refusals {
    Refusals([Refusal(reason, line: draft.line)])
  }
}

/// All the reasons why nothing was appended.
public struct Refusals: Error, Hashable, Sendable {
  /// The reasons, in the order of the drafts.
  public let all: [Refusal]

  init(_ all: [Refusal]) { self.all = all }
}

extension Content {
  /// The digest of the disclosure that a redaction destroys: that the event stands in the record
  /// and the value is gone is one act.
  var destroyed: [String] { knownType == .redaction ? body.texts("digest") : [] }
}

extension JSONObject {
  /// Whether it, or an object in it, has sealed fields.
  var isSealed: Bool { !sealedDigests().isEmpty }

  /// Whether some `_sd` in it holds `digest`.
  func holds(digest: String) -> Bool { sealedDigests().contains { $0.digest == digest } }
}
