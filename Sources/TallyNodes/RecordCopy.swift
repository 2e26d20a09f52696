package import Tallystick
package import TransparencyLog

/// Copies a record, of whatever kind, into an empty one, or into one that holds its beginning, as far as
/// it reaches when that begins.
///
/// Entries keep their bytes, so that the copy has the same root. What is read is compared with the
/// tiles and the last checkpoint of the record on the way, and the root of the copy with both.
package struct RecordCopy {
  private let source: any RecordReader

  /// The number of entries that are copied.
  package let size: Int

  /// Whether sealed values go along.
  private let withSealed: Bool

  /// Creates the copy of a record as it is now.
  ///
  /// - Throws: What reading the record throws.
  package init(of source: any RecordReader, withSealed: Bool = true) throws(StoreError) {
    self.source = source
    self.withSealed = withSealed
    size = try source.end().size
  }

  /// What was copied.
  package struct Done {
    /// The root over the entries.
    package let root: Hash

    /// The number of entries that were added.
    package let added: Int

    /// The number of checkpoints that were added.
    package let checkpoints: Int

    /// The sealed fields of the entries, with those of their values that were copied.
    package let sealed: SealedFields

    /// The number of pairs of a value that is there and an audience to which it goes.
    package let audiences: Int
  }

  /// Copies all of it to a record that holds nothing, or what a record lacks that holds the beginning.
  ///
  /// - Parameters:
  ///   - target: The record that holds nothing, or the beginning.
  ///   - progress: Is told the number of entries done.
  /// - Returns: What was copied.
  /// - Throws: `StoreError.damaged` or `.corrupt` where the record is not whole, ``NotBeginning`` where
  ///   the target holds something else than its beginning; what the target throws.
  package func write(
    to target: any EventStore, progress: (Int) -> Void = { _ in }
  ) throws -> Done {
    let start = try target.end().size
    guard start <= size else { throw NotBeginning(held: start, size: size) }
    let startRoot = try target.root(ofSize: start)
    guard start > 0 || startRoot == CompactRange().root else {
      throw StoreError.corrupt(reason: "An empty record has another root than an empty tree.")
    }
    var part = Part(held: withSealed ? try source.heldDigests() : [])
    var before = CompactRange()
    let root = try source.forEachLeaf(upTo: size) { entry, leaf in
      if entry.seq <= start {
        before.append(leafHash: leaf)
        try part.note(try RecordCopy.checked(entry)) { try target.disclosure(digest: $0) }
        guard entry.seq < start || before.root == startRoot else {
          throw NotBeginning(held: start, size: size)
        }
        return
      }
      try part.take(try RecordCopy.checked(entry)) { try source.disclosure(digest: $0) }
      if part.entries.count == RecordCopy.batchSize || entry.seq == size {
        try target.append(
          part.entries, sealed: SealedChanges(kept: part.kept),
          onto: entry.seq - part.entries.count)
        part.clear()
        progress(entry.seq)
      }
    }
    guard try target.root(ofSize: size) == root else {
      throw StoreError.corrupt(reason: "The copy does not have the root of the record.")
    }
    let last = try target.checkpoints().last?.size ?? 0
    let checkpoints = try source.checkpoints().filter { $0.size <= size && $0.size > last }
    for checkpoint in checkpoints { try target.add(checkpoint) }
    return Done(
      root: root, added: size - start, checkpoints: checkpoints.count, sealed: part.sealed,
      audiences: try copyAudiences(to: target))
  }

  /// An entry of which the bytes are canonical and the id that of its content.
  private static func checked(_ entry: EntryBytes) throws(StoreError) -> StoredEntry {
    let row = CheckedRow(AuditRow(seq: entry.seq, bytes: entry.bytes))
    if let finding = row.finding {
      throw .damaged(seq: entry.seq, reason: finding.detail)
    }
    return try StoredEntry(seq: entry.seq, bytes: entry.bytes)
  }

  /// Entries that are appended together, and what is known of sealed fields.
  private struct Part {
    let held: Set<String>
    var sealed = SealedFields()
    var entries: [StoredEntry] = []
    var kept: [StoredDisclosure] = []
    private var taken: Set<String> = []

    init(held: Set<String>) { self.held = held }

    /// Notes the sealed fields of an entry, with those of their values that `find` finds.
    mutating func note(
      _ entry: StoredEntry, _ find: (String) throws -> StoredDisclosure?
    ) throws {
      guard entry.bytes.mayHoldDigests || entry.type == EventType.redaction.rawValue else { return }
      let event = try entry.event()
      sealed.take(event)
      for field in sealed[event.id] {
        guard let one = try find(field.digest) else { continue }
        sealed.take(try RecordCopy.opened(one))
      }
    }

    /// Takes an entry, with those of its values that are held and that `find` finds: one that was
    /// destroyed meanwhile is left out.
    mutating func take(
      _ entry: StoredEntry, _ find: (String) throws -> StoredDisclosure?
    ) throws {
      entries.append(entry)
      var found: [StoredDisclosure] = []
      let held = held
      try note(entry) { digest in
        guard held.contains(digest), let one = try find(digest) else { return nil }
        found.append(one)
        return one
      }
      for one in found where taken.insert(one.digest).inserted { kept.append(one) }
    }

    mutating func clear() { (entries, kept) = ([], []) }
  }

  /// How many entries are appended at once.
  private static let batchSize = 10_000

  /// Names in the copy to whom the values go that it holds; how many pairs there are.
  private func copyAudiences(to target: any EventStore) throws -> Int {
    guard withSealed else { return 0 }
    let held = try target.heldDigests()
    let pairs = try source.audiences().filter { held.contains($0.digest) }
    for pair in pairs { try target.disclose(pair.digest, to: pair.audience) }
    return pairs.count
  }

  private static func opened(_ one: StoredDisclosure) throws -> Disclosure {
    do {
      return try one.disclosure()
    } catch {
      throw StoreError.corrupt(
        reason: "The disclosure of \(quoted(one.digest)) in the record is damaged: \(error).")
    }
  }
}

/// A record was to be continued that holds something else than the beginning of the other.
package struct NotBeginning: Error {
  /// The number of entries that it holds.
  package let held: Int

  /// The number of entries of the other.
  package let size: Int
}

extension [UInt8] {
  /// Whether the name `_sd` may stand in them.
  fileprivate var mayHoldDigests: Bool {
    let name = Array("\"_sd\"".utf8)
    guard count >= name.count else { return false }
    return withUnsafeBytes { bytes in
      for start in 0...bytes.count - name.count where bytes[start] == name[0] {
        if name.indices.allSatisfy({ bytes[start + $0] == name[$0] }) { return true }
      }
      return false
    }
  }
}
