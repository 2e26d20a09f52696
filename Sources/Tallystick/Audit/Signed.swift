package import TransparencyLog

/// A checkpoint that an audit was given, opened as far as it can be.
package struct Signed {
  /// What it says; nil where it cannot be read, or where its signature does not fit.
  let checkpoint: Checkpoint?

  /// What is wrong with it by itself.
  let finding: Finding?

  private let name: String

  /// Whether it lies in the record, and not elsewhere.
  private let isStored: Bool

  /// The number of entries that it covers, as far as it can be read.
  var size: Int { checkpoint?.size ?? 0 }

  /// Opens a checkpoint that the record holds.
  package init(_ stored: StoredCheckpoint, key: VerifierKey?, origin: String) {
    let opened = Signed.open(stored.note, key: key, origin: origin)
    name = "the checkpoint of size \(stored.size)"
    isStored = true
    if let checkpoint = opened.checkpoint, checkpoint.size != stored.size {
      self.checkpoint = nil
      finding = Finding(
        .badCheckpoint, "\(name) says that it is of size \(checkpoint.size)")
    } else {
      checkpoint = opened.checkpoint
      let name = name
      finding = opened.damage.map { Finding($0.0, "\(name): \($0.1)") }
    }
  }

  /// Takes a checkpoint that was kept elsewhere.
  package init(_ kept: KeptCheckpoint) {
    name = kept.name
    isStored = false
    checkpoint = kept.checkpoint
    finding = nil
  }

  private static func open(
    _ bytes: [UInt8], key: VerifierKey?, origin: String
  ) -> (checkpoint: Checkpoint?, damage: (Damage, String)?) {
    guard let key else {
      return (nil, (.foreignKey, "the record has no verifier key to check it with"))
    }
    do {
      let checkpoint = try SignedCheckpoint(opening: bytes, with: key).checkpoint
      guard checkpoint.origin.text == origin else {
        return (nil, (.badCheckpoint, "it is of the log \(escaped(checkpoint.origin.text))"))
      }
      return (checkpoint, nil)
    } catch {
      return (nil, (error.damage, escaped(error.description)))
    }
  }

  /// What it means that the entries do not lead to its root, of which the first `covered` do to
  /// that of another checkpoint.
  package func mismatch(after covered: Int) -> Finding {
    if !isStored {
      return Finding(
        .forked, at: 1...max(size, 1),
        "\(name) has the same size and another root: two histories exist")
    }
    let seqs = min(covered + 1, max(size, 1))...max(size, 1)
    let tiled = size / TileID.fullWidth * TileID.fullWidth
    if size > tiled {
      return Finding(
        .altered, at: seqs,
        "the entries do not lead to the root of \(name): one that no tile covers (from "
          + "#\(max(tiled, covered) + 1)) was changed, or earlier ones together with their tiles")
    }
    return Finding(
      .forked, at: seqs, "the entries and tiles agree, and do not lead to the root of \(name)")
  }

  /// What it means that the entries with some seqs are not those that it covers.
  package func differences(_ seqs: [ClosedRange<Int>]) -> [Finding] {
    seqs.map { range in
      Finding(
        .forked, at: range,
        "\(name) has \(range.count == 1 ? "another event" : "other events") there: two histories "
          + "exist")
    }
  }

  /// What it means that it covers more than the record holds.
  package func beyond(_ held: Int) -> Finding {
    let seqs = held + 1...size
    return isStored
      ? Finding(
        .truncated, at: seqs, "\(name) covers \(size) entries, and the record holds \(held)")
      : Finding(
        .rolledBack, at: seqs, "\(name) covers \(size) entries, and the record holds \(held)")
  }
}

extension CheckpointError {
  /// What it means of a checkpoint that lies in a record or a snapshot.
  package var damage: Damage {
    switch self {
    case .notOpened(.noKnownKey), .foreignKey: .foreignKey
    case .notOpened: .badSignature
    default: .badCheckpoint
    }
  }
}
