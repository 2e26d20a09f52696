/// A record that can be appended to.
public protocol EventStore: EventReader, DisclosureReader {
  /// Appends all of `entries` after the first `size`, and keeps and destroys what `sealed` says,
  /// in one transaction, or does nothing.
  ///
  /// Returns only after all of it is durable. The entries continue the seqs from `size` + 1; their
  /// ids and labels are new. Without entries nothing is kept or destroyed. What is destroyed has no
  /// byte left in the record.
  ///
  /// - Throws: ``StoreError/headMoved(expected:actual:)`` when the record does not hold `size`
  ///   entries; nothing is changed then.
  func append(
    _ entries: NewEntries, sealed: SealedChanges, onto size: Int
  ) throws(StoreError)

  /// Appends what `decide` makes of where the record ends, while nobody else can append to it; nothing
  /// where that is nil.
  ///
  /// `decide` may read the record. Where somebody else was first, this is how a writer gets its turn.
  ///
  /// - Throws: What `decide` throws, and as ``append(_:sealed:onto:)``; nothing is appended then.
  func append(
    holding decide: (LogEnd) throws -> (entries: NewEntries, sealed: SealedChanges)?
  ) throws

  /// Names an audience to which a disclosure goes; one that is named already stays.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` when the record does not hold the disclosure.
  func disclose(_ digest: String, to audience: String) throws(StoreError)

  /// Stores a checkpoint, durably; one that is stored already is left as it is.
  func add(_ checkpoint: StoredCheckpoint) throws(StoreError)

  /// Gives a record that has none its verifier key.
  func adopt(verifierKey: String) throws(StoreError)
}

extension EventStore {
  /// Appends what `decide` makes of where the record ends; decides anew as often as somebody else is
  /// first.
  ///
  /// - Throws: What `decide` throws, and as ``append(_:sealed:onto:)``; nothing is appended then.
  public func append(
    holding decide: (LogEnd) throws -> (entries: NewEntries, sealed: SealedChanges)?
  ) throws {
    while true {
      let end = try end()
      guard let (entries, sealed) = try decide(end) else { return }
      do throws(StoreError) {
        try append(entries, sealed: sealed, onto: end.size)
        return
      } catch {
        guard case .headMoved = error else { throw error }
      }
    }
  }

  /// Appends all of `entries`, of which none seals or destroys anything, after the first `size`.
  ///
  /// - Throws: As ``append(_:sealed:onto:)``.
  public func append(_ entries: [StoredEntry], onto size: Int) throws(StoreError) {
    try append(entries, sealed: SealedChanges(), onto: size)
  }

  /// Appends all of `entries` after the first `size`, and keeps and destroys what `sealed` says.
  ///
  /// - Throws: As ``append(_:sealed:onto:)``.
  public func append(
    _ entries: [StoredEntry], sealed: SealedChanges, onto size: Int
  ) throws(StoreError) {
    try append(NewEntries(entries), sealed: sealed, onto: size)
  }
}
