/// What a log makes of the answer of a witness.
public enum WitnessAnswer: Hashable, Sendable {
  /// The witness cosigned: the line is kept, in the place of an older one of the same key.
  case cosigned(Cosignature)

  /// The witness has seen this smaller size: prove from there, and ask again.
  case askFrom(Int)

  /// The witness has seen more of this log than we have: ours was rolled back, or there are two.
  case sawMore(Int)

  /// The witness has seen another history under our key.
  case sawAnother

  /// The witness knows neither this log nor its key.
  case notKnown

  /// Later it may answer.
  case later(String)

  /// It will not cosign this, asked as often as may be.
  case refused(String)

  /// The most bytes of an answer that are read.
  public static let maxByteCount = 1_048_576

  /// How many seconds a witness's clock may be ahead.
  public static let mostAhead: Int64 = 600

  /// Judges an answer.
  ///
  /// - Parameters:
  ///   - status: The status of HTTP.
  ///   - contentType: Its content type, where it has one.
  ///   - body: Its body, of ``maxByteCount`` at most.
  ///   - key: The key of the witness.
  ///   - checkpoint: What it was asked to cosign.
  ///   - now: The time, in seconds since 1970.
  ///   - last: When the checkpoint's last entry was recorded: no cosignature is older.
  public init(
    status: Int, contentType: String?, body: [UInt8], of key: VerifierKey,
    on checkpoint: Checkpoint, at now: Int64, after last: Int64 = 0
  ) {
    switch status {
    case 200: self = Self.lines(body, key, checkpoint, last...max(last, now + Self.mostAhead))
    case 409:
      guard Self.isSize(contentType), let size = Self.size(body) else {
        self = .sawAnother
        return
      }
      self = size <= checkpoint.size ? .askFrom(size) : .sawMore(size)
    case 422: self = .sawAnother
    case 403, 404: self = .notKnown
    case 429, 502, 503, 504: self = .later("it answered with the status \(status)")
    default: self = .refused("it answered with the status \(status)")
    }
  }

  private static func lines(
    _ body: [UInt8], _ key: VerifierKey, _ checkpoint: Checkpoint, _ times: ClosedRange<Int64>
  ) -> WitnessAnswer {
    guard body.count <= maxByteCount else { return .refused("its answer is too long") }
    // The answer is only lines: they are appended to the note.
    guard
      let note = try? SignedNote(
        parsing: checkpoint.text + [NoteLines.newline] + body), note.text == checkpoint.text
    else { return .refused("its answer is no lines of signatures") }
    let mine = note.signatures.filter { $0.key == key.identity }
    guard let line = mine.first else { return .refused("no line of its answer names its key") }
    guard mine.count == 1 else { return .refused("several lines of its answer name its key") }
    guard let made = Cosignature(line, by: key, over: checkpoint.text) else {
      return .refused("the line of its answer does not check over this checkpoint")
    }
    guard times.contains(made.time) else {
      return .refused("its line is of a time that is still to come, or before the last entry")
    }
    return .cosigned(made)
  }

  private static func isSize(_ contentType: String?) -> Bool {
    let type = contentType?.split(separator: ";").first.map(String.init) ?? ""
    return type.lowercased() == "text/x.tlog.size"
  }

  private static func size(_ body: [UInt8]) -> Int? {
    guard body.last == NoteLines.newline else { return nil }
    return Decimal.parse(body.dropLast())
  }
}
