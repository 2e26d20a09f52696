internal import TransparencyLog

/// What an event has to do with who signed what: it says who a source is, or has a signature.
enum SigningNote: Sendable {
  /// It registers a source, or amends something: the bytes of the entry.
  case bearing([UInt8])

  /// Its speaker signed it, as far as can be told from the event alone.
  case signed(speaker: String, CheckedSignature)

  /// Looks at an event, and checks the signature in it; nil where it has to do with none.
  init?(_ event: Event) {
    let content = event.content
    if content.knownType == .source || content.knownType == .amendment {
      self = .bearing(event.bytes)
    } else if let checked = content.checkedSignature {
      self = .signed(speaker: content.body["speaker"]?.string ?? "", checked)
    } else {
      return nil
    }
  }

  /// Whether an entry may be such an event; where it is false, it is none.
  ///
  /// - Complexity: O(*n*) in the number of bytes, and O(1) for an act in version 1 of its shape, which
  ///   has no signature.
  static func mayBe(of entry: EntryParts, in bytes: Span<UInt8>) -> Bool {
    isBearing(entry, in: bytes)
      || entry.version > 1 && bytes.extracting(entry.body).mayHoldSignature
  }

  /// Whether an entry registers a source, or amends something.
  static func isBearing(_ entry: EntryParts, in bytes: Span<UInt8>) -> Bool {
    bytes.isText(EventType.source.rawValue, at: entry.type)
      || bytes.isText(EventType.amendment.rawValue, at: entry.type)
  }
}

extension SigningNote {
  /// How the member begins in canonical bytes.
  fileprivate static let member = "\"\(Content.signatureField)\":"
}

extension Span<UInt8> {
  /// Whether these bytes of JSON may hold a member `signature`; where they do not, none is in them.
  ///
  /// - Complexity: O(*n*).
  fileprivate var mayHoldSignature: Bool {
    let name = SigningNote.member
    let count = name.utf8.count
    var place = first(UInt8(ascii: "\""), from: 0)
    while place + count <= self.count {
      if isText(name, at: place..<place + count) { return true }
      place = first(UInt8(ascii: "\""), from: place + 1)
    }
    return false
  }
}

/// Checks, entry by entry, that each signature of a speaker is by a key that the speaker, or what it
/// belongs to, had in the record before.
package struct SignatureAudit {
  private var register = SourceRegister()

  /// Entries that say who a source is, which are read when the first signature asks for them.
  private var unread: [[UInt8]] = []

  /// How many entries bear a signature that holds.
  package private(set) var count = 0

  package init() {}

  /// Takes the next entry.
  ///
  /// - Returns: What is wrong with its signature; nil where nothing is. Of an entry that was changed it
  ///   is known already that it is not what was signed.
  package mutating func take(_ row: CheckedRow) -> Finding? {
    switch row.signing {
    case nil: return nil
    case .bearing(let bytes):
      unread.append(bytes)
      return nil
    case .signed(let speaker, let checked):
      guard row.finding == nil else { return nil }
      for bytes in unread {
        if let event = try? Event(decoding: bytes) { register.take(event) }
      }
      unread = []
      let signing = register.book().signing(checked, speaker: speaker, at: row.seq)
      guard let reason = SignatureAudit.reason(signing, speaker) else {
        count += 1
        return nil
      }
      return Finding(.badSignature, at: row.seq...row.seq, reason)
    }
  }

  private static func reason(_ signing: Signing, _ speaker: String) -> String? {
    switch signing.verdict {
    case .own: nil
    case .broken: "the signature of \(quoted(speaker)) in it is not over these words"
    case .malformed(let reason): "it holds no signature of \(quoted(speaker)): \(reason)"
    case .strange:
      "the signature in it is by the key \(signing.signature?.ssh.key.fingerprint ?? "?"), and "
        + "\(quoted(speaker)) had no such key in the record then"
    }
  }
}
