public import TransparencyLog

/// A checkpoint of a log that was kept elsewhere: evidence of what the log held.
///
/// Only what the log's own key signed is evidence. Anything else says nothing about a record, be it
/// whole or not, and becomes no checkpoint of this kind.
public struct KeptCheckpoint: Sendable {
  /// How it is spoken of, such as the name of its file.
  public let name: String

  /// What the log said.
  public let signed: SignedCheckpoint

  /// The leaf hashes of all entries that it covers, where they are at hand: they lead to its root.
  private(set) var leaves: [Hash]?

  /// What it says.
  package var checkpoint: Checkpoint { signed.checkpoint }

  /// Opens a note that the key of the log of `origin` must have signed.
  ///
  /// - Throws: ``NoEvidence`` where it says nothing about that log.
  public init(
    opening note: [UInt8], name: String, of origin: String, with key: VerifierKey
  ) throws(NoEvidence) {
    self.name = name
    let read: SignedNote
    do { read = try SignedNote(parsing: note) } catch {
      throw NoEvidence(name: name, reason: "it is no signed note: \(error)")
    }
    if let other = try? Checkpoint(parsing: read.text), other.origin.text != origin {
      throw NoEvidence(name: name, reason: "it is a checkpoint of the log \(other.origin)")
    }
    do {
      signed = try SignedCheckpoint(opening: read, with: key)
    } catch .notOpened(.noKnownKey) {
      throw NoEvidence(name: name, reason: "the key \(key.identity) did not sign it")
    } catch {
      throw NoEvidence(name: name, reason: Self.clause(error.description))
    }
  }

  /// Reads the leaf hashes from tiles that lie beside the checkpoint, so that a difference can be told
  /// by its event; without them it is told by the roots alone.
  ///
  /// - Parameter tile: The bytes of a tile; nil where there is none of that size.
  /// - Throws: What `tile` throws.
  /// - Complexity: O(*n*) hashes.
  public mutating func readLeaves(_ tile: (TileID) throws -> [UInt8]?) throws {
    let size = checkpoint.size
    var found: [Hash] = []
    var range = CompactRange()
    for index in 0..<(size + TileID.fullWidth - 1) / TileID.fullWidth {
      let width = TileID.width(level: 0, index: index, size: size)
      guard let bytes = try tile(TileID(level: 0, index: index, width: width)),
        let tile = try? Tile(bytes: bytes, width: width)
      else { return }
      for leaf in tile.hashes { range.append(leafHash: leaf) }
      found += tile.hashes
    }
    if range.root == checkpoint.root { leaves = found }
  }

  /// A sentence as a clause.
  private static func clause(_ sentence: String) -> String {
    sentence.utf8.last == UInt8(ascii: ".") ? String(sentence.dropLast()) : sentence
  }
}

/// What was shown as evidence, and says nothing about a record.
public struct NoEvidence: Error, Hashable, Sendable {
  /// How it is spoken of.
  public let name: String

  /// Why it says nothing, as a clause.
  public let reason: String
}

extension NoEvidence: CustomStringConvertible {
  /// The message shown to the user.
  public var description: String {
    "\(name) says nothing about this record: \(escaped(reason))."
  }
}

/// Compares the entries of a log, one after another, with those that kept checkpoints cover.
package struct LeafComparison {
  /// The leaves of each kept checkpoint, as far as they are at hand, and where they differ.
  private var kept: [(leaves: [Hash], differing: [ClosedRange<Int>])]

  /// The most differences that are told apart; what is beyond them is one.
  private static let most = 1_000

  package init(_ kept: [KeptCheckpoint]) { self.kept = kept.map { ($0.leaves ?? [], []) } }

  /// Takes the next entry.
  package mutating func take(_ leaf: Hash, seq: Int) {
    for place in kept.indices where kept[place].leaves.indices.contains(seq - 1) {
      if kept[place].leaves[seq - 1] != leaf { kept[place].differing.add(seq, most: Self.most) }
    }
  }

  /// The seqs at which the entries differ from those of the kept checkpoint of this number.
  package subscript(place: Int) -> [ClosedRange<Int>] { kept[place].differing }
}

extension [ClosedRange<Int>] {
  /// Adds a number that is larger than all before.
  fileprivate mutating func add(_ number: Int, most: Int) {
    guard let last, last.upperBound == number - 1 || count == most else {
      append(number...number)
      return
    }
    self[count - 1] = last.lowerBound...number
  }
}
