internal import Tallystick

/// What is being done while a snapshot is made or verified, in this order.
public enum SnapshotStage: CaseIterable, Sendable {
  /// The events are read, one after another.
  case events
  /// What stands at the cut is worked out; each event is looked at twice.
  case standing
  /// The reports are made, file by file.
  case reports
  /// The page is made: the events on it, one after another, where it does not hold them all.
  case page

  /// Is told how many steps of a stage are done, and how many there are; 0 where that is not known.
  public typealias Progress = (_ stage: SnapshotStage, _ done: Int, _ total: Int) -> Void
}
