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
  /// An index does not lead to the entries.
  case indexAltered = "index_altered"
  /// An entry was recorded before the one that it follows.
  case clockBack = "clock_back"
  /// A disclosure opens no sealed field, or was to be destroyed.
  case badDisclosure = "bad_disclosure"
  /// A proof does not lead to its checkpoint.
  case badProof = "bad_proof"
}

/// One thing that an audit found.
public struct Finding: Hashable, Sendable {
  /// Its class.
  public let damage: Damage

  /// The seqs of the first and last entry that it may be about; nil where it is about none.
  public let seqs: ClosedRange<Int>?

  /// What was found, as a sentence.
  public let detail: String

  /// Creates a finding.
  public init(_ damage: Damage, at seqs: ClosedRange<Int>? = nil, _ detail: String) {
    self.damage = damage
    self.seqs = seqs
    self.detail = detail
  }
}

extension Finding: CustomStringConvertible {
  /// `altered #12: …`.
  public var description: String {
    guard let seqs else { return "\(damage.rawValue): \(detail)" }
    let place =
      seqs.count == 1 ? "#\(seqs.lowerBound)" : "#\(seqs.lowerBound)–#\(seqs.upperBound)"
    return "\(damage.rawValue) \(place): \(detail)"
  }

  /// The JSON form.
  public var json: JSONObject {
    [
      "class": .string(damage.rawValue), "detail": .string(detail),
      "first": seqs.map { .integer(Int64($0.lowerBound)) } ?? .null,
      "last": seqs.map { .integer(Int64($0.upperBound)) } ?? .null,
    ]
  }
}
