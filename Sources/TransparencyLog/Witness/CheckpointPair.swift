/// Two checkpoints of one log beside each other: whether they can both be true.
public enum CheckpointPair: Hashable, Sendable {
  /// They say the same.
  case same

  /// They have one size and two roots under one key: the log showed two histories, and the two notes
  /// prove it to anybody.
  case fork

  /// One is larger; a consistency proof, or the entries, tell whether it extends the other.
  case apart(smaller: Checkpoint, larger: Checkpoint)

  /// They are of two logs, and say nothing of each other.
  case otherLog

  /// Compares two checkpoints, each signed by the log's key.
  public init(_ one: Checkpoint, _ two: Checkpoint) {
    if one.origin != two.origin {
      self = .otherLog
    } else if one.size == two.size {
      self = one.root == two.root ? .same : .fork
    } else {
      self =
        one.size < two.size
        ? .apart(smaller: one, larger: two) : .apart(smaller: two, larger: one)
    }
  }
}
