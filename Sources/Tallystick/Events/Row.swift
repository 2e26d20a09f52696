/// What is handed over, between whom: the row of a total; a part that nobody says is nil.
public struct Row: Sendable {
  private let said: Said

  /// What is said of it, once for all that were made of the same words.
  private final class Said: Sendable {
    let what: String?
    let from: String?
    let to: String?
    let whose: String?
    let hash: Int

    init(what: String?, from: String?, to: String?, whose: String?) {
      self.what = what
      self.from = from
      self.to = to
      self.whose = whose
      var hasher = Hasher()
      for part in [what, from, to, whose] { hasher.combine(part) }
      hash = hasher.finalize()
    }

    func isSame(as other: Said) -> Bool {
      hash == other.hash && what == other.what && from == other.from && to == other.to
        && whose == other.whose
    }
  }

  /// Creates a row.
  public init(what: String?, from: String?, to: String?, whose: String?) {
    said = Said(what: what, from: from, to: to, whose: whose)
  }

  /// The row of a claim.
  package init(_ claim: Claim) { self = claim.words.row }

  /// What, such as `remains`.
  public var what: String? { said.what }
  /// The party that sends.
  public var from: String? { said.from }
  /// The party that receives.
  public var to: String? { said.to }
  /// The party whose people they are.
  public var whose: String? { said.whose }

  private var parts: [String?] { [what, from, to, whose] }

  /// Whether all four parts are said.
  var isWhole: Bool { what != nil && from != nil && to != nil && whose != nil }

  /// Whether two handovers on these rows may be one: rows of which whose is unsaid are by themselves.
  func mayBe(_ other: Row) -> Bool {
    from == other.from && to == other.to && whose == other.whose && Row.agree(what, other.what)
  }

  /// Whether no part that both say differs.
  func agrees(with other: Row) -> Bool {
    Row.agree(what, other.what) && Row.agree(from, other.from) && Row.agree(to, other.to)
      && Row.agree(whose, other.whose)
  }

  /// Whether neither from whom nor to whom differs, as far as both say it.
  func isOnWay(of other: Row) -> Bool { Row.agree(from, other.from) && Row.agree(to, other.to) }

  private static func agree(_ mine: String?, _ theirs: String?) -> Bool {
    mine == nil || theirs == nil || mine == theirs
  }

  /// The row with what is unsaid taken from `other`.
  func filled(from other: Row) -> Row {
    if isWhole || self == other { return self }
    return Row(
      what: what ?? other.what, from: from ?? other.from, to: to ?? other.to,
      whose: whose ?? other.whose)
  }
}

extension Row: Hashable {
  /// Whether two rows are one.
  public static func == (left: Row, right: Row) -> Bool {
    left.said === right.said || left.said.isSame(as: right.said)
  }

  /// Feeds what is said into `hasher`.
  public func hash(into hasher: inout Hasher) { hasher.combine(said.hash) }
}

extension Row: Comparable {
  /// Whether `left` stands before `right` in a report; an unsaid part comes last.
  public static func < (left: Row, right: Row) -> Bool {
    for (mine, theirs) in zip(left.parts, right.parts) where mine != theirs {
      guard let mine else { return false }
      guard let theirs else { return true }
      return mine < theirs
    }
    return false
  }
}

extension Row: CustomStringConvertible {
  /// `remains RU→UA of UA`, with `?` for a part that nobody says.
  public var description: String {
    "\(what ?? "?") \(from ?? "?")→\(to ?? "?") of \(whose ?? "?")"
  }

  package var json: JSONObject {
    [
      "what": .orNull(what), "from": .orNull(from), "to": .orNull(to), "whose": .orNull(whose),
    ]
  }
}
