public import TransparencyLog

/// Which part of the record a report looks at (Asking.md).
///
/// All bounds are inclusive, in UTC.
public struct Cut: Hashable, Sendable {
  /// Only what had been said by the end of this day; nil: everything.
  public var asOf: Day?

  /// Only handovers that happened on this day or later.
  public var occurredFrom: Day?

  /// Only handovers that happened on this day or earlier.
  public var occurredTo: Day?

  /// Whether assessments made after ``asOf`` are applied to what was said by then.
  public var withHindsight: Bool

  /// The day from which ages and due dates count.
  public var day: Day

  /// Creates a cut; `day` is today, and counts only where `asOf` is not given.
  public init(
    asOf: Day? = nil, occurredFrom: Day? = nil, occurredTo: Day? = nil,
    withHindsight: Bool = false, today day: Day
  ) {
    self.asOf = asOf
    self.occurredFrom = occurredFrom
    self.occurredTo = occurredTo
    self.withHindsight = withHindsight
    self.day = asOf ?? day
  }

  /// Whether handovers are picked by when they happened.
  public var picksByOccurrence: Bool { occurredFrom != nil || occurredTo != nil }

  /// The days of ``occurredFrom`` and ``occurredTo`` as the command line writes them.
  public var occurred: String? {
    picksByOccurrence
      ? "\(occurredFrom?.description ?? "")..\(occurredTo?.description ?? "")" : nil
  }
}

/// The cut that a report resolved to, and the head that two readers can compare.
public struct ResolvedCut: Hashable, Sendable {
  /// The cut that was asked for.
  public let cut: Cut

  /// The cut by what the record held, as asked for: a day, `#SEQ`, or a checkpoint's name.
  public let asRecorded: String?

  /// The seq of the last event in the cut; 0 when there is none.
  public let seq: Int

  /// The number of events that the record held.
  public let size: Int

  /// The root of the Merkle tree over them.
  public let root: Hash

  /// How many acts may have been said by ``Cut/asOf`` or later: not counted.
  public let straddling: Int

  /// How many claims may have happened inside or outside the days asked for: not counted.
  public let occurredStraddling: Int

  /// The events of the cut that no figure takes into account, in order.
  public let aside: [Standing.Aside]

  /// How many events of the cut are of types that this program does not know: no report reads them.
  public let unread: Int

  /// How many sealed fields are present, withheld and erased, in words.
  ///
  /// It is nil where there are none or nobody asked, and no part of the JSON form: that follows from
  /// the events alone.
  public let sealed: String?

  /// The JSON form (Exporting.md).
  public var json: JSONObject {
    [
      "as_of": .orNull(cut.asOf?.description), "as_recorded": .orNull(asRecorded),
      "day": .string(cut.day.description), "occurred": .orNull(cut.occurred),
      "with_hindsight": .bool(cut.withHindsight), "seq": .integer(Int64(seq)),
      "size": .integer(Int64(size)), "root": .string(root.base64),
      "straddling": .integer(Int64(straddling)),
      "occurred_straddling": .integer(Int64(occurredStraddling)),
      "unread": .integer(Int64(unread)),
      "set_aside": .array(
        aside.map { ["event": .integer(Int64($0.seq)), "why": .string($0.why)] }),
      "rules": .integer(Int64(Rules.version)),
    ]
  }
}

extension JSONValue {
  /// The text, or null.
  package static func orNull(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  /// The number, or null.
  package static func orNull(_ number: Int64?) -> JSONValue {
    number.map(JSONValue.integer) ?? .null
  }

  /// The seqs, in order, at most 1,000 of them.
  package static func seqs(_ seqs: some Sequence<Int>) -> JSONValue {
    .array(seqs.sorted().prefix(1000).map { .integer(Int64($0)) })
  }
}
