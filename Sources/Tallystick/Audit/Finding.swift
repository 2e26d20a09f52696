/// What is wrong with a record, a snapshot or a proof.
public enum Damage: String, CaseIterable, Hashable, Sendable {
  /// The bytes of an entry, or a column beside them, are not what was recorded.
  case altered
  /// An entry is not there.
  case missing
  /// An entry stands in another's place.
  case reordered
  /// An entry is well formed, but is not the one that the tree holds.
  case swapped
  /// The end of the record is gone.
  case truncated
  /// Two histories of one size exist.
  case forked
  /// The record holds less than a checkpoint of it covers.
  case rolledBack = "rolled_back"
  /// A tile is not what its entries give.
  case tileAltered = "tile_altered"
  /// A full tile is not there.
  case tileMissing = "tile_missing"
  /// A checkpoint is not what it should be.
  case badCheckpoint = "bad_checkpoint"
  /// A signature does not fit.
  case badSignature = "bad_signature"
  /// A checkpoint is signed by a key that is not the record's.
  case foreignKey = "foreign_key"
  /// The file's tables are not those of a record.
  case foreignSchema = "foreign_schema"
  /// A trigger that keeps the record from being changed is gone or changed.
  case triggerDropped = "trigger_dropped"
  /// The pages of the file do not hold together.
  case fileDamaged = "file_damaged"
  /// The record has a clock of its own that its origin does not allow.
  case foreignClock = "foreign_clock"
  /// An index does not lead to the entries.
  case indexAltered = "index_altered"
  /// An entry was recorded before the one that it follows.
  case clockBack = "clock_back"
  /// A disclosure opens no sealed field, or was to be destroyed.
  case badDisclosure = "bad_disclosure"
  /// A proof does not lead to its checkpoint.
  case badProof = "bad_proof"
  /// A file of a snapshot is not there.
  case fileMissing = "file_missing"
  /// A file lies in a snapshot that no snapshot of its size has.
  case fileUnexpected = "file_unexpected"
  /// Something else than a regular file stands where a file of a snapshot belongs.
  case notRegular = "not_regular"
  /// A file is larger than the checkpoint allows.
  case fileTooLarge = "file_too_large"
  /// A file of a snapshot is not what its events, cut and keys give.
  case fileAltered = "file_altered"
  /// A report of a snapshot is not what its events give.
  case reportAltered = "report_altered"
  /// The digest of a file is not the one that is written down.
  case badSum = "bad_sum"
  /// The reports were made under rules that this program does not have.
  case otherRules = "other_rules"
}

/// One thing that an audit found.
public struct Finding: Hashable, Sendable {
  /// Its class.
  public let damage: Damage

  /// The seqs of the first and last entry that it may be about; nil where it is about none.
  public let seqs: ClosedRange<Int>?

  /// The path of the file of a snapshot that it is about; nil where it is about none.
  public let file: String?

  /// What was found, as a sentence.
  public let detail: String

  /// Creates a finding.
  public init(
    _ damage: Damage, at seqs: ClosedRange<Int>? = nil, in file: String? = nil, _ detail: String
  ) {
    self.damage = damage
    self.seqs = seqs
    self.file = file
    self.detail = detail
  }
}

extension Finding: CustomStringConvertible {
  /// `altered #12: …`, or of a snapshot `altered #12 in tile/entries/000: …`.
  public var description: String {
    var text = damage.rawValue
    if let seqs {
      text += " #\(seqs.lowerBound)"
      if seqs.count > 1 { text += "–#\(seqs.upperBound)" }
    }
    if let file { text += " in \(file)" }
    return "\(text): \(detail)"
  }

  /// The JSON form.
  public var json: JSONObject {
    [
      "class": .string(damage.rawValue), "detail": .string(detail), "file": .orNull(file),
      "first": seqs.map { .integer(Int64($0.lowerBound)) } ?? .null,
      "last": seqs.map { .integer(Int64($0.upperBound)) } ?? .null,
    ]
  }
}

extension Finding {
  /// An entry that was not recorded after the one before it.
  package static func clockBack(_ seq: Int, _ recorded: Instant, after last: Instant) -> Finding {
    Finding(
      .clockBack, at: seq...seq,
      "it was recorded at \(recorded), not after the one before it, at \(last)")
  }
}
