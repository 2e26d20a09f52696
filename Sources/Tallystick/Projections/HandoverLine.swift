/// One handover and its status.
public struct HandoverLine: Sendable {
  /// The handover.
  public let handover: Handover
  /// How far it is borne out.
  public let status: HandoverStatus
  /// The claims of a part of its number, by their events.
  public let parts: [(seq: Int, count: Count?)]
  /// What some of those handed over turned out to be.
  public let identified: [Handovers.Identified]
}

/// Makes lines of handovers.
package struct HandoverLines: Sendable {
  private let standing: Standing
  private let notes: Notes

  /// The claims of a part of a number, by when.
  private let parts: [DaysKey: [LiveClaim]]
  private let identified: [Handovers.Identified]

  /// Takes what stands, and the handovers that are made of it.
  package init(_ standing: Standing, _ handovers: Handovers) {
    self.standing = standing
    notes = Notes(standing)
    parts = Dictionary(grouping: handovers.parts) { DaysKey($0.placement.when) }
    identified = handovers.identified
  }

  /// The line of one of the handovers.
  package func line(of handover: Handover) -> HandoverLine {
    let found = (parts[DaysKey(handover.when)] ?? []).filter {
      Row($0.placement).agrees(with: handover.row)
    }
    return HandoverLine(
      handover: handover, status: standing.status(of: handover, notes),
      parts: found.map { ($0.seq, $0.claim.count) },
      identified: identified.filter { $0.isAbout(handover) })
  }
}
