public import TransparencyLog

/// Reads a record from its beginning, once, into a history and the root over its entries.
public struct Folding: Sendable {
  /// The events so far.
  public private(set) var history = History()

  private var range = CompactRange()

  /// Creates the folding of no events.
  public init() {}

  /// The root over the entries so far.
  public var root: Hash { range.root }

  /// Takes the next entry.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when its bytes are no entry.
  public mutating func take(_ entry: EntryBytes) throws(StoreError) {
    try take(entry, leafHash: Hash.leaf(of: entry.bytes))
  }

  /// Takes the next entry, whose leaf hash is known.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when its bytes are no entry.
  public mutating func take(_ entry: EntryBytes, leafHash: Hash) throws(StoreError) {
    try take(entry.bytes, seq: entry.seq, leafHash: leafHash)
  }

  /// Takes the next entry, of which only the bytes are there.
  mutating func take(_ bytes: [UInt8], seq: Int, leafHash: Hash) throws(StoreError) {
    range.append(leafHash: leafHash)
    try history.apply(bytes, seq: seq)
  }
}
