/// Who says something of a handover.
enum Voice: CaseIterable, Sendable {
  /// Somebody who speaks for the party that sends.
  case sender
  /// Somebody who speaks for the party that receives.
  case receiver
  /// Somebody who speaks for neither.
  case other
  /// An outlet or an agency, or nobody whom the words name.
  case outlet
}

/// The real-world occurrence that one or more claims are about, at a cut.
public struct Handover: Sendable {
  /// Whether its number goes into the sums.
  public enum Place: Hashable, Sendable {
    /// It does.
    case counted
    /// It may be the same as handovers that count: these, by their events.
    case possibleOverlap(with: [Int])
  }

  /// What its claims make of it; it never changes, and is a class for the reason that
  /// ``Standing/Act`` is one.
  final class Made: Sendable {
    let row: Row
    let when: EDTFDate?
    let key: String?
    let sender: SideNumber?
    let receiver: SideNumber?
    let others: SideNumber?
    let outlets: SideNumber?
    let claims: [LiveClaim]

    /// Those of the claims whose numbers are none of the row (``LiveClaim/givesNumber(to:)``).
    let otherwise: [LiveClaim]
    let seqs: [Int]
    let outerDays: OuterDays
    let isResolved: Bool

    init(
      row: Row, when: EDTFDate?, key: String?, sender: SideNumber?, receiver: SideNumber?,
      others: SideNumber?, outlets: SideNumber?, claims: [LiveClaim],
      otherwise: [LiveClaim] = [], seqs: [Int]
    ) {
      self.row = row
      self.when = when
      self.key = key
      self.sender = sender
      self.receiver = receiver
      self.others = others
      self.outlets = outlets
      self.claims = claims
      self.otherwise = otherwise
      self.seqs = seqs
      outerDays = OuterDays(when)
      isResolved = when.map { !$0.isUnresolved } ?? false
    }
  }

  /// What its claims make of it.
  let made: Made

  /// Whether its number goes into the sums.
  public var place: Place

  /// The events of claims without a direction of which it is the only one that fits.
  public internal(set) var beside: [Int] = []

  /// Gathers what some claims say of one handover, beside the rows that there are; it counts.
  init(_ claims: [LiveClaim], _ rows: RowsThere) { self.init(Made(claims, rows)) }

  /// Takes what claims make of a handover; it counts.
  init(_ made: Made) {
    self.made = made
    place = .counted
  }

  /// The row to which it belongs.
  public var row: Row { made.row }

  /// When it happened; the narrowest date that one of its claims gives.
  public var when: EDTFDate? { made.when }

  /// Its explicit name, where a claim gives one.
  public var key: String? { made.key }

  /// The number of the side that sends.
  public var sender: SideNumber? { made.sender }

  /// The number of the side that receives.
  public var receiver: SideNumber? { made.receiver }

  /// What those say who speak for neither, by name or not.
  public var others: SideNumber? { made.others }

  /// What outlets and agencies say in their own voice, and what nobody is said to have said.
  public var outlets: SideNumber? { made.outlets }

  /// The claims on it, in an order that recording does not change.
  package var claims: [LiveClaim] { made.claims }

  /// Those of the claims whose numbers are none of the row.
  var otherwise: [LiveClaim] { made.otherwise }

  /// The first and the last day of ``when``.
  var outerDays: OuterDays { made.outerDays }

  /// Whether ``when`` is said, and its year known.
  package var isResolved: Bool { made.isResolved }

  /// All events on it, in order.
  public var seqs: [Int] { made.seqs }

  /// The smaller of the two lower ends, once both sides have given a number in one unit.
  public var confirmed: Amount? { both.confirmed }

  /// How much more the sender says than the receiver; 0 when the ranges overlap; nil unless both
  /// have given a number in one unit.
  public var gap: Amount? { both.gap }

  /// The numbers of both sides.
  var both: BothNumbers {
    BothNumbers(sent: sender?.bounds, received: receiver?.bounds, isOneUnit: isOneUnit)
  }

  private var isOneUnit: Bool {
    guard let mine = sender?.unit, let theirs = receiver?.unit else { return true }
    return mine == theirs
  }
}
